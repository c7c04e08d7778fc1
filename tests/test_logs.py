"""Logbooks: lines that are written, stay open, and are closed by somebody, or never."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import answered, checklists, logs, pull, schedules
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write, write_one
from models import Inspection, LogEntry, Person, Thing
from tests.cast import Phone, School, clean_answers, codes_of, count, told

SHANGHAI = ZoneInfo('Asia/Shanghai')


@pytest.fixture
async def gate(school: School) -> Thing:
    """A gatehouse with a visitors' book."""
    verdict = await write_one(
        enter('register.add', {'name': '校门', 'kind': 'place', 'category': 'gate'}), the_server()
    )
    return await Thing.get(id=verdict.id)


async def line(phone: Phone, thing: Thing, key: str = 'visitors', **faults: Any) -> dict[str, Any]:
    template = checklists.shown(await checklists.current(key))
    more = {name: faults.pop(name) for name in ('at',) if name in faults}
    form = {'checklist': key, 'version': 1, 'answers': clean_answers(template, **faults)}
    return phone.seal('inspections.inspect', form, thing_id=str(thing.id), **more)


def closing(phone: Phone, thing: Thing, entry: str, key: str = 'visitors', **more: Any) -> dict[str, Any]:
    answers = more.pop('answers', {'pass_back': {'value': 'ok'}})
    payload = {'entry': entry, 'checklist': key, 'version': 1, 'answers': answers}
    return phone.seal('logs.close', payload, thing_id=str(thing.id), **more)


async def test_a_monitor_may_not_close_a_line(school: School, gate: Thing) -> None:
    staff, monitor = await school.sign_in('teacher'), await school.sign_in('monitor')
    entry = await line(staff, gate, name='王先生', host='李老师')
    await staff.write(entry)
    verdict = await monitor.write_one(closing(monitor, gate, entry['id']))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')
    assert await count('log_entry', 'closed_at IS NULL') == 1


async def test_a_visitor_comes_in_and_goes_out(school: School, gate: Thing) -> None:
    phone = await school.sign_in('teacher')
    entry = await line(phone, gate, name='王先生', host='李老师')
    await phone.write(entry)
    [inside] = await logs.open_entries(gate.id, 'visitors')
    assert inside.title == '王先生'
    verdict = await phone.write_one(closing(phone, gate, entry['id']))
    assert (verdict.verdict, verdict.flags) == ('accepted', [])
    assert await logs.open_entries() == []
    found = await answered.answered(entry['id'], 'zh-CN')
    assert ('登记离校', '临时通行证已收回', '正常') in [(each.section, each.title, each.text) for each in found.lines]
    await gate.refresh_from_db()
    assert gate.checked_at is None, 'a visitor is no check of the gatehouse'


async def test_two_guards_sign_one_visitor_out_and_the_first_counts(school: School, gate: Thing) -> None:
    phones = [await school.sign_in('teacher'), await school.sign_in('caretaker')]
    entry = await line(phones[0], gate, name='王先生', host='李老师')
    await phones[0].write(entry)
    verdicts = [await phone.write_one(closing(phone, gate, entry['id'])) for phone in phones]
    assert [verdict.flags for verdict in verdicts] == [[], ['already_closed']]
    assert (await LogEntry.get(id=entry['id'])).closed_by == school.people['teacher']


async def test_a_visitor_who_never_left_stays_in_the_book_as_just_that(school: School, gate: Thing) -> None:
    phone = await school.sign_in('teacher')
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    entry = await line(phone, gate, name='王先生', host='李老师', at=yesterday)
    await phone.write(entry, await line(phone, gate, name='赵女士', host='李老师'))
    found = await logs.open_entries(gate.id)
    assert [(each.title, logs.is_overdue(each)) for each in found] == [('王先生', True), ('赵女士', False)]
    verdict = await phone.write_one(closing(phone, gate, entry['id']))
    assert verdict.verdict == 'accepted', 'closing late is better than never'


