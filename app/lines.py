"""Checking a register line by line: what each row would do, before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app import cells, own_rows
from app.columns import row_kind
from app.line_read import LineRead
from app.place_names import PlaceNames
from app.rows import REJECTS, Finding, Known, Outcome, Row, digest_of, key_of
from app.workbook import Grid

PIECE_PRICE = Decimal(500)  # yuan: from here on every piece has its own tag (a county's published rule; a setting)
TOLD_EVERY = 500  # rows


def check_rows(
    grid: Grid,
    header: int,
    columns: Mapping[str, int],
    known: Known,
    *,
    piece_price: Decimal = PIECE_PRICE,
    today: date | None = None,
    from_tree: bool = False,
    told: Callable[[int], None] = lambda done: None,
) -> list[Row]:
    """Every physical row, in order. `from_tree`: the file brings its own places; `told` hears how far it is."""
    rows = grid.spread(header, columns.values())
    checker = Checker(columns, known, piece_price, today or date.today(), from_tree)
    found = [Row(number, 'skip', cells=tuple(row)) for number, row in enumerate(grid.rows[: header + 1], 1)]
    for number, row in enumerate(rows[header + 1 :], header + 2):
        found.append(checker.check(number, row))
        if not number % TOLD_EVERY:
            told(number)
    return found


class Checker:
    """Goes down the rows, remembering what the rows above said."""

    def __init__(
        self, columns: Mapping[str, int], known: Known, piece_price: Decimal, today: date, from_tree: bool
    ) -> None:
        self.columns, self.known, self.piece_price, self.today = columns, known, piece_price, today
        self.from_tree = from_tree
        self.above: dict[str, Any] = {}
        self.taken: dict[str, set[tuple[Any, ...]]] = {}
        self.keys: dict[str, int] = {}
        self.places = PlaceNames(known.places, known.aliases)

    def check(self, number: int, row: Sequence[Any]) -> Row:
        kept = tuple(row)
        own = own_rows.read(row, self.columns)
        thing, before = self.known.things.get(own_rows.key_of(own[0]), (None, '')) if own else (None, '')
        if own and thing and own[1]:
            return Row(number, 'unchanged', self._untouched(row), key=own_rows.key_of(thing), thing=thing, cells=kept)
        sort = row_kind(row, self.columns)
        if sort == 'heading':
            self.above = {}  # «same as above» does not reach across it
        if sort != 'line' and not thing:
            return Row(number, 'skip', cells=kept)
        found = {key: row[place] for key, place in self.columns.items() if place < len(row) and cells.text(row[place])}
        line = LineRead(self, found, is_own=bool(thing))
        values = line.read()
        if any(finding.code in REJECTS for finding in line.findings):
            return Row(number, 'reject', values, tuple(line.findings), tuple(sorted(line.notes)), cells=kept)
        key, digest = own_rows.key_of(thing) if thing else self._key(values), digest_of(values)
        if not thing:
            thing, before = self.known.things.get(key, (None, ''))
        outcome: Outcome = 'create' if thing is None else 'update'
        if before == digest:
            outcome = 'unchanged'
        elif line.findings:
            outcome = 'warn'
        return Row(number, outcome, values, tuple(line.findings), tuple(sorted(line.notes)), key, digest, thing, kept)

    def _untouched(self, row: Sequence[Any]) -> dict[str, Any]:
        """What is shown of a row of our own that nobody has changed."""
        shown = {key: cells.text(row[self.columns[key]]) for key in ('name', 'place') if key in self.columns}
        return shown | {'pieces': 1, 'codes': []}

    def same_as_above(self, key: str, cell: Any) -> tuple[Any, bool]:
        """The cell, or what stood in its column above where it says 同上."""
        if cells.half(cell) in cells.DITTO:
            return self.above.get(key, ''), True
        self.above[key] = cell
        return cell, False

    def place(self, written: str) -> str | None:
        """The name of a place however it is spelled; None for one that the school does not know."""
        return self.places.find(written, from_tree=self.from_tree)

    def claim(self, values: dict[str, Any], codes: list[str]) -> Finding | None:
        """Takes the codes for this row, unless a row above has one of them."""
        line = tuple(str(values[key]) for key in ('name', 'place', 'bought', 'quantity', 'price'))
        for code in codes:
            if code in self.taken:
                return Finding('R3' if line in self.taken[code] else 'W02', {'value': values['code']})
        for code in codes:
            self.taken.setdefault(code, set()).add(line)
        return None

    def _key(self, values: dict[str, Any]) -> str:
        key = key_of(values)
        if values['code']:
            return key
        self.keys[key] = self.keys.get(key, 0) + 1
        return key if self.keys[key] == 1 else f'{key}-{self.keys[key]}'
