"""Rounds: a schedule's stops walked: begun, paused, handed over, done or explained; every check on the way counts."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from pydantic import Field

from app import board, duty, register, schedules
from app.core.entries import Moment
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.due import Due
from app.stops import covers, stops_of
from models import Person, Round, Schedule, Thing, Visit


class RoundForm(Form):
    """Which round: enough to begin it on a phone that has been offline since yesterday."""

    round: UUID
    schedule: UUID
    day: date
    slot: int = Field(ge=0, le=12)
    by: Moment


@kind
async def start(form: RoundForm, record: Writing) -> None:
    """Begin a round. Two people who begin the same one walk it together: each check counts once for both."""
    if not (found := await _unfinished(form, record)):
        return
    if found.started_at and found.walker_id != record.by.id:
        record.flags.append('joined')
    await _walk(found, record)


@kind
async def pause(form: RoundForm, record: Writing) -> None:
    """Something else comes first."""
    if not (found := await _unfinished(form, record)):
        return
    await _keep(found, record, paused_at=_moment(record))


@kind
async def resume(form: RoundForm, record: Writing) -> None:
    """Go on, whoever began it."""
    if not (found := await _unfinished(form, record)):
        return
    await _walk(found, record)


class HandOverForm(RoundForm):
    to: UUID


@kind
async def hand_over(form: HandOverForm, record: Writing) -> None:
    """A colleague goes on with it."""
    if not (found := await _unfinished(form, record)):
        return
    colleague = await Person.get_or_none(id=form.to, left_at=None)
    if not colleague or not schedules.may(colleague.roles, schedules.WALK):
        raise BadInput('not_able')
    await _keep(found, record, walker_id=colleague.id, paused_at=None)


class SkipForm(RoundForm):
    stop: UUID
    why: str = Field(min_length=1, max_length=300)


@kind
async def skip(form: SkipForm, record: Writing) -> None:
    """A stop that cannot be reached is left out, with the reason."""
    found = await _round(form, record)
    if str(form.stop) not in {stop['thing'] for stop in found.stops}:
        raise BadInput('unknown_stop')
    found.skipped = {**found.skipped, str(form.stop): form.why}
    await _count(found, record)


class ExplainForm(RoundForm):
    why: str = Field(min_length=1, max_length=500)


@kind
async def explain(form: ExplainForm, record: Writing) -> None:
    """Why a round was missed. It stays in the books as missed, with its reason."""
    found = await _round(form, record)
    if found.done_at or found.closes > record.received_at:
        raise Conflict('not_missed')
    if not record.by.may('rounds.see') and not await _answers_for(found, record.by.id):
        raise Conflict('not_your_round')
    await _keep(found, record, why=form.why, explained_by=record.by.id, explained_at=record.received_at)


async def visited(
    thing: Thing, checklist: str, record: Writing, *, round: UUID | None = None, quick: bool = False, many: bool = False
) -> None:
    """A check was done: it counts for every round that is open and wants it, however the thing was reached.

    With `many` there may well be several in one round: lines of a logbook.
    """
    at = _moment(record)
    known = await record.known.once(board.board)
    wanting = [each for each in known.open_at(at) if known.schedules[each.schedule].checklist in ('', checklist)]
    around = await register.places_around(thing) if wanting else []
    counted = set()
    for each in wanting:
        schedule = known.schedules[each.schedule]
        if covers(schedule, thing, around) and _wants(found := await _begun(each, schedule), thing, checklist):
            await _visit(found, thing, checklist, record, quick, many)
            counted.add(found.id)
    if round and round not in counted:
        named = await Round.get_or_none(id=round)
        if named and _wants(named, thing, checklist):
            await _visit(named, thing, checklist, record, quick, many)
        else:
            record.flags.append('unknown_round')


async def _begun(each: Due, schedule: Schedule) -> Round:
    """The round with its stops, as it was begun or as it would be now."""
    found = await Round.get_or_none(id=each.id)
    found = found or Round(id=each.id, schedule_id=each.schedule, **schedules.times_of(each))
    found.stops = found.stops or [stop.kept() for stop in await stops_of(schedule)]
    return found


def _wants(found: Round, thing: Thing, checklist: str) -> bool:
    """Whether a check of this thing with this checklist is one of the round's; any one of a stop's checks will do."""
    return any(stop['thing'] == str(thing.id) and checklist in stop['checks'] for stop in found.stops)


async def _visit(found: Round, thing: Thing, checklist: str, record: Writing, quick: bool, many: bool) -> None:
    if not found._saved_in_db:
        found.cursor = record.number
        await found.save()
    if not many and await Visit.filter(round_id=found.id, thing_id=thing.id, checklist=checklist).exists():
        record.flags.append('double_check')
    await Visit.create(
        id=uuid5(record.id, str(found.id)), round_id=found.id, record_id=record.id, thing_id=thing.id,
        checklist=checklist, by_id=record.by.id, at=_moment(record), how=record.envelope.how or '', quick=quick,
        flags=[flag for flag in record.flags if flag in board.PROOF_FLAGS],
    )  # fmt: skip
    if not found.started_at:
        found.started_at, found.walker_id = _moment(record), record.by.id
    found.walkers = _with(found.walkers, record.by.id)
    await _count(found, record)


async def _count(found: Round, record: Writing) -> None:
    """How many stops are done; with the last of them the round is."""
    seen = await Visit.filter(round_id=found.id).values_list('thing_id', flat=True)
    done = {str(thing) for thing in seen} | set(found.skipped)
    found.done = sum(stop['thing'] in done for stop in found.stops)
    if not found.done_at and found.stops and found.done == len(found.stops):
        found.done_at = _moment(record)
        found.paused_at = None  # type: ignore[assignment]
    await _keep(found, record)


async def _round(form: RoundForm, record: Writing) -> Round:
    """The round that is meant, with its stops. Raises NotFound and BadInput."""
    if form.round != uuid5(form.schedule, f'{form.day}#{form.slot}'):
        raise BadInput('unknown_round')
    schedule = await Schedule.get_or_none(id=form.schedule)
    if not schedule:
        raise NotFound('unknown_schedule')
    found = await Round.get_or_none(id=form.round)
    if not found:
        each = (await board.board()).due(form.schedule, form.day, form.slot)
        if not each:
            record.flags.append('schedule_changed')
            each = Due(form.schedule, form.day, form.slot, form.by, form.by, form.by)
        found = Round(id=form.round, schedule_id=form.schedule, **schedules.times_of(each))
    if not found.stops:
        found.stops = [stop.kept() for stop in await stops_of(schedule)]
    return found


async def _unfinished(form: RoundForm, record: Writing) -> Round | None:
    """The round that is meant; nothing when it is done already, which the record then says."""
    found = await _round(form, record)
    if not found.done_at:
        return found
    record.flags.append('done_already')
    return None


async def _walk(found: Round, record: Writing) -> None:
    await _keep(
        found, record, started_at=found.started_at or _moment(record), walker_id=record.by.id, paused_at=None,
        walkers=_with(found.walkers, record.by.id),
    )  # fmt: skip


async def _keep(found: Round, record: Writing, **values: Any) -> None:
    await found.update_from_dict({**values, 'cursor': record.number}).save()


async def _answers_for(found: Round, person: UUID | None) -> bool:
    schedule = await Schedule.get(id=found.schedule_id)
    responsible = (await duty.roster()).responsible(schedule, found.day)
    return any(each.id == person for each in responsible) or found.walker_id == person


def _with(walkers: list[str], person: UUID | None) -> list[str]:
    return walkers if not person or str(person) in walkers else [*walkers, str(person)]


def _moment(record: Writing) -> datetime:
    """When it happened by the phone's clock, but never later than now."""
    return min(record.at, record.received_at)
