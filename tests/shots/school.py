"""A school in the middle of its term: what the pictures show is what its people did, through the calls of their phones."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import rfc8785
import uuid_utils

from tests.house import PASSWORD, Line
from tests.walk.campus import Campus, found

NOW = datetime.now(UTC)
STAFF = {
    'boss': ('administrator', '陈校长'),
    'director': ('director', '赵主任'),
    'monitor': ('class_monitor', '三(2)班班长'),
}


class Person:
    """Somebody at their phone."""

    def __init__(self, line: Line) -> None:
        self.line, self.seq = line, 0

    def say(self, kind: str, payload: dict[str, Any], thing: str = '', hours: float = 0) -> str:
        """One record, made so many hours ago; its id."""
        self.seq += 1
        envelope: dict[str, Any] = {
            'id': str(uuid_utils.uuid7()), 'device_id': self.line.device_id, 'seq': self.seq, 'kind': kind, 'kv': 1,
            'at': (NOW - timedelta(hours=hours)).isoformat(), 'payload': payload,
        }  # fmt: skip
        if thing:
            envelope['thing_id'] = thing
        envelope['digest'] = hashlib.sha256(rfc8785.dumps(envelope)).hexdigest()
        batch = {'device_id': self.line.device_id, 'seq_high': self.seq, 'records': [envelope]}
        [result] = self.line.call('POST', '/api/records', batch)[0]['results']
        if result['verdict'] != 'accepted':
            raise RuntimeError(f'{kind}: {result}')
        return str(envelope['id'])


def school(folder: Path) -> Campus:
    """A running school with accounts, a register, and some weeks of work behind it."""
    campus, _ = found(folder)
    campus.start()
    for name, (role, shown) in STAFF.items():
        campus.command('user', 'add', name, '--role', role, '--display', shown, given=PASSWORD)
    people = {name: Person(campus.sign_in(name)) for name in ('boss', 'keeper', 'caretaker', 'teacher', 'director')}
    things = {row['name']: row['id'] for row in campus.rows('SELECT name, id FROM thing ORDER BY id DESC')}
    ids = {row['name']: row['id'] for row in campus.rows('SELECT name, id FROM person')}
    _make_year(people['boss'], ids, things)
    _repair(people, ids, things)
    _endanger(people, ids, things)
    _check(people['caretaker'], campus)
    _lend(people['keeper'], ids, things)
    return campus


def _make_year(boss: Person, ids: dict[str, str], things: dict[str, str]) -> None:
    year = NOW.year if NOW.month >= 8 else NOW.year - 1
    boss.say('calendar.add_term', {'name': '第一学期', 'starts': f'{year}-09-01', 'ends': f'{year + 1}-01-22'})
    boss.say('calendar.add_term', {'name': '第二学期', 'starts': f'{year + 1}-02-22', 'ends': f'{year + 1}-07-02'})
    national = {'name': '国庆', 'starts': f'{year}-10-01', 'ends': f'{year}-10-07', 'what': 'holiday'}
    boss.say('calendar.mark', national)
    daily = {'every': 'day', 'times': ['08:00', '23:50'], 'school_days_only': False}
    fans = {'name': '吊扇检查', 'rule': daily, 'category': 'fan', 'person': ids['caretaker']}
    boss.say('schedules.add', fans)
    rooms = [things[name] for name in things if '教室' in name][:6]
    weekly = {'every': 'week', 'weekdays': [0, 1, 2, 3, 4, 5, 6], 'times': ['23:30'], 'school_days_only': False}
    walk = {'name': '每日巡查', 'rule': weekly, 'stops': rooms, 'checklist': 'general', 'person': ids['teacher']}
    boss.say('schedules.add', walk)


def _repair(people: dict[str, Person], ids: dict[str, str], things: dict[str, str]) -> None:
    teacher, keeper, caretaker = people['teacher'], people['keeper'], people['caretaker']
    for name, what, urgency, hours in (
        ('空调', '不制冷，滴水到讲台上', 'high', 70),
        ('吊扇', '第三档不转，有焦味', 'high', 26),
        ('饮水机', '漏水', 'normal', 20),
        ('触控一体机', '触摸没有反应', 'normal', 6),
        ('书柜', '柜门合页松动', 'low', 3),
    ):
        if name not in things:
            continue
        thing = things[name]
        repair = teacher.say('repairs.report', {'what': what, 'urgency': urgency}, thing, hours)
        if name in ('空调', '吊扇', '饮水机'):
            keeper.say('dispatch.assign', {'repair': repair, 'to': ids['caretaker']}, thing, hours - 1)
            caretaker.say('repairs.accept', {'repair': repair}, thing, hours - 1.5)
        if name == '饮水机':
            done = {'repair': repair, 'note': '换了进水阀', 'outcome': 'fixed', 'cause': 'wear', 'work_minutes': 35}
            done['costs'] = [{'sort': 'part', 'what': '进水阀', 'count': 1, 'price': '28.00'}]
            caretaker.say('repairs.close', done, thing, hours - 4)


def _endanger(people: dict[str, Person], ids: dict[str, str], things: dict[str, str]) -> None:
    due = (NOW + timedelta(days=3)).date().isoformat()
    found = {'what': '窗户护栏螺丝松动，可晃动', 'level': 'major', 'owner': ids['caretaker'], 'due': due}
    found['measure'] = '更换膨胀螺栓，修好前关窗'
    people['director'].say('hazards.report', found, things['窗帘'], 30)


def _check(caretaker: Person, campus: Campus) -> None:
    """A number that is read week by week."""
    known = caretaker.line.call('GET', '/api/snapshot')[0]
    lists = {each['id']: each for each in known['checklists']}
    for thing in known['things']:
        for id in thing['checks']:
            items = lists.get(id, {}).get('items', [])
            if any(item['type'] == 'number' for item in items) and all(
                item['type'] in ('ok', 'number') for item in items
            ):
                for week in range(10):
                    answers = {item['id']: {'value': _answer(item, week)} for item in items}
                    payload = {'checklist': id, 'version': lists[id]['version'], 'answers': answers}
                    caretaker.say('inspections.inspect', payload, thing['id'], (10 - week) * 168)
                return


def _answer(item: dict[str, Any], week: int) -> Any:
    low, high = item.get('min', 0), item.get('max', item.get('min', 0) + 10)
    return 'ok' if item['type'] == 'ok' else round(low + (high - low) * (0.3 + 0.05 * (week % 6)), 1)


def _lend(keeper: Person, ids: dict[str, str], things: dict[str, str]) -> None:
    room = keeper.say('register.add', {'name': '体育器材室', 'kind': 'place', 'category': 'sports'}, hours=400)
    made = {}
    for name, quantity in (('足球', 12), ('跳绳', 40), ('便携投影仪', 1), ('扩音器', 1)):
        new = {'name': name, 'inside': room, 'quantity': quantity, 'unit': '个'}
        made[name] = keeper.say('register.add', new, hours=399)
    class_ = {'borrower_kind': 'class', 'borrower': '三(2)班', 'purpose': '课后足球'}
    keeper.say('loans.lend', {'things': [{'thing': made['足球'], 'quantity': 10}], 'rule': 'day', **class_}, hours=120)
    staff = {'borrower_kind': 'staff', 'person': ids['teacher']}
    keeper.say(
        'loans.lend', {'things': [{'thing': made['便携投影仪'], 'quantity': 1}], 'rule': 'week', **staff}, hours=5
    )
