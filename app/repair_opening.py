"""Opening a repair: what it is about, whose it is, and how long it may take."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app import routing
from app.core.records import Writing
from app.repair_states import concern_id, step
from app.trades import trade_of
from models import Repair, RepairThing, Thing


async def open_repair(
    thing: Thing,
    record: Writing,
    id: UUID,
    *,
    what: str,
    urgency: str = 'normal',
    photos: list[str] | None = None,
    voice: str = '',
    item: str = '',
    inspection_id: UUID | None = None,
    blocks_use: bool = False,
    trade: str = '',
    source: str = 'staff',
    nature: str = 'fault',
    pieces: int | None = None,
    things: Sequence[UUID] = (),
    nth: int = 0,
    owner: UUID | None = None,
    finish_by: datetime | None = None,
) -> Repair:
    """Open a repair; one that makes a thing dangerous takes it out of use until it is repaired and checked again.

    It belongs to somebody from the first moment (首问责任制): to whom a rule gives it, else to the office. `nth` counts
    the repairs of one record. Work that was planned has its owner and its time already.
    """
    clock = await record.known.once(routing.clock)
    trade = trade or trade_of(thing.category)
    owner, given = (owner, True) if owner else await routing.owner_for(thing, trade, record)
    at = min(record.at, record.received_at)
    respond_by, usual = clock.ends('danger' if blocks_use else urgency, at)
    finish_by = max(finish_by, at) if finish_by else usual
    ref = f'{record.number}-{nth}' if nth else str(record.number)
    repair = Repair(
        id=id, thing=thing, ref=ref, what=what, nature=nature, source=source, trade=trade, urgency=urgency, item=item,
        inspection_id=inspection_id, photos=photos or [], voice=voice, blocks_use=blocks_use,
        reported_by=record.by.id, reported_at=at, owner_id=owner, respond_by=min(respond_by, finish_by),
        finish_by=finish_by,
    )  # fmt: skip
    record.plant(repair)
    step(repair, record, 'report', at=at, scanned=source == 'public')
    if given:
        repair.state = 'assigned'
        step(repair, record, 'route', at=at, to=owner)
    await _concerns(repair, thing, record, pieces, things)
    if blocks_use and not thing.blocked_by:
        await record.change(thing, blocked_by=repair.id)
    else:
        await record.change(thing)
    return repair


async def _concerns(repair: Repair, thing: Thing, record: Writing, pieces: int | None, more: Sequence[UUID]) -> None:
    wanted = [id for id in dict.fromkeys(more) if id != thing.id]
    found = [await record.known.thing(id) for id in wanted]
    known = [each for each in found if each and not each.is_retired]
    for each in [thing, *known]:
        own = pieces if each.id == thing.id else None
        record.plant(RepairThing(id=concern_id(repair.id, each.id), repair_id=repair.id, thing_id=each.id, pieces=own))
    for each in known:
        await record.change(each)
