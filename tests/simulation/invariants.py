"""SYNC's invariants I1 to I10, each by its name, asked of a simulated world."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import orjson

from app.core.chain import RELEASE, Walk, releases_in
from app.core.records import missing_seqs
from tests.cast import digest_of

if TYPE_CHECKING:
    from tests.simulation.phone import Envelope, Phone
    from tests.simulation.world import World

REBUILT = 20  # of so many histories one is written once more from its log: it takes longer than all the rest


class Told(dict[tuple[str, str], tuple[str, str]]):
    """What was last said about each entry, by its id and digest."""

    @staticmethod
    def note(world: 'World', phone: 'Phone', batch: 'list[Envelope]', answer: dict[str, Any]) -> None:
        for sent, result in zip(batch, answer['results'], strict=True):
            assert (result['id'], result['digest']) == (sent['id'], sent['digest']), 'an answer is for another entry'
            if sent['digest'] != digest_of(sent):
                continue  # it speaks of itself as of another one
            key, fate = (sent['id'], sent['digest']), (result.get('was') or result['verdict'], result.get('code', ''))
            before = world.told.get(key)
            assert before in (None, fate) or before[0] == 'held', f'I3: {key} was {before} and is {fate}'
            assert not before or result['verdict'] == 'duplicate', f'I2: {key} was taken in twice'
            world.told[key] = fate
        if not world.server.together:
            gaps = gaps_of(world, phone, phone.seq)
            assert answer['missing_seqs'] == gaps, f'I7: {phone.name} lacks {gaps}, and hears {answer["missing_seqs"]}'


def gaps_of(world: 'World', phone: 'Phone', high: int) -> list[int]:
    have = {seq for device, seq in world.model.arrived if device == phone.device_id}
    return [seq for seq in range(1, max(high, *have, 0) + 1) if seq not in have]


def agree(world: 'World') -> None:
    """The server is where the model is: I2, one effect an id; I4, nothing is anybody's twice."""
    here, there = world.server.state(), world.model.state()
    for table, rows in there.items():
        assert here[table] == rows, f'I2: {table}: {_difference(here[table], rows)}'


def _difference(here: Any, there: Any) -> str:
    if isinstance(here, dict):
        keys = [key for key in {**here, **there} if here.get(key) != there.get(key)]
        return '; '.join(f'{key}: is {here.get(key)}, should be {there.get(key)}' for key in keys)
    return f'is {here}, should be {there}'


def check(world: 'World') -> None:
    i1_what_was_answered_is_there_as_it_was_sent(world)
    i3_a_verdict_stands(world)
    i4_nothing_is_claimed_by_two(world)
    i6_what_a_phone_calls_safe_is_on_the_server(world)


async def check_at_the_end(world: 'World') -> None:
    await i5_the_tables_follow_from_the_log(world)
    await i7_gaps_are_exactly_what_is_missing(world)
    await i8_phones_have_seen_everything(world)
    i9_nobody_clashes_with_themselves(world)
    i10_what_was_answered_outlives_a_restore(world)


def i1_what_was_answered_is_there_as_it_was_sent(world: 'World') -> None:
    kept = {
        row[0]
        for row in world.server.rows(
            'SELECT envelope FROM record WHERE device_id IS NOT NULL UNION ALL SELECT envelope FROM refusal'
        )
    }
    for phone in world.phones.values():
        for row in phone.rows.values():
            if row.fate and (row.envelope['id'], row.envelope['digest']) in world.told:
                assert orjson.dumps(row.envelope).decode() in kept, f'I1: {row.envelope} was answered and is gone'


def i3_a_verdict_stands(world: 'World') -> None:
    now = {
        (row[0], row[1]): (row[2], row[3]) for row in world.server.rows('SELECT id, digest, verdict, code FROM record')
    }
    for key, fate in world.told.items():
        if fate[0] in ('accepted', 'conflict'):
            assert now.get(key) == fate, f'I3: {key} was {fate} and is {now.get(key)}'


