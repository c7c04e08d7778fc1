"""After the approval: moving, correcting, writing off and mending what differs, each as a record of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson

from app import corrections, register, writeoffs
from app.core import db
from app.core.actors import Actor
from app.core.entries import enter
from app.core.errors import Conflict
from app.core.records import Writing, write
from app.repair_opening import open_repair
from app.stocktake_deciding import action_of, line_of
from models import Record, Repair, Stocktake, StocktakeLine, Thing, WriteOff

AT_ONCE = 200  # lines in one batch
DONE = ('closed', 'refused', 'merged')


async def apply(stocktake: Stocktake, thing: Thing, record: Writing) -> None:
    """Do what was approved for one thing. Raises Conflict where the register has gone on meanwhile."""
    line = await line_of(stocktake.id, thing.id)
    if line.applied_at:
        raise Conflict('already_applied', thing=thing.name)
    action = action_of(line)
    if action in ('move', 'correct', 'repair') and await WriteOff.exists(thing_id=thing.id, is_open=True):
        raise Conflict('writeoff_open', thing=thing.name)
    if thing.is_retired and action != 'leave':
        raise Conflict('retired', thing=thing.name)
    await _put_where_found(line, thing, action, record)
    match action:
        case 'correct':
            if thing.quantity != line.quantity:
                raise Conflict('changed_since', thing=thing.name)
            await register.change_facts(thing, {'quantity': line.counted}, record)
        case 'loss' | 'writeoff':
            note = ' · '.join(part for part in (stocktake.name, line.note) if part)
            await writeoffs.apply(
                thing, writeoffs.ApplyForm(reason='lost' if action == 'loss' else 'worn', note=note), record
            )
        case 'repair':
            what = ' · '.join(part for part in (stocktake.name, line.note) if part)
            pieces = line.damaged if line.quantity > 1 else None
            await open_repair(thing, record, record.id, what=what, source='stocktake', pieces=pieces)
    await _mark(line, record, {'record': str(record.id), 'action': action})


async def _put_where_found(line: StocktakeLine, thing: Thing, action: str, record: Writing) -> None:
    """A thing that was seen in one other room is put there on the books, also where more is to be done about it."""
    found = UUID(str(line.found_id)) if line.found_id else None
    wanted = action == 'move' or (action in ('writeoff', 'repair') and line.result == 'damaged')
    if wanted and found and line.places == 1 and found != line.place_id and found != thing.inside_id:
        await register.put_inside(thing, found, record)


async def revert(stocktake: Stocktake, thing: Thing, record: Writing) -> None:
    """Take back what the approval did to one thing. Raises Conflict where it has gone on from there."""
    line = await line_of(stocktake.id, thing.id)
    if not line.applied:
        raise Conflict('not_applied', thing=thing.name)
    before = await Record.get(id=line.applied['record'])
    match line.applied['action']:
        case 'loss' | 'writeoff':
            writeoff = await WriteOff.get(id=before.id)
            if writeoff.stage != 'applied':
                raise Conflict('writeoff_step', thing=thing.name)
            await writeoffs.give_up(writeoff, thing, record)
        case 'repair':
            repair = await Repair.get(id=before.id)
            if repair.state not in DONE and not repair.closed_at:
                raise Conflict('repair_runs', thing=thing.name, ref=repair.ref)
    await corrections.put_back(thing, before.number, record, ('inside_id', 'quantity'))
    await _mark(line, record, None)


async def _mark(line: StocktakeLine, record: Writing, applied: dict[str, Any] | None) -> None:
    at = record.received_at if applied else None
    sql = 'UPDATE stocktake_line SET applied_at = ?, applied = ? WHERE id = ?'
    await db.run(sql, at, orjson.dumps(applied).decode() if applied else None, str(line.id))


async def to_apply(stocktake: UUID) -> list[StocktakeLine]:
    """The lines about which something is to be done still."""
    where = "stocktake_id = ? AND result != 'here' AND applied_at IS NULL ORDER BY sort, id"
    lines = await db.fetch(StocktakeLine, where, str(stocktake))
    return [line for line in lines if action_of(line) not in ('', 'leave')]


async def done(stocktake: UUID) -> int:
    """How many lines something was done about."""
    return await StocktakeLine.filter(stocktake_id=stocktake, applied_at__not_isnull=True).count()


async def carry_out(stocktake: UUID, by: Actor, told: Callable[[int, int], None] = lambda done, all: None) -> int:
    """Do what was approved, a record for each thing; how many could not be done. What is done is not done again."""
    return await _write('apply', stocktake, await to_apply(stocktake), by, told)


async def take_all_back(stocktake: UUID, by: Actor, told: Callable[[int, int], None] = lambda done, all: None) -> int:
    """The way back, a record for each thing; how many could not be taken back."""
    where = 'stocktake_id = ? AND applied_at IS NOT NULL ORDER BY sort, id'
    return await _write('revert', stocktake, await db.fetch(StocktakeLine, where, str(stocktake)), by, told)


async def _write(
    verb: str, stocktake: UUID, lines: list[StocktakeLine], by: Actor, told: Callable[[int, int], None]
) -> int:
    payload = {'stocktake': str(stocktake)}
    entries = [enter(f'stocktakes.{verb}', payload, thing_id=line.thing_id) for line in lines]
    failed = 0
    for start in range(0, len(entries), AT_ONCE):
        verdicts = await write(entries[start : start + AT_ONCE], by)
        failed += sum(verdict.fate != 'accepted' for verdict in verdicts)
        told(min(start + AT_ONCE, len(entries)), len(entries))
    return failed
