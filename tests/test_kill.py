"""The server is killed at random moments while phones hand in records: what it has answered for is there afterwards."""

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uuid_utils

from tests.cast import digest_of
from tests.house import PASSWORD, House, Line
from tests.soak import rounds, times
from tests.warm import Warm

SEED = 20261121
HOUSES = range(times(1, 20))  # each begins anew, since every round looks at all that is there
KILLS = 30, 50
RESTORES = 3, 10
PHONES = {
    'head': 'administrator', 'deputy': 'property_keeper', 'porter': 'maintenance', 'tutor': 'staff'
}  # fmt: skip
BATCH = 50
CHANGES_THE_THING = ('repairs.report', 'register.revise')

Envelope = dict[str, Any]
Result = dict[str, Any]


@dataclass
class Phone:
    """Seals records without rest and keeps each until it has an answer."""

    line: Line
    things: list[str]
    chance: random.Random
    may: frozenset[str]
    just_answered: threading.Event = field(default_factory=threading.Event)
    seq: int = 0
    waiting: list[Envelope] = field(default_factory=list)
    held_back: list[Envelope] = field(default_factory=list)  # sealed and not sent before the end
    answered: dict[str, Result] = field(default_factory=dict)
    sealed: dict[str, Envelope] = field(default_factory=dict)
    found_again: int = 0  # what was written although its answer was lost

    def seal(self) -> Envelope:
        kind, payload = self.chance.choice(
            [
                *[('remarks.add', {'text': f'第{self.seq}次'})] * 6,
                *[('repairs.report', {'what': '异响'})] * 2,
                ('register.revise', {'spec': f'型号{self.seq}'}),
            ]
        )
        return self._seal(kind, payload)

    def seal_what_is_refused(self) -> Envelope:
        return self._seal(*self.chance.choice([('remarks.add', {'text': ''}), ('rockets.launch', {})]))

    def _seal(self, kind: str, payload: dict[str, Any]) -> Envelope:
        self.seq += 1
        envelope = {
            'id': str(uuid_utils.uuid7()), 'device_id': self.line.device_id, 'seq': self.seq, 'kind': kind, 'kv': 1,
            'at': datetime.now(UTC).isoformat(), 'payload': payload, 'thing_id': self.chance.choice(self.things),
        }  # fmt: skip
        envelope['digest'] = digest_of(envelope)
        self.sealed[envelope['id']] = envelope
        return envelope

    def is_good(self, envelope: Envelope) -> bool:
        return envelope['kind'] in self.may and envelope['payload'] != {'text': ''}

    def work_until_nobody_answers(self) -> None:
        try:
            while True:
                self.seal_some()
                self.hand_in(self.next_batch())
        except (OSError, http.client.HTTPException):
            self.line.connection.close()

    def seal_some(self) -> None:
        if len(self.waiting) < 2 * BATCH:
            self.waiting += [self.seal() for _ in range(self.chance.randint(1, BATCH))]
        if self.chance.random() < 0.3:
            self.waiting.append(self.seal_what_is_refused())
        if self.chance.random() < 0.1:
            self.held_back.append(self.seal())

    def next_batch(self) -> list[Envelope]:
        batch = self.waiting[: self.chance.randint(1, BATCH)]
        if self.answered and self.chance.random() < 0.3:
            batch[-1:] = [self.sealed[self.chance.choice(list(self.answered))]]
        return batch

    def hand_in(self, batch: list[Envelope]) -> list[int]:
        """Take the answers to heart; gives back the numbers that the server names as missing."""
        body = {'device_id': self.line.device_id, 'seq_high': self.seq, 'records': batch}
        answer, _ = self.line.call('POST', '/api/records', body)
        self.just_answered.set()
        assert [result['id'] for result in answer['results']] == [envelope['id'] for envelope in batch]
        for envelope, result in zip(batch, answer['results'], strict=True):
            self.learn(envelope, result)
        self.waiting = [envelope for envelope in self.waiting if envelope['id'] not in self.answered]
        return list(answer['missing_seqs'])

    def learn(self, envelope: Envelope, result: Result) -> None:
        assert result['digest'] == envelope['digest']
        fate = result.get('was') or result['verdict']
        assert fate == ('accepted' if self.is_good(envelope) else 'rejected'), result
        before = self.answered.get(envelope['id'])
        if before:
            assert result['verdict'] == 'duplicate'
            assert result['server_seq'] == before['server_seq']
        elif result['verdict'] == 'duplicate':
            self.found_again += 1
        self.answered.setdefault(envelope['id'], result)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / 'data', warm=Warm())
    house.command('demo')
    house.start()
    for name, role in PHONES.items():
        house.command('user', 'add', name, '--role', role, given=PASSWORD)
    yield house
    house.stop()
    assert house.warm
    house.warm.stop()


@pytest.mark.server
@pytest.mark.parametrize('nth', HOUSES)
def test_what_was_answered_outlives_every_kill_and_nothing_is_there_twice(house: House, nth: int) -> None:
    chance = random.Random(SEED + 1_000 * nth)
    phones = [enrol(house, name, chance.random()) for name in PHONES]
    versions = {row['id']: row['ver'] for row in house.rows('SELECT id, ver FROM thing')}
    for number in rounds('kills', *KILLS):
        with ThreadPoolExecutor(len(phones)) as pool:
            at_work = [pool.submit(phone.work_until_nobody_answers) for phone in phones]
            time.sleep(chance.uniform(0.05, 0.5))
            if number % 2:  # what was answered only just now is what a server that answers too early would lose
                phones[0].just_answered.clear()
                phones[0].just_answered.wait(5)
            house.kill()
        for each in at_work:
            each.result()
        house.start()
        check_file(house)
        for phone in phones:
            check_books(house, phone, versions)
    assert sum(phone.found_again for phone in phones), 'no answer was ever lost: the kills came too gently'
    for phone in phones:
        while phone.waiting:
            phone.hand_in(phone.waiting[:BATCH])
        assert phone.hand_in([]) == [envelope['seq'] for envelope in phone.held_back]
        while phone.held_back:
            phone.waiting, phone.held_back = phone.held_back[:BATCH], phone.held_back[BATCH:]
            phone.hand_in(phone.waiting)
        assert phone.hand_in([]) == []
        assert set(phone.answered) == set(phone.sealed)
        check_books(house, phone, versions)
    assert 'Traceback' not in house.said(), house.said()


