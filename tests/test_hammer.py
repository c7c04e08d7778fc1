"""Sixteen clients at once, thousands that hang up, hundreds of thousands of odd envelopes: one row each, and it goes on."""

import http.client
import json
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from tests.cast import code_of, digest_of
from tests.house import PASSWORD, House, Line
from tests.soak import rounds, times
from tests.test_kill import Phone, enrol

CLIENTS = 16
ROUNDS = 40, 1_000
HANG_UPS = 500, 10_000
MEGABYTE = 1 << 20
GROWTH = 80 * MEGABYTE  # of the server's memory under all of it

pytestmark = pytest.mark.server


@pytest.fixture(scope='module')
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp('hammer') / 'data')
    house.command('demo')
    house.start()
    house.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
    yield house
    house.stop()


@pytest.fixture(scope='module')
def phones(house: House) -> list[Phone]:
    return [enrol(house, 'head', number) for number in range(CLIENTS)]


def all_at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """Each in a thread of its own; all wait for the last to be ready."""
    ready = threading.Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        ready.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def post(line: Line, device_id: str, envelope: dict[str, Any]) -> dict[str, Any]:
    line.connection.close()  # the server may have closed it, which the next call would find out too late
    answer, _ = line.call('POST', '/api/records', {'device_id': device_id, 'records': [envelope]})
    [result] = answer['results']
    return result  # type: ignore[no-any-return]


def test_the_same_record_from_sixteen_clients_is_there_once(house: House, phones: list[Phone]) -> None:
    first = phones[0]
    lines = [first.line, *(same_phone(house, first.line) for _ in range(CLIENTS - 1))]
    for _ in rounds('one record from 16', *ROUNDS):
        envelope = first.seal()
        results = all_at_once([partial(post, line, first.line.device_id, envelope) for line in lines])
        fates = sorted(result['verdict'] for result in results)
        assert fates == ['accepted'] + ['duplicate'] * (CLIENTS - 1), fates
        assert len({result['server_seq'] for result in results}) == 1
    ids = list(first.sealed)
    found = house.rows('SELECT id FROM record WHERE device_id = ?', first.line.device_id)
    assert sorted(row['id'] for row in found) == sorted(ids)


def same_phone(house: House, line: Line) -> Line:
    other = Line(house.port)
    other.cookies, other.device_id = line.cookies, line.device_id
    return other


def test_one_label_for_sixteen_things_ends_on_one(house: House, phones: list[Phone]) -> None:
    things = [
        row['id'] for row in house.rows("SELECT id FROM thing WHERE kind = 'asset' AND state != 'retired' LIMIT 16")
    ]
    for number in rounds('one label from 16', *ROUNDS):
        code = code_of(2_000 + number)
        sealed = [bound(phone, thing, code) for phone, thing in zip(phones, things, strict=True)]
        results = all_at_once(
            [partial(post, phone.line, phone.line.device_id, one) for phone, one in zip(phones, sealed, strict=True)]
        )
        fates = sorted((result['verdict'], result.get('code', '')) for result in results)
        assert fates == [('accepted', '')] + [('conflict', 'tag_taken')] * (CLIENTS - 1), fates
        first = next(one for one, result in zip(sealed, results, strict=True) if result['verdict'] == 'accepted')
        assert house.rows('SELECT thing_id FROM tag WHERE code = ?', code) == [{'thing_id': first['thing_id']}]


def test_one_thing_for_sixteen_borrowers_goes_to_one(house: House, phones: list[Phone]) -> None:
    """The first that is written has it; the others hear who has it and stay as claims."""
    things = [
        row['id']
        for row in house.rows(
            "SELECT id FROM thing WHERE kind = 'asset' AND state = 'in_use' AND quantity = 1 LIMIT 16"
        )
    ]
    assert len(things) == 16
    for number in rounds('one loan from 16', *ROUNDS):
        thing = things[number % len(things)]
        sealed = [lent(phone, thing, f'{number}-{nth}') for nth, phone in enumerate(phones)]
        results = all_at_once(
            [partial(post, phone.line, phone.line.device_id, one) for phone, one in zip(phones, sealed, strict=True)]
        )
        fates = sorted((result['verdict'], result.get('code', '')) for result in results)
        assert fates == [('accepted', '')] + [('conflict', 'already_lent')] * (CLIENTS - 1), fates
        first = next(nth for nth, result in enumerate(results) if result['verdict'] == 'accepted')
        assert borrowers(house, thing) == [f'{number}-{first}']
        back = phones[first]._seal('loans.take_back', {'things': [{'thing': thing}]})
        assert post(phones[first].line, phones[first].line.device_id, back)['verdict'] == 'accepted'
        assert borrowers(house, thing) == []


