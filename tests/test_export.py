"""The export: read back it changes nothing, an edited row changes its own thing alone, and no cell is a formula."""

import io
import zipfile

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app import registering
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.import_rows import check_file, write_rows
from models import Thing
from tests.cast import School

LETTERS = st.characters(exclude_categories=['Cs', 'Cc'])
TEXT = st.one_of(
    st.text(LETTERS, max_size=30), st.sampled_from(['=1+1', '@x', "'=a", '同上', '合计', '张三、李四', '12', '2017.6', 'TRUE', '+1', '-', '〃', '一行\n两行']),
)  # fmt: skip
NAME = TEXT.map(str.strip).filter(lambda name: 0 < len(name) < 60)
THING = st.fixed_dictionaries(
    {'name': NAME},
    optional={
        'code': TEXT, 'spec': TEXT, 'unit': st.text(LETTERS, max_size=10), 'serial': TEXT, 'remarks': TEXT, 'brand': TEXT,
        'custodian': TEXT, 'department': TEXT, 'supplier': TEXT, 'gb_code': st.sampled_from(['', 'A02010105']),
        'quantity': st.integers(1, 9999), 'price': st.decimals(0, 10**7, places=2).map(str),
        'bought': st.sampled_from(['', '2017', '2017-06', '2017-06-11']), 'life': st.integers(1, 60),
        'booked': st.sampled_from(['', '2026-11']), 'state': st.sampled_from(['in_use', 'idle', 'repair', 'lent', '']),
        'pieces': st.integers(1, 3),
    },
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(things=st.lists(THING, min_size=1, max_size=4), language=st.sampled_from(['zh-CN', 'en']))
async def test_whatever_the_register_holds_its_export_changes_nothing(
    school: School, things: list[dict], language: str
) -> None:
    entries = [enter('register.add', thing | {'inside': school.id_of('room')}) for thing in things]
    assert {verdict.verdict for verdict in await write(entries, the_server())} == {'accepted'}
    _, rows = await check_file(await registering.export_file(language), 'export.xlsx')
    held = await Thing.filter(kind='asset').exclude(state='retired').count()
    assert [row.cells for row in rows[1:] if row.outcome != 'unchanged'] == []
    assert len(rows) == held + 1


def edited(data: bytes, edits: dict[tuple[str, str], str]) -> bytes:
    """The workbook as somebody saves it again: (name, heading) → what they typed there."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {'strings_to_formulas': False})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write(number, column, edits.get((row[1], rows[0][column]), cell))
    book.close()
    return target.getvalue()


async def test_an_edited_row_changes_its_own_thing_even_by_its_name_and_code(school: School) -> None:
    data = await registering.export_file('zh-CN')
    changed = edited(
        data, {('吊扇', '资产名称'): '壁扇', ('吊扇', '资产编号'): 'F-9', ('学生课桌', '保管人'): '于秀英'}
    )
    _, rows = await check_file(changed, 'export.xlsx')
    assert sorted(row.outcome for row in rows)[-1] in ('update', 'warn')
    await write_rows(rows, the_server(), 'export.xlsx')
    fan, desk = await Thing.get(id=school.things['fan']), await Thing.get(id=school.things['desk'])
    assert (fan.name, fan.code, desk.custodian) == ('壁扇', 'F-9', '于秀英')
    assert await Thing.filter(kind='asset').count() == 3
    _, rows = await check_file(changed, 'export.xlsx')
    assert 'create' not in [row.outcome for row in rows]


async def test_an_old_export_takes_nothing_back_that_was_changed_since(school: School) -> None:
    data = await registering.export_file('zh-CN')
    await write([enter('register.revise', {'custodian': '于秀英'}, thing_id=school.id_of('fan'))], the_server())
    _, rows = await check_file(data, 'export.xlsx')
    assert {row.outcome for row in rows} == {'skip', 'unchanged'}


async def test_no_cell_of_the_export_is_a_formula(school: School) -> None:
    await write(
        [enter('register.add', {'name': '=HYPERLINK("http://x")', 'remarks': '+1', 'code': '@a'})], the_server()
    )
    data = await registering.export_file('zh-CN')
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read('xl/worksheets/sheet1.xml').decode()
        assert '<f>' not in sheet
        assert 'hidden="1"' in sheet
    cells = {
        cell
        for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        for cell in row
    }
    assert not any(isinstance(cell, str) and cell[:1] in ('=', '+', '@', '-') and len(cell) > 1 for cell in cells)
