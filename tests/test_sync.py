"""The HTTP contract that phones and outside programs lean on (docs: DESIGN section 6)."""

import asyncio
import errno
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nicegui import core

from app.core import health, limiting
from app.core.actors import the_server
from app.core.entries import enter
from app.core.permissions import RIGHTS
from app.core.records import write
from app.core.words import t
from models import Record, Setting, Thing
from tests.cast import PASSWORD, UNKNOWN_CODE, School, assert_refused, count, line, told

# Who is let in


CALLS = [
    ('GET', '/api/session'), ('DELETE', '/api/session'), ('POST', '/api/records'), ('GET', '/api/snapshot'),
    ('GET', '/api/changes'), ('PUT', f'/api/photos/{"0" * 64}'), ('GET', f'/api/photos/{"0" * 64}'),
    ('GET', '/api/things/x/records'), ('GET', '/api/stocktakes/x/book'), ('GET', '/api/stocktakes/x/counts'),
    ('GET', '/api/loans/borrowers'), ('GET', '/api/loans/scanned'), ('GET', '/api/everywhere'),
]  # fmt: skip


@pytest.mark.parametrize(('method', 'path'), CALLS)
async def test_a_stranger_is_asked_to_sign_in(stranger: httpx.AsyncClient, method: str, path: str) -> None:
    assert_refused(await stranger.request(method, path), 401, 'sign_in')


async def test_every_call_is_either_listed_here_or_open_on_purpose(api: School) -> None:
    described = (await line().get('/openapi.json')).json()['paths']
    found = {(method.upper(), path) for path, methods in described.items() for method in methods}
    listed = {(method, path.replace('0' * 64, '{sha256}').replace('/x/', '/{id}/')) for method, path in CALLS}
    open_on_purpose = {('POST', '/api/session'), ('GET', '/api/words/{language}'), ('GET', '/healthz')}
    assert found - listed - open_on_purpose == {('HEAD', '/api/photos/{sha256}')}


UNSAFE = [call for call in CALLS if call[0] != 'GET'] + [('POST', '/api/session')]
OTHERS = [
    ({'Origin': 'https://evil.example'}, 'other_site'),
    ({'Origin': 'null'}, 'other_site'),
    ({'Origin': 'http://test.evil.example'}, 'other_site'),
    ({'Origin': 'http://test:8081'}, 'other_site'),
    ({'Sec-Fetch-Site': 'cross-site'}, 'other_site'),
    ({'Sec-Fetch-Site': 'same-site'}, 'other_site'),
    ({'X-Tagwalk': None}, 'header_missing'),
]


@pytest.mark.parametrize(('method', 'path'), UNSAFE)
@pytest.mark.parametrize(('headers', 'code'), OTHERS)
async def test_another_sites_page_changes_nothing(
    api: School, method: str, path: str, headers: dict[str, Any], code: str
) -> None:
    phone = await api.call('keeper')
    assert phone.http
    if None in headers.values():
        del phone.http.headers['X-Tagwalk']
        headers = {}
    before = await count('record')
    assert_refused(await phone.http.request(method, path, headers=headers, json={'records': []}), 403, code)
    assert await count('record') == before
    assert await count('session', 'ended_at IS NULL') == 1


