"""The office's pages of a running stocktake with 100,000 lines in 1,000 rooms; beside the naive way to each."""

import asyncio
import statistics
from collections import Counter
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import UUID, uuid5

from tests.bench.figures import Figure, Figures
from tests.bench.pages import draw
from tests.bench.register import _with_database
from tests.house import House

LINES, ROOMS, COUNTS, PEOPLE = 100_000, 1_000, 60_000, 6
OWN = UUID('00000007-0000-7000-8000-000000000007')
TIMES = 5


def figures(house: House) -> Figures:
    """A school of its own, filled while nobody has its database open."""
    house.stop()
    found = asyncio.run(_with_database(house.data, _measure))
    naive = 'all lines and counts loaded by Tortoise and added up'
    yield Figure('stocktake.page', found['page'], 'ms', naive, found['naive page'])
    naive = 'all lines loaded by Tortoise and sorted'
    yield Figure('stocktake.lines', found['lines'], 'ms', naive, found['naive lines'])
    yield Figure('stocktake.start', found['start'], 'ms')


async def _measure() -> dict[str, float]:
    from pages import stocktakes, stocktakes_lines

    found = {'start': await _fill()}
    own = {'id': str(OWN)}
    drawn = await draw(
        stocktakes.show_one, '/stocktakes/{id}', {'page': [own]}, lambda drawn: 'tw-count-tile' in drawn, TIMES
    )
    found['page'] = statistics.median(drawn['page'])
    asked = [{**own, 'view': view} for view in ('differences', 'all', 'not_seen', 'misplaced')]
    address = '/stocktakes/{id}/lines'
    drawn = await draw(stocktakes_lines.show, address, {'lines': asked}, lambda drawn: 'tw-count-line' in drawn, TIMES)
    found['lines'] = statistics.median(drawn['lines'])
    found['naive page'] = await _timed(_naive_page())
    found['naive lines'] = await _timed(_naive_lines())
    return found


async def _timed(work: Awaitable[Any]) -> float:
    start = perf_counter()
    await work
    return (perf_counter() - start) * 1000


async def _naive_page() -> None:
    from models import StocktakeCount, StocktakeLine

    lines = await StocktakeLine.filter(stocktake_id=OWN)
    Counter((line.place_id, line.result) for line in lines)
    Counter(count.by_id for count in await StocktakeCount.filter(stocktake_id=OWN))


async def _naive_lines() -> None:
    from models import StocktakeLine

    found = [line for line in await StocktakeLine.filter(stocktake_id=OWN) if line.result != 'here']
    sorted(found, key=lambda line: line.sort)


async def _fill() -> float:
    """How long it takes to freeze the books, in ms; then 60,000 of them are counted, straight into the table."""
    from app.core import db
    from app.core.actors import the_server
    from app.core.entries import enter
    from app.core.records import write, write_one
    from models import Person, StocktakeCount, Thing

    rooms = [uuid5(OWN, f'room{n}') for n in range(ROOMS)]
    entries = [enter('register.add', {'kind': 'place', 'name': f'教室{n}'}, id=id) for n, id in enumerate(rooms)]
    await write(entries, the_server())
    person = (await Person.first()).id  # type: ignore[union-attr]
    things = [str(uuid5(OWN, str(n))) for n in range(LINES)]
    rows = [
        {
            'id': id,
            'kind': 'asset',
            'name': f'物品{n}',
            'code': f'B{n}',
            'inside_id': str(rooms[n % ROOMS]),
            'sort': f'{n:07}',
        }
        for n, id in enumerate(things)
    ]
    await db.write_tx(lambda: db.insert_rows(Thing, rows))
    plan = {'name': '期末清查', 'reference': '2026-11-20'}
    await write_one(enter('stocktakes.plan', plan, id=OWN), the_server())
    took = await _timed(write_one(enter('stocktakes.start', {'stocktake': str(OWN)}), the_server()))
    at = datetime.now(UTC)
    counts = [
        {
            'id': str(uuid5(OWN, f'count{n}')), 'n': 10_000 + n, 'stocktake_id': str(OWN), 'thing_id': things[n],
            'place_id': str(rooms[n % ROOMS]), 'by_id': str(uuid5(OWN, f'person{n % PEOPLE}') if n % 2 else person),
            'at': at - timedelta(seconds=n % 3_600), 'photos': '[]',
        }
        for n in range(COUNTS)
    ]  # fmt: skip

    async def count() -> None:
        await db.insert_rows(StocktakeCount, counts)
        sql = (
            "UPDATE stocktake_line SET result = CASE WHEN CAST(sort AS INTEGER) % 40 THEN 'here' ELSE 'misplaced' END "
        )
        await db.run(sql + 'WHERE stocktake_id = ? AND CAST(sort AS INTEGER) < ?', str(OWN), COUNTS)

    await db.write_tx(count)
    return took
