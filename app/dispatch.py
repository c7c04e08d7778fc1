"""Dispatch: what the office decides about repairs: how urgent, whose, one job out of several, or none at all."""

from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field, field_validator

from app import routing
from app.core.errors import BadInput, Conflict, Refused
from app.core.kinds import kind
from app.core.permissions import may
from app.core.records import Writing
from app.dangers import free, is_settled_by_check
from app.repair_forms import BUTTONS, HIDDEN, NOTE, NoteForm, RepairForm
from app.repair_states import (
    OFFICE,
    check,
    concern_id,
    moment_of,
    priority_of,
    repair_for,
    root_of,
    save,
    settle,
    step,
    touched_by,
    wind,
)
from app.trades import known_trade
from models import Person, Repair, RepairCost, RepairThing, Thing


class TriageForm(RepairForm):
    urgency: Literal['low', 'normal', 'high'] | None = Field(
        default=None, title='repairs-report-urgency', json_schema_extra=BUTTONS
    )
    trade: str = Field(default='', max_length=20, json_schema_extra=HIDDEN)

    _known = field_validator('trade')(known_trade)


@kind
async def triage(thing: Thing, form: TriageForm, record: Writing) -> None:
    """How urgent it is and whose trade; its clock begins anew from the report."""
    repair = await repair_for(thing, form.repair, 'triage')
    before = priority_of(repair)
    repair.urgency, repair.trade = form.urgency or repair.urgency, form.trade or repair.trade
    if priority_of(repair) != before:
        await wind(repair, repair.reported_at)
    step(repair, record, 'triage', urgency=form.urgency, trade=form.trade)
    await save(repair, record)


class AssignForm(NoteForm):
    to: UUID = Field(json_schema_extra=HIDDEN)


@kind
async def assign(thing: Thing, form: AssignForm, record: Writing) -> None:
    """Give it to somebody: the office any, others what is theirs."""
    repair = await repair_for(thing, form.repair, 'assign')
    if not record.by.may(OFFICE) and repair.owner_id not in (None, record.by.id):
        raise Refused('not_your_repair')
    person = await Person.get_or_none(id=form.to, left_at=None)
    if not person or not may(person.roles, routing.MEND):
        raise BadInput('not_able')
    step(repair, record, 'assign', note=form.note, to=person.id)
    await save(repair, record, owner=person.id)


class RefuseForm(RepairForm):
    reason: Literal['not_broken', 'not_ours', 'not_worth', 'known', 'other'] = Field(
        title='dispatch-refuse-reason', json_schema_extra=BUTTONS
    )
    note: str = NOTE


@kind
async def refuse(thing: Thing, form: RefuseForm, record: Writing) -> None:
    """Nothing will be done about it, and why. Something dangerous cannot be refused away: it is checked first."""
    repair = await repair_for(thing, form.repair, 'refuse')
    if repair.blocks_use and form.reason != 'not_broken':
        raise Conflict('dangerous', thing=thing.name)
    repair.closed_at, repair.closed_by = moment_of(repair, record), record.by.id  # type: ignore[assignment]
    if repair.blocks_use and not await is_settled_by_check(repair):
        await free(repair, record)
    await settle(repair, record, 'refuse', form.note, reason=form.reason)


class MergeForm(RepairForm):
    into: UUID = Field(json_schema_extra=HIDDEN)


@kind
async def merge(thing: Thing, form: MergeForm, record: Writing) -> None:
    """The same fault reported twice, or one job over many things: what this one is about becomes part of the other."""
    repair = await repair_for(thing, form.repair, 'merge')
    found = await Repair.get_or_none(id=form.into)
    if not found:
        raise BadInput('unknown_repair')
    into = await root_of(found)
    if into.id == repair.id:
        raise Conflict('merge_cycle')
    check(into, 'merge')
    for each in await touched_by(repair, record):
        row = await RepairThing.get(id=concern_id(repair.id, each.id))
        await RepairThing.get_or_create(
            id=concern_id(into.id, each.id), defaults={'repair': into, 'thing': each, 'pieces': row.pieces}
        )
        if each.blocked_by == repair.id:
            await record.change(each, blocked_by=into.id)
    await RepairCost.filter(repair_id=repair.id).update(repair_id=into.id)
    into.cost, into.others = into.cost + repair.cost, into.others + repair.others + 1
    into.blocks_use = into.blocks_use or repair.blocks_use
    repair.into_id, repair.cost = into.id, Decimal()
    repair.closed_at, repair.closed_by = moment_of(repair, record), record.by.id  # type: ignore[assignment]
    await settle(repair, record, 'merge', into=into.id)
    step(into, record, 'merged_in', part=repair.id, ref=repair.ref)
    await save(into, record)


async def pass_on(person: UUID, record: Writing) -> None:
    """Somebody leaves or mends no more: every repair of theirs is somebody else's from now on."""
    for repair in await Repair.filter(owner_id=person, settled_at=None).select_related('thing'):
        thing = await record.known.thing(repair.thing.id)
        assert thing
        repair.owner_id, _ = await routing.owner_for(thing, repair.trade, record, but=person)  # type: ignore[assignment]
        step(repair, record, 'pass_on', to=repair.owner_id)
        await save(repair, record)
