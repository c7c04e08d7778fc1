"""What stands before every answer."""

import asyncio
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

import pages
from app import calls, commands, guards
from app.core import holding
from app.core.actors import the_server
from app.core.config import read_config
from app.core.entries import enter
from app.core.records import write_one
from app.guards import UPLOAD_BYTES, Departures, Message
from app.rescue import MOST_BYTES
from pages import backups, routes
from tests.cast import School, assert_refused
from tests.test_pages import Visit
from tests.test_pages import visit as visit


async def ask(heard: str, error: Exception) -> None:
    """Somebody calls an app that hears this and then fails so."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        raise error

    async def receive() -> Message:
        return {'type': heard}

    async def send(message: Message) -> None:
        raise AssertionError(f'nothing was to be sent: {message}')

    await Departures(app)({'type': 'http'}, receive, send)


async def test_somebody_who_left_before_the_answer_is_no_error() -> None:
    await ask('http.disconnect', RuntimeError('No response returned.'))


async def test_no_answer_to_somebody_who_is_still_there_is_an_error() -> None:
    with pytest.raises(RuntimeError, match='No response'):
        await ask('http.request', RuntimeError('No response returned.'))


async def test_any_other_error_is_told_even_when_they_left() -> None:
    with pytest.raises(RuntimeError, match='broken'):
        await ask('http.disconnect', RuntimeError('broken'))


# Over HTTP

OPEN = (
    '/_nicegui', '/sign-in', '/first/', '/manifest', '/icons/', '/sw.js', '/sw-kill.json', '/offline', '/static/',
    '/healthz', '/openapi.json', '/robots.txt', '/public/', '/t/', '/trust', '/join/',
)  # fmt: skip
ELSEWHERE = {'Origin': 'https://evil.example'}


async def test_uploads_are_for_those_signed_in_and_of_a_size_that_is_said(
    stranger: httpx.AsyncClient, api: School
) -> None:
    phone = await api.call('keeper')
    assert phone.http
    to, small, large = '/_nicegui/client/x/upload/1', b'x', b'x' * (UPLOAD_BYTES + 1)
    assert (await stranger.post(to, content=small)).status_code == 403
    assert (await phone.http.post(to, content=small, headers=ELSEWHERE)).status_code == 403
    assert (await phone.http.post(to, content=large)).status_code == 403
    head = await api.call('head')  # who brings in the files of broken phones
    assert head.http and (await head.http.post(to, content=large)).status_code != 403
    said = {'content-length': str(MOST_BYTES + 1)}
    assert (await head.http.post(to, content=small, headers=said)).status_code == 403

    async def unsaid() -> Any:
        yield small

    assert (await phone.http.post(to, content=unsaid())).status_code == 403
    assert (await phone.http.post(to, content=small)).status_code != 403


@pytest.mark.parametrize('path', ['/sign-in', '/nowhere', '/api/session', '/healthz', '/t/XXXX'])
async def test_a_stranger_is_bound_as_well(stranger: httpx.AsyncClient, path: str) -> None:
    headers = (await stranger.get(path)).headers
    assert headers['x-content-type-options'] == 'nosniff'
    assert headers['referrer-policy'] == 'no-referrer'
    assert headers['cross-origin-resource-policy'] == 'same-origin'
    assert headers['permissions-policy'].startswith('camera=(self)')
    policy = headers['content-security-policy']
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy, path
    assert "'unsafe-inline'" not in policy.split('style-src')[0]


async def test_the_offline_app_runs_our_files_alone_and_makes_no_html_of_texts(stranger: httpx.AsyncClient) -> None:
    policy = (await stranger.get('/offline')).headers['content-security-policy']
    for part in ("default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"):
        assert part in policy
    assert "'unsafe-" not in policy.split('script-src')[1].split(';')[0]


async def test_over_https_the_browser_is_told_to_stay_there(
    stranger: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'strict-transport-security' not in (await stranger.get('/sign-in')).headers
    monkeypatch.setenv('TAGWALK_PUBLIC_URL', 'https://tags.school.example')
    headers = (await stranger.get('/sign-in')).headers
    assert headers['strict-transport-security'] == 'max-age=31536000; includeSubDomains'
    assert headers['cross-origin-opener-policy'] == 'same-origin'


async def test_a_page_runs_no_script_but_its_own(visit: Visit, founded: Any) -> None:
    """Each page has a nonce of its own on every script, and no handler written into the HTML."""
    user = await visit('head', '/')
    nonces = set()
    for path in ('/', '/people', '/sign-in', '/me'):
        answer = await user.http_client.get(path, follow_redirects=True)
        [nonce] = re.findall(r"'nonce-([\w-]{20,})'", answer.headers['content-security-policy'])
        scripts = re.findall(r'<script\b[^>]*>', answer.text)
        assert scripts
        assert [script for script in scripts if f'nonce="{nonce}"' not in script] == []
        assert not re.search(r'<\w[^>]*\son(?:click|load|error|submit)=', answer.text)
        nonces.add(nonce)
    assert len(nonces) == 4


async def test_a_page_sets_no_cookie_but_ours_and_is_kept_nowhere(visit: Visit) -> None:
    """The framework's own session cookie is not used: it would come without the flags that ours have."""
    user = await visit('head', '/')
    for path in ('/', '/people', '/api/snapshot', '/api/session'):
        answer = await user.http_client.get(path)
        assert 'no-store' in answer.headers['cache-control'], path
        assert answer.headers.get_list('set-cookie') == []


