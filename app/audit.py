"""`tagwalk check`: whether the database is whole, the log unchanged, the photos there, and all of it follows."""

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from tortoise import Tortoise

from app import audit_compare, audit_postgres, audit_replay, features
from app.audit_books import Books, Row, each, opened
from app.core import db
from app.core.blots import FORGET, Blots, blots_in, is_ordered
from app.core.canonical import digest_of
from app.core.chain import RELEASE, Walk, moment_of, releases_in
from app.core.photos import path_of

MOST = 20  # findings of one sort in one table that are told one by one

Told = Callable[[str, int, int], None]

assert features.FEATURES


@dataclass
class Findings:
    """What is not as it should be: words and facts, told one by one as they are found."""

    tell: Callable[[str, dict[str, Any]], None]
    count: int = 0
    of_sort: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, word: str, facts: dict[str, Any]) -> None:
        self.count += 1
        sort = word, str(facts.get('table', ''))
        self.of_sort[sort] = self.of_sort.get(sort, 0) + 1
        if self.of_sort[sort] <= MOST:
            self.tell(word, facts)

    def close(self) -> None:
        for (word, table), count in self.of_sort.items():
            if count > MOST:
                self.tell('more', {'table': table or word, 'count': count - MOST})


def file_damage(file: Path) -> list[str]:
    """What SQLite finds wrong with a database file itself. Raises sqlite3.Error when it can read nothing of it."""
    with closing(sqlite3.connect(file)) as connection:
        damage = [row[0] for row in connection.execute('PRAGMA integrity_check(20)')]
        return [] if damage == ['ok'] else damage


async def run(url: str, findings: Findings, told: Told) -> dict[str, Any]:
    """Look at everything, as it stands now. Gives back what was looked at."""
    async with opened(url) as books:
        told('integrity', 0, 1)
        await (_references if db.is_sqlite(url) else audit_postgres.look)(books, findings.add)
        looked = await walk_log(books, findings.add, told)
        await _numbers(books, findings.add)
        looked |= await _photos(books, findings.add, told)
        looked['rebuilt'] = await _rebuilt(books, findings, told)
    findings.close()
    return looked


# Of each phone, how many of the numbers that had all arrived still stand somewhere.
NUMBERS = """
    SELECT device.id, device.seen_to, (
        SELECT count(*) FROM (
            SELECT seq FROM record WHERE device_id = device.id AND seq <= device.seen_to
            UNION SELECT seq FROM refusal WHERE device_id = device.id AND seq <= device.seen_to
        ) AS numbered
    ) AS there FROM device
"""


async def _numbers(books: Books, found: audit_compare.Found) -> None:
    """A refused entry stands in no chain, but the number that its phone gave it is one of a run."""
    for row in await books.rows(NUMBERS):
        if row['there'] < row['seen_to']:
            found('number_gone', {'device': str(row['id']), 'count': row['seen_to'] - row['there']})


async def _references(books: Books, found: audit_compare.Found) -> None:
    for row in await books.rows('PRAGMA foreign_key_check'):
        found('dangling', {'table': row['table'], 'key': row['rowid'], 'to': row['parent']})


async def walk_log(books: Books, found: audit_compare.Found, told: Told) -> dict[str, Any]:
    """The chain from its first link to its head, and whether each row says what was sent."""
    [top] = await books.rows('SELECT count(*) AS n FROM record')
    walk, done, blots = Walk(await releases_of(books)), 0, await blots_of(books)
    async for row in each(books, 'record', 'number'):
        if not walk.take(row):
            found('chain', {'number': row['number']})
        for name in _untrue(row, blots):
            found('untrue', {'number': row['number'], 'field': name})
        done += 1
        if not done % 1000:
            told('chain', done, top['n'])
    return {'records': done, 'number': walk.number, 'head': walk.before}


async def releases_of(books: Books) -> dict[str, Row]:
    return releases_in(row['envelope'] for row in await books.rows('SELECT * FROM record WHERE kind = ?', RELEASE))


async def blots_of(books: Books) -> Blots:
    return blots_in(row['envelope'] for row in await books.rows('SELECT * FROM record WHERE kind IN (?, ?)', *FORGET))


def _untrue(row: Row, blots: Blots) -> list[str]:
    """The columns of a record that do not say what its envelope says."""
    sent = orjson.loads(row['envelope'])
    is_sent = digest_of({name: value for name, value in sent.items() if name != 'digest'}) == row['digest']
    if not is_sent and not is_ordered(row, blots):
        return ['envelope']
    same = {
        'id': str(row['id']) == str(sent['id']).lower(),
        'kind': row['kind'] == sent['kind'],
        'kv': row['kv'] == sent.get('kv', 1),
        'device_id': str(row['device_id'] or '') == str(sent.get('device_id') or '').lower(),
        'seq': row['seq'] == sent.get('seq'),
        'at': moment_of(row['at']) == moment_of(sent['at']),
    }
    return [name for name, is_same in same.items() if not is_same]


async def _photos(books: Books, found: audit_compare.Found, told: Told) -> dict[str, Any]:
    """Every photo and voice note under its name, and its bytes what the name says."""
    [top] = await books.rows('SELECT count(*) AS n FROM photo')
    done = 0
    async for row in each(books, 'photo', 'sha256', is_text=True):
        path = path_of(row['stored'], row['media'])
        if not path.is_file():
            found('photo_gone', {'table': 'photo', 'key': row['sha256'], 'file': str(path)})
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row['stored']:
            found('photo_damaged', {'table': 'photo', 'key': row['sha256'], 'file': str(path)})
        done += 1
        told('photos', done, top['n'])
    return {'photos': done}


async def _rebuilt(books: Books, findings: Findings, told: Told) -> bool:
    """Write the log once more into a scratch database and compare; False when it begins before that was possible."""
    since = await books.rows("SELECT value FROM setting WHERE key = 'codes_since'")
    if not since or since[0]['value'] != '0':
        return False
    with tempfile.TemporaryDirectory(prefix='tagwalk-check-') as folder:
        url = f'sqlite://{folder}/rebuilt.sqlite3'
        try:
            await audit_replay.rebuild(
                books,
                url,
                await releases_of(books),
                findings.add,
                lambda done, top: told('rebuild', done, top),
                await blots_of(books),
            )
        finally:
            await Tortoise.close_connections()
        told('compare', 0, 1)
        async with opened(url) as rebuilt:
            await audit_compare.compare(books, rebuilt, findings.add)
    return True
