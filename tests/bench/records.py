"""How many records a second are taken, beside SQLite alone writing the very same rows."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import cycle
from time import perf_counter
from typing import Any

import rfc8785
import uuid_utils

from app.core.db import PRAGMAS
from app.core.seqs import ADVANCE
from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.house import House, Line

BATCH = 50
MANY, SOME, FEW = 10_000, 2_500, 1_000
TURNS = 10
PLACES = ('一(1)班教室', '走廊', '食堂后厨', '操场东侧')

Envelope = dict[str, Any]


def figures(house: House) -> Figures:
    line = house.sign_in(NAME)
    snapshot, _ = line.call('GET', '/api/snapshot')
    seal = _Sealing(line.device_id)
    remarks = [
        seal('remarks.add', thing, {'text': f'{PLACES[n % 4]}第{n}次:已看,正常'}) for thing, n in _over(snapshot, MANY)
    ]
    yield _measure(house, line, 'records.batch', remarks, BATCH)
    single = [
        seal('remarks.add', thing, {'text': f'{PLACES[n % 4]}第{n}次:已看,正常'}) for thing, n in _over(snapshot, FEW)
    ]
    yield _measure(house, line, 'records.single', single, 1)
    checks = [seal('inspections.inspect', thing, _answers(thing, snapshot)) for thing, _ in _over(snapshot, SOME)]
    yield _measure(house, line, 'records.batch.inspections', checks, BATCH)


def _over(snapshot: dict[str, Any], count: int) -> Iterator[tuple[dict[str, Any], int]]:
    """Things that have a label, over and over."""
    labelled = {tag['thing']: tag['code'] for tag in snapshot['tags']}
    things = cycle([thing | {'tag': labelled[thing['id']]} for thing in snapshot['things'] if thing['id'] in labelled])
    return zip(things, range(count), strict=False)


class _Sealing:
    """Makes envelopes as a phone does, before anything is measured."""

    def __init__(self, device_id: str) -> None:
        self.device_id = device_id
        self.seq = 0

    def __call__(self, kind: str, thing: dict[str, Any], payload: dict[str, Any]) -> Envelope:
        self.seq += 1
        envelope: Envelope = {
            'id': str(uuid_utils.uuid7()),
            'device_id': self.device_id,
            'seq': self.seq,
            'kind': kind,
            'kv': 1,
            'at': datetime.now(UTC).isoformat(timespec='milliseconds'),
            'tz': 'Asia/Shanghai',
            'how': 'scan',
            'tag': thing['tag'],
            'thing_id': thing['id'],
            'base': {'thing_ver': thing['ver']},
            'payload': payload,
        }
        return envelope | {'digest': hashlib.sha256(rfc8785.dumps(envelope)).hexdigest()}


def _answers(thing: dict[str, Any], snapshot: dict[str, Any]) -> dict[str, Any]:
    """A check that finds nothing wrong."""
    checklist = next(each for each in snapshot['checklists'] if each['id'] == thing['checks'][0])
    answers = {
        item['id']: _good(item) for item in checklist['items'] if item['type'] != 'photo' or item.get('required')
    }
    return {'checklist': checklist['id'], 'version': checklist['version'], 'answers': answers}


def _good(item: dict[str, Any]) -> dict[str, Any]:
    match item['type']:
        case 'ok':
            return {'value': 'ok'}
        case 'number':
            return {'value': item.get('min', item.get('max', 1))}
        case 'choice':
            return {'value': next(choice['v'] for choice in item['choices'] if not choice.get('fault'))}
        case 'photo':
            return {'photos': ['a' * 64]}
        case _:
            return {'value': '无'}


def _measure(house: House, line: Line, name: str, envelopes: list[Envelope], batch: int) -> Figure:
    """The server and SQLite alone take turns, since how fast a disk syncs changes from one second to the next."""
    size = len(envelopes) // TURNS
    ours = alone = 0.0
    with closing(open_alone(house)) as target:
        for start in range(0, len(envelopes), size):
            turn = envelopes[start : start + size]
            ours += _hand_in(line, turn, batch)
            alone += sqlite_alone(house, target, turn, batch)
    count = len(envelopes)
    against = f'sqlite3 alone, the same rows, {batch} a transaction'
    return Figure(name, count / ours, 'records/s', against, count / alone)


def _hand_in(line: Line, envelopes: list[Envelope], batch: int) -> float:
    """Seconds for the server to take these; sealing, packing and looking at the answers is not counted."""
    bodies = [_body(line, envelopes[start : start + batch]) for start in range(0, len(envelopes), batch)]
    start = perf_counter()
    answers = [line.send('POST', '/api/records', body)[0] for body in bodies]
    seconds = perf_counter() - start
    for answer in map(json.loads, answers):
        wrong = [result for result in answer['results'] if result['verdict'] != 'accepted']
        if wrong or answer['missing_seqs']:
            raise RuntimeError(f'not accepted: {wrong[:1]} missing: {answer["missing_seqs"][:3]}')
    return seconds


def _body(line: Line, envelopes: list[Envelope]) -> bytes:
    body = {'device_id': line.device_id, 'seq_high': envelopes[-1]['seq'], 'records': envelopes}
    return json.dumps(body, ensure_ascii=False, separators=(',', ':')).encode()


def open_alone(house: House) -> sqlite3.Connection:
    """A database with the same tables, settings and phones, open all the while as the server's is: its log is put into
    its file as often, and that counts."""
    target = sqlite3.connect(house.data / 'alone.sqlite3', isolation_level=None)
    for name, value in PRAGMAS.items():
        target.execute(f'PRAGMA {name} = {value}')
    if not target.execute('SELECT count(*) FROM sqlite_master').fetchone()[0]:
        for shape in _shapes(house):
            target.execute(shape)
        for device in _devices(house):
            target.execute(f'INSERT INTO device VALUES ({", ".join("?" * len(device))})', device)
    return target


def sqlite_alone(house: House, target: sqlite3.Connection, envelopes: list[Envelope], batch: int) -> float:
    """Seconds when nothing is done but writing the same rows into the same tables, each commit on the disk.

    A batch of the server's is its records and how far the phone's numbers go.
    """
    rows = _rows_of(house, {envelope['id'] for envelope in envelopes})
    insert = f'INSERT INTO record VALUES ({", ".join("?" * len(rows[0]))})'
    device_id = envelopes[0]['device_id']
    start = perf_counter()
    for first in range(0, len(rows), batch):
        target.execute('BEGIN')
        target.executemany(insert, rows[first : first + batch])
        target.execute(ADVANCE, (envelopes[first : first + batch][-1]['seq'], device_id))
        target.execute('COMMIT')
    return perf_counter() - start


def _rows_of(house: House, ids: set[str]) -> list[tuple[Any, ...]]:
    """What the server wrote, in its order. Raises RuntimeError when something that it answered for is not there."""
    with closing(sqlite3.connect(house.database)) as source:
        rows = source.execute('SELECT * FROM record ORDER BY number DESC LIMIT ?', [len(ids)]).fetchall()
    if {row[0] for row in rows} != ids:
        raise RuntimeError('records were answered and are not in the database')
    return rows[::-1]


def _devices(house: House) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(house.database)) as source:
        return source.execute('SELECT * FROM device').fetchall()


def _shapes(house: House) -> list[str]:
    """The tables and their indexes."""
    with closing(sqlite3.connect(house.database)) as source:
        wanted = "SELECT sql FROM sqlite_master WHERE tbl_name IN ('record', 'device') AND sql NOT NULL"
        return [sql for [sql] in source.execute(wanted)]