@pytest.mark.parametrize('origin', ['http://test', 'https://test', 'https://tags.school.example'])
async def test_our_own_pages_are_let_through(api: School, origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('TAGWALK_PUBLIC_URL', 'https://tags.school.example')
    async with line(Origin=origin) as http:
        answer = await http.post('/api/session', json={'name': 'keeper', 'password': 'x'})
    assert_refused(answer, 401, 'wrong_password')


async def test_a_visitor_may_look_and_not_write(api: School) -> None:
    phone = await api.call('visitor')
    assert phone.http
    assert (await phone.http.get('/api/snapshot')).status_code == 200
    assert (await phone.http.get(f'/api/things/{api.id_of("fan")}/records')).status_code == 200
    [result] = await phone.hand_in(phone.remark(api.id_of('fan')))
    assert (result['verdict'], result['code'], result['message']) == (
        'rejected', 'not_allowed', t('problem-not_allowed', 'zh-CN', action='remarks-add'),
    )  # fmt: skip
    answer = await phone.http.put(f'/api/photos/{"0" * 64}', content=b'x', headers={'Content-Type': 'image/jpeg'})
    assert_refused(answer, 403, 'not_allowed')


async def test_somebody_without_any_role_sees_nothing(api: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RIGHTS, 'read_only', ())
    phone = await api.call('visitor')
    assert phone.http
    for path in ('/api/snapshot', '/api/changes', f'/api/things/{api.id_of("fan")}/records', f'/api/photos/{"0" * 64}'):
        assert_refused(await phone.http.get(path), 403, 'not_allowed')


# Records


async def test_a_result_says_what_became_of_each_record(api: School) -> None:
    phone = await api.call('teacher')
    sealed = phone.remark(api.id_of('fan'), photos=[{'sha256': 'b' * 64, 'bytes': 9, 'mime': 'image/jpeg'}])
    answer = (await phone.post(sealed, phone.seal('tags.sighted', tag=UNKNOWN_CODE))).json()
    assert set(answer) == {'server_id', 'epoch', 'server_time', 'results', 'missing_seqs'}
    assert abs((datetime.fromisoformat(answer['server_time']) - datetime.now(UTC)).total_seconds()) < 5
    first, second = answer['results']
    assert first == {
        'id': sealed['id'], 'digest': sealed['digest'], 'verdict': 'accepted', 'flags': [],
        'server_seq': (await Record.get(id=sealed['id'])).number, 'thing_id': api.id_of('fan'), 'thing_ver': 1,
        'need_photos': ['b' * 64],
    }  # fmt: skip
    assert (second['verdict'], second['code'], second['message']) == (
        'held',
        'unknown_tag',
        told('unknown_tag', {'code': UNKNOWN_CODE}),
    )
    [again] = await phone.hand_in(sealed)
    assert (again['verdict'], again['was'], again['server_seq']) == ('duplicate', 'accepted', first['server_seq'])


async def test_an_outside_programs_smallest_record_is_taken(api: School) -> None:
    """Only the fields that the contract calls required."""
    phone = await api.call('teacher')
    sealed = phone.seal('remarks.add', {'text': '灯'}, tag=api.codes['fan'])
    assert set(sealed) == {'id', 'device_id', 'seq', 'kind', 'kv', 'at', 'payload', 'tag', 'digest'}
    assert phone.http
    answer = await phone.http.post('/api/records', json={'records': [sealed]})
    assert answer.json()['results'][0]['thing_id'] == api.id_of('fan')


async def test_gaps_are_listed(api: School) -> None:
    phone = await api.call('teacher')
    sealed = [phone.remark(api.id_of('fan')) for _ in range(5)]
    assert (await phone.post(sealed[0], sealed[3])).json()['missing_seqs'] == [2, 3, 5]
    assert (await phone.post(*sealed)).json()['missing_seqs'] == []


async def test_a_phone_that_forgot_its_count_goes_on_where_it_stopped(api: School) -> None:
    phone, visitor = await api.call('teacher'), await api.call('visitor')
    assert phone.http and visitor.http
    assert (await phone.http.get('/api/session')).json()['seq_high'] == 0
    sealed = [phone.remark(api.id_of('fan')) for _ in range(5)]
    await phone.hand_in(sealed[0], sealed[3])
    assert (await phone.http.get('/api/session')).json()['seq_high'] == 4
    await phone.hand_in(*sealed)
    body = {'name': 'teacher', 'password': PASSWORD}
    signed = (await phone.http.post('/api/session', json=body)).json()
    assert (signed['device_id'], signed['seq_high']) == (phone.device_id, 5)
    await visitor.hand_in(visitor.remark(api.id_of('fan')))
    assert (await visitor.http.get('/api/session')).json()['seq_high'] == 1, 'what was refused counts'


async def test_messages_come_in_the_persons_language(api: School) -> None:
    for language in ('zh-CN', 'en'):
        phone = await api.call('visitor', language=language)
        [result] = await phone.hand_in(phone.remark(api.id_of('fan')))
        assert result['message'] == t('problem-not_allowed', language, action='remarks-add')


async def test_a_batch_of_fifty_is_taken_and_one_more_is_not(api: School) -> None:
    phone = await api.call('teacher')
    sealed = [phone.remark(api.id_of('fan')) for _ in range(51)]
    before = await count('record')
    facts = assert_refused(await phone.post(*sealed), 413, 'batch_too_large')
    assert facts == {'most': 50, 'sent': 51}
    assert await count('record') == before, 'nothing of it is written'
    results = await phone.hand_in(*sealed[:50])
    assert {result['verdict'] for result in results} == {'accepted'}


async def test_a_batch_of_a_thousand_is_refused_whole(api: School) -> None:
    phone = await api.call('teacher')
    sealed = [phone.remark(api.id_of('fan')) for _ in range(1000)]
    before = await count('record')
    assert_refused(await phone.post(*sealed), 413, 'batch_too_large')
    assert await count('record') == before


async def test_half_a_megabyte_is_too_much(api: School) -> None:
    phone = await api.call('teacher')
    sealed = [phone.remark(api.id_of('fan'), text='x' * 60_000) for _ in range(10)]
    assert_refused(await phone.post(*sealed), 413, 'body_too_large')
    assert await count('refusal') == 0


@pytest.mark.parametrize('path', ['/api/records', f'/api/photos/{"0" * 64}'])
@pytest.mark.parametrize('announced', [True, False])
async def test_a_body_of_100_megabytes_is_cut_off_early(api: School, path: str, announced: bool) -> None:
    phone = await api.call('teacher')
    assert phone.http
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(100):
            read += 1
            yield b' ' * 1_000_000

    method = 'POST' if path.endswith('records') else 'PUT'
    headers = {'Content-Type': 'application/json' if method == 'POST' else 'image/jpeg'}
    if announced:
        headers['Content-Length'] = '100000000'
    answer = await phone.http.request(method, path, content=body(), headers=headers)
    assert answer.status_code == 413
    assert_refused(answer, 413, answer.json()['problem'])
    assert read <= (1 if announced else 6), 'the rest is never read'


@pytest.mark.parametrize(
    ('body', 'headers', 'status', 'code'),
    [
        (b'', {}, 422, 'bad_batch'), (b'{"records":[', {}, 422, 'bad_batch'), (b'[]', {}, 422, 'bad_batch'),
        (b'{}', {}, 422, 'bad_batch'), (b'null', {}, 422, 'bad_batch'), (b'{"records":{}}', {}, 422, 'bad_batch'),
        (b'{"records":[1]}', {}, 422, 'bad_batch'), (b'{"records":[],"seq_high":"many"}', {}, 422, 'bad_batch'),
        (b'{"records":[],"seq_high":1e999}', {}, 422, 'bad_batch'), (b'{"records":[],"device_id":"x"}', {}, 422, 'bad_batch'),
        (b'\xff\xfe{}', {}, 422, 'bad_batch'), (b'{"records":[{"id":"\xed\xa0\x80"}]}', {}, 422, 'bad_batch'),
        (b'{"records":[]}', {'Content-Type': 'text/plain'}, 415, 'not_json'),
        (b'{"records":[]}', {'Content-Type': 'application/x-www-form-urlencoded'}, 415, 'not_json'),
        (b'\x1f\x8b', {'Content-Encoding': 'gzip'}, 422, 'compressed_body'),
    ],
)  # fmt: skip
async def test_what_is_no_batch_is_refused_in_words(
    api: School, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    phone = await api.call('teacher')
    assert phone.http
    headers = {'Content-Type': 'application/json', **headers}
    assert_refused(await phone.http.post('/api/records', content=body, headers=headers), status, code)
    assert await count('refusal') == 0


async def test_an_empty_batch_tells_what_is_missing(api: School) -> None:
    phone = await api.call('teacher')
    answer = await phone.post(seq_high=3)
    assert (answer.json()['results'], answer.json()['missing_seqs']) == ([], [1, 2, 3])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ['id', 'device_id', 'seq', 'kind', 'kv', 'at', 'payload', 'digest', 'tag', 'thing_id', 'base', 'photos', 'actor_id', 'prev']
)  # fmt: skip


def takes_no_later_number(fields: dict[str, Any]) -> bool:
    """An odd record may not come with the sequence number that a good one after it is going to have."""
    try:
        return not 0 < int(fields.get('seq') or 0) < 1_000
    except (TypeError, ValueError, OverflowError):
        return True


async def test_no_record_however_odd_breaks_a_batch(api: School) -> None:
    phone = await api.call('teacher')
    loop = asyncio.get_running_loop()
    cases: asyncio.Queue[tuple[dict[str, Any], dict[str, Any], asyncio.Future[None]]] = asyncio.Queue()

    async def hand_in() -> None:
        while True:
            fields, more, done = await cases.get()
            try:
                odd, good = phone.remark(api.id_of('fan')) | fields, phone.remark(api.id_of('fan'))
                answer = await phone.post(odd, good, **more)
                if more and answer.status_code in (422, 413):
                    phone.sealed.clear()
                else:
                    assert answer.status_code == 200, answer.text
                    assert answer.json()['results'][1]['verdict'] == 'accepted', answer.text
                loop.call_soon_threadsafe(done.set_result, None)
            except BaseException as error:
                loop.call_soon_threadsafe(done.set_exception, error)

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.dictionaries(FIELDS, JSON, max_size=3).filter(takes_no_later_number),
        st.dictionaries(st.sampled_from(['seq_high', 'device_id', 'clock']), JSON, max_size=1),
    )
    def run(fields: dict[str, Any], more: dict[str, Any]) -> None:
        async def one() -> None:
            done: asyncio.Future[None] = loop.create_future()
            await cases.put((fields, more, done))
            await done

        asyncio.run_coroutine_threadsafe(one(), loop).result(30)

    worker = asyncio.create_task(hand_in())
    try:
        await asyncio.to_thread(run)
    finally:
        worker.cancel()


