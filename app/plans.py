"""Plans: work that a schedule asks for (fans cleaned, air-con before the summer) lands among the repairs when due."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field

from app import board, duty, schedules, stops
from app.core.actors import the_server
from app.core.clock import now
from app.core.entries import enter
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.permissions import may
from app.core.records import Writing, write
from app.due import Due, due_of
from app.repair_opening import open_repair
from models import Repair, Schedule, Thing

HIDDEN: dict[str, Any] = {'widget': 'hidden'}
BEFORE, AFTER = timedelta(days=93), timedelta(days=15)  # between which a time is due whose work may begin now
LATE = timedelta(days=7)  # after whose end what a stopped server did not open is left to somebody


class OpenForm(Form):
    """Which time of which schedule; the first thing is the record's own."""

    schedule: UUID = Field(json_schema_extra=HIDDEN)
    day: date = Field(json_schema_extra=HIDDEN)
    slot: int = Field(default=0, ge=0, le=50, json_schema_extra=HIDDEN)
    things: list[UUID] = Field(default=[], max_length=stops.MOST, json_schema_extra=HIDDEN)


@kind
async def open(thing: Thing, form: OpenForm, record: Writing) -> None:
    """One repair over all of it, whose id is that of the time it was due, so that there is never a second one."""
    found = await Schedule.get_or_none(id=form.schedule, makes='job')
    if not found:
        raise NotFound('unknown_schedule')
    known = (await board.board()).calendar
    times = due_of(found, form.day, form.day, known, schedules.zone())
    due = next((each for each in times if each.slot == form.slot), None)
    if not due:
        raise NotFound('unknown_schedule')
    if await Repair.exists(id=due.id):
        raise Conflict('already_open')
    await open_repair(
        thing, record, due.id, what=found.name, nature='planned', source='plan', things=form.things,
        owner=await _owner(found, form.day), finish_by=due.by,
    )  # fmt: skip


async def _owner(found: Schedule, day: date) -> UUID | None:
    """Whoever answers for the schedule that day and may do it; nobody when all have left: then dispatch decides."""
    people = (await duty.roster()).responsible(found, day)
    return next((person.id for person in people if may(person.roles, schedules.MEND)), None)


async def open_due() -> None:
    """Open what is due and not yet open."""
    known, moment = await board.board(), now()
    if not known.plans:
        return
    today = schedules.today()
    found: list[tuple[Schedule, Due]] = []
    for plan in known.plans.values():
        for due in due_of(plan, today - BEFORE, today + AFTER, known.calendar, schedules.zone()):
            if due.opens <= moment < due.closes + LATE:
                found.append((plan, due))
    ids = [due.id for _, due in found]
    there = set(await Repair.filter(id__in=ids).values_list('id', flat=True)) if ids else set()
    entries = []
    for plan, due in found:
        if due.id in there or not (things := await stops.things_of(plan)):
            continue
        payload = {'schedule': str(plan.id), 'day': str(due.day), 'slot': due.slot}
        more = [str(id) for id in things[1:]]
        entries.append(enter('plans.open', {**payload, 'things': more}, thing_id=things[0], id=due.id))
    if entries:
        await write(entries, the_server())
