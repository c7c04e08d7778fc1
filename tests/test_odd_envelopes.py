"""What no honest phone would send: each odd envelope gets a verdict, none breaks the server or is taken for its fault."""

import json
import random
import resource
from copy import deepcopy
from typing import Any
from uuid import UUID

import orjson
import pytest

from app import features, sync
from app.core import db
from app.core.kinds import KINDS
from tests.cast import School, digest_of
from tests.soak import rounds
from tests.test_chain import broken

pytestmark = pytest.mark.sqlite
ENVELOPES = 3_000, 100_000
GROWTH = 200_000  # kB of memory under all of it

assert features.FEATURES
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 2**53 + 1, 2**200, '', ' ', 'x' * 5_000, '\x00', '𠮷' * 50, 'NaN', '../../etc/passwd',
    "'; DROP TABLE record; --", '=cmd|1!A0', '{{7*7}}', '<script>', '%n%s', [], [[]], {}, {'': None}, [{}] * 30,
    '0001-01-01T00:00:00Z', '9999-12-31T23:59:59+14:00', '2026-02-30T00:00:00Z', '00000000-0000-0000-0000-000000000000',
    'f' * 64, 'HTTPS://TAGS.EXAMPLE/T/00000000000O',
)  # fmt: skip


def odd(chance: random.Random, kinds: list[str], things: list[str], device_id: str) -> Any:
    """An envelope of which one part or several are not as they should be."""
    envelope: Any = {
        'id': f'01a20000-0000-7000-8000-{chance.getrandbits(48):012x}', 'device_id': device_id,
        'seq': chance.choice((1, 2, 10**6, chance.randint(1, 2**53))), 'kind': chance.choice(kinds), 'kv': 1,
        'at': '2026-11-20T08:00:00+08:00', 'payload': {'text': '看'}, 'thing_id': chance.choice(things),
    }  # fmt: skip
    fields = [
        *envelope,
        'tag',
        'how',
        'base',
        'deps',
        'photos',
        'actor_id',
        'supersedes',
        'mono',
        'skew_ms',
        'tz',
        'prev',
    ]
    for _ in range(chance.randint(0, 3)):
        where: Any = envelope if chance.random() < 0.6 else envelope.get('payload')
        names = (
            fields
            if where is envelope
            else ['text', 'what', 'code', 'repair', 'answers', 'thing', 'to', 'person', 'name']
        )
        if isinstance(where, dict):
            if chance.random() < 0.15:
                where.pop(chance.choice(names), None)
            else:
                where[chance.choice(names)] = deepcopy(chance.choice(ODD))  # which may be changed again
    if chance.random() < 0.8:
        try:
            envelope['digest'] = digest_of(envelope)
        except Exception:
            envelope['digest'] = 'f' * 64
    return envelope


async def test_odd_envelopes_get_a_verdict_each_and_break_nothing(school: School) -> None:
    head, chance = await school.sign_in('head'), random.Random(20261122)
    things = [str(id) for id in school.things.values()]
    before, fates, bad = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, set[str](), set[str]()
    for _ in rounds('batches of 50 odd envelopes', *(each // 50 for each in ENVELOPES)):
        sent_so = json.dumps([odd(chance, sorted(KINDS), things, head.device_id) for _ in range(50)])
        batch = orjson.loads(sent_so)
        answer = await sync.take_in(batch, head.actor, UUID(head.device_id), 0)
        assert len(orjson.loads(orjson.dumps(answer))['results']) == len(batch)
        for sent, result in zip(batch, answer['results'], strict=True):
            fates.add(result['verdict'])
            if result.get('code') == 'broken':
                bad.add(f'{sent["kind"]}: {sent.get("payload")}'[:300])
    assert not bad, '\n'.join(sorted(bad)[:20])
    assert fates >= {'accepted', 'rejected'}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH
    assert await broken() == []
    assert await db.rows('PRAGMA foreign_key_check') == []
