"""Hazards as lists: what is open, whose, where, and the closed loop of a period for whoever inspects the school."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tortoise.queryset import QuerySet

from app import people, register, schedules
from app.core.errors import BadInput, NotFound
from app.core.words import t
from app.prints_shape import Sheet, Table
from models import Hazard, Thing

VIEWS = {'open': ('open',), 'recheck': ('fixed',), 'closed': ('passed', 'cancelled')}
MOST = 300
LONGEST = timedelta(days=3 * 366)
# The columns of a 隐患整改台账 (DOMAIN 3.8), with the share of the page that each has.
COLUMNS = {
    'ref': 5, 'found_at': 9, 'found_by': 7, 'place': 12, 'what': 18, 'level': 5, 'measure': 15, 'owner': 7, 'due': 9,
    'fixed_at': 9, 'done': 14, 'checked_by': 7, 'checked_at': 9, 'result': 10,
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A hazard in a list, with where it is and whose."""

    hazard: Hazard
    thing: Thing
    place: str
    owner: str

    @property
    def where(self) -> str:
        return ' · '.join(part for part in (self.place, self.thing.name) if part)


async def hazard(id: UUID | str) -> Hazard:
    """Raises NotFound."""
    try:
        found = await Hazard.get_or_none(id=UUID(str(id))).select_related('thing')
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_hazard')
    return found


async def listed(view: str) -> list[Line]:
    """What is open by its deadline, the first to end first; what is closed, the last first."""
    order = '-settled_at' if view == 'closed' else 'due'
    found = _in(view).select_related('thing')
    return await lines(await found.order_by(order, 'found_at').limit(MOST))


def _in(view: str) -> QuerySet[Hazard]:
    """Those of a view; that they are settled or not is what the database has in order."""
    states = VIEWS.get(view, VIEWS['open'])
    return Hazard.filter(settled_at__isnull=view != 'closed', state__in=states)


async def counts() -> dict[str, int]:
    """How many there are in each view but the closed."""
    return {view: await _in(view).count() for view in ('open', 'recheck')}


async def of_thing(thing: Thing) -> list[Line]:
    """What is open about a thing; of a place also about what stands right in it."""
    found = list(await Hazard.filter(thing_id=thing.id, settled_at=None).select_related('thing'))
    if thing.is_place:
        found += await Hazard.filter(thing__inside_id=thing.id, settled_at=None).select_related('thing')
    return await lines(sorted(found, key=lambda each: (each.due, each.found_at)))


async def of_repair(id: UUID) -> Hazard | None:
    """The last hazard that a repair puts right."""
    return await Hazard.filter(repair_id=id).order_by('-found_at').first()


async def owned_by(person: UUID | None) -> list[Line]:
    """What somebody is to put right."""
    found = Hazard.filter(owner_id=person, state='open').select_related('thing') if person else None
    return await lines(await found.order_by('due').limit(MOST)) if found else []


async def to_look_at(person: UUID | None) -> list[Line]:
    """What waits for a re-check by somebody else than who put it right, and what is late."""
    today = schedules.today()
    late = await _in('open').filter(due__lt=today).select_related('thing').order_by('due').limit(MOST)
    fixed = await _in('recheck').select_related('thing').order_by('fixed_at').limit(MOST)
    found = [*late, *(each for each in fixed if not person or each.fixed_by != person)]
    return await lines(found)


async def lines(found: list[Hazard]) -> list[Line]:
    places = await register.paths_of([each.thing for each in found])
    names = await people.names_of({each.owner_id for each in found if each.owner_id})
    return [
        Line(each, each.thing, places.get(each.thing.id, ''), names.get(each.owner_id, '') if each.owner_id else '')
        for each in found
    ]  # fmt: skip


def period(first: str, last: str) -> tuple[date, date]:
    """Two days as an address gives them. Raises BadInput."""
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise BadInput('bad_days') from None
    if not begins <= ends <= begins + LONGEST:
        raise BadInput('bad_days')
    return begins, ends


async def sheet(first: date, last: date, language: str) -> Sheet:
    """All hazards found in a period, with what became of each (隐患整改台账)."""
    zone = schedules.zone()
    days = (first, last + timedelta(days=1))
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in days)
    found = Hazard.filter(found_at__gte=begins, found_at__lt=ends).select_related('thing').order_by('found_at')
    told = await lines(await found)
    hazards = [line.hazard for line in told]
    names = await people.names_of(
        {id for each in hazards for id in (each.found_by, each.checked_by) if id}
    )  # fmt: skip
    closed = sum(each.state == 'passed' for each in hazards)
    facts = [
        t('hazards-period', language, first=f'{first}', last=f'{last}'),
        t('hazards-sum', language, all=len(hazards), closed=closed),
    ]
    head = [t(f'hazards-column-{name}', language) for name in COLUMNS]
    rows = [_row(line, names, language) for line in told]
    table = Table(head, rows, [float(width) for width in COLUMNS.values()])
    signers = [t('hazards-signer', language), t('hazards-head', language)]
    return Sheet(t('hazards-ledger', language), facts, [table], signers, is_wide=True)


def _row(line: Line, names: dict[UUID, str], language: str) -> list[str]:
    each = line.hazard
    return [
        each.ref, _day(each.found_at), names.get(each.found_by, '') if each.found_by else '', line.where, each.what,
        t(f'hazards-level-{each.level}', language), each.measure, line.owner, f'{each.due}', _day(each.fixed_at),
        each.done, names.get(each.checked_by, '') if each.checked_by else '', _day(each.checked_at),
        result(each, language),
    ]  # fmt: skip


def result(hazard: Hazard, language: str) -> str:
    """How it stands, as the last column says it."""
    if hazard.state == 'cancelled':
        reason = hazard.steps[-1].get('reason', 'other')
        return t('hazards-cancelled-why', language, reason=t(f'hazards-cancel-reason-{reason}', language))
    if hazard.state != 'open':
        return t(f'hazards-state-{hazard.state}', language)
    late = hazard.due < schedules.today()
    said = t('hazards-late' if late else 'hazards-state-open', language)
    back = t('hazards-returned', language, count=hazard.times_returned) if hazard.times_returned else ''
    return ' · '.join(part for part in (said, back) if part)


def _day(moment: datetime | None) -> str:
    return f'{schedules.day_of(moment)}' if moment else ''
