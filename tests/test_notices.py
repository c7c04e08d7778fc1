"""Reminders: what is told of, to whom, once, joined, tried again, and never at the cost of what is saved."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app import notices, notices_sending, rhythm, settings
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import NotFound, Refused
from app.core.records import write_one
from app.notices_sending import send_due, wait_after
from models import Delivery, Notice, Repair, Schedule, Thing
from pages.notices import PICTURES
from tests.cast import School, count, told
from tests.stand_ins import Group, listening, setting_of
from tests.test_inspections import check, template_of
from tests.test_logs import closing, line
from tests.test_rounds import checked
from tests.test_schedules import planned

pytestmark = pytest.mark.usefixtures('forenoon')

SHANGHAI = ZoneInfo('Asia/Shanghai')
NOON = datetime.now(SHANGHAI).replace(hour=12, minute=0, second=0, microsecond=0)
CLOCKS = ('round_list', 'notices', 'notices_sending', 'logs', 'schedules', 'web_push')


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the server's time."""

    def set_to(moment: datetime) -> datetime:
        for module in CLOCKS:
            monkeypatch.setattr(f'app.{module}.now', lambda: moment.astimezone(UTC))
        return moment

    return set_to


@pytest.fixture
async def group(school: School, at: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Group]:
    """A group with a robot, at noon, in a school that has been able to remind for a week."""
    at(NOON)
    await settings.put('began_at', (NOON - timedelta(days=7)).isoformat())
    with listening(Group('wecom')) as group:
        monkeypatch.setenv('TAGWALK_ROBOT', setting_of(group))
        yield group


async def daily(school: School, by: str, **more: Any) -> Schedule:
    """A round of the caretaker's over the fan every day, planned since the day before."""
    rule = {'every': 'day', 'times': [by], 'school_days_only': False}
    schedule = await planned(school, rule=rule, stops=[school.id_of('fan')], **more)
    since = NOON - timedelta(hours=36)
    await Schedule.filter(id=schedule.id).update(since=since, starts=since.date())
    return await Schedule.get(id=schedule.id)


async def slide_fault(school: School, faults: int = 1) -> None:
    phone = await school.sign_in('teacher')
    template = await template_of(school, 'slide')
    items = [item['id'] for item in template['items'] if item.get('blocks_use')][:faults]
    found = {item: {'value': 'fault', 'photos': ['a' * 64]} for item in items}
    verdict = await phone.write_one(check(phone, school, 'slide', template, faults=found))
    assert verdict.verdict == 'accepted'


def test_every_kind_of_notice_has_its_picture_on_the_page() -> None:
    assert set(PICTURES) == set(notices.KINDS)


async def test_nobody_but_the_administrator_sees_how_the_robot_does(school: School) -> None:
    for name in ('keeper', 'caretaker', 'teacher', 'monitor', 'visitor'):
        assert not (await school.sign_in(name)).actor.may('notices.see')
    assert (await school.sign_in('head')).actor.may('notices.see')


async def test_a_check_that_is_not_done_in_time_is_told_of_once(school: School, group: Group, at: Any) -> None:
    schedule = await daily(school, '11:30')
    at(NOON - timedelta(hours=1))
    await send_due()
    assert [each.what for each in await Notice.all()] == ['missed']  # yesterday's, whose day is over
    at(NOON)
    for _ in range(3):
        await send_due()
    late = await Notice.get(what='late')
    assert late.people == [str(school.people['caretaker'])] and late.path.startswith('/rounds/')
    assert [text for text in group.read if '到点没查' in text] == [
        f'【码上巡】提醒\n· 到点没查：{schedule.name}（应在 11:30 前）\nhttp://test{late.path}'
    ]


async def test_a_check_that_was_done_is_not_told_of(school: School, group: Group, at: Any) -> None:
    await daily(school, '23:50', starts=str(date.today()))
    await Schedule.all().update(since=NOON.replace(hour=0))
    at(datetime.now(UTC))
    await checked(await school.sign_in('caretaker'), school, 'fan')
    at(NOON.replace(hour=23, minute=55))
    await send_due()
    assert group.read == []


