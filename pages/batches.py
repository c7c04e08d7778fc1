"""Taking some out of what was registered together."""

from nicegui import ui

from app import register
from app.core.entries import enter
from app.core.records import write_one
from pages.parts import Visitor, box, button, guarded, heading, words
from pages.place_choice import place_choice


async def split(visitor: Visitor, id: str) -> None:
    """Taking some out of a batch."""
    visitor.actor.must('batches.split')
    thing = await register.thing(id)
    heading(visitor.t('batches-split'))
    words(visitor.t('batches-split-more', name=thing.name, quantity=thing.quantity), 'tw-sub', 'p')
    with box('tw-card tw-stack'):
        quantity = ui.number(
            visitor.t('batches-split-quantity'), value=thing.quantity, min=1, max=thing.quantity, precision=0
        )
        to = await place_choice(visitor.t('register-move-to'))
        for field in (quantity, to):
            field.props('outlined').classes('tw-wide')
        each = ui.checkbox(visitor.t('batches-split-each'), value=True)

    async def save() -> None:
        facts = {'quantity': int(quantity.value or 1), 'each': bool(each.value)} | (
            {'to': to.value} if to.value else {}
        )
        entry = enter('batches.split', facts, thing_id=str(thing.id))
        await write_one(entry, await visitor.now('batches.split'))
        ui.navigate.to(f'/things?q={thing.code or thing.name}&view=list')

    button(visitor.t('batches-split'), guarded(visitor, save), picture='check', classes='tw-primary')
