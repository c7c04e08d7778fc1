"""The real write path on a database in memory, in one thread: the same seed gives the same run, accidents included."""

import asyncio
import hashlib
import random
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch
from uuid import UUID

import aiosqlite
import orjson
import uuid_utils
from tortoise import Tortoise
from tortoise.connection import get_connection

from app import board, pull, settings, sync
from app.core import db, photos
from app.core.actors import Actor
from app.core.transacting import begin_with
from tests.simulation.clock import Clock
from tests.simulation.ground import BEGAN, Ground


class Killed(BaseException):
    """The process is no more: nothing after this call happens."""


class Line(aiosqlite.Connection):
    """A connection without a thread: each call is made at once, after the server has had its say."""

    def __init__(self, server: 'Server', connection: sqlite3.Connection) -> None:
        self._connection, self._running, self._iter_chunk_size = connection, True, 64
        self._server = server

    def __del__(self) -> None:
        pass

    async def _execute(self, work: Any, *words: Any, **named: Any) -> Any:
        await self._server.about_to_call(self)
        return work(*words, **named)


class Server:
    """What the phones talk to."""

    def __init__(self, ground: Ground, chance: random.Random) -> None:
        self.ground, self.chance = ground, chance
        self.clock = Clock(BEGAN)
        self.calls = 0
        self.fails_at: tuple[int, ...] = ()  # calls at which the disk fails
        self.fails_from = self.dies_at = 0
        self.together = False  # several are served at once: who goes on is drawn by lot
        self.open(ground.image)

    def open(self, image: bytes) -> None:
        """A process begins on these bytes: nothing is in its memory yet."""
        self.base = sqlite3.connect(':memory:', isolation_level=None)
        self.base.deserialize(image)
        self.base.row_factory = sqlite3.Row
        self.base.execute('PRAGMA foreign_keys = 1')
        client = get_connection('default')
        client._connection, client._lock = Line(self, self.base), asyncio.Lock()  # type: ignore[attr-defined]
        begin_with(None)
        board._kept = None
        settings._installation.clear()
        self.be_well()

    def be_well(self) -> None:
        self.calls, self.fails_at, self.fails_from, self.dies_at, self.together = 0, (), 0, 0, False

    async def about_to_call(self, line: Line) -> None:
        self.calls += 1
        if line._connection is not self.base or (self.dies_at and self.calls >= self.dies_at):
            raise Killed
        if self.calls in self.fails_at or (self.fails_from and self.calls >= self.fails_from):
            error = sqlite3.OperationalError('disk I/O error')
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        if self.together:
            for _ in range(self.chance.choice((0, 0, 1, 3))):
                await asyncio.sleep(0)

    def start_again(self) -> None:
        """After a kill: what was not committed is gone."""
        if self.base.in_transaction:
            self.base.execute('ROLLBACK')
        self.open(self.base.serialize())

    def back_up(self) -> bytes:
        return self.base.serialize()

    def restore(self, image: bytes) -> None:
        self.open(image)
        self.base.execute("UPDATE setting SET value = ? WHERE key = 'epoch'", (str(self.new_id()),))

    def new_id(self) -> UUID:
        """As UUIDv7 are made, but drawn by lot from the seed."""
        moment = int(self.clock.now().timestamp() * 1000)
        return UUID(
            int=moment << 80 | 7 << 76 | self.chance.getrandbits(12) << 64 | 2 << 62 | self.chance.getrandbits(62)
        )

    # What phones call

    async def records(self, actor: Actor, raws: list[dict[str, Any]], high: int) -> dict[str, Any]:
        assert actor.device_id
        answer = await sync.take_in(orjson.loads(orjson.dumps(raws)), actor, actor.device_id, high)
        return orjson.loads(orjson.dumps(answer))  # type: ignore[no-any-return]

    async def photo(self, actor: Actor, data: bytes) -> None:
        async def body() -> AsyncIterator[bytes]:
            yield data

        await photos.receive(hashlib.sha256(data).hexdigest(), body(), actor.id)

    # What the tables hold

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self.base.execute(sql, values).fetchall()

    def state(self) -> dict[str, Any]:
        """What the server knows besides what it was founded with; the same as `Model.state` says."""
        rows = self.rows
        return {
            'records': {row[0]: tuple(row[1:]) for row in rows('SELECT id, digest, verdict, code, thing_id, by_id FROM record WHERE device_id IS NOT NULL')},
            'refused': sorted(tuple(row) for row in rows('SELECT record_id, code FROM refusal')),
            'things': {row[0]: tuple(row[1:]) for row in rows('SELECT id, state, ver, spec FROM thing')},
            'tags': dict(map(tuple, rows('SELECT code, thing_id FROM tag WHERE thing_id IS NOT NULL'))),
            'repairs': {row[0]: (row[1], row[2] or '') for row in rows('SELECT id, state, closed_by FROM repair')},
            'writeoffs': {row[0]: tuple(row[1:]) for row in rows('SELECT id, thing_id, stage FROM writeoff')},
            'inspections': dict(map(tuple, rows('SELECT id, thing_id FROM inspection'))),
            'rounds': {
                row[0]: (row[1], row[2] is not None, frozenset(orjson.loads(row[3])))
                for row in rows('SELECT id, done, done_at, skipped FROM round')
            },
            'visits': {tuple(row) for row in rows('SELECT round_id, record_id FROM visit')},
        }  # fmt: skip


async def _at_once(function: Any, *words: Any) -> Any:
    return function(*words)


async def _no_pixels(data: bytes, sort: photos.Sort) -> tuple[dict[str, int], bytes]:
    return {'width': 4, 'height': 3}, b'JPEG of ' + data


@contextmanager
def stage() -> Iterator[asyncio.Runner]:
    """A loop for simulations; threads, processes, files and what takes longest are replaced meanwhile."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(asyncio, 'to_thread', _at_once))
        patches.enter_context(patch.object(photos, '_rewrite', _no_pixels))
        patches.enter_context(patch.object(photos, '_keep', lambda path, data: None))
        patches.enter_context(patch.object(pull, '_kind', lambda name: {'kind': name}))  # schemas cost more than all
        runner = patches.enter_context(asyncio.Runner())
        config = db.tortoise_config('sqlite://:memory:?foreign_keys=1')
        runner.run(Tortoise.init(config=config, _enable_global_fallback=True))
        yield runner
        get_connection('default')._connection = None  # type: ignore[attr-defined]
        runner.run(Tortoise.close_connections())


def ids_from(server: Server) -> Any:
    """The server's own ids too are drawn by lot from the seed."""
    return patch.object(uuid_utils, 'uuid7', lambda *words, **named: server.new_id())
