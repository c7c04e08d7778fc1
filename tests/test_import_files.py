"""Files that people have, and files that lie: read whatever the name says, refused in words, never a crash."""

import csv
import io
import resource
import struct
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from app import cells, workbook_text
from app.core.errors import BadInput
from app.place_names import PlaceNames
from app.rows import Known
from app.sheets import check_register, read_register
from tests.cast import told
from tests.test_sheets import CLEAN, HEADER, LINE, TODAY, refused, zip_of

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
)
ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
 <table:table table:name="台账">{}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(rows: list[list[str]], more: str = '', **files: str) -> bytes:
    """An OpenDocument spreadsheet, written out by hand; `more` is XML after the rows."""

    def cell(value: str) -> str:
        kind = (
            f'office:value-type="float" office:value="{value}"' if value.isdecimal() else 'office:value-type="string"'
        )
        return f'<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>'

    lines = ''.join(f'<table:table-row>{"".join(map(cell, row))}</table:table-row>' for row in rows)
    return zip_of(
        {
            'mimetype': b'application/vnd.oasis.opendocument.spreadsheet',
            'content.xml': ODS.format(lines + more).encode(),
            'META-INF/manifest.xml': MANIFEST.format('').encode(),
        }
        | {name: content.encode() for name, content in files.items()}
    )


def test_open_document_spreadsheets_are_read() -> None:
    rows = check_register(read_register(ods([HEADER.split(','), LINE.split(',')]), 'register.ods'), today=TODAY)
    assert [row.outcome for row in rows] == ['skip', 'create']
    assert (rows[1].values['quantity'], rows[1].values['bought']) == (4, '2020-05-06')


def test_ten_million_empty_rows_do_not_fill_the_memory() -> None:
    empty = '<table:table-row table:number-rows-repeated="10000000"><table:table-cell/></table:table-row>'
    last = '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for more in (empty, empty + last):
        data = ods([HEADER.split(','), LINE.split(',')], more)
        try:
            assert len(read_register(data).grid.rows) == 2
        except BadInput as problem:
            assert problem.code == 'too_large_spreadsheet'
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_100_000
    assert time.monotonic() - start < 60


def test_open_documents_that_are_locked_hold_macros_or_no_table_are_refused() -> None:
    rows = [HEADER.split(','), LINE.split(',')]
    locked = ods(rows, **{'META-INF/manifest.xml': MANIFEST.format('<manifest:encryption-data/>')})
    assert refused(locked).code == 'locked_spreadsheet'
    assert refused(ods(rows, **{'Basic/Standard/Module1.xml': 'x'})).code == 'macros_in_spreadsheet'
    text = ods(rows, mimetype='application/vnd.oasis.opendocument.text')
    assert refused(text).code == 'not_a_spreadsheet'
    assert refused(ods(rows)[:-200]).code == 'broken_spreadsheet'


BIFF2 = struct.pack('<HHHH', 0x0009, 4, 2, 0x10) + struct.pack('<HH', 0x000A, 0)
HTML = '<html><head><meta charset="gb2312"></head><body><table><tr><td>资产名称</td></tr></table>'.encode('gb18030')


