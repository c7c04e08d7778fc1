"""What the repairs add up to: ages, times, causes, places, money; the page and the workbook."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app import repair_figures, repair_periods
from app.core.words import t
from app.repair_figures import _part
from models import Repair, Thing
from tests.cast import School
from tests.test_pages import Visit, visit
from tests.test_repair_steps import Job

__all__ = ['visit']

PART = {'sort': 'part', 'what': '=1+1', 'count': '2', 'price': '12.50'}


async def closed(school: School, *, thing: str = 'fan', days: int = 0, minutes: int = 60, **more: object) -> Job:
    """A repair that was reported some days ago and took so long."""
    job = await Job(school).report(thing=thing)
    verdict = await job.do('caretaker', 'repairs.close', **more)
    assert verdict.verdict == 'accepted', verdict
    await Repair.filter(id=job.id).update(
        reported_at=datetime.now(UTC) - timedelta(days=days), responded_in=minutes // 2, finished_in=minutes
    )
    return job


async def test_figures_add_up_what_was_reported_in_the_period(school: School) -> None:
    await Thing.filter(id=school.things['fan']).update(supplier='东方风机厂')
    for minutes in (10, 20, 30, 40, 50, 60, 70, 80, 90, 1000):
        await closed(school, minutes=minutes, cause='wear', costs=[PART])
    await closed(school, thing='desk', days=400, cause='deliberate', costs=[PART])
    await Job(school).report(thing='slide')
    found = await repair_figures.figures('twelve')
    assert (found.reported, found.closed, found.cost) == (11, 10, Decimal('250.00'))
    assert found.finished and (found.finished.median, found.finished.ninth) == (50, 90)
    assert found.responded and found.responded.count == 10
    assert [(one.key, one.count, one.cost) for one in found.causes] == [('wear', 10, Decimal('250.00'))]
    assert [(one.key, one.count) for one in found.suppliers] == [('东方风机厂', 10)]
    assert [(one.key, one.count) for one in found.places] == [(str(school.things['room']), 11)]
    assert found.ages[0] == repair_figures.Age('day', 1, 0)
    assert found.months[-1][1] == Decimal('275.00'), 'money counts when the work was over'
    ever = await repair_figures.figures('ever')
    assert (ever.reported, ever.cost) == (12, Decimal('275.00'))
    assert {one.key for one in ever.causes} == {'wear', 'deliberate'}


async def test_what_became_part_of_another_is_counted_there(school: School) -> None:
    first, second = await Job(school).report(), await Job(school).report()
    await second.do('keeper', 'dispatch.merge', into=first.id)
    assert (await repair_figures.figures('ever')).reported == 1


async def test_what_is_open_stands_by_its_age_and_says_whether_it_is_late(school: School) -> None:
    for days in (0, 2, 6, 20, 90):
        job = await Job(school).report()
        at = datetime.now(UTC) - timedelta(days=days)
        await Repair.filter(id=job.id).update(reported_at=at, finish_by=at + timedelta(days=10))
    ages = (await repair_figures.figures('twelve')).ages
    assert [(age.count, age.late) for age in ages] == [(1, 0), (1, 0), (1, 0), (1, 1), (1, 1)]


@given(st.lists(st.integers(0, 50), min_size=1), st.sampled_from([0.5, 0.9]))
def test_a_part_is_the_least_number_that_so_many_do_not_exceed(values: list[int], share: float) -> None:
    counted = sorted((value, values.count(value)) for value in set(values))
    found = _part(counted, len(values), share)
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < share * len(values)


def test_twelve_months_begin_with_the_month_after_the_same_one_a_year_ago() -> None:
    days = [(2026, 11, 21), (2026, 12, 31), (2026, 1, 1)]
    begun = [repair_periods.twelve_months_before(datetime(*day, tzinfo=UTC).date()).isoformat() for day in days]
    assert begun == ['2025-12-01', '2026-01-01', '2025-02-01']


async def test_a_period_is_asked_in_school_time(school: School) -> None:
    begin = await repair_periods.begin_of('year')
    assert begin and begin.tzinfo == UTC, 'databases compare moments in one zone'
    here = begin.astimezone(ZoneInfo('Asia/Shanghai'))
    assert (here.month, here.day, here.hour) == (9, 1, 0)


async def test_the_page_says_it_in_sentences_and_money_only_to_those_who_may_see_it(
    visit: Visit, school: School
) -> None:
    await closed(school, minutes=90, cause='wear', costs=[PART])
    user = await visit('keeper', '/repairs/figures')
    await user.should_see('一半在 45 分钟内有人响应')
    await user.should_see('¥25.00')
    await user.should_see(t('repairs-most', 'zh-CN', name='自然损耗', count=1, share=100))
    user = await visit('visitor', '/repairs/figures')
    await user.should_see('一半在 45 分钟内有人响应')
    await user.should_not_see('¥')
    for name in ('monitor', 'teacher'):
        await (await visit(name, '/repairs/figures')).should_see(t('problem-not_allowed', 'zh-CN'))


async def test_the_workbook_has_the_columns_of_the_form_and_no_formula(visit: Visit, school: School) -> None:
    job = await closed(school, minutes=90, cause='wear', note='=cmd()', costs=[PART])
    await job.do('teacher', 'repairs.confirm', stars=4)
    keeper = await school.call('keeper')
    assert keeper.http
    answer = await keeper.http.get('/repairs.xlsx?period=twelve')
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ['统计', '维修']
    [head, line] = book.get_sheet_by_name('维修').to_python()
    row = dict(zip(head, line, strict=True))
    assert row['单号'] == (await job.now()).ref and row['物品'] == '吊扇' and row['满意度'] == 4
    assert (row['做了什么？'], row['费用'], row['验收人']) == ("'=cmd()", 25, 'teacher')
    assert row['更换材料及数量'] == "'=1+1 ×2"
    for name in ('teacher', 'monitor', 'visitor'):
        phone = await school.call(name)
        assert phone.http and (await phone.http.get('/repairs.xlsx')).status_code == 403
