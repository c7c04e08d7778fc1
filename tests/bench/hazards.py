"""The page of hazards with 200,000 of them, most long passed; beside the naive way to it."""

import asyncio
import json
import sqlite3
import statistics
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from tests.bench.figures import Figure, Figures
from tests.bench.pages import draw
from tests.bench.register import _with_database
from tests.bench.repairs import THINGS, WORDS, _things
from tests.bench.today import _without_indexes
from tests.house import House

HAZARDS, OPEN, FIXED, YEARS = 200_000, 600, 200, 10
TIMES = 5
PAGES: dict[str, list[dict[str, str]]] = {'list': [{'view': view} for view in ('open', 'recheck', 'closed')]}


def figures(house: House) -> Figures:
    """A school of its own, filled while nobody has its database open."""
    house.stop()
    _fill(house.database)
    found = asyncio.run(_with_database(house.data, _measure))
    for name, naive in (
        ('list', 'what is not settled, all of it loaded by Tortoise with its thing and sorted, and a count of all'),
        ('read', 'all of it loaded by Tortoise, then those of the view taken and sorted'),
    ):
        yield Figure(f'hazards.{name}', found[name], 'ms', naive, found[f'naive {name}'])
    yield Figure('hazards.list.slowest', found['slowest'], 'ms')


async def _measure() -> dict[str, float]:
    from app import hazard_list
    from pages import hazards

    reads = []
    for _ in range(TIMES):
        start = perf_counter()
        for view in hazard_list.VIEWS:
            await hazard_list.listed(view)
        await hazard_list.counts()
        reads.append((perf_counter() - start) * 1000)
    drawn = await draw(hazards.show, '/hazards', PAGES, lambda page: 'class="tw-row-main"' in page, TIMES)
    medians = {name: statistics.median(times) for name, times in drawn.items()}
    found = {'list': medians['list'], 'read': statistics.median(reads)}
    found['slowest'] = max(time for name, time in medians.items() if name not in PAGES)
    for name, work in (('list', _naive_list), ('read', _naive_read)):
        start = perf_counter()
        await work()
        found[f'naive {name}'] = (perf_counter() - start) * 1000
    return found


async def _naive_list() -> None:
    from models import Hazard

    found = await Hazard.filter(settled_at=None).select_related('thing')
    sorted(found, key=lambda hazard: hazard.due)
    await Hazard.all().count()


async def _naive_read() -> None:
    from models import Hazard

    found = await Hazard.all()
    sorted((hazard for hazard in found if hazard.state == 'open'), key=lambda hazard: hazard.due)


# The last ones are open or fixed; each is on a thing of its own turn.
SERIES = """
WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :hazards),
told AS (
    SELECT n, CASE WHEN n > :hazards - :open THEN 'open' WHEN n > :hazards - :open - :fixed THEN 'fixed'
            WHEN n % 50 THEN 'passed' ELSE 'cancelled' END AS state,
        strftime('%Y-%m-%d %H:%M:%S+00:00', :now, '-' || ((:hazards - n) * :apart) || ' seconds') AS at,
        strftime('%Y-%m-%d %H:%M:%S+00:00', :now, '-' || ((:hazards - n) * :apart - 90000) || ' seconds') AS later
    FROM series
)
INSERT INTO hazard (
    id, ref, thing_id, what, level, photos, found_by, found_at, owner_id, due, measure, state, fixed_by, fixed_at, done,
    photos_after, checked_by, checked_at, opinion, times_returned, settled_at, steps
)
SELECT printf('00000040-0000-0000-0000-%012x', n), n, printf('00000000-0000-0000-0000-%012x', n * 7919 % :things + 1),
    json_extract(:words, '$[' || (n % 8) || ']'), CASE n % 20 WHEN 0 THEN 'major' ELSE 'general' END, '[]', :person, at,
    :person, date(at, '+14 days'), '立即整改', state, CASE WHEN state = 'open' THEN NULL ELSE :person END,
    CASE WHEN state = 'open' THEN NULL ELSE later END, '已整改', '[]',
    CASE WHEN state = 'passed' THEN :person END, CASE WHEN state = 'passed' THEN later END, '', 0,
    CASE WHEN state IN ('passed', 'cancelled') THEN later END, '[{"verb": "report", "reason": "other"}]'
FROM told
"""


def _fill(database: Path) -> None:
    now = datetime.now(UTC)
    with closing(sqlite3.connect(database)) as base:
        base.execute('PRAGMA synchronous = OFF')
        [person] = base.execute('SELECT id FROM person LIMIT 1').fetchone()
        _things(base)
        facts = {'hazards': HAZARDS, 'open': OPEN, 'fixed': FIXED, 'things': THINGS, 'person': person}
        facts |= {'now': now.isoformat(' '), 'words': json.dumps(WORDS), 'apart': YEARS * 365 * 86_400 // HAZARDS}
        with _without_indexes(base, 'hazard'):
            base.execute(SERIES, facts)
        base.commit()