def i4_nothing_is_claimed_by_two(world: 'World') -> None:
    twice = world.server.rows('SELECT thing_id FROM writeoff WHERE is_open GROUP BY thing_id HAVING count(*) > 1')
    assert not twice, 'I4: two write-offs of one thing are open'
    conflicts = {key[0] for key, fate in world.told.items() if fate[0] == 'conflict'}
    kept = {row[0] for row in world.server.rows("SELECT id FROM record WHERE verdict = 'conflict'")}
    assert conflicts <= kept, 'I4: a clash was told and is not in the books'


async def i5_the_tables_follow_from_the_log(world: 'World') -> None:
    rows = world.server.rows('SELECT * FROM record ORDER BY number')
    walk = Walk(releases_in(row['envelope'] for row in rows if row['kind'] == RELEASE))
    for row in rows:
        walk.take(cast(Any, row))
    assert not walk.broken, f'I5: the chain is broken at {walk.broken}'
    if world.seed % REBUILT == 0:
        from tests.simulation.rebuilding import differences

        found = await differences(world)
        assert not found, f'I5: {found}'


def i6_what_a_phone_calls_safe_is_on_the_server(world: 'World') -> None:
    [[epoch]] = world.server.rows("SELECT value FROM setting WHERE key = 'epoch'")
    kept = {
        row[0]
        for row in world.server.rows(
            "SELECT digest FROM record UNION ALL SELECT json_extract(envelope, '$.digest') FROM refusal"
        )
    }
    photos = {row[0] for row in world.server.rows('SELECT sha256 FROM photo')}
    for phone in world.phones.values():
        for row in phone.rows.values():
            if row.safe_at and phone.epoch == epoch:
                assert row.envelope['digest'] in kept, f'I6: {row.envelope} is called safe and is not there'
                spoken = {photo['sha256'] for photo in row.envelope.get('photos', [])}
                assert row.fate[0] == 'rejected' or spoken <= photos, 'I6: a photo is called safe and is not there'  # type: ignore[index]


async def i7_gaps_are_exactly_what_is_missing(world: 'World') -> None:
    for phone in world.phones.values():
        high = phone.seq + 2
        gaps = gaps_of(world, phone, high)
        assert await missing_seqs(UUID(phone.device_id), high) == gaps, f'I7: {phone.name} lacks {gaps}'


async def i8_phones_have_seen_everything(world: 'World') -> None:
    things = {row[0]: row[1] for row in world.server.rows("SELECT id, ver FROM thing WHERE state != 'retired'")}
    tags = world.model.tags
    repairs = world.server.rows('SELECT id, closed_at, settled_at, reported_by FROM repair')
    for phone in (world.phones[name] for name in world.fresh):
        assert {id: each['ver'] for id, each in phone.things.items()} == things, f'I8: {phone.name} has other things'
        assert {code: each['thing'] for code, each in phone.tags.items() if each['thing']} == tags, (
            f'I8: {phone.name} has other labels'
        )
        decides, own = phone.actor.may('dispatch.merge'), str(phone.actor.id)  # whether what was done is in order
        wanted = {row[0] for row in repairs if not row[1] or (not row[2] and (decides or row[3] == own))}
        assert set(phone.repairs) == wanted, f'I8: {phone.name} has other repairs'


def i9_nobody_clashes_with_themselves(world: 'World') -> None:
    """A report and the work on it by the same phone, handed in in its order."""
    for phone in world.phones.values():
        fates = {row.envelope['id']: row for row in phone.rows.values()}
        for row in phone.rows.values():
            sent = row.envelope
            report = fates.get(sent['payload'].get('repair', '')) if sent['kind'] == 'repairs.close' else None
            if report and report.fate == ('accepted', '') and report.envelope.get('thing_id') == sent.get('thing_id'):
                assert row.fate and row.fate[0] != 'conflict', f'I9: {sent} clashes with what the same phone reported'


def i10_what_was_answered_outlives_a_restore(world: 'World') -> None:
    """All that phones keep is with the server again, with the photos; what they let go was safe for thirty days."""
    kept = {row[0] for row in world.server.rows('SELECT envelope FROM record UNION ALL SELECT envelope FROM refusal')}
    for phone in world.phones.values():
        for row in phone.rows.values():
            assert row.safe_at and orjson.dumps(row.envelope).decode() in kept, f'I10: {row.envelope} is gone'
        assert all(row.safe_at for row in phone.gone), 'I6: a phone forgot what was not safe'
