"""Writing what was held, once what it waited for is there; a record of its own says so, since no row speaks twice."""

import logging
from typing import TYPE_CHECKING, Any

import orjson

from app.core import db
from app.core.chain import RELEASE
from app.core.checks import actor, read_form, thing_of
from app.core.entries import Entry, enter
from app.core.errors import Problem
from app.core.kinds import KINDS
from app.core.trouble import raise_trouble
from app.core.writing import Writing
from models import Record, Tag

if TYPE_CHECKING:
    from app.core.judging import Batch

logger = logging.getLogger('tagwalk.records')


async def release(batch: 'Batch') -> None:
    """Write what was held because nobody knew whose label it was, now that somebody does."""
    for held in await labelled_meanwhile():
        was = {'code': held.code, 'flags': list(held.flags)}
        batch.number += 1
        await _write(batch, held)
        now = {'verdict': held.verdict, 'code': held.code, 'flags': held.flags, 'thing': _text(held.thing_id)}
        entry = enter(RELEASE, {'record': str(held.id), 'was': was, 'now': now}, at=batch.now)
        note = Writing(entry.id, batch.number, batch.by, batch.now, batch.now, entry.envelope, [], batch.planting)  # type: ignore[arg-type]
        batch.keep(entry, note, None, 'accepted', '', {})


async def labelled_meanwhile() -> list[Record]:
    """The held records whose label leads to a thing by now, in the order in which they came."""
    waiting = await Record.filter(verdict='held', code='unknown_tag').order_by('number')
    codes = [held.tag for held in waiting]
    bound = await Tag.filter(code__in=codes, thing_id__not_isnull=True, retired_at=None).values_list('code', flat=True)
    return [held for held in waiting if held.tag in set(bound)]


async def _write(batch: 'Batch', held: Record) -> None:
    entry = Entry(orjson.loads(held.envelope))
    by = await actor(held.by_id)
    writing = Writing(held.id, batch.number, by, held.at, batch.now, entry.envelope, list(held.flags), batch.planting)
    rule = KINDS[held.kind]
    held.verdict, held.code = 'accepted', ''
    try:
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
