"""https without anybody's help: the school's own authority, certificates that renew themselves, and the way to trust."""

import asyncio
import ipaddress
import json
import plistlib
import socket
import ssl
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from cryptography import x509

from app import certificates as module
from app import trusting
from app.certificates import Certificates, Names, covered, fingerprint, leaf_names, own_names
from app.core.clock import now
from app.secure_port import SecurePort
from pages import trust
from tests.house import House, free_port

HERE = Names(frozenset({'localhost', 'tags.school.example'}), frozenset({ipaddress.ip_address('127.0.0.1')}))
MOVED = Names(HERE.hosts, HERE.addresses | {ipaddress.ip_address('192.168.9.7')})


@pytest.fixture
def made(tmp_path: Path) -> Certificates:
    certificates = Certificates(tmp_path / 'tls')
    certificates.open(HERE)
    return certificates


def trusting_context(made: Certificates) -> ssl.SSLContext:
    """A phone on which the authority was installed, and nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(made.folder / 'authority.pem')
    return context


def test_a_certificate_lasts_as_long_as_phones_allow_and_no_longer(made: Certificates) -> None:
    leaf = made.leaf
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)
    assert leaf.not_valid_before_utc < now() < leaf.not_valid_after_utc - timedelta(days=365)
    assert set(leaf_names(leaf)) == {'localhost', 'tags.school.example', '127.0.0.1'}


def test_only_the_server_can_read_the_keys(made: Certificates) -> None:
    for name in ('authority.key', 'server.key'):
        assert stat.S_IMODE((made.folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700


def test_a_certificate_is_renewed_a_month_before_its_end_and_phones_go_on_trusting(
    made: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, first = made.authority, made.leaf
    for days, renewed in ((364, False), (367, True), (800, True), (1200, True)):
        moment = first.not_valid_before_utc + timedelta(days=days)
        monkeypatch.setattr(module, 'now', lambda moment=moment: moment)
        before = made.leaf.serial_number
        assert made.renew(HERE) is renewed
        assert (made.leaf.serial_number != before) is renewed
        assert made.leaf.not_valid_after_utc > moment + timedelta(days=29)
    assert made.authority == authority


def test_a_new_address_gets_a_certificate_at_once_and_one_that_is_gone_does_no_harm(made: Certificates) -> None:
    authority = made.authority
    assert made.renew(MOVED)
    assert '192.168.9.7' in leaf_names(made.leaf)
    assert not made.renew(HERE)
    assert made.authority == authority


def test_what_was_made_is_used_again_after_a_restart(made: Certificates) -> None:
    again = Certificates(made.folder)
    again.open(HERE)
    assert (again.authority, again.leaf) == (made.authority, made.leaf)


def test_the_authority_vouches_for_the_schools_own_network_only(made: Certificates) -> None:
    """Whoever steals its key can pretend to be no bank."""
    foreign = Names(
        frozenset({'bank.example', 'evil-localhost', 'print.tags.school.example'}),
        frozenset(map(ipaddress.ip_address, ('8.8.8.8', '10.1.2.3', 'fd00::7', '2001:4860::8'))),
    )
    assert covered(foreign, made.authority) == {'print.tags.school.example', '10.1.2.3', 'fd00::7'}


def test_a_browser_refuses_what_the_stolen_key_signed_for_somebody_else(
    made: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, 'covered', lambda names, authority: {'bank.example', 'localhost'})
    made._make_leaf(HERE)
    made._load()
    with pytest.raises(ssl.SSLCertVerificationError, match='permitted subtree violation'):
        shake_hands(trusting_context(made), made.context, 'bank.example')


def shake_hands(client: ssl.SSLContext, server: ssl.SSLContext, name: str) -> None:
    one, other = socket.socketpair()
    with closing(one), closing(other):
        answering = server.wrap_socket(other, server_side=True, do_handshake_on_connect=False)
        asking = client.wrap_socket(one, server_hostname=name, do_handshake_on_connect=False)
        for side in (asking, answering):
            side.setblocking(False)
        for _ in range(20):
            for side in (asking, answering):
                try:
                    side.do_handshake()
                except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                    continue


def test_a_public_address_of_the_schools_own_is_vouched_for_too(tmp_path: Path) -> None:
    """Universities and some schools have public addresses on their own network."""
    certificates = Certificates(tmp_path / 'tls')
    certificates.open(Names(frozenset({'localhost'}), frozenset({ipaddress.ip_address('202.112.7.9')})))
    moved = Names(frozenset({'localhost'}), frozenset({ipaddress.ip_address('202.112.80.1')}))
    assert covered(moved, certificates.authority) == {'localhost', '202.112.80.1'}


def test_this_machine_knows_its_names() -> None:
    names = own_names('https://tags.school.example:8443')
    assert {'localhost', 'tags.school.example'} <= names.hosts
    assert ipaddress.ip_address('127.0.0.1') in names.addresses
    assert ipaddress.ip_address('10.0.0.9') in own_names('https://10.0.0.9').addresses


async def test_a_new_certificate_is_shown_without_a_restart_and_open_connections_go_on(made: Certificates) -> None:
    async with listening(made) as port:
        reader, writer = await asyncio.open_connection('127.0.0.1', port, ssl=trusting_context(made))
        assert await ask(reader, writer) == b'over https'
        first = writer.get_extra_info('ssl_object').getpeercert()['serialNumber']
        assert made.renew(MOVED)
        assert await ask(reader, writer) == b'over https'
        writer.close()
        other_reader, other = await asyncio.open_connection('127.0.0.1', port, ssl=trusting_context(made))
        assert await ask(other_reader, other) == b'over https'
        assert other.get_extra_info('ssl_object').getpeercert()['serialNumber'] != first
        other.close()


async def test_one_port_answers_https_and_plain_http_and_outlives_nonsense(made: Certificates) -> None:
    async with listening(made) as port:
        for sent in (b'', b'\x16', b'\x16\x03\x01\x00\x05nonsense', b'\x00\xff', b'GET / HTTP/9\r\n\r\n'):
            _, writer = await asyncio.open_connection('127.0.0.1', port)
            writer.write(sent)
            writer.close()
        with pytest.raises(ssl.SSLCertVerificationError):
            await asyncio.open_connection('127.0.0.1', port, ssl=ssl.create_default_context())
        assert await ask(*await asyncio.open_connection('127.0.0.1', port)) == b'over http'
        secure = trusting_context(made)
        both = [asyncio.open_connection('127.0.0.1', port, ssl=secure if n % 2 else None) for n in range(40)]
        said = await asyncio.gather(*[ask(*line) for line in await asyncio.gather(*both)])
        assert said == [b'over https' if n % 2 else b'over http' for n in range(40)]


async def test_a_slow_first_word_is_waited_for_and_silence_is_hung_up_on(
    made: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr('app.secure_port.SECONDS', 0.5)
    async with listening(made) as port:
        silent, _ = await asyncio.open_connection('127.0.0.1', port)
        reader, writer = await asyncio.open_connection('127.0.0.1', port)
        await asyncio.sleep(0.2)
        assert await ask(reader, writer) == b'over http'
        assert await asyncio.wait_for(silent.read(1), 5) == b''


@asynccontextmanager
async def listening(made: Certificates) -> AsyncIterator[int]:
    """A server on one port: what it says tells which way one came in."""
    port = free_port()
    door = partial(SecurePort, made.context, saying(b'over http'))
    config = uvicorn.Config(
        saying(b'over https'), host='127.0.0.1', port=port, http=door, log_level='critical', lifespan='off'
    )  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 (it has no event to wait for)
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await asyncio.wait_for(task, 10)


def saying(text: bytes) -> Any:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b'content-length', str(len(text)).encode())]
        await send({'type': 'http.response.start', 'status': 200, 'headers': headers})
        await send({'type': 'http.response.body', 'body': text})

    return answer


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    writer.write(b'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    head = await asyncio.wait_for(reader.readuntil(b'\r\n\r\n'), 5)
    length = next(
        int(line.split(b':')[1]) for line in head.split(b'\r\n') if line.lower().startswith(b'content-length')
    )
    return await reader.readexactly(length)


async def test_commands_of_this_machine_are_answered_over_plain_http_and_nobody_elses() -> None:
    answer = trust.plain(saying(b'the app'))
    for client, path, inside in (
        ('127.0.0.1', '/healthz', True), ('127.0.0.1', '/api/command/check', True), ('127.0.0.1', '/api/records', False),
        ('192.168.1.9', '/healthz', False), ('192.168.1.9', '/api/command/check', False),
    ):  # fmt: skip
        transport = httpx.ASGITransport(answer, client=(client, 4711))
        async with httpx.AsyncClient(transport=transport, base_url='http://test') as http:
            said = await http.post(path, json={})
            assert (said.text == 'the app') is inside, (client, path)
            assert inside or (said.status_code == 426 and said.json()['problem'] == 'needs_https')


@pytest.fixture(scope='module')
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real server with certificates of its own."""
    house = House(tmp_path_factory.mktemp('https') / 'data', extra={'TAGWALK_HTTPS': '1'})
    house.start()
    yield house
    house.stop()


