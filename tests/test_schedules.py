"""Schedules: somebody answers for each, substitutes stand in, and the past stays as it was."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app import calendar, duty, schedules, sentences
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import Problem
from app.core.records import write_one
from app.stops import covers, stops_of
from models import Person, Round, Schedule, Thing
from tests.cast import School, count, told


def plan(school: School, **more: Any) -> dict[str, Any]:
    """A schedule for every day of the year, as a form says it."""
    facts: dict[str, Any] = {
        'name': '每天查滑梯',
        'rule': {'every': 'day', 'times': ['23:59'], 'school_days_only': False},
        'stops': [school.id_of('slide')],
        'person': str(school.people['caretaker']),
    }
    return {name: value for name, value in (facts | more).items() if value is not None}


async def planned(school: School, **more: Any) -> Schedule:
    verdict = await write_one(enter('schedules.add', plan(school, **more)), the_server())
    return await Schedule.get(id=verdict.id)


@pytest.mark.parametrize(
    ('more', 'code'), [
        ({'person': None}, 'nobody_responsible'),
        ({'person': None, 'post': 'read_only'}, 'nobody_responsible'),
        ({'person': None, 'post': 'nobody'}, 'nobody_responsible'),
        ({'post': 'maintenance'}, 'nobody_responsible'),
        ({'stops': []}, 'no_stops'),
        ({'checklist': 'no-such'}, 'unknown_checklist'),
        ({'category': 'no-such'}, 'unknown_category'),
        ({'stops': [str(UUID(int=5))]}, 'unknown_thing'),
        ({'term': str(UUID(int=5))}, 'unknown_term'),
        ({'rule': {'every': 'week'}}, 'bad_payload'),
        ({'starts': '2026-10-02', 'ends': '2026-10-01'}, 'bad_payload'),
    ],
)  # fmt: skip
async def test_a_schedule_that_nobody_answers_for_or_that_leads_nowhere_is_refused(
    school: School, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Problem) as refused:
        await planned(school, **more)
    assert refused.value.code == code
    told(code, refused.value.facts)
    assert await count('schedule') == 0


async def test_a_visitor_or_somebody_who_left_cannot_be_responsible(school: School) -> None:
    with pytest.raises(Problem, match='not_able'):
        await planned(school, person=str(school.people['visitor']))
    await Person.filter(id=school.people['caretaker']).update(left_at=datetime.now(UTC))
    with pytest.raises(Problem, match='not_able'):
        await planned(school)
    with pytest.raises(Problem, match='post_empty'):
        await planned(school, person=None, post='maintenance')


async def test_a_post_is_whoever_holds_it_today(school: School) -> None:
    found = await planned(school, person=None, post='maintenance')
    assert [person.name for person in (await duty.roster()).responsible(found, date(2026, 9, 1))] == ['caretaker']


async def test_a_substitute_does_it_while_somebody_is_away(school: School) -> None:
    found = await planned(school)
    away = {'person': str(school.people['caretaker']), 'substitute': str(school.people['teacher'])}
    away |= {'starts': '2026-12-01', 'ends': '2026-12-04'}
    verdict = await write_one(enter('schedules.substitute', away), the_server())
    # Two who stand in for each other: neither is asked for ever.
    turned = {'person': away['substitute'], 'substitute': away['person'], 'starts': '2026-12-04', 'ends': '2026-12-04'}
    await write_one(enter('schedules.substitute', turned), the_server())
    roster = await duty.roster()
    names = [[each.name for each in roster.responsible(found, date(2026, 12, day))] for day in (1, 3, 4, 5)]
    assert names[:2] == [['teacher'], ['teacher']]
    assert len(names[2]) == 1
    assert names[3] == ['caretaker']
    await write_one(enter('schedules.back', {'substitute': verdict.id}), the_server())
    assert [each.name for each in (await duty.roster()).responsible(found, date(2026, 12, 1))] == ['caretaker']


async def test_nobody_stands_in_for_themselves(school: School) -> None:
    person = str(school.people['caretaker'])
    with pytest.raises(Problem, match='own_substitute'):
        away = {'person': person, 'substitute': person, 'starts': '2026-12-01', 'ends': '2026-12-04'}
        await write_one(enter('schedules.substitute', away), the_server())


async def test_a_teacher_may_not_plan(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdict = await phone.write_one(phone.seal('schedules.add', plan(school)))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')


async def test_what_was_missed_stays_missed_when_the_rule_is_changed(school: School) -> None:
    found = await planned(school, starts='2026-01-01')
    await Schedule.filter(id=found.id).update(since=datetime.now(UTC) - timedelta(days=3, hours=1))
    changed = plan(school, rule={'every': 'week', 'weekdays': [0], 'times': ['08:00']}) | {'schedule': str(found.id)}
    await write_one(enter('schedules.revise', changed), the_server())
    assert await Round.filter(schedule_id=found.id).count() in (3, 4)
    missed = await Round.filter(schedule_id=found.id)
    assert all(not each.done_at and each.closes < datetime.now(UTC) for each in missed)
    renamed = changed | {'name': '查滑梯'}
    await write_one(enter('schedules.revise', renamed), the_server())
    assert len(await Round.filter(schedule_id=found.id)) == len(missed)


async def test_a_stopped_schedule_cannot_be_changed(school: School) -> None:
    found = await planned(school)
    await write_one(enter('schedules.stop', {'schedule': str(found.id)}), the_server())
    with pytest.raises(Problem, match='unknown_schedule'):
        await write_one(enter('schedules.stop', {'schedule': str(found.id)}), the_server())
    assert await schedules.schedules() == []


async def test_a_schedule_stopped_by_mistake_goes_on_and_missed_nothing_meanwhile(school: School) -> None:
    found = await planned(school)
    await write_one(enter('schedules.stop', {'schedule': str(found.id)}), the_server())
    assert await schedules.schedules() == []
    verdict = await write_one(enter('schedules.resume', {'schedule': str(found.id)}), the_server())
    [again] = await schedules.schedules()
    assert verdict.verdict == 'accepted' and again.id == found.id and again.since > found.since


async def test_the_stops_of_a_place_are_what_is_in_it(school: School) -> None:
    deep = await planned(school, stops=[school.id_of('room')], inside=True)
    stops = await stops_of(deep)
    # The desk has no checklist of its own; the room comes first, since it was named.
    assert [stop.name for stop in stops] == ['一(1)班教室', '吊扇', '大型滑梯']
    assert all(stop.checks for stop in stops)
    everything = await planned(school, stops=[school.id_of('room')], inside=True, category='playground')
    assert [stop.name for stop in await stops_of(everything)] == ['大型滑梯']
    category = await planned(school, stops=[], category='fan', checklist='general')
    assert [(stop.name, stop.checks) for stop in await stops_of(category)] == [('吊扇', ('general',))]


async def test_a_thing_is_covered_exactly_when_it_is_a_stop(school: School) -> None:
    for more in (
        {'stops': [school.id_of('room')], 'inside': True},
        {'stops': [school.id_of('room')]},
        {'stops': [], 'category': 'fan'},
        {'stops': [school.id_of('room')], 'inside': True, 'category': 'fan'},
    ):
        found = await planned(school, **more)
        stops = {stop.thing for stop in await stops_of(found)}
        room = await Thing.get(id=school.things['room'])
        for thing in await Thing.all():
            around = [] if thing.id == room.id else [room]
            assert covers(found, thing, around) or thing.id not in stops


async def test_a_schedule_is_said_in_a_sentence(school: School) -> None:
    rule = {'every': 'week', 'weekdays': [0], 'times': ['08:00']}
    found = await planned(school, rule=rule, checklist='play-weekly')
    zh, en = [(await sentences.names([found], language)).sentence(found) for language in ('zh-CN', 'en')]
    assert zh == '每周一 8:00 前，caretaker检查大型滑梯：大型玩具每周检查。'
    assert en.startswith('Every Monday by 8:00, caretaker checks 大型滑梯: ')


@pytest.mark.parametrize('every', ['day', 'meal', 'week', 'month', 'quarter', 'year', 'term', 'holiday'])
@pytest.mark.parametrize('at', ['first', 'last', 'day'])
async def test_every_rule_can_be_said_in_both_languages(every: str, at: str, school: School) -> None:
    for more in ({}, {'interval': 2}, {'school_days_only': False}):
        rule = {'every': every, 'at': at, 'weekdays': [0, 4], 'times': ['08:00', '12:00'], **more}
        found = await planned(school, rule=rule, person=None, post='staff', stops=[school.id_of('room')], inside=True)
        for language in ('zh-CN', 'en'):
            said = (await sentences.names([found], language)).sentence(found)
            assert 'schedules-' not in said and '{' not in said and '8:00' in said


async def test_the_next_days_are_those_of_the_calendar(school: School) -> None:
    found = await planned(school)
    days = await schedules.next_days(found)
    assert len(days) == 5 and days == sorted(days)
    assert await calendar.terms() == []
