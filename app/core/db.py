"""The database: one writer, every commit on disk before anybody is told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from aiosqlite import Connection
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.models import Model
from tortoise.transactions import in_transaction

from app.core.config import read_config
from app.core.errors import Unavailable
from app.core.making import blank, made
from app.core.transacting import begin_with, transaction
from app.core.trouble import trouble_of

T = TypeVar('T')
M = TypeVar('M', bound=Model)

PRAGMAS = {
    'journal_mode': 'wal',
    'synchronous': 2,
    'foreign_keys': 1,
    'busy_timeout': 5000,
    'trusted_schema': 0,
    'cell_size_check': 1,
    'mmap_size': 0,
    'cache_size': -32_768,  # 32 MiB: with SQLite's own 2 a register of 100,000 is read from the file again and again
    'wal_autocheckpoint': 4000,  # 16 MB: a batch waits for a checkpoint a quarter as often as with SQLite's own 1000
}

_writing: set[asyncio.Task[Any]] = set()
on_write: list[Callable[[Unavailable | None], None]] = []  # who hears whether it could be written


def tortoise_config(url: str | None = None) -> dict[str, Any]:
    """Tortoise's settings for a database address (default: the one in force)."""
    url = url or read_config().database_url
    if is_sqlite(url) and '?' not in url:
        url += '?' + '&'.join(f'{name}={value}' for name, value in PRAGMAS.items())
    return {
        'connections': {'default': url},
        'apps': {'models': {'models': ['models'], 'migrations': 'models.migrations'}},
        'use_tz': True,
        'timezone': 'UTC',
    }


def is_sqlite(url: str) -> bool:
    return url.startswith('sqlite:')


def file_of(url: str) -> Path:
    """The database file of an SQLite address."""
    return Path(url.removeprefix('sqlite://').split('?')[0])


def __getattr__(name: str) -> Any:
    if name == 'TORTOISE':  # what the `tortoise` command asks for
        return tortoise_config()
    raise AttributeError(name)


def on_sqlite() -> bool:
    """Whether the open database is SQLite."""
    return get_connection('default').capabilities.dialect == 'sqlite'


async def connect(url: str | None = None) -> None:
    """Open the database for the whole process; refuses to run on settings that could lose a commit."""
    config = tortoise_config(url)
    await Tortoise.init(config=config, _enable_global_fallback=True)
    address = config['connections']['default']
    await check_durable(address)
    begin_with(file_of(address) if is_sqlite(address) else None)


async def check_durable(url: str) -> None:
    """Read back what makes a commit safe. Raises SystemExit when the database does not keep to it."""
    if is_sqlite(url):
        for name, wanted in PRAGMAS.items():
            _, rows = await get_connection('default').execute_query(f'PRAGMA {name}')
            found = next(iter(dict(rows[0]).values())) if rows else None
            if str(found) != str(wanted):
                raise SystemExit(
                    f'The database does not keep {name}={wanted} (it says {found}): is it on a local disk?'
                )
        return
    for name in ('fsync', 'synchronous_commit', 'full_page_writes'):
        _, rows = await get_connection('default').execute_query(f'SHOW {name}')
        if dict(rows[0])[name] != 'on':
            raise SystemExit(f'PostgreSQL must run with {name}=on')


async def disconnect() -> None:
    if _writing:
        await asyncio.gather(*_writing, return_exceptions=True)
    await Tortoise.close_connections()


async def write_tx(work: Callable[[], Awaitable[T]], then: Callable[[T], None] = lambda done: None) -> T:
    """Run `work` in one transaction, in a task of its own that a cancelled caller cannot stop half-way.

    `then` is told the result once it is on disk, whether or not the caller still waits for it.

    Cancelling a task while Tortoise opens an SQLite transaction would leave its lock taken for ever. Raises
    Unavailable when the database or its disk does not take it; nothing of it is written then.
    """

    async def run() -> T:
        try:
            done = await transaction(work)
        except Exception as error:
            trouble = trouble_of(error)
            _tell(trouble)
            if trouble:
                raise trouble from error
            raise
        _tell(None)
        then(done)
        return done

    task = asyncio.create_task(run())
    _writing.add(task)
    task.add_done_callback(_writing.discard)
    return await asyncio.shield(task)


