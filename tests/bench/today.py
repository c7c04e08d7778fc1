"""The first page of a large school, and a month of what is due, beside the naive ways to both."""

import asyncio
import sqlite3
import statistics
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import orjson
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

from app.calendar import Calendar, each_day
from app.due import Rule, due
from models import Schedule, SpecialDay, Term
from tests.bench.figures import Figure, Figures, median_duration
from tests.bench.house import NAME
from tests.bench.memory import open_page
from tests.house import House

SCHEDULES, THINGS, INSPECTIONS = 500, 10_000, 1_000_000
TIMES = 15
SHANGHAI = ZoneInfo('Asia/Shanghai')
SCHOOL_YEAR = date(2025, 9, 1)
RULES: tuple[dict[str, Any], ...] = (
    {'every': 'day', 'times': ['17:30']},
    {'every': 'day', 'times': ['08:00', '11:00', '14:00', '17:00', '22:00'], 'school_days_only': False},
    {'every': 'meal', 'times': ['07:30', '11:30', '17:00']},
    {'every': 'week', 'weekdays': [0]},
    {'every': 'week', 'weekdays': [4], 'interval': 2},
    {'every': 'month'},
    {'every': 'month', 'at': 'day', 'day': 31},
    {'every': 'quarter'},
    {'every': 'year', 'month': 6, 'day': 10},
    {'every': 'holiday'},
)


def month(house: House) -> Figures:
    """A month of due dates, which needs no server."""
    plans, known = _plans(), _calendar()
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    took = median_duration(lambda: due(plans, first, last, known, SHANGHAI))
    naive = median_duration(lambda: _naively_due(plans, first, last, known), times=1)
    yield Figure('due.month', took, 'ms', 'every rule run from its first day on', naive)


def _plans() -> list[Schedule]:
    return [
        Schedule(
            id=uuid.UUID(int=n), name=f'{n}', rule=Rule(**RULES[n % len(RULES)]).model_dump(), starts=SCHOOL_YEAR,
            since=datetime(2025, 1, 1, tzinfo=UTC),
        )
        for n in range(SCHEDULES)
    ]  # fmt: skip


def _calendar() -> Calendar:
    terms = [
        (date(2025, 9, 1), date(2026, 1, 20)),
        (date(2026, 2, 24), date(2026, 7, 3)),
        (date(2026, 9, 1), date(2027, 1, 22)),
    ]
    days = {day: SpecialDay(day=day, what='holiday') for day in each_day(date(2026, 10, 1), date(2026, 10, 7))}
    days[date(2026, 10, 10)] = SpecialDay(day=date(2026, 10, 10), what='makeup', weekday=0)
    return Calendar(tuple(Term(id=uuid.uuid4(), name='t', starts=a, ends=b) for a, b in terms), days)


def _naively_due(plans: list[Schedule], first: date, last: date, known: Calendar) -> int:
    """Each rule run from its schedule's first day, one recurrence a time of day, then sieved by the calendar."""
    how = {'day': DAILY, 'meal': DAILY, 'week': WEEKLY, 'holiday': DAILY}
    count = 0
    for plan in plans:
        rule = Rule.model_construct(**plan.rule)
        for each in rule.times:
            start = datetime.combine(plan.starts, time.fromisoformat(each), SHANGHAI)
            for moment in rrule(how.get(rule.every, MONTHLY), dtstart=start, interval=rule.interval):
                if moment.date() > last:
                    break
                if moment.date() >= first and (known.is_school_day(moment.date()) or not rule.school_days_only):
                    count += moment.astimezone(UTC) is not None
    return count


def page(house: House) -> Figures:
    """The administrator's first page, who has rounds and sees everybody's; beside counting inspections for it."""
    house.stop()
    _fill(house)
    house.start()
    asyncio.run(_drawn(house))
    before = house.processor_time()
    took = asyncio.run(_drawn(house))
    own = (house.processor_time() - before) / TIMES
    with closing(sqlite3.connect(house.database)) as base:
        start = process_time()
        naive = median_duration(lambda: base.execute(NAIVE).fetchall(), times=1)
        its = process_time() - start
    against = 'the last inspection of every thing, looked up in the log'
    yield Figure('today.page', took, 'ms', against, naive)
    yield Figure('today.cpu', own * 1000, 'ms', against, its * 1000)


async def _drawn(house: House) -> float:
    """The median time in ms from asking for the page until the last of what is on it has come and its socket stands."""
    headers = {'Cookie': house.sign_in(NAME).cookies}
    took: list[float] = []
    async with aiohttp.ClientSession(house.url, headers=headers) as session:
        for _ in range(TIMES):
            start = perf_counter()
            whole, seen = asyncio.Event(), set[str]()
            phone = await open_page(session, house, '/', partial(_look, whole, seen))
            await asyncio.wait_for(whole.wait(), 60)
            took.append((perf_counter() - start) * 1000)
            await phone.disconnect()
    return statistics.median(took)


