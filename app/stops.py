"""Stops: the things and places of a schedule, in the order in which they are walked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app import checklists
from app.core import db
from app.core.known import among
from models import Checklist, Schedule, Thing

MOST = 500  # stops of one round
DEEPEST = 12  # places inside one another
COLUMNS = 'id, kind, name, inside_id, category, state, code, piece'

# Everything in a place with its depth; UNION ends a circle, were there ever one.
INSIDE = f"""
WITH RECURSIVE tree (id, depth) AS (
    SELECT id, 0 FROM thing WHERE {{roots}}
    UNION SELECT thing.id, tree.depth + 1 FROM thing JOIN tree ON thing.inside_id = tree.id WHERE tree.depth < {DEEPEST}
) SELECT DISTINCT {', '.join(f'thing.{column}' for column in COLUMNS.split(', '))}
FROM thing JOIN tree ON thing.id = tree.id WHERE thing.state != 'retired'
"""


@dataclass(frozen=True)
class Stop:
    """One thing or place and the checklists that are filled in there."""

    thing: UUID
    name: str
    checks: tuple[str, ...]
    inside: UUID | None = None

    def kept(self) -> dict[str, Any]:
        """As a round keeps it."""
        return {'thing': str(self.thing), 'checks': list(self.checks)}


async def stops_of(schedule: Schedule, templates: list[Checklist] | None = None) -> list[Stop]:
    """A schedule's stops: those named in their order, those of places and categories by place and name."""
    rows = await _rows(schedule)
    templates = await checklists.current_checklists() if templates is None else templates
    order = {id: n for n, id in enumerate(schedule.stops)}
    rows.sort(key=lambda row: (order.get(str(row['id']), len(order)), str(row['inside_id']), row['name'], row['code']))
    return [
        Stop(_uuid(row['id']), _name(row), checks, _uuid(row['inside_id']) if row['inside_id'] else None)
        for row in rows[:MOST]
        if (checks := _checks(schedule, row, templates))
    ]


async def things_of(schedule: Schedule) -> list[UUID]:
    """What work is planned on: what is named, in its order; of a place all that stands in it."""
    rows = await _rows(schedule)
    if schedule.inside and any(row['kind'] == 'asset' for row in rows):
        rows = [row for row in rows if row['kind'] == 'asset']
    order = {id: n for n, id in enumerate(schedule.stops)}
    rows.sort(key=lambda row: (order.get(str(row['id']), len(order)), str(row['inside_id']), row['name'], row['code']))
    return [_uuid(row['id']) for row in rows[:MOST]]


async def _rows(schedule: Schedule) -> list[dict[str, Any]]:
    if not schedule.stops:
        where = f"category = ? AND state != 'retired' ORDER BY name LIMIT {MOST}"
        return await db.rows(f'SELECT {COLUMNS} FROM thing WHERE {where}', schedule.category)
    named = among('id', schedule.stops)
    if not schedule.inside:
        return await db.rows(f"SELECT {COLUMNS} FROM thing WHERE {named} AND state != 'retired'", *schedule.stops)
    rows = await db.rows(INSIDE.format(roots=named), *schedule.stops)
    return [row for row in rows if not schedule.category or row['category'] == schedule.category]


def _checks(schedule: Schedule, row: dict[str, Any], templates: list[Checklist]) -> tuple[str, ...]:
    """The one checklist of the schedule, or those aimed at the thing; a place among others needs one of its own."""
    thing = Thing(kind=row['kind'], category=row['category'], state=row['state'], name=row['name'])
    if not schedule.checklist:
        if schedule.inside and str(row['id']) not in schedule.stops and _unaimed(thing, templates):
            return ()
        books = {each.key for each in templates if 'log' in each.body}
        return tuple(key for key in checklists.checks_of(thing, templates) if key not in books)
    if schedule.inside and not schedule.category:
        aimed = [each for each in templates if each.key == schedule.checklist and checklists.belongs(each.body, thing)]
        return (schedule.checklist,) if aimed else ()
    return (schedule.checklist,)


def _unaimed(thing: Thing, templates: list[Checklist]) -> bool:
    return not any(checklists.belongs(each.body, thing) for each in templates)


async def aimed_at(body: dict[str, Any], most: int) -> list[Thing]:
    """The things and places that a checklist is aimed at, place after place."""
    target = body.get('target', {})
    wanted = [*target.get('categories', []), *target.get('place_kinds', [])]
    if not wanted:
        return []
    where = f"{among('category', wanted)} AND state != 'retired' ORDER BY inside_id, name, code LIMIT {most}"
    rows = await db.rows(f'SELECT {COLUMNS} FROM thing WHERE {where}', *wanted)
    things = [Thing(**{name: row[name] for name in ('id', 'kind', 'name', 'category', 'state')}) for row in rows]
    return [thing for thing in things if checklists.belongs(body, thing)]


def covers(schedule: Schedule, thing: Thing, around: Iterable[Thing]) -> bool:
    """Whether a thing may be one of a schedule's stops, told without looking them all up."""
    if schedule.category and thing.category != schedule.category:
        return False
    if not schedule.stops or str(thing.id) in schedule.stops:
        return True
    return schedule.inside and any(str(place.id) in schedule.stops for place in around)


def _name(row: dict[str, Any]) -> str:
    return ' '.join(part for part in (row['name'], row['piece']) if part)


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
