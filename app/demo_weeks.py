"""Three weeks of the sample school's work: what its people would have recorded on their phones, up to this morning."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from app import checklists, schedules
from app.core.actors import Actor, actor_of, the_server
from app.core.clock import now
from app.core.entries import enter
from app.core.records import write_one
from models import Checklist, Person, Thing

DAYS = 21
Named = dict[str, list[UUID]]  # the ids of the school's things by name

# Who checks what, on which days of the week, when.
ROUNDS = (
    ('caretaker', ('组合滑梯', '秋千', '沙坑'), range(5), time(7, 20)),
    ('caretaker', ('篮球架', '饮水机'), (0,), time(8, 5)),
    ('caretaker', ('灭火器', '应急灯'), (2,), time(15, 30)),
    ('teacher', ('消毒柜', '留样冰箱'), range(5), time(12, 40)),
    ('caretaker', ('吊扇',), (4,), time(16, 10)),
)
# What broke so many days ago: thing, words, urgency, and how far it has come by now, with what it cost.
BROKEN: tuple[tuple[int, str, str, str, str, str], ...] = (
    (19, '触控一体机', '开机没有画面', 'high', 'confirmed', '420.00'),
    (16, '学生课桌椅', '三张桌面开裂', 'normal', 'confirmed', '135.00'),
    (14, '饮水机', '不出热水', 'normal', 'confirmed', '88.00'),
    (11, '空调', '滴水', 'normal', 'confirmed', '60.00'),
    (8, '应急灯', '断电后不亮', 'high', 'closed', '45.00'),
    (2, '书架', '隔板脱落', 'low', 'closed', '12.00'),
    (4, '吊扇', '转起来有响声', 'normal', 'started', ''),
    (3, '打印机', '卡纸', 'low', 'waiting', ''),
    (2, '阅览桌', '桌腿松动', 'normal', 'assigned', ''),
    (1, '秋千', '挂链磨损，已围起来', 'high', 'assigned', ''),
    (0, '投影仪', '画面发黄', 'low', 'reported', ''),
)
# What was lent so many days ago: things and pieces, to whom, for how long, and whether it is back.
LENT: tuple[tuple[int, str, int, dict[str, str], str, bool], ...] = (
    (18, '足球', 6, {'borrower_kind': 'class', 'borrower': '六（1）班'}, 'day', True),
    (12, '便携投影仪', 1, {'borrower_kind': 'staff', 'person': 'teacher'}, 'week', True),
    (9, '跳绳', 20, {'borrower_kind': 'class', 'borrower': '五（2）班'}, 'day', False),
    (1, '扩音器', 1, {'borrower_kind': 'staff', 'person': 'teacher'}, 'week', False),
)


def bought(nth: int) -> str:
    """A day some years back, another one for each thing."""
    return (schedules.today() - timedelta(days=500 + nth * 37 % 2600)).isoformat()


# When it happened, who wrote it down, the kind, what it says, the thing it is about, and its id where others name it.
Event = tuple[datetime, str, str, dict[str, Any], UUID | None, UUID | None]


async def live(named: Named, posts: dict[str, UUID]) -> None:
    """Write down all that has happened, in the order in which it did; `posts` are the ids of who did it."""
    people = {person.id: person for person in await Person.all()}
    weeks = Weeks(named, {post: people[id] for post, id in posts.items()})
    await _begin_year(weeks)
    things = {thing.id: thing for thing in await Thing.all()}
    done = [*weeks.checked(things, await checklists.current_checklists()), *weeks.repaired(), *weeks.lent()]
    for at, who, kind, payload, thing, id in sorted([*done, *weeks.endangered()], key=lambda event: event[0]):
        entry = enter(kind, payload, thing_id=thing, at=at, id=id, how='scan' if thing else None)
        await write_one(entry, weeks.actor(who))


async def _begin_year(weeks: 'Weeks') -> None:
    """Terms, and rounds that are due from today on."""
    today = schedules.today()
    year = today.year if today.month >= 8 else today.year - 1
    for name, starts, ends in (
        ('第一学期', date(year, 9, 1), date(year + 1, 1, 22)),
        ('第二学期', date(year + 1, 2, 22), date(year + 1, 7, 5)),
    ):
        await write_one(
            enter('calendar.add_term', {'name': name, 'starts': f'{starts}', 'ends': f'{ends}'}), the_server()
        )
    for name, who, stops, by in (
        ('操场晨检', 'caretaker', ('组合滑梯', '秋千', '沙坑'), '07:40'),
        ('食堂午后检查', 'teacher', ('消毒柜', '留样冰箱'), '13:30'),
        ('放学后巡查', 'caretaker', ('灭火器', '应急灯', '饮水机'), '17:30'),
    ):
        found = [str(id) for stop in stops for id in weeks.named[stop]]
        plan = {'name': name, 'rule': {'every': 'day', 'times': [by]}, 'stops': found, 'person': weeks.id_of(who)}
        await write_one(enter('schedules.add', plan), the_server())


class Weeks:
    """What happened, by whom."""

    def __init__(self, named: Named, people: dict[str, Person]) -> None:
        self.named, self.people = named, people
        self.now = now()

    def actor(self, name: str) -> Actor:
        return actor_of(self.people[name])

    def id_of(self, name: str) -> str:
        return str(self.people[name].id)

    def at(self, ago: int, hour: time) -> datetime:
        """So many days ago at that hour by the school's clock, and never later than now."""
        day = schedules.today() - timedelta(days=ago)
        return min(datetime.combine(day, hour, schedules.zone()), self.now - timedelta(minutes=5))

    def checked(self, things: dict[UUID, Thing], templates: list[Checklist]) -> Iterator[Event]:
        """Rounds on school days; now and then one was left out."""
        for ago in range(DAYS, 0, -1):
            day = schedules.today() - timedelta(days=ago)
            for nth, (who, names, weekdays, hour) in enumerate(ROUNDS):
                if day.weekday() not in weekdays or (ago + nth) % 9 == 4:
                    continue
                ids = [id for name in names for id in self.named[name]]
                for minutes, id in enumerate(ids):
                    payload = _clean(things[id], templates)
                    if payload:
                        at = self.at(ago, hour) + timedelta(minutes=2 * minutes)
                        yield at, who, 'inspections.inspect', payload, id, None

    def repaired(self) -> Iterator[Event]:
        """From the report to wherever each repair stands by now."""
        steps = ('reported', 'assigned', 'started', 'waiting', 'closed', 'confirmed')
        for nth, (ago, name, what, urgency, state, cost) in enumerate(BROKEN):
            repair, thing = uuid7(), self.named[name][nth % len(self.named[name])]
            about = {'repair': str(repair)}
            begun, reach = self.at(ago, time(8, 10 + nth)), steps.index(state)
            yield begun, 'teacher', 'repairs.report', {'what': what, 'urgency': urgency}, thing, repair
            costs = [{'sort': 'part', 'what': '配件', 'count': 1, 'price': cost}] if cost else []
            closed = {'outcome': 'fixed', 'note': '换了配件，试用正常', 'cause': 'wear', 'work_minutes': 20 + 5 * nth}
            for step, who, kind, hours, more in (
                (1, 'keeper', 'dispatch.assign', 1, {'to': self.id_of('caretaker')}),
                (2, 'caretaker', 'repairs.start', 4, {}),
                (3, 'caretaker', 'repairs.wait', 5, {'waits_for': 'parts', 'note': '配件已订'}),
                (4, 'caretaker', 'repairs.close', 7 + nth, closed | {'costs': costs}),
                (5, 'teacher', 'repairs.confirm', 26 + nth, {'stars': 5 - nth % 2}),
            ):
                if step <= reach and (step != 3 or state == 'waiting'):
                    at = min(begun + timedelta(hours=hours), self.now - timedelta(minutes=5 - step / 2))
                    yield at, who, kind, about | more, thing, None

    def lent(self) -> Iterator[Event]:
        """Slips; some of them are back."""
        for ago, name, count, borrower, rule, is_back in LENT:
            slip = [{'thing': str(self.named[name][0]), 'quantity': count}]
            whom = borrower | ({'person': self.id_of(borrower['person'])} if 'person' in borrower else {})
            form = {'things': slip, 'rule': rule, **whom}
            yield self.at(ago, time(9, 15)), 'keeper', 'loans.lend', form, None, None
            if is_back:
                yield self.at(ago - 1, time(15, 50)), 'keeper', 'loans.take_back', {'things': slip}, None, None

    def endangered(self) -> Iterator[Event]:
        """Two hazards: one put right and looked at again, one with days to go."""
        owner = self.id_of('caretaker')
        for ago, name, what, measure, is_over in (
            (13, '书架', '书架未固定在墙上', '加装连墙件', True),
            (5, '组合滑梯', '护栏螺栓松动', '更换防松螺母，修好前停用上层', False),
        ):
            hazard, thing = uuid7(), self.named[name][0]
            due = (schedules.today() + timedelta(days=7 - ago if is_over else 3)).isoformat()
            report = {'what': what, 'level': 'general', 'owner': owner, 'due': due, 'measure': measure}
            yield self.at(ago, time(10, 5)), 'director', 'hazards.report', report, thing, hazard
            if is_over:
                about = {'hazard': str(hazard)}
                yield self.at(ago - 2, time(16)), 'caretaker', 'hazards.fix', about | {'note': '已加固'}, thing, None
                seen = about | {'result': 'passed', 'note': '牢固'}
                yield self.at(ago - 3, time(9)), 'director', 'hazards.recheck', seen, thing, None


def _clean(thing: Thing, templates: list[Checklist]) -> dict[str, Any] | None:
    """A check of the thing that finds nothing wrong; nothing where only a photo or a signature would do."""
    own = checklists.checks_of(thing, templates)
    template = next((each for each in templates if own and each.key == own[0]), None)
    if not template:
        return None
    answers = {}
    for item in checklists.form_of(template.body)['items']:
        if item['type'] in ('photo', 'signature') and item.get('required'):
            return None
        if item['type'] == 'ok':
            answers[item['id']] = {'value': 'ok'}
        elif item['type'] == 'choice':
            answers[item['id']] = {'value': next(each['v'] for each in item['choices'] if not each.get('fault'))}
        elif item['type'] == 'number':
            low = item.get('min', item.get('max', 1))
            answers[item['id']] = {'value': (low + item.get('max', low)) / 2}
        elif item['type'] == 'text' and item.get('required'):
            answers[item['id']] = {'value': '正常'}
    return {'checklist': template.key, 'version': template.version, 'answers': answers}