@pytest.mark.server
@pytest.mark.parametrize('nth', HOUSES)
def test_after_a_restore_of_an_older_backup_phones_that_had_moved_on_bring_back_all_that_was_answered(
    house: House, tmp_path: Path, nth: int
) -> None:
    chance = random.Random(SEED + 1 + 1_000 * nth)
    phones = [enrol(house, name, chance.random()) for name in list(PHONES)[:2]]
    known: dict[str, tuple[str, str]] = {}  # what each record's verdict was before any restore
    for turn in rounds('restores', *RESTORES):
        for phone in phones:
            move_on(phone, chance)
        file = tmp_path / f'{turn}.backup'
        house.command('backup', str(file))
        for phone in phones:
            phone.line.connection.close()  # a slow backup outlasts what the server keeps an idle line open for
        for phone in phones:
            move_on(phone, chance)
        known |= {id: fate_of(result) for phone in phones for id, result in phone.answered.items()}
        epoch = house.rows("SELECT value FROM setting WHERE key = 'epoch'")
        house.kill()
        house.command('restore', str(file))
        house.start()
        assert house.rows("SELECT value FROM setting WHERE key = 'epoch'") != epoch
        for phone in phones:
            send_all_again(house, phone)
        kept = house.rows('SELECT id, digest FROM record UNION ALL SELECT record_id, digest FROM refusal')
        digests = {row['id']: row['digest'] for row in kept}
        assert len(digests) == len(kept), 'something is there twice'
        for phone in phones:
            assert {id: fate_of(result) for id, result in phone.answered.items()} == {
                id: known[id] for id in phone.answered
            }
            assert {id: digests[id] for id in phone.sealed} == {id: each['digest'] for id, each in phone.sealed.items()}
        file.unlink()
        for aside in house.data.glob('*before-restore*'):
            aside.unlink()
    assert json.loads(house.command('check'))['status'] == 'ok'


def move_on(phone: Phone, chance: random.Random) -> None:
    phone.waiting += [phone.seal() for _ in range(chance.randint(1, 30))] + [phone.seal_what_is_refused()]
    while phone.waiting:
        phone.hand_in(phone.waiting[: chance.randint(1, BATCH)])


def fate_of(result: Result) -> tuple[str, str]:
    return result.get('was') or result['verdict'], result.get('code', '')


def send_all_again(house: House, phone: Phone) -> None:
    """A new epoch: everything that a phone keeps is sent once more, after its person has signed in again."""
    line = house.sign_in_again(phone.line)
    phone.line = line
    phone.answered, phone.waiting = {}, list(phone.sealed.values())
    while phone.waiting:
        phone.hand_in(phone.waiting[:BATCH])
    assert phone.hand_in([]) == []


def enrol(house: House, name: str, seed: float) -> Phone:
    line = house.sign_in(name)
    snapshot, _ = line.call('GET', '/api/snapshot')
    things = [thing['id'] for thing in snapshot['things'] if thing['kind'] == 'asset'][:5]
    return Phone(line, things, random.Random(seed), frozenset(snapshot['rights']))


def check_file(house: House) -> None:
    assert house.rows('PRAGMA integrity_check') == [{'integrity_check': 'ok'}]
    assert house.rows('PRAGMA foreign_key_check') == []


def check_books(house: House, phone: Phone, versions: dict[str, int]) -> None:
    """Compare what a phone was told with what the database holds."""
    mine = 'WHERE device_id = ?'
    records = house.rows(f'SELECT id, digest, seq, number FROM record {mine}', phone.line.device_id)
    refusals = house.rows(f'SELECT record_id AS id, digest, seq FROM refusal {mine}', phone.line.device_id)
    kept = {row['id']: row for row in records + refusals}
    assert len(kept) == len(records) + len(refusals), 'something is there twice'
    assert {row['seq'] for row in kept.values()} == {phone.sealed[id]['seq'] for id in kept}
    lost = set(phone.answered) - set(kept)
    assert not lost, f'{len(lost)} records were answered and are gone'
    for id, result in phone.answered.items():
        assert kept[id]['digest'] == phone.sealed[id]['digest']
        assert kept[id].get('number') == result['server_seq']
    gaps = [envelope['seq'] for id, envelope in phone.sealed.items() if id not in kept]
    assert phone.hand_in([]) == gaps
    check_effects(house, versions)


def check_effects(house: House, versions: dict[str, int]) -> None:
    """A record and what it did are there together or not at all."""
    written = house.rows('SELECT id, kind, thing_id FROM record WHERE device_id IS NOT NULL')
    changes = Counter(row['thing_id'] for row in written if row['kind'] in CHANGES_THE_THING)
    now = {row['id']: row['ver'] for row in house.rows('SELECT id, ver FROM thing')}
    assert now == {id: ver + changes[id] for id, ver in versions.items()}
    reports = {row['id'] for row in house.rows("SELECT id FROM record WHERE kind = 'repairs.report'")}
    assert {row['id'] for row in house.rows('SELECT id FROM repair')} == reports
