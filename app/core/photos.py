"""Photos: taken in by the hash of what was sent, kept as new pixels, served from one place."""

import asyncio
import hashlib
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from app.core import db
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import BadInput, NotFound, TooLarge, WrongType
from app.core.trouble import raise_trouble
from models import Photo

MAX_BYTES = 4_000_000
_decoding = asyncio.Semaphore(2)


def too_large() -> TooLarge:
    return TooLarge('photo_too_large', megabytes=MAX_BYTES // 1_000_000)


async def receive(sha256: str, body: AsyncIterator[bytes], by_id: UUID | None) -> bool:
    """Take in a photo. True when it is new, False when it was here already.

    Raises TooLarge past 4 MB, BadInput when the bytes are not what the hash says, WrongType when they are no picture.
    """
    if len(sha256) != 64 or not set(sha256) <= set('0123456789abcdef'):
        raise BadInput('bad_photo_name')
    if await Photo.exists(sha256=sha256):
        return False
    data = bytearray()
    async for chunk in body:
        data += chunk
        if len(data) > MAX_BYTES:
            raise too_large()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BadInput('photo_damaged')
    jpeg, width, height = await _rewrite(bytes(data))
    stored = hashlib.sha256(jpeg).hexdigest()
    try:
        await asyncio.to_thread(_keep, path_of(stored), jpeg)
    except OSError as error:
        raise_trouble(error)
        raise

    async def work() -> bool:
        _, created = await Photo.get_or_create(
            sha256=sha256,
            defaults={
                'stored': stored, 'width': width, 'height': height, 'size': len(jpeg), 'by_id': by_id,
                'received_at': now(),
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
        await asyncio.to_thread(path_of(photo.stored).unlink, missing_ok=True)


async def file_of(sha256: str) -> Path:
    """The JPEG of an uploaded photo. Raises NotFound."""
    photo = await Photo.get_or_none(sha256=sha256)
    if not photo:
        raise NotFound('unknown_photo')
    return path_of(photo.stored)


def path_of(stored: str) -> Path:
    return read_config().data / 'photos' / stored[:2] / f'{stored}.jpg'


async def _rewrite(data: bytes) -> tuple[bytes, int, int]:
    async with _decoding:
        process = await asyncio.create_subprocess_exec(
            sys.executable, '-m', 'app.core.picture',
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent.parent,
        )  # fmt: skip
        try:
            out, _ = await asyncio.wait_for(process.communicate(data), timeout=20)
        except TimeoutError:
            process.kill()
            raise WrongType('not_a_photo') from None
    if process.returncode:
        raise WrongType('not_a_photo')
    head, jpeg = out.split(b'\n', 1)
    size = json.loads(head)
    return jpeg, size['width'], size['height']


def _keep(path: Path, data: bytes) -> None:
    """Write a file so that it survives a power cut before anything speaks of it."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with NamedTemporaryFile(dir=path.parent, delete=False) as temporary:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
        os.replace(temporary.name, path)
    except OSError:
        Path(temporary.name).unlink(missing_ok=True)  # or a full disk stays full of halves
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
