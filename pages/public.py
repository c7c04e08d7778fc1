"""Which sorts of things somebody without an account may look at by scanning."""

from nicegui import ui

from app import public, register
from app.core.entries import enter
from app.core.records import write_one
from pages.parts import Visitor, box, button, guarded, heading, section, words


async def show(visitor: Visitor) -> None:
    visitor.actor.must('public.open')
    heading(visitor.t('public-title'))
    words(visitor.t('public-sub'), 'tw-sub', 'p')
    opened = await public.opened()
    kinds = await register.categories()
    fields: dict[str, ui.checkbox] = {}
    for kind in ('asset', 'place'):
        section(visitor.t(f'public-{kind}'))
        with box('tw-card'), box('tw-picks'):
            for category in kinds.values():
                if category.kind == kind:
                    fields[category.key] = ui.checkbox(visitor.name_of(category), value=category.key in opened)

    section(visitor.t('public-reports'))
    with box('tw-card tw-stack'):
        reports = ui.checkbox(visitor.t('public-reports-on'), value=await public.reports_on())
        words(visitor.t('public-reports-more'), 'tw-hint', 'p')

    async def save() -> None:
        chosen = [key for key, field in fields.items() if field.value]
        form = {'categories': chosen, 'reports': reports.value}
        await write_one(enter('public.open', form), await visitor.now('public.open'))
        ui.notify(visitor.t('public-saved', count=len(chosen)), type='positive', position='top')

    with box('tw-bottom'):
        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
