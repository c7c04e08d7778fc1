"""The register's pages with 100,000 things: beside the same with 1,000, and beside LIKE over everything."""

import asyncio
import os
import random
import statistics
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import uuid_utils

from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.bench.pages import Times, draw
from tests.house import PASSWORD, House

FEW, MANY = 1_000, 100_000
AT_ONCE, TIMES, ROUNDS = 5_000, 5, 3
NAMES = (
    '学生课桌', '学生课椅', '吊扇', '投影仪', '台式计算机', '触控一体机', '书柜', '文件柜', '饮水机', '空调机', '灭火器',
    '黑板', '讲台', '显微镜', '钢琴', '打印机', '办公桌', '办公椅', '消毒柜', '监控摄像头',
)  # fmt: skip
PEOPLE = ('王建国', '于秀英', '林志强', '赵敏', '陈桂兰')
SEARCHES = ('课桌', '触控一体机', 'kz', 'touying', 'QH2019-00', '王建国 办公')
PAGES: dict[str, list[dict[str, str]]] = {
    'list': [{'view': 'list'}],
    'search': [{'q': typed, 'view': 'list'} for typed in SEARCHES],
    'tree': [{}],
}
FILTERS = (
    {'unlabelled': True},
    {'custodian': '赵敏'},
    {'custodian': '赵敏', 'department': '教导处'},
    {'search': '课桌', 'custodian': '赵敏'},
)
SEARCHED = ('name', 'code', 'old_code', 'serial', 'spec', 'brand', 'custodian', 'department', 'supplier')


def figures(house: House) -> Figures:
    """Two schools in folders of their own, filled through records, whose pages are drawn by turns."""
    folder = house.data.parent
    schools = [_school(folder / 'few', FEW), _school(folder / 'many', MANY)]
    against = f'the same page with {FEW:,} things'
    times: dict[tuple[str, int], list[float]] = {}
    for _ in range(ROUNDS):
        for which, school in enumerate(schools):
            for name, found in asyncio.run(_with_database(school.data, _measure)).items():
                times.setdefault((name, which), []).extend(found)
    medians = {each: statistics.median(found) for each, found in times.items()}
    for name in (*PAGES, 'filter'):
        yield Figure(f'register.{name}.100k', medians[name, 1], 'ms', against, medians[name, 0])
    naive = 'the same search with LIKE over nine columns and a count, by Tortoise'
    yield Figure('register.find.100k', medians['find', 1], 'ms', naive, medians['naive', 1])


async def _measure() -> dict[str, list[float]]:
    return await _draw_pages() | await _find()


async def _find() -> dict[str, list[float]]:
    """How long the first page of what is looked for and its count take without drawing: ours, then the naive way."""
    from app import finding
    from app.finding import PAGE, Wanted

    async def ours(wanted: Wanted) -> None:
        await finding.find(wanted)
        await finding.count(wanted)

    async def naive(typed: str) -> None:
        from tortoise.expressions import Q

        from models import Thing

        likes = [Q(**{f'{name}__icontains': typed}) for name in SEARCHED]
        found = Thing.filter(Q(*likes, join_type='OR')).exclude(state='retired')
        await found.select_related('inside').order_by('name', 'code').limit(PAGE)
        await found.count()

    async def timed(work: Awaitable[None]) -> float:
        start = perf_counter()
        await work
        return (perf_counter() - start) * 1000

    return {
        'filter': [await timed(ours(Wanted(**each))) for each in FILTERS for _ in range(TIMES)],  # type: ignore[arg-type]
        'find': [await timed(ours(Wanted(search=typed))) for typed in SEARCHES for _ in range(TIMES)],
        'naive': [await timed(naive(typed)) for typed in SEARCHES],
    }


def _school(data: Path, count: int) -> House:
    house = House(data)
    house.command('user', 'add', NAME, '--role', 'administrator', given=PASSWORD)
    asyncio.run(_with_database(data, lambda: _fill(count)))
    return house


async def _with_database(data: Path, work: Callable[[], Awaitable[Any]]) -> Any:
    from app import features
    from app.core import db

    assert features.FEATURES
    before = os.environ.get('TAGWALK_DATA')
    os.environ['TAGWALK_DATA'] = str(data)
    await db.connect()
    try:
        return await work()
    finally:
        await db.disconnect()
        os.environ.pop('TAGWALK_DATA') if before is None else os.environ.update(TAGWALK_DATA=before)


async def _fill(count: int) -> None:
    from app.core.actors import the_server
    from app.core.entries import enter
    from app.core.records import write

    chance = random.Random(20261121)
    rooms = [str(uuid_utils.uuid7()) for _ in range(count // 50)]
    places = [
        enter('register.add', {'name': f'{number // 20 + 1}号楼{number % 20 + 101}室', 'kind': 'place'}, id=id)
        for number, id in enumerate(rooms)
    ]
    await write(places, the_server())
    for start in range(0, count, AT_ONCE):
        entries = [
            enter('register.add', _thing(chance, number, rooms)) for number in range(start, min(start + AT_ONCE, count))
        ]
        wrong = [each for each in await write(entries, the_server()) if each.verdict != 'accepted']
        if wrong:
            raise RuntimeError(f'not accepted: {wrong[0]}')


def _thing(chance: random.Random, number: int, rooms: list[str]) -> dict[str, Any]:
    return {
        'name': chance.choice(NAMES), 'code': f'QH{2010 + number % 14}-{number:06}', 'inside': chance.choice(rooms),
        'spec': chance.choice(('', '600×400', 'KFR-35', 'ThinkCentre M455')), 'custodian': chance.choice(PEOPLE),
        'price': f'{chance.randrange(80, 9000)}.00', 'department': chance.choice(('总务处', '教导处', '体育组')),
    }  # fmt: skip


async def _draw_pages() -> Times:
    from pages import register

    def is_whole(drawn: str) -> bool:
        return drawn.count('class="tw-thing"') + drawn.count('class="tw-title"') >= 4

    return await draw(register.show, '/things', PAGES, is_whole, TIMES)
