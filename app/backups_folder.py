"""The folder of backups: which there are, which are kept and for how long, and the photos beside them."""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app import backups
from app.audit_books import opened
from app.backups import Manifest, Told
from app.backups_seal import seal
from app.core.clock import now
from app.core.config import read_config
from app.core.photos import folder as photos_folder
from app.core.photos import name_of

ENDING = '.backup'
SEALED = '.age'
# The newest of each of the last 24 hours, 30 days and 12 months.
PERIODS: tuple[tuple[Callable[[datetime], str], int], ...] = (
    (lambda moment: f'{moment:%Y%m%d%H}', 24),
    (lambda moment: f'{moment:%Y%m%d}', 30),
    (lambda moment: f'{moment:%Y%m}', 12),
)
LATE = timedelta(hours=3)
STALE = 86_400  # seconds


@dataclass(frozen=True)
class Kept:
    """A backup that was looked through when it was made."""

    file: Path
    made_at: datetime
    manifest: Manifest


def folder() -> Path:
    return read_config().backups


def kept(where: Path | None = None) -> list[Kept]:
    """The backups that are there whole, as far as their size says; newest first."""
    found = []
    for note in sorted((where or folder()).glob(f'*{ENDING}.json'), reverse=True):
        file = note.with_suffix('')
        try:
            manifest = json.loads(note.read_text())
            if file.stat().st_size == manifest['file']['bytes']:
                found.append(Kept(file, datetime.fromisoformat(manifest['made_at']), manifest))
        except (OSError, ValueError, KeyError):
            continue
    return found


async def keep_one(told: Told) -> Manifest:
    """Make the next backup and let go of those that are no longer wanted. Raises BadInput as `backups.write` does."""
    where, key = folder(), read_config().backup_key
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = where / f'tagwalk-{now():%Y%m%d-%H%M%S}{ENDING}'
    manifest = await backups.write(target, told, photos=False, key=key)
    manifest['photos']['new'] = await _keep_photos(where / backups.PHOTOS, key, told)
    with backups.space(where) as scratch:
        note = scratch / 'note'
        note.write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
        backups.put_in_place(note, target.with_name(f'{target.name}.json'))
    let_go(where)
    return manifest


async def _keep_photos(where: Path, key: str, told: Told) -> int:
    """Copy the photos that are not there yet: none is ever changed. Gives back how many were new."""
    async with opened(read_config().database_url) as books:
        rows = await books.rows('SELECT DISTINCT stored, media FROM photo ORDER BY stored')
    names = [name_of(row['stored'], row['media']) for row in rows]
    new = 0
    for done, name in enumerate(names, 1):
        target = where / f'{name}{SEALED if key else ""}'
        source = photos_folder() / name
        if not target.exists() and source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with backups.space(where) as scratch:
                copy = seal(source, scratch / 'photo', key) if key else Path(shutil.copyfile(source, scratch / 'photo'))
                backups.put_in_place(copy, target)
            new += 1
        told('photos', done, len(names))
    return new


def let_go(where: Path) -> list[Path]:
    """Delete the backups that no hour, day or month wants any more."""
    there = kept(where)
    wanted = wanted_of(each.made_at for each in there)
    gone = [each.file for each in there if each.made_at not in wanted]
    for left in where.glob('.tagwalk-*'):  # of one that was killed
        if _is_stale(left):
            shutil.rmtree(left, ignore_errors=True)
    for left in where.glob(f'*{ENDING}'):  # of one that failed before it was noted
        if not left.with_name(f'{left.name}.json').exists() and _is_stale(left):
            left.unlink()
    for file in gone:
        file.with_name(f'{file.name}.json').unlink()
        file.unlink()
    return gone


def _is_stale(left: Path) -> bool:
    return now().timestamp() - left.stat().st_mtime > STALE


def wanted_of(moments: Iterable[datetime]) -> set[datetime]:
    """Which of these moments' backups are kept: the newest of each hour, day and month, so far back as promised."""
    newest_first = sorted(moments, reverse=True)
    wanted = set()
    for period, most in PERIODS:
        newest: dict[str, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment.astimezone(read_config().timezone)), moment)
        wanted |= set(list(newest.values())[:most])
    return wanted


def is_late(there: list[Kept], moment: datetime | None = None) -> bool:
    """Whether the newest backup is older than it should be."""
    return not there or (moment or now()) - there[0].made_at > LATE
