"""Migrations: the tables as approved, and a guard that lets no migration lose a row, an index or a trigger."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.core import db, migrating
from app.core.migrating import Lossy, bring_up_to_date
from tests.cast import School

pytestmark = pytest.mark.sqlite

APPROVED = Path(__file__).parent / 'data' / 'schema.sql'
MIGRATIONS = sorted((Path(__file__).parent.parent / 'models' / 'migrations').glob('0*.py'))
NAMES = [(path.stem,) for path in MIGRATIONS]


def schema_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"
        )
        return ''.join(f'{sql};\n' for (sql,) in rows)


def ask(file: Path, sql: str) -> Any:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


async def test_the_tables_made_from_nothing_are_the_approved_ones(tmp_path: Path) -> None:
    """Approve a change: TAGWALK_DATA=/tmp/x python -m app migrate, then write this text into tests/data/schema.sql."""
    await bring_up_to_date()
    assert schema_of(tmp_path / 'tagwalk.sqlite3') == APPROVED.read_text()


async def test_a_new_database_is_as_all_the_migrations_one_after_the_other_make_it(tmp_path: Path) -> None:
    await bring_up_to_date()
    older = tmp_path / 'older.sqlite3'
    older.touch()  # a file that is there goes the way of the migrations, the first one too
    await bring_up_to_date(f'sqlite://{older}')

    def shape(file: Path) -> dict[str, Any]:
        names = [name for (name,) in ask(file, "SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: shape_of(file, name) for name in names if not name.startswith('sqlite_')}

    def shape_of(file: Path, table: str) -> dict[str, set[Any]]:
        columns = {column[1:] for column in ask(file, f'PRAGMA table_info("{table}")')}
        bonds = {bond[2:] for bond in ask(file, f'PRAGMA foreign_key_list("{table}")')}
        indexes = {
            (is_unique, is_partial, tuple(column for _, _, column in ask(file, f'PRAGMA index_info("{name}")')))
            for _, name, is_unique, _, is_partial in ask(file, f'PRAGMA index_list("{table}")')
        }
        return {'columns': columns, 'bonds': bonds, 'indexes': indexes}

    assert shape(tmp_path / 'tagwalk.sqlite3') == shape(older)
    assert ask(tmp_path / 'tagwalk.sqlite3', 'SELECT name FROM tortoise_migrations') == NAMES


def test_no_row_disappears_with_the_one_it_belongs_to() -> None:
    text = APPROVED.read_text()
    assert 'REFERENCES' in text
    assert 'CASCADE' not in text
    assert text.count('ON DELETE RESTRICT') == text.count('REFERENCES')


def test_the_log_keeps_to_one_row_an_id_a_number_and_a_sequence_number() -> None:
    record = next(table for table in APPROVED.read_text().split(';\n') if 'TABLE "record"' in table)
    assert '"id" CHAR(36) NOT NULL PRIMARY KEY' in record
    assert '"number" BIGINT NOT NULL UNIQUE' in record
    assert '("device_id", "seq")' in record


async def test_bringing_up_to_date_twice_changes_nothing_and_leaves_no_backup(tmp_path: Path) -> None:
    await bring_up_to_date()
    before = schema_of(tmp_path / 'tagwalk.sqlite3')
    await bring_up_to_date()
    assert schema_of(tmp_path / 'tagwalk.sqlite3') == before
    assert list(tmp_path.glob('*before*')) == []


# The guard


@pytest.fixture
def later(founded: tuple[Path, School], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A copy of the school, and a way to write its next migration."""
    file = tmp_path / 'tagwalk.sqlite3'
    shutil.copy(founded[0], file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute('CREATE UNIQUE INDEX own_index ON tag (thing_id) WHERE replaced_at IS NULL')
        connection.execute(
            "CREATE TRIGGER own_trigger BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
        connection.execute(
            "CREATE TRIGGER thing_trigger BEFORE DELETE ON thing BEGIN SELECT RAISE(ABORT, 'things stay'); END"
        )
        connection.commit()
    package = f'later_{tmp_path.name.replace("-", "_")}'
    folder = tmp_path / package
    folder.mkdir()
    (folder / '__init__.py').touch()
    for path in MIGRATIONS:
        shutil.copy(path, folder)
    monkeypatch.syspath_prepend(tmp_path)
    real = db.tortoise_config

    def config(url: str | None = None) -> dict[str, Any]:
        made = real(url)
        made['apps']['models']['migrations'] = package
        return made

    monkeypatch.setattr(db, 'tortoise_config', config)

    def write(operations: str) -> Path:
        (folder / '0999_later.py').write_text(
            'from tortoise import fields, migrations\n'
            'from tortoise.migrations import operations as ops\n\n\n'
            'class Migration(migrations.Migration):\n'
            f"    dependencies = [('models', '{MIGRATIONS[-1].stem}')]\n"
            f'    operations = [{operations}]\n'
        )
        return file

    yield write
    for name in [name for name in sys.modules if name.startswith(package)]:
        del sys.modules[name]


WIDER = "ops.AlterField(model_name='Thing', name='name', field=fields.CharField(max_length=400))"


def shape(file: Path) -> tuple[Any, dict[str, int]]:
    names = ask(file, "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    tables = [name for (name,) in ask(file, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts = {table: ask(file, f'SELECT count(*) FROM "{table}"')[0][0] for table in tables}
    counts.pop('tortoise_migrations')
    counts.pop('sqlite_sequence', None)
    return names, counts


async def test_a_widened_column_loses_no_row_no_index_and_no_trigger(later: Any, tmp_path: Path) -> None:
    file = later(WIDER)
    before = shape(file)
    assert before[1]['tag'] == 4
    await bring_up_to_date()
    assert shape(file) == before
    assert 'VARCHAR(400)' in schema_of(file)
    for sql in ("DELETE FROM record WHERE kind = 'register.add'", 'DELETE FROM thing'):
        with pytest.raises(sqlite3.IntegrityError):
            ask(file, sql)
    assert len(list(tmp_path.glob('*before*'))) == 1, 'the state before a change is kept'


async def test_an_index_that_a_migration_dropped_by_accident_is_made_again(later: Any) -> None:
    file = later("ops.RunSQL('DROP INDEX own_index', 'SELECT 1')")
    before = shape(file)
    await bring_up_to_date()
    assert shape(file) == before


LOSSY = {
    'rows are deleted': "ops.RunSQL('DELETE FROM tag', 'SELECT 1')",
    'a table is emptied that others point at': "ops.RunSQL('DROP TRIGGER thing_trigger; DELETE FROM thing', 'SELECT 1')",
    'a table is gone': "ops.RunSQL('DROP TABLE tag', 'SELECT 1')",
    'it fails half-way': f"{WIDER}, ops.RunSQL('DELETE FROM tag', 'SELECT 1'), ops.RunSQL('NONSENSE', 'SELECT 1')",
}


@pytest.mark.parametrize('what', LOSSY)
async def test_a_migration_that_would_lose_something_is_undone(later: Any, tmp_path: Path, what: str) -> None:
    file = later(LOSSY[what])
    before, schema = shape(file), schema_of(file)
    for _ in range(2):
        with pytest.raises(Exception) as caught:
            await bring_up_to_date()
        assert what == 'it fails half-way' or isinstance(caught.value, Lossy)
        assert (shape(file), schema_of(file)) == (before, schema)
        assert ask(file, 'SELECT name FROM tortoise_migrations') == NAMES
    assert list(tmp_path.glob('*before*')) == []


async def test_a_damaged_file_is_not_migrated(tmp_path: Path) -> None:
    (tmp_path / 'tagwalk.sqlite3').write_bytes(b'this is no database, but it is a file' * 100)
    with pytest.raises(sqlite3.DatabaseError):
        await bring_up_to_date()
    assert (tmp_path / 'tagwalk.sqlite3').read_bytes().startswith(b'this is no')


def test_rows_are_compared_table_by_table() -> None:
    look = migrating._Look({'a': 'x'}, {'thing': 3})
    assert look == migrating._Look({'a': 'x'}, {'thing': 3})
    assert look != migrating._Look({'a': 'x'}, {'thing': 2})


# Durability


async def test_a_database_that_would_lose_commits_is_not_used(tmp_path: Path) -> None:
    await bring_up_to_date()
    url = f'sqlite://{tmp_path}/tagwalk.sqlite3?journal_mode=wal&synchronous=1&foreign_keys=1'
    with pytest.raises(SystemExit, match='synchronous=2'):
        try:
            await db.connect(url)
        finally:
            await db.disconnect()


async def test_the_settings_that_keep_commits_are_in_force(school: School) -> None:
    found = {
        name: next(iter((await db.rows(f'PRAGMA {name}'))[0].values())) for name in ('journal_mode', 'synchronous')
    }
    assert found == {'journal_mode': 'wal', 'synchronous': 2}
