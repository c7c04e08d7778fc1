"""Ways in and out for a register: a spreadsheet is read, then checked; rows are written as a workbook again."""

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlsxwriter import Workbook

from app import foreign
from app.cells import FORMULA_STARTS, STATE_WORDS, text
from app.columns import COLUMNS, HEADER_WITHIN, REQUIRED, find_header, fold, keys_of
from app.core.errors import BadInput
from app.lines import PIECE_PRICE, check_rows
from app.place_sheets import check_places, columns_of, find_places
from app.rows import Finding, Known, Row
from app.workbook import Grid, open_workbook

__all__ = [
    'Finding', 'Known', 'Row', 'Sheet',
    'check_register', 'choose', 'count_rows', 'open_sheet', 'read_register', 'write_register', 'write_rejects',
]  # fmt: skip

HIDDEN = {COLUMNS[-1].zh, COLUMNS[-1].en}  # which thing a row of our own is
LONGEST_CELL = 32_000
ONLY_THINGS = {'quantity', 'price', 'amount', 'serial', 'bought', 'custodian', 'spec'}  # what no place has


@dataclass(frozen=True)
class Sheet:
    """A sheet in which a register, or a list of places, was recognised.

    `chosen`: our column → their heading, where a person said so; otherwise headings mean what they usually mean.
    `others`: the names of further sheets of the same file that look like a register or a list of places.
    """

    grid: Grid
    header: int
    filename: str = ''
    chosen: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.grid.name

    @cached_property
    def headings(self) -> list[str]:
        return [text(cell) for cell in self.grid.rows[self.header]]

    @cached_property
    def plan(self) -> foreign.Plan | None:
        """How to read it where another program wrote it."""
        return None if self.chosen else foreign.plan_of(self.headings)

    @property
    def program(self) -> str:
        """Which other program wrote it, '' for none that is known."""
        return self.plan.program.name if self.plan else ''

    @cached_property
    def is_places(self) -> bool:
        return not self.chosen and not self.plan and 'name' not in self.columns and self._lists_places

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each known column is."""
        if self.chosen:
            places = {heading: place for place, heading in reversed(list(enumerate(self.headings)))}
            return {key: places[heading] for key, heading in self.chosen.items() if heading in places}
        if self.plan:
            return {key: found[0] for key, found in {**self.plan.joined, **self.plan.first}.items()}
        found = keys_of(self.grid.rows[self.header])
        if self._lists_places and not found.keys() & ONLY_THINGS:
            found.pop('name', None)
        return found

    @cached_property
    def signature(self) -> str:
        """The same for all sheets with these headings."""
        return hashlib.sha256('\n'.join(map(fold, self.headings)).encode()).hexdigest()

    @cached_property
    def _lists_places(self) -> bool:
        return bool(columns_of(self.grid.rows[self.header]))


def open_sheet(data: bytes, filename: str = '', name: str = '') -> Sheet:
    """The sheet of a file that looks most like a register, whether or not it can be read as it is; or the one named.

    Raises BadInput: those of `open_workbook`.
    """
    grids = open_workbook(data)
    likely = [Sheet(grid, header, filename) for grid in grids if (header := _header_of(grid)) is not None]
    readable = [sheet for sheet in likely if sheet.is_places or all(key in sheet.columns for key in REQUIRED)]
    named = [sheet for sheet in likely if name and sheet.name == name]
    if likely:
        [found, *_] = named or readable or likely
        return replace(found, others=tuple(sheet.name for sheet in readable if sheet is not found))
    widths = [sum(bool(text(cell)) for cell in row) for row in grids[0].rows[:HEADER_WITHIN]]
    return Sheet(grids[0], widths.index(max(widths)), filename)


def _header_of(grid: Grid) -> int | None:
    """The row of the headings, whoever wrote them."""
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        if foreign.plan_of(row):
            return number
    found = find_header(grid.rows)
    places = find_places(grid)
    if places is not None and (found is None or len(keys_of(grid.rows[found])) <= len(columns_of(grid.rows[places]))):
        return places
    return found


def choose(sheet: Sheet, chosen: Mapping[str, str]) -> Sheet:
    """The sheet with its columns as somebody chose them. Raises BadInput `missing_columns` where a name is missing."""
    sheet = replace(sheet, chosen={key: heading for key, heading in chosen.items() if heading})
    if not sheet.is_places and not all(key in sheet.columns for key in REQUIRED):
        raise _missing_columns(sheet)
    return sheet


def read_register(data: bytes, filename: str = '') -> Sheet:
    """The first sheet of a file that looks like a register, or else like a list of places.

    Raises BadInput: those of `open_workbook`, and `missing_columns` with the facts `wanted` and `found`.
    """
    return choose(open_sheet(data, filename), {})


def _missing_columns(sheet: Sheet) -> BadInput:
    wanted = [column.zh for column in COLUMNS if column.key in REQUIRED]
    wanted_en = [column.en for column in COLUMNS if column.key in REQUIRED]
    found = [heading[:40] for heading in sheet.headings if heading]
    return BadInput('missing_columns', wanted=wanted, wanted_en=wanted_en, found=found[:30])


def check_register(
    sheet: Sheet,
    known: Known | None = None,
    piece_price: Decimal = PIECE_PRICE,
    today: date | None = None,
    told: Callable[[int], None] = lambda done: None,
) -> list[Row]:
    """What every physical row would do; nothing is written. From `piece_price` yuan on, each piece has its own tag."""
    known = known or Known()
    if sheet.is_places:
        return check_places(sheet.grid, sheet.header, known)
    if not sheet.plan:
        return check_rows(
            sheet.grid, sheet.header, sheet.columns, known, piece_price=piece_price, today=today, told=told
        )
    grid = foreign.translate(sheet.grid, sheet.header, sheet.plan)
    columns = keys_of(grid.rows[sheet.header])
    rows = check_rows(
        grid, sheet.header, columns, known, piece_price=piece_price, today=today, from_tree=True, told=told
    )
    return [replace(row, cells=tuple(sheet.grid.rows[row.number - 1])) for row in rows]


def count_rows(rows: Iterable[Row]) -> dict[str, int]:
    """The figures of an import. A row with a warning counts as `warned` and as what it does, `created` or `updated`."""
    counts: Counter[str] = Counter()
    for row in rows:
        does = row.outcome if row.outcome != 'warn' else 'update' if row.thing else 'create'
        counts[does] += 1
        counts['warn'] += row.outcome == 'warn'
        counts['tags'] += row.pieces
    names = {
        'created': 'create', 'updated': 'update', 'unchanged': 'unchanged',
        'warned': 'warn', 'rejected': 'reject', 'skipped': 'skip', 'tags': 'tags',
    }  # fmt: skip
    return {name: counts[outcome] for name, outcome in names.items()}


def write_register(rows: Iterable[Mapping[str, Any]], language: str = 'zh-CN') -> bytes:
    """An .xlsx with the columns that `read_register` reads, from values as in `Row.values`; other keys are left out."""
    is_chinese = language.startswith('zh')
    headings = [column.zh if is_chinese else column.en for column in COLUMNS]
    states = STATE_WORDS['zh' if is_chinese else 'en']
    named = ({**row, 'state': states.get(row.get('state', ''), '')} for row in rows)
    lines = [[row.get(column.key, '') for column in COLUMNS] for row in named]
    return _workbook('固定资产' if is_chinese else 'Register', headings, lines)


def write_rejects(sheet: Sheet, rows: Iterable[Row], say: Callable[[Finding], str], reason: str = '退回原因') -> bytes:
    """An .xlsx of the rejected rows as they came, the reason in the last column: to be corrected and sent again."""
    width = len(sheet.headings)
    lines = [
        [*(list(row.cells) + [''] * width)[:width], '；'.join(map(say, row.findings))]
        for row in rows
        if row.outcome == 'reject'
    ]
    return _workbook(sheet.name or 'Sheet1', [*sheet.headings, reason], lines)


def _workbook(name: str, headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    target = io.BytesIO()
    book = Workbook(target, {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False})
    page = book.add_worksheet(''.join(letter for letter in name if letter not in "[]:*?/\\'")[:31] or None)
    bold = book.add_format({'bold': True, 'bottom': 1})
    days = book.add_format({'num_format': 'yyyy-mm-dd'})
    page.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        page.write_string(0, column, _harmless(heading), bold)
        page.set_column(column, column, 14)
    if headings and headings[-1] in HIDDEN:
        page.set_column(len(headings) - 1, len(headings) - 1, 14, None, {'hidden': True})
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line):
            if isinstance(value, date):
                page.write_datetime(number, column, value, days)
            elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                page.write_number(number, column, float(value))
            elif value not in ('', None):
                page.write_string(number, column, _harmless(str(value)))
    book.close()
    return target.getvalue()


def _harmless(written: str) -> str:
    """Text that no spreadsheet takes for a formula; `app.cells.text` takes the apostrophe off again."""
    return ("'" if written[:1] and written[0] in FORMULA_STARTS else '') + written[:LONGEST_CELL]
