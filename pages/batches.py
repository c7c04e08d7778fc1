"""Taking some out of what was registered together."""

from nicegui import ui

from app import register, tree
from app.core.entries import enter
from app.core.records import write_one
from pages.parts import Visitor, box, button, guarded, heading, words
from pages.register_filters import place_names


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
        to = ui.select(
            place_names(await tree.tree()), label=visitor.t('register-move-to'), with_input=True, clearable=True
        )
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
