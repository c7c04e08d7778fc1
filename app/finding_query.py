"""What is looked for in the register, as one query of the open database."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app import search
from app.core import db

FILTERS = ('state', 'custodian', 'department', 'category', 'kind')
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


def asked_of(wanted: Wanted) -> dict[str, Any]:
    """The columns that must have one certain value."""
    asked = {name: getattr(wanted, name) for name in FILTERS if getattr(wanted, name)}
    return asked | ({'labelled': False} if wanted.unlabelled else {})


class Query:
    """The conditions of a question, with their values in order."""

    def __init__(self, wanted: Wanted) -> None:
        self.before, self.source, self.order = '', 'thing', 'thing.sort, thing.id'
        self.where: list[str] = []
        self.values: list[Any] = []
        self.words = search.words_in(wanted.search)
        self.is_hopeless = bool(wanted.search.strip()) and not self.words
        self.has_kinds = not (asked_of(wanted) or wanted.inside or self.words)
        if self.has_kinds:  # what stands somewhere before where it can stand
            self.order = 'thing.kind, thing.sort, thing.id'
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
        for name, value in asked_of(wanted).items():
            self.ask(f'thing.{name} = ?', value)
        if not wanted.state:
            self.ask("thing.state != 'retired'")

    async def choose_index(self, wanted: Wanted) -> None:
        """Walk along the filter that lets the fewest through: SQLite takes all of them for equally strict.

        A plus before a column keeps SQLite from using its index.
        """
        used = asked_of(wanted)
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
            kind, sort, id = mark.split('\n')
            if self.has_kinds:
                self.ask('(thing.kind, thing.sort, thing.id) > (?, ?, ?)', kind, sort, id)
            else:
                self.ask('(thing.sort, thing.id) > (?, ?)', sort, id)
