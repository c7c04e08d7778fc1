"""Stocktakes as the office sees them: how far each is, room by room, who counts, and what was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app import people, register, tree
from app.core import db
from app.core.chain import moment_of
from app.core.clock import now
from app.core.errors import NotFound
from app.stocktake_outcomes import DIFFERENCES
from app.stocktake_phones import is_done
from models import Stocktake, StocktakeCount, StocktakeLine, StocktakePlace

PAGE = 50
MET = 500  # things on no book shown at once
RECENT = timedelta(minutes=10)  # what somebody's pace is worked out from
ROOM_STATES = ('idle', 'begun', 'short', 'done')
VIEWS = ('differences', *DIFFERENCES, 'here', 'all')

FIGURES = 'SELECT result, COUNT(*) AS n FROM stocktake_line WHERE stocktake_id = ? GROUP BY result'
UNKNOWN = (
    'SELECT COUNT(*) AS n FROM stocktake_count WHERE stocktake_id = ? AND thing_id IS NULL AND undone_at IS NULL '
    'AND NOT is_late'
)
LATE = 'SELECT COUNT(*) AS n FROM stocktake_count WHERE stocktake_id = ? AND undone_at IS NULL AND is_late'
ROOMS = 'SELECT place_id, result, COUNT(*) AS n FROM stocktake_line WHERE stocktake_id = ? GROUP BY place_id, result'
PEOPLE = (
    'SELECT by_id, COUNT(*) AS n, MAX(at) AS last, SUM(CASE WHEN at > ? THEN 1 ELSE 0 END) AS recent '
    'FROM stocktake_count WHERE stocktake_id = ? GROUP BY by_id'
)


@dataclass(frozen=True)
class Figures:
    """How many lines have each result, and what came besides them."""

    results: dict[str, int] = field(default_factory=dict)
    unknown: int = 0
    late: int = 0

    @property
    def all(self) -> int:
        return sum(self.results.values())

    @property
    def seen(self) -> int:
        return self.all - self.results.get('not_seen', 0)

    @property
    def differences(self) -> int:
        return self.all - self.results.get('here', 0)


@dataclass
class Room:
    """A room on the map of progress: what is expected in it, what of that has been seen, what differs."""

    id: UUID
    name: str
    expected: int = 0
    seen: int = 0
    differ: int = 0  # seen, but not as the books say
    is_done: bool = False
    is_added: bool = False
    people: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What its tile says: done, nearly, begun or idle."""
        if self.is_done:
            return 'done' if self.seen >= self.expected else 'short'
        return 'begun' if self.seen else 'idle'


@dataclass(frozen=True)
class Counter:
    """Somebody who counts: how much, how fast of late, and when last."""

    name: str
    counts: int
    pace: float  # a minute
    last: datetime


async def stocktake(id: UUID | str) -> Stocktake:
    """Raises NotFound."""
    try:
        found = await Stocktake.get_or_none(id=UUID(str(id)))
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_stocktake')
    return found


async def stocktakes(limit: int = 50) -> list[tuple[Stocktake, Figures]]:
    """All, what is open first, then the newest; those that have ended as they ended."""
    found = await Stocktake.all().order_by('-planned_at').limit(limit)
    found.sort(key=lambda each: each.ended_at is not None)
    return [(each, Figures(each.figures) if each.figures else await figures(each.id)) for each in found]


async def figures(id: UUID) -> Figures:
    results, unknown, late = await db.answers((FIGURES, [str(id)]), (UNKNOWN, [str(id)]), (LATE, [str(id)]))
    return Figures({row['result']: row['n'] for row in results}, unknown[0]['n'], late[0]['n'])


@dataclass(frozen=True)
class Progress:
    """How far a stocktake is, as a whole and room by room, by building."""

    figures: Figures
    buildings: list[tuple[str, list[Room]]]


async def progress(stocktake: Stocktake) -> Progress:
    """Lines are counted once for all of it; late ones only where something can be late."""
    own = str(stocktake.id)
    late = [] if stocktake.state == 'counting' else [(LATE, [own])]
    counted, unknown, *rest = await db.answers((ROOMS, [own]), (UNKNOWN, [own]), *late)
    results: dict[str, int] = {}
    for row in counted:
        results[row['result']] = results.get(row['result'], 0) + row['n']
    figures = Figures(results, unknown[0]['n'], rest[0][0]['n'] if rest else 0)
    return Progress(figures, await _buildings(stocktake, counted))


