"""Hazards (隐患): found, given an owner and a deadline, put right, and re-checked by somebody else."""

from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from app import routing, schedules
from app.core.errors import BadInput, Conflict, Refused
from app.core.kinds import Form, kind
from app.core.permissions import may
from app.core.records import Writing
from app.hazard_states import check, give_back, hazard_of, pass_it, put_right, step
from app.repair_forms import BUTTONS, HIDDEN, LONG, NOTE, PHOTOS
from app.repair_states import OPEN, repair_of, root_of
from app.repair_states import check as check_repair
from app.repairs import open_again
from models import Hazard, Person, Repair, Thing

DECIDE = 'hazards.plan'  # whoever may do this decides about other people's hazards
FIX = 'hazards.fix'
DAYS = {'general': 7, 'major': 1}  # until it is to be put right, where nobody says another day
OWNERS = ('director', 'administrator', 'property_keeper')  # who answers for what nobody was given

Level = Literal['general', 'major']
LEVEL: Level = Field(default='general', title='hazards-level', json_schema_extra=BUTTONS)
MEASURE: str = Field(default='', max_length=1000, title='hazards-measure', json_schema_extra=LONG)
DUE: date | None = Field(default=None, title='hazards-due')
OWNER: UUID | None = Field(default=None, json_schema_extra=HIDDEN)


class ReportForm(Form):
    what: str = Field(min_length=1, max_length=2000, title='hazards-what', json_schema_extra=LONG)
    level: Level = LEVEL
    photos: list[str] = PHOTOS
    measure: str = MEASURE
    due: date | None = DUE
    owner: UUID | None = OWNER


@kind
async def report(thing: Thing, form: ReportForm, record: Writing) -> None:
    """Something here could hurt somebody. It belongs to somebody from the first moment (首问责任制)."""
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    await _open(thing, form, record, what=form.what, photos=form.photos)


class EscalateForm(Form):
    repair: UUID = Field(json_schema_extra=HIDDEN)
    level: Level = LEVEL
    measure: str = MEASURE
    due: date | None = DUE
    owner: UUID | None = OWNER


@kind
async def escalate(thing: Thing, form: EscalateForm, record: Writing) -> None:
    """A repair is a hazard with a deadline from now on; what becomes of the repair becomes of the hazard."""
    repair = await root_of(await repair_of(thing, form.repair))
    check_repair(repair, 'triage')
    known = await Hazard.filter(repair_id=repair.id, settled_at=None).first()
    if known:
        raise Conflict('hazard_already', hazard=known.ref)
    owner = form.owner or repair.owner_id
    form = form.model_copy(update={'owner': owner})
    await _open(thing, form, record, what=repair.what, photos=repair.photos, repair_id=repair.id)


async def _open(thing: Thing, form: ReportForm | EscalateForm, record: Writing, **more: Any) -> None:
    at = min(record.at, record.received_at)
    hazard = Hazard(
        id=record.id, ref=str(record.number), thing_id=thing.id, level=form.level, found_by=record.by.id, found_at=at,
        owner_id=await _owner(form.owner, record), due=form.due or due_of(form.level, at), measure=form.measure, **more,
    )  # fmt: skip
    step(hazard, record, 'report', owner=hazard.owner_id, due=hazard.due)
    await hazard.save()
    await record.change(thing)


def due_of(level: str, found: datetime) -> date:
    """The day by which it is to be put right, where nobody says another."""
    return schedules.day_of(found) + timedelta(days=DAYS[level])


class HazardForm(Form):
    """Which hazard; every step after the report names it."""

    hazard: UUID = Field(json_schema_extra=HIDDEN)


class PlanForm(HazardForm):
    level: Level | None = None
    owner: UUID | None = None
    due: date | None = None
    measure: str | None = Field(default=None, max_length=1000)


@kind
async def plan(thing: Thing, form: PlanForm, record: Writing) -> None:
    """Whose it is, until when, how grave, and what is to be done about it."""
    hazard = await hazard_of(thing, form.hazard)
    check(hazard, 'open', 'fixed')
    if form.owner:
        await _able(form.owner)
        hazard.owner_id = form.owner
    hazard.level, hazard.due = form.level or hazard.level, form.due or hazard.due
    hazard.measure = hazard.measure if form.measure is None else form.measure
    step(hazard, record, 'plan', note=form.measure or '', level=form.level, owner=form.owner, due=form.due)
    await hazard.save()
    await record.change(thing)


class FixForm(HazardForm):
    note: str = Field(min_length=1, max_length=2000, title='hazards-fix-note', json_schema_extra=LONG)
    photos: list[str] = PHOTOS


