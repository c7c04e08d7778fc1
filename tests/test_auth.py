"""Signing in: one answer for a wrong name and a wrong password, growing waits, sessions that end at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core import auth, hashing, limiting
from app.core.errors import SignIn, TooOften
from models import Device, Person, Session
from tests.cast import PASSWORD, School, assert_refused, count, line, told

HERE = '192.168.1.7'


@pytest.mark.parametrize(
    ('name', 'password'),
    [('keeper', 'wrong wrong wrong'), ('nobody', PASSWORD), ('keeper', ''), ('', ''), ('KEEPER', PASSWORD)],
)
async def test_a_wrong_name_and_a_wrong_password_get_one_answer(school: School, name: str, password: str) -> None:
    with pytest.raises(SignIn) as caught:
        await auth.sign_in(name, password, address=HERE)
    assert (caught.value.code, caught.value.facts) == ('wrong_password', {})
    told('wrong_password')
    assert await count('session') == 0


async def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs: list[str] = []

    class Counting:
        def verify(self, hashed: str, password: str) -> bool:
            costs.append(hashed.rpartition('$')[0].rpartition('$')[0])  # kind, version, memory, turns and lanes
            return hasher.verify(hashed, password)

    hasher = hashing._hasher
    monkeypatch.setattr(hashing, '_hasher', Counting())
    for name in ('keeper', 'nobody'):
        with pytest.raises(SignIn):
            await auth.sign_in(name, 'wrong wrong wrong', address=HERE)
    known, unknown = costs
    assert known == unknown


async def test_a_session_is_found_by_its_cookie_only(school: School) -> None:
    signed = await auth.sign_in(' keeper ', PASSWORD, address=HERE)
    actor = await auth.who(signed.session)
    assert actor and actor.id == school.people['keeper']
    for token in (None, '', 'x', signed.session[:-1], signed.actor.session):
        assert await auth.who(token) is None
    row = await Session.get()
    assert signed.session not in (row.token, signed.device)
    assert row.token == auth.digest_of(signed.session), 'the table holds nothing that opens a session'


async def test_after_four_failures_each_next_one_waits_twice_as_long(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(limiting.time, 'monotonic', lambda: clock[0])

    async def fail() -> int:
        try:
            await auth.sign_in('keeper', 'wrong wrong wrong', address=HERE)
        except TooOften as problem:
            told('too_often', problem.facts)
            return problem.facts['seconds']
        except SignIn:
            return 0
        raise AssertionError('signed in')

    assert [await fail() for _ in range(5)] == [0] * 5
    waits = []
    for _ in range(4):
        waits.append(wait := await fail())
        clock[0] += wait
        assert await fail() == 0
    assert waits == [2, 3, 5, 9]  # 1, 2, 4 and 8 seconds and one for rounding
    with pytest.raises(TooOften):
        await auth.sign_in('keeper', PASSWORD, address=HERE)
    await auth.sign_in('teacher', PASSWORD, address=HERE)
    clock[0] += 1000
    await auth.sign_in('keeper', PASSWORD, address=HERE)
    assert await fail() == 0, 'a success forgets the failures'


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further() -> None:
    waits = [limiting.Delays.wait_after(count) for count in range(40)]
    assert waits[:8] == [0, 0, 0, 0, 0, 1, 2, 4]
    assert waits[-1] == 900


async def test_one_address_may_try_thirty_times_a_minute(school: School) -> None:
    for number in range(30):
        with pytest.raises(SignIn):
            await auth.sign_in(f'nobody{number}', 'x', address=HERE)
    with pytest.raises(TooOften) as caught:
        await auth.sign_in('keeper', PASSWORD, address=HERE)
    assert 1 <= caught.value.facts['seconds'] <= 61
    await auth.sign_in('keeper', PASSWORD, address='192.168.1.8')


async def test_a_browser_stays_one_device_whoever_signs_in(school: School) -> None:
    first = await auth.sign_in('keeper', PASSWORD, address=HERE, agent='Safari')
    second = await auth.sign_in('teacher', PASSWORD, address=HERE, device_token=first.device)
    assert (second.actor.device_id, second.device) == (first.actor.device_id, first.device)
    third = await auth.sign_in('teacher', PASSWORD, address=HERE, device_token='made up')
    assert third.actor.device_id != first.actor.device_id
    assert (await count('device'), await count('session')) == (2, 3)


async def test_a_revoked_device_is_signed_out_and_enrols_anew(school: School) -> None:
    signed = await auth.sign_in('keeper', PASSWORD, address=HERE)
    await Device.filter(id=signed.actor.device_id).update(revoked_at=datetime.now(UTC))
    assert await auth.who(signed.session) is None
    again = await auth.sign_in('keeper', PASSWORD, address=HERE, device_token=signed.device)
    assert again.actor.device_id != signed.actor.device_id


async def test_a_session_that_ends_tells_its_open_pages(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    told_of: list[str] = []
    monkeypatch.setattr(auth, 'on_end', [told_of.append])
    phones = [await school.sign_in('keeper') for _ in range(2)]
    for phone in phones:
        assert await auth.who(phone.signed.session)
    await auth.end(phones[0].actor.session)
    assert [bool(await auth.who(phone.signed.session)) for phone in phones] == [False, True]
    await auth.end_all(datetime.now(UTC), person_id=school.people['keeper'])
    assert await auth.who(phones[1].signed.session) is None
    assert told_of == [phone.actor.session for phone in phones]


async def test_what_changes_in_the_table_is_seen_within_five_seconds(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(auth.time, 'monotonic', lambda: clock[0])
    phone = await school.sign_in('keeper')
    assert await auth.who(phone.signed.session)
    await Person.filter(name='keeper').update(left_at=datetime.now(UTC))
    clock[0] += 5.1
    assert await auth.who(phone.signed.session) is None


async def test_a_session_not_used_over_a_long_weekend_is_over(school: School) -> None:
    phone = await school.sign_in('keeper')
    for hours, is_open in ((71, True), (73, False)):
        auth._fresh.clear()
        await Session.all().update(seen_at=datetime.now(UTC) - timedelta(hours=hours))
        assert bool(await auth.who(phone.signed.session)) is is_open
    assert (await Session.get()).ended_at


async def test_hashing_keeps_to_two_at_once(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    running, most = 0, 0

    async def slowly(function: Any, *args: Any) -> bool:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        return False

    monkeypatch.setattr(hashing.asyncio, 'to_thread', slowly)
    tries = [auth.sign_in(f'nobody{number}', 'x', address=HERE) for number in range(10)]
    await asyncio.gather(*tries, return_exceptions=True)
    assert most == 2


# Over HTTP


async def test_signing_in_over_http_sets_two_cookies_no_script_can_read(api: School) -> None:
    async with line() as http:
        assert_refused(await http.get('/api/session'), 401, 'sign_in')
        answer = await http.post('/api/session', json={'name': 'keeper', 'password': PASSWORD})
        assert answer.status_code == 200
        assert set(answer.json()) >= {'user', 'device_id', 'server_id', 'epoch'}
        assert answer.json()['user'].items() >= {
            'id': str(api.people['keeper']), 'name': 'keeper', 'display': 'keeper', 'roles': ['property_keeper'],
            'language': 'zh-CN',
        }.items()  # fmt: skip
        for cookie in answer.headers.get_list('set-cookie'):
            assert 'HttpOnly' in cookie and 'SameSite=lax' in cookie and 'Path=/' in cookie
        assert (await http.get('/api/session')).json() == answer.json()
        assert (await http.delete('/api/session')).status_code == 200
        assert_refused(await http.get('/api/session'), 401, 'sign_in')


async def test_the_device_cookie_outlives_signing_out(api: School) -> None:
    async with line() as http:
        body = {'name': 'keeper', 'password': PASSWORD}
        first = (await http.post('/api/session', json=body)).json()['device_id']
        await http.delete('/api/session')
        assert (await http.post('/api/session', json=body)).json()['device_id'] == first


async def test_over_https_the_cookies_are_bound_to_the_host(api: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('TAGWALK_PUBLIC_URL', 'https://test')
    async with line() as http:
        answer = await http.post('/api/session', json={'name': 'keeper', 'password': PASSWORD})
    cookies = answer.headers.get_list('set-cookie')
    assert {cookie.split('=')[0] for cookie in cookies} == {'__Host-tw', '__Host-tw-device'}
    assert all('Secure' in cookie and 'Domain' not in cookie for cookie in cookies)


async def test_a_wrong_password_is_told_in_the_browsers_language(api: School) -> None:
    for language, message in (('en-GB,en;q=0.9', 'en'), ('zh-CN', 'zh-CN'), ('de', 'en')):
        async with line(**{'Accept-Language': language}) as http:
            answer = await http.post('/api/session', json={'name': 'keeper', 'password': 'x'})
        assert_refused(answer, 401, 'wrong_password')
        assert answer.json()['message'].isascii() is (message == 'en')


async def test_too_many_tries_say_how_long_to_wait(api: School) -> None:
    async with line() as http:
        for _ in range(5):
            await http.post('/api/session', json={'name': 'keeper', 'password': 'x'})
        answer = await http.post('/api/session', json={'name': 'keeper', 'password': PASSWORD})
    facts = assert_refused(answer, 429, 'too_often')
    assert answer.headers['retry-after'] == str(facts['seconds'])


BROKEN: list[Any] = [
    b'',
    b'{',
    b'[]',
    b'null',
    b'{"name":"keeper"}',
    b'{"name":1,"password":[]}',
    b'\xff\xfe',
    b'{"name":"\xc3',
    b'"x"',
]


@pytest.mark.parametrize('body', BROKEN)
async def test_a_sign_in_that_cannot_be_read_is_refused_in_words(api: School, body: bytes) -> None:
    async with line() as http:
        answer = await http.post('/api/session', content=body, headers={'Content-Type': 'application/json'})
    assert_refused(answer, 422, 'bad_body')


async def test_a_sign_in_of_100_megabytes_is_cut_off(api: School) -> None:
    read = 0

    async def body() -> Any:
        nonlocal read
        for _ in range(100):
            read += 1
            yield b' ' * 1_000_000

    async with line() as http:
        answer = await http.post('/api/session', content=body(), headers={'Content-Type': 'application/json'})
    assert_refused(answer, 413, 'body_too_large')
    assert read < 5
