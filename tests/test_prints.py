"""Paper: the blank sheet and the month's record."""

import io
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from app import checklists, prints, prints_blank, prints_files
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write, write_one
from app.prints_shape import Sheet, Table
from models import Repair, Thing
from tests.cast import School, clean_answers, told

MONTH = datetime(2026, 3, 2, 1, tzinfo=UTC)  # the second of March in Shanghai


def text_of(pdf: bytes) -> str:
    return ''.join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).replace('\r\n', '')


async def checked(school: School, days: int, **faults: str) -> None:
    body = (await checklists.current('play-weekly')).body
    entries = [
        enter(
            'inspections.inspect',
            {'checklist': 'play-weekly', 'version': 1, 'answers': clean_answers(body, **(faults if not day else {}))},
            thing_id=school.id_of('slide'), at=MONTH + timedelta(days=day),
        )
        for day in range(days)
    ]  # fmt: skip
    await write(entries, the_server())


async def test_the_blank_sheet_of_every_starter_can_be_printed_in_both_languages(school: School) -> None:
    slide = await Thing.get(id=school.things['slide'])
    for template in (await checklists.current_checklists())[::6]:
        for language in ('zh-CN', 'en'):
            pdf = text_of(prints_files.to_pdf(prints_blank.blank(template, slide, language)))
            assert template.body['en' if language == 'en' else 'zh'][:4] in pdf
            assert '大型滑梯' in pdf


async def test_a_month_shows_items_against_days_and_what_became_of_the_fault(school: School) -> None:
    await checked(school, 14, bolts='fault')
    repair = await Repair.get()
    form = {'repair': str(repair.id), 'outcome': 'replaced', 'note': '换了螺母'}
    await write_one(enter('repairs.close', form, thing_id=school.id_of('slide')), the_server())
    slide, template = await Thing.get(id=school.things['slide']), await checklists.current('play-weekly')
    sheet = await prints.month(template, '2026-03', slide, 'zh-CN')
    assert len(sheet.tables) == 3, 'twelve checks beside one another, the other two, the faults'
    first = {row[1]: row[2:] for row in sheet.tables[0].rows}
    bolts = next(item['zh'] for item in template.body['items'] if item['id'] == 'bolts')
    assert first[bolts][:3] == ['×', '✓', '✓']
    [fault] = sheet.tables[-1].rows
    assert fault[2] == f'大型滑梯 · {bolts}' and '已更换 换了螺母' in fault[4]
    assert '换了螺母' in text_of(prints_files.to_pdf(sheet))


async def test_the_month_is_the_schools_not_greenwichs(school: School) -> None:
    body = (await checklists.current('play-weekly')).body
    late = datetime(2026, 2, 28, 17, tzinfo=UTC)  # one o'clock on the first of March in Shanghai
    form = {'checklist': 'play-weekly', 'version': 1, 'answers': clean_answers(body)}
    await write_one(enter('inspections.inspect', form, thing_id=school.id_of('slide'), at=late), the_server())
    assert [len(await prints.filled('play-weekly', month, None, 'en')) for month in ('2026-02', '2026-03')] == [0, 1]


async def test_a_logbook_is_a_list_with_its_closing_beside_it(school: School) -> None:
    verdict = await write_one(
        enter('register.add', {'name': '校门', 'kind': 'place', 'category': 'gate'}), the_server()
    )
    body = (await checklists.current('visitors')).body
    form = {'checklist': 'visitors', 'version': 1, 'answers': clean_answers(body, name='=1+1', host='李老师')}
    gate = verdict.id
    entry = await write_one(enter('inspections.inspect', form, thing_id=gate, at=MONTH), the_server())
    closing = {'entry': entry.id, 'checklist': 'visitors', 'version': 1, 'answers': {'pass_back': {'value': 'ok'}}}
    await write_one(enter('logs.close', closing, thing_id=gate, at=MONTH + timedelta(hours=1)), the_server())
    sheet = await prints.month(await checklists.current('visitors'), '2026-03', None, 'zh-CN')
    [table] = sheet.tables
    row = dict(zip(table.head, table.rows[0], strict=True))
    assert (row['姓名'], row['被访人'], row['临时通行证已收回'], row['登记离校时间']) == (
        '=1+1', '李老师', '✓', '2026-03-02 10:00',
    )  # fmt: skip
    cells = CalamineWorkbook.from_filelike(io.BytesIO(prints_files.to_xlsx(sheet))).get_sheet_by_index(0).to_python()
    assert '=1+1' in cells[4], 'a name is a name and no formula'


