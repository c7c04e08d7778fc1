"""Schedules: what is checked when, where and by whom; a schedule that nobody answers for is not taken (责任到人)."""

from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from app import calendar
from app.calendar import Span
from app.core import db
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.permissions import ROLES, may
from app.core.records import Writing
from app.due import Due, Rule, due_of
from models import Category, Checklist, Person, Round, Schedule, Substitute, Term, Thing

WALK = 'rounds.start'  # what somebody must be allowed to do to be responsible
MEND = 'repairs.close'  # and where work is planned instead of a check
MOST_STOPS = 300
LOOK_BACK = 62  # days after which what was missed is no longer written down


class ScheduleForm(Form):
    name: str = Field(min_length=1, max_length=80, title='schedules-name')
    rule: Rule
    stops: list[UUID] = Field(default=[], max_length=MOST_STOPS)
    inside: bool = False
    category: str = Field(default='', max_length=40)
    checklist: str = Field(default='', max_length=60)
    makes: Literal['check', 'job'] = 'check'
    person: UUID | None = None
    post: str = Field(default='', max_length=40)
    term: UUID | None = None
    starts: date | None = None
    ends: date | None = None

    @model_validator(mode='after')
    def _in_order(self) -> 'ScheduleForm':
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError('the last day is before the first')
        return self


@kind
async def add(form: ScheduleForm, record: Writing) -> None:
    """A new schedule."""
    await _check(form)
    await Schedule.create(
        id=record.id, since=record.received_at, cursor=record.number, **values_of(form, record.received_at)
    )


class ReviseForm(ScheduleForm):
    schedule: UUID


@kind
async def revise(form: ReviseForm, record: Writing) -> None:
    """Change a schedule from now on; what was due before stays due as it was."""
    found = await schedule(form.schedule)
    await _check(form)
    values = values_of(form, record.received_at)
    if (found.rule, found.term_id) != (values['rule'], values['term_id']):
        await _note_missed(found, record)
        found.since = record.received_at
    values['starts'] = form.starts or found.starts
    found.update_from_dict({**values, 'cursor': record.number})
    await found.save()


class StopForm(Form):
    schedule: UUID


@kind
async def stop(form: StopForm, record: Writing) -> None:
    """Nothing is due by this schedule any more. What was done and what was missed stays."""
    found = await schedule(form.schedule)
    await _note_missed(found, record)
    found.stopped_at, found.cursor = record.received_at, record.number  # type: ignore[assignment]
    await found.save()


@kind
async def resume(form: StopForm, record: Writing) -> None:
    """It goes on after all: from now on, so that nothing was missed while it was stopped."""
    found = await Schedule.get_or_none(id=form.schedule)
    if not found:
        raise NotFound('unknown_schedule')
    if found.stopped_at:
        found.stopped_at, found.since, found.cursor = None, record.received_at, record.number  # type: ignore[assignment]
        await found.save()


class SubstituteForm(Span):
    person: UUID
    substitute: UUID


@kind
async def substitute(form: SubstituteForm, record: Writing) -> None:
    """Somebody is away and somebody else does the rounds meanwhile."""
    if form.person == form.substitute:
        raise BadInput('own_substitute')
    await _able(form.substitute)
    await Substitute.create(
        id=record.id, person_id=form.person, substitute_id=form.substitute, starts=form.starts, ends=form.ends,
        cursor=record.number,
    )  # fmt: skip


class ReturnForm(Form):
    substitute: UUID


@kind
async def back(form: ReturnForm, record: Writing) -> None:
    """They are back, or it was a mistake."""
    found = await Substitute.get_or_none(id=form.substitute, removed_at=None)
    if not found:
        raise NotFound('unknown_substitute')
    found.removed_at, found.cursor = record.received_at, record.number  # type: ignore[assignment]
    await found.save()