async def test_a_line_nobody_wrote_cannot_be_closed(school: School, gate: Thing) -> None:
    phone = await school.sign_in('teacher')
    entry = await line(phone, gate, name='王先生', host='李老师')
    await phone.write(entry)
    fan = await Thing.get(id=school.things['fan'])
    verdicts = [
        await phone.write_one(each) for each in (closing(phone, gate, str(uuid4())), closing(phone, fan, entry['id']))
    ]
    assert codes_of(verdicts) == ['unknown_entry', 'unknown_entry']
    told('unknown_entry', verdicts[0].facts)


async def test_a_sample_is_kept_for_48_hours_and_thrown_away_early_only_with_a_mark(school: School) -> None:
    verdict = await write_one(enter('register.add', {'name': '留样冰箱', 'category': 'sample_fridge'}), the_server())
    fridge, phone = await Thing.get(id=verdict.id), await school.sign_in('teacher')
    entry = await line(phone, fridge, 'food-sample', dishes='西红柿炒蛋')
    await phone.write(entry)
    sample = await LogEntry.get(id=entry['id'])
    assert sample.due_at and sample.due_at - sample.at == timedelta(hours=48)
    answers = {'seen': {'value': 'ok'}}
    early = await phone.write_one(closing(phone, fridge, entry['id'], 'food-sample', answers=answers))
    assert (early.verdict, early.flags) == ('accepted', ['closed_early'])


async def test_a_sample_below_125_grams_is_a_fault_in_the_record(school: School) -> None:
    verdict = await write_one(enter('register.add', {'name': '留样冰箱', 'category': 'sample_fridge'}), the_server())
    fridge, phone = await Thing.get(id=verdict.id), await school.sign_in('teacher')
    await phone.write(await line(phone, fridge, 'food-sample', dishes='青菜', grams=124))
    assert await Inspection.filter(checklist='food-sample').values_list('faults', flat=True) == [1]


@pytest.mark.parametrize(
    ('answers', 'faults'),
    [
        ({'how': 'boil', 'temp': 100, 'minutes': 10}, 0),
        ({'how': 'boil', 'temp': 99, 'minutes': 9}, 2),
        ({'how': 'steam', 'temp': 100, 'minutes_s': 10}, 0),
        ({'how': 'cabinet', 'temp_c': 120, 'minutes_s': 10}, 0),
        ({'how': 'cabinet', 'temp_c': 100, 'minutes_s': 10}, 1),
        ({'how': 'washer', 'temp_w': 85, 'seconds': 40}, 0),
        ({'how': 'washer', 'temp_w': 84, 'seconds': 39}, 2),
        ({'how': 'chlorine', 'ppm': 250, 'soak': 5}, 0),
        ({'how': 'chlorine', 'ppm': 200, 'soak': 4}, 2),
        ({'what': 'towel', 'how': 'chlorine', 'ppm_t': 400, 'soak_t': 20}, 0),
        ({'what': 'towel', 'how': 'chlorine', 'ppm_t': 500, 'soak_t': 10}, 2),
        ({'what': 'surface', 'how': 'chlorine', 'ppm_w': 100, 'stay': 10}, 0),
        ({'what': 'toy', 'how': 'chlorine', 'ppm_w': 90, 'stay': 31}, 2),
        ({'how': 'sun', 'hours': 5.5}, 1),
    ],
)
async def test_disinfection_is_held_to_the_limits_of_its_method(
    school: School, answers: dict[str, Any], faults: int
) -> None:
    phone = await school.sign_in('caretaker')
    given = {'what': 'ware', 'washed': 'ok', 'rinse': 'ok', 'machine': 'ok', **answers}
    form = {'checklist': 'disinfect-daily', 'version': 1, 'answers': {key: {'value': v} for key, v in given.items()}}
    verdict = await phone.write_one(phone.seal('inspections.inspect', form, thing_id=school.id_of('room')))
    assert verdict.verdict == 'accepted'
    assert (await Inspection.get(id=verdict.id)).faults == faults