def lent(phone: Phone, thing: str, borrower: str) -> dict[str, Any]:
    things = [{'thing': thing, 'quantity': 1}]
    return phone._seal('loans.lend', {'things': things, 'rule': 'day', 'borrower_kind': 'class', 'borrower': borrower})


def borrowers(house: House, thing: str) -> list[str]:
    """Who has a thing now."""
    return [
        row['borrower'] for row in house.rows("SELECT borrower FROM loan WHERE thing_id = ? AND state = 'out'", thing)
    ]


def bound(phone: Phone, thing: str, code: str) -> dict[str, Any]:
    envelope = phone._seal('tags.bind', {'code': code})
    envelope |= {'thing_id': thing}
    return envelope | {'digest': digest_of(envelope)}


def test_thousands_that_hang_up_leave_the_server_as_it_was(house: House, phones: list[Phone]) -> None:
    """A call that nobody waits for any more is cancelled wherever it is; what it had handed in is whole or not there."""
    phone, chance = phones[1], random.Random(7)
    before = house.memory()
    sealed = [phone.seal() for _ in range(times(100, 1_000))]
    for _ in rounds('hang-ups', *HANG_UPS):
        batch = chance.sample(sealed, chance.randint(1, 8))
        hang_up(house, phone.line, batch, chance)
    until = time.monotonic() + 60
    while not house.answers():
        assert time.monotonic() < until, 'the server does not answer any more'
    phone.line.connection.close()
    start = time.monotonic()
    for at in range(0, len(sealed), 50):
        phone.hand_in(sealed[at : at + 50])
    assert time.monotonic() - start < 30
    rows = house.rows('SELECT id FROM record WHERE device_id = ?', phone.line.device_id)
    assert {row['id'] for row in rows} >= {envelope['id'] for envelope in sealed}
    assert len({row['id'] for row in rows}) == len(rows)
    assert house.memory() - before < GROWTH


def hang_up(house: House, line: Line, batch: list[dict[str, Any]], chance: random.Random) -> None:
    """Send a request, all of it or a part, and go away before the answer."""
    body = json.dumps({'device_id': line.device_id, 'records': batch}).encode()
    head = (
        f'POST /api/records HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nContent-Type: application/json\r\n'
        f'X-Tagwalk: 1\r\nCookie: {line.cookies}\r\nContent-Length: {len(body)}\r\n\r\n'
    ).encode()
    part = head + (body if chance.random() < 0.8 else body[: chance.randrange(len(body))])
    with socket.create_connection(('127.0.0.1', house.port), timeout=30) as call:
        call.sendall(part)
        if chance.random() < 0.5:
            time.sleep(chance.random() / 200)


def test_what_is_no_batch_at_all_is_refused_in_words(phones: list[Phone]) -> None:
    line, chance = phones[3].line, random.Random(5)
    whole = json.dumps({'device_id': line.device_id, 'records': [phones[3].seal()]}).encode()
    for _ in rounds('damaged batches', 300, 5_000):
        body = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        status, answer = hand_in_as_it_is(line, bytes(body[: chance.choice((len(body), chance.randrange(len(body))))]))
        assert status < 500, answer[:500]
    for body in (
        b'',
        b'[]',
        b'null',
        b'{"records": 7}',
        b'{"records": [7]}',
        b'[' * 100_000,
        b'{"records":[' + b'{},' * 200,
    ):
        status, answer = hand_in_as_it_is(line, body)
        assert 400 <= status < 500, answer[:500]
        assert 'problem' in json.loads(answer)


def hand_in_as_it_is(line: Line, body: bytes) -> tuple[int, bytes]:
    given = {'Content-Type': 'application/json', 'X-Tagwalk': '1', 'Cookie': line.cookies}
    try:
        line.connection.request('POST', '/api/records', body, given)
        response = line.connection.getresponse()
    except (http.client.HTTPException, OSError):
        line.connection.close()
        line.connection.request('POST', '/api/records', body, given)
        response = line.connection.getresponse()
    return response.status, response.read()
