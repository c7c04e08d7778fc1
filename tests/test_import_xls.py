"""Workbooks of Excel 97 (.xls, BIFF8), as old machines still write them, say the same as new ones."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwt

from app.rows import Known
from app.sheets import check_register, read_register
from app.workbook import Grid, open_workbook
from tests.test_import_files import refused
from tests.test_sample_register import places

__all__ = ['places']

DATA = Path(__file__).parent / 'data'
DAY = xlwt.easyxf(num_format_str='YYYY-MM-DD')
ERRORS = {'#NULL!': 0x00, '#DIV/0!': 0x07, '#VALUE!': 0x0F, '#REF!': 0x17, '#NAME?': 0x1D, '#NUM!': 0x24, '#N/A': 0x2A}
TODAY = date(2026, 11, 21)


def xls_of(grids: list[Grid], **hidden: list[list[Any]]) -> bytes:
    """The same sheets as Excel 97 would have saved them, and further ones that are hidden."""
    book = xlwt.Workbook(encoding='utf-8')
    for grid in grids:
        page = book.add_sheet(grid.name)
        for row, cells in enumerate(grid.rows):
            for column, value in enumerate(cells):
                _write(page.row(row), column, value)
        page.merged_ranges.extend((top, bottom, left, right) for top, left, bottom, right in grid.merged)
    for name, rows in hidden.items():
        page = book.add_sheet(name)
        page.visibility = 1
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                page.write(row, column, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write(row: Any, column: int, value: Any) -> None:
    if isinstance(value, str) and value in ERRORS:
        row.set_cell_error(column, ERRORS[value])
    elif isinstance(value, datetime | date):
        row.set_cell_date(column, value, DAY)
    elif value != '':
        row.write(column, value)


def test_the_messy_register_saved_by_excel_97_has_the_same_fate_row_by_row(places: Known) -> None:
    new = (DATA / 'sample-register.xlsx').read_bytes()
    old = xls_of(open_workbook(new))
    assert old.startswith(b'\xd0\xcf\x11\xe0'), 'a compound file, as Excel 97 to 2003 wrote them'
    fates = [
        [
            (row.number, row.outcome, row.values, row.codes, row.notes)
            for row in check_register(sheet, places, today=TODAY)
        ]
        for sheet in (read_register(old, 'sample-register.xls'), read_register(new, 'sample-register.xlsx'))
    ]
    assert len(fates[0]) == len(fates[1]) > 600
    for was, now in zip(*fates, strict=True):
        assert was == now


def test_hidden_sheets_are_not_read_and_numbers_stay_numbers() -> None:
    rows = [['资产编号', '资产名称', '数量', '单价', '购置日期'], ['A-1', '风琴', 2.0, 1200.5, date(2019, 9, 1)]]
    data = xls_of([Grid('台账', rows)], 备份=[['资产名称'], ['旧风琴']])
    sheet = read_register(data, 'old.xls')
    [row] = check_register(sheet, today=TODAY)[1:]
    assert sheet.name == '台账'
    assert (row.values['name'], row.values['quantity'], str(row.values['price'])) == ('风琴', 2, '1200.50')
    assert row.values['bought'] == '2019-09-01'


@pytest.mark.parametrize('size', [600, 2000, 4096])
def test_a_workbook_that_breaks_off_is_refused_and_not_half_read(size: int) -> None:
    data = xls_of([Grid('台账', [['资产名称', '数量'], *[['风琴', 1.0]] * 50])])
    assert refused(data[:size], 'old.xls').code == 'broken_spreadsheet'