async def test_an_empty_month_prints_and_a_month_that_is_none_is_refused(school: School) -> None:
    template = await checklists.current('play-weekly')
    assert prints_files.to_pdf(await prints.month(template, '2031-01', None, 'en')).startswith(b'%PDF')
    for month in ('2026-13', 'march', ''):
        with pytest.raises(BadInput) as caught:
            await prints.month(template, month, None, 'en')
        told(caught.value.code, caught.value.facts)


async def test_a_logbook_on_paper_is_a_list_with_room_to_write_and_no_photos(school: School) -> None:
    sheet = prints_blank.blank(await checklists.current('visitors'), None, 'zh-CN')
    [table] = sheet.tables
    assert table.tall and sheet.is_wide and len(table.rows) == prints_blank.LINES
    for column in ('日期', '姓名', '单位', '事由', '被访人', '车牌', '登记离校时间', '登记人'):
        assert column in table.head
    samples = prints_blank.blank(await checklists.current('food-sample'), None, 'en').tables[0]
    assert 'Weight of the smallest sample (≥ 125 g)' in samples.head
    assert not any('Photo' in column for column in samples.head)


async def test_a_visitors_book_has_the_column_for_leaving_although_all_are_inside(school: School) -> None:
    made = enter('register.add', {'name': '校门', 'kind': 'place', 'category': 'gate'})
    gate = (await write_one(made, the_server())).id
    body = (await checklists.current('visitors')).body
    form = {'checklist': 'visitors', 'version': 1, 'answers': clean_answers(body)}
    await write_one(enter('inspections.inspect', form, thing_id=gate, at=MONTH), the_server())
    sheet = await prints.month(await checklists.current('visitors'), '2026-03', None, 'zh-CN')
    assert dict(zip(sheet.tables[0].head, sheet.tables[0].rows[0], strict=True))['登记离校时间'] == ''


async def test_a_month_of_scores_has_totals_reasons_and_the_published_board(school: School) -> None:
    body = (await checklists.current('area-score')).body
    answers = clean_answers(body, floor=18, glass=15, desk=15, tools=15, outside=20, bin=15, why='窗台有灰')
    form = {'checklist': 'area-score', 'version': 1, 'answers': answers}
    await write_one(enter('inspections.inspect', form, thing_id=school.id_of('room'), at=MONTH), the_server())
    await write_one(enter('scores.publish', {'checklist': 'area-score', 'period': '2026-W10'}), the_server())
    sheet = await prints.month(await checklists.current('area-score'), '2026-03', None, 'zh-CN')
    checks, board = sheet.tables
    row = dict(zip(checks.head, checks.rows[0], strict=True))
    assert (row['地点'], row['总分'], row['扣分说明']) == ('一(1)班教室', '98', '窗台有灰')
    assert board.title == '已公布 2026 年第 10 周（3 月 2 日至 3 月 8 日）' and board.rows == [
        ['1', '一(1)班教室', '98', '', '1', '窗台有灰']
    ]
    assert '已公布' in text_of(prints_files.to_pdf(sheet))


def test_who_signs_stands_below_the_tables() -> None:
    sheet = Sheet('收据', ['No. 1'], [Table(['项目'], [['金额']], [1.0])], ['交款人'])
    words = text_of(prints_files.to_pdf(sheet))
    assert words.index('金额') < words.index('交款人') and '____' in words


def test_every_page_of_several_sheets_says_whose_it_is_and_which() -> None:
    rows = [[str(number), '学生课桌'] for number in range(120)]
    copies = [
        Sheet('交接清单', ['六(2)班', copy], [Table(['序号', '物品'], rows, [1, 3])], is_numbered=True)
        for copy in '甲乙'
    ]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(prints_files.to_pdf(*copies))]
    each = len(pages) // 2
    assert each > 2
    for number, page in enumerate(pages):
        copy, nth = '甲乙'[number // each], number % each + 1
        assert page.count(f'交接清单 · 六(2)班 · {copy} · {nth} / {each}') == 1
        assert page.count(' / ') == 1


def test_a_paragraph_fills_its_lines() -> None:
    """Lines are broken once: a line broken twice leaves a word alone on the next one."""
    said = 'Every day I look at windows, furniture, appliances and sockets of my room; after school they are shut. ' * 4
    [page] = pypdfium2.PdfDocument(prints_files.to_pdf(Sheet('Letter', [], [], paragraphs=[said])))
    lines = page.get_textpage().get_text_range().splitlines()[1:]
    assert all(len(line) > 60 for line in lines[:-1]), lines
