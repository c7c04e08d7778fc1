"""Rescue: what a phone cannot send any more, as a sealed file that the administrator brings in."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import orjson
import pyrage
from pydantic import Base64Bytes, BaseModel, Field, ValidationError

from app import settings
from app.backups_seal import MARK
from app.core import photos
from app.core.actors import Actor
from app.core.entries import Entry
from app.core.errors import BadInput, Problem
from app.core.photos import PICTURE, VOICE
from app.core.records import Verdict, write

RIGHT = 'rescue.bring_in'
MOST_BYTES = 60_000_000
CARRIER = UUID('00000000-0000-8000-8000-726573637565')  # nobody: who hands in what others recorded
AT_ONCE = 50  # records, as a phone hands them in

Told = Callable[[int, int], None]


class KeptRecord(BaseModel):
    envelope: dict[str, Any]


class KeptPhoto(BaseModel):
    sha256: str = Field(max_length=64)
    mime: str = Field(default='', max_length=40)
    base64: Base64Bytes


class Rescued(BaseModel):
    """What stands in such a file (static/src/outbox-export.js writes it)."""

    format: Literal['tagwalk-outbox']
    version: Literal[1]
    records: list[KeptRecord] = Field(max_length=20_000)
    photos: list[KeptPhoto] = Field(default=[], max_length=5_000)


@dataclass
class BroughtIn:
    """What became of a file: each record with its verdict, and how many photos could not be taken in."""

    records: list[tuple[dict[str, Any], Verdict]]
    photos_lost: int


async def public_key() -> str:
    """What phones seal their files to (age, X25519). The other half never leaves the server but in backups."""
    return str(pyrage.x25519.Identity.from_str(await settings.setting('rescue_key')).to_public())


async def read(data: bytes) -> Rescued:
    """Raises BadInput for a file that was sealed for another server, or that no phone of ours has made."""
    key = pyrage.x25519.Identity.from_str(await settings.setting('rescue_key'))
    return await asyncio.to_thread(_read, data, key)


def _read(data: bytes, key: pyrage.x25519.Identity) -> Rescued:
    try:
        opened = pyrage.decrypt(data, [key]) if data.startswith(MARK) else data
    except pyrage.DecryptError:
        raise BadInput('rescue_not_ours') from None
    try:
        return Rescued.model_validate(orjson.loads(opened))
    except (orjson.JSONDecodeError, ValidationError):
        raise BadInput('not_a_rescue') from None


async def bring_in(rescued: Rescued, by: Actor, told: Told = lambda done, all: None) -> BroughtIn:
    """Write what is in a file as if its phone had handed it in: by whom, when and under which id is as recorded there.

    The administrator answers for the phone, which is not here, and for nothing else: anybody can make such a file. So
    it lends nobody a right, not even in the administrator's own name: whoever recorded something must have been signed
    in on that phone, one that was shut out stays so, and grave steps are refused.
    """
    by.must(RIGHT)
    lost = 0
    for photo in rescued.photos:
        lost += not await _take_in(photo, by)
    carrier = Actor(CARRIER, '', (), by.language)
    envelopes = [each.envelope for each in rescued.records]
    verdicts: list[Verdict] = []
    while len(verdicts) < len(envelopes):
        some = envelopes[len(verdicts) : len(verdicts) + AT_ONCE]
        verdicts += await write([Entry(envelope) for envelope in some], carrier)
        told(len(verdicts), len(envelopes))
    return BroughtIn(list(zip(envelopes, verdicts, strict=True)), lost)


async def _take_in(photo: KeptPhoto, by: Actor) -> bool:
    """A damaged one does not hold up the records."""

    async def body() -> AsyncIterator[bytes]:
        yield photo.base64

    try:
        await photos.receive(photo.sha256, body(), by.id, VOICE if photo.mime.startswith('audio/') else PICTURE)
    except BadInput:
        return False
    except Problem as problem:
        if problem.status >= 500:
            raise
        return False
    return True
