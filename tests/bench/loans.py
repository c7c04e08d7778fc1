"""Loans with 200,000 of them, most long back, 8,000 still out: the page of them, and a slip of thirty things."""

import asyncio
import sqlite3
import statistics
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from tests.bench.figures import Figure, Figures
from tests.bench.pages import draw
from tests.bench.register import _with_database
from tests.bench.repairs import THINGS, _things
from tests.bench.today import _without_indexes
from tests.house import House

LOANS, OUT = 200_000, 8_000
PIECES = 30  # things on a slip
TIMES = 5
PAGES: dict[str, list[dict[str, str]]] = {
    'list': [{'view': view} for view in ('late', 'out', 'custody', 'age', 'person', 'class')]
}


def figures(house: House) -> Figures:
    """A school of its own, filled while nobody has its database open."""
    house.stop()
    _fill(house.database)
    found = asyncio.run(_with_database(house.data, _measure))
    naive = 'what is out, all of it loaded by Tortoise with its thing and slip and sorted, and a count of all'
    yield Figure('loans.list', found['list'], 'ms', naive, found['naive'])
    yield Figure('loans.list.slowest', found['slowest'], 'ms')
    naive = 'a slip for each of the thirty things, one after the other'
    yield Figure('loans.slip30', found['slip30'], 'ms', naive, found['slips'])


async def _measure() -> dict[str, float]:
    from pages import loans

    drawn = await draw(loans.show, '/loans', PAGES, lambda page: 'class="tw-row-main"' in page, TIMES)
    medians = {name: statistics.median(times) for name, times in drawn.items()}
    start = perf_counter()
    await _naive()
    return {
        'list': medians['list'],
        'slowest': max(time for name, time in medians.items() if name not in PAGES),
        'naive': (perf_counter() - start) * 1000,
        **await _slips(),
    }


async def _slips() -> dict[str, float]:
    """Thirty things lent on one slip, and each on one of its own; every turn takes other things."""
    from app.core.actors import the_server
    from app.core.entries import enter
    from app.core.records import write_one
    from models import Thing

    at = datetime.now(UTC)
    free = [
        str(thing.id) for thing in await Thing.filter(name__startswith='物品', state='in_use').limit(2 * TIMES * PIECES)
    ]
    turns = [free[start : start + PIECES] for start in range(0, len(free), PIECES)]
    times: dict[str, list[float]] = {'slip30': [], 'slips': []}
    for turn, ids in enumerate(turns):
        name = ('slip30', 'slips')[turn % 2]
        start = perf_counter()
        for slip in [ids] if name == 'slip30' else [[id] for id in ids]:
            things = [{'thing': id} for id in slip]
            form = {'things': things, 'borrower_kind': 'class', 'borrower': f'{turn}班', 'rule': 'week'}
            verdict = await write_one(enter('loans.lend', form, at=at), the_server())
            if verdict.fate != 'accepted':
                raise RuntimeError(f'{verdict}')
        times[name].append((perf_counter() - start) * 1000)
    return {name: statistics.median(each) for name, each in times.items()}


async def _naive() -> None:
    from models import Loan

    found = await Loan.filter(state='out').select_related('thing', 'slip')
    sorted(found, key=lambda loan: (loan.due_at is None, loan.due_at or loan.lent_at))
    await Loan.all().count()


SLIPS = """
WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :loans / 5)
INSERT INTO loan_slip (id, ref, borrower_kind, person_id, borrower, mark, purpose, rule, due_at, lent_by, lent_at,
    signature, photos)
SELECT printf('00000030-0000-0000-0000-%012x', n), n, CASE n % 2 WHEN 0 THEN 'staff' ELSE 'class' END,
    CASE n % 2 WHEN 0 THEN :person END, CASE n % 2 WHEN 0 THEN '' ELSE (n % 40) || '班' END, '', '', 'week', :now,
    :person, :now, '', '[]' FROM series
"""
# The last ones are out, every fifth of them without a day; each is on a thing of its own turn, batches for the most.
SERIES = """
WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :loans),
told AS (
    SELECT n, n > :loans - :out AS is_out, (n + 4) / 5 AS slip,
        strftime('%Y-%m-%d %H:%M:%S+00:00', :now, '-' || ((:loans - n) * 700) || ' seconds') AS at,
        strftime('%Y-%m-%d %H:%M:%S+00:00', :now, '-' || ((:loans - n) * 700 - 900000) || ' seconds') AS later
    FROM series
)
INSERT INTO loan (id, cursor, slip_id, thing_id, holds, quantity, back, state, why, was, borrower_kind, person_id,
    borrower, lent_at, due_at, renewals, returned_at)
SELECT printf('00000031-0000-0000-0000-%012x', n), 0, printf('00000030-0000-0000-0000-%012x', slip),
    printf('00000000-0000-0000-0000-%012x', n * 7919 % :things + 1), NULL, 1, NOT is_out,
    CASE WHEN is_out THEN 'out' ELSE 'back' END, '', 'in_use', CASE slip % 2 WHEN 0 THEN 'staff' ELSE 'class' END,
    CASE slip % 2 WHEN 0 THEN :person END, CASE slip % 2 WHEN 0 THEN '' ELSE (slip % 40) || '班' END, at,
    CASE WHEN n % 5 THEN later END, 0, CASE WHEN is_out THEN NULL ELSE later END
FROM told
"""


def _fill(database: Path) -> None:
    now = (datetime.now(UTC) - timedelta(hours=1)).isoformat(' ')
    with closing(sqlite3.connect(database)) as base:
        base.execute('PRAGMA synchronous = OFF')
        [person] = base.execute('SELECT id FROM person LIMIT 1').fetchone()
        _things(base)
        facts = {'loans': LOANS, 'out': OUT, 'things': THINGS, 'person': person, 'now': now}
        with _without_indexes(base, 'loan', 'loan_slip'):
            base.execute(SLIPS, facts)
            base.execute(SERIES, facts)
        base.commit()
