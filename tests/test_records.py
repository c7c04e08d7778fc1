"""Records: the one way in. Each entry has one fate, and what was handed in is in the books either way."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import orjson
import pytest
import rfc8785
import uuid_utils
from hypothesis import given
from hypothesis import strategies as st

from app.core import db, live
from app.core.actors import the_server
from app.core.canonical import digest_of as own_digest
from app.core.entries import Entry, enter
from app.core.errors import Conflict, Refused
from app.core.kinds import KINDS, Form, Kind
from app.core.records import missing_seqs, write, write_one
from models import Device, Record, Refusal, Thing
from tests.cast import UNKNOWN_CODE, School, codes_of, count, digest_of, told, wrong_code

SHANGHAI = timezone(timedelta(hours=8))


def batch_text(envelope: dict[str, Any]) -> dict[str, Any]:
    return orjson.loads(orjson.dumps(envelope))


# Who may


async def test_somebody_without_the_right_is_refused_and_the_entry_is_kept(school: School) -> None:
    phone = await school.sign_in('visitor')
    envelope = phone.remark(school.id_of('fan'))
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')
    told('not_allowed', verdict.facts)
    assert await count('record', 'id = ?', envelope['id']) == 0
    refusal = await Refusal.get(record_id=envelope['id'])
    assert orjson.loads(refusal.envelope) == envelope
    assert (refusal.code, refusal.seq, refusal.by_id) == ('not_allowed', 1, school.people['visitor'])


async def test_a_refusal_stays_one_when_the_right_comes_later(school: School) -> None:
    phone = await school.sign_in('visitor')
    envelope = phone.remark(school.id_of('fan'))
    await phone.write_one(envelope)
    other = await school.sign_in('keeper')
    [verdict] = await write([Entry(envelope)], other.actor)
    assert (verdict.verdict, verdict.was, verdict.code) == ('duplicate', 'rejected', 'not_allowed')


async def test_a_remark_is_written_with_who_when_and_what(school: School) -> None:
    phone = await school.sign_in('teacher')
    envelope = phone.remark(school.id_of('fan'), how='scan', tz='Asia/Shanghai', mono=12.5, skew_ms=-40)
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.code, verdict.flags) == ('accepted', '', [])
    record = await Record.get(id=envelope['id'])
    assert orjson.loads(record.envelope) == envelope
    assert (record.number, record.seq, str(record.device_id)) == (verdict.number, 1, phone.device_id)
    assert (record.by_id, record.thing_id) == (school.people['teacher'], school.things['fan'])


async def test_a_shared_phone_delivers_for_somebody_else_in_their_name(school: School) -> None:
    caretaker = await school.sign_in('caretaker')
    sealed = caretaker.remark(school.id_of('fan'), actor_id=str(school.people['caretaker']))
    teacher = await school.sign_in('teacher', device=caretaker.signed.device)
    [verdict] = await write([Entry(sealed)], teacher.actor)
    assert (verdict.verdict, verdict.flags) == ('accepted', ['delivered'])
    assert (await Record.get(id=sealed['id'])).by_id == school.people['caretaker']


async def test_a_name_that_never_signed_in_on_the_phone_is_held(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdict = await phone.write_one(phone.remark(school.id_of('fan'), actor_id=str(school.people['keeper'])))
    assert (verdict.verdict, verdict.code) == ('held', 'actor_unverified')
    told('actor_unverified')


async def test_borrowing_somebodys_name_gives_no_rights(school: School) -> None:
    monitor = await school.sign_in('monitor')
    claims = monitor.seal('register.retire', {}, thing_id=school.id_of('desk'), actor_id=str(school.people['keeper']))
    verdict = await monitor.write_one(claims)
    assert verdict.verdict == 'held'
    assert not (await Thing.get(id=school.things['desk'])).is_retired
    unknown = monitor.remark(school.id_of('desk'), actor_id=str(uuid4()))
    assert (await monitor.write_one(unknown)).code == 'not_allowed'


async def test_another_phones_device_is_not_used_by_somebody_who_never_had_it(school: School) -> None:
    phone, other = await school.sign_in('teacher'), await school.sign_in('keeper')
    verdict = await phone.write_one(other.remark(school.id_of('fan')))
    assert (verdict.verdict, verdict.code) == ('held', 'device_unverified')
    told('device_unverified')


async def test_a_revoked_phone_is_refused_and_its_entries_are_kept(school: School) -> None:
    phone = await school.sign_in('teacher')
    await Device.filter(id=phone.device_id).update(revoked_at=datetime.now(UTC))
    verdict = await phone.write_one(phone.remark(school.id_of('fan')))
    assert (verdict.verdict, verdict.code) == ('rejected', 'device_revoked')
    told('device_revoked')
    assert await count('refusal') == 1


async def test_a_device_nobody_enrolled_is_refused(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdict = await phone.write_one(phone.remark(school.id_of('fan'), device_id=str(uuid4())))
    assert (verdict.verdict, verdict.code) == ('rejected', 'unknown_device')
    told('unknown_device')


# Once and only once


async def test_a_repeat_gets_the_verdict_it_had(school: School) -> None:
    phone = await school.sign_in('teacher')
    envelope = phone.remark(school.id_of('fan'))
    first, *again = [await phone.write_one(envelope) for _ in range(3)]
    for verdict in again:
        assert (verdict.verdict, verdict.was, verdict.number) == ('duplicate', 'accepted', first.number)
    assert await count('record', 'id = ?', envelope['id']) == 1


async def test_a_repeat_in_the_same_batch_is_seen(school: School) -> None:
    phone = await school.sign_in('teacher')
    envelope = phone.remark(school.id_of('fan'))
    assert [verdict.verdict for verdict in await phone.write(envelope, envelope)] == ['accepted', 'duplicate']
    assert await count('record', 'id = ?', envelope['id']) == 1


async def test_a_repeat_with_its_fields_in_another_order_is_the_same(school: School) -> None:
    phone = await school.sign_in('teacher')
    envelope = phone.remark(school.id_of('fan'))
    await phone.write_one(envelope)
    verdict = await phone.write_one(dict(reversed(list(envelope.items()))))
    assert verdict.verdict == 'duplicate'


@pytest.mark.parametrize('first', ['written', 'refused'])
async def test_an_id_used_again_for_something_else_is_refused_and_kept(school: School, first: str) -> None:
    phone = await school.sign_in('teacher')
    envelope = phone.remark(
        school.id_of('fan' if first == 'written' else 'room'), text='x' * (3000, 1)[first == 'written']
    )
    assert (await phone.write_one(envelope)).verdict == ('accepted' if first == 'written' else 'rejected')
    other = phone.remark(school.id_of('desk'), id=envelope['id'])
    for _ in range(2):
        verdict = await phone.write_one(other)
        assert (verdict.fate, verdict.code, verdict.digest) == ('rejected', 'id_reuse', other['digest'])
    told('id_reuse')
    assert await count('record', 'thing_id = ?', school.id_of('desk')) == 0
    assert await count('refusal', 'record_id = ? AND code = ?', envelope['id'], 'id_reuse') == 1


async def test_two_records_with_one_number_show_a_cloned_phone(school: School) -> None:
    phone = await school.sign_in('teacher')
    await phone.write_one(phone.remark(school.id_of('fan')))
    verdict = await phone.write_one(phone.remark(school.id_of('desk'), seq=1))
    assert (verdict.verdict, verdict.code) == ('rejected', 'seq_reuse')
    told('seq_reuse')
    assert (await Device.get(id=phone.device_id)).forked_at
    assert await count('refusal', 'code = ?', 'seq_reuse') == 1


async def test_what_one_phone_numbers_is_no_matter_to_another(school: School) -> None:
    phones = [await school.sign_in('teacher'), await school.sign_in('teacher')]
    for phone in phones:
        assert (await phone.write_one(phone.remark(school.id_of('fan')))).verdict == 'accepted'


async def test_missing_numbers_are_exactly_those_that_are_missing(school: School) -> None:
    phone = await school.sign_in('teacher')
    sealed = [phone.remark(school.id_of('fan'), text=str(number)) for number in range(1, 8)]
    device = phone.actor.device_id
    assert device
    await phone.write(sealed[1], sealed[4])
    assert await missing_seqs(device, 7) == [1, 3, 4, 6, 7]
    await phone.write(sealed[0], sealed[3])
    assert await missing_seqs(device, 5) == [3]
    await phone.write(*sealed)
    assert await missing_seqs(device, 7) == []
    assert (await Device.get(id=device)).seen_to == 7


async def test_a_refused_entry_is_no_gap(school: School) -> None:
    phone = await school.sign_in('visitor')
    device = phone.actor.device_id
    assert device
    await phone.write(phone.remark(school.id_of('fan')), phone.remark(school.id_of('fan')))
    assert await missing_seqs(device, 2) == []


# Bad input


BAD = {
    'no text': ({'payload': {}}, 'bad_payload'),
    'a text that is too long': ({'payload': {'text': 'x' * 2001}}, 'bad_payload'),
    'a field nobody knows in the form': ({'payload': {'text': 'x', 'price': 1}}, 'bad_payload'),
    'a field nobody knows in the envelope': ({'colour': 'red'}, 'bad_envelope'),
    'a time without a zone': ({'at': '2026-11-21T08:00:00'}, 'bad_envelope'),
    'a day that is none': ({'at': '2026-02-30T08:00:00Z'}, 'bad_envelope'),
    'a day before the calendar': ({'at': '0001-01-01T00:00:00+08:00'}, 'bad_envelope'),
    'a day after the calendar': ({'at': '9999-12-31T23:59:59-08:00'}, 'bad_envelope'),
    'an id that is none': ({'id': 'fan-1'}, 'bad_envelope'),
    'a number below one': ({'seq': 0}, 'bad_envelope'),
    'a payload that is a list': ({'payload': ['x']}, 'bad_envelope'),
    'a digest of something else': ({'digest': '0' * 64}, 'bad_digest'),
    'a kind nobody knows': ({'kind': 'rockets.launch'}, 'unknown_kind'),
    'a thing nobody knows': ({'thing_id': '01a1fe0d-0000-7000-8000-000000000000'}, 'unknown_thing'),
    'no thing at all': ({'thing_id': None}, 'no_thing'),
    'a code with one wrong character': ({'tag': wrong_code(UNKNOWN_CODE)}, 'bad_code'),
    'a code that is none': ({'tag': 'hello'}, 'bad_code'),
    'a record of 90 kB': ({'payload': {'text': 'x' * 90_000}}, 'too_long_record'),
}


@pytest.mark.parametrize('what', BAD)
async def test_bad_input_is_refused_in_words_kept_and_harms_no_neighbour(school: School, what: str) -> None:
    changes, code = BAD[what]
    phone = await school.sign_in('teacher')
    before = phone.remark(school.id_of('fan'))
    bad = phone.remark(school.id_of('fan'), **changes)
    after = phone.remark(school.id_of('desk'))
    first, verdict, last = await phone.write(before, bad, after)
    assert (first.verdict, last.verdict) == ('accepted', 'accepted')
    assert (verdict.verdict, verdict.code) == ('rejected', code)
    told(code, verdict.facts)
    assert await count('record', 'device_id = ?', phone.device_id) == 2
    assert orjson.loads((await Refusal.get(code=code)).envelope) == batch_text(bad)


@pytest.mark.parametrize('what', BAD)
async def test_a_repeat_of_bad_input_gets_the_same_answer_and_no_second_row(school: School, what: str) -> None:
    changes, code = BAD[what]
    phone = await school.sign_in('teacher')
    bad = phone.remark(school.id_of('fan'), **changes)
    await phone.write_one(bad)
    for _ in range(2):
        verdict = await phone.write_one(bad)
        assert (verdict.verdict, verdict.was, verdict.code) == ('duplicate', 'rejected', code)
    assert await count('refusal') == 1


async def test_entries_without_an_id_are_told_apart(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdicts = await phone.write(
        phone.remark(school.id_of('fan'), id=None), phone.remark(school.id_of('desk'), id=None)
    )
    assert codes_of(verdicts) == ['bad_envelope', 'bad_envelope']
    assert await count('refusal') == 2


async def test_a_payload_nested_a_thousand_deep_is_refused(school: School) -> None:
    phone = await school.sign_in('teacher')
    deep = orjson.loads(b'{"text":' + b'[' * 1000 + b']' * 1000 + b'}')
    entry = Entry({'id': str(uuid_utils.uuid7()), 'kind': 'remarks.add', 'payload': deep})
    good = phone.remark(school.id_of('fan'))
    assert codes_of(await write([entry, Entry(good)], phone.actor)) == ['bad_envelope', 'accepted']
    assert await count('refusal') == 1


async def test_a_number_that_json_cannot_hold_exactly_is_refused(school: School) -> None:
    phone = await school.sign_in('teacher')
    envelope = phone.remark(school.id_of('fan')) | {'seq': 2**60}
    assert codes_of([(await write([Entry(envelope)], phone.actor))[0]]) == ['bad_envelope']


class BreakForm(Form):
    how: str = ''


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind with a defect: it changes the thing and then falls over."""

    async def fall(thing: Thing, form: BreakForm, record: Any) -> None:
        await record.change(thing, name='half done')
        if form.how == 'clash':
            raise Conflict('retired', thing=thing.name)
        raise ZeroDivisionError(form.how)

    kind = Kind('remarks.fall', 1, BreakForm, fall, ('thing', 'form', 'record'), False)
    monkeypatch.setitem(KINDS, 'remarks.fall', kind)


