"""Rounds as they are looked at: what is due, done, late or missed, for one person, for the office, and for phones."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from app import board, checklists, people, register, schedules
from app.core import db
from app.core.clock import now
from app.core.known import among
from app.due import Due
from app.schedules import Duty
from app.stops import Stop, covers, stops_of
from models import Person, Round, Schedule, Thing, Visit

AHEAD = 7  # days of rounds that a phone carries
STATES = ('coming', 'due', 'walking', 'paused', 'late', 'done', 'done_late', 'missed', 'explained')
OPEN = ('due', 'walking', 'paused', 'late')


@dataclass(frozen=True)
class Line:
    """One time a schedule is due, what became of it so far, and who answers for it."""

    due: Due
    schedule: Schedule
    round: Round | None
    people: list[Person]

    def state(self, moment: datetime) -> str:
        found = self.round
        if found and found.done_at:
            return 'done' if found.done_at <= self.due.by else 'done_late'
        if moment >= self.due.closes:
            return 'explained' if found and found.explained_at else 'missed'
        if found and found.paused_at:
            return 'paused'
        if moment > self.due.by:
            return 'late'
        if found and found.started_at:
            return 'walking'
        return 'due' if moment >= self.due.opens else 'coming'

    def is_for(self, person: UUID | None) -> bool:
        """Whether it is this person's to walk: whoever took it over, else whoever is responsible."""
        if self.round and self.round.walker_id:
            return self.round.walker_id == person
        return any(each.id == person for each in self.people)


async def on(day: date) -> list[Line]:
    """What is due on a day, and what was written down about it under rules that are gone."""
    known = await board.board()
    found = [each for each in known.around(day) if each.day == day]
    kept = await db.fetch(Round, 'day = ?', day if not db.on_sqlite() else str(day))
    return await _lines(found, kept)


async def today() -> list[Line]:
    """What is due today, and what is late or long open from before."""
    day, moment = schedules.today(), now()
    known = await board.board()
    found = [each for each in known.around(day) if each.day == day or each.opens <= moment < each.closes]
    ids = [str(each.id) for each in found]
    own = among('id', ids) if ids else '1 = 0'
    kept = await db.fetch(Round, f'day = ? OR {own}', day if not db.on_sqlite() else str(day), *ids)
    lines = await _lines(found, kept)
    return [line for line in lines if line.due.day == day or line.state(moment) in OPEN]


async def missed(since: datetime) -> list[Line]:
    """What ended since a moment without being done or explained."""
    moment = now()
    known, day = await board.board(), schedules.day_of(since)
    found: dict[UUID, Due] = {}
    while day <= schedules.day_of(moment):
        found |= {each.id: each for each in known.around(day) if since < each.closes <= moment}
        day += timedelta(days=1)
    lines = await _lines(list(found.values()), await _kept([str(id) for id in found]))
    return [line for line in lines if line.state(moment) == 'missed']


async def mine(person: UUID | None) -> list[Line]:
    """Somebody's rounds of today, the most pressing first."""
    return of(person, await today())


def of(person: UUID | None, lines: list[Line]) -> list[Line]:
    """Those of these rounds that are somebody's, the most pressing first."""
    moment = now()
    found = [line for line in lines if line.is_for(person)]
    return sorted(found, key=lambda line: (line.state(moment) not in OPEN, line.due.by))


async def unexplained(person: UUID | None = None) -> list[Line]:
    """What was missed in the last days and nobody has said why, the oldest first; only somebody's own with `person`."""
    moment = now()
    found = (await board.board()).over_at(moment)
    days = sorted({each.day for each in found})
    kept = await _between(days[0], days[-1]) if days else {}
    duty = await schedules.duty()
    plans = (await board.board()).schedules
    lines = []
    for each in found:
        plan, known = plans[each.schedule], kept.get(each.id)
        if known and (known.done_at or known.explained_at):
            continue
        line = Line(each, plan, known, duty.responsible(plan, each.day))
        if not person or line.is_for(person):
            lines.append(line)
    return sorted(lines, key=lambda line: line.due.closes)


async def _between(first: date, last: date) -> dict[UUID, Round]:
    given = (str(first), str(last)) if db.on_sqlite() else (first, last)
    return {each.id: each for each in await db.fetch(Round, 'day >= ? AND day <= ?', *given)}


async def line_of(id: UUID) -> Line | None:
    """One round, begun or still due within the days that phones know."""
    found = await Round.get_or_none(id=id)
    if found:
        return next(iter(await _lines([], [found])), None)
    known, day = await board.board(), schedules.today()
    for offset in range(-AHEAD, AHEAD + 1):
        for each in known.around(day + timedelta(days=offset)):
            if each.id == id:
                return next(iter(await _lines([each], [])), None)
    return None


async def _lines(found: list[Due], kept: list[Round]) -> list[Line]:
    known = await board.board()
    rounds = {each.id: each for each in kept}
    dues = {each.id: each for each in found}
    for id, each in rounds.items():
        dues.setdefault(id, Due(UUID(str(each.schedule_id)), each.day, each.slot, each.opens, each.by, each.closes))
    gone = {each.schedule for each in dues.values()} - set(known.schedules)
    plans = (
        known.schedules | {plan.id: plan for plan in await Schedule.filter(id__in=list(gone))}
        if gone
        else known.schedules
    )
    duty = await schedules.duty()
    lines = [
        Line(each, plans[each.schedule], rounds.get(id), duty.responsible(plans[each.schedule], each.day))
        for id, each in dues.items()
    ]
    return sorted(lines, key=lambda line: (line.due.by, line.schedule.name))


