"""Hand-overs on phones: what they are told, and that what is signed without a network is what stands here."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app import handover_lists, handover_rooms
from app.core.actors import Actor
from models import Handover
from tests.cast import School, told
from tests.test_handovers import GOOD, Room, office
from tests.test_handovers import room as room

CASES = json.loads((Path(__file__).parent / 'data' / 'handovers.json').read_text(encoding='utf-8'))
ME = '20000000-0000-7000-8000-000000000001'


def me() -> Actor:
    return Actor(UUID(ME), '王老师', ('staff',), 'zh-CN')


def handover_of(rows: dict[str, Any]) -> Handover:
    handover = Handover(**{name: value for name, value in rows.items() if name != 'room_id'})
    handover.room_id = rows['room_id']
    return handover


@pytest.mark.parametrize('case', CASES, ids=[case['name'] for case in CASES])
def test_the_same_lists_are_told_to_phones_as_their_own_code_is_tested_with(case: dict[str, Any]) -> None:
    """tests/js/handovers.test.js reads the same file: both sides come to the same digest."""
    handover = handover_of(case['rows'])
    assert json.loads(json.dumps(handover_rooms.told(handover, me()))) == case['told']
    assert case['told']['digest'] == handover_lists.digest(handover)


async def test_a_phone_is_told_who_counted_by_a_number_alone(room: Room) -> None:
    await room.draw('end')
    await room.recheck('keeper', **GOOD)
    await room.recheck('teacher', **GOOD)
    phone = room.phones['teacher']
    said = handover_rooms.told(await room.now(), phone.actor)
    assert [check['who'] for check in said['checks']] == ['0', 'me']
    assert str(room.school.people['keeper']) not in json.dumps(said)


async def test_counted_and_signed_without_a_network_it_all_holds_when_the_phone_comes_back(room: Room) -> None:
    await room.draw('end')
    phone = room.phones['teacher']
    answers = [{'thing': room.school.id_of(name), 'condition': condition} for name, condition in GOOD.items()]
    seen = {'handover': room.id, 'answers': answers, 'extra': []}
    envelopes = [phone.seal('handovers.recheck', seen, thing_id=room.school.id_of('room'))]
    there = await room.now()
    there.checks = [{'id': 'x', 'number': 1, 'by': 'me', 'at': '', 'answers': answers, 'extra': [], 'late': False}]
    digest = handover_lists.digest(there)  # as the phone works it out, see the test above
    for nth, role in enumerate(('pupil', 'teacher', 'keeper'), 1):
        signed = {'handover': room.id, 'role': role, 'digest': digest, 'name': '李老师', 'ink': [1800, 420, 160]}
        payload = signed | {'signature': f'{nth}' * 64}
        envelopes.append(phone.seal('handovers.sign', payload, thing_id=room.school.id_of('room')))
    assert [verdict.fate for verdict in await phone.write(*envelopes)] == ['accepted'] * 4
    assert (await room.now()).state == 'signed'


async def test_whoever_signed_without_a_network_what_others_counted_otherwise_is_told(room: Room) -> None:
    await room.draw('end')
    await room.recheck('teacher', **GOOD)
    mine = handover_lists.digest(await room.now())
    await room.recheck('keeper', desk='missing')
    await room.recheck('head', desk='missing')
    verdict = await room.sign('teacher', digest=mine)
    assert (verdict.verdict, verdict.code) == ('conflict', 'handover_changed')
    assert told('handover_changed', verdict.facts)
    assert not (await room.now()).signatures


async def test_two_who_sign_for_the_same_one_at_once_make_one_signature(room: Room) -> None:
    await room.draw()
    room.phones = {name: await room.school.sign_in(name) for name in ('teacher', 'keeper')}
    digest = handover_lists.digest(await room.now())
    both = [
        room.sign('keeper', by=name, digest=digest, name=name, signature=sign * 64)
        for name, sign in (('teacher', 'a'), ('keeper', 'b'))
    ]
    verdicts = await asyncio.gather(*both)
    assert sorted(verdict.verdict for verdict in verdicts) == ['accepted', 'conflict']
    assert {verdict.code for verdict in verdicts} == {'', 'signed_role'}
    assert len((await room.now()).signatures) == 1


async def test_something_found_after_the_signing_changes_nothing_that_was_signed(room: Room) -> None:
    await room.draw('end')
    await room.recheck(**GOOD)
    signed = await room.sign_all()
    stray = (await office('register.add', {'name': '篮球'}, None)).id
    await room.write('keeper', 'recheck', {'handover': room.id, 'answers': [], 'extra': [str(stray)]})
    assert handover_lists.digest(await room.now()) == signed.digest
    assert handover_lists.extras(await room.now()) == []


async def test_photos_of_what_is_wrong_are_signed_for_too(room: Room, school: School) -> None:
    await room.draw('end')
    await room.recheck(fan={'condition': 'damaged', 'photos': ['c' * 64]}, slide='good', desk='good')
    signed = await room.sign_all()
    signed.checks[0]['answers'][0]['photos'] = []
    assert handover_lists.digest(signed) != signed.digest
