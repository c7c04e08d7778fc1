"""What the repairs of a period add up to: how old what is open is, how long it took, causes, trades, places, money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from app import repair_finding, repair_periods, routing, schedules
from app.core import db
from app.core.clock import now
from app.repair_costs import CENT

AGES = (('day', 1), ('days', 3), ('week', 7), ('month', 30), ('older', None))  # whole days, the last without an end
MOST_MONTHS = 24
FEW = 8  # places, suppliers
COUNTED = "state != 'merged'"  # a part of another repair is counted there


@dataclass(frozen=True)
class Spell:
    """How long something took, in minutes of school time: half of them no longer than `median`."""

    count: int
    median: int
    ninth: int  # nine in ten took no longer


@dataclass(frozen=True)
class Slice:
    """One cause, trade, place or supplier."""

    key: str
    count: int
    cost: Decimal


@dataclass(frozen=True)
class Age:
    key: str
    count: int
    late: int


@dataclass(frozen=True)
class Figures:
    """`cost` and the costs of slices are in yuan; of `months` each begins on its first day."""

    period: str
    reported: int
    closed: int
    cost: Decimal
    stars: float | None
    day: int  # minutes of a school day
    ages: list[Age]
    responded: Spell | None
    finished: Spell | None
    causes: list[Slice]
    trades: list[Slice]
    places: list[Slice]
    suppliers: list[Slice]
    months: list[tuple[datetime, Decimal]]


async def figures(period: str) -> Figures:
    """Everything at once; a repair belongs to the period in which it was reported, its cost to that of its end."""
    begin = await repair_periods.begin_of(period)
    since, values = ('reported_at >= ?', [moment(begin)]) if begin else ('1 = 1', [])
    where = f'FROM repair WHERE {since} AND {COUNTED}'
    months = _months(begin)
    groups, responded, finished, things, ages, *spent = await db.answers(
        (
            'SELECT cause, trade, COUNT(*) AS n, COUNT(closed_at) AS closed, SUM(cost) AS cost, SUM(stars) AS stars, '
            f'COUNT(stars) AS starred {where} GROUP BY cause, trade',
            values,
        ),
        (f'SELECT responded_in AS v, COUNT(*) AS n {where} AND responded_in IS NOT NULL GROUP BY responded_in', values),
        (f'SELECT finished_in AS v, COUNT(*) AS n {where} AND finished_in IS NOT NULL GROUP BY finished_in', values),
        (
            f'WITH own AS (SELECT thing_id, COUNT(*) AS n, SUM(cost) AS cost {where} GROUP BY thing_id) '
            'SELECT COALESCE(thing.inside_id, thing.id) AS place, thing.supplier AS supplier, SUM(own.n) AS n, '
            'SUM(own.cost) AS cost FROM own JOIN thing ON thing.id = own.thing_id '
            'GROUP BY COALESCE(thing.inside_id, thing.id), thing.supplier',
            values,
        ),
        _ages_asked(),
        *(
            ('SELECT SUM(cost) AS cost FROM repair WHERE closed_at >= ? AND closed_at < ?', [moment(one), moment(next)])
            for one, next in months
        ),
    )
    starred = sum(row['starred'] for row in groups)
    return Figures(
        period=period,
        reported=sum(row['n'] for row in groups),
        closed=sum(row['closed'] for row in groups),
        cost=sum((yuan(row['cost']) for row in groups), Decimal()),
        stars=sum(row['stars'] or 0 for row in groups) / starred if starred else None,
        day=(await routing.clock()).school.minutes_a_day,
        ages=_ages(ages),
        responded=_spell(responded),
        finished=_spell(finished),
        causes=_slices((row['cause'], row['n'], row['cost']) for row in groups if row['cause']),
        trades=_slices((row['trade'], row['n'], row['cost']) for row in groups),
        places=_slices((str(row['place']), row['n'], row['cost']) for row in things)[:FEW],
        suppliers=_slices((row['supplier'], row['n'], row['cost']) for row in things if row['supplier'])[:FEW],
        months=[(first, yuan(rows[0]['cost'])) for (first, _), rows in zip(months, spent, strict=True)],
    )


def _ages_asked() -> tuple[str, list[Any]]:
    """What is open now, by the days since it was reported."""
    at = now()
    ends = [moment(at - timedelta(days=days)) for _, days in AGES if days]
    cases = ' '.join(f'WHEN reported_at > ? THEN {number}' for number in range(len(ends)))
    running = ', '.join(f"'{state}'" for state in repair_finding.RUNNING)
    late = f'COUNT(CASE WHEN finish_by < ? AND state IN ({running}) THEN 1 END)'
    counted = f'CASE {cases} ELSE {len(ends)} END AS age, COUNT(*) AS n, {late} AS late'
    return f'SELECT {counted} FROM repair WHERE closed_at IS NULL GROUP BY 1', [*ends, moment(at)]


def _ages(rows: Sequence[Any]) -> list[Age]:
    found = {row['age']: row for row in rows}
    return [
        Age(key, found[number]['n'], found[number]['late']) if number in found else Age(key, 0, 0)
        for number, (key, _) in enumerate(AGES)
    ]


def _spell(rows: Sequence[Any]) -> Spell | None:
    """The middle and the ninth tenth of how often each number of minutes occurs."""
    counted = sorted((row['v'], row['n']) for row in rows)
    total = sum(count for _, count in counted)
    return Spell(total, _part(counted, total, 0.5), _part(counted, total, 0.9)) if total else None


def _part(counted: list[tuple[int, int]], total: int, share: float) -> int:
    """The least number that so large a share does not exceed."""
    seen = 0
    for value, count in counted:
        seen += count
        if seen >= share * total:
            return value
    raise ValueError(share)


def _slices(rows: Iterable[tuple[str, int, Any]]) -> list[Slice]:
    """Those that are the same together, the most frequent first."""
    sums: dict[str, list[Any]] = {}
    for key, count, cost in rows:
        own = sums.setdefault(key, [0, Decimal()])
        own[0] += int(count)
        own[1] += yuan(cost)
    return sorted((Slice(key, *each) for key, each in sums.items()), key=lambda each: (-each.count, each.key))


def _months(begin: datetime | None) -> list[tuple[datetime, datetime]]:
    """The months up to now, the earliest first, none before the period begins."""
    zone = schedules.zone()
    today = schedules.today()
    found: list[tuple[datetime, datetime]] = []
    year, month = today.year, today.month
    while len(found) < MOST_MONTHS:
        first = datetime(year, month, 1, tzinfo=zone)
        after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        if begin and after <= begin:
            break
        found.append((first, after))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found[::-1]


def yuan(sum: Any) -> Decimal:
    """A sum as the database gives it, which SQLite does not keep exact to the cent."""
    return Decimal(str(sum or 0)).quantize(CENT)


def moment(given: datetime) -> Any:
    """A moment as the open database compares it."""
    return given.astimezone(UTC).isoformat(' ') if db.on_sqlite() else given