async def test_a_defect_in_one_kind_becomes_a_verdict_and_is_undone(
    school: School, breaking: None, caplog: Any
) -> None:
    phone = await school.sign_in('head')
    fan = school.id_of('fan')
    envelopes = [phone.remark(fan), phone.seal('remarks.fall', thing_id=fan), phone.remark(fan)]
    assert codes_of(await phone.write(*envelopes)) == ['accepted', 'broken', 'accepted']
    assert 'ZeroDivisionError' in caplog.text
    told('broken')
    assert (await Thing.get(id=fan)).name == '吊扇'
    assert await count('refusal', 'code = ?', 'broken') == 1


async def test_a_clash_is_kept_as_a_record_without_effect(school: School, breaking: None) -> None:
    phone = await school.sign_in('head')
    fan = school.id_of('fan')
    envelopes = [phone.seal('remarks.fall', {'how': 'clash'}, thing_id=fan), phone.remark(fan)]
    assert codes_of(await phone.write(*envelopes)) == ['retired', 'accepted']
    thing = await Thing.get(id=fan)
    assert (thing.name, thing.ver) == ('吊扇', 1)
    assert (await Record.get(id=envelopes[0]['id'])).verdict == 'conflict'


async def test_a_batch_of_refused_and_good_entries_keeps_every_one(school: School) -> None:
    phone = await school.sign_in('keeper')
    fan = school.id_of('fan')
    good = [phone.seal('register.revise', {'spec': str(number)}, thing_id=fan) for number in range(24)]
    bad = [phone.seal('people.add', {'name': f'x{number}'}) for number in range(24)]
    mixed = [envelope for pair in zip(good, bad, strict=True) for envelope in pair]
    verdicts = await phone.write(*mixed, phone.seal('register.move', {'to': fan}, thing_id=fan))
    assert codes_of(verdicts) == ['accepted', 'not_allowed'] * 24 + ['unknown_place']
    assert (await Thing.get(id=fan)).spec == '23'
    assert await count('refusal') == 25


