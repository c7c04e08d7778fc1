"""Backups of PostgreSQL: out of it, into it, and over to SQLite; the check looks at either."""

import json
from pathlib import Path

import pytest

from app.core import db
from tests.house import House
from tests.test_postgres import database, typed

__all__ = ['database']


@pytest.mark.server
async def test_a_backup_goes_from_either_database_into_either(database: str, tmp_path: Path) -> None:
    there, here = tmp_path / 'postgres', tmp_path / 'sqlite'
    typed(database, there, 'demo')
    looked = json.loads(typed(database, there, 'check'))
    assert (looked['status'], looked['rebuilt']) == ('ok', True)
    first, second = tmp_path / 'first.backup', tmp_path / 'second.backup'
    typed(database, there, 'backup', str(first))
    typed('', here, 'restore', str(first))
    moved = json.loads(typed('', here, 'check'))
    assert moved == looked
    typed('', here, 'import', 'tests/data/register-clean.xlsx')
    grown = json.loads(typed('', here, 'check'))
    assert grown['status'] == 'ok'
    typed('', here, 'backup', str(second))
    assert 'before_restore_' in typed(database, there, 'restore', str(second))
    assert json.loads(typed(database, there, 'check')) == grown
    typed(database, there, 'import', 'tests/data/sample-register.xlsx')
    assert json.loads(typed(database, there, 'check'))['status'] == 'ok'
    assert json.loads(typed(database, there, 'drill', str(second)))['status'] == 'ok'


@pytest.mark.server
async def test_what_was_changed_behind_its_back_is_found_in_postgres_too(database: str, tmp_path: Path) -> None:
    await db.connect(database)
    try:
        await db.run("UPDATE thing SET name = '别的' WHERE name = '秋千'")
    finally:
        await db.disconnect()
    done = House(tmp_path / 'postgres').run('check', DATABASE_URL=database)
    assert done.returncode == 1
    assert '“别的”，按日志应为“秋千”' in done.stderr