async def test_a_missed_round_is_told_to_the_office_too_but_not_at_night(school: School, group: Group, at: Any) -> None:
    await daily(school, '17:00')
    at(NOON.replace(hour=0, minute=20))
    await send_due()
    [missed] = await Notice.filter(what='missed')
    office = {str(school.people[name]) for name in ('caretaker', 'head', 'keeper', 'visitor')}
    assert set(missed.people) == office
    assert not [text for text in group.read if '漏查' in text]
    at(NOON.replace(hour=6, minute=31))
    await send_due()
    assert [text for text in group.read if '漏查' in text]


async def test_a_danger_is_told_at_once_even_at_night_and_never_to_whoever_found_it(
    school: School, group: Group, at: Any
) -> None:
    await slide_fault(school)
    at(NOON.replace(hour=23))
    await send_due()
    [notice] = await Notice.all()
    assert (notice.what, notice.facts) == ('blocked', {'name': '大型滑梯', 'place': '一(1)班教室'})
    assert str(school.people['teacher']) not in notice.people and str(school.people['caretaker']) in notice.people
    assert group.read == [f'【码上巡】提醒\n· 已停用：大型滑梯（一(1)班教室）\nhttp://test{notice.path}']


async def test_two_dangerous_faults_of_one_thing_are_told_of_once(school: School, group: Group) -> None:
    await slide_fault(school, faults=2)
    await send_due()
    await send_due()
    assert [notice.what for notice in await Notice.all()] == ['blocked']
    assert len(group.read) == 1


async def test_an_urgent_report_is_told_and_a_usual_one_is_not(school: School, group: Group) -> None:
    phone = await school.sign_in('teacher')
    for urgency in ('normal', 'high'):
        form = {'what': '王小明把它弄坏了', 'urgency': urgency}
        await phone.write(phone.seal('repairs.report', form, thing_id=school.id_of('fan')))
    await send_due()
    assert [each.what for each in await Notice.all()] == ['danger']
    assert '吊扇' in group.read[0] and '王小明' not in group.read[0]


async def test_samples_past_their_time_and_visitors_who_never_left_are_told_without_a_name(
    school: School, group: Group, at: Any
) -> None:
    made = enter('register.add', {'name': '校门', 'kind': 'place', 'category': 'gate'})
    gate = await Thing.get(id=(await write_one(made, the_server())).id)
    phone = await school.sign_in('teacher')
    day_before = (NOON - timedelta(days=1)).isoformat()
    entries = [await line(phone, gate, name='王先生', host='李老师', at=day_before) for _ in range(2)]
    await phone.write(*entries)
    samples = [await line(phone, gate, 'food-sample', at=(NOON - timedelta(hours=49)).isoformat()) for _ in range(3)]
    assert {each.verdict for each in await phone.write(*samples)} == {'accepted'}
    await send_due()
    [text] = group.read
    assert '来访登记：没有登记离校（校门） ×2' in text and '×3' in text and '王先生' not in text
    await phone.write_one(closing(phone, gate, entries[0]['id']))
    await send_due()
    assert len(group.read) == 1 and await count('notice') == 5


async def test_what_was_so_before_reminders_began_is_not_told_of(school: School, group: Group) -> None:
    await settings.put('began_at', (NOON + timedelta(days=1)).isoformat())
    await slide_fault(school)
    await daily(school, '11:30')
    await send_due()
    assert group.read == [] and await count('notice') == 0


