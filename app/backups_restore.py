"""Putting a backup back: on the machine itself, under a new epoch, so that phones send again what it lacks."""

import errno
import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from app import backups, backups_load, epochs
from app.backups import DATABASE, MANIFEST, PHOTOS, Manifest, Told
from app.backups_folder import SEALED
from app.backups_seal import is_sealed, unseal
from app.core import db
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import BadInput
from app.core.photos import folder


@dataclass(frozen=True)
class Restored:
    """What came of it: where the database that was there is kept, and how many photos the backup lacks."""

    aside: str
    manifest: Manifest
    photos: int
    missing: int


async def restore(file: Path, key_file: Path | None, told: Told) -> Restored:
    """Put a backup in the database's place. Raises BadInput when it is none, is not whole, or its key is wrong."""
    if not file.exists():
        raise BadInput('no_such_file', file=str(file))
    config = read_config()
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with backups.space(config.data) as scratch:
        told('unpack', 0, 1)
        packed = unseal(file, scratch / 'unsealed', key_file) if is_sealed(file) else file
        copy, said = unpack(packed, scratch, file)
        manifest = check_whole(copy, file, told)
        if said and (said['number'], said['head'], said['tables']) != (
            manifest['number'], manifest['head'], manifest['tables'],
        ):  # fmt: skip
            raise BadInput('not_a_backup', file=str(file))
        begin_anew(copy)
        photos, missing = _put_photos(packed, file.parent / PHOTOS, copy, scratch, key_file, told)
        if db.is_sqlite(config.database_url):
            aside = _put_database(copy, db.file_of(config.database_url))
        else:
            aside = await backups_load.load(copy, config.database_url)
        epochs.begin_anew()
    return Restored(aside, manifest, photos, missing)


def unpack(packed: Path, scratch: Path, file: Path) -> tuple[Path, Manifest]:
    """The database in a backup, and what it says of itself; a bare database says nothing.

    Raises BadInput, naming `file`, when the backup is not whole.
    """
    copy = scratch / DATABASE
    if not zipfile.is_zipfile(packed):
        shutil.copyfile(packed, copy)
        return copy, {}
    with _damage_passed_over(), zipfile.ZipFile(packed) as found:
        manifest: Manifest = json.loads(found.read(MANIFEST))
        with found.open(DATABASE) as source, copy.open('wb') as target:
            shutil.copyfileobj(source, target, 1 << 20)
        if backups.fingerprint(copy) == manifest['database']:
            return copy, manifest
    raise BadInput('not_a_backup', file=str(file))


@contextmanager
def _damage_passed_over() -> Iterator[None]:
    """Goes on after what a broken archive makes its readers say; a disk that is full is no such thing."""
    try:
        yield
    except Exception as error:  # zipfile and zlib have no common ancestor for it
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # which is a place outside of the archive
            raise


def check_whole(copy: Path, file: Path, told: Told) -> Manifest:
    """What the database in a backup holds. Raises BadInput when it is no whole database of ours."""
    try:
        with closing(sqlite3.connect(copy)) as found:
            columns = {row[1] for row in found.execute('PRAGMA table_info(record)')}
            ours = found.execute("SELECT count(*) FROM setting WHERE key = 'epoch'").fetchone()[0]
            linked = 'chain' in columns and not found.execute("SELECT 1 FROM record WHERE chain = ''").fetchone()
            whole = found.execute('PRAGMA integrity_check').fetchone()[0] == 'ok'
    except sqlite3.Error:
        raise BadInput('not_a_backup', file=str(file)) from None
    if not whole or not ours:
        raise BadInput('not_a_backup', file=str(file))
    return backups.look_through(copy, told) if linked else {'number': 0, 'head': '', 'tables': {}}


def begin_anew(copy: Path) -> None:
    """A new epoch, and nobody signed in: who was let in or out since is not known."""
    with closing(sqlite3.connect(copy)) as found, found:
        found.execute("UPDATE setting SET value = ? WHERE key = 'epoch'", (str(uuid4()),))
        found.execute('UPDATE session SET ended_at = ? WHERE ended_at IS NULL', (now().isoformat(' '),))


def _put_photos(
    packed: Path, beside: Path, copy: Path, scratch: Path, key_file: Path | None, told: Told
) -> tuple[int, int]:
    """Put the photos that are not here: from the backup, or from the folder beside it. How many, and how many lack."""
    wanted = [name for name in backups.stored_photos(copy) if not (folder() / name).is_file()]
    put = 0
    for done, name in enumerate(wanted, 1):
        found = _photo(packed, beside, name, scratch, key_file)
        path = folder() / name
        if found and hashlib.sha256(found).hexdigest() == path.stem:
            path.parent.mkdir(parents=True, exist_ok=True)
            (scratch / 'photo').write_bytes(found)
            backups.put_in_place(scratch / 'photo', path)
            put += 1
        told('photos', done, len(wanted))
    return put, len(wanted) - put


def _photo(packed: Path, beside: Path, name: str, scratch: Path, key_file: Path | None) -> bytes | None:
    if zipfile.is_zipfile(packed):
        with _damage_passed_over(), zipfile.ZipFile(packed) as found:
            return found.read(f'{PHOTOS}/{name}')
    if (beside / name).is_file():
        return (beside / name).read_bytes()
    sealed = beside / f'{name}{SEALED}'
    return unseal(sealed, scratch / 'unsealed-photo', key_file).read_bytes() if sealed.is_file() else None


def _put_database(copy: Path, file: Path) -> str:
    """Swap the file; what was there is kept beside it."""
    aside = ''
    if file.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:  # it may be why a backup is wanted
            connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        kept = file.with_name(f'{file.stem}-before-restore-{now():%Y%m%d-%H%M%S}.sqlite3')
        file.replace(kept)
        aside = str(kept)
    for rest in (f'{file}-wal', f'{file}-shm'):
        Path(rest).unlink(missing_ok=True)
    backups.put_in_place(copy, file)
    return aside
