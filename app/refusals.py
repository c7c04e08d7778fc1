"""Refusals: what the school could not take, kept until somebody has looked at it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import orjson
from pydantic import Field

from app.core.actors import Actor
from app.core.entries import Entry, enter
from app.core.errors import Conflict, NotFound, Refused
from app.core.kinds import Form, kind
from app.core.records import Verdict, Writing, write_one
from models import Refusal

ACCOUNTS = ('people', 'phones')
SECRET = ('password',)  # hashes: not for everybody who looks after refusals


class SettleForm(Form):
    refusal: int
    how: Literal['retried', 'dismissed'] = 'dismissed'
    note: str = Field(default='', max_length=500)


@kind
async def settle(form: SettleForm, record: Writing) -> None:
    """Somebody has dealt with a refusal; it stays in the books."""
    refusal = await Refusal.get_or_none(id=form.refusal)
    if not refusal:
        raise NotFound('unknown_refusal')
    if refusal.settled_at:
        raise Conflict('settled_already')
    refusal.settled_at, refusal.settled_by = record.received_at, record.by.id
    await refusal.save(update_fields=['settled_at', 'settled_by'])


def may_retry(refusal: Refusal) -> bool:
    """Not what is about accounts: whoever asks for rights they lack shall not get them by an administrator's tap."""
    return refusal.kind.partition('.')[0] not in ACCOUNTS


async def retry(refusal: Refusal, by: Actor) -> Verdict:
    """Write what was refused once more, as a record of whoever retries it. Raises the Problem if it still cannot be."""
    by.must('refusals.settle')
    if not may_retry(refusal):
        raise Refused('not_allowed', action=refusal.kind.replace('.', '-'))
    verdict = await write_one(once_more(orjson.loads(refusal.envelope)), by)
    await write_one(enter('refusals.settle', {'refusal': refusal.id, 'how': 'retried'}), by)
    return verdict


def once_more(envelope: dict[str, Any], thing_id: UUID | None = None) -> Entry:
    """A new entry that says what an envelope said, of the same moment, with the same photos."""
    kept = {name: envelope[name] for name in ('tag', 'how', 'photos') if envelope.get(name)}
    at = datetime.fromisoformat(envelope['at']) if envelope.get('at') else None
    thing = envelope.get('thing_id') or thing_id
    return enter(envelope.get('kind', ''), envelope.get('payload') or {}, thing_id=thing, at=at, **kept)


async def dismiss(refusal: Refusal, by: Actor) -> None:
    await write_one(enter('refusals.settle', {'refusal': refusal.id, 'how': 'dismissed'}), by)


async def open_refusals(limit: int = 100) -> list[Refusal]:
    return await Refusal.filter(settled_at=None).order_by('-id').limit(limit)


async def count_open() -> int:
    return await Refusal.filter(settled_at=None).count()
