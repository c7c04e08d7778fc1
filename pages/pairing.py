"""A one-time code for somebody's new phone: shown big, with the minutes it is good for."""

from uuid import UUID

from nicegui import ui

from app import pairing, pairing_code
from app.core.errors import NotFound
from models import Person
from pages.parts import Visitor, banner, box, button, go, guarded, heading, piece, words

PRINT = 'print()'


async def show(visitor: Visitor, id: str) -> None:
    visitor.actor.must('pairing.offer')
    try:
        person = await Person.get_or_none(id=UUID(id), left_at=None)
    except ValueError:
        person = None
    if not person:
        raise NotFound('unknown_person')
    heading(visitor.t('pairing-title', name=person.shown))
    words(visitor.t('pairing-how', name=person.shown), 'tw-sub tw-no-print', 'p')
    around = box('tw-stack')

    async def offer() -> None:
        address = await pairing.offer_to(person, await visitor.now('pairing.offer'))
        around.clear()
        with around, box('tw-card tw-stack tw-print'):
            words(person.shown, 'tw-h2 tw-centre', 'h2')
            piece(pairing_code.svg(address, visitor.t('pairing-title', name=person.shown)), 'tw-qr')
            words(visitor.t('pairing-good', minutes=int(pairing.LIFE.total_seconds() // 60)), 'tw-centre', 'p')
            words(visitor.t('pairing-steps'), 'tw-sub tw-centre', 'p')
        with around:
            button(visitor.t('pairing-print'), lambda: ui.run_javascript(PRINT), picture='print')
            button(visitor.t('pairing-again'), guarded(visitor, offer), picture='refresh', classes='tw-quiet')

    with around:
        if await pairing.may_pair(person):
            button(visitor.t('pairing-go'), guarded(visitor, offer), picture='scan', classes='tw-primary')
        else:
            banner('info', visitor.t('problem-pairing_not_for', name=person.shown))
    go('/people', visitor.t('saved-back'), classes='tw-quiet')
