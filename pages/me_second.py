"""The second factor: setting an authenticator up, the recovery codes, and switching it off."""

from nicegui import ui

from app import pairing_code, second
from app.core import factors
from app.core.actors import Actor
from app.core.entries import enter
from app.core.records import write_one
from models import Person
from pages.parts import Visitor, banner, box, button, go, guarded, heading, piece, words


async def show(visitor: Visitor) -> None:
    heading(visitor.t('second-title'))
    if await second.is_lacking(visitor.actor):
        banner('warn', visitor.t('second-wanted-here'), 'alert')
    around = box('tw-stack')
    with around:
        if await factors.has_second(visitor.actor.id):
            await _has(visitor)
        else:
            await _offer(visitor, around)
    if visitor.may('second.demand'):
        await _demand(visitor)
    go('/me', visitor.t('saved-back'), classes='tw-quiet')


async def _offer(visitor: Visitor, around: ui.element) -> None:
    """The secret exists on this page alone until a code has shown that the authenticator has it."""
    secret = factors.new_secret()
    person = await Person.get(id=visitor.actor.id)
    with box('tw-card tw-stack'):
        words(visitor.t('second-why'), '', 'p')
        words(visitor.t('second-scan'), 'tw-strong', 'p')
        address = factors.address_of(secret, person.name)
        piece(pairing_code.svg(address, visitor.t('second-scan')), 'tw-qr')
        words(visitor.t('second-type'), 'tw-sub', 'p')
        words(' '.join(secret[start : start + 4] for start in range(0, len(secret), 4)), 'tw-code tw-centre', 'p')
        code = ui.input(visitor.t('second-code')).classes('tw-wide')
        code.props('outlined inputmode=numeric maxlength=7 autocomplete=one-time-code')

        async def switch_on() -> None:
            actor: Actor = await visitor.now('second.switch_on')
            codes = await second.switch_on_for(actor, secret, code.value or '')
            around.clear()
            with around:
                _codes(visitor, codes)

        button(visitor.t('second-go'), guarded(visitor, switch_on), picture='check', classes='tw-primary')


def _codes(visitor: Visitor, codes: list[str]) -> None:
    """Shown once: only their hashes are kept."""
    with box('tw-card tw-stack'):
        banner('ok', visitor.t('second-on'), 'ok')
        words(visitor.t('second-codes'), 'tw-strong', 'p')
        words('\n'.join(codes), 'tw-code tw-centre', 'pre')
        go('/', visitor.t('second-kept'), picture='check', classes='tw-primary')


async def _has(visitor: Visitor) -> None:
    with box('tw-card tw-stack'):
        banner('ok', visitor.t('second-on'), 'ok')
        left = await factors.recovery_codes_left(visitor.actor.id)
        words(visitor.t('second-left', count=left), 'tw-sub', 'p')

        async def switch_off() -> None:
            actor = await visitor.now('second.switch_off')
            await write_one(enter('second.switch_off', {'person': str(actor.id)}), actor)
            ui.navigate.to('/me')

        button(visitor.t('second-off'), guarded(visitor, switch_off), picture='delete', classes='tw-quiet')


async def _demand(visitor: Visitor) -> None:
    """Whether every administrator must have one."""
    demanded = await second.is_demanded()

    async def turn() -> None:
        await write_one(enter('second.demand', {'on': not demanded}), await visitor.now('second.demand'))
        ui.navigate.to('/me/second')
        ui.navigate.reload()

    with box('tw-card tw-stack'):
        words(visitor.t('second-demand'), 'tw-strong', 'p')
        words(visitor.t('second-demand-more'), 'tw-sub', 'p')
        word = 'second-demand-off' if demanded else 'second-demand-on'
        button(visitor.t(word), guarded(visitor, turn), picture='people')
