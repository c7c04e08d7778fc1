"""What clashes while a stocktake is counted: each has its outcome, and nothing is lost."""

import asyncio
import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import uuid_utils

from app import stocktake_approval, stocktake_closing, stocktake_met
from app.core.actors import the_server
from app.core.canonical import digest_of
from app.core.entries import enter
from app.core.errors import Conflict
from app.core.records import write
from models import Record, StocktakeCount, Thing
from tests.cast import count
from tests.house import PASSWORD, House
from tests.test_stocktakes import FOREIGN, Count, counted

__all__ = ['counted']
BATCH = 50  # records in one call at most


async def test_one_tag_scanned_in_two_rooms_in_the_same_moment_stands_twice_until_it_is_settled(counted: Count) -> None:
    phones = [await counted.phone(who) for who in ('teacher', 'caretaker')]
    sealed = [
        phone.seal(
            'stocktakes.count', {'stocktake': counted.id, 'place': counted.school.id_of(place)},
            thing_id=counted.school.id_of('fan'), how='scan',
        )
        for phone, place in zip(phones, ('room', 'store'), strict=True)
    ]  # fmt: skip
    verdicts = await asyncio.gather(*(phone.write_one(each) for phone, each in zip(phones, sealed, strict=True)))
    assert [verdict.verdict for verdict in verdicts] == ['accepted', 'accepted']
    assert sorted(flag for verdict in verdicts for flag in verdict.flags) == ['counts_differ']
    assert await counted.result('fan') == 'differs' and await count('stocktake_count', 'undone_at IS NULL') == 2
    facts = {'thing': counted.school.id_of('fan'), 'place': counted.school.id_of('store'), 'quantity': 1}
    assert (await counted.do('keeper', 'settle', **facts)).verdict == 'accepted'
    assert await counted.result('fan') == 'misplaced'


async def test_two_closings_in_the_same_moment_are_one_and_the_other_is_told(counted: Count) -> None:
    id = UUID(counted.id)
    people = [(await counted.phone(who)).actor for who in ('keeper', 'head')]
    done = await asyncio.gather(
        *(stocktake_closing.close_now(id, actor, anyway=True) for actor in people), return_exceptions=True
    )
    told = [each for each in done if each is not None]
    assert len(told) == 1 and isinstance(told[0], Conflict) and told[0].code == 'stocktake_state'
    assert (await counted.now()).closed_by in [actor.id for actor in people]
    closings = [record.verdict for record in await Record.filter(kind='stocktakes.close')]
    assert sorted(closings) == ['accepted', 'conflict']


async def test_what_is_lent_repaired_or_written_off_meanwhile_explains_itself_and_is_left_alone(counted: Count) -> None:
    school = counted.school
    slip = {'things': [{'thing': school.id_of('desk')}], 'borrower_kind': 'class', 'borrower': '二(2)班'}
    await write(
        [
            enter('loans.lend', slip),
            enter('writeoffs.apply', {'reason': 'worn'}, thing_id=school.id_of('slide')),
            enter('register.revise', {'state': 'repair'}, thing_id=school.id_of('ladder')),
        ],
        the_server(),
    )
    assert (await Thing.get(id=school.things['desk'])).state == 'lent'
    await counted.see('teacher', 'stools', 'store', quantity=48)
    await counted.see('teacher', 'fan')
    await stocktake_closing.close_now(UUID(counted.id), (await counted.phone('keeper')).actor)
    reasons = {name: (await counted.line(name)).reason for name in ('desk', 'slide', 'ladder')}
    assert reasons == {'desk': 'lent', 'slide': 'written_off', 'ladder': 'in_repair'}
    assert (await counted.do('head', 'approve')).verdict == 'accepted'
    assert await stocktake_approval.left(UUID(counted.id)) == 0, 'the register knows of it already'
    assert (await Thing.get(id=school.things['desk'])).state == 'lent'