# Snapshot and changes


async def test_the_snapshot_holds_what_a_phone_needs_offline(api: School) -> None:
    phone = await api.call('caretaker')
    assert phone.http
    await phone.hand_in(phone.seal('repairs.report', {'what': '异响'}, thing_id=api.id_of('fan')))
    got = (await phone.http.get('/api/snapshot')).json()
    assert set(got) >= {
        'server_id', 'epoch', 'cursor', 'user', 'rights', 'kinds', 'things', 'tags', 'checklists', 'repairs',
    }  # fmt: skip
    things = {thing['name']: thing for thing in got['things']}
    fan = things['吊扇']
    assert (fan['id'], fan['inside'], fan['kind'], fan['ver']) == (api.id_of('fan'), api.id_of('room'), 'asset', 2)
    assert {tag['code']: tag['thing'] for tag in got['tags']} == {
        code: api.id_of(name) for name, code in api.codes.items()
    }  # fmt: skip
    assert [(repair['thing'], repair['what']) for repair in got['repairs']] == [(api.id_of('fan'), '异响')]
    known = {checklist['id'] for checklist in got['checklists']}
    assert all(set(thing['checks']) <= known for thing in got['things'])
    assert 'inspections.inspect' in got['rights'] and 'register.retire' not in got['rights']
    assert {kind['kind'] for kind in got['kinds']} == set(got['rights'])
    scopes = {kind['kind']: kind['scope'] for kind in got['kinds']}
    assert (scopes['repairs.close'], scopes['remarks.add']) == ('repair', 'thing')


