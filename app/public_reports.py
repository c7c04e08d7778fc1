"""Taking in what strangers report: once for each address and fault, seldom enough, with one photo and one voice note.

Nothing is kept of the address itself: a record's id derives from it, the fault and a secret, so that the same address
is known again at the same fault and nowhere else.
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import ipaddress
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field

from app import public, settings, tags
from app.core import limiting, photos
from app.core.actors import stranger
from app.core.clock import now
from app.core.entries import enter
from app.core.errors import BadInput, Conflict, NotFound, Problem, TooOften
from app.core.records import write_one
from models import Photo, Record, Repair, Thing

KEY = 'public_key'
RECENT = timedelta(days=2)
BODY_BYTES = (photos.PICTURE.most + photos.VOICE.most) * 4 // 3 + 10_000  # both as base64, and words
Outcome = Literal['reported', 'added', 'counted']
_writing = asyncio.Lock()  # so that one address cannot be first twice


class Said(BaseModel):
    """What the public page sends: a few words, a photo or a voice note as base64, or only that they found it too."""

    model_config = ConfigDict(extra='forbid', str_strip_whitespace=True)

    what: str = Field(default='', max_length=500)
    photo: str = Field(default='', max_length=BODY_BYTES)
    voice: str = Field(default='', max_length=BODY_BYTES)
    other: bool = False
    me_too: bool = False


async def open_thing(code: str) -> Thing:
    """The thing of a label at which strangers may report. Raises NotFound, the same for every other label."""
    try:
        thing = await tags.thing_of(code)
    except Problem:
        raise NotFound('unknown_page') from None
    if not await public.takes_reports(thing):
        raise NotFound('unknown_page')
    return thing


async def take(thing: Thing, said: Said, address: str, language: str) -> Outcome:
    """Write down what a stranger says. `counted`: this address has said so before.

    Raises Problem, among them TooOften when there have been too many.
    """
    if not (said.what or said.photo or said.voice or said.me_too):
        raise BadInput('nothing_said')
    who = await _who(address)
    if await _counted(thing, said, who):
        return 'counted'
    _allow(address, thing)
    new: list[str] = []
    outcome: Outcome = 'counted'
    try:
        photo = await _file(said.photo, photos.PICTURE, new) if not said.me_too else ''
        voice = await _file(said.voice, photos.VOICE, new) if not said.me_too else ''
        async with _writing:
            outcome = await _write(thing, said, photo, voice, who, language)
    finally:
        if outcome == 'counted':
            for sha in new:
                await photos.forget(sha)
    return outcome


async def prepare() -> None:
    """The key by which an address is known again."""
    if not await settings.setting(KEY):
        await settings.put(KEY, settings.new_secret())
    await tidy()


async def tidy() -> None:
    """Remove what strangers sent shortly before the server stopped, and what no report came to speak of."""
    for photo in await Photo.filter(by_id=None, received_at__gte=now() - RECENT):
        spoken = Record.filter(received_at__gte=photo.received_at - RECENT)
        if not await spoken.filter(envelope__contains=photo.sha256).exists():
            await photos.forget(photo.sha256)


async def _write(thing: Thing, said: Said, photo: str, voice: str, who: str, language: str) -> Outcome:
    if await _counted(thing, said, who):
        return 'counted'
    known = await public.known_fault(thing, other=said.other)
    at = now()
    id = _again(known, who) if known else _first(thing, who, at)
    if said.me_too and not known:
        raise Conflict('public_mended')
    if said.me_too and known:
        entry = enter('public.me_too', {'repair': str(known.id)}, thing_id=thing.id, id=id, at=at, how='scan')
    else:
        payload = {'what': said.what, 'photos': [photo] if photo else [], 'voice': voice, 'other': said.other}
        entry = enter('public.report', payload, thing_id=thing.id, id=id, at=at, how='scan')
    await write_one(entry, stranger(language))
    return 'added' if known else 'reported'


async def _counted(thing: Thing, said: Said, who: str) -> bool:
    """Whether this address has reported what is known of a thing, or has joined in already."""
    known = await public.known_fault(thing, other=said.other)
    if not known:
        return False
    return known.id == _first(thing, who, known.reported_at) or await Record.exists(id=_again(known, who))


def _first(thing: Thing, who: str, at: datetime) -> UUID:
    return uuid5(thing.id, f'{who}:{at.astimezone(UTC).isoformat()}')


def _again(known: Repair, who: str) -> UUID:
    return uuid5(known.id, who)


async def _who(address: str) -> str:
    """An address as it is known again: nobody can go back from it without the key."""
    key = await settings.setting(KEY)
    return hmac.new(key.encode(), _network(address).encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """An address, or for IPv6 the network that one house has to itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address


def _allow(address: str, thing: Thing) -> None:
    limiting.allow(limiting.STRANGER_REPORTS, 'reports', _network(address))
    try:
        limiting.allow(limiting.THING_REPORTS, 'reports', str(thing.id))
        limiting.allow(limiting.SCHOOL_REPORTS, 'reports')
    except TooOften as full:
        raise TooOften('public_full', **full.facts) from None


async def _file(text: str, sort: photos.Sort, new: list[str]) -> str:
    """Take in a photo or a voice note and give back its hash, which is noted when it is new.

    Raises WrongType, TooLarge.
    """
    if not text:
        return ''
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise sort.wrong() from None
    if len(data) > sort.most:
        raise sort.too_large()
    sha = hashlib.sha256(data).hexdigest()
    if await photos.receive(sha, _pieces(data), None, sort):
        new.append(sha)
    return sha


async def _pieces(data: bytes) -> AsyncIterator[bytes]:
    yield data
