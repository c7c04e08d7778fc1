"""Refusals: what the school could not take, kept until somebody has looked at it."""

from typing import Literal

import orjson
from pydantic import Field

from app.core.actors import Actor
from app.core.entries import enter
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Verdict, Writing, write_one
from models import Refusal


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


async def retry(refusal: Refusal, by: Actor) -> Verdict:
    """Write what was refused once more, as a record of whoever retries it. Raises the Problem if it still cannot be."""
    by.must('refusals.settle')
    envelope = orjson.loads(refusal.envelope)
    entry = enter(
        envelope.get('kind', ''),
        envelope.get('payload') or {},
        thing_id=envelope.get('thing_id'),
        tag=envelope.get('tag'),
    )
    verdict = await write_one(entry, by)
    await write_one(enter('refusals.settle', {'refusal': refusal.id, 'how': 'retried'}), by)
    return verdict


async def dismiss(refusal: Refusal, by: Actor) -> None:
    await write_one(enter('refusals.settle', {'refusal': refusal.id, 'how': 'dismissed'}), by)


async def open_refusals(limit: int = 100) -> list[Refusal]:
    return await Refusal.filter(settled_at=None).order_by('-id').limit(limit)


async def count_open() -> int:
    return await Refusal.filter(settled_at=None).count()
