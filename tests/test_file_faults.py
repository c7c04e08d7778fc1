"""Each single call about a file fails once: a photo or a backup is there whole or not at all, and the next try goes well."""

import builtins
import errno
import hashlib
import io
import os
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from app import backups, backups_folder
from app.core import photos
from app.core.errors import Problem, Unavailable
from models import Photo
from tests.cast import School

pytestmark = pytest.mark.sqlite
CLEAN = 3  # passes without a fault that end the search
JPEG = b'\xff\xd8' + b'new pixels' * 500
SENT = b'as it was taken'
SHA = hashlib.sha256(SENT).hexdigest()


@contextmanager
def failing(at: int) -> Iterator[list[str]]:
    """The `at`-th call that opens a file for writing, syncs, renames or makes a folder fails; notes the calls."""
    calls: list[str] = []

    def counted(module: Any, name: str) -> Any:
        real = getattr(module, name)

        def call(*words: Any, **named: Any) -> Any:
            mode = named.get('mode') or (words[1] if len(words) > 1 else 'r')
            if name != 'open' or module is os or (isinstance(mode, str) and set(mode) & set('wxa')):
                calls.append(name)
                if len(calls) == at:
                    raise OSError(errno.EIO, 'Input/output error')
            return real(*words, **named)

        return patch.object(module, name, call)

    with counted(os, 'open'), counted(os, 'fsync'), counted(os, 'replace'), counted(os, 'mkdir'):  # noqa: SIM117
        with counted(builtins, 'open'), counted(io, 'open'):
            yield calls


async def take_in() -> bool:
    async def body() -> AsyncIterator[bytes]:
        yield SENT

    return await photos.receive(SHA, body(), None)


@pytest.fixture
def no_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    async def rewrite(data: bytes, sort: photos.Sort) -> tuple[dict[str, int], bytes]:
        return {'width': 4, 'height': 3}, JPEG

    monkeypatch.setattr(photos, '_rewrite', rewrite)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob('*') if path.is_file()]


async def test_whichever_call_fails_a_photo_is_there_whole_or_not_at_all(
    school: School, tmp_path: Path, no_pixels: None
) -> None:
    at, clean, failed = 0, 0, 0
    folder = tmp_path / 'photos'
    while clean < CLEAN:
        at += 1
        with failing(at):
            try:
                await take_in()
            except Unavailable:
                failed += 1
                assert not await Photo.exists(sha256=SHA), f'call {at} failed, and the photo counts as taken in'
            else:
                clean += 1
        for path in files(folder):
            assert path.read_bytes() == JPEG and path.suffix == '.jpg', f'call {at} left {path.name} behind'
        if not clean:
            assert await take_in(), 'the phone sends it again, and it is new'
        assert files(folder), 'it is there'
        await photos.forget(SHA)
        for path in [*files(folder), *(path for path in folder.rglob('*') if path.is_dir()), folder]:
            path.unlink(missing_ok=True) if path.is_file() else path.rmdir()
    assert failed >= 6


async def test_what_was_named_but_not_noted_by_its_folder_is_noted_when_it_comes_again(
    school: School, tmp_path: Path, no_pixels: None
) -> None:
    """The folder could not be synced: the file is there, and a power cut might still take its name away."""
    for _ in range(2):  # the first time its folders are made too
        with failing(0) as calls:
            await take_in()
        await photos.forget(SHA)
    last = len(calls)
    with failing(last) as calls, pytest.raises(Unavailable):
        await take_in()
    assert calls[-1] == 'fsync' and files(tmp_path / 'photos')
    with failing(0) as calls:
        await take_in()
    assert 'fsync' in calls


async def test_whichever_call_fails_only_whole_backups_count(school: School, tmp_path: Path) -> None:
    keeper = await school.sign_in('keeper')
    await keeper.write(keeper.remark(school.things['fan']))
    at, clean, failed = 0, 0, 0
    while clean < CLEAN:
        at += 1
        assert at < 300
        with failing(at):
            try:
                await backups_folder.keep_one(lambda step, done, top: None)
            except (Problem, OSError):
                failed += 1
            else:
                clean += 1
        look_at_backups()
        empty()
    assert failed >= 8


@pytest.mark.parametrize('most', [1, 4_096, 100_000, 400_000, 800_000])
async def test_a_disk_that_takes_no_more_leaves_no_half_backup(school: School, most: int) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        with suppress(Problem, OSError):
            await backups_folder.keep_one(lambda step, done, top: None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    look_at_backups()
    empty()
    assert await backups_folder.keep_one(lambda step, done, top: None)
    assert len(backups_folder.kept()) == 1


def look_at_backups() -> None:
    for each in backups_folder.kept():
        assert backups.fingerprint(each.file)['sha256'] == each.manifest['file']['sha256'], 'half a backup counts'


def empty() -> None:
    for path in files(backups_folder.folder()):
        path.unlink()


async def test_a_backup_that_nobody_noted_goes_after_a_day(school: School) -> None:
    where = backups_folder.folder()
    where.mkdir(parents=True)
    old, new = where / f'tagwalk-1{backups_folder.ENDING}', where / f'tagwalk-2{backups_folder.ENDING}'
    for file in (old, new):
        file.write_bytes(b'whole or not, who knows')
    os.utime(old, (1_700_000_000, 1_700_000_000))
    backups_folder.let_go(where)
    assert (old.exists(), new.exists()) == (False, True)