async def test_the_snapshot_names_nobody_but_the_caller(api: School) -> None:
    phone = await api.call('monitor')
    assert phone.http
    text = (await phone.http.get('/api/snapshot')).text
    assert '"monitor"' in text
    assert not [name for name in ('keeper', 'caretaker', 'teacher', 'argon2') if f'"{name}' in text]


async def test_changes_tell_what_happened_since_and_nothing_twice(api: School) -> None:
    phone = await api.call('keeper')
    assert phone.http
    cursor = (await phone.http.get('/api/snapshot')).json()['cursor']

    async def changes() -> list[dict[str, Any]]:
        nonlocal cursor
        answer = (await phone.http.get('/api/changes', params={'cursor': cursor})).json()  # type: ignore[union-attr]
        cursor = answer['next']
        assert not answer['more']
        return answer['changes']

    assert await changes() == []
    added = phone.seal('register.add', {'name': '投影仪', 'inside': api.id_of('room')})
    report = phone.seal('repairs.report', {'what': '异响'}, thing_id=api.id_of('fan'))
    await phone.hand_in(added, report, phone.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=api.id_of('desk')))
    found = {(change['type'], change['id']): change['data'] for change in await changes()}
    assert found['thing', added['id']]['name'] == '投影仪'
    assert found['repair', report['id']]['what'] == '异响'
    assert found['tag', UNKNOWN_CODE] == {'code': UNKNOWN_CODE, 'thing': api.id_of('desk')}
    assert await changes() == []
    await phone.hand_in(phone.seal('repairs.close', {'repair': report['id']}, thing_id=api.id_of('fan')))
    done = {(change['type'], change['id']): change['data'] for change in await changes()}
    assert done['repair', report['id']]['state'] == 'done', 'whoever reported it may open it again'
    settled = await api.call('head')
    await settled.hand_in(settled.seal('repairs.confirm', {'repair': report['id']}, thing_id=api.id_of('fan')))
    assert {(change['type'], change['id']): change['data'] for change in await changes()}[
        'repair', report['id']
    ] is None
    item = {'id': 'a', 'zh': '看', 'en': 'Look', 'type': 'ok'}
    body = {'id': 'own', 'zh': '自编', 'en': 'Own', 'items': [item]}
    await write([enter('checklists.revise', {'key': 'own', 'body': body})], the_server())
    assert [(change['type'], change['id']) for change in await changes()] == [('checklist', 'own')]


