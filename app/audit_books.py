"""Reading all that a school has written, at one moment, beside the server that goes on writing."""

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from typing import Any, Protocol

import asyncpg

from app.core import db

AT_ONCE = 2_000

Row = Mapping[str, Any]


class Books(Protocol):
    """A database as it stood when it was opened."""

    async def rows(self, sql: str, *values: Any) -> Sequence[Row]: ...


class _OfSqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    async def rows(self, sql: str, *values: Any) -> Sequence[Row]:
        return [dict(row) for row in self.connection.execute(sql, values)]


class _OfPostgres:
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def rows(self, sql: str, *values: Any) -> Sequence[Row]:
        parts = sql.split('?')
        marked = ''.join(f'{part}${index}' for index, part in enumerate(parts[:-1], 1)) + parts[-1]
        async with self.connection.transaction():  # what fails alone leaves the others their moment
            return [dict(row) for row in await self.connection.fetch(marked, *values)]


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Books]:
    """The database at an address; nothing is written and nobody has to wait."""
    if db.is_sqlite(url):
        with closing(sqlite3.connect(db.file_of(url), isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute('PRAGMA query_only = 1')
            connection.execute('BEGIN')
            yield _OfSqlite(connection)
        return
    line = await asyncpg.connect(url)
    try:
        async with line.transaction(isolation='repeatable_read', readonly=True):
            yield _OfPostgres(line)
    finally:
        await line.close()


async def each(books: Books, table: str, key: str, *, is_text: bool = False) -> AsyncIterator[Row]:
    """The rows of a table in the order of a column that has each value once; texts in that of their bytes."""
    last: list[Any] = []
    by = f'{key} COLLATE "C"' if is_text and isinstance(books, _OfPostgres) else key
    while True:
        where = f'WHERE {by} > ?' if last else ''
        found = await books.rows(f'SELECT * FROM {table} {where} ORDER BY {by} LIMIT {AT_ONCE}', *last)
        for row in found:
            yield row
        if len(found) < AT_ONCE:
            return
        last = [found[-1][key]]