async def test_many_reminders_are_joined_into_messages_that_fit(school: School, group: Group) -> None:
    phone = await school.sign_in('teacher')
    for number in range(90):
        name = f'第{number}号教室里挂着的一台吊扇'
        made = enter('register.add', {'name': name, 'category': 'fan', 'inside': school.id_of('room')})
        thing = (await write_one(made, the_server())).id
        await phone.write(phone.seal('repairs.report', {'what': '要掉了', 'urgency': 'high'}, thing_id=thing))
    await send_due()
    assert 1 < group.calls <= notices_sending.AT_ONCE
    await send_due()
    said = '\n'.join(group.read)
    assert all(f'第{number}号教室' in said for number in range(90))
    assert said.count('紧急报修') == 90 and await count('delivery', 'sent_at IS NOT NULL') == 90


async def test_a_robot_that_fails_is_tried_again_ever_later_and_nothing_else_waits_for_it(
    school: School, group: Group, at: Any
) -> None:
    group.broken = True
    await slide_fault(school)
    moment = NOON
    for calls, wait in enumerate((1, 2, 4, 8), 1):
        await send_due()
        await send_due()
        assert group.calls == calls
        found = await notices_sending.health()
        assert (found.code, found.said, found.sent_at) == ('other', 'HTTP 502', None)
        assert found.failing_since
        moment = at(moment + timedelta(minutes=wait, seconds=1))
    group.broken = False
    await send_due()
    assert len(group.read) == 1
    found = await notices_sending.health()
    assert found.sent_at and not found.failing_since


def test_the_wait_grows_to_an_hour_and_no_further() -> None:
    assert [wait_after(tries).seconds // 60 for tries in (1, 2, 3, 7, 500)] == [1, 2, 4, 60, 60]


async def test_what_is_over_by_the_time_the_robot_works_again_is_not_said(
    school: School, group: Group, at: Any
) -> None:
    group.broken = True
    await slide_fault(school)
    await send_due()
    await Repair.all().update(closed_at=NOON)
    group.broken = False
    at(NOON + timedelta(minutes=5))
    await send_due()
    assert group.read == [] and await count('delivery', 'next_at IS NOT NULL') == 0


async def test_a_stop_in_the_middle_of_sending_makes_no_double(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message went out and the process died before it could write so."""
    await slide_fault(school)

    async def die(*_: Any) -> None:
        await send(*_)
        raise KeyboardInterrupt

    send = notices_sending.robots.send
    monkeypatch.setattr(notices_sending.robots, 'send', die)
    with pytest.raises(KeyboardInterrupt):
        await send_due()
    monkeypatch.setattr(notices_sending.robots, 'send', send)
    await send_due()
    assert len(group.read) == 1


async def test_without_a_robot_nothing_is_kept_for_one(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv('TAGWALK_ROBOT')
    await slide_fault(school)
    await send_due()
    assert await count('notice') == 1 and await Delivery.all().count() == 0
    with pytest.raises(NotFound) as caught:
        await notices_sending.say_hello()
    assert told(caught.value.code)


async def test_a_test_message_says_why_it_did_not_arrive(school: School, group: Group) -> None:
    await notices_sending.say_hello()
    assert '测试消息' in group.read[0]
    group.broken = True
    with pytest.raises(Refused) as caught:
        await notices_sending.say_hello()
    assert '502' in told(caught.value.code, caught.value.facts)


async def test_a_broken_piece_of_work_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    async def broken() -> None:
        raise ValueError

    async def works() -> None:
        done.append(1)

    monkeypatch.setattr(rhythm, 'WORK', (broken, works))
    await rhythm.beat()
    assert done == [1]


async def test_a_new_installation_has_its_key_and_its_beginning(school: School) -> None:
    key = await settings.setting('push_key')
    since = await settings.setting('began_at')
    await notices.prepare()
    assert key and (await settings.setting('push_key'), await settings.setting('began_at')) == (key, since)


async def test_every_notice_has_an_id_of_its_own_and_its_page(school: School, group: Group) -> None:
    await slide_fault(school)
    await daily(school, '11:30')
    found = await notices.current()
    assert len({each.id for each in found}) == len(found) > 1
    assert {each.path.split('/')[1] for each in found} == {'repairs', 'rounds'}
    assert all(isinstance(person, UUID) for each in found for person in each.people)
