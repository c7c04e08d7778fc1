"""What is held goes on as soon as what it waits for is there, whatever that is; what clashes is decided by somebody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from app import conflicts, held, people, refusals
from app.core import records
from app.core.actors import the_server
from app.core.entries import Entry, enter
from app.core.errors import Conflict, Problem
from app.core.kinds import KINDS
from app.core.releasing import HELD
from models import Person, Record, Refusal, Repair, Resolution, Session, Thing
from tests.cast import UNKNOWN_CODE, School, codes_of, count, told
from tests.test_audit import look


async def verdict_of(envelope: dict[str, Any]) -> tuple[str, str]:
    record = await Record.get(id=envelope['id'])
    return record.verdict, record.code


async def notes() -> list[dict[str, Any]]:
    return [
        orjson.loads(each.envelope)['payload'] for each in await Record.filter(kind='held.release').order_by('number')
    ]


async def test_what_waits_for_another_record_goes_on_when_that_one_comes(school: School) -> None:
    phone = await school.sign_in('caretaker')
    report = phone.seal('repairs.report', {'what': '桌腿松了'}, thing_id=school.id_of('desk'))
    close = phone.remark(school.id_of('desk'), '已加固', deps=[report['id']])
    after = phone.remark(school.id_of('desk'), '第三条', deps=[close['id']])
    [third] = await phone.write(after)
    [second] = await phone.write(close)
    assert (third.verdict, second.verdict, second.code) == ('held', 'held', 'waiting_for_dep')
    told('waiting_for_dep')
    assert not await Repair.all().count()
    [first] = await phone.write(report)
    assert first.verdict == 'accepted'
    assert [await verdict_of(each) for each in (close, after)] == [('accepted', '')] * 2
    again = await phone.write(close, after)
    assert {(each.verdict, each.was) for each in again} == {('duplicate', 'accepted')}
    assert [note['record'] for note in await notes()] == [close['id'], after['id']], 'in the order in which they depend'


async def test_within_one_batch_the_answer_is_already_the_last_word(school: School) -> None:
    phone = await school.sign_in('caretaker')
    report = phone.seal('repairs.report', {'what': '桌腿松了'}, thing_id=school.id_of('desk'))
    close = phone.remark(school.id_of('desk'), '已加固', deps=[report['id']])
    assert codes_of(await phone.write(close, report)) == ['accepted', 'accepted']
    assert await count('record', HELD) == 0


async def test_nobody_waits_for_what_was_refused(school: School) -> None:
    phone = await school.sign_in('caretaker')
    bad = phone.seal('remarks.add', {'text': ''}, thing_id=school.id_of('desk'))
    assert (await phone.write_one(bad)).verdict == 'rejected'
    assert (await phone.write_one(phone.remark(school.id_of('desk'), deps=[bad['id']]))).verdict == 'accepted'


async def test_a_refusal_that_comes_later_frees_what_waited_for_it(school: School) -> None:
    phone = await school.sign_in('caretaker')
    bad = phone.seal('remarks.add', {'text': ''}, thing_id=school.id_of('desk'))
    waits = phone.remark(school.id_of('desk'), deps=[bad['id']])
    assert (await phone.write_one(waits)).verdict == 'held'
    assert (await phone.write_one(bad)).verdict == 'rejected'
    assert await verdict_of(waits) == ('accepted', '')


async def test_a_form_newer_than_the_server_is_written_once_the_server_knows_it(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new phone and an old server; then the server is brought up to date and starts again."""
    phone = await school.sign_in('teacher')
    envelope = phone.remark(school.id_of('fan'), kv=2)
    assert (await phone.write_one(envelope)).code == 'schema_newer'
    await records.release_held(the_server())
    assert (await verdict_of(envelope))[0] == 'held'
    rule = KINDS['remarks.add']
    monkeypatch.setitem(KINDS, 'remarks.add', type(rule)(**{**vars(rule), 'version': 2}))
    await records.release_held(the_server())
    assert await verdict_of(envelope) == ('accepted', '')
    assert (await phone.write_one(envelope)).was == 'accepted'