# Clocks and versions


@pytest.mark.parametrize(
    ('away', 'flag'),
    [
        (timedelta(days=365), ['clock_suspect']),
        (timedelta(days=-365), ['clock_suspect']),
        (timedelta(minutes=11), ['clock_suspect']),
        (timedelta(minutes=9), []),
        (timedelta(hours=-5), []),
    ],
)
async def test_a_clock_that_is_off_is_marked_and_never_refused(school: School, away: timedelta, flag: list) -> None:
    phone = await school.sign_in('teacher')
    moment = datetime.now(UTC) + away
    envelope = phone.remark(school.id_of('fan'), at=moment.isoformat())
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.flags) == ('accepted', flag)
    record = await Record.get(id=envelope['id'])
    assert record.at == moment
    assert abs(record.received_at - datetime.now(UTC)) < timedelta(minutes=1)


async def test_times_of_every_zone_are_kept_in_one_so_that_they_sort(school: School) -> None:
    phone = await school.sign_in('teacher')
    moment = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    for zone in (UTC, SHANGHAI):
        assert (
            await phone.write_one(phone.remark(school.id_of('fan'), at=moment.astimezone(zone).isoformat()))
        ).flags == []
    first, second = await db.rows("SELECT at, received_at FROM record WHERE kind = 'remarks.add' ORDER BY number")
    assert first['at'] == second['at']
    assert str(first['received_at']).endswith('+00:00')
    assert [record.at for record in await Record.filter(kind='remarks.add')] == [moment, moment]


