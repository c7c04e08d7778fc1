"""The list of phones: what each told last, shutting one out, and that what ends a session ends it everywhere."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import phones
from app.core import auth
from models import Device, Session
from tests.cast import School, count
from tests.test_pages import Visit, eventually, press, school_of
from tests.test_pages import visit as visit

IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1'
WECOM = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 wxwork/4.1.30'
EDGE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126 Safari/537.36 Edg/126'


async def open_of(school: School, name: str) -> int:
    return await Session.filter(person_id=school.people[name], ended_at=None).count()


@pytest.mark.parametrize('change', [{'password': 'x' * 90}, {'left': True}, {'roles': ['read_only']}])
async def test_a_change_of_an_account_ends_its_sessions_however_it_was_sent(school: School, change: dict) -> None:
    """A phone hands the same record in as the page writes: the sessions have to end either way."""
    keeper, head = await school.sign_in('keeper'), await school.sign_in('head')
    assert await auth.who(keeper.signed.session)
    verdict = await head.write_one(head.seal('people.revise', {'person': str(school.people['keeper']), **change}))
    assert verdict.verdict == 'accepted'
    assert await auth.who(keeper.signed.session) is None
    assert await auth.who(head.signed.session)


async def test_a_phone_that_is_shut_out_is_signed_out_at_once_and_its_records_are_refused(school: School) -> None:
    lost, head = await school.sign_in('keeper'), await school.sign_in('head')
    other = await school.sign_in('keeper')
    for phone in (lost, other):
        assert await auth.who(phone.signed.session)
    sealed = head.seal('phones.revoke', {'phone': lost.device_id})
    assert (await head.write_one(sealed)).verdict == 'accepted'
    assert await auth.who(lost.signed.session) is None
    assert await auth.who(other.signed.session)
    assert (await other.write_one(lost.remark(school.id_of('fan')))).code == 'device_revoked'
    assert (await head.write_one(head.seal('phones.trust', {'phone': lost.device_id}))).verdict == 'accepted'
    assert await auth.who(lost.signed.session) is None
    assert (await other.write_one(lost.remark(school.id_of('fan')))).verdict == 'accepted'


@pytest.mark.parametrize('name', ['keeper', 'teacher', 'visitor'])
async def test_only_the_administrator_shuts_phones_out(school: School, name: str) -> None:
    victim, other = await school.sign_in('caretaker'), await school.sign_in(name)
    for verb in ('revoke', 'trust'):
        assert (await other.write_one(other.seal(f'phones.{verb}', {'phone': victim.device_id}))).code == 'not_allowed'
    assert await auth.who(victim.signed.session)
    assert not await Device.filter(revoked_at__not_isnull=True).exists()


async def test_signing_out_elsewhere_ends_ones_own_session_and_nobody_elses(school: School) -> None:
    mine = await school.sign_in('teacher')
    shared = await school.sign_in('keeper', device=mine.signed.device)
    here = await school.sign_in('teacher')
    assert shared.device_id == mine.device_id
    await here.write_one(here.seal('phones.sign_out', {'phone': mine.device_id}))
    assert await auth.who(mine.signed.session) is None
    assert await auth.who(shared.signed.session)
    assert await auth.who(here.signed.session)


async def test_a_phone_tells_what_it_has_not_sent_when_it_asks_for_what_is_new(api: School) -> None:
    phone = await api.call('teacher')
    assert phone.http

    async def ask(**headers: str) -> Device:
        named = {f'X-Tagwalk-{name.capitalize()}': value for name, value in headers.items()}
        assert (await phone.http.get('/api/snapshot', headers=named)).status_code == 200
        return await Device.get(id=phone.device_id)

    before = await Device.get(id=phone.device_id)
    assert before.waiting is None
    told = await ask(waiting='3', build='5S4LL6S2')
    assert (told.waiting, told.build) == (3, '5S4LL6S2')
    assert told.seen_at and before.seen_at and told.seen_at > before.seen_at
    assert (await ask(waiting='0', build='5S4LL6S2')).waiting == 0
    same = await ask(waiting='0', build='5S4LL6S2')
    again = await ask(waiting='0', build='5S4LL6S2')
    assert same.seen_at == again.seen_at
    for lie in ('-1', 'x', '9' * 40, '1 2'):
        assert (await ask(waiting=lie, build='<b>' * 30)).waiting in (0, 12)
    assert (await Device.get(id=phone.device_id)).build == ''


async def test_the_list_says_whose_a_phone_is_and_leaves_out_what_has_long_been_silent(school: School) -> None:
    old, shared = await school.sign_in('caretaker'), await school.sign_in('teacher')
    await school.sign_in('keeper', device=shared.signed.device)
    gone = await school.sign_in('visitor')
    await Device.filter(id=shared.device_id).update(agent=WECOM, waiting=2)
    long_ago = datetime(2025, 1, 5, tzinfo=UTC)
    for phone in (old, gone):
        await Session.filter(device_id=phone.device_id).update(seen_at=long_ago, ended_at=long_ago)
        await Device.filter(id=phone.device_id).update(seen_at=long_ago, enrolled_at=long_ago)
    await Device.filter(id=old.device_id).update(waiting=5)
    listed = await phones.phones()
    assert [str(phone.id) for phone in listed] == [shared.device_id, old.device_id]
    assert (listed[0].system, listed[0].browser, listed[0].people) == ('Android', 'wecom', ['keeper', 'teacher'])
    assert listed[0].open == {school.people['keeper'], school.people['teacher']}
    mine = await phones.phones(school.people['teacher'])
    assert [str(phone.id) for phone in mine] == [shared.device_id]
    assert await phones.phones(school.people['visitor']) == []


@pytest.mark.parametrize(
    ('agent', 'said'), [(IPHONE, ('iPhone', 'Safari')), (WECOM, ('Android', 'wecom')), (EDGE, ('Windows', 'Edge'))]
)
async def test_a_phone_is_named_by_what_it_says_of_itself(school: School, agent: str, said: tuple[str, str]) -> None:
    phone = await school.sign_in('teacher')
    await Device.filter(id=phone.device_id).update(agent=agent)
    [found] = await phones.phones(school.people['teacher'])
    assert (found.system, found.browser) == said


async def test_the_administrator_shuts_a_phone_out_from_the_list_and_its_open_page_closes(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    school = school_of(founded)
    victim = await visit('caretaker', '/things')
    await victim.should_see('吊扇')
    [row, *_] = list(victim.find('吊扇').elements)
    head = await visit('head', '/phones')
    await head.should_see('caretaker')
    await press(head, '停用这台')
    await eventually(lambda: open_of(school, 'caretaker'), 0)
    assert row.is_deleted
    assert await count('device', 'revoked_at IS NOT NULL') == 1
    await press(head, '重新允许')
    await eventually(lambda: count('device', 'revoked_at IS NOT NULL'), 0)


async def test_somebody_signs_out_on_their_other_phone_from_their_own_page(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    school = school_of(founded)
    other = await school.sign_in('teacher')
    user = await visit('teacher', '/me')
    await press(user, '退出那台')
    await eventually(lambda: Session.filter(token=other.actor.session, ended_at=None).count(), 0)
    assert await open_of(school, 'teacher') == 1
