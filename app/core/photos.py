"""Photos and voice notes: taken in by the hash of what was sent, kept written anew, served from one place."""

import asyncio
import hashlib
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from app.core import db
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import BadInput, NotFound, TooLarge, WrongType
from app.core.picture import small
from app.core.trouble import raise_trouble
from models import Photo

_decoding = asyncio.Semaphore(2)


@dataclass(frozen=True)
class Sort:
    """What may be handed in: what writes it anew, as what it is kept and served, and how much there may be."""

    name: str
    program: str
    media: str
    ending: str
    most: int  # bytes of an upload

    def too_large(self) -> TooLarge:
        if self is VOICE:
            return TooLarge('voice_too_large', kilobytes=self.most // 1000)
        return TooLarge('photo_too_large', megabytes=self.most // 1_000_000)

    def wrong(self) -> WrongType:
        return WrongType('not_a_voice' if self is VOICE else 'not_a_photo')


PICTURE = Sort('photo', 'app.core.picture', 'image/jpeg', 'jpg', 4_000_000)
VOICE = Sort('voice', 'app.core.sound', 'audio/mpeg', 'mp3', 600_000)
SORTS = {sort.media: sort for sort in (PICTURE, VOICE)}


async def receive(sha256: str, body: AsyncIterator[bytes], by_id: UUID | None, sort: Sort = PICTURE) -> bool:
    """Take in a photo or a voice note. True when it is new, False when it was here already.

    Raises TooLarge past 4 MB or 600 kB, BadInput when the bytes are not what the hash says, WrongType when they are no
    picture or no voice.
    """
    if len(sha256) != 64 or not set(sha256) <= set('0123456789abcdef'):
        raise BadInput('bad_photo_name')
    if await Photo.exists(sha256=sha256):
        return False
    data = bytearray()
    async for chunk in body:
        data += chunk
        if len(data) > sort.most:
            raise sort.too_large()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BadInput('photo_damaged')
    said, written = await _rewrite(bytes(data), sort)
    stored = hashlib.sha256(written).hexdigest()
    try:
        await asyncio.to_thread(_keep, path_of(stored, sort.media), written)
    except OSError as error:
        raise_trouble(error)
        raise

    async def work() -> bool:
        _, created = await Photo.get_or_create(
            sha256=sha256,
            defaults={
                'stored': stored, 'media': sort.media, 'width': said.get('width', 0), 'height': said.get('height', 0),
                'size': len(written), 'by_id': by_id, 'received_at': now(),
            },
        )  # fmt: skip
        return created

    return await db.write_tx(work)


async def forget(sha256: str) -> None:
    """Remove a photo that nothing speaks of; its file goes when no other upload became the same picture."""
    photo = await Photo.get_or_none(sha256=sha256)
    if not photo:
        return
    await db.write_tx(Photo.filter(sha256=sha256).delete)
    if not await Photo.exists(stored=photo.stored):
        await asyncio.to_thread(path_of(photo.stored, photo.media).unlink, missing_ok=True)


async def kept(sha256: str) -> tuple[Path, Sort]:
    """The file of an uploaded photo or voice note, and what it is. Raises NotFound."""
    photo = await Photo.get_or_none(sha256=sha256)
    if not photo:
        raise NotFound('unknown_photo')
    return path_of(photo.stored, photo.media), SORTS[photo.media]


async def thumbnail(path: Path) -> bytes:
    """One of our own pictures, small enough for a list."""
    async with _decoding:
        return await asyncio.to_thread(small, path)


async def file_of(sha256: str) -> Path:
    """Raises NotFound."""
    return (await kept(sha256))[0]


def path_of(stored: str, media: str = PICTURE.media) -> Path:
    return folder() / name_of(stored, media)


def folder() -> Path:
    return read_config().data / 'photos'


def name_of(stored: str, media: str = PICTURE.media) -> str:
    """Where a file lies among all of them, here and in a backup."""
    return f'{stored[:2]}/{stored}.{SORTS[media].ending}'


async def _rewrite(data: bytes, sort: Sort) -> tuple[dict[str, Any], bytes]:
    async with _decoding:
        process = await asyncio.create_subprocess_exec(
            sys.executable, '-m', sort.program,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent.parent,
        )  # fmt: skip
        try:
            out, _ = await asyncio.wait_for(process.communicate(data), timeout=20)
        except TimeoutError:
            process.kill()
            raise sort.wrong() from None
    if process.returncode:
        raise sort.wrong()
    head, written = out.split(b'\n', 1)
    return json.loads(head), written


def _keep(path: Path, data: bytes) -> None:
    """Write a file so that it survives a power cut before anything speaks of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write(path, data)
    folder = os.open(path.parent, os.O_RDONLY)  # also of what is there: who wrote it may not have come so far
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(path: Path, data: bytes) -> None:
    temporary = NamedTemporaryFile(dir=path.parent, delete=False)  # noqa: SIM115 (closed before it is renamed)
    try:
        with temporary:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
        os.replace(temporary.name, path)
    except OSError:
        Path(temporary.name).unlink(missing_ok=True)  # or a full disk stays full of halves
        raise