async def _check(form: ScheduleForm) -> None:
    """Raises BadInput or Conflict for a schedule without stops, or for which nobody answers."""
    if not form.stops and not form.category:
        raise BadInput('no_stops')
    if len(set(form.stops)) != len(form.stops):
        raise BadInput('stop_twice')
    known = await Thing.filter(id__in=[str(id) for id in form.stops]).exclude(state='retired').count()
    if known != len(form.stops):
        raise BadInput('unknown_thing')
    if form.category and not await Category.exists(key=form.category):
        raise BadInput('unknown_category')
    if form.checklist and not await Checklist.exists(key=form.checklist):
        raise BadInput('unknown_checklist', checklist=form.checklist)
    if form.term and not await Term.exists(id=form.term, removed_at=None):
        raise NotFound('unknown_term')
    if bool(form.person) == bool(form.post):
        raise BadInput('nobody_responsible')
    needed = MEND if form.makes == 'job' else WALK
    if form.person:
        await _able(form.person, needed)
    elif form.post not in ROLES or not may([form.post], needed):
        raise BadInput('nobody_responsible')
    elif not any(form.post in person.roles for person in await Person.filter(left_at=None)):
        raise Conflict('post_empty')


async def _able(id: UUID, needed: str = WALK) -> None:
    """Raises BadInput for somebody who left or may not do what is needed."""
    person = await Person.get_or_none(id=id, left_at=None)
    if not person or not may(person.roles, needed):
        raise BadInput('not_able')


def values_of(form: ScheduleForm, moment: datetime) -> dict[str, Any]:
    return {
        'name': form.name,
        'rule': form.rule.model_dump(mode='json'),
        'stops': [str(id) for id in form.stops],
        'inside': form.inside,
        'category': form.category,
        'checklist': form.checklist if form.makes == 'check' else '',
        'makes': form.makes,
        'person_id': form.person,
        'post': form.post,
        'term_id': form.term,
        'starts': form.starts or moment.astimezone(read_config().timezone).date(),
        'ends': form.ends,
    }


async def _note_missed(found: Schedule, record: Writing) -> None:
    """Write down what has been missed so far, before the rule that says so is gone; work is never missed, but late."""
    if found.makes == 'job':
        return
    today = day_of(record.received_at)
    known = {round.id for round in await Round.filter(schedule_id=found.id)}
    for each in due_of(found, today - timedelta(days=LOOK_BACK), today, await calendar.calendar(), zone()):
        if each.closes <= record.received_at and each.id not in known:
            await Round.create(id=each.id, schedule_id=found.id, cursor=record.number, **times_of(each))


def times_of(each: Due) -> dict[str, Any]:
    """What a round keeps of the time it was due."""
    return {'day': each.day, 'slot': each.slot, 'opens': each.opens, 'by': each.by, 'closes': each.closes}


def zone() -> Any:
    return read_config().timezone


def day_of(moment: datetime) -> date:
    """The day it is at school."""
    return moment.astimezone(zone()).date()


def today() -> date:
    return day_of(now())


async def schedule(id: UUID | str) -> Schedule:
    """Raises NotFound."""
    try:
        found = await Schedule.get_or_none(id=UUID(str(id)), stopped_at=None)
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_schedule')
    return found


async def schedules() -> list[Schedule]:
    """Those in force, by name."""
    return await db.fetch(Schedule, 'stopped_at IS NULL ORDER BY name')


async def next_days(found: Schedule, count: int = 5) -> list[date]:
    """The next days it is due, of those within the coming year or so."""
    moment, known = now(), await calendar.calendar()
    days: list[date] = []
    for each in due_of(found, day_of(moment), day_of(moment) + timedelta(days=400), known, zone()):
        if each.by > moment and each.day not in days:
            days.append(each.day)
        if len(days) == count:
            break
    return days


async def substitutes() -> list[Substitute]:
    """Who stands in for whom, today or later."""
    return await Substitute.filter(removed_at=None, ends__gte=today()).order_by('starts')
