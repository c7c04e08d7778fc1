"""What keeps the database from writing that is nobody's record's fault: a full disk, a lost server, a lock."""

import errno
import sqlite3

import asyncpg
from tortoise.exceptions import BaseORMException

from app.core.errors import Unavailable

AGAIN = 10  # seconds after which to try again

OF_SQLITE = {
    sqlite3.SQLITE_FULL: 'disk_full',
    sqlite3.SQLITE_IOERR: 'disk_error',
    sqlite3.SQLITE_CORRUPT: 'disk_error',
    sqlite3.SQLITE_NOTADB: 'disk_error',
    sqlite3.SQLITE_READONLY: 'read_only',
    sqlite3.SQLITE_PERM: 'read_only',
    sqlite3.SQLITE_CANTOPEN: 'read_only',
    sqlite3.SQLITE_BUSY: 'database_busy',
    sqlite3.SQLITE_LOCKED: 'database_busy',
    sqlite3.SQLITE_PROTOCOL: 'database_busy',
    sqlite3.SQLITE_NOMEM: 'database_away',
}
# The first two characters of PostgreSQL's codes, or all five.
OF_POSTGRES = {
    '53100': 'disk_full', '53': 'database_away', '58': 'disk_error', 'XX': 'disk_error', '25006': 'read_only',
    '40': 'database_busy', '55': 'database_busy', '57': 'database_away', '08': 'database_away',
}  # fmt: skip
OF_FILES = {
    errno.ENOSPC: 'disk_full', errno.EDQUOT: 'disk_full', errno.EFBIG: 'disk_full', errno.EIO: 'disk_error',
    errno.EROFS: 'read_only', errno.EACCES: 'read_only', errno.EPERM: 'read_only',
}  # fmt: skip


def trouble_of(error: BaseException) -> Unavailable | None:
    """What an error says about the database or its disk; None when it is about what was asked of them."""
    seen: BaseException | None = error
    while seen:  # undoing what failed may fail in turn, and then says less
        if code := _code_of(seen):
            return Unavailable(code, seconds=AGAIN)
        seen = seen.__cause__ or seen.__context__
    return None


def raise_trouble(error: BaseException) -> None:
    """Whatever else an error did to the transaction, it is over: raises Unavailable when it is the disk's fault."""
    if trouble := trouble_of(error):
        raise trouble from error


def _code_of(error: BaseException) -> str:
    match error:
        case Unavailable():
            return error.code
        case BaseORMException():
            cause = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error.__cause__
            return _code_of(cause) if cause else ''
        case sqlite3.Error():
            return OF_SQLITE.get(getattr(error, 'sqlite_errorcode', 0) & 0xFF, '')
        case asyncpg.PostgresError():
            state = error.sqlstate or ''
            return OF_POSTGRES.get(state) or OF_POSTGRES.get(state[:2], '')
        case asyncpg.InterfaceError() | asyncpg.InternalClientError() | ConnectionError():
            return 'database_away'
        case OSError():
            return OF_FILES.get(error.errno or 0, '')
    return ''
