"""The office's pages of a stocktake, its report in the columns of the authorities, and the finance list beside it."""

import io
from decimal import Decimal
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from app import (
    prints_files,
    stocktake_approval,
    stocktake_before,
    stocktake_books,
    stocktake_presets,
    stocktake_report,
    stocktake_workbook,
)
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write
from app.core.words import t
from models import Device, Repair, Stocktake, StocktakeCount, StocktakePlace, Thing
from tests.cast import School, line
from tests.test_pages import Visit, eventually, press, school_of, visit
from tests.test_stocktakes import Count, enlarge

__all__ = ['visit']


async def counted_in(school: School, **plan: Any) -> Count:
    await enlarge(school)
    found = await (await Count(school).plan(**plan)).start()
    await found.see('teacher', 'fan', 'store')
    await found.see('teacher', 'stools', 'store', quantity=46)
    await found.see('teacher', 'slide')
    await found.see('caretaker', 'slide', 'store')
    await found.do('teacher', 'meet', place=school.id_of('store'), code='HTTP://OTHER/T/1', note='旧铁柜')
    return found


@pytest.mark.parametrize('language', ['zh-CN', 'en'])
async def test_the_office_follows_it_live(language: str, visit: Visit, founded: Any) -> None:
    school = school_of(founded)
    await visit('head', '/')
    counted = await counted_in(school)
    user = await visit('head', '/stocktakes', language)
    await user.should_see('期末清查')
    user = await visit('head', f'/stocktakes/{counted.id}', language)
    await user.should_see(t('stocktakes-seen-of', language, seen=3, all=5))
    await user.should_see(t('stocktakes-people', language))
    await counted.see('teacher', 'desk')
    await user.should_see(t('stocktakes-seen-of', language, seen=4, all=5))
    user = await visit('head', f'/stocktakes/{counted.id}/lines?view=quantity', language)
    await user.should_see('方凳')
    await user.should_not_see('人字梯')
    user = await visit('head', f'/stocktakes/{counted.id}/lines?view=unknown', language)
    await user.should_see('旧铁柜')
    user = await visit('head', f'/stocktakes/{counted.id}/lines/{school.id_of("slide")}', language)
    await user.should_see(t('stocktakes-settle', language))
    await user.should_see('caretaker')


async def test_it_is_closed_without_waiting_for_a_phone_after_being_asked(visit: Visit, founded: Any) -> None:
    await visit('keeper', '/')
    counted = await counted_in(school_of(founded))
    phone = await counted.phone('teacher')
    await Device.filter(id=phone.device_id).update(waiting=3)
    user = await visit('keeper', f'/stocktakes/{counted.id}')
    await user.should_see(t('stocktakes-unsent', 'zh-CN', count=3))
    await press(user, t('stocktakes-close', 'zh-CN'))
    await user.should_see(t('stocktakes-rooms-open', 'zh-CN', count=2))
    await press(user, t('stocktakes-close-anyway', 'zh-CN'))
    await eventually(lambda: Stocktake.filter(state='closed').count(), 1)
    await user.should_see(t('stocktakes-not-waited', 'zh-CN', names='teacher'))


async def test_it_is_told_to_close_by_itself_and_not_to(visit: Visit, founded: Any) -> None:
    await visit('keeper', '/')
    counted = await counted_in(school_of(founded))
    phone = await counted.phone('teacher')
    await Device.filter(id=phone.device_id).update(waiting=3)
    user = await visit('keeper', f'/stocktakes/{counted.id}')
    await press(user, t('stocktakes-close', 'zh-CN'))
    await press(user, t('stocktakes-close-later', 'zh-CN'))
    await user.should_see(t('stocktakes-closes-itself', 'zh-CN', names='teacher'))
    await press(user, t('stocktakes-wait-not', 'zh-CN'))
    await eventually(lambda: Stocktake.filter(waits_at=None).count(), 1)


async def test_what_cannot_be_taken_back_says_why_and_what_to_do(visit: Visit, founded: Any) -> None:
    await visit('head', '/')
    school = school_of(founded)
    await enlarge(school)
    counted = await (await Count(school).plan(places=[school.id_of('store')])).start()
    await counted.see('teacher', 'stools', 'store', quantity=48, damaged=2)
    await counted.do('keeper', 'close')
    await counted.do('keeper', 'explain', things=[school.id_of('stools')], reason='broken')
    await counted.do('head', 'approve')
    await stocktake_approval.carry_out(UUID(counted.id), the_server())
    await Repair.all().update(state='working')
    ref = (await Repair.get()).ref
    user = await visit('head', f'/stocktakes/{counted.id}')
    await press(user, t('stocktakes-take-back', 'zh-CN', count=1))
    await user.should_see(t('problem-repair_runs', 'zh-CN', thing='方凳', ref=ref))


