"""Making an empty installation look like a school."""

import secrets

import uuid_utils

from app import people, register
from app.categories import guess_category, guess_place_kind
from app.core.actors import the_server
from app.core.entries import Entry, enter
from app.core.errors import BadInput
from app.core.records import write

DEMO = {
    '一（1）班教室': ('学生课桌椅', '触控一体机', '吊扇', '书柜'),
    '操场': ('组合滑梯', '秋千', '篮球架'),
    '食堂': ('消毒柜', '留样冰箱', '灭火器'),
    '体育器材室': ('跳箱', '体操垫', '灭火器'),
    '教学楼走廊': ('灭火器', '饮水机', '应急灯'),
}
DEMO_PEOPLE = {'keeper': 'property_keeper', 'caretaker': 'maintenance', 'teacher': 'staff', 'class61': 'class_monitor'}


async def fill_demo() -> dict[str, str]:
    """A small school to try things on: places, things, and people with passwords made up now.

    Raises BadInput when the register holds something already. Somebody who has one of the names keeps the account.
    """
    if await register.has_things():
        raise BadInput('not_empty')
    wanted = {name: role for name, role in DEMO_PEOPLE.items() if not await people.is_taken(name)}
    entries: list[Entry] = []
    for place, names in DEMO.items():
        id = str(uuid_utils.uuid7())
        facts = {'name': place, 'kind': 'place', 'category': guess_place_kind(place)}
        entries.append(enter('register.add', facts, id=id))
        for name in names:
            facts = {'name': name, 'category': guess_category(name), 'inside': id}
            entries.append(enter('register.add', facts))
    await write(entries, the_server())
    passwords = {}
    for name, role in wanted.items():
        passwords[name] = '-'.join(secrets.token_hex(2) for _ in range(3))
        await people.add_person(name, passwords[name], [role], the_server())
    return passwords