async def _buildings(stocktake: Stocktake, counted: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Room]]]:
    """The rooms in the order of the register; what stands nowhere on the books is in none of them."""
    places = await db.fetch(StocktakePlace, 'stocktake_id = ?', str(stocktake.id))
    names = await people.names_of({UUID(person) for place in places for person in place.people})
    shown = {
        str(place.place_id): Room(
            UUID(str(place.place_id)),
            place.name,
            is_done=is_done(place, stocktake.round),
            is_added=place.is_added,
            people=[names.get(UUID(person), '') for person in place.people],
        )
        for place in places
    }
    for row in counted:
        room = shown.get(str(row['place_id']))
        if room:
            room.expected += row['n']
            room.seen += row['n'] if row['result'] != 'not_seen' else 0
            room.differ += row['n'] if row['result'] not in ('not_seen', 'here') else 0
    known = await tree.tree()
    order = {id: number for number, id in enumerate(known.branches)}
    buildings: dict[str, list[Room]] = {}
    for room in sorted(shown.values(), key=lambda each: order.get(each.id, len(order))):
        around = known.around(room.id)[:-1]
        buildings.setdefault(tree.BETWEEN.join(branch.name for branch in around), []).append(room)
    return sorted(buildings.items())


async def counters(id: UUID) -> list[Counter]:
    """Who counts, the last one first; no ranking."""
    since = now() - RECENT
    rows = await db.rows(PEOPLE, since, str(id))
    minutes = RECENT.total_seconds() / 60
    names = await people.names_of({UUID(str(row['by_id'])) for row in rows if row['by_id']})
    found = [
        Counter(names.get(UUID(str(row['by_id'])), '—'), row['n'], row['recent'] / minutes, moment_of(row['last']))
        for row in rows
        if row['by_id']
    ]
    return sorted(found, key=lambda each: each.last, reverse=True)


@dataclass(frozen=True)
class Wanted:
    """Which lines: by result, by room (of the books or where it was found), by what name or code has in it."""

    view: str = 'differences'
    place: UUID | None = None
    search: str = ''


async def lines(id: UUID, wanted: Wanted, after: StocktakeLine | None = None, limit: int = PAGE) -> list[StocktakeLine]:
    """A page of lines in the order of the register."""
    where, values = ['stocktake_id = ?'], [str(id)]
    if wanted.view == 'differences':
        where.append(f'result IN ({", ".join(repr(each) for each in DIFFERENCES)})')
    elif wanted.view in VIEWS and wanted.view != 'all':
        where.append('result = ?')
        values.append(wanted.view)
    if wanted.place:
        where.append('(place_id = ? OR found_id = ?)')
        values += [str(wanted.place)] * 2
    if wanted.search:
        where.append('(name LIKE ? OR code LIKE ?)')
        values += [f'%{wanted.search}%'] * 2
    if after:
        where.append('(sort > ? OR sort = ? AND id > ?)')
        values += [after.sort, after.sort, str(after.id)]
    return await db.fetch(StocktakeLine, f'{" AND ".join(where)} ORDER BY sort, id LIMIT {limit}', *values)


async def line(id: UUID, thing: UUID | str) -> StocktakeLine:
    """Raises NotFound."""
    try:
        found = await StocktakeLine.get_or_none(stocktake_id=id, thing_id=UUID(str(thing)))
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_line')
    return found


async def counts_of(id: UUID, thing: UUID) -> list[StocktakeCount]:
    """What was counted of a thing, the first first, with what was taken back and what came too late."""
    return await StocktakeCount.filter(stocktake_id=id, thing_id=thing).order_by('at', 'id')


async def things_of(counts: Iterable[StocktakeCount]) -> dict[UUID | None, str]:
    """What was counted, by name."""
    return await register.names_of(each.thing_id for each in counts)


async def late(id: UUID, limit: int = 2_000) -> list[StocktakeCount]:
    """What came after the closing."""
    return await StocktakeCount.filter(stocktake_id=id, undone_at=None, is_late=True).order_by('n').limit(limit)


async def names(lines: list[StocktakeLine], *more: UUID | None) -> dict[str, str]:
    """The rooms of some lines by id, as they were called when counting started."""
    ids = {str(each) for line in lines for each in (line.place_id, line.found_id) if each} | {
        str(id) for id in more if id
    }
    found = {str(id): branch.name for id, branch in (await tree.tree()).branches.items()}
    return {id: found.get(id, '—') for id in ids}
