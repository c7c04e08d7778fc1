"""What of the register the phone of a class keeps: its own room and what is in it, and no other room's things."""

from typing import Any
from uuid import UUID, uuid4

from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from tests.cast import Phone, School, assert_refused, new_code


async def classes(school: School) -> Phone:
    """A building with two classrooms, a globe in the other one, and the monitor's phone of the first."""
    for name in ('house', 'other', 'globe'):
        school.things[name] = uuid4()
    school.codes['globe'] = new_code()
    made = (
        ('house', {'kind': 'place', 'name': '教学楼'}),
        ('other', {'kind': 'place', 'name': '六(2)班', 'inside': school.id_of('house')}),
        ('globe', {'name': '地球仪', 'inside': school.id_of('other'), 'tags': [school.codes['globe']]}),
    )
    for key, payload in made:
        await office('register.add', payload, id=school.things[key])
    await office('register.move', {'to': school.id_of('house')}, thing_id=school.id_of('room'))
    await own(school, 'room')
    return await school.call('monitor')


async def office(kind: str, payload: dict[str, Any], **more: Any) -> None:
    [verdict] = await write([enter(kind, payload, **more)], the_server())
    assert verdict.fate == 'accepted', verdict


async def own(school: School, room: str) -> None:
    await office('people.revise', {'person': str(school.people['monitor']), 'rooms': [school.id_of(room)]})


async def ask(phone: Phone, path: str) -> dict[str, Any]:
    assert phone.http
    answer = await phone.http.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def heard(phone: Phone, cursor: str) -> dict[tuple[str, str], Any]:
    found = (await ask(phone, f'/api/changes?cursor={cursor}'))['changes']
    return {(each['type'], each['id']): each['data'] for each in found}


async def test_a_class_keeps_its_own_room_and_no_name_of_another_rooms_things(api: School) -> None:
    monitor, teacher = await classes(api), await api.call('teacher')
    await office('repairs.report', {'what': '球面裂了'}, thing_id=api.id_of('globe'))
    await office('repairs.report', {'what': '异响'}, thing_id=api.id_of('fan'))
    got = await ask(monitor, '/api/snapshot')
    assert {thing['name'] for thing in got['things']} == {'教学楼', '一(1)班教室', '吊扇', '大型滑梯', '学生课桌'}
    assert api.codes['globe'] not in {tag['code'] for tag in got['tags']} and api.codes['fan'] in str(got['tags'])
    assert [repair['what'] for repair in got['repairs']] == ['异响']
    assert not [word for word in ('地球仪', '六(2)班', '球面') if word in str(got)]
    everything = await ask(teacher, '/api/snapshot')
    assert '地球仪' in str(everything['things']) and len(everything['repairs']) == 2


async def test_what_happens_in_another_room_is_not_told_and_what_comes_over_comes_with_its_label(api: School) -> None:
    monitor = await classes(api)
    cursor = (await ask(monitor, '/api/snapshot'))['cursor']
    globe, fan = api.id_of('globe'), api.id_of('fan')
    await office('register.revise', {'name': '大地球仪'}, thing_id=globe)
    await office('repairs.report', {'what': '球面裂了'}, thing_id=globe)
    assert '球' not in str(await heard(monitor, cursor))
    await office('register.move', {'to': api.id_of('room')}, thing_id=globe)
    await office('register.move', {'to': api.id_of('other')}, thing_id=fan)
    told = await heard(monitor, cursor)
    assert told['thing', globe]['name'] == '大地球仪' and told['tag', api.codes['globe']]['thing'] == globe
    assert told['thing', fan] is None, 'it has left, and leaves the phone'


async def test_a_class_with_another_room_begins_anew(api: School) -> None:
    monitor = await classes(api)
    cursor = (await ask(monitor, '/api/snapshot'))['cursor']
    await own(api, 'other')
    monitor = await api.call('monitor')
    assert monitor.http
    assert_refused(await monitor.http.get(f'/api/changes?cursor={cursor}'), 409, 'epoch_changed')
    got = await ask(monitor, '/api/snapshot')
    assert {thing['name'] for thing in got['things']} == {'教学楼', '六(2)班', '地球仪'}
    assert await heard(monitor, got['cursor']) == {}


async def test_what_a_class_has_on_loan_is_known_until_it_is_back(api: School) -> None:
    monitor = await classes(api)
    slip = {'things': [{'thing': api.id_of('globe')}], 'borrower_kind': 'class', 'borrower': '一(1)班'}
    cursor = (await ask(monitor, '/api/snapshot'))['cursor']
    await office('loans.lend', slip)
    told = await heard(monitor, cursor)
    assert told['thing', api.id_of('globe')]['name'] == '地球仪'
    assert UUID(api.id_of('globe')) in {UUID(thing['id']) for thing in (await ask(monitor, '/api/snapshot'))['things']}
