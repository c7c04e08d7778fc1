"""The first page of a large school, and a month of what is due, beside the naive ways to both."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

from app.calendar import Calendar, each_day
from app.due import Rule, due
from models import Schedule, SpecialDay, Term
from tests.bench.figures import Figure, Figures, median_duration
from tests.bench.house import NAME
from tests.house import House

SCHEDULES, THINGS, INSPECTIONS = 500, 10_000, 1_000_000
AT_ONCE = 50_000
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
    line = house.sign_in(NAME)
    opened = partial(line.send, 'GET', '/', Accept='text/html')
    opened()
    took = median_duration(opened, times=15)
    with closing(sqlite3.connect(house.database)) as base:
        naive = median_duration(lambda: base.execute(NAIVE).fetchall(), times=1)
    yield Figure('today.page', took, 'ms', 'the last inspection of every thing, looked up in the log', naive)


RECORD = """
INSERT INTO record (number, id, kind, kv, thing_id, by_id, at, received_at, verdict, code, flags, digest, envelope)
VALUES (?, ?, 'inspections.inspect', 1, ?, ?, ?, ?, 'accepted', '', '[]', ?, ?)
"""
NAIVE = 'SELECT thing_id, checklist, MAX(at) FROM inspection GROUP BY thing_id, checklist'


def _fill(house: House) -> None:
    """Straight into the database file while nobody has it open: a large school's years."""
    chance, now = Random(7), datetime.now(UTC)
    with closing(sqlite3.connect(house.database)) as base:
        base.execute('PRAGMA synchronous = OFF')
        [person] = base.execute('SELECT id FROM person WHERE name = ?', [NAME]).fetchone()
        things = list(_copies(base))
        [top] = base.execute('SELECT MAX(number) FROM record').fetchone()
        for part, rows in enumerate(_in_parts(_inspections(chance, things, person, now))):
            base.executemany('INSERT INTO inspection VALUES (?, ?, ?, ?, ?, ?, ?)', rows)
            first = top + 1 + part * AT_ONCE
            base.executemany(RECORD, ([n, *_record(row)] for n, row in enumerate(rows, first)))
        columns = [row[1] for row in base.execute('PRAGMA table_info(schedule)')]
        marks = ', '.join('?' * len(columns))
        base.executemany(
            f'INSERT INTO schedule ({", ".join(columns)}) VALUES ({marks})',
            [[_schedule(n, things, person, now, chance)[column] for column in columns] for n in range(SCHEDULES)],
        )
        base.commit()


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


def _inspections(chance: Random, things: list[str], person: str, now: datetime) -> Iterator[list[Any]]:
    for n in range(INSPECTIONS):
        at = now - timedelta(seconds=chance.randrange(86_400, 4 * 365 * 86_400))
        yield [str(uuid.UUID(int=(1 << 100) + n)), 'general', 1, 0, person, at.isoformat(' '), chance.choice(things)]


def _record(row: list[Any]) -> list[Any]:
    id, checklist, version, _, person, at, thing = row
    payload = {'checklist': checklist, 'version': version, 'answers': {'state': {'value': 'ok'}}}
    return [id, thing, person, at, at, id, orjson.dumps({'id': id, 'payload': payload}).decode()]


def _in_parts(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    part: list[list[Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            yield part
            part = []
    yield part


def _schedule(n: int, things: list[str], person: str, now: datetime, chance: Random) -> dict[str, Any]:
    """Every tenth is the caller's own; the others are the caretakers'."""
    rule = Rule(**RULES[n % len(RULES)]).model_dump()
    return {
        'id': str(uuid.UUID(int=(1 << 90) + n)), 'cursor': 1, 'name': f'计划{n}', 'rule': orjson.dumps(rule).decode(),
        'stops': orjson.dumps(chance.sample(things, 12)).decode(), 'inside': 0, 'category': '', 'checklist': 'general',
        'person_id': person if n // 10 % 10 == 0 else None, 'post': '' if n // 10 % 10 == 0 else 'maintenance',
        'term_id': None, 'starts': str(SCHOOL_YEAR), 'ends': None,
        'since': (now - timedelta(days=60)).isoformat(' '), 'stopped_at': None,
    }  # fmt: skip
