"""A backup into PostgreSQL: into new tables, while those that were there are kept in a schema of their own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
from tortoise.fields import DatetimeField, Field, JSONField
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

import models
from app.core import migrating
from app.core.chain import moment_of
from app.core.clock import now

SEQUENCES = """
    SELECT setval(pg_get_serial_sequence('"{table}"', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM "{table}"), false)
"""


async def load(copy: Path, url: str) -> str:
    """Gives back the schema in which the tables that were there are kept; empty when there were none."""
    aside = f'before_restore_{now():%Y%m%d_%H%M%S}'
    line = await asyncpg.connect(url)
    try:
        schema = await line.fetchval('SELECT current_schema()')
        await line.execute(f'ALTER SCHEMA "{schema}" RENAME TO "{aside}"; CREATE SCHEMA "{schema}"')
        try:
            await migrating.bring_up_to_date(url)
            async with line.transaction():
                await _fill(line, copy)
        except BaseException:
            await line.execute(f'DROP SCHEMA "{schema}" CASCADE; ALTER SCHEMA "{aside}" RENAME TO "{schema}"')
            raise
    finally:
        await line.close()
    return aside


async def _fill(line: Any, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as source:
        source.row_factory = sqlite3.Row
        for model in _parents_first():
            table = model._meta.db_table
            fields = [
                (column, model._meta.fields_map[name]) for name, column in model._meta.fields_db_projection.items()
            ]
            columns = [column for column, _ in fields]
            rows = (
                tuple(_value(field, row[column]) for column, field in fields)
                for row in source.execute(f'SELECT * FROM "{table}"')
            )
            await line.execute(f'DELETE FROM "{table}"')  # what a migration puts in by itself is in the backup too
            await line.copy_records_to_table(table, records=rows, columns=columns)
            if model._meta.db_pk_column in model._meta.generated_db_fields:
                await line.execute(SEQUENCES.format(table=table))


def _parents_first() -> Iterator[type[Model]]:
    """All tables, each after those that it points at."""
    waiting = [getattr(models, name) for name in models.__all__]
    done: set[str] = set()
    while waiting:
        for model in waiting:
            fields = model._meta.fields_map.values()
            parents = {
                str(each.model_name).split('.')[-1] for each in fields if isinstance(each, ForeignKeyFieldInstance)
            }
            if parents - {model.__name__} <= done:
                yield model
                done.add(model.__name__)
                waiting.remove(model)
                break


def _value(field: Field[Any], kept: Any) -> Any:
    """A value as asyncpg takes it."""
    if kept is None or isinstance(field, JSONField):
        return kept
    if isinstance(field, DatetimeField):
        return moment_of(kept)
    return field.to_python_value(kept)