async def test_following_the_changes_ends_where_a_new_snapshot_stands(api: School) -> None:
    phone = await api.call('keeper')
    assert phone.http
    start = (await phone.http.get('/api/snapshot')).json()
    for number in range(0, 1200, 40):
        entries = [enter('register.add', {'name': f'椅子{number + one}'}) for one in range(40)]
        await write(entries, the_server())
    await write([enter('register.retire', {}, thing_id=api.id_of('desk'))], the_server())
    things = {thing['id']: thing for thing in start['things']}
    tags = {tag['code']: tag for tag in start['tags']}
    cursor, pages, more = start['cursor'], 0, True
    while more:
        answer = (await phone.http.get('/api/changes', params={'cursor': cursor})).json()
        for change in answer['changes']:
            {'thing': things, 'tag': tags}[change['type']][change['id']] = change['data']
        cursor, more, pages = answer['next'], answer['more'], pages + 1
    now = (await phone.http.get('/api/snapshot')).json()
    assert pages == 3
    assert cursor == now['cursor']
    assert [id for id, thing in things.items() if thing['state'] == 'retired'] == [api.id_of('desk')]
    assert {id: thing for id, thing in things.items() if thing['state'] != 'retired'} == {
        thing['id']: thing for thing in now['things']
    }
    assert tags == {tag['code']: tag for tag in now['tags']}


@pytest.mark.parametrize(
    'cursor', ['', 'x', '.', 'other.3', '{epoch}.', '{epoch}.-1', '{epoch}.٣x', '{epoch}.99999', '{epoch}.' + '9' * 40]
)
async def test_a_cursor_of_another_time_asks_for_a_new_snapshot(api: School, cursor: str) -> None:
    phone = await api.call('teacher')
    assert phone.http
    epoch = (await Setting.get(key='epoch')).value
    answer = await phone.http.get('/api/changes', params={'cursor': cursor.format(epoch=epoch)})
    assert assert_refused(answer, 409, 'epoch_changed') == {'epoch': epoch}


