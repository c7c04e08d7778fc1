"""Corrections: taking back what a record changed, as long as nobody has changed the same since."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field

from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.register import change_facts, check_state, put_inside
from models import Change, Record, Thing

UNDOABLE = (
    'register.revise', 'register.move', 'register.retire', 'pictures.add', 'pictures.drop', 'corrections.undo',
)  # fmt: skip


class UndoForm(Form):
    record: UUID = Field(title='corrections-undo-record', json_schema_extra={'widget': 'hidden'})


@kind
async def undo(thing: Thing, form: UndoForm, record: Writing) -> None:
    """Put back what stood there before a record. The record stays in the log, and so does this one."""
    before = await Record.get_or_none(id=form.record, verdict='accepted', kind__in=UNDOABLE)
    changed = await changes_of(before.number, thing.id) if before else {}
    if not changed:
        raise NotFound('nothing_to_undo')
    if any(_read(name, after) != getattr(thing, name) for name, (_, after) in changed.items()):
        raise Conflict('changed_since', thing=thing.name)
    back = {name: _read(name, was) for name, (was, _) in changed.items()}
    if 'state' in back:
        await check_state(thing, back['state'])
    place = back.pop('inside_id', None)
    if place:
        await put_inside(thing, place, record)
    elif 'inside_id' in changed:
        await record.change(thing, inside_id=None)
    await change_facts(thing, back, record)


async def put_back(thing: Thing, number: int, record: Writing, names: tuple[str, ...]) -> None:
    """Put back what a record changed of some facts. Raises Conflict where one of them was changed since."""
    changed = {name: both for name, both in (await changes_of(number, thing.id)).items() if name in names}
    if any(_read(name, after) != getattr(thing, name) for name, (_, after) in changed.items()):
        raise Conflict('changed_since', thing=thing.name)
    back = {name: _read(name, was) for name, (was, _) in changed.items()}
    if 'inside_id' in back:
        place = back.pop('inside_id')
        await (put_inside(thing, place, record) if place else record.change(thing, inside_id=None))
    await change_facts(thing, back, record)


async def changes_of(number: int, thing_id: UUID) -> dict[str, list[Any]]:
    """What one record changed on one thing: name, from what, to what."""
    found: dict[str, list[Any]] = {}
    for change in await Change.filter(number=number, thing_id=thing_id).order_by('id'):
        for name, (was, after) in change.facts.items():
            found[name] = [found[name][0] if name in found else was, after]
    return found


def _read(name: str, value: Any) -> Any:
    """A value as the thing has it, from what the log could write."""
    if value is None:
        return None
    if name == 'price':
        return Decimal(value)
    return UUID(value) if name == 'inside_id' else value
