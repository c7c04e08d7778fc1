"""Registration walks: one scan makes one thing, numbered by itself, and can be undone as long as nothing happened to it."""

from uuid import UUID

import pytest

from app import pull, tags
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.core.tagcode import check_character
from models import Enrolment, Tag, Thing
from tests.cast import UNKNOWN_CODE, Phone, School, codes_of, count, told, wrong_code


def blank(number: int) -> str:
    """The code on a blank label."""
    body = f'{number:011d}'
    return body + check_character(body)


def scan(phone: Phone, school: School, number: int, code: str = '', **more: object) -> dict:
    code = code or blank(number)
    facts = {'code': code, 'inside': school.id_of('room'), 'name': '课桌', 'number': number, **more}
    return phone.seal('enrolments.enrol', facts, tag=code, how='scan')


async def names(school: School) -> list[str]:
    found = Thing.filter(inside_id=school.things['room'], name__startswith='课桌').order_by('name')
    return [str(name) for name in await found.values_list('name', flat=True)]


async def test_a_class_monitor_registers_a_classroom_of_desks_with_a_scan_each(school: School) -> None:
    monitor = await school.sign_in('monitor')
    verdicts = await monitor.write(*(scan(monitor, school, number, custodian='王老师') for number in range(1, 41)))
    assert codes_of(verdicts) == ['accepted'] * 40
    assert await names(school) == [f'课桌 {number:02d}' for number in range(1, 41)]
    desk = await tags.thing_of(blank(7))
    assert (desk.name, desk.category, desk.custodian) == ('课桌 07', 'furniture', '王老师')
    assert await Enrolment.filter(by_id=school.people['monitor']).count() == 40


async def test_what_was_recorded_about_the_label_before_belongs_to_the_new_thing(school: School) -> None:
    monitor = await school.sign_in('monitor')
    remark = monitor.seal('remarks.add', {'text': '桌腿松了'}, tag=UNKNOWN_CODE)
    assert codes_of(await monitor.write(remark)) == ['unknown_tag']
    made = await monitor.write_one(scan(monitor, school, 1, UNKNOWN_CODE))
    assert (await monitor.write_one(remark)).thing_id == UUID(made.id)


async def test_two_phones_that_counted_alike_get_numbers_of_their_own(school: School) -> None:
    first, second = await school.sign_in('monitor'), await school.sign_in('caretaker')
    await first.write(scan(first, school, 1), scan(first, school, 2))
    verdict = await second.write_one(scan(second, school, 1, UNKNOWN_CODE))
    assert (verdict.verdict, verdict.flags) == ('accepted', ['renumbered'])
    assert await names(school) == ['课桌 01', '课桌 02', '课桌 03']
    assert (await tags.thing_of(UNKNOWN_CODE)).name == '课桌 03'


async def test_of_two_phones_that_scan_one_blank_label_offline_the_first_to_arrive_has_it(school: School) -> None:
    first, second = await school.sign_in('monitor'), await school.sign_in('caretaker')
    mine, other = scan(first, school, 1, UNKNOWN_CODE), scan(second, school, 9, UNKNOWN_CODE)
    assert codes_of(await second.write(other)) == ['accepted']
    lost = await first.write_one(mine)
    assert (lost.verdict, lost.code) == ('conflict', 'tag_taken')
    assert '课桌 09' in told('tag_taken', lost.facts)
    assert await names(school) == ['课桌 09'], 'nothing half-made is left'
    assert await Enrolment.all().count() == 1


