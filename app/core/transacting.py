"""One transaction after the other, each whole or not at all, whatever fails on the way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from tortoise.connection import get_connection
from tortoise.exceptions import TransactionManagementError
from tortoise.transactions import in_transaction

from app.core.errors import Unavailable
from app.core.trouble import AGAIN

T = TypeVar('T')

_turn = asyncio.Lock()
_file: tuple[Path, tuple[int, int]] | None = None  # of SQLite, as it was opened


def begin_with(file: Path | None) -> None:
    """A database was opened, in this file if it is SQLite's."""
    global _file, _turn
    _turn = asyncio.Lock()
    _file = (file, _identity(file)) if file else None


def _identity(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_dev, found.st_ino


def _check_in_place() -> None:
    """SQLite goes on writing into a file that was moved or deleted: whoever starts next would not find it."""
    if not _file:
        return
    try:
        in_place = _identity(_file[0]) == _file[1]
    except FileNotFoundError:
        in_place = False
    if not in_place:
        raise Unavailable('database_moved', seconds=AGAIN)


async def transaction(work: Callable[[], Awaitable[T]]) -> T:
    """Run `work` in a transaction; when this is back it is on disk, when it raises nothing of it is."""
    async with _turn:
        await _undo_half()
        try:
            return await _whole(work)
        except BaseException:
            with suppress(Exception):
                await _undo_half()
            raise


def _on_sqlite() -> bool:
    return get_connection('default').capabilities.dialect == 'sqlite'


async def _undo_half() -> None:
    """Undo what a failing disk did not let undo before: Tortoise would commit it with the next transaction."""
    line = getattr(get_connection('default'), '_connection', None)
    if _on_sqlite() and line and line.in_transaction:
        await line.rollback()


@asynccontextmanager
async def _begun() -> AsyncIterator[Any]:
    """A transaction; one that cannot even begin gives back what Tortoise took for it: its lock, its connection."""
    context: Any = in_transaction()
    if _on_sqlite():
        context.connection.begin = lambda: _begin(context.connection._connection)
    try:
        transaction = await context.__aenter__()
    except BaseException:
        with suppress(AttributeError):  # not even the connection was there
            await context.__aexit__(TransactionManagementError, None, None)
        raise
    try:
        yield transaction
    except BaseException as error:
        await context.__aexit__(type(error), error, error.__traceback__)
        raise
    await context.__aexit__(None, None, None)


async def _begin(line: Any) -> None:
    """Begin in one step. Tortoise commits first, which is another way to SQLite's thread and back for nothing here."""
    await line._execute(line._conn.execute, 'BEGIN')


async def _whole(work: Callable[[], Awaitable[T]]) -> T:
    async with _begun() as begun:
        if not _on_sqlite():
            # One number after the other: phones must never see number 8 committed before number 7.
            await get_connection('default').execute_query('SELECT pg_advisory_xact_lock(7461)')
        done = await work()
        _check_in_place()
        try:
            await begun.commit()
        except BaseException:
            with suppress(Exception):
                await begun.rollback()  # or the next one would commit what was never answered for
            raise
    return done
