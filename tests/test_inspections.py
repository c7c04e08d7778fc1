"""Inspections: a checklist filled in, whose faults open repairs without retyping."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from app import checklists
from app.answers import is_fault
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import Verdict, write
from models import Checklist, Inspection, Record, Repair, Thing
from tests.cast import Phone, School, clean_answers, codes_of, count, told


async def template_of(school: School, thing: str) -> dict[str, Any]:
    """The first checklist that belongs to a thing, as phones get it."""
    keys = checklists.checks_of(await Thing.get(id=school.things[thing]), await checklists.current_checklists())
    return checklists.shown(await Checklist.get(key=keys[0], is_current=True))


def check(phone: Phone, school: School, thing: str, template: dict[str, Any], **more: Any) -> dict[str, Any]:
    faults = more.pop('faults', {})
    form = {'checklist': template['id'], 'version': template['version'], 'answers': clean_answers(template, **faults)}
    return phone.seal('inspections.inspect', form | more.pop('form', {}), thing_id=school.id_of(thing), **more)


def item_of(template: dict[str, Any], **wanted: Any) -> dict[str, Any]:
    return next(item for item in template['items'] if all(item.get(name) == value for name, value in wanted.items()))


async def test_a_class_monitor_may_not_inspect(school: School) -> None:
    phone = await school.sign_in('monitor')
    verdict = await phone.write_one(check(phone, school, 'slide', await template_of(school, 'slide')))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')
    assert await count('inspection') == 0


async def test_a_clean_check_is_noted_on_the_thing(school: School) -> None:
    phone = await school.sign_in('caretaker')
    moment = datetime.now(UTC) - timedelta(hours=2)
    envelope = check(phone, school, 'slide', await template_of(school, 'slide'), at=moment.isoformat())
    assert (await phone.write_one(envelope)).verdict == 'accepted'
    inspection = await Inspection.get(id=envelope['id'])
    assert (inspection.faults, inspection.by_id) == (0, school.people['caretaker'])
    assert (await Thing.get(id=school.things['slide'])).checked_at == moment
    assert await count('repair') == 0


async def test_a_fault_opens_a_repair_and_a_dangerous_one_takes_the_thing_out_of_use(school: School) -> None:
    phone = await school.sign_in('caretaker')
    template = await template_of(school, 'slide')
    item = item_of(template, type='ok', blocks_use=True)
    sha = 'a' * 64
    faults = {item['id']: {'value': 'fault', 'note': '第三级松动', 'photos': [sha]}}
    verdict = await phone.write_one(check(phone, school, 'slide', template, faults=faults))
    assert verdict.verdict == 'accepted'
    repair = await Repair.get()
    assert repair.what == f'{item["zh"]}: 第三级松动'
    assert (repair.item, repair.urgency, repair.photos, repair.blocks_use) == (item['id'], 'high', [sha], True)
    assert (await Thing.get(id=school.things['slide'])).blocked_by == repair.id


async def test_the_same_check_sent_again_opens_no_second_repair(school: School) -> None:
    phone = await school.sign_in('caretaker')
    template = await template_of(school, 'slide')
    envelope = check(phone, school, 'slide', template, faults={item_of(template, type='ok')['id']: 'fault'})
    for _ in range(3):
        await phone.write_one(envelope)
    assert (await count('repair'), await count('inspection')) == (1, 1)


@pytest.mark.parametrize('size', [1, 2, 6])
@pytest.mark.parametrize('odd', [False, True], ids=['all good', 'one refused'])
async def test_a_batch_ends_as_its_entries_do_one_by_one(school: School, size: int, odd: bool) -> None:
    """What waits to be written together is there as soon as an entry after it asks."""
    phone = await school.sign_in('caretaker')
    template, slide = await template_of(school, 'slide'), school.id_of('slide')
    item = item_of(template, type='ok', blocks_use=True)
    found = check(phone, school, 'slide', template, faults={item['id']: 'fault'})
    dangerous = uuid5(UUID(found['id']), item['id'])
    told = [
        found,
        phone.seal('repairs.report', {'what': '链条生锈'}, thing_id=slide),
        phone.seal('repairs.report' if odd else 'remarks.add', {'text': '已围起来'}, thing_id=slide),
        check(phone, school, 'slide', template),
        phone.seal('repairs.close', {'repair': str(dangerous)}, thing_id=slide),
        check(phone, school, 'slide', template),
    ]
    verdicts: list[Verdict] = []
    for first in range(0, len(told), size):
        verdicts += await phone.write(*told[first : first + size])
    third = 'rejected' if odd else 'accepted'
    assert [verdict.verdict for verdict in verdicts] == ['accepted', 'accepted', third] + ['accepted'] * 3
    assert verdicts[5].flags == ['needs_second_person']
    thing = await Thing.get(id=slide)
    assert (thing.ver, thing.blocked_by, thing.cursor) == (7, dangerous, verdicts[5].number)
    assert thing.checked_at == datetime.fromisoformat(told[5]['at'])
    assert [repair.closed_at is None for repair in await Repair.all().order_by('cursor')] == [True, False]
    assert await count('inspection') == 3


async def put_right(school: School, closer: str, checker: str) -> Verdict:
    """A dangerous fault is found, mended by one and checked by another."""
    finder, template = await school.sign_in('teacher'), await template_of(school, 'slide')
    item = item_of(template, type='ok', blocks_use=True)
    await finder.write_one(check(finder, school, 'slide', template, faults={item['id']: 'fault'}))
    repair = await Repair.get()
    phone = await school.sign_in(closer)
    await phone.write_one(phone.seal('repairs.close', {'repair': str(repair.id)}, thing_id=school.id_of('slide')))
    assert (await Thing.get(id=school.things['slide'])).blocked_by == repair.id, 'mended is not yet checked'
    phone = await school.sign_in(checker)
    return await phone.write_one(check(phone, school, 'slide', template))


async def test_whoever_mended_it_may_not_say_that_it_is_safe(school: School) -> None:
    verdict = await put_right(school, 'caretaker', 'caretaker')
    assert (verdict.verdict, verdict.flags) == ('accepted', ['needs_second_person'])
    assert (await Thing.get(id=school.things['slide'])).blocked_by


async def test_a_second_person_gives_it_back_to_use(school: School) -> None:
    verdict = await put_right(school, 'caretaker', 'keeper')
    assert (verdict.verdict, verdict.flags) == ('accepted', [])
    assert (await Thing.get(id=school.things['slide'])).blocked_by is None


async def test_a_clean_check_before_the_repair_is_closed_gives_nothing_back(school: School) -> None:
    phone, template = await school.sign_in('caretaker'), await template_of(school, 'slide')
    item = item_of(template, type='ok', blocks_use=True)
    await phone.write(
        check(phone, school, 'slide', template, faults={item['id']: 'fault'}), check(phone, school, 'slide', template)
    )
    assert (await Thing.get(id=school.things['slide'])).blocked_by


async def test_another_check_than_the_one_that_found_the_danger_gives_nothing_back(school: School) -> None:
    """A clean look at the label, or the quarterly check's own items, say nothing about the broken rail."""
    template, keeper = await template_of(school, 'slide'), await school.sign_in('keeper')
    await put_right(school, 'caretaker', 'caretaker')
    general = checklists.shown(await checklists.current('general'))
    await keeper.write_one(check(keeper, school, 'slide', general))
    assert (await Thing.get(id=school.things['slide'])).blocked_by
    await keeper.write_one(check(keeper, school, 'slide', template))
    assert (await Thing.get(id=school.things['slide'])).blocked_by is None


