"""Rounds as they are looked at: what is due, done, late or missed, for one person, for the office, and for phones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app import board, duty, register, schedules
from app.core import db
from app.core.clock import now
from app.core.known import among
from app.due import Due
from app.duty import Roster
from app.stops import covers
from models import Inspection, Person, Round, Schedule, Thing, Visit

AHEAD = 7  # days of rounds that a phone carries
LATELY = 7  # days for which a missed round waits to be explained
STATES = ('coming', 'due', 'walking', 'paused', 'late', 'done', 'done_late', 'missed', 'explained')
OPEN = ('due', 'walking', 'paused', 'late')


@dataclass(frozen=True)
class Line:
    """One time a schedule is due, what became of it so far, and who answers for it."""

    due: Due
    schedule: Schedule
    round: Round | None
    roster: Roster

    @property
    def people(self) -> list[Person]:
        return self.roster.responsible(self.schedule, self.due.day)

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
    """What ended since a moment without being done or explained, the oldest first."""
    moment = now()
    known = await board.board()
    found = [
        each for each in known.over(schedules.day_of(since), schedules.day_of(moment)) if since < each.closes <= moment
    ]
    if not found:
        return []
    days = {each.day for each in found}
    given = (min(days), max(days)) if not db.on_sqlite() else (str(min(days)), str(max(days)))
    kept = {each.id: each for each in await db.fetch(Round, 'day >= ? AND day <= ?', *given)}
    roster = await duty.roster()
    lines = [Line(each, known.schedules[each.schedule], kept.get(each.id), roster) for each in found]
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
    """What was missed in the last days and nobody has said why; only somebody's own with `person`."""
    found = await missed(now() - timedelta(days=LATELY))
    return [line for line in found if not person or line.is_for(person)]


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
    roster = await duty.roster()
    lines = [Line(each, plans[each.schedule], rounds.get(id), roster) for id, each in dues.items()]
    return sorted(lines, key=lambda line: (line.due.by, line.schedule.name))


async def visits_of(id: UUID) -> list[Visit]:
    """The checks that counted for a round, in the order in which they were done."""
    return await Visit.filter(round_id=id).order_by('at')


async def faults_of(visits: list[Visit]) -> dict[UUID, int]:
    """How many faults each check found that counted, by its record."""
    found = await Inspection.filter(id__in=[visit.record_id for visit in visits]).values_list('id', 'faults')
    return dict(found)  # type: ignore[arg-type]


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
