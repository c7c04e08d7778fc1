"""Kits: things that are lent as one (12 balls and a pump in a bag), and what of them is missing."""

from typing import Any
from uuid import UUID, uuid5

from pydantic import Field, model_validator

from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.loan_states import broken_of, out_of
from models import KitPart, Thing

DEFINE = 'kits.define'
MOST = 60  # sorts of parts in one kit

Lack = dict[str, Any]  # {'part': id, 'name': …, 'count': …}


class PartForm(Form):
    name: str = Field(default='', max_length=80)
    quantity: int = Field(default=1, ge=1, le=10_000)
    thing: UUID | None = None  # with a label of its own

    @model_validator(mode='after')
    def _is_something(self) -> 'PartForm':
        if not self.name and not self.thing:
            raise ValueError('a part has a name or is a thing')
        return self


class DefineForm(Form):
    parts: list[PartForm] = Field(max_length=MOST)


class FillForm(Form):
    part: UUID
    count: int = Field(default=1, ge=1, le=10_000)


@kind
async def define(thing: Thing, form: DefineForm, record: Writing) -> None:
    """Say what belongs into it; without parts it is no kit any more. What was missing of a part stays missing."""
    if thing.is_retired or thing.is_place or thing.quantity != 1:
        raise Conflict('no_kit', thing=thing.name)
    before = {part.name: part.missing for part in await parts_of(thing.id)}
    found = [await _part(thing, each, record) for each in form.parts]
    await KitPart.filter(kit_id=thing.id).delete()
    for place, (name, quantity, part) in enumerate(found):
        await KitPart.create(
            id=uuid5(record.id, str(place)), kit_id=thing.id, part_id=part.id if part else None, name=name,
            quantity=quantity, missing=min(quantity, before.get(name, 0)), place=place,
        )  # fmt: skip
    record.made(thing)
    await record.change(thing)


async def _part(kit: Thing, form: PartForm, record: Writing) -> tuple[str, int, Thing | None]:
    """Its name, how many, and its thing if it has one of its own. Raises what is wrong with it."""
    if not form.thing:
        return form.name, form.quantity, None
    part = await record.known.thing(form.thing)
    if not part:
        raise NotFound('unknown_thing')
    other = await KitPart.filter(part_id=part.id).exclude(kit_id=kit.id).exists()
    if part.id == kit.id or part.is_place or other or await KitPart.exists(kit_id=part.id):
        raise BadInput('no_part', thing=part.name)
    if part.is_retired:
        raise Conflict('retired', thing=part.name)
    return form.name or part.name, min(form.quantity, part.quantity), part


@kind
async def fill(thing: Thing, form: FillForm, record: Writing) -> None:
    """What was missing has been found, or another is in its place."""
    part = await KitPart.get_or_none(id=form.part, kit_id=thing.id)
    if not part:
        raise NotFound('unknown_part')
    if not part.missing:
        raise Conflict('not_missing', thing=part.name)
    part.missing -= min(part.missing, form.count)
    await part.save()
    record.made(thing)
    await record.change(thing)


async def parts_of(kit_id: UUID | str) -> list[KitPart]:
    return await KitPart.filter(kit_id=kit_id).select_related('part').order_by('place')


async def kit_of(part_id: UUID | str) -> Thing | None:
    """The kit that a thing belongs into."""
    found = await KitPart.filter(part_id=part_id).select_related('kit').first()
    return found.kit if found else None


async def lacking(kit_id: UUID | str) -> list[Lack]:
    """What of a kit is not in it now: did not come back, was retired, is broken or out by itself."""
    found = [(part, await lacks(part)) for part in await parts_of(kit_id)]
    return [{'part': str(part.id), 'name': part.name, 'count': count} for part, count in found if count]


async def lacks(part: KitPart) -> int:
    """How many of one part are not in the kit."""
    thing = part.part
    if not thing:
        return part.missing
    if thing.is_retired or thing.blocked_by or thing.state in ('writeoff', 'repair'):
        return part.quantity
    here = thing.quantity - await out_of(thing.id) - await broken_of(thing)
    return min(part.quantity, max(part.missing, part.quantity - here))


async def note_missing(kit: Thing, wanted: dict[UUID, int]) -> list[Lack]:
    """Write down what did not come back with it. Raises NotFound for a part that it does not have."""
    known = {part.id: part for part in await parts_of(kit.id)}
    found: list[Lack] = []
    for id, count in wanted.items():
        part = known.get(id)
        if not part:
            raise NotFound('unknown_part')
        part.missing = min(part.quantity, part.missing + count)
        await part.save()
        found.append({'part': str(part.id), 'name': part.name, 'count': count})
    return found
