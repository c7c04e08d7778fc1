"""Labels nobody has bound yet: seeing them, and saying whose they are."""

from nicegui import ui

from app import register, tags
from app.core.entries import enter
from app.core.records import write_one
from app.core.tagcode import spell
from models import Thing
from pages.parts import Visitor, banner, box, button, empty, go, guarded, heading, row, section, watch, words
from pages.phone import icon


async def show(visitor: Visitor) -> None:
    visitor.actor.must('tags.bind')
    heading(visitor.t('tags-unknown-title'))
    words(visitor.t('tags-unknown-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        waiting: dict[str, int] = {}
        for record in await tags.unknown_tags():
            waiting[record.tag or ''] = waiting.get(record.tag or '', 0) + 1
        if not waiting:
            empty('tag', visitor.t('tags-none-unknown'))
            return
        with box('tw-card tw-card-flush'):
            for code, count in waiting.items():
                row(f'/t/{code}', spell(code), visitor.t('tags-waiting', count=count), picture='tag')

    await live()
    watch('tags', 'register', then=live.refresh)


async def unknown(visitor: Visitor, code: str) -> None:
    """A label whose code is right but which nobody has bound: bind it, or tell whoever may."""
    heading(visitor.t('tags-new-label'))
    words(spell(code), 'tw-code tw-h2', 'p')
    if not visitor.may('tags.bind'):
        banner('info', visitor.t('tags-tell-more'), 'tag')
        if visitor.may('tags.sighted'):
            button(
                visitor.t('tags-tell'), guarded(visitor, _tell(visitor, code)), picture='outbox', classes='tw-primary'
            )
        return
    words(visitor.t('tags-bind-more'), 'tw-sub', 'p')
    if visitor.may('register.add'):
        go(f'/things/new?tag={code}', visitor.t('tags-bind-new'), picture='plus')
    section(visitor.t('tags-bind-to'))
    search = ui.input(visitor.t('register-search')).props('outlined clearable debounce=250').classes('tw-wide')

    @ui.refreshable
    async def found() -> None:
        things = await register.things(search.value or '', limit=30)
        if not things:
            empty('search', visitor.t('register-none'))
            return
        with box('tw-card tw-card-flush'):
            for thing in things:
                _choice(visitor, code, thing)

    await found()
    search.on_value_change(found.refresh)


def _choice(visitor: Visitor, code: str, thing: Thing) -> None:
    where = thing.inside.name if thing.inside else ''
    with box('tw-row', 'button').props('type=button') as made:
        icon('place' if thing.is_place else 'box')
        with box('tw-row-main'):
            words(thing.name, 'tw-title', 'div')
            words(' · '.join(part for part in (where, register.code_of(thing), thing.spec) if part), 'tw-sub', 'div')
    made.on('click', guarded(visitor, _bind(visitor, code, thing)))


def _bind(visitor: Visitor, code: str, thing: Thing):
    async def bind() -> None:
        actor = await visitor.now('tags.bind')
        await write_one(enter('tags.bind', {'code': code}, thing_id=str(thing.id), how='scan'), actor)
        ui.notify(visitor.t('tags-bound', name=thing.name), type='positive', position='top')
        ui.navigate.to(f'/things/{thing.id}')

    return bind


def _tell(visitor: Visitor, code: str):
    async def tell() -> None:
        await write_one(enter('tags.sighted', {}, tag=code, how='scan'), await visitor.now())
        ui.notify(visitor.t('tags-told'), type='positive', position='top')
        ui.navigate.to('/')

    return tell