@pytest.mark.server
def test_the_server_speaks_https_with_a_certificate_that_its_authority_signed(house: House) -> None:
    secure = ssl.create_default_context(cafile=house.data / 'tls' / 'authority.pem')
    for name in ('localhost', '127.0.0.1'):
        answer = httpx.get(f'https://{name}:{house.port}/sign-in', verify=secure, trust_env=False)
        assert answer.status_code == 200
        assert 'strict-transport-security' not in answer.headers  # plain http leads to trusting it, today and anew
        assert f'wss://localhost:{house.port}' in answer.headers['content-security-policy']


@pytest.mark.server
def test_commands_go_through_a_server_that_speaks_https(house: House) -> None:
    house.command('user', 'add', 'wang', '--role', 'administrator', given='seven green ladders')
    secure = ssl.create_default_context(cafile=house.data / 'tls' / 'authority.pem')
    body, headers = {'name': 'wang', 'password': 'seven green ladders'}, {'X-Tagwalk': '1'}
    to = f'https://localhost:{house.port}/api/session'
    with httpx.Client(verify=secure, trust_env=False) as http:
        cookies = http.post(to, json=body, headers=headers).headers.get_list('set-cookie')
        assert http.get(to).json()['user']['name'] == 'wang'
    assert all(cookie.startswith('__Host-tw') and 'Secure' in cookie for cookie in cookies)
    assert len(cookies) == 2


