"""Behind a real nginx with the settings of docs/https.md: signing in, records, photos, pages, and who is calling."""

import hashlib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uuid_utils

from tests.cast import digest_of
from tests.house import PASSWORD, House, free_port
from tests.nginx import running
from tests.test_photos import picture

pytestmark = pytest.mark.server
OURS = {'X-Tagwalk': '1'}


@dataclass
class Behind:
    """The school's server and the proxy in front of it."""

    house: House
    port: int
    authority: Path

    @property
    def url(self) -> str:
        return f'https://localhost:{self.port}'

    @property
    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.authority)


Call = Callable[..., httpx.Client]


@pytest.fixture(scope='module')
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    port = free_port()
    house = House(tmp_path_factory.mktemp('behind') / 'data', extra={'TAGWALK_PUBLIC_URL': f'https://localhost:{port}'})
    while house.port == port:
        house.port = free_port()
    house.command('user', 'add', 'wang', '--role', 'administrator', given=PASSWORD)
    house.start()
    try:
        with running(tmp_path_factory.mktemp('nginx'), port, house.port) as authority:
            yield Behind(house, port, authority)
    finally:
        house.stop()


@pytest.fixture
def call(behind: Behind) -> Iterator[Call]:
    """Gives a browser at an address of its own."""
    with ExitStack() as open_ones:

        def made(address: str = '127.0.0.1', *, signed_in: bool = False) -> httpx.Client:
            line = httpx.HTTPTransport(verify=behind.context, local_address=address)
            http = open_ones.enter_context(httpx.Client(transport=line, base_url=behind.url, headers=OURS))
            if signed_in:
                assert http.post('/api/session', json={'name': 'wang', 'password': PASSWORD}).status_code == 200
            return http

        yield made


def test_signing_in_sets_cookies_that_are_bound_to_https_and_the_host(call: Call) -> None:
    http = call()
    answer = http.post('/api/session', json={'name': 'wang', 'password': PASSWORD})
    cookies = answer.headers.get_list('set-cookie')
    assert len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith('__Host-tw') and {'Secure', 'HttpOnly', 'Path=/'} <= set(cookie.split('; '))
    assert answer.headers['strict-transport-security'] == 'max-age=31536000; includeSubDomains'
    assert http.get('/api/session').json()['user']['name'] == 'wang'


def test_a_page_comes_through_and_its_socket_opens_for_our_own_page_only(behind: Behind, call: Call) -> None:
    http = call(signed_in=True)
    page = http.get('/')
    assert page.status_code == 200
    assert f"connect-src 'self' wss://localhost:{behind.port}" in page.headers['content-security-policy']
    cookie = '; '.join(f'{name}={value}' for name, value in http.cookies.items())
    assert opened(behind, cookie, behind.url).startswith('HTTP/1.1 101')
    assert opened(behind, cookie, 'https://evil.example').startswith('HTTP/1.1 403')
    assert opened(behind, '', behind.url).startswith('HTTP/1.1 403')


def opened(behind: Behind, cookie: str, origin: str) -> str:
    """The first line of the answer to a page that wants to open its websocket."""
    asked = (
        'GET /_nicegui_ws/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n'
        f'Host: localhost:{behind.port}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\n'
        'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n'
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
    )
    with (
        socket.create_connection(('127.0.0.1', behind.port), 20) as plain,
        behind.context.wrap_socket(plain, server_hostname='localhost') as line,
    ):
        line.sendall(asked.encode())
        return line.recv(200).decode(errors='replace')


def test_records_and_photos_go_through_and_one_too_large_is_refused_by_us(call: Call) -> None:
    http = call(signed_in=True)
    device = http.get('/api/session').json()['device_id']
    photo = picture(size=(1600, 1200))
    name = hashlib.sha256(photo).hexdigest()
    assert http.put(f'/api/photos/{name}', content=photo, headers={'Content-Type': 'image/jpeg'}).status_code == 201
    thing = sealed(device, 1, 'register.add', {'name': '饮水机', 'category': 'other'})
    remark = sealed(device, 2, 'remarks.add', {'text': '滤芯该换了'}, thing_id=thing['id'])
    body = {'device_id': device, 'seq_high': 2, 'records': [thing, remark]}
    said = http.post('/api/records', json=body).json()
    assert [result['verdict'] for result in said['results']] == ['accepted', 'accepted']
    assert len(http.get(f'/api/things/{thing["id"]}/records').json()['records']) >= 2
    refused = http.put(f'/api/photos/{"0" * 64}', content=b'x' * 5_000_000, headers={'Content-Type': 'image/jpeg'})
    assert refused.status_code == 413 and refused.json()['problem']


def sealed(device: str, seq: int, kind: str, payload: dict[str, Any], **more: Any) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat()
    made = {'id': str(uuid_utils.uuid7()), 'device_id': device, 'seq': seq, 'kind': kind, 'kv': 1, 'at': at}
    made |= {'payload': payload, **more}
    return made | {'digest': digest_of(made)}


def test_each_caller_is_counted_at_their_own_address_whatever_they_write(call: Call) -> None:
    """Thirty tries a minute for an address: another address is another caller, and a forged one counts for nothing."""
    one, other = call('127.0.0.2'), call('127.0.0.3')
    said = [
        one.get('/first/guess', headers={'X-Forwarded-For': f'10.0.0.{n}', 'X-Real-IP': f'10.0.0.{n}'}).status_code
        for n in range(32)
    ]
    assert said[29:] == [307, 429, 429]
    assert other.get('/first/guess').status_code == 307


def test_what_a_visitor_writes_about_the_address_is_not_believed(behind: Behind, call: Call) -> None:
    forged = {'X-Forwarded-Prefix': '/evil', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http'}
    answer = call().get('/sign-in', headers=forged)
    assert 'evil' not in answer.text + str(answer.headers)
    assert call().get('/', headers=forged).headers['location'].startswith('/sign-in')
