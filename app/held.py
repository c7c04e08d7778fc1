"""What was held: somebody answers for it, or puts it aside."""

from uuid import UUID

from app.core import db
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.releasing import DROPPED, HELD, VOUCHED
from models import Record

NAMED = ('actor_unverified', 'device_unverified')  # in somebody's name who had not signed in on that phone
MOST = 200


class HeldForm(Form):
    record: UUID


@kind(releases=True)
async def vouch(form: HeldForm, record: Writing) -> None:
    """Somebody answers for a record that came in a name or from a phone that could not be checked: it is written."""
    held = await _held(form.record)
    if held.code not in NAMED:
        raise Conflict('still_waits')
    record.known.kept.setdefault(VOUCHED, set()).add(held.id)


@kind(releases=True)
async def drop(form: HeldForm, record: Writing) -> None:
    """A record that need not be waited for any more: it stays in the log and does nothing."""
    held = await _held(form.record)
    record.known.kept.setdefault(DROPPED, set()).add(held.id)


async def _held(id: UUID) -> Record:
    held = await Record.get_or_none(id=id)
    if not held or held.verdict != 'held':
        raise NotFound('not_held')
    return held


async def count_held() -> int:
    return int((await db.rows(f'SELECT COUNT(*) AS found FROM record WHERE {HELD}'))[0]['found'])


async def held() -> list[Record]:
    """All that waits, the latest first."""
    return await db.fetch(Record, f'{HELD} ORDER BY number DESC LIMIT {MOST}')
