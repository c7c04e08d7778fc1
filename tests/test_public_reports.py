"""Reports by strangers: few words or one photo, once for each address and fault, and nothing else is theirs to do."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from nicegui import core

from app import history, public_reports
from app.core import limiting, photos
from app.core.actors import stranger as somebody
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.kinds import KINDS
from app.core.permissions import RIGHTS, ROLES, STRANGER, may
from app.core.records import write, write_one
from models import Photo, Refusal, Repair, RepairStep
from tests.cast import UNKNOWN_CODE, School, assert_refused, count, told
from tests.test_photos import bomb, name_of, picture

WORDS = {'what': '灯不亮了'}


def from_address(address: str) -> httpx.AsyncClient:
    """Somebody at an address of their own, in a browser that our page runs in."""
    transport = httpx.ASGITransport(core.app, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url='http://test', headers={'X-Tagwalk': '1'})


async def opened(*categories: str, reports: bool | None = True) -> None:
    await write_one(enter('public.open', {'categories': list(categories), 'reports': reports}), the_server())


async def say(client: httpx.AsyncClient, code: str, /, **said: Any) -> httpx.Response:
    return await client.post(f'/t/{code}/report', json=said)


async def outcome(client: httpx.AsyncClient, code: str, /, **said: Any) -> str:
    answer = await say(client, code, **said)
    assert answer.status_code == 200, answer.text
    return answer.json()['outcome']


@pytest.fixture
async def parent(api: School) -> AsyncIterator[httpx.AsyncClient]:
    await opened('fan', 'classroom')
    async with from_address('203.0.113.7') as client:
        yield client


async def test_a_stranger_reports_with_a_few_words_and_it_is_the_offices_at_once(
    api: School, parent: httpx.AsyncClient
) -> None:
    answer = await say(parent, api.codes['fan'], **WORDS)
    assert answer.json()['outcome'] == 'reported' and '谢谢' in answer.json()['message']
    repair = await Repair.get()
    assert (repair.what, repair.source, repair.reported_by) == ('灯不亮了', 'public', None)
    assert repair.owner_id == api.people['keeper']
    [line] = [line for line in await history.of(api.things['fan'], 'zh-CN') if line['kind'] == 'public.report']
    assert line['by'] == '扫码的人'
    page = (await parent.get(f'/t/{api.codes["fan"]}', headers={'Accept-Language': 'zh-CN'})).text
    assert '正在处理' in page and '我也发现了' in page and '灯不亮了' not in page


async def test_a_photo_alone_is_a_report_and_says_nothing_of_where_it_was_taken(
    api: School, parent: httpx.AsyncClient
) -> None:
    data = picture(exif=True)
    assert await outcome(parent, api.codes['fan'], photo=base64.b64encode(data).decode()) == 'reported'
    repair = await Repair.get()
    assert repair.photos == [name_of(data)] and repair.what == '见照片'
    assert b'Exif' not in (await photos.file_of(name_of(data))).read_bytes()
    assert (await parent.get(f'/api/photos/{name_of(data)}')).status_code == 401, 'strangers see no photos'


async def test_nothing_is_reported_where_the_school_has_not_said_so(api: School, stranger: httpx.AsyncClient) -> None:
    answers = {}
    for name, categories, reports in (('shut', (), True), ('read', ('fan',), None), ('off', ('fan',), False)):
        await opened(*categories, reports=reports if name != 'read' else False)
        answers[name] = await say(stranger, api.codes['fan'], **WORDS)
        page = await stranger.get(f'/t/{api.codes["fan"]}')
        assert '/report' not in page.text
    await opened('fan')
    answers['unknown'] = await say(stranger, UNKNOWN_CODE, **WORDS)
    answers['other'] = await say(stranger, api.codes['desk'], **WORDS)
    answers['wrong'] = await say(stranger, 'ABC', **WORDS)
    assert {answer.text for answer in answers.values()} == {answers['shut'].text}, 'one answer for all'
    assert_refused(answers['shut'], 404, 'unknown_page')
    assert not await Repair.exists() and not await Refusal.exists()
    [late] = await write([enter('public.report', WORDS, thing_id=api.things['desk'])], somebody('zh-CN'))
    assert late.code == 'not_public' and told(late.code)


async def test_opening_pages_leaves_reports_as_they_were(school: School) -> None:
    await opened('fan', reports=None)
    assert not await public_reports.public.reports_on(), 'off until a school turns them on'
    await opened('fan', reports=True)
    await opened('fan', reports=None)
    assert await public_reports.public.reports_on()


async def test_two_hundred_reports_of_one_lamp_in_a_minute_are_one_repair(
    api: School, parent: httpx.AsyncClient
) -> None:
    answers = await asyncio.gather(*(say(parent, api.codes['fan'], what=f'灯坏了 {n}') for n in range(200)))
    assert await count('repair') == 1 and await count('record', "kind LIKE 'public.%' AND kind <> 'public.open'") == 1
    outcomes = [answer.json().get('outcome') for answer in answers if answer.status_code == 200]
    assert outcomes.count('reported') == 1 and set(outcomes) <= {'reported', 'counted'}
    for answer in answers:
        if answer.status_code != 200:
            assert_refused(answer, 429, answer.json()['problem'])
    assert not await Refusal.exists()
    assert (await Repair.get()).others == 0


async def test_each_address_joins_in_once(api: School, parent: httpx.AsyncClient) -> None:
    code = api.codes['fan']
    await outcome(parent, code, **WORDS)
    assert await outcome(parent, code, me_too=True) == 'counted', 'it was theirs'
    async with from_address('2001:db8::1') as one, from_address('2001:db8::2') as same, from_address('10.0.0.9') as two:
        assert await outcome(one, code, me_too=True) == 'added'
        assert await outcome(one, code, me_too=True) == await outcome(same, code, me_too=True) == 'counted'
        assert await outcome(two, code, what='还在闪') == 'added', 'words are kept with what is known'
        assert await outcome(two, code, me_too=True) == 'counted'
    repair = await Repair.get()
    assert repair.others == 2
    assert [step.note for step in await RepairStep.filter(verb='me_too').order_by('number')] == ['', '还在闪']
    kept = ''.join(
        [f'{row}' for row in await Repair.all().values()] + [f'{r}' for r in await RepairStep.all().values()]
    )
    assert '10.0.0.9' not in kept and '2001:db8' not in kept


async def test_joining_in_after_it_was_mended_asks_to_look_again(api: School, parent: httpx.AsyncClient) -> None:
    phone = await api.sign_in('teacher')
    await phone.write(phone.seal('repairs.report', {'what': '不转'}, thing_id=api.id_of('fan')))
    worker = await api.sign_in('caretaker')
    repair = {'repair': str((await Repair.get()).id)}
    await worker.write(worker.seal('repairs.close', repair, thing_id=api.id_of('fan')))
    assert_refused(await say(parent, api.codes['fan'], me_too=True), 409, 'public_mended')
    assert await outcome(parent, api.codes['fan'], what='又不转了') == 'reported'


async def test_something_else_about_the_same_place_is_a_repair_of_its_own_but_not_for_ever(
    api: School, parent: httpx.AsyncClient
) -> None:
    code = api.codes['room']
    for expected in ('reported', 'reported', 'reported', 'counted'):
        assert await outcome(parent, code, what='门也坏了', other=True) == expected
    assert await count('repair') == 3


async def test_addresses_things_and_the_whole_school_have_their_limits(
    api: School, parent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, 'THING_REPORTS', '2/hour')
    answers = []
    for number in range(3):
        async with from_address(f'10.0.1.{number}') as client:
            answers.append(await say(client, api.codes['fan'], what='坏了'))
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert_refused(answers[2], 429, 'public_full')
    assert int(answers[2].headers['retry-after']) > 0
    monkeypatch.setattr(limiting, 'SCHOOL_REPORTS', '0/hour')
    assert_refused(await say(parent, api.codes['room'], **WORDS), 429, 'public_full')
    monkeypatch.setattr(limiting, 'STRANGER_REPORTS', '0/hour')
    assert_refused(await say(parent, api.codes['room'], **WORDS), 429, 'too_often')


async def test_what_is_no_photo_or_too_much_is_refused_and_nothing_stays(
    api: School, parent: httpx.AsyncClient
) -> None:
    wrong = (('not base64!', 415), (base64.b64encode(b'<svg/>').decode(), 415), ('A' * 6_000_000, 413))
    for photo, status in (*wrong, (base64.b64encode(bomb(14_000)).decode(), 415)):
        answer = await say(parent, api.codes['fan'], photo=photo, **WORDS)
        assert_refused(answer, status, answer.json()['problem'])
    for said in ({'what': 'x', 'urgency': 'high'}, {'what': 'x' * 501}, {'what': ['x']}):
        assert_refused(await say(parent, api.codes['fan'], **said), 422, 'bad_body')
    assert_refused(await say(parent, api.codes['fan'], what='  '), 422, 'nothing_said')
    assert not await Photo.exists() and not await Repair.exists()


async def test_a_photo_of_a_report_that_was_refused_is_removed(
    api: School, parent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: Any) -> None:
        raise BadInput('nothing_said')

    monkeypatch.setattr(public_reports, 'write_one', refuse)
    photo = base64.b64encode(picture()).decode()
    assert (await say(parent, api.codes['fan'], photo=photo)).status_code == 422
    assert not await Photo.exists()
    assert not list((await _folder()).rglob('*.jpg'))


async def test_what_was_left_by_a_server_that_stopped_is_removed_when_it_starts(
    api: School, parent: httpx.AsyncClient
) -> None:
    kept, left = picture(), picture('PNG', (50, 50))
    await outcome(parent, api.codes['fan'], photo=base64.b64encode(kept).decode())
    await public_reports._file(base64.b64encode(left).decode(), photos.PICTURE, [])
    await public_reports.tidy()
    assert [photo.sha256 for photo in await Photo.all()] == [name_of(kept)]


async def test_a_picture_that_somebody_else_speaks_of_stays(api: School) -> None:
    left = picture()
    await public_reports._file(base64.b64encode(left).decode(), photos.PICTURE, [])
    keeper = await api.sign_in('keeper')
    said = keeper.seal('remarks.add', {'text': '同一张照片', 'photos': [name_of(left)]}, thing_id=api.id_of('fan'))
    assert (await keeper.write_one(said)).verdict == 'accepted'
    await public_reports.tidy()
    assert await Photo.exists(sha256=name_of(left))


async def _folder() -> Any:
    return photos.path_of('00' * 32).parent.parent


async def test_other_sites_cannot_report_through_their_visitors(api: School, parent: httpx.AsyncClient) -> None:
    path = f'/t/{api.codes["fan"]}/report'
    for headers in ({'Origin': 'https://evil.example'}, {'Sec-Fetch-Site': 'cross-site'}):
        assert_refused(await parent.post(path, json=WORDS, headers=headers), 403, 'other_site')
    bare = httpx.AsyncClient(transport=httpx.ASGITransport(core.app), base_url='http://test')
    async with bare:
        assert_refused(await bare.post(path, json=WORDS), 403, 'header_missing')
    assert_refused(await parent.post(path, content=b'what=x'), 415, 'not_json')
    assert (await parent.get(path)).status_code != 200
    assert not await Repair.exists()


async def test_a_forged_address_in_a_header_is_not_believed(api: School, parent: httpx.AsyncClient) -> None:
    await outcome(parent, api.codes['fan'], **WORDS)
    for forged in ('1.2.3.4', '5.6.7.8'):
        answer = await parent.post(
            f'/t/{api.codes["fan"]}/report', json={'me_too': True}, headers={'X-Forwarded-For': forged}
        )
        assert answer.json()['outcome'] == 'counted'


async def test_a_stranger_may_do_nothing_else(school: School) -> None:
    assert {name for name in KINDS if may([STRANGER], name)} == {'public.report', 'public.me_too'}
    assert STRANGER not in ROLES
    others = ('things.see', 'photos.see', 'repairs.see', 'records.see', 'people.see', 'costs.see', 'remarks.add')
    assert not [action for action in others if may([STRANGER], action)]
    assert [role for role in RIGHTS if may([role], 'public.report')] == ['administrator', STRANGER]
    for kind in ('repairs.report', 'remarks.add', 'public.open', 'people.add'):
        [verdict] = await write([enter(kind, {}, thing_id=school.things['fan'])], somebody('en'))
        assert verdict.code == 'not_allowed', kind
    payload = {'name': 'x', 'roles': [STRANGER], 'password': 'x'}
    [verdict] = await write([enter('people.add', payload)], the_server())
    assert verdict.verdict == 'rejected', 'nobody is given the role'
