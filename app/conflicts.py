"""Records that clash with what the school knew already: kept in the log, for somebody to decide."""

from typing import Literal
from uuid import UUID

import orjson

from app.core import db
from app.core.actors import Actor
from app.core.entries import enter
from app.core.errors import Conflict, NotFound
from app.core.kinds import KINDS, Form, kind
from app.core.records import Verdict, Writing, write_one
from app.refusals import once_more
from models import Record, Resolution

MOST = 100
# The same twice, since an index stands for what was not simply accepted. What a person did at a desk was told at once.
OPEN = """
    verdict != 'accepted' AND verdict = 'conflict' AND code != 'put_aside' AND device_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM resolution WHERE resolution.id = record.id)
"""


class ResolveForm(Form):
    record: UUID
    how: Literal['again', 'left']


@kind
async def resolve(form: ResolveForm, record: Writing) -> None:
    """Somebody has decided about a clash: it was done again, or is left as it is."""
    clashed = await Record.get_or_none(id=form.record)
    if not clashed or clashed.verdict != 'conflict':
        raise NotFound('no_conflict')
    if await Resolution.exists(id=form.record):
        raise Conflict('settled_already')
    await Resolution.create(id=form.record, how=form.how, at=record.received_at, by_id=record.by.id)


async def open_conflicts() -> list[Record]:
    """Those that phones handed in and nobody has decided about, the latest first."""
    return await db.fetch(Record, f'{OPEN} ORDER BY number DESC LIMIT {MOST}')


async def count_open() -> int:
    return int((await db.rows(f'SELECT COUNT(*) AS found FROM record WHERE {OPEN}'))[0]['found'])


def may_again(record: Record, by: Actor) -> bool:
    """Whether somebody may do it now in their own name; what is grave is done where it is asked for."""
    rule = KINDS.get(record.kind)
    return bool(rule and not rule.grave and by.may(record.kind))


async def again(record: Record, by: Actor) -> Verdict:
    """Do it now, as a record of whoever decides. Raises the Problem when it still cannot be done."""
    verdict = await write_one(once_more(orjson.loads(record.envelope), record.thing_id), by)
    await _settle(record, 'again', by)
    return verdict


async def leave(record: Record, by: Actor) -> None:
    await _settle(record, 'left', by)


async def _settle(record: Record, how: str, by: Actor) -> None:
    await write_one(enter('conflicts.resolve', {'record': str(record.id), 'how': how}), by)