async def test_an_old_phones_forms_are_taken_by_a_newer_server(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = await school.sign_in('teacher')
    rule = KINDS['remarks.add']
    monkeypatch.setitem(KINDS, 'remarks.add', type(rule)(**{**vars(rule), 'version': 4}))
    for version in (1, 2, 3, 4):
        assert (await phone.write_one(phone.remark(school.id_of('fan'), kv=version))).verdict == 'accepted'


async def test_what_came_in_somebodys_name_goes_on_once_they_have_signed_in_there(school: School) -> None:
    phone = await school.sign_in('teacher')
    sealed = phone.remark(school.id_of('fan'), actor_id=str(school.people['keeper']))
    assert (await phone.write_one(sealed)).code == 'actor_unverified'
    await school.sign_in('keeper')
    assert (await verdict_of(sealed))[0] == 'held', 'on another phone it proves nothing'
    await school.sign_in('keeper', device=phone.signed.device)
    assert await verdict_of(sealed) == ('accepted', '')
    assert (await Record.get(id=sealed['id'])).by_id == school.people['keeper']


async def test_what_came_from_another_phone_goes_on_once_its_bearer_has_signed_in_on_it(school: School) -> None:
    phone, other = await school.sign_in('teacher'), await school.sign_in('keeper')
    sealed = other.remark(school.id_of('fan'))
    assert (await phone.write_one(sealed)).code == 'device_unverified'
    await school.sign_in('teacher', device=other.signed.device)
    assert await verdict_of(sealed) == ('accepted', '')


async def test_the_administrator_answers_for_a_record_or_puts_it_aside(school: School) -> None:
    head, phone = await school.sign_in('head'), await school.sign_in('teacher')
    sealed = [
        phone.remark(school.id_of('fan'), text, actor_id=str(school.people['keeper'])) for text in ('真的', '不知道')
    ]
    unknown = phone.remark(None, tag=UNKNOWN_CODE, thing_id=None)
    await phone.write(*sealed, unknown)
    assert {each.code for each in await held.held()} == {'actor_unverified', 'unknown_tag'}
    for kind, envelope in (('held.vouch', sealed[0]), ('held.drop', sealed[1]), ('held.drop', unknown)):
        assert (await head.write_one(head.seal(kind, {'record': envelope['id']}))).verdict == 'accepted'
    assert [await verdict_of(each) for each in (*sealed, unknown)] == [
        ('accepted', ''), ('conflict', 'put_aside'), ('conflict', 'put_aside'),
    ]  # fmt: skip
    told('put_aside')
    assert not await held.held()
    assert not await conflicts.open_conflicts(), 'nobody has to decide a second time'
    twice = await head.write_one(head.seal('held.vouch', {'record': sealed[0]['id']}))
    assert (twice.verdict, twice.code) == ('rejected', 'not_held')
    told('not_held')


async def test_nobody_answers_for_what_waits_for_something_else(school: School) -> None:
    head, phone = await school.sign_in('head'), await school.sign_in('teacher')
    unknown = phone.remark(None, tag=UNKNOWN_CODE, thing_id=None)
    await phone.write_one(unknown)
    verdict = await head.write_one(head.seal('held.vouch', {'record': unknown['id']}))
    assert (verdict.verdict, verdict.code) == ('conflict', 'still_waits')
    told('still_waits')
    assert (await verdict_of(unknown))[0] == 'held'


# Grave steps


async def test_accounts_are_not_changed_in_somebody_elses_name_on_a_shared_phone(school: School) -> None:
    """The administrator was once signed in on this phone; whoever has it now claims to hand in a record of theirs."""
    head = await school.sign_in('head')
    teacher = await school.sign_in('teacher', device=head.signed.device)
    forged = head.seal(
        'people.revise', {'person': str(school.people['teacher']), 'roles': ['administrator']},
        actor_id=str(school.people['head']),
    )  # fmt: skip
    [verdict] = await records.write([Entry(forged)], teacher.actor)
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_in_their_name')
    told('not_in_their_name')
    assert (await Person.get(name='teacher')).roles == ['staff']


async def test_it_is_not_held_either_until_the_administrator_signs_in_there(school: School) -> None:
    teacher = await school.sign_in('teacher')
    forged = teacher.seal(
        'people.revise', {'person': str(school.people['teacher']), 'roles': ['administrator']},
        actor_id=str(school.people['head']),
    )  # fmt: skip
    assert (await teacher.write_one(forged)).code == 'not_in_their_name'
    await school.sign_in('head', device=teacher.signed.device)
    assert (await Person.get(name='teacher')).roles == ['staff']


@pytest.mark.parametrize('minutes', [1, 14, 16, 600])
async def test_a_grave_step_wants_a_password_typed_in_the_last_quarter_of_an_hour(school: School, minutes: int) -> None:
    head = await school.sign_in('head')
    await Session.all().update(confirmed_at=datetime.now(UTC) - timedelta(minutes=minutes))
    person = await Person.get(name='teacher')
    if minutes < 15:
        await people.revise_person(person, head.actor, roles=['maintenance'])
    else:
        with pytest.raises(Problem) as caught:
            await people.revise_person(person, head.actor, roles=['maintenance'])
        assert caught.value.code == 'confirm_first'
        told('confirm_first')
    assert (await Person.get(name='teacher')).roles == (['maintenance'] if minutes < 15 else ['staff'])


# Clashes


async def clash(school: School) -> tuple[Any, dict[str, Any]]:
    """A fault that was reported without a network, after the thing had been written off."""
    keeper, phone = await school.sign_in('keeper'), await school.sign_in('teacher')
    await Thing.filter(id=school.things['desk']).update(state='retired')
    sealed = phone.seal('repairs.report', {'what': '桌腿松了'}, thing_id=school.id_of('desk'))
    assert (await phone.write_one(sealed)).verdict == 'conflict'
    return keeper, sealed


async def test_a_clash_is_listed_until_somebody_leaves_it_as_it_is(school: School) -> None:
    keeper, sealed = await clash(school)
    [record] = await conflicts.open_conflicts()
    assert (str(record.id), await conflicts.count_open()) == (sealed['id'], 1)
    await conflicts.leave(record, keeper.actor)
    assert (await conflicts.open_conflicts(), await conflicts.count_open()) == ([], 0)
    assert await verdict_of(sealed) == ('conflict', 'retired'), 'the record stays as it was judged'
    assert (await Resolution.get()).by_id == school.people['keeper']
    with pytest.raises(Conflict):
        await conflicts.leave(record, keeper.actor)


async def test_a_clash_is_done_once_more_when_its_reason_is_gone(school: School) -> None:
    keeper, _ = await clash(school)
    [record] = await conflicts.open_conflicts()
    with pytest.raises(Conflict):
        await conflicts.again(record, keeper.actor)
    assert await conflicts.count_open() == 1, 'it still cannot be'
    await Thing.filter(id=school.things['desk']).update(state='in_use')
    await conflicts.again(record, keeper.actor)
    assert await conflicts.count_open() == 0
    repair = await Repair.get()
    assert (repair.what, repair.reported_by) == ('桌腿松了', school.people['keeper'])


async def test_what_clashed_at_a_desk_was_told_there_and_is_not_listed(school: School) -> None:
    keeper = await school.sign_in('keeper')
    await Thing.filter(id=school.things['desk']).update(state='retired')
    with pytest.raises(Conflict):
        await records.write_one(enter('repairs.report', {'what': 'x'}, thing_id=school.id_of('desk')), keeper.actor)
    assert not await conflicts.open_conflicts()


async def test_a_refusal_that_is_tried_again_keeps_its_moment_and_its_photos(school: School) -> None:
    head, phone = await school.sign_in('head'), await school.sign_in('visitor')
    photo = {'sha256': 'a' * 64, 'bytes': 9, 'w': 3, 'h': 3, 'mime': 'image/jpeg'}
    at = (datetime.now(UTC) - timedelta(days=3)).replace(microsecond=0)
    sealed = phone.remark(school.id_of('fan'), photos=[photo], how='scan', at=at.isoformat())
    assert (await phone.write_one(sealed)).verdict == 'rejected'
    await refusals.retry(await Refusal.get(), head.actor)
    [written] = await Record.filter(kind='remarks.add')
    envelope = orjson.loads(written.envelope)
    assert (written.at, written.by_id) == (at, school.people['head'])
    assert (envelope['photos'][0]['sha256'], envelope['how']) == ('a' * 64, 'scan')


@pytest.mark.sqlite
async def test_what_became_of_held_and_clashing_records_follows_from_the_log(school: School, tmp_path: Path) -> None:
    keeper, teacher = await school.sign_in('keeper'), await school.sign_in('teacher')
    first = teacher.remark(school.things['fan'])
    late = teacher.remark(school.things['slide'], deps=[first['id']])
    stray = teacher.remark(school.things['fan'], actor_id=str(school.people['head']))
    await keeper.write(keeper.seal('register.retire', {}, thing_id=school.things['slide']))
    await teacher.write(late, stray, teacher.seal('repairs.report', {'what': '坏了'}, thing_id=school.things['slide']))
    await teacher.write(first)
    await keeper.write(keeper.seal('held.drop', {'record': stray['id']}))
    for each in await conflicts.open_conflicts():
        await conflicts.leave(each, keeper.actor)
    assert await count('resolution') == 1
    assert await look(tmp_path) == []
