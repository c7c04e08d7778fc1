"""Proving who one is: the second factor, PINs on shared phones, one's own password, and none that everybody tries."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from app import labels, people, second
from app.core import auth, checks, factors, hashing, limiting
from app.core.actors import the_server
from app.core.clock import now
from app.core.entries import enter
from app.core.errors import BadInput, Problem, Refused, SignIn, TooOften
from app.core.records import write_one
from models import Device, Factor, Person, Record, Session
from tests.cast import PASSWORD, Phone, School, assert_refused, codes_of, line, told

HERE = '192.168.1.7'


def code_of(secret: str, later: int = 0) -> str:
    """What the authenticator shows, half minutes from now."""
    return pyotp.TOTP(secret).at(int(now().timestamp()) + later * 30)


async def with_second(school: School, name: str = 'head') -> tuple[str, list[str]]:
    phone = await school.sign_in(name)
    secret = factors.new_secret()
    return secret, await second.switch_on_for(phone.actor, secret, code_of(secret))


async def problem_of(work) -> str:
    with pytest.raises(Problem) as caught:
        await work
    told(caught.value.code, caught.value.facts)
    return caught.value.code


# The second factor


async def test_with_an_authenticator_the_password_alone_opens_nothing(school: School) -> None:
    secret, _ = await with_second(school)
    assert await problem_of(auth.sign_in('head', PASSWORD, address=HERE)) == 'second_wanted'
    assert await problem_of(auth.sign_in('head', PASSWORD, code='000000', address=HERE)) == 'wrong_code'
    assert await problem_of(auth.sign_in('head', 'wrong wrong wrong', code=code_of(secret, 1), address=HERE)) == (
        'wrong_password'
    )
    signed = await auth.sign_in('head', PASSWORD, code=code_of(secret, 1), address=HERE)
    assert signed.actor.id == school.people['head']
    assert not await Record.filter(envelope__contains=secret).exists(), 'the log never sees the secret'


async def test_no_code_counts_twice_and_old_ones_not_at_all(school: School) -> None:
    secret, _ = await with_second(school)
    assert await problem_of(auth.sign_in('head', PASSWORD, code=code_of(secret), address=HERE)) == 'wrong_code'
    assert await problem_of(auth.sign_in('head', PASSWORD, code=code_of(secret, -2), address=HERE)) == 'wrong_code'
    await auth.sign_in('head', PASSWORD, code=code_of(secret, 1), address=HERE)
    assert await problem_of(auth.sign_in('head', PASSWORD, code=code_of(secret, 1), address=HERE)) == 'wrong_code'


async def test_a_recovery_code_lets_in_once(school: School) -> None:
    _, codes = await with_second(school)
    assert len(set(codes)) == 10
    await auth.sign_in('head', PASSWORD, code=codes[3].lower(), address=HERE)
    assert await factors.recovery_codes_left(school.people['head']) == 9
    assert await problem_of(auth.sign_in('head', PASSWORD, code=codes[3], address=HERE)) == 'wrong_code'


async def test_codes_are_tried_only_so_often(school: School) -> None:
    await with_second(school)
    for _ in range(5):
        with pytest.raises(SignIn):
            await auth.sign_in('head', PASSWORD, code='123456', address=HERE)
    with pytest.raises(TooOften):
        await auth.sign_in('head', PASSWORD, code='123456', address=HERE)


async def test_it_is_switched_on_only_by_a_code_that_it_made(school: School) -> None:
    phone = await school.sign_in('head')
    assert await problem_of(second.switch_on_for(phone.actor, factors.new_secret(), '123456')) == 'wrong_code'
    assert not await factors.has_second(phone.actor.id)


async def test_somebody_elses_is_switched_off_by_the_administrator_alone(school: School) -> None:
    await with_second(school, 'keeper')
    keeper = {'person': str(school.people['keeper'])}
    teacher, head = await school.sign_in('teacher'), await school.sign_in('head')
    assert codes_of(await teacher.write(teacher.seal('second.switch_off', keeper))) == ['not_allowed']
    assert codes_of(await head.write(head.seal('second.switch_off', keeper))) == ['accepted']
    await auth.sign_in('keeper', PASSWORD, address=HERE)


async def test_where_it_is_demanded_an_administrator_without_one_goes_no_further(school: School) -> None:
    head, teacher = await school.sign_in('head'), await school.sign_in('teacher')
    assert not await second.is_lacking(head.actor)
    await write_one(enter('second.demand', {'on': True}), head.actor)
    assert await second.is_lacking(head.actor)
    assert not await second.is_lacking(teacher.actor)
    await with_second(school)
    assert not await second.is_lacking(head.actor)


# PINs


async def with_pin(school: School, name: str = 'caretaker', pin: str = '2846') -> Phone:
    phone = await school.sign_in(name)
    await factors.set_pin(await Person.get(name=name), pin)
    return phone


async def by_pin(phone: Phone, name: str = 'caretaker', pin: str = '2846') -> auth.SignedIn:
    return await auth.sign_in_by_pin(name, pin, address=HERE, device_token=phone.signed.device)


async def test_on_a_shared_phone_a_pin_is_enough(school: School) -> None:
    phone = await with_pin(school)
    teacher = await school.sign_in('teacher', device=phone.signed.device)
    assert [person.name for person in await auth.people_here(teacher.signed.device)] == ['caretaker']
    signed = await by_pin(phone)
    assert (signed.actor.id, signed.actor.device_id) == (school.people['caretaker'], phone.actor.device_id)
    assert not await checks.is_confirmed(signed.actor, now()), 'it proves too little for grave steps'


async def test_a_pin_is_worth_nothing_on_a_phone_without_a_sign_in_of_late(school: School) -> None:
    phone, other = await with_pin(school), await school.sign_in('teacher')
    assert await problem_of(by_pin(other)) == 'pin_locked'
    assert (
        await problem_of(auth.sign_in_by_pin('caretaker', '2846', address=HERE, device_token='made up')) == 'pin_locked'
    )
    await Session.all().update(confirmed_at=now() - timedelta(days=31))
    assert await problem_of(by_pin(phone)) == 'pin_locked'
    assert await auth.people_here(phone.signed.device) == []


async def test_a_shut_out_phone_takes_no_pin(school: School) -> None:
    phone = await with_pin(school)
    await Device.all().update(revoked_at=now())
    assert await problem_of(by_pin(phone)) == 'pin_locked'


async def test_wrong_pins_wait_longer_and_longer_and_then_only_the_password_helps(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await with_pin(school)
    clock = [1000.0]
    monkeypatch.setattr(limiting.time, 'monotonic', lambda: clock[0])
    waited = []
    for _ in range(factors.MOST_PINS):
        while True:
            try:
                await by_pin(phone, pin='9173')
            except TooOften as problem:
                waited.append(problem.facts['seconds'])
                clock[0] += problem.facts['seconds']
            except SignIn as problem:
                assert problem.code == 'wrong_pin'
                told('wrong_pin', problem.facts)
                break
    assert waited == [2, 3, 5]
    clock[0] += 1000
    assert await problem_of(by_pin(phone)) == 'pin_locked', 'the right one too'
    auth._delays._failures.clear()
    await auth.sign_in('caretaker', PASSWORD, address=HERE, device_token=phone.signed.device)
    await by_pin(phone)


@pytest.mark.parametrize('pin', ['0000', '1234', '4321', '1998', '2026', '7890'])
async def test_the_first_pins_anybody_tries_are_refused(school: School, pin: str) -> None:
    with pytest.raises(BadInput) as caught:
        await factors.set_pin(await Person.get(name='caretaker'), pin)
    assert caught.value.code == 'pin_known'


@pytest.mark.parametrize('pin', ['', '123', '1234567', 'abcd', '２８４６', '28 46'])
async def test_what_is_no_pin_is_refused(school: School, pin: str) -> None:
    assert await problem_of(factors.set_pin(await Person.get(name='caretaker'), pin)) == 'pin_length'


async def test_administrators_and_whoever_has_an_authenticator_have_no_pin(school: School) -> None:
    with pytest.raises(Refused):
        await factors.set_pin(await Person.get(name='head'), '2846')
    phone = await with_pin(school)
    await with_second(school, 'caretaker')
    assert await problem_of(by_pin(phone)) == 'pin_locked', 'it is gone'
    assert not await Factor.filter(kind='pin').exists()


# Passwords


@pytest.mark.parametrize(
    'password',
    [
        'password123456',
        'qwertyuiop123',
        '1qaz2wsx3edc',
        'iloveyou123456',
        'abcdefghijkl',
        '201120112011',
        'xuexiao123456',
    ],
)
def test_what_stands_on_the_lists_of_known_passwords_is_refused(password: str) -> None:
    assert hashing.is_known(password)


@pytest.mark.parametrize('password', [PASSWORD, 'correct horse 42', '操场边的三棵老槐树开花了', 'vK2-mm9-Tq4-xx'])
def test_a_short_sentence_is_a_password(password: str) -> None:
    assert not hashing.is_known(password)


@pytest.mark.parametrize('password', ['阳光实验小学123456', 'yangguangshiyanxiaoxue', 'YangGuangShiYanXiaoXue1'])
async def test_the_schools_name_is_no_password(school: School, password: str) -> None:
    await write_one(enter('labels.owner', {'text': '阳光实验小学'}), the_server())
    assert await labels.owner_text() == '阳光实验小学'
    with pytest.raises(BadInput) as caught:
        await people.add_person('newcomer', password, ['staff'], the_server())
    assert caught.value.code == 'password_known'


async def test_somebody_changes_their_own_password_and_is_signed_out_elsewhere(school: School) -> None:
    here, there = await school.sign_in('teacher'), await school.sign_in('teacher')
    person = await Person.get(name='teacher')
    wrong = people.change_password(person, here.actor, 'wrong wrong wrong', 'blue window 77', address=HERE)
    assert await problem_of(wrong) == 'wrong_password'
    await people.change_password(person, here.actor, PASSWORD, 'blue window 77', address=HERE)
    assert await auth.who(here.signed.session)
    assert not await auth.who(there.signed.session)
    assert await problem_of(auth.sign_in('teacher', PASSWORD, address=HERE)) == 'wrong_password'
    await auth.sign_in('teacher', 'blue window 77', address=HERE)


async def test_nobody_elses_password_is_changed_by_handing_in_a_record_for_them(school: School) -> None:
    head = await school.sign_in('head')
    teacher = await school.sign_in('teacher', device=head.signed.device)
    hashed = await hashing.hashed('blue window 77')
    forged = head.seal('people.choose_password', {'password': hashed}, actor_id=str(school.people['head']))
    [verdict] = await teacher.write(forged)
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_in_their_name')


async def test_a_password_hashed_with_older_measures_is_hashed_anew_at_sign_in(api: School) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    await Person.filter(name='teacher').update(password=old)
    async with line() as http:
        for _ in range(2):
            assert (await http.post('/api/session', json={'name': 'teacher', 'password': PASSWORD})).status_code == 200
    kept = (await Person.get(name='teacher')).password
    assert kept != old and not hashing.is_outdated(kept)
    assert await Record.filter(kind='people.choose_password').count() == 1


async def test_a_password_typed_again_opens_grave_steps_for_a_quarter_of_an_hour(school: School) -> None:
    head = await school.sign_in('head')
    await Session.all().update(confirmed_at=datetime.now(UTC) - timedelta(hours=1))
    assert not await checks.is_confirmed(head.actor, now())
    assert await problem_of(auth.confirm(head.actor.session, 'wrong wrong wrong', address=HERE)) == 'wrong_password'
    assert not await checks.is_confirmed(head.actor, now())
    await auth.confirm(head.actor.session, PASSWORD, address=HERE)
    assert await checks.is_confirmed(head.actor, now())


# Over HTTP


async def test_the_door_asks_for_the_code_only_after_the_password(api: School) -> None:
    secret, _ = await with_second(api)
    async with line() as http:
        body = {'name': 'head', 'password': PASSWORD}
        assert_refused(await http.post('/api/session', json=body | {'password': 'x'}), 401, 'wrong_password')
        assert_refused(await http.post('/api/session', json=body), 401, 'second_wanted')
        answer = await http.post('/api/session', json=body | {'code': code_of(secret, 1)})
        assert answer.status_code == 200


async def test_on_a_shared_phone_the_door_names_its_people_and_takes_their_pin(api: School) -> None:
    phone = await with_pin(api)
    async with line() as stranger:
        assert 'caretaker' not in (await stranger.get('/sign-in')).text
    async with line() as http:
        http.cookies.set('tw-device', phone.signed.device)
        assert 'data-person="caretaker"' in (await http.get('/sign-in')).text
        assert_refused(await http.post('/api/session', json={'name': 'caretaker', 'pin': '9173'}), 401, 'wrong_pin')
        answer = await http.post('/api/session', json={'name': 'caretaker', 'pin': '2846'})
        assert (answer.status_code, answer.json()['user']['name']) == (200, 'caretaker')


async def test_on_a_shared_phone_one_person_is_signed_in_at_a_time(api: School) -> None:
    phone = await api.call('teacher')
    assert phone.http
    answer = await phone.http.post('/api/session', json={'name': 'caretaker', 'password': PASSWORD})
    assert answer.status_code == 200
    assert not await auth.who(phone.signed.session)


# How long a session lives, and what a phone is told when it is over


async def test_a_page_left_open_that_asks_by_itself_keeps_no_session_alive(api: School) -> None:
    phone = await api.call('keeper')
    assert phone.http
    cursor = (await phone.http.get('/api/snapshot')).json()['cursor']
    for hours, status in ((30, 200), (60, 200), (73, 401)):
        auth._fresh.clear()
        await Session.all().update(seen_at=now() - timedelta(hours=hours))
        assert (await phone.http.get(f'/api/changes?cursor={cursor}')).status_code == status
        if status == 200:
            idle = now() - (await Session.get()).seen_at
            assert idle > timedelta(hours=hours - 1), 'asking for what is new is no use by a person'


async def test_what_a_person_records_keeps_the_session_alive(api: School) -> None:
    phone = await api.call('keeper')
    await Session.all().update(seen_at=now() - timedelta(hours=60))
    await phone.hand_in(phone.remark(api.id_of('fan')))
    assert now() - (await Session.get()).seen_at < timedelta(minutes=1)


async def test_a_phone_is_told_why_nobody_is_signed_in_on_it(api: School) -> None:
    """Its copy goes when it was shut out or signed out from elsewhere, not when a session just ran out."""
    phones = [await api.call('keeper') for _ in range(3)]
    shut, ended, old = phones
    await Device.filter(id=shut.device_id).update(revoked_at=now())
    await Session.filter(device_id=shut.device_id).update(ended_at=now())
    await auth.end(ended.actor.session)
    await Session.filter(device_id=old.device_id).update(seen_at=now() - timedelta(hours=80))
    auth._fresh.clear()
    told_to = []
    for phone in phones:
        assert phone.http
        answer = await phone.http.get('/api/changes?cursor=x')
        told_to.append((answer.status_code, answer.json()['problem']))
        again = await phone.http.get('/api/session')
        assert again.json()['problem'] == told_to[-1][1], 'however often it asks'
    assert told_to == [(403, 'device_revoked'), (401, 'session_ended'), (401, 'sign_in')]
    told('session_ended')


async def test_the_list_knows_whether_a_phone_keeps_its_data(api: School) -> None:
    phone = await api.call('keeper')
    assert phone.http
    for kept, wanted in (('0', False), ('x', False), ('1', True)):
        await phone.http.get('/api/changes?cursor=x', headers={'X-Tagwalk-Kept': kept})
        assert (await Device.get(id=phone.device_id)).persisted is wanted
