"""Writing what was held, once what it waited for is there; a record of its own says so, since no row speaks twice."""

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from app.core import db
from app.core.chain import RELEASE
from app.core.checks import actor, read_form, thing_of
from app.core.entries import Entry, enter
from app.core.errors import Conflict, Problem
from app.core.kinds import KINDS
from app.core.trouble import raise_trouble
from app.core.writing import Writing
from models import Record, Refusal, Session, Tag

if TYPE_CHECKING:
    from app.core.judging import Batch

logger = logging.getLogger('tagwalk.records')

# The same twice, since an index stands for what was not simply accepted.
HELD = "verdict != 'accepted' AND verdict = 'held'"
VOUCHED, DROPPED = 'vouched', 'dropped'  # what a person decides about held records, for the length of a batch


async def release(batch: 'Batch') -> None:
    """Write what was held and need not be any more; what is written may be what others waited for."""
    while free := await free_now(batch.known.kept.get(VOUCHED, set()) | batch.known.kept.get(DROPPED, set())):
        for held in free:
            was = {'code': held.code, 'flags': list(held.flags)}
            batch.number += 1
            await _write(batch, held, dropped=held.id in batch.known.kept.get(DROPPED, ()))
            now = {'verdict': held.verdict, 'code': held.code, 'flags': held.flags, 'thing': _text(held.thing_id)}
            entry = enter(RELEASE, {'record': str(held.id), 'was': was, 'now': now}, at=batch.now)
            note = Writing(entry.id, batch.number, batch.by, batch.now, batch.now, entry.envelope, [], batch.planting)  # type: ignore[arg-type]
            batch.keep(entry, note, None, 'accepted', '', {})
            for verdict in batch.verdicts:
                if verdict.id != str(held.id) or verdict.fate != 'held':
                    continue
                verdict.code, verdict.flags = held.code, held.flags
                if verdict.was:  # it was sent twice in this batch
                    verdict.was = held.verdict
                else:
                    verdict.verdict = held.verdict


async def free_now(decided: set[UUID]) -> list[Record]:
    """The held records that wait for nothing any more, in the order in which they came."""
    waiting = await db.fetch(Record, f'{HELD} ORDER BY number')
    codes = [held.tag for held in waiting if held.code == 'unknown_tag']
    bound = set(
        await Tag.filter(code__in=codes, thing_id__not_isnull=True, retired_at=None).values_list('code', flat=True)
        if codes
        else ()
    )
    return [held for held in waiting if held.id in decided or await _is_free(held, bound)]


async def is_named(person: UUID, device: UUID | None) -> bool:
    """Whether anything was held until this person signs in on this phone."""
    sql = f"SELECT 1 FROM record WHERE {HELD} AND code IN ('actor_unverified', 'device_unverified')"
    return bool(device and await db.rows(f'{sql} AND by_id = ? AND device_id = ? LIMIT 1', str(person), str(device)))


async def _is_free(held: Record, bound: set[Any]) -> bool:
    match held.code:
        case 'unknown_tag':
            return held.tag in bound
        case 'schema_newer':
            return held.kind in KINDS and held.kv <= KINDS[held.kind].version
        case 'waiting_for_dep':
            return await _have_come(orjson.loads(held.envelope)['deps'])
        case 'actor_unverified' | 'device_unverified':
            return await Session.filter(person_id=held.by_id, device_id=held.device_id).exists()
    return False


async def _have_come(deps: list[str]) -> bool:
    for dep in deps:
        there = await Record.filter(id=dep).exclude(verdict='held').exists()
        if not there and not await Refusal.filter(record_id=dep).exists():
            return False
    return True


async def _write(batch: 'Batch', held: Record, *, dropped: bool) -> None:
    entry = Entry(orjson.loads(held.envelope))
    by = await actor(held.by_id)
    writing = Writing(held.id, batch.number, by, held.at, batch.now, entry.envelope, list(held.flags), batch.planting)
    rule = KINDS[held.kind]
    held.verdict, held.code = 'accepted', ''
    try:
        if dropped:
            raise Conflict('put_aside')
        thing = await thing_of(entry, rule, writing, batch.known)
        held.thing_id = thing.id if thing else None  # type: ignore[assignment]
        async with db.savepoint():
            await batch.call(rule, thing, read_form(rule, writing.envelope.payload), writing)
            await batch.planting.flush()
        batch.keep_changes(writing, held.number)
    except Exception as problem:
        raise_trouble(problem)
        if not isinstance(problem, Problem):
            logger.exception('record %s broke', held.id)
        batch.planting.drop()
        batch.known.forget_things()
        held.verdict, held.code = 'conflict', getattr(problem, 'code', 'broken')
    held.flags = writing.flags
    await held.save(update_fields=['verdict', 'code', 'thing_id', 'flags'])
    batch.kinds.add(held.kind)
    if held.thing_id:
        batch.touched.add(held.thing_id)


def _text(id: Any) -> str | None:
    return str(id) if id else None