async def test_an_old_record_of_an_old_phone_is_late(school: School) -> None:
    phone = await school.sign_in('teacher')
    await Device.filter(id=phone.device_id).update(enrolled_at=datetime.now(UTC) - timedelta(days=60))
    moment = datetime.now(UTC) - timedelta(days=20)
    assert (await phone.write_one(phone.remark(school.id_of('fan'), at=moment.isoformat()))).flags == ['late']


async def test_a_form_newer_than_the_server_is_held(school: School) -> None:
    phone = await school.sign_in('teacher')
    envelope = phone.remark(school.id_of('fan'), kv=2)
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.code) == ('held', 'schema_newer')
    told('schema_newer')
    assert (await Record.get(id=envelope['id'])).verdict == 'held'


async def test_what_was_seen_on_an_older_state_is_marked(school: School) -> None:
    keeper, phone = await school.sign_in('keeper'), await school.sign_in('teacher')
    envelope = phone.remark(school.id_of('fan'), base={'thing_ver': 1})
    await keeper.write_one(keeper.seal('register.revise', {'spec': 'new'}, thing_id=school.id_of('fan')))
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.flags, verdict.thing_ver) == ('accepted', ['stale_base'], 2)


async def test_a_label_and_a_thing_that_differ_are_marked(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdict = await phone.write_one(phone.remark(school.id_of('fan'), tag=school.codes['desk']))
    assert (verdict.verdict, verdict.flags, verdict.thing_id) == ('accepted', ['tag_differs'], school.things['fan'])


# What it tells others


async def test_open_pages_are_told_once_a_batch(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[live.Change] = []
    monkeypatch.setattr(live.changed, 'emit', heard.append)
    phone = await school.sign_in('teacher')
    await phone.write(*[phone.remark(school.id_of('fan')) for _ in range(5)])
    assert heard == [live.Change(frozenset({'remarks.add'}), frozenset({school.things['fan']}))]
    await phone.write(phone.sealed[0])
    assert len(heard) == 1


async def test_a_page_gets_the_problem_itself(school: School) -> None:
    phone = await school.sign_in('visitor')
    with pytest.raises(Refused, match='not_allowed'):
        await write_one(enter('remarks.add', {'text': 'x'}, thing_id=school.id_of('fan')), phone.actor)
    with pytest.raises(Conflict, match='retired'):
        for _ in range(2):
            await write_one(enter('register.retire', {}, thing_id=school.id_of('fan')), the_server())


async def test_numbers_follow_one_another_in_the_order_of_the_log(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdicts = await phone.write(*[phone.remark(school.id_of('fan'), text=str(number)) for number in range(20)])
    start = verdicts[0].number
    assert [verdict.number for verdict in verdicts] == list(range(start, start + 20))
    texts = [orjson.loads(record.envelope)['payload']['text'] for record in await Record.filter(number__gte=start)]
    assert texts == [str(number) for number in range(20)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.text(), JSON))
def test_our_quick_digest_is_the_standards(value: dict[str, Any]) -> None:
    try:
        expected = hashlib.sha256(rfc8785.dumps(value)).hexdigest()
    except rfc8785.CanonicalizationError:
        return
    assert own_digest(value) == expected


def test_the_digest_is_that_of_the_canonical_json() -> None:
    raw = {'b': 1, 'a': '灯', 'id': '01a1fe0d-0000-7000-8000-000000000000', 'payload': {'y': 1.0, 'x': [True, None]}}
    assert (
        digest_of(raw) == '10531bd0c9736f4b75f2d5bacfab8909dd07281a2373782f58aea6b881189039'
    )  # of {"a":"灯","b":1,"id":"…","payload":{"x":[true,null],"y":1}}
    assert Entry(raw).true_digest == digest_of(raw)


async def test_a_batch_that_plants_many_things_keeps_what_is_right_and_refuses_what_is_wrong(school: School) -> None:
    keeper = await school.sign_in('keeper')
    taken = school.codes['fan']
    room = keeper.seal('register.add', {'name': '储物间', 'kind': 'place'})
    verdicts = await keeper.write(
        room,
        keeper.seal('register.add', {'name': '风琴', 'inside': room['id']}),
        keeper.seal('register.add', {'name': '投影仪', 'tags': [taken]}),
        keeper.seal('register.move', {'to': room['id']}, thing_id=school.id_of('fan')),
        keeper.seal('register.add', {'name': '空调', 'inside': room['id']}),
    )
    assert codes_of(verdicts) == ['accepted', 'accepted', 'tag_taken', 'accepted', 'accepted']
    assert await count('thing', 'inside_id = ?', room['id']) == 3
    assert await count('tag', 'thing_id IN (SELECT id FROM thing WHERE inside_id = ?)', room['id']) == 3
    assert not await Thing.exists(name='投影仪')


async def test_whoever_writes_many_entries_hears_how_far_it_has_come(school: School) -> None:
    heard: list[int] = []
    entries = [enter('register.add', {'name': f'吊扇{n}'}) for n in range(450)]
    assert len(await write(entries, the_server(), heard.append)) == 450
    assert heard == [200, 400]


# Nobody speaks for another phone


async def test_a_stranger_to_both_the_phone_and_the_name_gets_neither(school: School) -> None:
    monitor, keeper = await school.sign_in('monitor'), await school.sign_in('keeper')
    claims = keeper.seal('register.retire', {}, thing_id=school.id_of('desk'), actor_id=str(school.people['keeper']))
    [verdict] = await write([Entry(claims)], monitor.actor)
    assert (verdict.verdict, verdict.code) == ('held', 'device_unverified')
    assert not (await Thing.get(id=school.things['desk'])).is_retired


@pytest.mark.parametrize('together', [True, False])
async def test_what_was_damaged_on_its_way_does_not_take_the_number_of_the_honest_one(
    school: School, together: bool
) -> None:
    phone = await school.sign_in('teacher')
    honest = phone.remark(school.id_of('fan'))
    damaged = honest | {'id': str(uuid4())}
    if together:
        verdicts = await phone.write(damaged, honest)
    else:
        verdicts = [await phone.write_one(damaged), await phone.write_one(honest)]
    assert codes_of(verdicts) == ['bad_digest', 'accepted']
    assert not (await Device.get(id=phone.device_id)).forked_at
    device = phone.actor.device_id
    assert device and await missing_seqs(device, 1) == []


async def test_a_number_of_which_only_something_damaged_arrived_is_no_gap(school: School) -> None:
    phone = await school.sign_in('teacher')
    device = phone.actor.device_id
    await phone.write(phone.remark(school.id_of('fan'), digest='0' * 64), phone.remark(school.id_of('fan')))
    assert device and await missing_seqs(device, 2) == []
    assert (await Device.get(id=device)).seen_to == 2


async def test_open_pages_are_told_although_the_caller_has_hung_up(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[live.Change] = []
    monkeypatch.setattr(live.changed, 'emit', heard.append)
    phone = await school.sign_in('teacher')
    task = asyncio.create_task(phone.write_one(phone.remark(school.id_of('fan'))))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    await asyncio.gather(*db._writing)
    assert await count('record', 'device_id = ?', phone.device_id) == 1
    assert len(heard) == 1


NUL = {
    'in the id': ({'id': 'a\0b'}, 'bad_envelope'),
    'in the kind': ({'kind': 'remarks\0add'}, 'bad_envelope'),
    'in a text': ({'payload': {'text': 'a\0b'}}, 'bad_envelope'),
    'in the name of a field': ({'a\0b': 1}, 'bad_envelope'),
    'in a label that waits': ({'tag': '\0', 'kv': 9}, 'bad_envelope'),
}


@pytest.mark.parametrize('where', NUL)
async def test_a_character_that_not_every_database_can_hold_is_refused(school: School, where: str) -> None:
    changes, code = NUL[where]
    phone = await school.sign_in('teacher')
    first, second = await phone.write(
        phone.remark(school.id_of('fan'), **changes), phone.remark(school.id_of('fan'), text='反斜杠 \\u0000')
    )
    assert (first.verdict, first.code, second.verdict) == ('rejected', code, 'accepted')
    refusal = await Refusal.get(code=code)
    assert '\0' not in refusal.record_id + refusal.kind + refusal.envelope + str(refusal.facts)