async def test_what_is_approved_is_carried_out_and_taken_back_with_a_tap(visit: Visit, founded: Any) -> None:
    await visit('head', '/')
    school = school_of(founded)
    await enlarge(school)
    counted = await (await Count(school).plan(places=[school.id_of('store')])).start()
    await counted.see('teacher', 'stools', 'room', quantity=48)
    await counted.do('keeper', 'close')
    await counted.do('keeper', 'explain', things=[school.id_of('stools')], reason='moved')
    user = await visit('head', f'/stocktakes/{counted.id}')
    await press(user, t('stocktakes-approve', 'zh-CN'))
    await press(user, t('stocktakes-carry-out', 'zh-CN', count=1))
    await eventually(lambda: Thing.filter(id=school.things['stools'], inside_id=school.things['room']).count(), 1)
    await press(user, t('stocktakes-take-back', 'zh-CN', count=1))
    await eventually(lambda: Thing.filter(id=school.things['stools'], inside_id=school.things['store']).count(), 1)


async def test_what_is_on_no_book_gets_its_reason_in_a_card_of_its_own(visit: Visit, founded: Any) -> None:
    await visit('keeper', '/')
    counted = await counted_in(school_of(founded))
    user = await visit('keeper', f'/stocktakes/{counted.id}/lines?view=unknown')
    await press(user, t('stocktakes-explain', 'zh-CN'))
    await user.should_see(t('stocktakes-enters', 'zh-CN'))
    user.find(marker='met-reason').elements.pop().set_value('not_booked')
    user.find(marker='met-enters').elements.pop().set_value(True)
    await press(user, t('form-save', 'zh-CN'))
    await eventually(lambda: StocktakeCount.filter(settled__not_isnull=True).count(), 1)
    met = await StocktakeCount.get(thing_id=None)
    assert met.settled == {
        'reason': 'not_booked', 'note': '', 'enters': True, 'name': '旧铁柜', 'category': 'other', 'quantity': 1,
    }  # fmt: skip
    user = await visit('keeper', f'/stocktakes/{counted.id}/lines?view=unknown')
    await user.should_see(t('stocktakes-enters', 'zh-CN'))


async def test_a_plan_is_saved_from_a_preset(visit: Visit, founded: Any) -> None:
    await visit('keeper', '/')
    await enlarge(school_of(founded))
    user = await visit('keeper', '/stocktakes/new?preset=monthly')
    await user.should_see(t('stocktakes-preset-monthly-more', 'zh-CN'))
    await press(user, t('stocktakes-plan-save', 'zh-CN'))
    await eventually(lambda: Stocktake.filter(preset='monthly', state='planned').count(), 1)
    assert (await Stocktake.get()).scope['places'] == [school_of(founded).id_of('store')]


async def test_rooms_are_given_to_somebody_else_on_a_page_while_it_is_counted(visit: Visit, founded: Any) -> None:
    await visit('keeper', '/')
    school = school_of(founded)
    team = {'people': [str(school.people['teacher'])], 'places': [school.id_of('room')]}
    counted = await counted_in(school, teams=[team])
    user = await visit('keeper', f'/stocktakes/{counted.id}')
    await user.should_see(t('stocktakes-assign', 'zh-CN'))
    user = await visit('keeper', f'/stocktakes/{counted.id}/teams')
    await user.should_see(t('stocktakes-rooms-open', 'zh-CN', count=2))
    await press(user, t('stocktakes-team-remove', 'zh-CN'))
    await press(user, t('form-save', 'zh-CN'))
    await eventually(lambda: Stocktake.filter(teams=[]).count(), 1)
    assert all(room.people == [] for room in await StocktakePlace.all())
    user = await visit('teacher', f'/stocktakes/{counted.id}/teams')
    await user.should_see(t('problem-not_allowed', 'zh-CN'))


async def test_the_two_presets_are_a_month_of_the_stores_and_a_term_of_everything(school: School) -> None:
    await enlarge(school)
    term = {'name': '2026 年秋季学期', 'starts': '2026-01-01', 'ends': '2027-01-20'}
    await write([enter('calendar.add_term', term)], the_server())
    monthly = await stocktake_presets.draft('monthly', 'zh-CN')
    assert monthly.places == [school.id_of('store')] and not monthly.blind
    whole = await stocktake_presets.draft('term_end', 'zh-CN')
    assert whole.blind and not whole.places and '秋季' in whole.name and f'{whole.reference}' == '2027-01-20'


async def explained(counted: Count) -> Stocktake:
    await counted.do('keeper', 'settle', thing=counted.school.id_of('slide'), quantity=1)
    await counted.do('keeper', 'close')
    things = [counted.school.id_of(name) for name in ('fan', 'stools', 'desk', 'ladder')]
    await counted.do('keeper', 'explain', things=things, reason='other', note='查明')
    return await counted.now()


