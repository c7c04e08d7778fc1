"""Batches: forty desks that were registered in one line become forty desks, or some of them move on together."""

from typing import Any
from uuid import UUID, uuid5

from pydantic import Field

from app import search, tags
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.facts import Facts, found_by
from app.register import PIECES, check_state, put_inside
from models import Thing

COPIED = (*(name for name in Facts.model_fields if name != 'quantity'), 'kind', 'inside_id', 'photos')


class SplitForm(Form):
    quantity: int = Field(ge=1, le=PIECES, title='batches-split-quantity')
    each: bool = Field(default=True, title='batches-split-each')
    to: UUID | None = Field(default=None, title='register-move-to')
    tags: list[str] = Field(default=[], max_length=PIECES)


@kind(releases=True)
async def split(thing: Thing, form: SplitForm, record: Writing) -> None:
    """Take some out of a batch: each with a label of its own or, without `each`, together as a batch of their own.

    What was there first keeps its label and its history, and one piece at least.
    """
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    await check_state(thing, thing.state)
    taken = min(form.quantity, thing.quantity - 1) if form.each else form.quantity
    if thing.quantity < 2 or form.quantity > thing.quantity or taken >= thing.quantity:
        raise Conflict('too_few_to_split', thing=thing.name, quantity=thing.quantity)
    if form.to and not await Thing.exists(id=form.to, kind='place'):
        raise NotFound('unknown_place')
    made = await (_pieces(thing, form, record, taken) if form.each else _batch(thing, form, record))
    whole = {'piece': f'1/{thing.quantity}'} if taken < form.quantity and not thing.piece else {}
    facts = search.vars_of(thing) | whole
    await record.change(thing, quantity=thing.quantity - taken, **whole, **found_by(facts))
    if form.to and taken < form.quantity:
        await put_inside(thing, form.to, record)
    await search.put(thing)
    record.made(*made)


async def set_apart(thing: Thing, quantity: int, record: Writing, id: UUID) -> Thing:
    """Some of a batch as a batch of their own, so that what becomes of them is not done to the others."""
    part = await _copy(thing, SplitForm(quantity=quantity), record, 0, {'quantity': quantity}, id)
    await record.change(thing, quantity=thing.quantity - quantity)
    await search.put(thing)
    record.made(part)
    await record.flush()
    return part


async def _pieces(thing: Thing, form: SplitForm, record: Writing, taken: int) -> list[Thing]:
    first = thing.quantity - taken + 1
    marks = [f'{number}/{thing.quantity}' for number in range(first, thing.quantity + 1)]
    return [await _copy(thing, form, record, piece, {'piece': mark}) for piece, mark in enumerate(marks)]


async def _batch(thing: Thing, form: SplitForm, record: Writing) -> list[Thing]:
    return [await _copy(thing, form, record, 0, {'quantity': form.quantity})]


async def _copy(
    thing: Thing, form: SplitForm, record: Writing, number: int, own: dict[str, Any], id: UUID | None = None
) -> Thing:
    facts = {name: getattr(thing, name) for name in COPIED} | {'quantity': 1} | own
    facts |= {'inside_id': form.to} if form.to else {}
    piece = Thing(**facts | found_by(facts), id=id or uuid5(record.id, str(number)), cursor=record.number)
    record.plant(piece)
    search.plant(piece, record)
    await tags.give(piece, record, form.tags[number] if number < len(form.tags) else '')
    return piece