async def test_nothing_but_the_open_addresses_answers_a_stranger(stranger: httpx.AsyncClient) -> None:
    """Every address that is declared anywhere, with anything in its gaps."""
    asked = 0
    for path in sorted(declared()):
        if path.startswith(OPEN):
            continue
        answer = await stranger.get(re.sub(r'\{[^}]*\}', 'x', path))
        away = answer.status_code in (302, 307) and answer.headers['location'].startswith('/sign-in')
        assert away or answer.status_code in (401, 403, 404, 405), f'{path}: {answer.status_code}'
        asked += 1
    assert asked > 50


def declared() -> set[str]:
    """Every address of pages and calls, as the code declares it."""
    found = {*routes.ROUTES}
    for router in [*pages.ROUTERS, *[calls.calls()]]:
        found |= {route.path for route in router.routes if getattr(route, 'path', '')}
    return found


async def test_no_address_restores_or_takes_in_a_backup() -> None:
    """The page of backups says how they stand and makes one; a backup is put back on the command line alone."""
    found = [path for path in declared() if re.search('restore|backup|upload|dump|debug|admin', path)]
    assert found == ['/backups']
    assert 'upload' not in Path(backups.__file__).read_text(encoding='utf-8')
    assert 'restore' not in commands.COMMANDS


async def test_the_servers_own_commands_want_their_key(api: School) -> None:
    """Whoever is signed in, as anybody: the key stands in a file that only the server's own user can read."""
    head = await api.call('head')
    assert head.http
    for key in ('', 'x', 'null'):
        for name in commands.COMMANDS:
            answer = await head.http.post(f'/api/command/{name}', json={}, headers={'X-Tagwalk-Command': key})
            assert_refused(answer, 403, 'not_allowed')
    holding.leave_note()
    assert (read_config().data / 'server.json').stat().st_mode & 0o777 == 0o600


async def test_labels_are_looked_up_only_so_often(api: School, stranger: httpx.AsyncClient) -> None:
    """Thirty a minute for an address: then even what the school has opened is not told any more."""
    await write_one(enter('public.open', {'categories': ['fan'], 'reports': False}), the_server())
    opened = f'/t/{api.codes["fan"]}'
    for _ in range(30):
        assert (await stranger.get(opened)).status_code == 200
    answer = await stranger.get(opened)
    assert (answer.status_code, answer.headers['location'].startswith('/sign-in')) == (307, True)


async def test_one_session_holds_only_so_many_sockets(school: School) -> None:
    phone = await school.sign_in('keeper')
    other = await school.sign_in('teacher')
    waiting: list[asyncio.Future[None]] = []

    async def hold(scope: Any, receive: Any, send: Any) -> None:
        waiting.append(asyncio.get_running_loop().create_future())
        await waiting[-1]

    guard = guards.SocketGuard(hold)

    async def open_one(who: Any) -> asyncio.Task[list[int]]:
        sent: list[int] = []

        async def send(message: Any) -> None:
            sent.append(message.get('code', 0))

        async def receive() -> Any:
            return {'type': 'websocket.connect'}

        headers = [(b'cookie', f'tw={who.signed.session}'.encode()), (b'host', b'test')]
        scope = {'type': 'websocket', 'path': '/_nicegui_ws/socket.io', 'query_string': b'sid=1', 'headers': headers}

        async def run() -> list[int]:
            await guard(scope, receive, send)
            return sent

        task = asyncio.create_task(run())
        await asyncio.sleep(0)
        for _ in range(50):
            if task.done() or len(waiting) > before:
                break
            await asyncio.sleep(0.01)
        return task

    tasks = []
    for _ in range(guards.MOST_SOCKETS):
        before = len(waiting)
        tasks.append(await open_one(phone))
    before = len(waiting)
    assert await (await open_one(phone)) == [4403]
    tasks.append(await open_one(other))
    assert len(waiting) == guards.MOST_SOCKETS + 1, 'others are not kept out'
    for each in waiting:
        each.set_result(None)
    await asyncio.gather(*tasks)
    assert not guard.open, 'what is closed no longer counts'


async def test_lines_are_opened_only_so_often(school: School) -> None:
    phone = await school.sign_in('keeper')
    fresh, known = ({'query_string': query} for query in (b'EIO=4&transport=polling', b'EIO=4&sid=x'))
    session = phone.actor.session
    assert not any(guards._is_too_often(fresh, session) for _ in range(240))
    assert guards._is_too_often(fresh, session)
    assert not guards._is_too_often(known, session)
