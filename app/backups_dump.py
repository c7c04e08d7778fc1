"""The database as it stands at one moment, as a file of SQLite's, from whichever database it is in."""

import sqlite3
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from tortoise.models import Model

import models
from app.audit_books import opened
from app.core import db, migrating

AT_ONCE = 2_000


async def dump(url: str, target: Path) -> None:
    """Raises sqlite3.OperationalError when it cannot be written."""
    if db.is_sqlite(url):
        with closing(sqlite3.connect(db.file_of(url))) as source:
            source.execute('VACUUM INTO ?', (str(target),))
        return
    await migrating.bring_up_to_date(f'sqlite://{target}')
    async with opened(url) as books:
        with closing(sqlite3.connect(target)) as copy:
            for name in models.__all__:
                model: type[Model] = getattr(models, name)
                table, columns = model._meta.db_table, list(model._meta.fields_db_projection.values())
                shown = ', '.join(f'"{column}"' for column in columns)
                marks = ', '.join('?' * len(columns))
                found = await books.rows(f'SELECT {shown} FROM "{table}"')
                copy.executemany(
                    f'INSERT INTO "{table}" ({shown}) VALUES ({marks})',
                    [[_plain(row[column]) for column in columns] for row in found],
                )
            copy.commit()


def _plain(value: Any) -> Any:
    """A value as SQLite keeps it."""
    match value:
        case UUID() | Decimal():
            return str(value)
        case datetime():
            return value.isoformat(' ')
        case date():
            return value.isoformat()
        case bool():
            return int(value)
    return value