async def test_phones_know_who_is_inside_and_hear_when_somebody_leaves(school: School, gate: Thing) -> None:
    phone = await school.sign_in('teacher')
    entry = await line(phone, gate, name='王先生', host='李老师')
    await phone.write(entry)
    snapshot = await pull.snapshot(the_server())
    assert [each['title'] for each in snapshot['logs']] == ['王先生']
    await phone.write(closing(phone, gate, entry['id']))
    heard = [each for each in (await pull.changes(snapshot['cursor']))['changes'] if each['type'] == 'log']
    assert heard == [{'type': 'log', 'id': entry['id'], 'data': None}]


async def test_a_book_without_closing_has_lines_and_nothing_open(school: School, gate: Thing) -> None:
    phone = await school.sign_in('teacher')
    entry = await line(phone, gate, 'handover', to='老刘', sign={'photos': ['a' * 64]})
    await phone.write(entry)
    found = await logs.lines(gate.id, 'handover')
    assert await logs.open_entries() == []
    assert (await logs.titles(found, 'zh-CN')).popitem()[1] == '白班 · 老刘'


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.sampled_from(['', '18:00', '00:00', '23:59']))
def test_a_line_is_never_due_before_it_is_written_nor_after_its_day(moment: datetime, by: str) -> None:
    at = moment.replace(tzinfo=SHANGHAI)
    due = logs.due_of({'closes': {}, 'by': by}, at)
    assert due and at <= due and due.astimezone(SHANGHAI).date() == at.date()


async def test_a_logbook_goes_through_a_new_version_and_its_open_lines_are_closed_by_the_old(
    school: School, gate: Thing
) -> None:
    phone = await school.sign_in('teacher')
    entry = await line(phone, gate, name='王先生', host='李老师')
    await phone.write(entry)
    body = (await checklists.current('visitors')).body
    changed = body | {'log': body['log'] | {'items': []}}
    await write([enter('checklists.revise', {'key': 'visitors', 'body': changed})], the_server())
    assert (await phone.write_one(closing(phone, gate, entry['id']))).verdict == 'accepted'


async def test_every_logbook_of_a_school_comes_with_the_program(school: School) -> None:
    books = {each['id'] for each in checklists.starters() if logs.is_log(each)}
    assert books == {
        'visitors', 'food-receive', 'food-sample', 'disinfect-daily', 'gate-lockup', 'handover', 'water-log',
        'vehicle-log', 'drills',
    }  # fmt: skip


async def test_the_books_of_ones_own_post_come_first(school: School, gate: Thing) -> None:
    made = enter('register.add', {'name': '大厨房', 'kind': 'place', 'category': 'kitchen'})
    kitchen = (await write_one(made, the_server())).id
    first = (await logs.books(['gatekeeper']))[0]
    assert first[0].id == gate.id
    cook = await logs.books(['kitchen'])
    assert str(cook[0][0].id) == kitchen and len(cook) == len(await logs.books())


@pytest.mark.parametrize('role', ['gatekeeper', 'kitchen', 'score_inspector'])
async def test_a_post_writes_and_closes_lines_and_changes_nothing_else(role: str, school: School, gate: Thing) -> None:
    await Person.filter(id=school.people['teacher']).update(roles=[role])
    phone = await school.sign_in('teacher')
    entry = await line(phone, gate, name='王先生', host='李老师')
    verdicts = await phone.write(entry, closing(phone, gate, entry['id']))
    assert {each.verdict for each in verdicts} == {'accepted'}
    for kind, form in (
        ('register.add', {'name': '门'}),
        ('people.add', {}),
        ('checklists.withdraw', {'key': 'general'}),
    ):
        assert (await phone.write_one(phone.seal(kind, form))).verdict == 'rejected'
    assert phone.actor.may('scores.award') == (role == 'score_inspector')
    assert schedules.may([role], schedules.WALK)
