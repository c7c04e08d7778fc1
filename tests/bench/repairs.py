"""The office's pages of repairs with 200,000 of them, most long settled; beside the naive way to each."""

import asyncio
import json
import sqlite3
import statistics
import uuid
from collections.abc import Awaitable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from tests.bench.figures import Figure, Figures
from tests.bench.pages import Times, draw
from tests.bench.register import _with_database
from tests.bench.today import _without_indexes
from tests.house import House

REPAIRS, OPEN, THINGS, YEARS = 200_000, 1_500, 10_000, 10
TIMES = 7
STATES = ('reported', 'accepted', 'assigned', 'working', 'waiting', 'done')
CAUSES = ('overload', 'quality', 'management', 'wear', 'deliberate', 'accident', 'unknown')
TRADES = ('electric', 'water', 'doors', 'furniture', 'electronics', 'other')
WORDS = ('灯管不亮', '水龙头漏水', '门锁坏了', '桌腿松动', '投影仪不开机', '风扇有异响', '窗户玻璃裂了', '插座没有电')
PAGES: dict[str, list[dict[str, str]]] = {
    'list': [
        {'view': 'list'}, {'view': 'list', 'status': 'all', 'period': 'ever'}, {'view': 'list', 'status': 'settled'},
        {'view': 'list', 'status': 'all', 'cause': 'deliberate'}, {'view': 'list', 'late': '1'},
        {'view': 'list', 'q': '171234', 'status': 'all', 'period': 'ever'},
        {'view': 'list', 'q': '漏水', 'status': 'all'}, {'view': 'list', 'trade': 'electric', 'status': 'confirmed'},
    ],
    'board': [{}, {'priority': 'high'}],
}  # fmt: skip


def figures(house: House) -> Figures:
    """A school of its own, filled while nobody has its database open."""
    house.stop()
    _fill(house.database)
    found = asyncio.run(_with_database(house.data, _measure))
    for name, naive in (
        ('list', 'what is not settled, all of it loaded by Tortoise and sorted, and a count of all that ever was'),
        ('board', 'what is not settled, all of it loaded by Tortoise and put into columns'),
        ('figures', 'every repair loaded by Tortoise and added up'),
    ):
        yield Figure(f'repairs.{name}', found[name], 'ms', naive, found[f'naive {name}'])
    yield Figure('repairs.figures.cpu', found['cpu'], 'ms')
    yield Figure('repairs.list.slowest', found['slowest'], 'ms')


async def _measure() -> dict[str, float]:
    from app import repair_figures

    drawn = await _draw_pages()
    found = {name: statistics.median(times) for name, times in drawn.items() if name in PAGES}
    found['slowest'] = max(statistics.median(times) for name, times in drawn.items() if name not in PAGES)
    before = process_time()
    found['figures'] = statistics.median([await _timed(repair_figures.figures('ever')) for _ in range(TIMES)])
    found['cpu'] = (process_time() - before) * 1000 / TIMES
    for name, work in (('list', _naive_list), ('board', _naive_board), ('figures', _naive_figures)):
        found[f'naive {name}'] = await _timed(work())
    return found


async def _timed(work: Awaitable[Any]) -> float:
    start = perf_counter()
    await work
    return (perf_counter() - start) * 1000


async def _naive_list() -> None:
    from models import Repair

    found = await Repair.filter(settled_at=None).select_related('thing__inside')
    sorted(found, key=lambda repair: repair.reported_at)
    await Repair.all().count()


async def _naive_board() -> None:
    from models import Repair

    columns: dict[str, list[Any]] = {}
    for repair in await Repair.filter(settled_at=None).select_related('thing__inside'):
        columns.setdefault(repair.state, []).append(repair)


async def _naive_figures() -> None:
    from models import Repair

    found = await Repair.all().values('reported_at', 'state', 'cause', 'trade', 'cost', 'responded_in', 'finished_in')
    statistics.median(row['finished_in'] for row in found if row['finished_in'] is not None)
    sum(row['cost'] for row in found)