async def test_a_danger_whose_checklist_is_no_longer_used_ends_with_any_clean_check(school: School) -> None:
    template, keeper = await template_of(school, 'slide'), await school.sign_in('keeper')
    await put_right(school, 'caretaker', 'caretaker')
    await write([enter('checklists.withdraw', {'key': template['id']})], the_server())
    await keeper.write_one(check(keeper, school, 'slide', checklists.shown(await checklists.current('general'))))
    assert (await Thing.get(id=school.things['slide'])).blocked_by is None


async def test_a_delivered_check_does_not_make_the_mender_a_second_person(school: School) -> None:
    """The teacher's phone is borrowed: the caretaker mends, the teacher delivers, the caretaker checks."""
    teacher, template = await school.sign_in('teacher'), await template_of(school, 'slide')
    item = item_of(template, type='ok', blocks_use=True)
    await teacher.write_one(check(teacher, school, 'slide', template, faults={item['id']: 'fault'}))
    repair = await Repair.get()
    caretaker = await school.sign_in('caretaker', device=teacher.signed.device)
    who = str(school.people['caretaker'])
    caretaker.seq = 10
    closed = caretaker.seal(
        'repairs.close', {'repair': str(repair.id)}, thing_id=school.id_of('slide'), actor_id=who
    )  # fmt: skip
    again = check(caretaker, school, 'slide', template, actor_id=who)
    assert codes_of(await Phone(teacher.signed).write(closed)) == ['accepted']
    assert codes_of(await caretaker.write(again)) == ['accepted']
    assert (await Thing.get(id=school.things['slide'])).blocked_by


async def test_a_check_filled_in_on_an_older_template_is_read_with_that_one(school: School) -> None:
    phone, template = await school.sign_in('caretaker'), await template_of(school, 'slide')
    envelope = check(phone, school, 'slide', template)
    body = {'id': template['id'], 'zh': '新', 'en': 'new', 'target': {}, 'items': [
        {'id': 'other', 'zh': '别的', 'en': 'Other', 'type': 'ok'}
    ]}  # fmt: skip
    await write([enter('checklists.revise', {'key': template['id'], 'body': body})], the_server())
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.flags) == ('accepted', ['template_old'])
    assert (await Inspection.get(id=envelope['id'])).version == template['version']


