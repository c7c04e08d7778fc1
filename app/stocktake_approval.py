"""After the approval: moving, correcting, writing off, mending and claiming what differs, each as its own record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson

from app import compensation, corrections, register, repair_states, stocktake_met, writeoffs
from app.compensation_opening import open_claim
from app.core import db
from app.core.actors import Actor
from app.core.entries import Entry, enter
from app.core.errors import Conflict, Problem
from app.core.records import Writing, write
from app.repair_opening import open_repair
from app.stocktake_deciding import action_of, line_of, owed
from models import Claim, Record, Repair, Stocktake, StocktakeCount, StocktakeLine, Thing, WriteOff

Told = Callable[[int, int], None]  # hears how many are done, of how many

AT_ONCE = 200  # lines in one batch
WHAT, MOST = 900, 12  # letters and photos in a repair or a claim
PAID = ('paid', 'worked')  # somebody has made it good
WAITS = ('reported', 'accepted', 'assigned')  # nobody has begun to mend it
CAUSES = {'lost': 'lost', 'used_up': 'wear'}  # of a claim, by the reason of the line; else the keeper finds out


async def apply(stocktake: Stocktake, thing: Thing, record: Writing) -> None:
    """Do what was approved for one thing. Raises Conflict where the register has gone on meanwhile.

    What has been written off since, or is about to be, stays as and where it is: its write-off says what becomes of it.
    """
    line = await line_of(stocktake.id, thing.id)
    if line.applied_at:
        raise Conflict('already_applied', thing=thing.name)
    action = action_of(line)
    done = {'record': str(record.id), 'action': action}
    if action != 'leave' and (thing.is_retired or await WriteOff.exists(thing_id=thing.id, is_open=True)):
        record.flags.append('written_off_since')
        action = 'leave'
        done |= {'action': action, 'left': 'written_off'}
    await _put_where_found(line, thing, action, record)
    match action:
        case 'correct':
            if thing.quantity != line.quantity:
                raise Conflict('changed_since', thing=thing.name)
            await register.change_facts(thing, {'quantity': line.counted}, record)
        case 'loss' | 'writeoff':
            note = _told(stocktake, line)
            await writeoffs.apply(
                thing, writeoffs.ApplyForm(reason='lost' if action == 'loss' else 'worn', note=note), record
            )
        case 'repair':
            what, photos = await _seen(stocktake, line)
            pieces = line.damaged if line.quantity > 1 else None
            await open_repair(thing, record, record.id, what=what, source='stocktake', pieces=pieces, photos=photos)
    if line.claims and (pieces := owed(line)):
        what, photos = await _seen(stocktake, line)
        claim = await open_claim(
            record, source='stocktake', source_id=record.id, thing=thing, what=what, photos=photos, pieces=pieces,
            cause=CAUSES.get(line.reason, ''), owner=UUID(str(line.place_id)) if line.place_id else None,
        )  # fmt: skip
        done['claim'] = str(claim.id)
    await _mark(line, record, done)


def _told(stocktake: Stocktake, line: StocktakeLine, *more: str) -> str:
    return ' · '.join(dict.fromkeys(part for part in (stocktake.name, line.note, *more) if part))


async def _seen(stocktake: Stocktake, line: StocktakeLine) -> tuple[str, list[str]]:
    """What was said of a line by the office and by those who counted it, and their photos."""
    counts = StocktakeCount.filter(stocktake_id=stocktake.id, thing_id=line.thing_id, undone_at=None, is_late=False)
    found = await counts.order_by('at', 'id')
    photos = dict.fromkeys(photo for count in found for photo in count.photos)
    return _told(stocktake, line, *(count.note for count in found))[:WHAT], [*photos][:MOST]


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
            if writeoff.stage == 'disposed':
                raise Conflict('disposed_already', thing=thing.name)
            if writeoff.is_open:
                await writeoffs.give_up(writeoff, thing, record)
        case 'repair':
            repair = await Repair.get(id=before.id)
            if repair.state in WAITS:
                repair.closed_at, repair.closed_by = repair_states.moment_of(repair, record), record.by.id  # type: ignore[assignment]
                await repair_states.settle(repair, record, 'refuse', stocktake.name, reason='other')
            elif not repair.closed_at and repair.state not in repair_states.SETTLED:
                raise Conflict('repair_runs', thing=thing.name, ref=repair.ref)
    if id := line.applied.get('claim'):
        claim = await Claim.get(id=id)
        if claim.state in PAID:
            raise Conflict('paid_already', thing=thing.name, claim=claim.ref)
        if claim.state in compensation.LIVE:
            await compensation.give_up(claim, thing, record, stocktake.name)
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
    return [line for line in lines if line.claims or action_of(line) not in ('', 'leave')]


async def done(stocktake: UUID) -> int:
    """How many lines something was done about, with what was put on the books."""
    lines = await StocktakeLine.filter(stocktake_id=stocktake, applied_at__not_isnull=True).count()
    return lines + await StocktakeCount.filter(stocktake_id=stocktake, entered_id__not_isnull=True).count()


async def left(stocktake: UUID) -> int:
    """How many things are still to be done."""
    return len(await to_apply(stocktake)) + len(await stocktake_met.to_enter(stocktake))


async def carry_out(stocktake: UUID, by: Actor, told: Told = lambda done, all: None) -> list[Problem]:
    """Do what was approved, a record for each thing; why what could not be done. What is done is not done again."""
    met = await stocktake_met.to_enter(stocktake)
    lines = await to_apply(stocktake)
    return await _write([*_about('apply', stocktake, lines), *_of_met('enter', stocktake, met)], by, told)


async def take_all_back(stocktake: UUID, by: Actor, told: Told = lambda done, all: None) -> list[Problem]:
    """The way back, a record for each thing; why what could not be taken back."""
    where = 'stocktake_id = ? AND applied_at IS NOT NULL ORDER BY sort, id'
    lines = await db.fetch(StocktakeLine, where, str(stocktake))
    met = await stocktake_met.entered(stocktake)
    return await _write([*_of_met('strike', stocktake, met), *_about('revert', stocktake, lines)], by, told)


def _about(verb: str, stocktake: UUID, lines: list[StocktakeLine]) -> list[Entry]:
    payload = {'stocktake': str(stocktake)}
    return [enter(f'stocktakes.{verb}', payload, thing_id=line.thing_id) for line in lines]


def _of_met(verb: str, stocktake: UUID, met: list[StocktakeCount]) -> list[Entry]:
    return [enter(f'stocktakes.{verb}', {'stocktake': str(stocktake), 'met': str(each.id)}) for each in met]


async def _write(entries: list[Entry], by: Actor, told: Told) -> list[Problem]:
    failed: list[Problem] = []
    for start in range(0, len(entries), AT_ONCE):
        verdicts = await write(entries[start : start + AT_ONCE], by)
        failed += [Conflict(each.code, **each.facts) for each in verdicts if each.fate != 'accepted']
        told(min(start + AT_ONCE, len(entries)), len(entries))
    return failed
