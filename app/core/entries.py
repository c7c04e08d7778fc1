"""Entries: what somebody hands in to become a record, and how it is known again."""

import hashlib
import re
import reprlib
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
import rfc8785
import uuid_utils
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic.dataclasses import dataclass

from app.core.canonical import digest_of
from app.core.clock import now
from app.core.errors import BadInput
from app.core.tagcode import read_code


def _on_the_calendar(moment: datetime) -> datetime:
    """The moment in UTC, so that moments of all zones sort in the database."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError('before the first or after the last day there is') from None


Sha256 = Annotated[str, StringConstraints(pattern=r'^[0-9a-f]{64}$')]
Moment = Annotated[AwareDatetime, AfterValidator(_on_the_calendar)]

PAYLOAD_BYTES = 64 * 1024
NUL = re.compile(r'(?<!\\)(?:\\\\)*\\u0000')  # in JSON: the one character that PostgreSQL's texts cannot hold


class PhotoNote(BaseModel):
    """A photo that goes with a record and may arrive before or after it."""

    model_config = ConfigDict(extra='forbid')

    sha256: Sha256
    bytes: int = Field(0, ge=0, le=8_000_000)
    w: int = Field(0, ge=0, le=20_000)
    h: int = Field(0, ge=0, le=20_000)
    mime: str = Field('', max_length=40)
    role: str = Field('', max_length=60)


@dataclass(slots=True, kw_only=True, config=ConfigDict(extra='forbid'))
class Envelope:
    """The fields of an entry as it is sent; all but the first eight may be left out.

    A dataclass with slots takes half the memory of a model: an import holds twenty thousand of them at once.
    """

    id: UUID
    device_id: UUID | None = None
    seq: int | None = Field(None, ge=1, le=2**53)
    kind: str = Field(max_length=60)
    kv: int = Field(1, ge=1, le=1_000_000)
    at: Moment
    payload: dict[str, Any]
    digest: Sha256
    tag: str | None = Field(None, max_length=400)
    thing_id: UUID | None = None
    how: Literal['scan', 'link', 'list', 'typed'] | None = None
    base: dict[str, Any] | None = None
    deps: list[UUID] = Field(default_factory=list, max_length=3)
    tz: str | None = Field(None, max_length=60)
    mono: float | None = None
    boot: str | None = Field(None, max_length=80)
    skew_ms: float | None = None
    skew_src: str | None = Field(None, max_length=40)
    actor_id: UUID | None = None
    login_id: str | None = Field(None, max_length=80)
    photos: list[PhotoNote] = Field(default_factory=list, max_length=12)
    supersedes: UUID | None = None
    prev: str | None = Field(None, max_length=64)


_ENVELOPE = TypeAdapter(Envelope)


class Entry:
    """An envelope with the canonical text it is known by. Raises BadInput when it cannot be read at all."""

    __slots__ = ('code', 'digest', 'envelope', 'id', 'problem', 'text', 'true_digest')

    def __init__(self, raw: dict[str, Any]) -> None:
        self.problem: BadInput | None = None
        self.envelope: Envelope | None = None
        sealed = raw.copy()
        sealed.pop('digest', None)
        try:
            self.true_digest = digest_of(sealed)
            self.text = orjson.dumps(raw).decode()
            self.envelope = _ENVELOPE.validate_python(raw)
        except ValidationError as error:
            first = error.errors()[0]
            field = '.'.join(str(part) for part in first['loc'])
            self.problem = BadInput('bad_envelope', field=field.replace('\0', '') or '?')
        except (rfc8785.CanonicalizationError, TypeError, ValueError, RecursionError):
            self.text = _as_far_as_readable(raw)
            self.true_digest = hashlib.sha256(self.text.encode(errors='replace')).hexdigest()
            self.problem = BadInput('bad_envelope', field='?')
        if self.envelope and self.envelope.digest != self.true_digest:
            self.problem = BadInput('bad_digest')
            self.true_digest = hashlib.sha256(self.text.encode()).hexdigest()  # the honest one may still come
        elif self.envelope and '\\u0000' in self.text and NUL.search(self.text):
            self.problem = BadInput('bad_envelope', field='?')
        elif len(self.text) > PAYLOAD_BYTES + 16_384:
            self.problem = BadInput('too_long_record')
        self.id = str(self.envelope.id) if self.envelope else _claimed_id(raw)
        self.digest = _stated(raw) or self.true_digest  # as the sender calls it, so that the answer can be matched
        self.code = read_code(self.envelope.tag) if self.envelope and self.envelope.tag else None


def _claimed_id(raw: dict[str, Any]) -> str:
    claimed = raw.get('id', '')
    return str(claimed)[:64].replace('\0', '') if isinstance(claimed, str | int) else ''


def _stated(raw: dict[str, Any]) -> str:
    stated = raw.get('digest')
    return stated if isinstance(stated, str) and len(stated) == 64 else ''


def _as_far_as_readable(raw: dict[str, Any]) -> str:
    try:
        return repr(raw)[:PAYLOAD_BYTES]
    except RecursionError:
        return reprlib.repr(raw)


def enter(
    kind: str,
    payload: dict[str, Any],
    *,
    thing_id: UUID | str | None = None,
    tag: str | None = None,
    id: UUID | str | None = None,
    at: datetime | None = None,
    how: str | None = None,
    base: dict[str, Any] | None = None,
    photos: list[dict[str, Any]] | None = None,
) -> Entry:
    """An entry made on the server itself, by a page or a command."""
    raw: dict[str, Any] = {
        'id': str(id or uuid_utils.uuid7()),
        'kind': kind,
        'kv': 1,
        'at': (at or now()).isoformat(),
        'payload': payload,
    }
    if thing_id:
        raw['thing_id'] = str(thing_id)
    if tag:
        raw['tag'] = tag
    if how:
        raw['how'] = how
    if base:
        raw['base'] = base
    if photos:
        raw['photos'] = photos
    raw['digest'] = digest_of(raw)
    return Entry(raw)
