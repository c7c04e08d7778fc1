"""Files that lie, break off or hold too much: a clear sentence, no crash, no growth in memory."""

import io

import pytest
from xlsxwriter import Workbook

from app import workbook
from tests.test_sheets import CLEAN, HEADER, LINE, PNG, refused, xlsx, zip_of


@pytest.mark.parametrize(
    'data',
    [
        b'%PDF-1.7\n%\xe2\xe3',
        b'%PDF-1.4 plain',
        PNG,
        b'<html><table><tr><td>x',
        b'  <?xml version="1.0"?>',
        b'{\\rtf1',
        bytes(range(256)),
    ],
)
def test_what_is_no_spreadsheet_is_refused(data: bytes) -> None:
    assert refused(data).code == 'not_a_spreadsheet'


@pytest.mark.parametrize('data', [b'', b'\n\n  \n', b'\xef\xbb\xbf', b',,,\n,,', xlsx([])])
def test_an_empty_file_is_told_apart(data: bytes) -> None:
    assert refused(data).code == 'empty_spreadsheet'


def test_broken_files_are_refused() -> None:
    assert refused(CLEAN[:4000]).code == 'broken_spreadsheet'
    assert refused(CLEAN[:3000] + bytes(200) + CLEAN[3200:]).code == 'broken_spreadsheet'
    assert refused(workbook.OLD_EXCEL + bytes(5000), 'old.xls').code == 'broken_spreadsheet'
    assert refused(zip_of({'xl/workbook.xml': b'<workbook/>'})).code == 'broken_spreadsheet'


def test_other_archives_are_no_spreadsheets() -> None:
    assert refused(zip_of({'word/document.xml': b'<w/>'})).code == 'not_a_spreadsheet'


def test_locked_files_and_macros_are_refused() -> None:
    locked = workbook.OLD_EXCEL + bytes(500) + 'EncryptedPackage'.encode('utf-16-le')
    assert refused(locked).code == 'locked_spreadsheet'
    assert refused(zip_of({'xl/workbook.xml': b'<w/>', 'xl/vbaProject.bin': b'x'})).code == 'macros_in_spreadsheet'


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    bomb = zip_of({'xl/workbook.xml': b'<w/>', 'xl/worksheets/sheet1.xml': bytes(60_000_000)})
    assert refused(bomb).code == 'too_large_spreadsheet'
    assert refused(zip_of({'xl/workbook.xml': bytes(1_000_000)})).code == 'too_large_spreadsheet'  # a ratio of 1,000
    assert (
        refused(zip_of({f'xl/{n}': b'' for n in range(201)} | {'xl/workbook.xml': b''})).code == 'too_large_spreadsheet'
    )
    assert refused(b'PK' + bytes(workbook.MOST_BYTES)).code == 'too_large_spreadsheet'


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(zip_of({'xl/workbook.xml': b'<w/>', 'xl/worksheets/sheet1.xml': bytes(3_000_000)}))
    real, told = (3_000_000).to_bytes(4, 'little'), (300).to_bytes(4, 'little')
    assert bomb.count(real) == 2
    assert refused(bytes(bomb).replace(real, told)).code == 'broken_spreadsheet'


def test_a_lonely_cell_at_the_far_end_cannot_eat_the_memory() -> None:
    target = io.BytesIO()
    book = Workbook(target)
    page = book.add_worksheet()
    page.write(0, 0, '名称')
    page.write(1_048_575, 16_383, 'x')
    book.close()
    assert refused(target.getvalue()).code == 'too_large_spreadsheet'


def test_too_many_rows_are_refused() -> None:
    assert refused(f'{HEADER}\n'.encode() + f'{LINE}\n'.encode() * 20_200).code == 'too_large_spreadsheet'


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, 'SECONDS', 0.001)
    assert refused(CLEAN).code == 'too_large_spreadsheet'


def test_missing_columns_are_named_with_those_found() -> None:
    problem = refused(xlsx([['固定资产台账'], ['资产编号', '数量', '单价'], ['A-1', 2, 3]]))
    assert problem.code == 'missing_columns'
    assert problem.facts['wanted'] == ['资产名称']
    assert problem.facts['found'] == ['资产编号', '数量', '单价']
    assert refused(b'hello world\nthis is no table').facts['found'] == ['hello world']
