"""Reporting: a few words or a photo, how many of a batch, and what is reported already."""

import json
from typing import Any

import pytest

from app.core.records import Verdict
from app.core.words import t
from models import Record, Repair, RepairThing, Thing
from tests.cast import School, told

PHOTO = 'a' * 64


def envelope_of(record: Record) -> dict[str, Any]:
    return dict(json.loads(record.envelope))


async def report(school: School, by: str = 'teacher', thing: str = 'fan', **payload: Any) -> tuple[Verdict, str]:
    phone = await school.sign_in(by)
    envelope = phone.seal('repairs.report', payload, thing_id=school.id_of(thing))
    return await phone.write_one(envelope), envelope['id']


async def test_a_photo_alone_says_what_is_broken(school: School) -> None:
    verdict, id = await report(school, photos=[PHOTO])
    assert verdict.verdict == 'accepted'
    repair = await Repair.get(id=id)
    assert (repair.what, repair.photos) == (t('repairs-see_photo', 'zh-CN'), [PHOTO])
    assert 'what' not in envelope_of(await Record.get(id=id))['payload']


@pytest.mark.parametrize('empty', [{}, {'what': ''}, {'what': '  \n'}, {'what': '', 'photos': []}])
async def test_neither_words_nor_a_photo_is_no_report(school: School, empty: dict[str, Any]) -> None:
    verdict, id = await report(school, **empty)
    assert (verdict.verdict, verdict.code) == ('rejected', 'nothing_said')
    told(verdict.code)
    assert not await Repair.exists(id=id)


async def test_more_pieces_than_there_are_is_kept_and_marked(school: School) -> None:
    await Thing.filter(id=school.things['desk']).update(quantity=45)
    verdict, id = await report(school, thing='desk', what='腿松了', pieces=3)
    assert (verdict.verdict, verdict.flags) == ('accepted', [])
    assert [row.pieces for row in await RepairThing.filter(repair_id=id)] == [3]
    verdict, _ = await report(school, thing='desk', what='腿松了', pieces=46)
    assert (verdict.verdict, verdict.flags) == ('accepted', ['more_than_there_are'])


async def test_me_too_is_one_more_and_no_second_repair(school: School) -> None:
    _, id = await report(school, what='不转了')
    monitor = await school.sign_in('monitor')
    envelope = monitor.seal('repairs.me_too', {'repair': id}, thing_id=school.id_of('fan'))
    assert (await monitor.write_one(envelope)).verdict == 'accepted'
    assert await Repair.all().count() == 1 and (await Repair.get(id=id)).others == 1


async def test_me_too_on_what_was_mended_meanwhile_is_a_report_of_its_own(school: School) -> None:
    _, id = await report(school, what='不转了')
    caretaker = await school.sign_in('caretaker')
    await caretaker.write_one(caretaker.seal('repairs.close', {'repair': id}, thing_id=school.id_of('fan')))
    monitor = await school.sign_in('monitor')
    envelope = monitor.seal('repairs.me_too', {'repair': id}, thing_id=school.id_of('fan'))
    verdict = await monitor.write_one(envelope)
    assert (verdict.verdict, verdict.flags) == ('accepted', ['still_broken'])
    assert (await Repair.get(id=envelope['id'])).what == '不转了'


async def test_a_report_on_what_was_written_off_is_kept_for_somebody_to_decide(school: School) -> None:
    await Thing.filter(id=school.things['fan']).update(state='retired')
    verdict, id = await report(school, what='还在用，有异响')
    assert verdict.code == 'retired'
    told(verdict.code, verdict.facts)
    assert envelope_of(await Record.get(id=id))['payload']['what'] == '还在用，有异响'
