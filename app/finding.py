"""Finding things in the register: a search, filters, and page after page without counting from the start."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from app import search
from app.core import db

PAGE = 50
COUNTED = 1_000  # beyond this many, a list says «more than»
MOST = 5_000  # chosen at once
SHOWN = (
    'id', 'kind', 'name', 'inside_id', 'category', 'code', 'piece', 'spec', 'unit', 'quantity', 'price', 'department',
    'custodian', 'state', 'blocked_by', 'sort',
)  # fmt: skip
FILTERS = ('state', 'custodian', 'department', 'category', 'kind')
COLUMNS = ', '.join([*(f'thing.{name}' for name in SHOWN), 'place.name AS place'])
PLACES = 'LEFT JOIN thing AS place ON place.id = thing.inside_id'
# A place with all the places in it, however deep.
HELD = (
    'WITH RECURSIVE held(id) AS (SELECT id FROM thing WHERE id = ? UNION '
    "SELECT thing.id FROM thing JOIN held ON thing.inside_id = held.id WHERE thing.kind = 'place') "
)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty does not matter. `inside` means everything in a place, however deep.

    `unlabelled`: nobody has printed a label for it, or the one it had was withdrawn.
    What is written off is only found when that state is asked for.
    """

    search: str = ''
    kind: str = ''
    category: str = ''
    inside: UUID | None = None
    state: str = ''
    custodian: str = ''
    department: str = ''
    unlabelled: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the search and the kind is asked."""
        return self != Wanted(search=self.search, kind=self.kind)


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


def _asked(wanted: Wanted) -> dict[str, Any]:
    """The columns that must have one certain value."""
    asked = {name: getattr(wanted, name) for name in FILTERS if getattr(wanted, name)}
    return asked | ({'labelled': False} if wanted.unlabelled else {})


class _Query:
    """The conditions of a question, with their values in order."""

    def __init__(self, wanted: Wanted) -> None:
        self.before, self.source, self.order = '', 'thing', 'thing.sort, thing.id'
        self.where: list[str] = []
        self.values: list[Any] = []
        self.words = search.words_in(wanted.search)
        self.is_hopeless = bool(wanted.search.strip()) and not self.words
        if wanted.inside:
            self.before = HELD
            self.ask('thing.inside_id IN (SELECT id FROM held)', str(wanted.inside))
        if self.words:
            self._ask_index(wanted.search)
        self._filter(wanted)

    def ask(self, condition: str, *values: Any) -> None:
        self.where.append(condition)
        self.values += values

    def _ask_index(self, typed: str) -> None:
        """Newest first, as the index walks them: nothing has to be sorted however many there are."""
        self.order = 'lookup.id DESC'
        if db.on_sqlite():
            self.source = (
                'lookup_fts CROSS JOIN lookup ON lookup.id = lookup_fts.rowid '
                'CROSS JOIN thing ON thing.id = lookup.thing_id'
            )
            self.order = 'lookup_fts.rowid DESC'
            self.ask('lookup_fts MATCH ?', search.question(self.words))
        else:
            self.source = 'lookup JOIN thing ON thing.id = lookup.thing_id'
            index = "array_to_tsvector(string_to_array(lookup.tokens, ' '))"
            self.ask(f'{index} @@ CAST(? AS tsquery)', search.question(self.words))
        for run in search.long_runs(typed):
            self.ask('thing.search LIKE ?', f'%{run}%')

    def _filter(self, wanted: Wanted) -> None:
        for name, value in _asked(wanted).items():
            self.ask(f'thing.{name} = ?', value)
        if not wanted.state:
            self.ask("thing.state != 'retired'")

    async def choose_index(self, wanted: Wanted) -> None:
        """Walk along the filter that lets the fewest through: SQLite takes all of them for equally strict.

        A plus before a column keeps SQLite from using its index.
        """
        used = _asked(wanted)
        if len(used) < 2 or self.words or wanted.inside or not db.on_sqlite():
            return
        probe = 'SELECT count(*) AS n FROM (SELECT 1 FROM thing WHERE {} = ? LIMIT 2000)'
        answers = await db.answers(*((probe.format(name), [value]) for name, value in used.items()))
        counts = {name: rows[0]['n'] for name, rows in zip(used, answers, strict=True)}
        strictest = min(used, key=lambda name: counts[name])
        for name in used:
            if name != strictest:
                self.where = [f'+{part}' if part == f'thing.{name} = ?' else part for part in self.where]

    def sql(self, columns: str, end: str, joins: str = '') -> str:
        return f'{self.before}SELECT {columns} FROM {self.source} {joins} WHERE {" AND ".join(self.where)} {end}'

    def after(self, mark: str) -> None:
        """Only what comes after the mark that a page ended with."""
        if self.words:
            self.ask('lookup_fts.rowid < ?' if db.on_sqlite() else 'lookup.id < ?', int(mark))
        elif mark:
            sort, _, id = mark.rpartition('\n')
            self.ask('(thing.sort, thing.id) > (?, ?)', sort, id)


async def find(wanted: Wanted, after: str = '', limit: int = PAGE) -> Found:
    """A page of what is wanted: in the order of names or, with a search, whole codes first and then the newest."""
    query = _Query(wanted)
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
    mark = (str(rows[-1]['mark']) if query.words else f'{rows[-1]["sort"]}\n{rows[-1]["id"]}') if more else ''
    exact = {line.id for line in first}
    lines = [line for line in map(_line, rows) if line.id not in exact]
    return Found([*([] if after else first), *lines], mark)


async def _by_code(wanted: Wanted) -> list[Line]:
    """What carries exactly this code, or a label whose code begins so."""
    typed = wanted.search.strip()
    conditions, values = (
        ['thing.code IN (?, ?)', 'thing.old_code IN (?, ?)', 'thing.serial IN (?, ?)'],
        [typed, typed.upper()] * 3,
    )
    if between := search.code_in(typed):
        conditions.append('thing.id IN (SELECT thing_id FROM tag WHERE code >= ? AND code <= ?)')
        values += between
    conditions.append('thing.id IN (SELECT thing_id FROM barcode WHERE text = ?)')
    values.append(typed)
    query = _Query(replace(wanted, search=''))
    query.ask(f'({" OR ".join(conditions)})', *values)
    return [_line(row) for row in await db.rows(query.sql(COLUMNS, f'LIMIT {PAGE}', PLACES), *query.values)]


async def standing_in(place_id: UUID, limit: int) -> list[Line]:
    """What stands in a place itself, in the order of names."""
    where = "thing.inside_id = ? AND thing.kind = 'asset' AND thing.state != 'retired'"
    sql = f'SELECT {COLUMNS} FROM thing {PLACES} WHERE {where} ORDER BY thing.sort, thing.id LIMIT {limit}'
    return [_line(row) for row in await db.rows(sql, str(place_id))]


async def count(wanted: Wanted) -> int:
    """How many there are, at most one more than are counted."""
    query = _Query(wanted)
    if query.is_hopeless:
        return 0
    await query.choose_index(wanted)
    inner = query.sql('1 AS one', f'LIMIT {COUNTED + 1}').removeprefix(query.before)
    return int((await db.rows(f'{query.before}SELECT count(*) AS n FROM ({inner}) AS found', *query.values))[0]['n'])


async def ids(wanted: Wanted) -> list[UUID]:
    """All that is wanted, for doing something to all of them; at most 5,000."""
    query = _Query(wanted)
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
