"""A register as a workbook again: what was rejected, and exports that read back unchanged."""

import io
import zipfile
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.sheets import Known, check_register, read_register, write_register, write_rejects
from tests.test_sheets import CLEAN, HEADER, LINE, TODAY, sheet_of


def test_rejected_rows_go_back_as_they_came_with_the_reason_last() -> None:
    sheet = sheet_of(HEADER, LINE, LINE.replace('吊扇', ''), LINE.replace('4,210', '=1+1,210'))
    rows = check_register(sheet, today=TODAY)
    back = write_rejects(sheet, rows, lambda finding: finding.word)
    table = CalamineWorkbook.from_filelike(io.BytesIO(back)).get_sheet_by_index(0).to_python()
    assert table[0] == [*HEADER.split(','), '退回原因']
    assert [line[-1] for line in table[1:]] == ['sheets-missing_name', 'sheets-odd_quantity']
    assert table[2][3] == "'=1+1"
    corrected = check_register(read_register(back), today=TODAY)
    assert [row.codes for row in corrected[1:]] == [['R1'], ['R2']]


@pytest.mark.parametrize('language', ['zh-CN', 'en'])
def test_an_export_comes_in_again_unchanged(language: str) -> None:
    first = check_register(read_register(CLEAN), today=TODAY)
    back = write_register([row.values for row in first if row.values], language)
    known = Known({row.key: ('x', row.digest) for row in first if row.key})
    again = check_register(read_register(back), known, today=TODAY)
    assert Counter(row.outcome for row in again) == {'unchanged': 60, 'skip': 1}


@pytest.mark.parametrize('start', ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
def test_text_that_looks_like_a_formula_stays_text(start: str) -> None:
    name = f'{start}cmd|吊扇!A1'
    back = write_register([{'name': name, 'quantity': 1, 'code': f'{start}1'}])
    page = zipfile.ZipFile(io.BytesIO(back))
    assert b'<f>' not in page.read('xl/worksheets/sheet1.xml')
    assert page.read('xl/sharedStrings.xml').count(b">'") == 2
    assert check_register(read_register(back))[1].values['name'] == name.strip()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec='utf-8'), max_size=60), min_size=1, max_size=8))
def test_any_text_can_be_exported(names: list[str]) -> None:
    write_register([{'name': name, 'remarks': name * 3} for name in names])
