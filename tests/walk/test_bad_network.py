"""A network that loses, halves, delays and falsifies: nothing is lost, nothing is doubled, and the header never lies."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.soak import times
from tests.walk import faulty
from tests.walk.bad_network import behind, play
from tests.walk.campus import Campus, copy_of


@pytest.fixture
def far(founded: tuple[Campus, object], tmp_path: Path) -> Campus:
    """The school behind a bad network; it is not started yet."""
    return copy_of(founded[0], tmp_path / 'data')


def test_every_fault_of_a_network_is_outlived_many_times(far: Campus, playwright: Playwright, tmp_path: Path) -> None:
    thing = far.thing_of(far.code_of('吊扇'))
    port = behind(far)
    far.start()
    try:
        with faulty.between(far.port, port) as proxy:
            played = play(playwright, tmp_path / 'phone', far, 'teacher', proxy, thing)
            try:
                for fault in faulty.FAULTS:
                    import time

                    a = time.monotonic()
                    played.suffer(fault, times(20, 200))
                    print('XX', fault, time.monotonic() - a, flush=True)
                kept = {row['id']: row for row in played.phone.outbox()}
            finally:
                played.phone.close()
        rows = far.rows('SELECT envelope FROM record WHERE thing_id = ? ORDER BY number', thing)
    finally:
        far.stop()
    arrived = [json.loads(row['envelope']) for row in rows]
    ours = [envelope for envelope in arrived if envelope['kind'] in ('remarks.add', 'repairs.report')]
    ids = [envelope['id'] for envelope in ours]
    assert not set(played.promised) - set(ids), 'lost'
    assert sorted(ids) == sorted(played.promised), 'doubled'
    assert [envelope['seq'] for envelope in ours] == list(range(1, len(ours) + 1))
    assert {id: row['state'] for id, row in kept.items()} == dict.fromkeys(played.promised, 'acked')
    assert {id: row['envelope']['digest'] for id, row in kept.items()} == {e['id']: e['digest'] for e in ours}
    texts = [envelope['payload'].get('text') or envelope['payload']['what'] for envelope in ours]
    assert len(set(texts)) == len(texts)
    assert not played.lies
    assert all(proxy.hits[fault] >= times(20, 200) for fault in faulty.FAULTS)
    assert not played.phone.complaints
    assert 'Traceback' not in far.said()
