"""People: accounts, roles, the first administrator, and what a class monitor's account may not hold."""

from typing import Any
from uuid import UUID

import pytest

from app import people
from app.core import auth
from app.core.actors import the_server
from app.core.errors import BadInput, Conflict, NotFound, Refused
from models import Person, Record, Session
from tests.cast import PASSWORD, School, count, told


async def test_a_keeper_may_not_make_accounts(school: School) -> None:
    keeper = await school.sign_in('keeper')
    with pytest.raises(Refused, match='not_allowed'):
        await people.add_person('newcomer', PASSWORD, ['administrator'], keeper.actor)
    assert not await Person.exists(name='newcomer')
    assert await count('refusal', 'kind = ?', 'people.add') == 1


async def test_a_new_account_can_sign_in_and_its_password_is_nowhere_to_be_read(school: School) -> None:
    head = await school.sign_in('head')
    id = await people.add_person(' newcomer ', 'nine purple kites', ['staff'], head.actor, '新来的')
    person = await Person.get(id=id)
    assert (person.name, person.shown, person.roles) == ('newcomer', '新来的', ['staff'])
    signed = await auth.sign_in('newcomer', 'nine purple kites', address='1.2.3.4')
    assert signed.actor.may('remarks.add')
    record = await Record.get(id=id)
    assert 'purple' not in record.envelope + person.password
    assert person.password.startswith('$argon2id$')


async def test_a_class_monitors_account_holds_no_full_name_and_neither_does_the_log(school: School) -> None:
    id = await people.add_person('class1-1', PASSWORD, ['class_monitor'], the_server(), '李小明')
    assert (await Person.get(id=id)).display == ''
    await people.revise_person(await Person.get(id=id), the_server(), display='李小明')
    assert (await Person.get(id=id)).display == ''
    assert await count('record', 'envelope LIKE ?', '%李小明%') == 0


async def test_whoever_becomes_a_class_monitor_loses_the_full_name(school: School) -> None:
    id = await people.add_person('class1-1', PASSWORD, ['staff'], the_server(), '李小明')
    await people.revise_person(await Person.get(id=id), the_server(), roles=['class_monitor'])
    assert (await Person.get(id=id)).display == ''


async def test_a_name_that_is_taken_is_not_given_twice(school: School) -> None:
    with pytest.raises(Conflict) as caught:
        await people.add_person('keeper', PASSWORD, ['staff'], the_server())
    assert caught.value.code == 'name_taken'
    told('name_taken', caught.value.facts)
    assert await Person.filter(name='keeper').count() == 1


@pytest.mark.parametrize(
    ('name', 'password', 'roles', 'code'),
    [
        ('new', 'short', ['staff'], 'password_length'),
        ('new', 'x' * 201, ['staff'], 'password_length'),
        ('new', 'aaaaaaaaaaaaaa', ['staff'], 'password_known'),
        ('new', 'Password1234', ['staff'], 'password_known'),
        ('new', PASSWORD, ['wizard'], 'unknown_role'),
        ('new', PASSWORD, [], 'bad_payload'),
        ('two words', PASSWORD, ['staff'], 'bad_payload'),
        ('', PASSWORD, ['staff'], 'bad_payload'),
        ('x' * 41, PASSWORD, ['staff'], 'bad_payload'),
    ],
)
async def test_an_account_that_cannot_be_is_refused_in_words(
    school: School, name: str, password: str, roles: list[str], code: str
) -> None:
    before = await count('person')
    with pytest.raises((BadInput, Refused)) as caught:
        await people.add_person(name, password, roles, the_server())
    assert caught.value.code == code
    told(code, caught.value.facts)
    assert await count('person') == before


async def test_somebody_whose_role_changes_is_signed_out_at_once(school: School) -> None:
    phone, head = await school.sign_in('keeper'), await school.sign_in('head')
    assert await auth.who(phone.signed.session)
    await people.revise_person(await Person.get(name='keeper'), head.actor, roles=['read_only'])
    assert await auth.who(phone.signed.session) is None
    assert not (await school.sign_in('keeper')).actor.may('register.add')


async def test_somebody_who_left_cannot_sign_in_and_their_records_stay(school: School) -> None:
    phone, head = await school.sign_in('teacher'), await school.sign_in('head')
    await phone.write_one(phone.remark(school.id_of('fan')))
    await people.revise_person(await Person.get(name='teacher'), head.actor, left=True)
    assert await Session.filter(person_id=school.people['teacher'], ended_at=None).count() == 0
    with pytest.raises(Refused, match='wrong_password'):
        await auth.sign_in('teacher', PASSWORD, address='1.2.3.4')
    assert await Record.filter(by_id=school.people['teacher']).count() == 1


@pytest.mark.parametrize('change', [{'left': True}, {'roles': ['staff']}])
async def test_the_last_administrator_stays_one(school: School, change: dict[str, Any]) -> None:
    head = await Person.get(name='head')
    with pytest.raises(Conflict) as caught:
        await people.revise_person(head, the_server(), **change)
    assert caught.value.code == 'last_administrator'
    told('last_administrator')
    await people.add_person('second', PASSWORD, ['administrator'], the_server())
    await people.revise_person(head, the_server(), **change)


async def test_changing_somebody_nobody_knows_says_so(school: School) -> None:
    phone = await school.sign_in('head')
    envelope = phone.seal('people.revise', {'person': '01a1fe0d-0000-7000-8000-000000000000', 'left': True})
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.code) == ('rejected', 'unknown_person')
    told('unknown_person')


async def test_the_first_key_makes_one_administrator_and_is_worth_nothing_then(school: School) -> None:
    assert not await people.is_first_key(await people.new_first_key()), 'somebody has an account already'
    await Session.all().delete()
    await Person.all().delete()
    early, key = await people.new_first_key(), await people.new_first_key()
    for wrong in (early, '', 'x', key[:-1]):
        with pytest.raises(NotFound) as caught:
            await people.add_first(wrong, 'first', PASSWORD)
        told(caught.value.code)
    with pytest.raises(BadInput):
        await people.add_first(key, 'first', 'short')
    person = await people.add_first(key, 'first', PASSWORD)
    assert person.roles == ['administrator']
    with pytest.raises(NotFound):
        await people.add_first(key, 'second', PASSWORD)
    assert await Person.all().count() == 1


async def test_a_language_nobody_speaks_here_is_refused(school: School) -> None:
    keeper = (await school.sign_in('keeper')).actor
    with pytest.raises(BadInput) as caught:
        await people.choose_language(keeper, 'tlh')
    told(caught.value.code, caught.value.facts)
    await people.choose_language(keeper, 'en')
    assert (await Person.get(name='keeper')).language == 'en'


async def test_names_are_shown_as_people_chose_them(school: School) -> None:
    id: UUID = await people.add_person('wang', PASSWORD, ['staff'], the_server(), '王海燕')
    assert await people.names_of({id, school.people['keeper']}) == {id: '王海燕', school.people['keeper']: 'keeper'}
