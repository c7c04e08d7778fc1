"""Class monitors and their own rooms: they register there alone, and report what is wrong anywhere."""

from uuid import UUID

import pytest

from app import people, pull
from app.core import auth
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import Refused
from app.core.permissions import RIGHTS
from app.core.records import write_one
from models import Person, Thing
from tests.cast import PASSWORD, Phone, School, codes_of, told
from tests.test_enrolments import blank


async def place(name: str, inside: str | None = None) -> str:
    form = {'name': name, 'kind': 'place', 'category': 'classroom'} | ({'inside': inside} if inside else {})
    return (await write_one(enter('register.add', form), the_server())).id


async def bind(school: School, *rooms: str) -> Phone:
    """The monitor's phone after the head said which rooms are the class's."""
    person = await Person.get(id=school.people['monitor'])
    head = await school.sign_in('head')
    await people.revise_person(person, head.actor, rooms=list(rooms))
    return await school.sign_in('monitor')


def enrol(phone: Phone, room: str, code: str, **more: str) -> dict:
    form = {'code': code, 'inside': room, 'name': '课桌', 'number': 1}
    return phone.seal('enrolments.enrol', form, tag=code, **more)


async def test_a_monitor_with_a_room_registers_in_it_and_in_what_is_inside_and_nowhere_else(school: School) -> None:
    own, other = school.id_of('room'), await place('一(2)班教室')
    corner = await place('图书角', inside=own)
    monitor = await bind(school, own)
    seals = [enrol(monitor, room, blank(number)) for number, room in enumerate((other, own, corner), 1)]
    verdicts = await monitor.write(*seals)
    assert codes_of(verdicts) == ['not_your_room', 'accepted', 'accepted']
    told('not_your_room')
    assert not await Thing.filter(inside_id=other).exists()
    sly = enrol(monitor, other, blank(4), thing_id=school.id_of('fan'))
    assert (await monitor.write_one(sly)).code == 'not_your_room', 'naming a thing of the own room changes nothing'


async def test_a_monitor_without_rooms_registers_anywhere_as_before(school: School) -> None:
    other = await place('一(2)班教室')
    monitor = await bind(school, school.id_of('room'))
    monitor = await bind(school)
    assert (await monitor.write_one(enrol(monitor, other, blank(1)))).verdict == 'accepted'


async def test_what_is_wrong_elsewhere_may_still_be_said(school: School) -> None:
    monitor = await bind(school, await place('一(2)班教室'))
    fan = school.id_of('fan')
    fault = monitor.seal('repairs.report', {'what': '吊扇异响', 'urgency': 'high'}, thing_id=fan)
    assert codes_of(await monitor.write(monitor.remark(fan), fault)) == ['accepted'] * 2


async def test_every_other_right_a_monitor_may_be_given_is_bound_too(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monitor = await bind(school, await place('一(2)班教室'))
    monkeypatch.setitem(RIGHTS, 'class_monitor', (*RIGHTS['class_monitor'], 'tags.bind', 'inspections.inspect'))
    claim = monitor.seal('tags.bind', {'code': blank(1)}, thing_id=school.id_of('desk'))
    check = monitor.seal(
        'inspections.inspect', {'checklist': 'x', 'version': 1, 'answers': {}}, thing_id=school.id_of('desk')
    )
    assert codes_of(await monitor.write(claim, check)) == ['not_your_room'] * 2


async def test_only_a_class_monitor_has_rooms_and_only_places_are_rooms(school: School) -> None:
    room = school.id_of('room')
    id = await people.add_person('class1-1', PASSWORD, ['class_monitor'], the_server(), rooms=[room])
    assert (await auth.sign_in('class1-1', PASSWORD, address='1.2.3.4')).actor.rooms == {UUID(room)}
    with pytest.raises(Refused) as caught:
        await people.revise_person(await Person.get(id=id), the_server(), rooms=[school.id_of('fan')])
    told(caught.value.code, caught.value.facts)
    await people.revise_person(await Person.get(id=id), the_server(), roles=['staff'])
    assert (await Person.get(id=id)).rooms == []


async def test_the_phone_knows_the_rooms_and_what_is_allowed_elsewhere(school: School) -> None:
    monitor = await bind(school, school.id_of('room'))
    told_of = (await pull.snapshot(monitor.actor))['user']
    assert told_of['rooms'] == [school.id_of('room')]
    assert {'repairs.report', 'remarks.add'} <= set(told_of['elsewhere'])
    assert not any(kind.startswith('enrolments') for kind in told_of['elsewhere'])