async def test_what_was_lent_meanwhile_and_is_seen_all_the_same_is_here(counted: Count) -> None:
    school = counted.school
    slip = {'things': [{'thing': school.id_of('desk')}], 'borrower_kind': 'class', 'borrower': '二(2)班'}
    await write([enter('loans.lend', slip)], the_server())
    assert (await counted.see('teacher', 'desk')).verdict == 'accepted'
    assert await counted.result('desk') == 'here'
    await Thing.filter(id=school.things['fan']).update(state='retired')
    assert (await counted.see('teacher', 'fan')).verdict == 'accepted', 'seen is seen, also once it is written off'
    assert await counted.result('fan') == 'here', 'the books were frozen before'


async def test_a_label_of_another_school_seen_in_two_rooms_is_one_thing_to_explain_and_both_are_kept(
    counted: Count,
) -> None:
    for who, place in (('teacher', 'room'), ('caretaker', 'store')):
        sent = await counted.do(who, 'meet', place=counted.school.id_of(place), code=FOREIGN)
        assert sent.verdict == 'accepted'
    [met] = await stocktake_met.unknown(UUID(counted.id))
    assert str(met.place_id) == counted.school.id_of('room')
    assert await StocktakeCount.filter(stocktake_id=counted.id, code=FOREIGN).count() == 2
    assert (await counted.do('keeper', 'explain_met', counts=[str(met.id)], reason='foreign')).verdict == 'accepted'
    assert await StocktakeCount.filter(settled__isnull=True, code=FOREIGN).count() == 0


def test_five_thousand_scans_in_one_upload_are_turned_away_whole_and_taken_once_in_fifties(tmp_path: Path) -> None:
    house = House(tmp_path / 'data')
    house.data.mkdir()
    house.start()
    try:
        _scan_and_send(house)
    finally:
        house.stop()


def _scan_and_send(house: House) -> None:
    """A phone that was without a network all day: 5,000 scans in a room of 250 things, one after the other."""
    house.command('user', 'add', 'keeper', '--role', 'property_keeper', given=PASSWORD)
    line = house.sign_in('keeper')
    room, *things = [str(uuid_utils.uuid7()) for _ in range(251)]
    seqs = itertools.count(1)

    def seal(kind: str, payload: dict[str, Any], **more: str) -> dict[str, Any]:
        envelope = {
            'id': str(uuid_utils.uuid7()), 'device_id': line.device_id, 'seq': next(seqs), 'kind': kind, 'kv': 1,
            'at': datetime.now(UTC).isoformat(), 'payload': payload, **more,
        }  # fmt: skip
        return envelope | {'digest': digest_of(envelope)}

    def send(sealed: list[dict[str, Any]]) -> set[str]:
        answer, _ = line.call('POST', '/api/records', {'device_id': line.device_id, 'records': sealed})
        return {each['verdict'] for each in answer['results']}

    made = [seal('register.add', {'kind': 'place', 'name': '库房'}, id=room)]
    made += [seal('register.add', {'name': f'方凳{n}', 'inside': room}, id=id) for n, id in enumerate(things)]
    planned = seal('stocktakes.plan', {'name': '期末清查', 'reference': '2026-11-20'})
    own = {'stocktake': planned['id']}
    made += [planned, seal('stocktakes.start', own)]
    assert all(send(made[start : start + BATCH]) == {'accepted'} for start in range(0, len(made), BATCH))

    scans = [
        seal('stocktakes.count', {**own, 'place': room}, thing_id=things[n % 250], how='scan') for n in range(5_000)
    ]
    for much, why in ((scans, 'body_too_large'), (scans[: BATCH + 1], 'batch_too_large')):
        with pytest.raises(RuntimeError, match=why):
            send(much)
        line = house.sign_in_again(line)  # an answer before the whole body was read ends the connection
    assert house.rows('SELECT COUNT(*) AS n FROM stocktake_count') == [{'n': 0}]
    for start in range(0, 5_000, BATCH):
        assert send(scans[start : start + BATCH]) == {'accepted'}
        if start % 1_000 == 0:  # the answer was lost, and the phone sends the same once more
            assert send(scans[start : start + BATCH]) == {'duplicate'}
    assert house.rows('SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM stocktake_count') == [
        {'n': 5_000, 'ids': 5_000}
    ]
    assert house.rows('SELECT result, COUNT(*) AS n FROM stocktake_line GROUP BY result') == [
        {'result': 'here', 'n': 250}
    ]
