"""What is not written into the log at once: refused entries, and those held until somebody knows whose label it was."""

from datetime import datetime
from uuid import UUID

from app.core.entries import Entry
from app.core.errors import Problem
from models import Record, Refusal, Tag


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


async def labelled_meanwhile() -> list[Record]:
    """The held records whose label leads to a thing by now, in the order in which they came."""
    waiting = await Record.filter(verdict='held', code='unknown_tag').order_by('number')
    codes = [held.tag for held in waiting]
    bound = await Tag.filter(code__in=codes, thing_id__not_isnull=True, retired_at=None).values_list('code', flat=True)
    return [held for held in waiting if held.tag in set(bound)]