async def test_the_report_has_the_columns_of_the_authorities_with_exactly_what_was_found(school: School) -> None:
    stocktake = await explained(await counted_in(school))
    book = CalamineWorkbook.from_filelike(io.BytesIO(await stocktake_workbook.workbook(stocktake, 'zh-CN')))
    rows = book.get_sheet_by_index(0).to_python()
    head = rows[4]
    assert head[1:13] == [
        '资产编号', '名称', '规格', '单位', '存放地点', '账面数量', '账面原值', '实盘数量', '盘盈', '盘亏', '毁损', '差异原因',
    ]  # fmt: skip
    found = {row[2]: dict(zip(head, row, strict=False)) for row in rows[5:]}
    stools = found['方凳']
    assert (stools['账面数量'], stools['账面原值'], stools['实盘数量'], stools['盘亏']) == (48, 1680, 46, 2)
    assert stools['差异原因'] == '其他 · 查明' and stools['盘点人'] == 'teacher'
    assert found['吊扇']['存放地点'] == '一(1)班教室 → 库房'
    assert {name: row['盘亏'] for name, row in found.items()} == {
        '方凳': 2,
        '吊扇': 0,
        '大型滑梯': 0,
        '学生课桌': 1,
        '人字梯': 1,
    }
    assert 'HTTP://OTHER/T/1' in str(book.get_sheet_by_index(2).to_python())


@pytest.mark.parametrize('language', ['zh-CN', 'en'])
async def test_the_printed_report_says_the_same_and_has_room_for_three_signatures(
    school: School, language: str
) -> None:
    stocktake = await explained(await counted_in(school))
    pdf = pypdfium2.PdfDocument(prints_files.to_pdf(await stocktake_report.sheet(stocktake, language)))
    text = ''.join(page.get_textpage().get_text_range() for page in pdf).replace('\r\n', '')
    for word in ('stocktakes-signer-counts', 'stocktakes-signer-watches', 'stocktakes-signer-heads'):
        assert t(word, language) in text
    assert '1,680.00' in text and '旧铁柜' in text
    assert f'{len(pdf)} / {len(pdf)}' in text, 'its pages are numbered'
    assert t('stocktakes-reference-on', language, day='2026-11-20').split(':')[0][:4] in text


async def test_a_report_stands_beside_the_last_one_of_its_sort(school: School) -> None:
    await explained(await counted_in(school))
    again = await (await Count(school).plan()).start()
    await again.see('teacher', 'desk')
    report = await stocktake_report.report(await again.now(), 'zh-CN')
    before = await stocktake_before.last_before(await again.now())
    assert before
    beside = await stocktake_before.compared(report.stocktake, report.figures, before, 'zh-CN')
    rows = {row[0]: row[1:] for row in beside.rows}
    assert rows['未见到'] == ['2', '4', '1'], 'the ladder was not seen either time'
    assert rows['账实相符'] == ['1', '1', '']
    book = CalamineWorkbook.from_filelike(io.BytesIO(await stocktake_workbook.workbook(await again.now(), 'zh-CN')))
    said = book.get_sheet_by_name(t('stocktakes-compare', 'zh-CN')[:31]).to_python()
    assert ['未见到', 2, 4, 1] in said, 'the workbook says the same, as numbers'


def finance(*rows: tuple[Any, ...]) -> bytes:
    target = io.BytesIO()
    book = Workbook(target)
    page = book.add_worksheet()
    for number, row in enumerate((('固定资产编号', '资产名称', '数量', '原值'), *rows)):
        page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


async def test_the_finance_list_agrees_code_by_code_or_says_where_it_does_not(school: School) -> None:
    await enlarge(school)
    await Thing.filter(id=school.things['stools']).update(code='FD-001')
    await Thing.filter(id=school.things['ladder']).update(code='TZ-002')
    counted = await (await Count(school).plan()).start()
    id = UUID(counted.id)
    same = finance(('fd-001', '方凳', 48, 1680), ('TZ-002', '人字梯', 1, '420.00'))
    found = await stocktake_books.compare(id, same, '财务.xlsx')
    assert (found.agree, found.differences, found.ours.amount) == (2, [], Decimal(2100))
    other = finance(('FD-001', '方凳', 50, 1750), ('ZB-9', '白板', 1, 900), ('', '合计', 51, 2650))
    found = await stocktake_books.compare(id, other, '财务.xlsx')
    assert {each.code: (each.ours is not None, each.theirs is not None) for each in found.differences} == {
        'FD-001': (True, True), 'TZ-002': (True, False), 'ZB-9': (False, True),
    }  # fmt: skip
    assert found.unreadable == 1
    with pytest.raises(BadInput, match='finance_columns'):
        await stocktake_books.compare(id, '名称,地点\n方凳,库房\n'.encode(), 'x.csv')


async def test_files_are_for_whoever_may_see_stocktakes(visit: Visit, founded: Any) -> None:
    await visit('keeper', '/')
    school = school_of(founded)
    counted = await counted_in(school)
    for name, status in (('keeper', 200), ('visitor', 200), ('monitor', 403), ('teacher', 403)):
        http = line((await school.sign_in(name)).signed)
        for ending in ('pdf', 'xlsx'):
            answer = await http.get(f'/stocktakes/{counted.id}/report.{ending}')
            assert answer.status_code == status, (name, ending)
    assert (await http.get(f'/stocktakes/{counted.id}/report.exe')).status_code in (403, 404)
