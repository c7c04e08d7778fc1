"""A thing's repairs with their cost, whether to go on repairing, and whether the supplier has to pay."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from app import repair_history, warranty
from app.core.words import t
from app.repair_history import Past, advise
from models import Repair, Thing
from tests.cast import School
from tests.test_pages import Visit, visit
from tests.test_repair_steps import Job

__all__ = ['visit']

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ('until', 'holds', 'over'),
    [
        ('', False, False), ('2026', True, False), ('2025', False, True), ('2026-11', True, False),
        ('2026-10', False, True), ('2026-11-21', True, False), ('2026-11-20', False, True), ('2027-01-01', True, False),
    ],
)  # fmt: skip
def test_a_warranty_holds_to_its_last_day_month_or_year(until: str, holds: bool, over: bool) -> None:
    thing = Thing(warranty=until)
    assert (warranty.holds(thing, TODAY), warranty.is_over(thing, TODAY)) == (holds, over)


def past(yuan: int, days: int = 30) -> Past:
    return Past(Repair(reported_at=datetime.now(UTC) - timedelta(days=days)), Decimal(yuan))


@pytest.mark.parametrize(
    ('facts', 'costs', 'what'),
    [
        ({'price': 1000, 'bought': '2024', 'life': 10}, [past(499)], 'repair'),
        ({'price': 1000, 'bought': '2024', 'life': 10}, [past(300), past(200)], 'watch'),
        ({'price': 1000, 'bought': '2010-09', 'life': 10}, [past(500)], 'replace'),
        ({'price': 1000, 'bought': '2010-09', 'life': 10}, [past(499), past(5000, days=1200)], 'repair'),
        ({'price': 1000, 'bought': '2010-09-01'}, [past(500)], 'replace'),
        ({'price': 1000, 'quantity': 4, 'bought': '2010'}, [past(500)], 'repair'),
        ({'price': 1000, 'bought': '', 'life': 10}, [past(500)], ''),
        ({'price': None, 'bought': '2010'}, [past(500)], ''),
        ({'price': 1000, 'bought': '2010', 'warranty': '2026-12'}, [past(900)], 'warranty'),
        ({'price': 1000, 'bought': 'unknown'}, [], 'repair'),
    ],
)  # fmt: skip
def test_advice_follows_from_price_age_and_what_was_paid(facts: dict, costs: list[Past], what: str) -> None:
    facts = {'quantity': 1, **facts, 'price': Decimal(facts['price']) if facts['price'] else None}
    assert advise(Thing(**facts), costs, TODAY).what == what


async def test_a_job_over_several_things_costs_each_its_part(school: School) -> None:
    job = await Job(school).report(things=[school.id_of('desk'), school.id_of('slide')])
    await job.do('caretaker', 'repairs.close', costs=[{'what': '油漆', 'price': '90.00'}])
    for name in ('fan', 'desk', 'slide'):
        [one] = await repair_history.repairs_of(await Thing.get(id=school.things[name]))
        assert (str(one.repair.id), one.cost) == (job.id, Decimal('30.00'))


async def test_the_page_tells_the_history_and_money_only_to_those_who_may_see_it(visit: Visit, school: School) -> None:
    await Thing.filter(id=school.things['fan']).update(price='200', bought='2012', life=8, warranty='2099')
    job = await Job(school).report(what='扇叶断了')
    await job.do('caretaker', 'repairs.close', cause='wear', costs=[{'what': '扇叶', 'price': '120.00'}])
    path = f'/things/{school.id_of("fan")}'
    user = await visit('caretaker', path)
    for said in (
        '扇叶断了',
        '自然损耗',
        '¥120.00',
        '修还是换',
        '还在保修期内（到 2099）',
        t('repairs-past', 'zh-CN', count=1),
    ):
        await user.should_see(said)
    await Thing.all().update(warranty='')
    await (await visit('keeper', path)).should_see(t('repairs-advice-replace', 'zh-CN'))
    for name in ('monitor', 'teacher', 'visitor'):
        user = await visit(name, path)
        await user.should_see('扇叶断了')
        for said in ('¥', '120', '修还是换', '保修期'):
            await user.should_not_see(said)
