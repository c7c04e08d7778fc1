"""A class's own account (班长账号): on every page and in every call no price, nobody's name, and no other class's list."""

import json
from typing import Any

from nicegui.testing import User

from app import pull
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from models import Claim, Person, Repair
from tests.cast import School
from tests.test_handovers import Room, ended, settling
from tests.test_pages import ADDRESSES, Visit, filled, visit
from tests.test_sync import CALLS

__all__ = ['visit']

NAMES = {
    'head': '赵校长', 'keeper': '钱会计', 'caretaker': '孙师傅', 'teacher': '周班主任', 'visitor': '吴督导',
}  # fmt: skip
SIGNED, CUSTODIAN, SUPPLIER = '李老师', '郑保管', '王记家具'
PRICES = ('98765', '87654', '7654.32')
OTHER, STRAY = '六(9)班教室', '外室投影仪'
PEOPLE = (*NAMES.values(), SIGNED, CUSTODIAN, SUPPLIER)


class Busy:
    """A school in which much has happened in the monitor's own room and in another one."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.other = self.stray = self.own_list = self.other_list = self.claim = ''
        self.repairs: list[str] = []

    async def fill(self) -> None:
        school = self.school
        for name, display in NAMES.items():
            await Person.filter(id=school.people[name]).update(display=display)
        own = school.id_of('room')
        self.other = (await self._office('register.add', {'name': OTHER, 'kind': 'place', 'category': 'classroom'})).id
        self.stray = (await self._office('register.add', {'name': STRAY, 'inside': str(self.other)})).id
        for thing, price in (('fan', PRICES[0]), ('desk', PRICES[0]), ('stray', PRICES[1])):
            facts = {'price': f'{price}.00', 'custodian': CUSTODIAN, 'supplier': SUPPLIER}
            await self._office('register.revise', facts, school.things.get(thing, self.stray))
        room = Room(school)
        await ended(room)
        self.own_list = room.id
        await room.write('keeper', 'settle', settling(room, desk='claim', fan='repair'))
        claim = await Claim.get()
        self.claim = str(claim.id)
        verified = {'claim': self.claim, 'cause': 'lost', 'price': PRICES[2], 'bought': '2021-11', 'life': 15}
        await self._office('compensation.verify', verified, claim.thing_id)
        school.things['other'] = self.other
        other = Room(school)
        phone = await school.sign_in('teacher')
        drawn = phone.seal('handovers.draw', {'occasion': 'end', 'owner': '六(9)班'}, thing_id=str(self.other))
        assert (await phone.write_one(drawn)).fate == 'accepted'
        self.other_list = other.id = drawn['id']
        fault = phone.seal('repairs.report', {'what': '投影仪不亮'}, thing_id=str(self.stray))
        assert (await phone.write_one(fault)).fate == 'accepted'
        await phone.write_one(phone.remark(school.id_of('slide')))
        self.repairs = [str(repair.id) for repair in await Repair.all()]
        await Person.filter(id=school.people['monitor']).update(rooms=[own])

    async def _office(self, kind: str, payload: dict[str, Any], thing: Any = None) -> Any:
        return await write_one(enter(kind, payload, thing_id=thing), the_server())

    def pages(self) -> list[str]:
        found = [filled(path, self.school) for path in ADDRESSES]
        for list_ in (self.own_list, self.other_list):
            found += [f'/handovers/{list_}', f'/handovers/{list_}/verify', f'/handovers/{list_}/sign/teacher']
        found += [f'/repairs/{repair}' for repair in self.repairs]
        return [*found, f'/compensation/{self.claim}', f'/things/{self.other}', f'/things/{self.stray}']


def shown(user: User) -> str:
    """All that is on a page: texts, pieces of HTML and what its parts were given."""
    assert user.client
    said = []
    for element in user.client.elements.values():
        said += [str(getattr(element, 'text', '')), str(getattr(element, 'content', ''))]
        said.append(json.dumps(element._props, default=str, ensure_ascii=False))
    return '\n'.join(said)


def leaks(text: str) -> list[str]:
    plain = text.replace(',', '')
    return [each for each in (*PEOPLE, *PRICES, '¥') if each in text or each in plain]


async def test_no_page_shows_a_class_a_price_or_a_persons_name(copy: School, visit: Visit) -> None:
    busy = Busy(copy)
    await busy.fill()
    found = {}
    for path in busy.pages():
        text = shown(await visit('monitor', path))
        if seen := leaks(text):
            found[path] = seen
    assert not found


async def test_the_same_pages_show_them_to_the_office(copy: School, visit: Visit) -> None:
    """Else the test before would prove nothing."""
    busy = Busy(copy)
    await busy.fill()
    said = ''
    for path in (f'/handovers/{busy.own_list}', f'/compensation/{busy.claim}', f'/things/{copy.id_of("fan")}'):
        said += shown(await visit('keeper', path))
    assert {SIGNED, CUSTODIAN, SUPPLIER, PRICES[2], '¥', NAMES['keeper']} <= set(leaks(said))


async def test_no_call_tells_a_class_a_price_or_a_persons_name(api: School) -> None:
    busy = Busy(api)
    await busy.fill()
    phone = await api.call('monitor')
    assert phone.http
    before = f'{(await pull.snapshot(phone.actor))["cursor"].rpartition(".")[0]}.0'
    assert (await phone.http.get(f'/api/changes?cursor={before}')).status_code == 200
    asked = [path for method, path in CALLS if method == 'GET']
    asked += [f'/api/changes?cursor={before}', f'/handovers/{busy.own_list}/list.pdf', '/compensation/settlement.pdf']
    asked += [f'/api/things/{id}/records' for id in (api.id_of('room'), api.id_of('fan'), busy.other, busy.stray)]
    found = {}
    for path in asked:
        answer = await phone.http.get(path)
        if seen := leaks(answer.text):
            found[path] = seen
    assert not found


async def test_a_class_sees_its_own_rooms_list_and_no_others(copy: School, visit: Visit) -> None:
    busy = Busy(copy)
    await busy.fill()
    for path in ('/handovers?occasion=start', '/handovers?occasion=end', '/handovers?occasion=change'):
        assert OTHER not in shown(await visit('monitor', path)), path
    for path in (f'/handovers/{busy.other_list}', f'/handovers/{busy.other_list}/verify'):
        assert STRAY not in shown(await visit('monitor', path)), path
    phone = await copy.sign_in('monitor')
    told = await pull.snapshot(phone.actor)
    assert told['handovers'] == []


async def test_a_class_looks_through_its_own_rooms_things_alone(copy: School, visit: Visit) -> None:
    busy = Busy(copy)
    await busy.fill()
    for path in ('/things', '/things?view=list', f'/things?inside={busy.other}', '/things?q=投影仪', '/'):
        text = shown(await visit('monitor', path))
        assert OTHER not in text, path
        assert STRAY not in text, path
    assert '吊扇' in shown(await visit('monitor', '/things'))