@pytest.mark.server
def test_plain_http_shows_how_to_trust_and_takes_nothing_in(house: House) -> None:
    plain = f'http://localhost:{house.port}'
    authority = x509.load_pem_x509_certificate((house.data / 'tls' / 'authority.pem').read_bytes())
    for path in ('/', '/trust', '/T/4F7KQ2M9XWAB', '/things'):
        answer = httpx.get(plain + path, trust_env=False, headers={'Accept-Language': 'en'})
        assert answer.status_code == 200
        assert f'https://localhost:{house.port}/' in answer.text
        assert fingerprint(authority) in answer.text
    assert (
        f'https://localhost:{house.port}/T/4F7KQ2M9XWAB' in httpx.get(f'{plain}/T/4F7KQ2M9XWAB', trust_env=False).text
    )
    said = httpx.post(f'{plain}/api/session', json={}, trust_env=False, headers={'Accept-Language': 'en'})
    assert said.status_code == 426 and said.json()['problem'] == 'needs_https'
    assert 'evil.example' not in httpx.get(plain, headers={'Host': 'evil.example'}, trust_env=False).text


@pytest.mark.server
def test_phones_get_the_authority_in_the_form_they_install(house: House) -> None:
    authority = x509.load_pem_x509_certificate((house.data / 'tls' / 'authority.pem').read_bytes())
    plain = f'http://127.0.0.1:{house.port}/trust/'
    crt = httpx.get(f'{plain}tagwalk-ca.crt', trust_env=False)
    assert crt.headers['content-type'] == trusting.CRT
    assert x509.load_der_x509_certificate(crt.content) == authority
    profile = httpx.get(f'{plain}tagwalk.mobileconfig', trust_env=False)
    assert profile.headers['content-type'] == trusting.PROFILE
    whole = plistlib.loads(profile.content)
    [root] = whole['PayloadContent']
    assert (whole['PayloadType'], root['PayloadType']) == ('Configuration', 'com.apple.security.root')
    assert x509.load_der_x509_certificate(root['PayloadContent']) == authority
    assert json.dumps(whole, default=str) == json.dumps(
        plistlib.loads(httpx.get(f'{plain}tagwalk.mobileconfig', trust_env=False).content), default=str
    )
