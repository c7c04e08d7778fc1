"""Finding things in the register: a search, filters, and page after page without counting from the start."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from app import search
from app.core import db
from app.finding_query import Query, Wanted

__all__ = ['Found', 'Line', 'Wanted', 'count', 'find', 'ids', 'names_in_use', 'standing_in']

PAGE = 50
COUNTED = 1_000  # beyond this many, a list says «more than»
MOST = 5_000  # chosen at once
SHOWN = (
    'id', 'kind', 'name', 'inside_id', 'category', 'code', 'piece', 'spec', 'unit', 'quantity', 'price', 'department',
    'custodian', 'state', 'blocked_by', 'sort',
)  # fmt: skip
COLUMNS = ', '.join([*(f'thing.{name}' for name in SHOWN), 'place.name AS place'])
PLACES = 'LEFT JOIN thing AS place ON place.id = thing.inside_id'


@dataclass(frozen=True, slots=True)
class Line:
    """A thing as a list shows it; `place` is the name of the place it stands in."""

    id: UUID
    kind: str
    name: str
    inside_id: UUID | None
    category: str
    code: str
    piece: str
    spec: str
    unit: str
    quantity: int
    price: Decimal | None
    department: str
    custodian: str
    state: str
    blocked_by: UUID | None
    place: str

    @property
    def is_place(self) -> bool:
        return self.kind == 'place'


@dataclass(frozen=True)
class Found:
    """One page, and where the next one begins: empty after the last."""

    lines: list[Line]
    next: str = ''


async def find(wanted: Wanted, after: str = '', limit: int = PAGE) -> Found:
    """A page of what is wanted: in the order of names or, with a search, whole codes first and then the newest."""
    query = Query(wanted)
    if query.is_hopeless:
        return Found([])
    await query.choose_index(wanted)
    first = await _by_code(wanted) if query.words else []
    if after:
        query.after(after)
    columns = ', '.join(
        [*(f'thing.{name}' for name in SHOWN), 'place.name AS place', *(['lookup.id AS mark'] * bool(query.words))]
    )
    joins = 'LEFT JOIN thing AS place ON place.id = thing.inside_id'
    rows = await db.rows(query.sql(columns, f'ORDER BY {query.order} LIMIT {limit + 1}', joins), *query.values)
    more, rows = len(rows) > limit, rows[:limit]
    mark = _mark(rows[-1]) if more else ''
    exact = {line.id for line in first}
    lines = [line for line in map(_line, rows) if line.id not in exact]
    return Found([*([] if after else first), *lines], mark)


def _mark(row: dict[str, Any]) -> str:
    """Where the next page begins."""
    return str(row['mark']) if 'mark' in row else '\n'.join((row['kind'], row['sort'], str(row['id'])))


async def _by_code(wanted: Wanted) -> list[Line]:
    """What carries exactly this code, or a label whose code begins so."""
    typed = wanted.search.replace('\0', '').strip()
    either = [typed, typed.upper()]
    # A union and not one condition with OR, for which PostgreSQL would read every thing.
    found = [f'SELECT id FROM thing WHERE {name} IN (?, ?)' for name in search.CODES]
    values = either * len(search.CODES)
    if between := search.code_in(typed):
        found.append('SELECT thing_id FROM tag WHERE code >= ? AND code <= ?')
        values += between
    found.append('SELECT thing_id FROM barcode WHERE text = ?')
    values.append(typed)
    query = Query(replace(wanted, search=''))
    query.ask(f'thing.id IN ({" UNION ".join(found)})', *values)
    return [
        _line(row)
        for row in await db.rows(
            query.sql(COLUMNS, f'ORDER BY thing.sort, thing.id LIMIT {PAGE}', PLACES), *query.values
        )
    ]


async def standing_in(place_id: UUID, limit: int) -> list[Line]:
    """What stands in a place itself, in the order of names."""
    where = "thing.inside_id = ? AND thing.kind = 'asset' AND thing.state != 'retired'"
    sql = f'SELECT {COLUMNS} FROM thing {PLACES} WHERE {where} ORDER BY thing.sort, thing.id LIMIT {limit}'
    return [_line(row) for row in await db.rows(sql, str(place_id))]


async def count(wanted: Wanted) -> int:
    """How many there are, at most one more than are counted."""
    query = Query(wanted)
    if query.is_hopeless:
        return 0
    await query.choose_index(wanted)
    inner = query.sql('1 AS one', f'LIMIT {COUNTED + 1}').removeprefix(query.before)
    return int((await db.rows(f'{query.before}SELECT count(*) AS n FROM ({inner}) AS found', *query.values))[0]['n'])


async def ids(wanted: Wanted) -> list[UUID]:
    """All that is wanted, for doing something to all of them; at most 5,000."""
    query = Query(wanted)
    if query.is_hopeless:
        return []
    await query.choose_index(wanted)
    exact = [line.id for line in await _by_code(wanted)] if query.words else []
    rows = await db.rows(query.sql('thing.id', f'ORDER BY {query.order} LIMIT {MOST}'), *query.values)
    return list(dict.fromkeys([*exact, *(UUID(str(row['id'])) for row in rows)]))


async def names_in_use(column: str) -> list[str]:
    """Everything that stands in a column, the most frequent first: what a person is likely to type."""
    if column not in ('custodian', 'department', 'supplier', 'funds', 'brand', 'unit', 'gb_code', 'acquired'):
        raise ValueError(column)
    sql = f"SELECT {column} AS name, count(*) AS n FROM thing WHERE {column} != '' GROUP BY {column}"
    return [row['name'] for row in await db.rows(f'{sql} ORDER BY n DESC LIMIT 200')]


def _line(row: dict[str, Any]) -> Line:
    facts = {name: row[name] for name in SHOWN if name not in ('id', 'inside_id', 'blocked_by', 'sort')}
    made = {name: UUID(str(row[name])) if row[name] else None for name in ('id', 'inside_id', 'blocked_by')}
    facts['price'] = Decimal(str(row['price'])) if row['price'] is not None else None
    return Line(**facts, **made, place=row['place'] or '')  # type: ignore[arg-type]
