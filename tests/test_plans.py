"""Work that is planned: a schedule makes one repair over its things when it is due, and never a second one."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app import board, plans, repair_finding, rhythm, round_list, schedules
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.core.words import t
from app.due import due_of
from app.repair_finding import Sought
from app.repair_states import things_of
from models import Record, Repair, Round, Schedule
from tests.cast import School, count
from tests.test_pages import Visit, visit

__all__ = ['visit']


async def planned(school: School, **more: Any) -> Schedule:
    """Fans are cleaned every day, by the caretaker."""
    rule = {'every': 'day', 'times': ['23:59'], 'school_days_only': False}
    facts = {
        'name': '吊扇除尘', 'rule': rule, 'stops': [school.id_of('fan'), school.id_of('desk')], 'makes': 'job',
        'person': str(school.people['caretaker']), **more,
    }  # fmt: skip
    entry = enter('schedules.add', {name: fact for name, fact in facts.items() if fact is not None})
    await write_one(entry, the_server())
    return await Schedule.get(id=entry.id)


async def test_what_is_due_becomes_one_repair_of_whoever_answers_for_it(school: School) -> None:
    schedule = await planned(school)
    for _ in range(3):
        await plans.open_due()
    repair = await Repair.get()
    known = (await board.board()).calendar
    [due] = due_of(schedule, schedules.today(), schedules.today(), known, schedules.zone())
    assert (repair.id, repair.what, repair.nature, repair.source) == (due.id, '吊扇除尘', 'planned', 'plan')
    assert (repair.owner_id, repair.state) == (school.people['caretaker'], 'assigned')
    assert repair.finish_by == due.by and repair.respond_by and repair.respond_by <= due.by
    assert [thing.name for thing in await things_of(repair)] == ['吊扇', '学生课桌']
    [record] = await Record.filter(kind='plans.open')
    assert (record.verdict, record.by_id, record.id) == ('accepted', None, due.id)
    assert plans.open_due in rhythm.WORK
    assert [line.what for line in (await repair_finding.find(Sought())).lines] == ['吊扇除尘']


async def test_work_is_never_a_round_nor_a_missed_one(school: School) -> None:
    schedule = await planned(school)
    assert schedule.id not in (await board.board()).schedules
    assert await round_list.today() == []
    await Schedule.filter(id=schedule.id).update(since=schedule.since - timedelta(days=9), starts=date(2026, 1, 1))
    await write_one(enter('schedules.stop', {'schedule': str(schedule.id)}), the_server())
    assert await Round.all().count() == 0
    await plans.open_due()
    assert await count('repair') == 0, 'what was stopped makes no work'


async def test_everything_of_a_sort_in_a_place_is_one_job(school: School) -> None:
    await planned(school, stops=[school.id_of('room')], inside=True, category='fan')
    await plans.open_due()
    assert [thing.name for thing in await things_of(await Repair.get())] == ['吊扇']


async def test_when_whoever_answered_for_it_has_left_the_office_has_it(school: School) -> None:
    await planned(school)
    await write_one(
        enter('people.revise', {'person': str(school.people['caretaker']), 'left': True}), the_server()
    )  # fmt: skip
    await plans.open_due()
    assert (await Repair.get()).owner_id == school.people['keeper']


async def test_only_whoever_mends_is_given_planned_work(school: School) -> None:
    with pytest.raises(BadInput):
        await schedules._check(
            schedules.ScheduleForm(
                name='x',
                rule={'every': 'day'},
                stops=[school.things['fan']],
                makes='job',
                person=school.people['teacher'],
            )
        )
    assert (await planned(school, person=None, post='maintenance')).post == 'maintenance'


async def test_nobody_opens_what_was_never_due(school: School) -> None:
    schedule = await planned(school)
    phone = await school.sign_in('head')
    for id, day in ((schedule.id, '2020-01-01'), (uuid4(), str(schedules.today()))):
        payload = {'schedule': str(id), 'day': day}
        verdict = await phone.write_one(phone.seal('plans.open', payload, thing_id=school.id_of('fan')))
        assert verdict.code == 'unknown_schedule'
    keeper = await school.sign_in('keeper')
    payload = {'schedule': str(schedule.id), 'day': str(schedules.today())}
    verdict = await keeper.write_one(keeper.seal('plans.open', payload, thing_id=school.id_of('fan')))
    assert verdict.code == 'not_allowed'


async def test_the_schedules_page_says_that_it_is_work(visit: Visit, school: School) -> None:
    schedule = await planned(school)
    await (await visit('keeper', '/schedules')).should_see(t('schedules-makes-job', 'zh-CN'))
    user = await visit('keeper', '/repairs')
    await user.should_not_see('吊扇除尘')
    await plans.open_due()
    await user.should_see('吊扇除尘', retries=40)
    await user.should_see(t('repairs-planned', 'zh-CN'))
    await (await visit('keeper', f'/schedules/{schedule.id}')).should_see(t('schedules-makes', 'zh-CN'))