async def for_phone(person: UUID | None) -> dict[str, Any]:
    """What a phone carries: somebody's rounds for today and the days ahead with their stops, and the colleagues."""
    day, moment = schedules.today(), now()
    known = await board.board()
    found = {
        each.id: each
        for offset in range(AHEAD + 1)
        for each in known.around(day + timedelta(days=offset))
        if moment < each.closes
    }
    duty = await schedules.duty()
    ids = [str(id) for id in found]
    kept = {each.id: each for each in await _kept(ids)}
    lines = [
        Line(
            each,
            known.schedules[each.schedule],
            kept.get(id),
            duty.responsible(known.schedules[each.schedule], each.day),
        )
        for id, each in found.items()
    ]
    own = sorted((line for line in lines if line.is_for(person)), key=lambda line: line.due.by)
    told = await _told(own, duty)
    colleagues = [
        {'id': str(each.id), 'name': each.shown}
        for each in duty.people.values()
        if each.id != person and schedules.may(each.roles, schedules.WALK)
    ]
    return {'rounds': told, 'colleagues': sorted(colleagues, key=lambda each: each['name'])}


async def _kept(ids: list[str]) -> list[Round]:
    found: list[Round] = []
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        found += await db.fetch(Round, among('id', some), *some)
    return found


async def _told(lines: list[Line], duty: Duty) -> list[dict[str, Any]]:
    templates = await checklists.current_checklists()
    stops: dict[UUID, list[Stop]] = {}
    for line in lines:
        if line.schedule.id not in stops:
            stops[line.schedule.id] = await stops_of(line.schedule, templates)
    kept = [line.round.id for line in lines if line.round]
    visits = await Visit.filter(round_id__in=kept).order_by('at') if kept else []
    frozen = {UUID(stop['thing']) for line in lines if line.round for stop in line.round.stops}
    insides = {stop.inside for found in stops.values() for stop in found if stop.inside}
    wanted = [str(id) for id in frozen | insides]
    names: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = await db.rows(f'SELECT id, name FROM thing WHERE {among("id", some)}', *some)
        names |= {str(row['id']): row['name'] for row in rows}
    walkers = {line.round.walker_id for line in lines if line.round and line.round.walker_id}
    people_names = await people.names_of(walkers)
    return [tell(line, stops[line.schedule.id], visits, names, people_names) for line in lines]


def tell(
    line: Line, stops: list[Stop], visits: list[Visit], names: dict[str, str], walkers: dict[UUID, str]
) -> dict[str, Any]:
    """A round as phones get it."""
    found = line.round
    known = {str(stop.thing): stop for stop in stops}
    kept = found.stops if found and found.stops else [stop.kept() for stop in stops]
    done: dict[str, set[str]] = {}
    for visit in visits:
        if found and str(visit.round_id) == str(found.id):
            done.setdefault(str(visit.thing_id), set()).add(visit.checklist)
    return {
        'id': str(line.due.id),
        'cursor': found.cursor if found else 0,
        'schedule': str(line.schedule.id),
        'name': line.schedule.name,
        'day': str(line.due.day),
        'slot': line.due.slot,
        'opens': line.due.opens.isoformat(),
        'by': line.due.by.isoformat(),
        'closes': line.due.closes.isoformat(),
        'started_at': _text(found and found.started_at),
        'paused_at': _text(found and found.paused_at),
        'done_at': _text(found and found.done_at),
        'walker': str(found.walker_id) if found and found.walker_id else None,
        'walker_name': walkers.get(found.walker_id, '') if found and found.walker_id else '',
        'stops': [
            {
                'thing': stop['thing'],
                'name': known[stop['thing']].name if stop['thing'] in known else names.get(stop['thing'], '—'),
                'where': names.get(str(known[stop['thing']].inside), '') if stop['thing'] in known else '',
                'checks': stop['checks'],
                'done': sorted(done.get(stop['thing'], ())),
                'skipped': (found.skipped if found else {}).get(stop['thing'], ''),
            }
            for stop in kept
        ],
    }


async def visits_of(id: UUID) -> list[Visit]:
    """The checks that counted for a round, in the order in which they were done."""
    return await Visit.filter(round_id=id).order_by('at')


async def due_checks(thing: Thing) -> list[str]:
    """The checklists that a round of now still wants filled in for a thing."""
    known = await board.board()
    wanting = known.open_at(now())
    around = await register.places_around(thing) if wanting else []
    found: list[str] = []
    for each in wanting:
        schedule = known.schedules[each.schedule]
        if not schedule.checklist or schedule.checklist in found or not covers(schedule, thing, around):
            continue
        if not await Visit.filter(round_id=each.id, thing_id=thing.id).exists():
            found.append(schedule.checklist)
    return found


async def told(id: UUID) -> dict[str, Any] | None:
    """One round as phones get it, whoever asks."""
    line = await line_of(id)
    return (await _told([line], await schedules.duty()))[0] if line else None


def digest(found: dict[str, Any]) -> str:
    """What a phone names what it has by, so that nothing is sent twice."""
    return hashlib.sha256(orjson.dumps(found, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def _text(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
