"""A PIN of one's own, for phones that several people share."""

from nicegui import ui

from app.core import checks, factors
from app.core.clock import now
from app.core.errors import Refused
from models import Person
from pages.parts import Visitor, banner, box, button, empty, go, guarded, heading, words


async def show(visitor: Visitor) -> None:
    heading(visitor.t('me-pin'))
    person = await Person.get_or_none(id=visitor.actor.id)
    if not person or not await factors.may_have_pin(person):
        empty('info', visitor.t('problem-pin_not_for_you'))
        go('/me', visitor.t('saved-back'), classes='tw-quiet')
        return
    has = await factors.has_pin(person.id)
    if has:
        banner('ok', visitor.t('me-pin-has'), 'ok')
    with box('tw-card tw-stack'):
        words(visitor.t('me-pin-hint'), 'tw-sub', 'p')
        pin = ui.input(visitor.t('me-pin-new'), password=True).classes('tw-wide')
        pin.props('outlined inputmode=numeric maxlength=6 autocomplete=off')

        async def save() -> None:
            actor = await visitor.now()
            if not await checks.is_confirmed(actor, now()):
                raise Refused('confirm_first')
            await factors.set_pin(await Person.get(id=actor.id), pin.value or '')
            ui.notify(visitor.t('me-pin-done'), type='positive', position='top')
            ui.navigate.to('/me')

        async def drop() -> None:
            actor = await visitor.now()
            assert actor.id
            await factors.give_pin_up(actor.id)
            ui.navigate.to('/me')

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
        if has:
            button(visitor.t('me-pin-drop'), guarded(visitor, drop), picture='delete', classes='tw-quiet')
    go('/me', visitor.t('saved-back'), classes='tw-quiet')
