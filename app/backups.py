"""Backups: a copy of everything in one file, made beside the running server, looked through before it counts."""

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app import backups_dump
from app.backups_seal import seal
from app.core.chain import RELEASE, Walk, releases_in
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import BadInput
from app.core.photos import PICTURE, folder, name_of

DATABASE, MANIFEST, PHOTOS = 'database.sqlite3', 'manifest.json', 'photos'
PLAIN = ('.sqlite3', '.sqlite', '.db')  # a file that is called so is the database and nothing else

Told = Callable[[str, int, int], None]
Manifest = dict[str, Any]


@contextmanager
def space(beside: Path) -> Iterator[Path]:
    """A folder for what is not finished, on the disk where it will stay; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix='.tagwalk-', dir=beside) as folder:
        yield Path(folder)


async def write(target: Path, told: Told, *, photos: bool = True, key: str = '') -> Manifest:
    """Make a backup at `target`, sealed with a public key if one is given. Gives back what it says of itself.

    Raises BadInput when the file is there already, cannot be written, or what was copied is not whole.
    """
    if target.exists():
        raise BadInput('file_exists', file=str(target))
    if not target.parent.is_dir():
        raise BadInput('no_such_folder', file=str(target))
    try:
        with space(target.parent) as scratch:
            told('backup', 0, 1)
            copy = scratch / DATABASE
            await backups_dump.dump(read_config().database_url, copy)
            manifest = look_through(copy, told)
            done = copy if target.suffix in PLAIN else _pack(copy, manifest, scratch / 'packed', told, photos=photos)
            if key:
                done = seal(done, scratch / 'sealed', key)
            manifest |= {'sealed': bool(key), 'file': {'name': target.name, **fingerprint(done)}}
            put_in_place(done, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise BadInput('cannot_write', file=str(target), why=getattr(error, 'strerror', None) or str(error)) from None
    return manifest


def look_through(copy: Path, told: Told) -> Manifest:
    """What a copy of the database holds. Raises BadInput unless it is whole and its log follows to its head."""
    with closing(sqlite3.connect(copy)) as found:
        found.row_factory = sqlite3.Row
        damage = [row[0] for row in found.execute('PRAGMA integrity_check(3)')]
        dangling = found.execute('PRAGMA foreign_key_check').fetchone()
        walk = Walk(
            releases_in(row[0] for row in found.execute('SELECT envelope FROM record WHERE kind = ?', [RELEASE]))
        )
        for done, row in enumerate(found.execute('SELECT * FROM record ORDER BY number')):
            walk.take(row)
            if not done % 1000:
                told('chain', done, 0)
        if damage != ['ok'] or dangling or walk.broken:
            raise BadInput('backup_not_whole', found=damage[0], number=walk.broken[0] if walk.broken else 0)
        names = [
            row[0]
            for row in found.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
        ]
        tables = {name: found.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
        settings = dict(found.execute("SELECT key, value FROM setting WHERE key IN ('server_id', 'epoch')").fetchall())
        size = found.execute('SELECT count(*), COALESCE(sum(size), 0) FROM photo').fetchone()
    return {
        'format': 1, 'made_at': now().isoformat(), **settings, 'number': walk.number, 'head': walk.before,
        'tables': tables, 'photos': {'count': size[0], 'bytes': size[1]}, 'database': fingerprint(copy),
    }  # fmt: skip


def _pack(copy: Path, manifest: Manifest, packed: Path, told: Told, *, photos: bool) -> Path:
    with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED, compresslevel=3) as file:
        file.write(copy, DATABASE)
        names = stored_photos(copy) if photos else []
        for done, name in enumerate(names, 1):
            path = folder() / name
            if path.is_file():
                file.write(path, f'{PHOTOS}/{name}', zipfile.ZIP_STORED)
            told('photos', done, len(names))
        file.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    with zipfile.ZipFile(packed) as file:
        with file.open(DATABASE) as again:
            same = hashlib.file_digest(again, 'sha256').hexdigest() == manifest['database']['sha256']  # type: ignore[arg-type]
        if file.testzip() or not same:
            raise BadInput('backup_not_whole', found='zip', number=0)
    return packed


def stored_photos(copy: Path) -> list[str]:
    """The names of the files of all photos and voice notes that a copy of the database knows."""
    with closing(sqlite3.connect(copy)) as found:
        columns = {row[1] for row in found.execute('PRAGMA table_info(photo)')}
        media = 'media' if 'media' in columns else f"'{PICTURE.media}'"  # older ones hold photos only
        rows = found.execute(f'SELECT DISTINCT stored, {media} FROM photo ORDER BY stored').fetchall()
    return [name_of(*row) for row in rows]


def fingerprint(file: Path) -> dict[str, Any]:
    with file.open('rb') as opened:
        return {'sha256': hashlib.file_digest(opened, 'sha256').hexdigest(), 'bytes': file.stat().st_size}


def put_in_place(done: Path, target: Path) -> None:
    """Give a finished file its name, so that it survives a power cut whole or is not there at all."""
    with done.open('rb') as file:
        os.fsync(file.fileno())
    done.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