async def test_a_check_of_a_written_off_thing_is_kept_and_opens_no_repair(school: School) -> None:
    phone, template = await school.sign_in('caretaker'), await template_of(school, 'slide')
    await write([enter('register.retire', {}, thing_id=school.id_of('slide'))], the_server())
    envelope = check(phone, school, 'slide', template, faults={item_of(template, type='ok')['id']: 'fault'})
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.flags) == ('accepted', ['thing_retired'])
    assert (await count('inspection'), await count('repair')) == (1, 0)


async def test_an_old_check_that_arrives_late_does_not_hide_a_newer_one(school: School) -> None:
    phone, template = await school.sign_in('caretaker'), await template_of(school, 'slide')
    new = datetime.now(UTC)
    old = new - timedelta(hours=9)
    await phone.write(
        *(check(phone, school, 'slide', template, at=moment.isoformat()) for moment in (new, old))
    )  # fmt: skip
    checked = (await Thing.get(id=school.things['slide'])).checked_at
    assert checked and abs(checked - new) < timedelta(seconds=5)


async def test_a_phone_a_year_ahead_does_not_mark_the_thing_as_checked_next_year(school: School) -> None:
    phone, template = await school.sign_in('caretaker'), await template_of(school, 'slide')
    ahead = datetime.now(UTC) + timedelta(days=365)
    verdict = await phone.write_one(check(phone, school, 'slide', template, at=ahead.isoformat()))
    assert verdict.flags == ['clock_suspect']
    checked = (await Thing.get(id=school.things['slide'])).checked_at
    assert checked and checked < datetime.now(UTC) + timedelta(minutes=1)


BAD = {
    'a checklist nobody knows': ({'checklist': 'nothing'}, 'unknown_checklist'),
    'a version nobody knows': ({'version': 7}, 'unknown_checklist'),
    'an item that is not on it': ({'answers': {'moon': {'value': 'ok'}}}, 'unknown_item'),
    'nothing filled in': ({'answers': {}}, 'item_missing'),
    'a version below one': ({'version': 0}, 'bad_payload'),
    'answers as a list': ({'answers': []}, 'bad_payload'),
}


@pytest.mark.parametrize('what', BAD)
async def test_a_check_that_cannot_be_read_is_refused_and_kept(school: School, what: str) -> None:
    changes, code = BAD[what]
    phone = await school.sign_in('caretaker')
    verdict = await phone.write_one(check(phone, school, 'slide', await template_of(school, 'slide'), form=changes))
    assert (verdict.verdict, verdict.code) == ('rejected', code)
    told(code, verdict.facts)
    assert (await count('inspection'), await count('refusal', 'code = ?', code)) == (0, 1)


ITEMS = {
    'ok': {'id': 'a', 'type': 'ok'},
    'number': {'id': 'a', 'type': 'number', 'min': 0.5, 'max': 2},
    'choice': {'id': 'a', 'type': 'choice', 'choices': [{'v': 'good'}, {'v': 'worn', 'fault': True}]},
    'text': {'id': 'a', 'type': 'text'},
    'photo': {'id': 'a', 'type': 'photo'},
}


@pytest.mark.parametrize(
    ('type', 'value', 'expected'),
    [
        ('ok', 'ok', False), ('ok', 'na', False), ('ok', 'fault', True),
        ('number', 0.5, False), ('number', 2, False), ('number', 0.4, True), ('number', 2.1, True),
        ('choice', 'good', False), ('choice', 'worn', True), ('text', '歪了', False), ('photo', None, False),
    ],
)  # fmt: skip
def test_limits_are_inclusive_and_only_faults_are_faults(type: str, value: Any, expected: bool) -> None:
    assert is_fault(ITEMS[type], value) is expected


@pytest.mark.parametrize(
    ('type', 'value'),
    [('ok', 'yes'), ('ok', True), ('ok', 1), ('number', 'two'), ('number', True), ('choice', 'x'), ('text', 3)],
)
def test_a_value_that_an_item_does_not_have_is_refused(type: str, value: Any) -> None:
    with pytest.raises(Exception, match='bad_answer'):
        is_fault(ITEMS[type], value)
    told('bad_answer', {'item': 'a'})


async def test_every_starter_checklist_can_be_filled_in_without_a_fault(school: School) -> None:
    phone = await school.sign_in('caretaker')
    for template in [checklists.shown(found) for found in await checklists.current_checklists()]:
        verdict = await phone.write_one(check(phone, school, 'desk', template))
        assert (verdict.verdict, verdict.code) == ('accepted', ''), template['id']
    assert await Record.filter(kind='inspections.inspect').count() == await count('inspection')
    assert await count('repair') == 0
