"""What waits for somebody on the first page: each role sees its own, and nothing that is not for them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import checklists, dangers, round_list, waiting
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from models import LogEntry, Person, Repair, Thing
from tests.cast import Phone, School, clean_answers
from tests.test_inspections import check, item_of, template_of
from tests.test_pages import Visit, visit  # noqa: F401
from tests.test_rounds import missed, ref
from tests.test_schedules import planned

VISITORS, SAMPLES = 'visitors', 'food-sample'


async def phone_of(school: School, name: str, role: str) -> Phone:
    """Somebody of the cast in another post."""
    await Person.filter(id=school.people[name]).update(roles=[role])
    return await school.sign_in(name)


async def book(school: School, key: str, name: str, category: str) -> Thing:
    """A place with a logbook."""
    facts = {'name': name, 'kind': 'place', 'category': category}
    await write_one(enter('register.add', facts), the_server())
    return await Thing.get(name=name)


async def written(phone: Phone, place: Thing, key: str, *, hours_ago: float, **answers: Any) -> Any:
    """A line of a logbook, as it was written some time ago."""
    template = await checklists.current(key)
    given = clean_answers(template.body) | {name: {'value': value} for name, value in answers.items()}
    given = {name: answer for name, answer in given.items() if 'photos' not in answer}
    facts = {'checklist': key, 'version': template.version, 'answers': given}
    at = (datetime.now(UTC) - timedelta(hours=hours_ago)).isoformat()
    return await phone.write_one(phone.seal('inspections.inspect', facts, thing_id=str(place.id), at=at))


async def overdue_of(phone: Phone) -> dict[str, int]:
    return {each.template.key: len(each.lines) for each in await waiting.overdue(phone.actor)}


async def test_a_visitor_who_never_left_waits_for_the_gate_and_the_office_and_not_for_a_teacher(school: School) -> None:
    gate = await book(school, VISITORS, '学校大门', 'gate')
    gatekeeper = await phone_of(school, 'caretaker', 'gatekeeper')
    await written(gatekeeper, gate, VISITORS, hours_ago=30, name='张明')
    await written(gatekeeper, gate, VISITORS, hours_ago=0, name='刘芳')
    assert await overdue_of(gatekeeper) == {VISITORS: 1}
    assert await overdue_of(await school.sign_in('keeper')) == {VISITORS: 1}
    assert await overdue_of(await school.sign_in('teacher')) == {}
    assert await overdue_of(await school.sign_in('visitor')) == {}, 'who may not close a line is not asked to'
    [line] = [line for line in await LogEntry.all() if line.title.startswith('张明')]
    close = {'entry': str(line.id), 'checklist': VISITORS, 'version': line.version}
    close |= {'answers': {'pass_back': {'value': 'ok'}}}
    verdict = await gatekeeper.write_one(gatekeeper.seal('logs.close', close, thing_id=str(gate.id)))
    assert verdict.verdict == 'accepted' and await overdue_of(gatekeeper) == {}


async def test_samples_of_more_than_two_days_wait_for_the_kitchen(school: School) -> None:
    kitchen = await book(school, SAMPLES, '学生食堂', 'kitchen')
    cook = await phone_of(school, 'caretaker', 'kitchen')
    for hours in (50, 49, 3):
        await written(cook, kitchen, SAMPLES, hours_ago=hours)
    assert await overdue_of(cook) == {SAMPLES: 2}
    assert await overdue_of(await phone_of(school, 'monitor', 'gatekeeper')) == {}


async def test_each_post_has_its_own_logbooks_at_hand(school: School) -> None:
    await book(school, VISITORS, '学校大门', 'gate')
    await book(school, SAMPLES, '学生食堂', 'kitchen')
    gate = {
        each.template.key for each in await waiting.books((await phone_of(school, 'caretaker', 'gatekeeper')).actor)
    }
    cook = {each.template.key for each in await waiting.books((await phone_of(school, 'monitor', 'kitchen')).actor)}
    assert VISITORS in gate and SAMPLES in cook and not gate & cook
    assert await waiting.books((await school.sign_in('teacher')).actor) == []


async def test_a_missed_round_waits_for_whoever_answers_for_it_and_the_office_until_it_is_explained(
    school: School,
) -> None:
    _, each = await missed(school)
    caretaker, keeper = await school.sign_in('caretaker'), await school.sign_in('keeper')
    assert each.id in {line.due.id for line in await waiting.missed(caretaker.actor)}
    assert each.id in {line.due.id for line in await waiting.missed(keeper.actor)}
    assert await waiting.missed((await school.sign_in('teacher')).actor) == []
    away = {'person': str(school.people['caretaker']), 'substitute': str(school.people['teacher'])}
    away |= {'starts': str(each.day), 'ends': str(each.day)}
    await write_one(enter('schedules.substitute', away), the_server())
    assert each.id in {line.due.id for line in await waiting.missed((await school.sign_in('teacher')).actor)}
    await caretaker.write_one(caretaker.seal('rounds.explain', ref(each, why='停电')))
    await keeper.write_one(keeper.seal('rounds.explain', ref(each, why='停电')))
    assert each.id not in {line.due.id for line in await round_list.unexplained()}


async def test_a_repaired_danger_waits_for_somebody_else_to_check_it(school: School) -> None:
    caretaker, teacher = await school.sign_in('caretaker'), await school.sign_in('teacher')
    template = await template_of(school, 'slide')
    await caretaker.write_one(
        check(caretaker, school, 'slide', template, faults={item_of(template, blocks_use=True)['id']: 'fault'})
    )
    blocked = await _blocked()
    assert await waiting.rechecks(teacher.actor, blocked) == [], 'it is not repaired yet'
    [repair] = await Repair.filter(closed_at=None)
    await caretaker.write_one(
        caretaker.seal('repairs.close', {'repair': str(repair.id)}, thing_id=school.id_of('slide'))
    )
    assert await waiting.rechecks(caretaker.actor, blocked) == [], 'whoever repaired it does not check it'
    assert [(thing.id, keys) for thing, keys in await waiting.rechecks(teacher.actor, blocked)] == [
        (school.things['slide'], [template['id']])
    ]
    cook = await phone_of(school, 'monitor', 'kitchen')
    assert await waiting.rechecks(cook.actor, blocked) == []


async def test_a_schedule_that_nobody_answers_for_any_more_waits_for_the_office(school: School) -> None:
    schedule = await planned(school)
    keeper, teacher = await school.sign_in('keeper'), await school.sign_in('teacher')
    assert await waiting.orphans(keeper.actor) == []
    await Person.filter(id=school.people['caretaker']).update(left_at=datetime.now(UTC))
    assert [each.id for each in await waiting.orphans(keeper.actor)] == [schedule.id]
    assert await waiting.orphans(teacher.actor) == []


async def _blocked() -> list[Thing]:
    return [thing for thing in await Thing.all() if thing.blocked_by and await dangers.blocking(thing)]


async def test_a_write_off_waits_for_the_next_signature_and_never_for_somebody_who_signed(school: School) -> None:
    teacher, keeper, head = [await school.sign_in(name) for name in ('teacher', 'keeper', 'head')]
    desk = {'thing_id': school.id_of('desk')}
    await teacher.write_one(teacher.seal('writeoffs.apply', {'reason': 'worn'}, **desk))
    waits = [len(await waiting.decisions(phone.actor)) for phone in (teacher, keeper, head)]
    assert waits == [0, 1, 1]
    opinion = {'opinion': 'scrap', 'people': '甲 乙 丙'}
    await keeper.write_one(keeper.seal('writeoffs.appraise', opinion, **desk))
    waits = [len(await waiting.decisions(phone.actor)) for phone in (teacher, keeper, head)]
    assert waits == [0, 0, 1]


@pytest.mark.parametrize('role', ['administrator', 'director', 'gatekeeper', 'kitchen', 'maintenance', 'staff'])
async def test_the_first_page_draws_for_each_post_with_what_waits(
    role: str,
    visit: Visit,  # noqa: F811
    founded: tuple[Path, School],
) -> None:
    school = founded[1]
    gate = await book(school, VISITORS, '学校大门', 'gate')
    phone = await phone_of(school, 'monitor', role)
    await written(phone, gate, VISITORS, hours_ago=30, name='张明')
    user = await visit('monitor', '/')
    await user.should_see('来访登记')
    await user.should_see('张明')
