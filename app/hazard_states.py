"""The states of a hazard, the steps between them, and how it follows the repair that puts it right."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.errors import Conflict, NotFound
from app.core.records import Writing
from models import Hazard, Repair, Thing

LEVELS = ('general', 'major')
STATES = ('open', 'fixed', 'passed', 'cancelled')
STEPS = (
    'report', 'plan', 'fix', 'fixed_too', 'repaired', 'opened_again', 'pass', 'return', 'cancel', 'pass_on',
)  # fmt: skip


async def hazard_of(thing: Thing, id: UUID) -> Hazard:
    """A hazard as it is spoken of at its thing. Raises NotFound."""
    found = await Hazard.get_or_none(id=id, thing_id=thing.id)
    if not found:
        raise NotFound('unknown_hazard')
    return found


def check(hazard: Hazard, *states: str) -> None:
    """Raises Conflict where somebody else was there before."""
    if hazard.state not in states:
        raise Conflict('hazard_moved', hazard=hazard.ref, state=hazard.state)


def moment_of(hazard: Hazard, record: Writing) -> datetime:
    """When a step was taken by the phone's clock; never later than now, nor before the step that it follows."""
    at = min(record.at, record.received_at)
    last = datetime.fromisoformat(hazard.steps[-1]['at']) if hazard.steps else at
    return max(at, last)


def step(hazard: Hazard, record: Writing, verb: str, *, note: str = '', **facts: Any) -> datetime:
    """Note that somebody took a step, after which the hazard is in the state that it has now."""
    at = moment_of(hazard, record)
    told = {name: str(fact) if not isinstance(fact, list) else fact for name, fact in facts.items() if fact}
    by = str(record.by.id) if record.by.id else ''
    row = {'verb': verb, 'state': hazard.state, 'by': by, 'at': at.isoformat(), 'note': note, **told}
    hazard.steps = [*hazard.steps, row]
    return at


def put_right(hazard: Hazard, at: datetime, by: UUID | None, done: str, photos: list[str]) -> None:
    hazard.state, hazard.fixed_at, hazard.fixed_by = 'fixed', at, by  # type: ignore[assignment]
    hazard.done, hazard.photos_after = done, photos


def pass_it(hazard: Hazard, record: Writing, opinion: str = '') -> None:
    hazard.state, hazard.opinion, hazard.checked_by = 'passed', opinion, record.by.id  # type: ignore[assignment]
    hazard.checked_at = hazard.settled_at = step(hazard, record, 'pass', note=opinion)


def give_back(hazard: Hazard) -> None:
    """It is open again; who put it right and when stays in its steps."""
    hazard.state = 'open'
    hazard.fixed_at = hazard.fixed_by = None  # type: ignore[assignment]
    hazard.done, hazard.photos_after = '', []


async def follow(repair: Repair, record: Writing, *, is_open: bool) -> None:
    """A hazard that a repair puts right goes on as its repair does.

    Done is put right. A confirmation by somebody else is the re-check of a general one; a major one waits for its own.
    """
    for hazard in await Hazard.filter(repair_id=repair.id, settled_at=None):
        before = hazard.state, hazard.repair_id
        if repair.state == 'merged':
            hazard.repair_id = repair.into_id
        elif is_open and hazard.state == 'fixed' and hazard.steps[-1]['verb'] == 'repaired':
            give_back(hazard)
            step(hazard, record, 'opened_again')
        elif repair.state in ('done', 'confirmed') and hazard.state == 'open' and repair.closed_at:
            put_right(hazard, repair.closed_at, repair.closed_by, repair.note, repair.photos_after or [])
            step(hazard, record, 'repaired', note=repair.note)
        if repair.state == 'confirmed' and hazard.state == 'fixed' and _counts(hazard, record):
            pass_it(hazard, record)
        if before != (hazard.state, hazard.repair_id):
            await hazard.save()


def _counts(hazard: Hazard, record: Writing) -> bool:
    """Whether a confirmed repair is a re-check too: said by somebody, who is somebody else, of a general hazard."""
    return hazard.level == 'general' and bool(record.by.id) and record.by.id != hazard.fixed_by