# History


async def test_a_things_history_is_newest_first_and_in_words(api: School) -> None:
    phone = await api.call('teacher')
    fan = api.id_of('fan')
    sealed = [phone.remark(fan, text=f'第{number}次') for number in range(3)]
    await phone.hand_in(*sealed)
    assert phone.http
    records = (await phone.http.get(f'/api/things/{fan}/records')).json()['records']
    assert [record['id'] for record in records[:3]] == [envelope['id'] for envelope in reversed(sealed)]
    newest = records[0]
    assert set(newest) >= {'id', 'kind', 'at', 'received_at', 'by', 'verdict', 'flags', 'payload', 'summary'}
    assert (newest['kind'], newest['by'], newest['summary']) == ('remarks.add', 'teacher', '第2次')
    assert newest['payload'] == {'text': '第2次'}


@pytest.mark.parametrize('id', ['x', '01a1fe0d-0000-7000-8000-000000000000'])
async def test_a_history_of_nothing_is_not_found(api: School, id: str) -> None:
    phone = await api.call('teacher')
    assert phone.http
    assert_refused(await phone.http.get(f'/api/things/{id}/records'), 404, 'unknown_thing')


# The rest


async def test_words_are_served_to_anybody_in_every_language(stranger: httpx.AsyncClient) -> None:
    for language, asked in (('zh-CN', 'zh-CN'), ('en', 'en'), ('en', 'fr'), ('zh-CN', 'zh-TW')):
        answer = await stranger.get(f'/api/words/{asked}')
        assert answer.headers['content-type'].startswith('text/plain')
        assert f'app-name = {t("app-name", language)}' in answer.text