@pytest.mark.parametrize(
    ('facts', 'problem'),
    [
        ({'code': 'fan'}, 'tag_taken'),
        ({'code': 'retired'}, 'tag_retired'),
        ({'code': 'wrong'}, 'bad_code'),
        ({'code': 'HELLO'}, 'not_a_code'),
        ({'inside': 'fan'}, 'unknown_place'),
        ({'inside': '0198c0de-0000-7000-8000-000000000000'}, 'unknown_place'),
        ({'number': 0}, 'bad_payload'),
        ({'number': 100_000}, 'bad_payload'),
        ({'name': ' '}, 'bad_payload'),
    ],
)
async def test_a_scan_that_will_not_do_leaves_nothing_behind(school: School, facts: dict, problem: str) -> None:
    await write([enter('tags.retire', {'code': blank(700)})], the_server())
    monitor = await school.sign_in('monitor')
    codes = {'fan': school.codes['fan'], 'retired': blank(700), 'wrong': wrong_code(UNKNOWN_CODE)}
    form = {'code': UNKNOWN_CODE, 'inside': school.id_of('room'), 'name': '课桌', 'number': 1, **facts}
    form['code'] = codes.get(form['code'], form['code'])
    form['inside'] = school.id_of('fan') if form['inside'] == 'fan' else form['inside']
    things, labels = await count('thing'), await count('tag')
    verdict = await monitor.write_one(monitor.seal('enrolments.enrol', form, tag=UNKNOWN_CODE))
    assert verdict.code == problem
    told(problem, verdict.facts)
    assert (await count('thing'), await count('tag'), await count('enrolment')) == (things, labels, 0)


async def test_the_last_scan_is_undone_in_the_same_batch_or_later(school: School) -> None:
    monitor = await school.sign_in('monitor')
    cursor = (await pull.snapshot(monitor.actor))['cursor']
    kept, slip, late = scan(monitor, school, 1), scan(monitor, school, 2), scan(monitor, school, 3)
    undo = monitor.seal('enrolments.undo', {'enrolment': slip['id']})
    assert codes_of(await monitor.write(kept, slip, undo, late)) == ['accepted'] * 4
    assert codes_of(await monitor.write(monitor.seal('enrolments.undo', {'enrolment': late['id']}))) == ['accepted']
    assert await names(school) == ['课桌 01']
    changes = {(row['type'], row['id']): row['data'] for row in (await pull.changes(cursor))['changes']}
    assert changes['thing', slip['id']] is None
    assert changes['thing', late['id']] is None
    assert changes['tag', blank(3)] == {'code': blank(3), 'thing': None}
    assert codes_of(await monitor.write(scan(monitor, school, 2, blank(2)))) == ['accepted'], 'it is blank again'


async def test_undoing_a_scan_that_was_refused_changes_nothing(school: School) -> None:
    monitor = await school.sign_in('monitor')
    refused = scan(monitor, school, 1, school.codes['fan'])
    undo = monitor.seal('enrolments.undo', {'enrolment': refused['id']})
    assert codes_of(await monitor.write(refused, undo)) == ['tag_taken', 'accepted']
    assert (await Tag.get(code=school.codes['fan'])).thing_id == school.things['fan']


async def test_nobody_undoes_what_somebody_else_registered_but_the_keeper(school: School) -> None:
    monitor, caretaker = await school.sign_in('monitor'), await school.sign_in('caretaker')
    keeper = await school.sign_in('keeper')
    made = scan(monitor, school, 1)
    await monitor.write(made)
    verdict = await caretaker.write_one(caretaker.seal('enrolments.undo', {'enrolment': made['id']}))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_yours')
    told('not_yours', verdict.facts)
    assert codes_of(await keeper.write(keeper.seal('enrolments.undo', {'enrolment': made['id']}))) == ['accepted']
    assert await names(school) == []


async def test_what_something_happened_to_stays(school: School) -> None:
    monitor = await school.sign_in('monitor')
    made = scan(monitor, school, 1)
    await monitor.write(made, monitor.remark(made['id']))
    verdict = await monitor.write_one(monitor.seal('enrolments.undo', {'enrolment': made['id']}))
    assert (verdict.verdict, verdict.code) == ('conflict', 'thing_used')
    told('thing_used', verdict.facts)
    assert await names(school) == ['课桌 01']


@pytest.mark.parametrize('name', ['teacher', 'visitor'])
async def test_who_may_not_register_is_refused(school: School, name: str) -> None:
    phone = await school.sign_in(name)
    assert codes_of(await phone.write(scan(phone, school, 1))) == ['not_allowed']
