"""Spreadsheets: a clean register comes in whole, a dirty one as far as it makes sense, a lying one not at all."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from app import workbook
from app.core.errors import BadInput
from app.sheets import Known, Row, Sheet, check_register, choose, count_rows, open_sheet, read_register

CLEAN = (Path(__file__).parent / 'data' / 'register-clean.xlsx').read_bytes()
TODAY = date(2026, 11, 21)
HEADER = '资产编号,资产名称,计量单位,数量,单价,购置日期,存放地点'
LINE = 'QH2020-0001,吊扇,台,4,210,2020-05-06,一(1)班教室'


def sheet_of(*lines: str) -> Sheet:
    return read_register('\n'.join(lines).encode(), 'register.csv')


def lines_of(*lines: str, known: Known | None = None) -> list[Row]:
    """The rows under a header, checked."""
    return check_register(sheet_of(HEADER, *lines), known, today=TODAY)[1:]


def one(**changed: str) -> Row:
    """One row that is right but for what is changed."""
    fields = dict(zip(HEADER.split(','), LINE.split(','), strict=True)) | changed
    return lines_of(','.join(f'"{value}"' for value in fields.values()))[0]


def xlsx(rows: list[list[Any]], merged: tuple[str, ...] = ()) -> bytes:
    target = io.BytesIO()
    book = Workbook(target, {'in_memory': True})
    page = book.add_worksheet('台账')
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    for block in merged:
        page.merge_range(block, rows[int(''.join(filter(str.isdecimal, block.split(':')[0]))) - 1][6])
    book.close()
    return target.getvalue()


def refused(data: bytes, name: str = 'register.xlsx') -> BadInput:
    with pytest.raises(BadInput) as problem:
        read_register(data, name)
    return problem.value


def test_the_clean_register_comes_in_whole() -> None:
    rows = check_register(read_register(CLEAN, 'register-clean.xlsx'), today=TODAY)
    kept = [row.values for row in rows if row.values]
    assert count_rows(rows) == {
        'created': 60, 'updated': 0, 'unchanged': 0, 'warned': 0, 'rejected': 0, 'skipped': 1, 'tags': 115,
    }  # fmt: skip
    assert sum(values['quantity'] for values in kept) == 347
    assert sum(values['amount'] for values in kept) == 376782
    assert len({values['place'] for values in kept}) == 12
    assert kept[0] == {
        'code': 'QH2017-0001', 'name': '学生课桌椅', 'category': '家具和用具', 'category_key': 'furniture',
        'spec': '升降式 600×400', 'unit': '套', 'quantity': 45, 'price': Decimal(245), 'amount': Decimal(11025),
        'bought': '2017-06-11', 'funds': '公用经费', 'department': '小学部', 'place': '一(1)班教室',
        'custodian': '王海燕', 'state': 'in_use', 'remarks': '', 'pieces': 1, 'serial': '', 'old_code': '', 'codes': [],
    }  # fmt: skip


def test_the_same_file_twice_changes_nothing() -> None:
    sheet = read_register(CLEAN)
    first = check_register(sheet, today=TODAY)
    known = Known({row.key: (f'thing-{row.number}', row.digest) for row in first if row.key})
    again = count_rows(check_register(sheet, known, today=TODAY))
    assert (again['unchanged'], again['created'], again['updated']) == (60, 0, 0)


def test_a_changed_row_updates_its_thing() -> None:
    first = lines_of(LINE)[0]
    known = Known({first.key: ('thing-1', first.digest)})
    changed = lines_of(LINE.replace('210', '260'), known=known)[0]
    assert (changed.outcome, changed.thing) == ('update', 'thing-1')


def test_rows_without_a_code_are_found_again_by_name_and_place() -> None:
    bare = LINE.replace('QH2020-0001', '')
    first = lines_of(bare, bare)
    assert first[0].key != first[1].key
    known = Known({row.key: (str(row.number), row.digest) for row in first})
    assert [row.outcome for row in lines_of(bare, bare, known=known)] == ['unchanged', 'unchanged']


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'gb18030', 'utf-16', 'utf-16-le', 'utf-16-be'])
@pytest.mark.parametrize('separator', [',', ';', '\t'])
def test_text_files_of_every_office_are_read(encoding: str, separator: str) -> None:
    text = f'{HEADER}\r\n{LINE}\r\n\r\n'.replace(',', separator)
    rows = check_register(read_register(text.encode(encoding), 'register.csv'), today=TODAY)
    assert [row.outcome for row in rows] == ['skip', 'create']
    assert rows[1].values['place'] == '一(1)班教室'


def test_the_header_is_found_below_titles_with_breaks_and_spaces_in_it() -> None:
    data = xlsx([
        ['青禾实验小学固定资产明细台账'], ['编制单位：总务处', '', '', '单位：元'], [],
        ['基本信息', '', '', '数量及价值'],
        ['序号', '固定资产编号', '物品\n名称', '计量\n单位', '数 量', '单价\n（元）', '存放地点', '购置日期', '备  注'],
        [1, 'A-1', '吊扇', '台', 4, 210, '一(1)班教室', '2020.5.6', ''],
    ])  # fmt: skip
    rows = check_register(read_register(data), today=TODAY)
    assert [row.outcome for row in rows] == ['skip'] * 5 + ['create']
    assert rows[5].values['code'] == 'A-1'
    assert rows[5].number == 6


def test_english_headings_are_understood() -> None:
    sheet = sheet_of('Asset code,Name,Unit,Quantity,Unit price,Purchase date,Storage place,Status', LINE + ',In use')
    row = check_register(sheet, today=TODAY)[1]
    assert (row.outcome, row.values['state'], row.values['price']) == ('create', 'in_use', 210)


def test_rows_that_are_no_things_are_passed_over_in_silence() -> None:
    lines = ['小  计,,,4', '合    计,,,4,￥840', HEADER, ',,,', '一、小学部明德楼', '制表人：周敏    审核人：', '', '7']
    assert {row.outcome for row in lines_of(LINE, *lines)[1:]} == {'skip'}


def test_same_as_above_and_merged_places_are_filled_down_within_a_section() -> None:
    head = [HEADER.split(',')]
    body = [
        [f'A-{n}', '吊扇', '台', 4, 210, '2020-05-06', place]
        for n, place in enumerate(['音乐教室', '', '', '同上', '〃'])
    ]
    section, after = [['二、致远楼']], [['A-9', '吊扇', '台', 4, 210, '2020-05-06', '〃']]
    rows = check_register(read_register(xlsx(head + body + section + after, merged=('G2:G4',))), today=TODAY)
    assert [row.values['place'] for row in rows[1:6]] == ['音乐教室'] * 5
    assert rows[7].codes == ['W03']


def test_a_code_in_use_is_not_given_away_twice() -> None:
    first, pasted, other = lines_of(LINE, LINE, LINE.replace('吊扇', '空调').replace('QH2020-0001', 'qh2020—0001'))
    assert (first.outcome, pasted.outcome, pasted.codes) == ('create', 'reject', ['R3'])
    assert (other.outcome, other.codes, other.values['code']) == ('warn', ['W02'], '')
    assert other.values['old_code'] == 'QH2020-0001'
    assert '原编号：QH2020-0001' in other.values['remarks']


def test_a_range_of_codes_means_a_tag_for_every_piece() -> None:
    row = one(资产编号='QH2018-0301～0304', 数量='4')
    assert row.values['codes'] == ['QH2018-0301', 'QH2018-0302', 'QH2018-0303', 'QH2018-0304']
    assert (row.outcome, row.values['code'], row.pieces) == ('create', 'QH2018-0301..QH2018-0304', 4)
    assert one(资产编号='QH2018-0301..QH2018-0304', 数量='4').values['codes'] == row.values['codes']
    assert one(资产编号='QH2018-0301至0303', 数量='4').codes == ['W12']


def test_dear_things_have_a_tag_a_piece_and_cheap_ones_one_for_the_batch() -> None:
    assert one(单价='500').pieces == 4
    assert one(单价='499.99').pieces == 1
    sheet = sheet_of(HEADER, LINE)
    assert check_register(sheet, piece_price=Decimal(200))[1].pieces == 4


def test_places_are_never_made_silently() -> None:
    known = Known(places={'一(1)班教室', '音乐教室'}, aliases={'明德楼101室': '一(1)班教室'})
    spelled = ['一年级一班', '一（１）班', '1(1)班', '一1班', '明德楼 101 室', '音乐教室 ', '老校区']
    rows = lines_of(
        *(LINE.replace('0001', f'{n:04}').replace('一(1)班教室', place) for n, place in enumerate(spelled)), known=known
    )
    assert [row.values['place'] for row in rows] == ['一(1)班教室'] * 5 + ['音乐教室', '']
    assert rows[-1].codes == ['W04']
    assert '老校区' in rows[-1].values['remarks']


def test_the_second_custodian_goes_into_the_remarks() -> None:
    sheet = sheet_of('名称,数量,保管人', '吊扇,1,林志强、于秀英')
    row = check_register(sheet)[1]
    assert (row.codes, row.values['custodian'], row.values['remarks']) == (['W10'], '林志强', '另有保管人：于秀英')


def test_columns_that_are_not_there_are_not_asked_for() -> None:
    row = check_register(sheet_of('名称,存放地点', '吊扇,操场'))[1]
    assert (row.outcome, row.values['quantity']) == ('create', 1)


def test_an_error_in_a_cell_is_not_a_blank() -> None:
    target = io.BytesIO()
    book = Workbook(target)
    page = book.add_worksheet()
    page.write_row(0, 0, ['名称', '数量'])
    page.write_row(1, 0, ['吊扇'])
    page.write_formula(1, 1, '=NA()', None, '#N/A')
    page.write_row(2, 0, ['空调'])
    page.write_formula(2, 1, '=1+2', None, 3)
    book.close()
    rows = check_register(read_register(target.getvalue()))
    assert (rows[1].codes, rows[2].values['quantity']) == (['R2'], 3)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.text(max_size=20) | st.sampled_from(['同上', '合计', '2019.9', '3', HEADER]), max_size=8),
        max_size=12,
    )
)
def test_no_table_breaks_the_check(table: list[list[str]]) -> None:
    grid = workbook.Grid('', [HEADER.split(','), *table])
    rows = check_register(Sheet(grid, 0), today=TODAY)
    assert [row.number for row in rows] == list(range(1, len(table) + 2))
    assert all(row.key for row in rows if row.outcome not in ('skip', 'reject'))


PNG = b'\x89PNG\r\n\x1a\n' + bytes(64)


def test_a_workbook_with_a_sheet_for_each_year_names_those_that_were_not_read() -> None:
    target = io.BytesIO()
    with Workbook(target) as book:
        for year in ('2019', '2020'):
            page = book.add_worksheet(year)
            page.write_row(0, 0, ['资产编号', '资产名称'])
            page.write_row(1, 0, [f'A-{year}', '风琴'])
        book.add_worksheet('说明').write(0, 0, '填表说明')
    first, second = (open_sheet(target.getvalue(), 'years.xlsx', name) for name in ('', '2020'))
    assert (first.name, first.others) == ('2019', ('2020',))
    assert (second.name, second.others) == ('2020', ('2019',))
    assert check_register(choose(second, {}))[1].values['code'] == 'A-2020'


def test_notes_on_a_second_sheet_are_not_imported() -> None:
    target = io.BytesIO()
    book = Workbook(target)
    book.add_worksheet('填表说明').write_column(0, 0, ['填表说明', '1. 名称写全称', '2. 数量写整数'])
    book.add_worksheet('台账').write_row(0, 0, HEADER.split(','))
    book.close()
    assert read_register(target.getvalue()).name == '台账'


def zip_of(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()
