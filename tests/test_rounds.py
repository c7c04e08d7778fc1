"""Rounds: begun by one or two, done by every check on the way, handed over, skipped, missed and explained."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app import board, checklists, logs, round_list, schedules
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import Problem
from app.core.records import write_one
from app.due import Due
from app.stops import stops_of
from models import Inspection, Person, Record, Round, Schedule, Thing, Visit
from tests.cast import Phone, School, codes_of, told
from tests.test_inspections import check, template_of
from tests.test_schedules import planned

WHOLE_DAY = {'every': 'day', 'times': ['23:59'], 'school_days_only': False}


async def due_today(schedule: Schedule) -> Due:
    return next(each for each in (await board.board()).open_at(datetime.now(UTC)) if each.schedule == schedule.id)


def ref(each: Due, **more: Any) -> dict[str, Any]:
    facts = {'round': str(each.id), 'schedule': str(each.schedule), 'day': str(each.day), 'slot': each.slot}
    return facts | {'by': each.by.isoformat()} | more


async def walked(school: School) -> tuple[Schedule, Due]:
    """A round over the fan and the slide, due today."""
    schedule = await planned(school, rule=WHOLE_DAY, stops=[school.id_of('fan'), school.id_of('slide')])
    return schedule, await due_today(schedule)


async def checked(phone: Phone, school: School, thing: str, **more: Any) -> Any:
    return await phone.write_one(check(phone, school, thing, await template_of(school, thing), **more))


async def test_a_visitor_may_not_walk(school: School) -> None:
    _, each = await walked(school)
    phone = await school.sign_in('visitor')
    verdict = await phone.write_one(phone.seal('rounds.start', ref(each)))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')


async def test_a_round_is_done_with_its_last_stop(school: School) -> None:
    _, each = await walked(school)
    phone = await school.sign_in('caretaker')
    assert (await phone.write_one(phone.seal('rounds.start', ref(each)))).verdict == 'accepted'
    await checked(phone, school, 'fan', how='scan', form={'round': str(each.id)})
    found = await Round.get(id=each.id)
    assert (found.done, len(found.stops), found.done_at) == (1, 2, None)
    assert found.walker_id == school.people['caretaker']
    await checked(phone, school, 'slide', how='list', form={'round': str(each.id), 'quick': True, 'spot': 'frame'})
    found = await Round.get(id=each.id)
    assert found.done == 2 and found.done_at
    assert [(visit.how, visit.quick) for visit in await Visit.all().order_by('at')] == [('scan', False), ('list', True)]


async def test_a_check_on_the_way_counts_though_nobody_began_a_round(school: School) -> None:
    _, each = await walked(school)
    phone = await school.sign_in('teacher')
    await checked(phone, school, 'fan')
    found = await Round.get(id=each.id)
    assert (found.done, found.walkers) == (1, [str(school.people['teacher'])])


async def test_a_check_with_another_checklist_does_not_count(school: School) -> None:
    schedule = await planned(school, rule=WHOLE_DAY, stops=[school.id_of('fan')], checklist='play-weekly')
    phone = await school.sign_in('caretaker')
    await checked(phone, school, 'fan')
    assert not await Round.filter(schedule_id=schedule.id).exists()


async def test_a_line_in_a_logbook_counts_for_the_round_that_asks_for_it_and_so_do_more_of_them(school: School) -> None:
    schedule = await planned(school, rule=WHOLE_DAY, stops=[school.id_of('room')], checklist='water-log')
    each = await due_today(schedule)
    phone = await school.sign_in('caretaker')
    book = checklists.shown(await checklists.latest('water-log'))
    first = await phone.write_one(check(phone, school, 'room', book, form={'round': str(each.id)}))
    found = await Round.get(id=each.id)
    assert (first.verdict, first.flags, found.done, bool(found.done_at)) == ('accepted', [], 1, True)
    second = await phone.write_one(check(phone, school, 'room', book))
    assert (second.verdict, second.flags) == ('accepted', [])


async def test_a_book_of_a_place_is_asked_for_by_its_own_schedule_alone(school: School) -> None:
    gate = await write_one(enter('register.add', {'name': '大门', 'kind': 'place', 'category': 'gate'}), the_server())
    every = await planned(school, rule=WHOLE_DAY, stops=[str(gate.id), school.id_of('room')], checklist='')
    stops = {stop.thing: stop.checks for stop in await stops_of(every)}
    books = {each.key for each in await checklists.current_checklists() if logs.is_log(each.body)}
    assert stops[school.things['room']] and not books & {key for checks in stops.values() for key in checks}
    own = await planned(school, rule=WHOLE_DAY, stops=[str(gate.id)], checklist='visitors')
    assert [stop.checks for stop in await stops_of(own)] == [('visitors',)]


async def test_two_people_who_begin_the_same_round_walk_it_together(school: School) -> None:
    _, each = await walked(school)
    one, two = await school.sign_in('caretaker'), await school.sign_in('teacher')
    first = await one.write_one(one.seal('rounds.start', ref(each)))
    second = await two.write_one(two.seal('rounds.start', ref(each)))
    assert (first.flags, second.verdict, second.flags) == ([], 'accepted', ['joined'])
    await checked(one, school, 'fan', form={'round': str(each.id)})
    again = await checked(two, school, 'fan', form={'round': str(each.id)})
    assert again.verdict == 'accepted' and 'double_check' in again.flags
    await checked(two, school, 'slide', form={'round': str(each.id)})
    found = await Round.get(id=each.id)
    assert found.done == 2 and found.done_at
    assert found.walkers == [str(school.people[name]) for name in ('caretaker', 'teacher')]
    assert await Inspection.all().count() == 3, 'what was seen is kept'


async def test_two_phones_that_begin_at_the_same_moment_leave_one_round(school: School) -> None:
    _, each = await walked(school)
    phones = [await school.sign_in(name) for name in ('caretaker', 'teacher', 'keeper')]
    verdicts = await asyncio.gather(*(phone.write_one(phone.seal('rounds.start', ref(each))) for phone in phones))
    assert codes_of(verdicts) == ['accepted'] * 3
    assert await Round.all().count() == 1


async def test_a_round_is_paused_and_gone_on_with_by_a_colleague(school: School) -> None:
    schedule, each = await walked(school)
    one, two = await school.sign_in('caretaker'), await school.sign_in('teacher')
    await one.write(one.seal('rounds.start', ref(each)), one.seal('rounds.pause', ref(each)))
    [line] = await round_list.on(schedules.today())
    assert line.state(datetime.now(UTC)) == 'paused'
    handed = await one.write_one(one.seal('rounds.hand_over', ref(each, to=str(school.people['teacher']))))
    assert handed.verdict == 'accepted'
    [line] = await round_list.mine(school.people['teacher'])
    assert line.due.id == each.id and line.schedule.id == schedule.id
    assert await round_list.mine(school.people['caretaker']) == []
    await two.write_one(two.seal('rounds.resume', ref(each)))
    assert (await Round.get(id=each.id)).walker_id == school.people['teacher']


async def test_a_round_is_not_handed_to_somebody_who_may_not_walk(school: School) -> None:
    _, each = await walked(school)
    phone = await school.sign_in('caretaker')
    verdict = await phone.write_one(phone.seal('rounds.hand_over', ref(each, to=str(school.people['visitor']))))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_able')


async def test_a_stop_that_cannot_be_reached_is_skipped_with_a_reason(school: School) -> None:
    _, each = await walked(school)
    phone = await school.sign_in('caretaker')
    await checked(phone, school, 'fan')
    skip = phone.seal('rounds.skip', ref(each, stop=school.id_of('slide'), why='门锁着'))
    assert (await phone.write_one(skip)).verdict == 'accepted'
    found = await Round.get(id=each.id)
    assert found.done_at and found.skipped == {school.id_of('slide'): '门锁着'}
    verdict = await phone.write_one(phone.seal('rounds.skip', ref(each, stop=school.id_of('desk'), why='x')))
    assert verdict.code == 'unknown_stop'


async def missed(school: School) -> tuple[Schedule, Due]:
    """A round of yesterday that nobody walked."""
    schedule = await planned(school, rule=WHOLE_DAY, starts='2026-01-01', stops=[school.id_of('fan')])
    await Schedule.filter(id=schedule.id).update(
        since=datetime.now(UTC) - timedelta(days=9), cursor=(await Record.all().order_by('-number').first()).number + 1
    )
    yesterday = schedules.today() - timedelta(days=1)
    each = (await board.board()).due(schedule.id, yesterday, 0)
    assert each
    return schedule, each


async def test_a_missed_round_is_explained_and_never_deleted(school: School) -> None:
    _, each = await missed(school)
    [line] = await round_list.on(each.day)
    assert line.state(datetime.now(UTC)) == 'missed'
    phone = await school.sign_in('caretaker')
    assert (await phone.write_one(phone.seal('rounds.explain', ref(each, why='停电')))).verdict == 'accepted'
    [line] = await round_list.on(each.day)
    assert line.state(datetime.now(UTC)) == 'explained'
    assert line.round and line.round.why == '停电'


async def test_only_who_answers_for_it_or_the_office_explains(school: School) -> None:
    _, each = await missed(school)
    stranger = await school.sign_in('teacher')
    verdict = await stranger.write_one(stranger.seal('rounds.explain', ref(each, why='不知道')))
    assert (verdict.verdict, verdict.code) == ('conflict', 'not_your_round')
    keeper = await school.sign_in('keeper')
    assert (await keeper.write_one(keeper.seal('rounds.explain', ref(each, why='放假')))).verdict == 'accepted'


async def test_a_round_that_is_still_open_needs_no_explanation(school: School) -> None:
    _, each = await walked(school)
    phone = await school.sign_in('caretaker')
    assert (await phone.write_one(phone.seal('rounds.explain', ref(each, why='忙')))).code == 'not_missed'


async def test_a_check_that_was_done_in_time_and_arrives_late_counts_for_its_day(school: School) -> None:
    """The phone was without a network since yesterday."""
    _, each = await missed(school)
    phone = await school.sign_in('caretaker')
    await checked(phone, school, 'fan', at=(each.by - timedelta(hours=3)).isoformat())
    [line] = await round_list.on(each.day)
    assert line.state(datetime.now(UTC)) == 'done'


async def test_a_check_named_for_a_missed_round_still_counts_and_is_late(school: School) -> None:
    _, each = await missed(school)
    phone = await school.sign_in('caretaker')
    await phone.write_one(phone.seal('rounds.start', ref(each)))
    await checked(phone, school, 'fan', form={'round': str(each.id)})
    [line] = await round_list.on(each.day)
    assert line.state(datetime.now(UTC)) == 'done_late'


async def test_a_round_begun_by_an_old_rule_is_kept(school: School) -> None:
    schedule, each = await walked(school)
    await write_one(enter('schedules.stop', {'schedule': str(schedule.id)}), the_server())
    phone = await school.sign_in('caretaker')
    verdict = await phone.write_one(phone.seal('rounds.start', ref(each)))
    assert (verdict.verdict, verdict.flags) == ('accepted', ['schedule_changed'])
    await checked(phone, school, 'fan', form={'round': str(each.id)})
    assert (await Round.get(id=each.id)).done == 1


async def test_a_round_with_a_made_up_id_is_refused(school: School) -> None:
    _, each = await walked(school)
    phone = await school.sign_in('caretaker')
    verdict = await phone.write_one(phone.seal('rounds.start', ref(each, round=str(UUID(int=3)))))
    assert (verdict.verdict, verdict.code) == ('rejected', 'unknown_round')
    told('unknown_round')


async def test_what_the_register_does_during_a_round_does_not_change_its_stops(school: School) -> None:
    schedule = await planned(school, rule=WHOLE_DAY, stops=[], category='fan', checklist='general')
    each = await due_today(schedule)
    phone = await school.sign_in('caretaker')
    await phone.write_one(phone.seal('rounds.start', ref(each)))
    await write_one(enter('register.add', {'name': '新吊扇', 'category': 'fan'}), the_server())
    assert len((await Round.get(id=each.id)).stops) == 1


async def test_a_round_that_nobody_is_there_for_is_shown_as_such(school: School) -> None:
    await walked(school)
    await Person.filter(id=school.people['caretaker']).update(left_at=datetime.now(UTC))
    [line] = await round_list.on(schedules.today())
    assert line.people == []


@pytest.mark.parametrize('thing', ['fan', 'slide'])
async def test_a_check_costs_no_round_when_nothing_is_due(school: School, thing: str) -> None:
    phone = await school.sign_in('caretaker')
    verdict = await checked(phone, school, thing)
    assert verdict.flags == [] and await Round.all().count() == 0
    assert (await Thing.get(id=school.things[thing])).checked_at


async def test_a_problem_of_rounds_is_a_sentence(school: School) -> None:
    for code in ('unknown_round', 'unknown_stop', 'not_missed', 'not_your_round'):
        told(code)
    with pytest.raises(Problem):
        await write_one(enter('rounds.start', {}), the_server())