@pytest.mark.parametrize(
    ('data', 'name', 'code', 'word'),
    [
        (BIFF2 + bytes(400), 'old.xls', 'not_a_spreadsheet', '三十年'),
        (BIFF2.replace(b'\x09\x00\x04\x00', b'\x09\x02\x06\x00') + bytes(400), 'old.xls', 'not_a_spreadsheet', '三十年'),
        (HTML, 'register.xls', 'not_a_spreadsheet', '网页'),
        (b'%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj', 'register.xlsx', 'not_a_spreadsheet', '不是表格'),
        (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(2000), 'register.xlsx', 'broken_spreadsheet', '损坏'),
        (CLEAN[: len(CLEAN) // 2], 'register.xlsx', 'broken_spreadsheet', '损坏'),
        (zip_of({'xl/workbook.xml': b'<w/>', 'xl/vbaProject.bin': b'x'}), 'register.xlsm', 'macros_in_spreadsheet', '宏'),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_says_is_refused_in_words(data: bytes, name: str, code: str, word: str) -> None:
    problem = refused(data, name)
    assert problem.code == code
    assert word in told(code, problem.facts)


def test_a_spreadsheet_is_read_by_its_content_and_not_by_its_name() -> None:
    for name in ('register.xls', 'register.csv', 'register.pdf', ''):
        assert read_register(CLEAN, name).columns['name'] == 1


def test_formulas_are_not_computed_but_their_stored_values_are_read() -> None:
    target = io.BytesIO()
    book = Workbook(target)
    page = book.add_worksheet()
    page.write_row(0, 0, ['名称', '数量', '单价', '金额'])
    page.write_row(1, 0, ['吊扇'])
    page.write_formula(1, 1, '=1+1', None, 2)
    page.write_formula(1, 2, '=WEBSERVICE("http://localhost/")', None, '')
    page.write_formula(1, 3, '=B2*C2', None, '')
    book.close()
    row = check_register(read_register(target.getvalue()))[1]
    assert (row.values['quantity'], row.values['price'], row.codes) == (2, None, ['W06'])


def test_a_file_that_refers_to_itself_and_to_others_is_read_without_following() -> None:
    """An entity of an entity in the XML, and a link to another workbook."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    target = io.BytesIO()
    book = Workbook(target)
    book.add_worksheet().write_row(0, 0, ['名称', '数量'])
    book.close()
    with zipfile.ZipFile(target) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    head, strings = files['xl/sharedStrings.xml'].split(b'?>', 1)
    files['xl/sharedStrings.xml'] = bomb + strings.replace(b'</t>', b'&b;</t>', 1)
    assert b'&b;' in files['xl/sharedStrings.xml'] and head
    files['xl/externalLinks/externalLink1.xml'] = b'<externalLink/>'
    try:
        assert len(read_register(zip_of(files)).headings) == 2
    except BadInput as problem:
        assert problem.code in ('broken_spreadsheet', 'too_large_spreadsheet', 'missing_columns')


WORDS = st.text(st.characters(codec='gb18030', categories=['Lo', 'Nd']), min_size=1, max_size=12)


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(st.lists(WORDS, min_size=7, max_size=7), min_size=1, max_size=6),
    encoding=st.sampled_from(['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be']),
    separator=st.sampled_from(',;\t'),
    ends=st.sampled_from(['\r', '\n', '\r\n']),
)
def test_every_text_comes_back_whatever_it_is_written_in(
    rows: list[list[str]], encoding: str, separator: str, ends: str
) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=separator, lineterminator=ends).writerows([HEADER.split(','), *rows])
    found = workbook_text.read_text(target.getvalue().encode(encoding), 100, 100)
    assert [row for row in found if row] == [HEADER.split(','), *rows]


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(st.lists(st.text('的一是在不了有和人这中大为上个国我以要他', min_size=1, max_size=9), min_size=7, max_size=7), max_size=6),
    separator=st.sampled_from(',;\t'),
    ends=st.sampled_from(['\r', '\n', '\r\n']),
)  # fmt: skip
def test_chinese_in_its_own_encoding_is_told_from_western_text(
    rows: list[list[str]], separator: str, ends: str
) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=separator, lineterminator=ends).writerows([HEADER.split(','), *rows])
    assert workbook_text.read_text(target.getvalue().encode('gb18030'), 100, 100)[0] == HEADER.split(',')


@pytest.mark.parametrize(
    'text', ['Générateur;2;Salle élèves', 'Große Tür;1;Büro', 'Café “table”;3;Zürich – Höfe', 'Niño;1;Año']
)
def test_western_text_is_told_from_chinese(text: str) -> None:
    data = f'Name;Quantity;Location\n{text}\n'.encode('cp1252')
    assert workbook_text.read_text(data, 9, 9)[1] == text.split(';')


CELLS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.dates() | st.text(max_size=40)


@settings(max_examples=200, deadline=None)
@given(
    cell=CELLS
    | st.sampled_from(['１２', '￥1,2', '2019.', '一(1)班', '1e400', '9' * 400, 'A1~A9999999', '12:30', '\ud800'])
)
def test_no_cell_breaks_the_cleaners(cell: object) -> None:
    value = '' if cell is None else cell
    day, _ = cells.day(value, TODAY)
    assert day is None or 1950 <= int(day[:4]) <= TODAY.year + 1
    money, _ = cells.money(value)
    assert money is None or 0 <= money < cells.MOST_MONEY
    number, _, _ = cells.quantity(value)
    assert number is None or 0 < number <= cells.MOST_PIECES
    for clean in (cells.name, cells.code, cells.state, cells.place_key):
        clean(value)
    assert len(cells.code_range(cells.code(value)[0])) <= 10_000


@settings(max_examples=100, deadline=None)
@given(
    written=st.text('一(1)班教室明德楼 /１（）', max_size=12),
    names=st.lists(st.text('一二(12)班室楼', min_size=1, max_size=6), max_size=5),
)
def test_a_place_that_is_found_is_one_of_those_that_there_are(written: str, names: list[str]) -> None:
    places = PlaceNames(['操场', *names])
    found = places.find(written) if written.strip() else None
    assert found is None or found in {'操场', *names}


@pytest.mark.parametrize(
    ('written', 'like'),
    [
        ('音乐室', '音乐教室'), ('信息技术室', '信息技术教室'), ('四(1)班教室', ''),
        ('中一班活动室', ''), ('小二班活动室', ''), ('图书馆', ''),
    ],
)  # fmt: skip
def test_only_a_place_that_is_told_by_the_same_numbers_is_held_for_the_one_that_is_meant(
    written: str, like: str
) -> None:
    places = PlaceNames(['音乐教室', '信息技术教室', '四(2)班教室', '小一班活动室', '图书角'])
    assert places.like(written) == like


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: CLEAN[:3000] + tail))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        check_register(read_register(data), Known(places={'操场'}), today=date(2026, 11, 21))
    except BadInput as problem:
        told(problem.code, problem.facts)


def test_a_reader_alone_gives_up_before_the_machine_does(tmp_path: Path) -> None:
    """What the child process is given: it ends by itself, with a code of its own, on a sheet that fills its memory."""
    script = Path(__file__).parent.parent / 'app' / 'workbook_reader.py'
    done = subprocess.run(
        [sys.executable, '-I', str(script), '100', '100'], input=b'PK\x03\x04' * 100, capture_output=True
    )
    assert (done.returncode, done.stdout) == (4, b'')
