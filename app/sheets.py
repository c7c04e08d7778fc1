"""Ways in and out for a register: a spreadsheet is read, then checked; rows are written as a workbook again."""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from app.cells import FORMULA_STARTS, STATE_WORDS, text
from app.columns import COLUMNS, REQUIRED, find_header, keys_of
from app.core.errors import BadInput
from app.lines import PIECE_PRICE, check_rows
from app.rows import Finding, Known, Row
from app.workbook import Grid, open_workbook

__all__ = [
    'Finding', 'Known', 'Row', 'Sheet',
    'check_register', 'count_rows', 'read_register', 'write_register', 'write_rejects',
]  # fmt: skip

LONGEST_CELL = 32_000


@dataclass(frozen=True)
class Sheet:
    """A sheet in which a register was recognised."""

    grid: Grid
    header: int
    filename: str = ''

    @property
    def name(self) -> str:
        return self.grid.name

    @property
    def columns(self) -> dict[str, int]:
        """Where each known column is."""
        return keys_of(self.grid.rows[self.header])

    @property
    def headings(self) -> list[str]:
        return [text(cell) for cell in self.grid.rows[self.header]]


def read_register(data: bytes, filename: str = '') -> Sheet:
    """The first sheet of a file that looks like a register.

    Raises BadInput: those of `open_workbook`, and `missing_columns` with the facts `wanted` and `found`.
    """
    grids = open_workbook(data)
    for grid in grids:
        header = find_header(grid.rows)
        if header is not None and all(key in keys_of(grid.rows[header]) for key in REQUIRED):
            return Sheet(grid, header, filename)
    raise _missing_columns(grids)


def _missing_columns(grids: Sequence[Grid]) -> BadInput:
    grid = grids[0]
    header = find_header(grid.rows) or next(number for number, row in enumerate(grid.rows) if any(map(text, row)))
    found = [text(cell)[:40] for cell in grid.rows[header] if text(cell)]
    wanted = [column.zh for column in COLUMNS if column.key in REQUIRED]
    wanted_en = [column.en for column in COLUMNS if column.key in REQUIRED]
    return BadInput('missing_columns', wanted=wanted, wanted_en=wanted_en, found=found[:30])


def check_register(
    sheet: Sheet, known: Known | None = None, piece_price: Decimal = PIECE_PRICE, today: date | None = None
) -> list[Row]:
    """What every physical row would do; nothing is written. From `piece_price` yuan on, each piece has its own tag."""
    return check_rows(sheet.grid, sheet.header, known or Known(), piece_price, today)


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
