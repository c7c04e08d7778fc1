"""Putting a backup back, and making an empty installation look like a school."""

import os
import secrets
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

import uuid_utils

from app import people, register
from app.categories import guess_category, guess_place_kind
from app.core import db
from app.core.actors import the_server
from app.core.clock import now
from app.core.config import read_config
from app.core.entries import Entry, enter
from app.core.errors import BadInput
from app.core.records import write

DEMO = {
    '一（1）班教室': ('学生课桌椅', '触控一体机', '吊扇', '书柜'),
    '操场': ('组合滑梯', '秋千', '篮球架'),
    '食堂': ('消毒柜', '留样冰箱', '灭火器'),
    '体育器材室': ('跳箱', '体操垫', '灭火器'),
    '教学楼走廊': ('灭火器', '饮水机', '应急灯'),
}
DEMO_PEOPLE = {'keeper': 'property_keeper', 'caretaker': 'maintenance', 'teacher': 'staff', 'class61': 'class_monitor'}


def restore(backup: Path) -> Path | None:
    """Put a backup in the database's place and begin a new epoch, so that phones send again what it lacks.

    Returns where the database that was there is kept. Raises BadInput when the file is no whole Tagwalk database.
    """
    url = read_config().database_url
    if not db.is_sqlite(url):
        raise BadInput('backup_by_postgres')
    _check_whole(backup)
    file = db.file_of(url)
    fresh = file.with_suffix('.restoring')
    shutil.copyfile(backup, fresh)
    with closing(sqlite3.connect(fresh)) as connection, connection:
        connection.execute("UPDATE setting SET value = ? WHERE key = 'epoch'", (str(uuid4()),))
        connection.execute('UPDATE session SET ended_at = ? WHERE ended_at IS NULL', (now().isoformat(' '),))
    aside = None
    if file.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:  # it may be why a backup is wanted
            connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        aside = file.with_name(f'{file.stem}-before-restore-{now():%Y%m%d-%H%M%S}.sqlite3')
        file.replace(aside)
    for rest in (f'{file}-wal', f'{file}-shm'):
        Path(rest).unlink(missing_ok=True)
    os.replace(fresh, file)
    return aside


def _check_whole(backup: Path) -> None:
    if not backup.exists():
        raise BadInput('no_such_file', file=str(backup))
    try:
        with closing(sqlite3.connect(f'{backup.absolute().as_uri()}?mode=ro', uri=True)) as connection:
            whole = connection.execute('PRAGMA integrity_check').fetchone()[0] == 'ok'
            ours = connection.execute("SELECT count(*) FROM setting WHERE key = 'epoch'").fetchone()[0]
    except sqlite3.Error:
        raise BadInput('not_a_backup', file=str(backup)) from None
    if not whole or not ours:
        raise BadInput('not_a_backup', file=str(backup))


async def fill_demo() -> dict[str, str]:
    """A small school to try things on: places, things, and people with passwords made up now.

    Raises BadInput when the register holds something already. Somebody who has one of the names keeps the account.
    """
    if await register.has_things():
        raise BadInput('not_empty')
    wanted = {name: role for name, role in DEMO_PEOPLE.items() if not await people.is_taken(name)}
    entries: list[Entry] = []
    for place, names in DEMO.items():
        id = str(uuid_utils.uuid7())
        facts = {'name': place, 'kind': 'place', 'category': guess_place_kind(place)}
        entries.append(enter('register.add', facts, id=id))
        for name in names:
            facts = {'name': name, 'category': guess_category(name), 'inside': id}
            entries.append(enter('register.add', facts))
    await write(entries, the_server())
    passwords = {}
    for name, role in wanted.items():
        passwords[name] = '-'.join(secrets.token_hex(2) for _ in range(3))
        await people.add_person(name, passwords[name], [role], the_server())
    return passwords