async def _draw_pages() -> Times:
    from pages import repairs_board

    return await draw(repairs_board.show, '/repairs', PAGES, lambda drawn: 'class="tw-job' in drawn, TIMES)


# The last ones are not settled; each is on a thing of its own turn, and what it says comes round again.
SERIES = """
WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :repairs),
told AS (
    SELECT n, n * 7919 % 1009 AS chance, n > :repairs - :open AS is_open,
        strftime('%Y-%m-%d %H:%M:%S+00:00', :now, '-' || ((:repairs - n) * :apart) || ' seconds') AS at,
        strftime('%Y-%m-%d %H:%M:%S+00:00', :now, '-' || ((:repairs - n) * :apart - 90000) || ' seconds') AS later
    FROM series
)
INSERT INTO repair (
    id, cursor, ref, thing_id, what, nature, source, trade, urgency, item, photos, blocks_use, reported_by,
    reported_at, others, state, moved_at, owner_id, respond_by, finish_by, waits_for, outcome, note, cause, cost,
    responded_in, finished_in, signature, word, closed_at, settled_at, clashes
)
SELECT printf('00000020-0000-0000-0000-%012x', n), n, n,
    printf('00000000-0000-0000-0000-%012x', n * 7919 % :things + 1), json_extract(:words, '$[' || (n % 8) || ']'), 'fault',
    'staff', json_extract(:trades, '$[' || (chance % 6) || ']'),
    CASE chance % 4 WHEN 0 THEN 'high' WHEN 1 THEN 'low' ELSE 'normal' END, '', '[]', 0, :person, at, 0,
    CASE WHEN is_open THEN json_extract(:states, '$[' || (n % 6) || ']') WHEN n % 50 THEN 'confirmed' ELSE 'refused' END,
    at, :person, at, later, '', 'fixed', '换了配件，试了没有问题',
    CASE WHEN is_open THEN '' ELSE json_extract(:causes, '$[' || (chance % 7) || ']') END,
    CASE WHEN is_open THEN '0' ELSE (chance % 300) || '.50' END, chance * chance % 900, chance * chance % 30000, '', '',
    CASE WHEN is_open THEN NULL ELSE later END, CASE WHEN is_open THEN NULL ELSE later END, 0
FROM told
"""


def _fill(database: Path) -> None:
    """Straight into the file: ten years, of which the last weeks are not settled."""
    now = datetime.now(UTC)
    with closing(sqlite3.connect(database)) as base:
        base.execute('PRAGMA synchronous = OFF')
        [person] = base.execute('SELECT id FROM person LIMIT 1').fetchone()
        _things(base)
        facts = {'repairs': REPAIRS, 'open': OPEN, 'things': THINGS, 'person': person, 'now': now.isoformat(' ')}
        facts |= {'apart': YEARS * 365 * 86_400 // REPAIRS, 'words': json.dumps(WORDS), 'trades': json.dumps(TRADES)}
        facts |= {'states': json.dumps(STATES), 'causes': json.dumps(CAUSES)}
        with _without_indexes(base, 'repair', 'repair_thing'):
            base.execute(SERIES, facts)
            base.execute('INSERT INTO repair_thing (id, repair_id, thing_id) SELECT id, id, thing_id FROM repair')
        base.commit()


def _things(base: sqlite3.Connection) -> None:
    """Ten thousand things like one that there is, in the rooms that there are."""
    columns = [row[1] for row in base.execute('PRAGMA table_info(thing)')]
    model = base.execute("SELECT * FROM thing WHERE kind = 'asset' LIMIT 1").fetchone()
    rooms = [id for (id,) in base.execute("SELECT id FROM thing WHERE kind = 'place'")]
    made = []
    for n in range(THINGS):
        facts = dict(zip(columns, model, strict=True)) | {'id': str(uuid.UUID(int=n + 1)), 'name': f'物品{n}'}
        facts |= {'code': f'B{n}', 'import_key': '', 'inside_id': rooms[n % len(rooms)], 'supplier': f'供应商{n % 40}'}
        made.append([facts[column] for column in columns])
    base.executemany(f'INSERT INTO thing ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})', made)