@kind
async def fix(thing: Thing, form: FixForm, record: Writing) -> None:
    """It has been put right. Said twice, both are kept and the first counts."""
    hazard = await hazard_of(thing, form.hazard)
    if hazard.owner_id not in (None, record.by.id) and not record.by.may(DECIDE):
        raise Refused('not_your_hazard')
    repair = await _repair(hazard)
    if hazard.state == 'open' and repair and repair.state in OPEN:
        raise Conflict('hazard_repair_open', repair=repair.ref)
    if hazard.state == 'open':
        hazard.state = 'fixed'
        at = step(hazard, record, 'fix', note=form.note, photos=form.photos)
        put_right(hazard, at, record.by.id, form.note, form.photos)
    else:
        record.flags.append('already_closed')
        step(hazard, record, 'fixed_too', note=form.note, photos=form.photos)
    await hazard.save()
    await record.change(thing)


class RecheckForm(HazardForm):
    result: Literal['passed', 'not_passed'] = Field(title='hazards-result', json_schema_extra=BUTTONS)
    note: str = NOTE
    photos: list[str] = PHOTOS
    due: date | None = Field(default=None, title='hazards-recheck-due')


@kind
async def recheck(thing: Thing, form: RecheckForm, record: Writing) -> None:
    """Somebody else has looked at it again: it is closed, or goes back with a new deadline.

    Whoever put it right may not say that it is right (DOMAIN 1.24, rule 6).
    """
    hazard = await hazard_of(thing, form.hazard)
    check(hazard, 'fixed')
    if record.by.id and record.by.id == hazard.fixed_by:
        raise Refused('hazard_same_person')
    if form.result == 'passed':
        pass_it(hazard, record, form.note)
    else:
        repair = await _repair(hazard)
        give_back(hazard)
        hazard.times_returned += 1
        hazard.due = form.due or max(hazard.due, due_of(hazard.level, record.received_at))
        step(hazard, record, 'return', note=form.note, photos=form.photos, due=hazard.due)
        if repair and repair.state in ('done', 'confirmed'):
            await hazard.save()
            await open_again(repair, thing, record, form.note)
    await hazard.save()
    await record.change(thing)


class CancelForm(HazardForm):
    reason: Literal['no_hazard', 'known', 'gone', 'other'] = Field(title='hazards-reason', json_schema_extra=BUTTONS)
    note: str = NOTE


@kind
async def cancel(thing: Thing, form: CancelForm, record: Writing) -> None:
    """It is none, or none any more; why is kept."""
    hazard = await hazard_of(thing, form.hazard)
    check(hazard, 'open', 'fixed')
    if form.reason == 'other' and not form.note:
        raise BadInput('nothing_said')
    hazard.state, hazard.opinion = 'cancelled', form.note
    hazard.settled_at = step(hazard, record, 'cancel', note=form.note, reason=form.reason)
    await hazard.save()
    await record.change(thing)


async def pass_on(person: UUID, record: Writing) -> None:
    """Somebody leaves: every hazard of theirs is somebody else's from now on."""
    for hazard in await Hazard.filter(owner_id=person, settled_at=None):
        hazard.owner_id = await _office(but=person)  # type: ignore[assignment]
        step(hazard, record, 'pass_on', owner=hazard.owner_id)
        await hazard.save()
        thing = await record.known.thing(UUID(str(hazard.thing_id)))  # type: ignore[attr-defined]
        if thing:
            await record.change(thing)


async def _owner(wanted: UUID | None, record: Writing) -> UUID | None:
    """Whoever was named, if they are here and able; else whoever reports it, when it is theirs to decide; else the
    office. A late report is never refused because somebody has left."""
    if wanted:
        person = await Person.get_or_none(id=wanted, left_at=None)
        if person and may(person.roles, FIX):
            return wanted
        record.flags.append('owner_gone')
    if record.by.id and record.by.may(DECIDE):
        return record.by.id
    return await _office()


async def _able(id: UUID) -> None:
    person = await Person.get_or_none(id=id, left_at=None)
    if not person or not may(person.roles, FIX):
        raise BadInput('hazard_not_able')


async def _office(*, but: UUID | None = None) -> UUID | None:
    here = [person for person in (await routing.people_here()).values() if person.id != but]
    return next((person.id for role in OWNERS for person in here if role in person.roles), None)


async def _repair(hazard: Hazard) -> Repair | None:
    return await Repair.get_or_none(id=hazard.repair_id) if hazard.repair_id else None


def is_overdue(hazard: Hazard, today: date) -> bool:
    return hazard.state == 'open' and hazard.due < today