def _tell(trouble: Unavailable | None) -> None:
    for hear in on_write:
        hear(trouble)


def is_writing() -> bool:
    """Whether somebody is at it."""
    return bool(_writing)


def savepoint() -> Any:
    """A part of the open transaction that can be undone alone: `async with db.savepoint(): …`."""
    return in_transaction()


@lru_cache(maxsize=10_000)  # the same phones, people and things again and again
def text_of(id: UUID) -> str:
    """An id as queries take it."""
    return str(id)


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    """The rows of a query, quickly; `?` marks a value on both databases, UUIDs are given as text."""
    [found] = await answers((sql, values))
    return [dict(row) for row in found]


async def answers(*queries: tuple[str, Sequence[Any]]) -> list[Sequence[Any]]:
    """The rows of several queries, asked all at once: the way to SQLite's thread and back is what takes the time."""
    connection = get_connection('default')
    if connection.capabilities.dialect != 'sqlite':
        return [(await connection.execute_query(_marked(sql), list(values)))[1] for sql, values in queries]
    async with connection.acquire_connection() as line:
        return await line._execute(_ask, line, queries)


def _ask(line: Connection, queries: Sequence[tuple[str, Sequence[Any]]]) -> list[Sequence[Any]]:
    return [line._conn.execute(sql, values).fetchall() for sql, values in queries]


async def run(sql: str, *values: Any) -> None:
    """A statement that gives no rows."""
    await answers((sql, values))


async def run_all(*work: tuple[str, Sequence[Sequence[Any]]]) -> None:
    """Statements, each with many rows of values, at once; only inside of a transaction."""
    connection = get_connection('default')
    if connection.capabilities.dialect == 'sqlite':
        async with connection.acquire_connection() as line:
            await line._execute(_run_all, line, work)
    else:
        for sql, found in work:
            await run_many(sql, found)


def _run_all(line: Connection, work: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> None:
    for sql, found in work:
        line._conn.executemany(sql, found)


async def run_many(sql: str, found: Sequence[Sequence[Any]]) -> None:
    """One statement for many rows of values."""
    if found:
        await get_connection('default').execute_many(_marked(sql), [list(row) for row in found])


async def fetch(model: type[M], where: str, *values: Any) -> list[M]:
    """The models of a query, quickly: building the text of one takes Tortoise longer than SQLite needs to answer it."""
    [found] = await answers((f'SELECT * FROM {model._meta.db_table} WHERE {where}', values))
    return made(model, found)


async def insert(table: str, columns: Sequence[str], found: list[list[Any]]) -> None:
    """Many rows at once, quickly; UUIDs and JSON are given as text."""
    await run_all((insertion(table, columns), found))


def insertion(table: str, columns: Sequence[str]) -> str:
    """The statement that puts a row into a table."""
    return f'INSERT INTO {table} ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})'


async def save(found: Sequence[Model], fields: Sequence[str]) -> None:
    """Write these fields of many rows of one table at once, quickly."""
    meta = found[0]._meta
    sets = ', '.join(f'{meta.fields_db_projection[name]} = ?' for name in fields)
    sql = f'UPDATE {meta.db_table} SET {sets} WHERE {meta.db_pk_column} = ?'
    written = [(name, meta.fields_map[name]) for name in (*fields, meta.pk_attr)]
    values = [[field.to_db_value(getattr(row, name), row) for name, field in written] for row in found]
    await get_connection('default').execute_many(_marked(sql), values)


async def insert_rows(model: type[Model], found: Sequence[dict[str, Any]]) -> None:
    """Many rows at once, without a model for each; UUIDs and JSON are given as text."""
    columns = blank(model)
    if found:
        await insert(model._meta.db_table, list(columns), [[*(columns | row).values()] for row in found])


def _marked(sql: str) -> str:
    if on_sqlite():
        return sql
    parts = sql.split('?')
    return ''.join(f'{part}${index}' for index, part in enumerate(parts[:-1], 1)) + parts[-1]
