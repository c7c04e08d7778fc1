"""Proof: how a thing was reached, and the honest hints that the office sees."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app import proof, round_list
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from app.core.words import t
from models import Visit
from tests.cast import Phone, School
from tests.test_inspections import check, template_of
from tests.test_rounds import WHOLE_DAY, due_today
from tests.test_schedules import planned

NOW = datetime.now(UTC) - timedelta(minutes=30)


async def checked(phone: Phone, school: School, thing: str, seconds: int, **more: Any) -> list[str]:
    at = (NOW + timedelta(seconds=seconds)).isoformat()
    template = await template_of(school, thing)
    verdict = await phone.write_one(check(phone, school, thing, template, at=at, **more))
    assert verdict.verdict == 'accepted'
    return [flag for flag in verdict.flags if flag in proof.FLAGS]


async def far_room(school: School) -> None:
    """The slide stands in another building."""
    yard = await write_one(enter('register.add', {'name': '操场', 'kind': 'place'}), the_server())
    await write_one(enter('register.move', {'to': yard.id}, thing_id=school.id_of('slide')), the_server())


async def test_two_rooms_in_ten_seconds_are_too_quick(school: School) -> None:
    await far_room(school)
    phone = await school.sign_in('caretaker')
    assert await checked(phone, school, 'fan', 0, how='list') == []
    assert await checked(phone, school, 'slide', 6, how='list') == ['too_quick']


async def together(phone: Phone, school: School, *walk: tuple[str, int], **more: Any) -> list[list[str]]:
    """The hints on checks that a phone sends at once, after it was offline."""
    seen = []
    for thing, seconds in walk:
        at = (NOW + timedelta(seconds=seconds)).isoformat()
        seen.append(check(phone, school, thing, await template_of(school, thing), at=at, **more))
    return [[flag for flag in verdict.flags if flag in proof.FLAGS] for verdict in await phone.write(*seen)]


async def test_checks_that_come_together_are_hinted_at_like_those_that_come_alone(school: School) -> None:
    await far_room(school)
    phone = await school.sign_in('caretaker')
    assert await together(phone, school, ('fan', 0), ('slide', 6), how='list') == [[], ['too_quick']]


async def test_two_ends_of_the_campus_are_seen_among_checks_that_come_together(school: School) -> None:
    await far_room(school)
    phone = await school.sign_in('caretaker')
    assert await together(phone, school, ('fan', 0), ('slide', 60), how='scan') == [[], ['two_ends']]


async def test_a_check_that_was_refused_hints_at_nothing(school: School) -> None:
    await far_room(school)
    phone = await school.sign_in('caretaker')
    empty = check(phone, school, 'fan', await template_of(school, 'fan'), at=NOW.isoformat(), form={'answers': {}})
    at = (NOW + timedelta(seconds=6)).isoformat()
    slide = check(phone, school, 'slide', await template_of(school, 'slide'), at=at)
    refused, written = await phone.write(empty, slide)
    assert (refused.verdict, written.verdict, written.flags) == ('rejected', 'accepted', [])


async def test_two_things_in_one_room_are_not_too_quick(school: School) -> None:
    phone = await school.sign_in('caretaker')
    await checked(phone, school, 'fan', 0, how='scan')
    assert await checked(phone, school, 'desk', 3, how='scan') == []


async def test_ten_seconds_and_more_are_time_enough(school: School) -> None:
    await far_room(school)
    phone = await school.sign_in('caretaker')
    await checked(phone, school, 'fan', 0, how='list')
    assert await checked(phone, school, 'slide', 10, how='list') == []


async def test_codes_seen_at_two_ends_of_the_campus_within_two_minutes(school: School) -> None:
    await far_room(school)
    phone = await school.sign_in('caretaker')
    await checked(phone, school, 'fan', 0, how='scan')
    assert await checked(phone, school, 'slide', 60, how='scan') == ['two_ends']
    assert await checked(phone, school, 'fan', 300, how='scan') == []


async def test_what_was_opened_from_a_list_says_nothing_about_where_somebody_was(school: School) -> None:
    await far_room(school)
    phone = await school.sign_in('caretaker')
    await checked(phone, school, 'fan', 0, how='scan')
    assert await checked(phone, school, 'slide', 60, how='list') == []


async def test_two_people_at_once_in_two_rooms_are_two_people(school: School) -> None:
    await far_room(school)
    one, two = await school.sign_in('caretaker'), await school.sign_in('teacher')
    await checked(one, school, 'fan', 0, how='scan')
    assert await checked(two, school, 'slide', 3, how='scan') == []


async def test_a_photo_that_was_chosen_is_said_to_be(school: School) -> None:
    phone = await school.sign_in('caretaker')
    photos = [{'sha256': 'a' * 64, 'role': 'taken'}]
    assert await checked(phone, school, 'fan', 0, photos=photos) == []
    photos[0]['role'] = 'chosen'
    assert await checked(phone, school, 'fan', 200, photos=photos) == ['photo_chosen']


async def test_a_round_keeps_how_each_stop_was_reached_and_its_hints(school: School) -> None:
    await far_room(school)
    schedule = await planned(school, rule=WHOLE_DAY, stops=[school.id_of('fan'), school.id_of('slide')])
    each = await due_today(schedule)
    phone = await school.sign_in('caretaker')
    for thing, how in (('fan', 'typed'), ('slide', 'list')):
        template = await template_of(school, thing)
        await phone.write_one(check(phone, school, thing, template, how=how, form={'round': str(each.id)}))
    visits = await round_list.visits_of(each.id)
    assert [(visit.how, visit.flags) for visit in visits] == [('typed', []), ('list', ['too_quick'])]
    assert await Visit.all().count() == 2


def test_a_hint_is_never_called_proof() -> None:
    """DOMAIN 1.24, rule 12."""
    for language, word in (('zh-CN', '证明'), ('en', 'proof')):
        for flag in proof.FLAGS:
            assert word not in t(f'flag-{flag}', language)
    assert '不能证明' in t('rounds-flags-note', 'zh-CN')
