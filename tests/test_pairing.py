"""A one-time code signs somebody in on a new phone: once, within ten minutes, and nobody who looks after accounts."""

from datetime import timedelta
from uuid import UUID

import pytest

from app import pairing
from app.core import auth, factors
from app.core.clock import now
from app.core.errors import Conflict, NotFound, Problem
from models import Pairing, Person, Record
from tests.cast import School, assert_refused, line, told


async def offered(school: School, name: str = 'caretaker') -> str:
    """The code's secret part."""
    head = await school.sign_in('head')
    address = await pairing.offer_to(await Person.get(name=name), head.actor)
    return address.rpartition('/')[2]


async def test_whoever_scans_it_is_signed_in_without_typing(api: School) -> None:
    token = await offered(api)
    async with line() as http:
        page = await http.get(f'/join/{token}')
        assert 'caretaker' in page.text and 'name="password"' not in page.text
        assert not await auth.people_here('') and await pairing.whose(token), 'looking at it does not use it up'
        assert (await http.post(f'/join/{token}', json={})).status_code == 200
        session = (await http.get('/api/session')).json()
        assert session['user']['name'] == 'caretaker'
    async with line() as another:
        assert_refused(await another.post(f'/join/{token}', json={}), 404, 'pairing_over')
        assert 'name="password"' in (await another.get(f'/join/{token}')).text
    assert not await Record.filter(envelope__contains=token).exists(), 'the log never sees what opens'


async def test_after_ten_minutes_it_is_worth_nothing(school: School) -> None:
    token = await offered(school)
    await Pairing.all().update(made_at=now() - timedelta(minutes=11))
    with pytest.raises(NotFound):
        await pairing.join(token)
    told('pairing_over')


async def test_a_new_one_makes_the_older_one_worthless(school: School) -> None:
    first, second = await offered(school), await offered(school)
    assert not await pairing.whose(first)
    assert await pairing.join(second)


async def test_of_two_phones_that_scan_it_one_is_signed_in(school: School) -> None:
    import asyncio

    token = await offered(school)
    done = await asyncio.gather(*(pairing.join(token) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(each, auth.SignedIn) for each in done) == 1


async def test_accounts_that_open_others_are_not_opened_by_a_code(school: School) -> None:
    head = await school.sign_in('head')
    with pytest.raises(Conflict) as caught:
        await pairing.offer_to(await Person.get(name='head'), head.actor)
    assert caught.value.code == 'pairing_not_for'
    told('pairing_not_for', caught.value.facts)
    token = await offered(school)
    await Person.filter(name='caretaker').update(roles=['administrator'])
    assert not await pairing.whose(token), 'nor when the post came afterwards'


async def test_only_the_administrator_makes_one_and_for_nobody_who_left(school: School) -> None:
    keeper, head = await school.sign_in('keeper'), await school.sign_in('head')
    person = await Person.get(name='caretaker')
    with pytest.raises(Problem) as caught:
        await pairing.offer_to(person, keeper.actor)
    assert caught.value.code == 'not_allowed'
    token = await offered(school)
    await Person.filter(id=person.id).update(left_at=now())
    assert not await pairing.whose(token)
    with pytest.raises(Problem):
        await pairing.offer_to(person, head.actor)


async def test_a_paired_phone_may_have_a_pin(school: School) -> None:
    signed = await pairing.join(await offered(school))
    person = await Person.get(name='caretaker')
    await factors.set_pin(person, '2846')
    assert signed.actor.id == UUID(str(person.id))
    await auth.sign_in_by_pin('caretaker', '2846', address='x', device_token=signed.device)
