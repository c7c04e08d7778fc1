"""A small school in the middle of its term, to try things on: places, things, people, and three weeks of their work."""

import secrets
from decimal import Decimal
from uuid import UUID

import uuid_utils

from app import demo_weeks, people, register
from app.categories import guess_category, guess_place_kind
from app.core.actors import the_server
from app.core.entries import Entry, enter
from app.core.errors import BadInput
from app.core.records import write

# What stands in a place: how often, and what one costs in yuan.
Goods = dict[str, tuple[int, str]]
CLASSROOM: Goods = {
    '学生课桌椅': (1, '260'), '触控一体机': (1, '16800'), '吊扇': (2, '180'), '书柜': (1, '650'), '空调': (1, '3299')
}  # fmt: skip
PLACES: dict[str, Goods] = {
    **{f'{grade}（{number}）班教室': CLASSROOM for grade in '一二三四五六' for number in (1, 2)},
    '操场': {'组合滑梯': (1, '18600'), '秋千': (1, '5200'), '篮球架': (2, '4300'), '沙坑': (1, '2000')},
    '食堂': {'消毒柜': (1, '5600'), '留样冰箱': (1, '1980'), '灭火器': (2, '95'), '和面机': (1, '3400')},
    '体育器材室': {'跳箱': (1, '980'), '体操垫': (4, '320'), '足球': (1, '75'), '跳绳': (1, '12'), '灭火器': (1, '95')},
    '教学楼走廊': {'灭火器': (4, '95'), '饮水机': (2, '2100'), '应急灯': (4, '130')},
    '图书室': {'阅览桌': (6, '420'), '书架': (8, '560'), '投影仪': (1, '4999')},
    '总务处': {'便携投影仪': (2, '3699'), '扩音器': (2, '260'), '打印机': (1, '1899')},
}
MANY = {'学生课桌椅': 42, '足球': 12, '跳绳': 40}  # pieces under one label
LIFE = 6  # years, as the finance office writes off what is neither a building nor a book
PEOPLE = {
    'keeper': ('property_keeper', '李敏'),
    'caretaker': ('maintenance', '王建国'),
    'teacher': ('staff', '张晓燕'),
    'director': ('director', '赵主任'),
    'class61': ('class_monitor', '六（1）班'),
}


async def fill() -> dict[str, str]:
    """The passwords, made up now, of the people the school has.

    Raises BadInput when the register holds something already. Somebody who has one of the names keeps the account, and
    the sample's person is called otherwise.
    """
    if await register.has_things():
        raise BadInput('not_empty')
    passwords, posts = {}, {}
    for post, (role, display) in PEOPLE.items():
        name = f'{post}-demo' if await people.is_taken(post) else post
        passwords[name] = '-'.join(secrets.token_hex(2) for _ in range(3))
        posts[post] = await people.add_person(name, passwords[name], [role], the_server(), display)
    entries, named = _goods()
    await write(entries, the_server())
    await demo_weeks.live(named, posts)
    return passwords


def _goods() -> tuple[list[Entry], dict[str, list[UUID]]]:
    """What puts everything into the register, and the ids by name."""
    entries: list[Entry] = []
    named: dict[str, list[UUID]] = {}

    def add(name: str, **facts: object) -> str:
        id = str(uuid_utils.uuid7())
        entries.append(enter('register.add', {'name': name, **facts}, id=id))
        named.setdefault(name, []).append(UUID(id))
        return id

    for place, goods in PLACES.items():
        room = add(place, kind='place', category=guess_place_kind(place))
        for name, (count, price) in goods.items():
            facts = {'category': guess_category(name), 'inside': room, 'price': str(Decimal(price)), 'life': LIFE}
            for _ in range(count):
                add(name, **facts, quantity=MANY.get(name, 1), bought=demo_weeks.bought(len(entries)))
    return entries, named
