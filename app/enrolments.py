"""Registering by scanning: each blank label makes the next thing of a kind, numbered by itself."""

import re
from uuid import UUID

from pydantic import Field

from app import register, search
from app.categories import guess_category
from app.core.errors import Conflict, NotFound, Refused
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Enrolment, Inspection, Record, Repair, Tag, Thing

LAST = 9_999


class EnrolForm(Form):
    code: str = Field(max_length=400, title='tags-bind-code')
    inside: UUID
    name: str = Field(min_length=1, max_length=180, title='register-name')
    number: int = Field(ge=1, le=LAST)
    category: str = Field(default='', max_length=40, title='register-category')
    custodian: str = Field(default='', max_length=80, title='register-custodian')


@kind(releases=True)
async def enrol(form: EnrolForm, record: Writing) -> None:
    """A new thing in a room with the label that was just put on it.

    The number is the phone's; where two phones counted alike, the second thing gets the next number that is free.
    """
    room = await Thing.get_or_none(id=form.inside, kind='place')
    if not room or room.is_retired:
        raise NotFound('unknown_place')
    taken = await numbers_in(room.id, form.name)
    number = form.number
    if number in taken:
        number = next(free for free in range(1, LAST + len(taken)) if free not in taken and free > number)
        record.flags.append('renumbered')
    facts = register.AddForm(
        name=numbered(form.name, number),
        category=form.category or guess_category(form.name),
        inside=room.id,
        custodian=form.custodian,
        tags=[form.code],
    )
    await register.add(facts, record)
    tag = await Tag.get(thing_id=record.id)
    await Enrolment.create(id=record.id, code=tag.code, by_id=record.by.id, at=record.received_at, cursor=record.number)


class UndoForm(Form):
    enrolment: UUID


@kind(releases=True)
async def undo(form: UndoForm, record: Writing) -> None:
    """The thing that a scan made was never there; its label is blank again. One that was refused needs no undoing."""
    made = await Enrolment.get_or_none(id=form.enrolment, undone_at=None)
    if not made:
        return
    if made.by_id != record.by.id and not record.by.may('register.retire'):
        raise Refused('not_yours')
    thing = await Thing.get(id=made.id)
    if await is_used(thing):
        raise Conflict('thing_used', thing=thing.name)
    await Tag.filter(thing_id=thing.id).update(thing_id=None, bound_at=None, cursor=record.number)
    await search.drop(thing)
    await thing.delete()
    made.undone_at, made.cursor = record.received_at, record.number
    await made.save()


async def is_used(thing: Thing) -> bool:
    """Whether anything happened to a thing since it was registered."""
    return (
        await Record.filter(thing_id=thing.id).exists()
        or await Repair.filter(thing_id=thing.id).exists()
        or await Inspection.filter(thing_id=thing.id).exists()
        or await Tag.filter(thing_id=thing.id).count() > 1
    )


def numbered(name: str, number: int) -> str:
    return f'{name} {number:02d}'


async def numbers_in(room: UUID, name: str) -> set[int]:
    """Which numbers the things of this name in a room have."""
    names = await Thing.filter(inside_id=room, name__startswith=f'{name} ').values_list('name', flat=True)
    found = (re.fullmatch(r'(\d{1,4})', str(each)[len(name) + 1 :]) for each in names)
    return {int(match[1]) for match in found if match}