def _look(whole: asyncio.Event, seen: set[str], text: str) -> None:
    """The page has rounds on it, and ends with what happened last to things that nobody else has."""
    seen |= {word for word in ('计划', '物品') if word in text}
    if len(seen) == 2:
        whole.set()


NAIVE = 'SELECT thing_id, checklist, MAX(at) FROM inspection GROUP BY thing_id, checklist'
# One check every two minutes for four years, each of another thing; the log tells the same.
CHECKS = """
WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :count)
INSERT INTO inspection (id, checklist, version, faults, by_id, at, thing_id)
SELECT printf('00000010-0000-0000-0000-%012x', n), 'general', 1, 0, :person,
    strftime('%Y-%m-%d %H:%M:%S+00:00', :now, '-' || ((:count - n) * 126 + 90000) || ' seconds'),
    printf('00000000-0000-0000-0000-%012x', n * 7919 % :things + 1)
FROM series
"""
LOG = """
INSERT INTO record (number, id, kind, kv, thing_id, by_id, at, received_at, verdict, code, flags, digest, envelope)
SELECT :top + rowid, id, 'inspections.inspect', 1, thing_id, by_id, at, at, 'accepted', '', '[]', id,
    json_object('id', id, 'payload', json_object('checklist', checklist, 'version', version, 'answers',
        json_object('state', json_object('value', 'ok'))))
FROM inspection
"""
SEEN = 'UPDATE thing SET checked_at = (SELECT MAX(at) FROM inspection WHERE thing_id = thing.id)'


def _fill(house: House) -> None:
    """Straight into the database file while nobody has it open: a large school's years."""
    chance, now = Random(7), datetime.now(UTC)
    with closing(sqlite3.connect(house.database)) as base:
        base.execute('PRAGMA synchronous = OFF')
        [person] = base.execute('SELECT id FROM person WHERE name = ?', [NAME]).fetchone()
        things = list(_copies(base))
        [top] = base.execute('SELECT MAX(number) FROM record').fetchone()
        facts = {'count': INSPECTIONS, 'things': THINGS, 'person': person, 'now': now.isoformat(' '), 'top': top}
        with _without_indexes(base, 'inspection', 'record'):
            base.execute(CHECKS, facts)
            base.execute(LOG, facts)
        base.execute(SEEN)
        columns = [row[1] for row in base.execute('PRAGMA table_info(schedule)')]
        marks = ', '.join('?' * len(columns))
        base.executemany(
            f'INSERT INTO schedule ({", ".join(columns)}) VALUES ({marks})',
            [[_schedule(n, things, person, now, chance)[column] for column in columns] for n in range(SCHEDULES)],
        )
        base.commit()


@contextmanager
def _without_indexes(base: sqlite3.Connection, *tables: str) -> Iterator[None]:
    """Many rows go in before their indexes: made at the end, they cost seconds instead of minutes."""
    marks = ', '.join('?' * len(tables))
    wanted = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
    found = base.execute(wanted, tables).fetchall()
    for name, _ in found:
        base.execute(f'DROP INDEX "{name}"')
    yield
    for _, made in found:
        base.execute(made)


def _copies(base: sqlite3.Connection) -> Iterator[str]:
    """Ten thousand things like one that there is."""
    columns = [row[1] for row in base.execute('PRAGMA table_info(thing)')]
    model = base.execute("SELECT * FROM thing WHERE kind = 'asset' LIMIT 1").fetchone()
    made = []
    for n in range(THINGS):
        facts = dict(zip(columns, model, strict=True)) | {'id': str(uuid.UUID(int=n + 1)), 'name': f'物品{n}'}
        facts |= {'code': f'B{n}', 'import_key': '', 'category': 'fan' if n % 20 == 0 else 'other'}
        made.append([facts[column] for column in columns])
        yield facts['id']
    base.executemany(f'INSERT INTO thing ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})', made)


def _schedule(n: int, things: list[str], person: str, now: datetime, chance: Random) -> dict[str, Any]:
    """Every tenth is the caller's own; the others are the caretakers'."""
    rule = Rule(**RULES[n % len(RULES)]).model_dump()
    return {
        'id': str(uuid.UUID(int=(1 << 90) + n)), 'cursor': 1, 'name': f'计划{n}', 'rule': orjson.dumps(rule).decode(),
        'stops': orjson.dumps(chance.sample(things, 12)).decode(), 'inside': 0, 'category': '', 'checklist': 'general', 'makes': 'check',
        'person_id': person if n // 10 % 10 == 0 else None, 'post': '' if n // 10 % 10 == 0 else 'maintenance',
        'term_id': None, 'starts': str(SCHOOL_YEAR), 'ends': None,
        'since': (now - timedelta(days=60)).isoformat(' '), 'stopped_at': None,
    }  # fmt: skip
