"""The kind of school: which checklists it begins with, and what becomes of them when it changes its mind."""

from app import checklists, schools
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Checklist
from tests.cast import School


async def used() -> set[str]:
    return {checklist.key for checklist in await checklists.current_checklists()}


async def test_a_teacher_may_not_say_what_school_this_is(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdict = await phone.write_one(phone.seal('schools.choose', {'kinds': ['primary']}))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')
    assert await schools.kinds() == []


async def test_a_secondary_school_has_no_sandpit_until_it_takes_a_kindergarten_in(school: School) -> None:
    await schools.choose_kinds(['secondary'], the_server())
    assert not {'sandpit-daily', 'play-weekly'} & await used()
    assert {'pe-outdoor-weekly', 'extinguisher-monthly', 'general'} <= await used()
    await schools.load_starters()
    assert 'sandpit-daily' not in await used()
    await schools.choose_kinds(['secondary', 'kindergarten'], the_server())
    assert {'sandpit-daily', 'play-weekly', 'pe-outdoor-weekly'} <= await used()
    assert await schools.kinds() == ['kindergarten', 'secondary']


async def test_a_checklist_of_ones_own_stays_whatever_the_school_becomes(school: School) -> None:
    own = (await checklists.current('play-weekly')).body | {'zh': '我们的滑梯'}
    await write([enter('checklists.revise', {'key': 'play-weekly', 'body': own})], the_server())
    await write([enter('checklists.withdraw', {'key': 'pe-store-daily'})], the_server())
    await schools.choose_kinds(['secondary'], the_server())
    await schools.choose_kinds(['primary'], the_server())
    assert (await checklists.current('play-weekly')).body['zh'] == '我们的滑梯'
    assert 'pe-store-daily' not in await used(), 'what somebody put away does not come back by itself'


async def test_every_starter_is_for_some_school(school: School) -> None:
    assert {template['id'] for template in checklists.starters()} == set(await checklists.names())
    assert len(await checklists.names()) == await Checklist.filter(is_current=True).count() == 34