async def test_health_is_told_only_while_the_database_answers(
    stranger: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await stranger.get('/healthz')
    assert (answer.status_code, answer.json()['status']) == (200, 'ok')
    from app.core import db

    async def dead(*_: Any) -> None:
        raise OSError(errno.EIO, 'disk gone')

    monkeypatch.setattr(db, 'rows', dead)
    for name, value in {'looked': -60.0, 'trouble': None, 'since': None}.items():
        monkeypatch.setattr(health.health, name, value)
    answer = await stranger.get('/healthz')
    assert (answer.status_code, answer.json()['status']) == (503, 'disk_error')


async def test_the_contract_describes_itself(stranger: httpx.AsyncClient) -> None:
    described = (await stranger.get('/openapi.json')).json()
    for path in ('/api/records', '/api/session', '/api/snapshot', '/api/changes', '/healthz'):
        assert all(method['summary'] for method in described['paths'][path].values())
    schema = described['paths']['/api/records']['post']['requestBody']['content']['application/json']['schema']
    assert schema['properties']['records']


async def test_an_address_that_leads_nowhere_is_no_page(api: School) -> None:
    phone = await api.call('teacher')
    assert phone.http
    assert_refused(await phone.http.get('/api/nothing'), 404, 'unknown_page')


async def test_every_answer_binds_the_browser(api: School) -> None:
    phone = await api.call('teacher')
    assert phone.http
    for path in ('/api/snapshot', '/healthz', '/api/nothing'):
        headers = (await phone.http.get(path)).headers
        assert headers['x-content-type-options'] == 'nosniff'
        assert "object-src 'none'" in headers['content-security-policy']
        assert "'unsafe-inline'" not in headers['content-security-policy'].split('style-src')[0]
        assert 'strict-transport-security' not in headers
    assert (await phone.http.get('/api/snapshot')).headers['cache-control'] == 'no-store'


# The socket


async def handshake(headers: dict[str, str], kind: str) -> int:
    """The status of an opened socket or of a refused one, as the server in front would tell it."""
    scope: dict[str, Any] = {
        'type': kind, 'path': '/_nicegui_ws/socket.io/', 'raw_path': b'/_nicegui_ws/socket.io/', 'root_path': '',
        'query_string': b'EIO=4&transport=' + (b'polling' if kind == 'http' else b'websocket'), 'method': 'GET',
        'scheme': 'http', 'server': ('test', 80), 'client': ('1.2.3.4', 5), 'http_version': '1.1', 'subprotocols': [],
        'headers': [(name.lower().encode(), value.encode()) for name, value in {'Host': 'test', 'Upgrade': 'websocket', **headers}.items()],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []
    waiting = [{'type': 'http.request', 'body': b''}] if kind == 'http' else [{'type': 'websocket.connect'}]

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {'type': f'{kind}.disconnect', 'code': 1000}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await core.app(scope, receive, send)  # type: ignore[arg-type]
    if kind == 'http':
        return sent[0]['status']
    return 403 if sent and sent[0]['type'] == 'websocket.close' else 101


@pytest.mark.parametrize('kind', ['http', 'websocket'])
async def test_a_socket_opens_only_for_our_own_page_of_somebody_signed_in(api: School, kind: str) -> None:
    phone = await api.sign_in('teacher')
    cookie = f'tw={phone.signed.session}'
    assert await handshake({}, kind) == 403
    assert await handshake({'Cookie': 'tw=made-up'}, kind) == 403
    for origin in ('https://evil.example', 'null', 'http://test.evil.example', 'http://test:1'):
        assert await handshake({'Cookie': cookie, 'Origin': origin}, kind) == 403
    open_status = 200 if kind == 'http' else 101
    assert await handshake({'Cookie': cookie}, kind) == open_status
    assert await handshake({'Cookie': cookie, 'Origin': 'http://test'}, kind) == open_status


async def test_another_programs_odd_cookie_on_this_host_shuts_nobody_out(api: School) -> None:
    phone = await api.sign_in('teacher')
    assert await handshake({'Cookie': f'prefs={{"a": 1}}; 姓=名; tw={phone.signed.session}'}, 'http') == 200


# Commands through the server


@pytest.mark.parametrize('key', [None, '', 'x', 'schlüssel'])
async def test_commands_are_for_whoever_can_read_the_data_folder(api: School, key: str | None) -> None:
    phone = await api.call('head')
    assert phone.http
    headers = {} if key is None else {'X-Tagwalk-Command': key.encode()}
    answer = await phone.http.post('/api/command/check', json={}, headers=headers)  # type: ignore[arg-type]
    assert_refused(answer, 403, 'not_allowed')


# Limits


async def test_asking_for_words_too_often_is_told_to_wait(stranger: httpx.AsyncClient) -> None:
    for _ in range(120):
        limiting.allow('120/minute', 'words', '127.0.0.1')
    answer = await stranger.get('/api/words/en')
    assert_refused(answer, 429, 'too_often')
    assert int(answer.headers['retry-after']) >= 1


async def test_what_changes_while_a_batch_is_written_waits_its_turn(api: School) -> None:
    """Twenty phones at once: every record is written once and the thing counts every change."""
    phones = [await api.call('keeper') for _ in range(20)]
    fan = api.id_of('fan')
    batches = [
        phone.hand_in(*[phone.seal('register.revise', {'spec': f'{n}'}, thing_id=fan) for n in range(5)]) for phone in phones
    ]  # fmt: skip
    results = [result for batch in await asyncio.gather(*batches) for result in batch]
    assert {result['verdict'] for result in results} == {'accepted'}
    assert len({result['server_seq'] for result in results}) == 100
    assert (await Thing.get(id=fan)).ver == 101


async def test_a_caller_who_hangs_up_leaves_the_database_usable(api: School) -> None:
    phone = await api.call('teacher')
    for number in range(60):
        task = asyncio.create_task(phone.write_one(phone.remark(api.id_of('fan'))))
        for _ in range(number % 15):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5):
        [result] = await phone.hand_in(phone.remark(api.id_of('fan')))
    assert result['verdict'] == 'accepted'
    kept = orjson.loads((await Record.get(id=result['id'])).envelope)
    assert kept['seq'] == 61
