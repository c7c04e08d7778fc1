"""Refused entries are kept too: a lost phone loses no evidence."""

from datetime import datetime
from uuid import UUID

from app.core.entries import Entry
from app.core.errors import Problem
from models import Refusal


async def keep_refused(entry: Entry, problem: Problem, by: UUID | None, now: datetime) -> Refusal:
    """Keep an entry that was refused, as it came, with its reason."""
    envelope = entry.envelope
    return await Refusal.create(
        record_id=entry.id,
        digest=entry.true_digest,
        device_id=envelope.device_id if envelope else None,
        seq=envelope.seq if envelope else None,
        kind=envelope.kind.replace('\0', '') if envelope else '',
        by_id=by,
        code=problem.code,
        facts={name: str(value) for name, value in problem.facts.items()},
        envelope=entry.text,
        received_at=now,
    )
