"""What may be lent, what stands in the way, and how much of it is there."""

from datetime import datetime, timedelta
from uuid import UUID

from app.core import db
from app.core.errors import Conflict
from app.core.records import Writing
from models import KitPart, Loan, Thing, WriteOff

TWICE = timedelta(minutes=10)  # the same person with the same thing, from two phones: one loan, not a quarrel

OUT = "SELECT COALESCE(SUM(quantity - back), 0) AS pieces FROM loan WHERE thing_id = ? AND state IN ('out', 'asked')"
BROKEN = (
    'SELECT COALESCE(SUM(part.pieces), 0) AS pieces FROM repair_thing part JOIN repair ON repair.id = part.repair_id '
    "WHERE part.thing_id = ? AND repair.source = 'return' AND repair.settled_at IS NULL"
)


def moment_of(record: Writing) -> datetime:
    """When it was done, by the phone's clock; never later than it arrived."""
    return min(record.at, record.received_at)


async def hindrance(thing: Thing, quantity: int) -> Conflict | None:
    """What stands in the way of lending this now."""
    if thing.is_retired:
        return Conflict('retired', thing=thing.name)
    if thing.state == 'writeoff' or await WriteOff.exists(thing_id=thing.id, is_open=True):
        return Conflict('writeoff_open', thing=thing.name)
    if thing.is_place or thing.blocked_by or thing.state == 'repair':
        return Conflict('not_lendable', thing=thing.name)
    if kit := await kit_out_with(thing):
        return Conflict('kit_out', thing=thing.name, kit=kit)
    there = await free_pieces(thing)
    if thing.state == 'lent' or not there:
        return Conflict('already_lent', thing=thing.name)
    return Conflict('too_few', thing=thing.name, free=there) if there < quantity else None


async def kit_out_with(thing: Thing) -> str:
    """The name of the kit that is out and took this along."""
    for part in await KitPart.filter(part_id=thing.id).select_related('kit') if thing.quantity == 1 else []:
        if await out_of(part.kit_id):
            return part.kit.name
    return ''


async def free_pieces(thing: Thing) -> int:
    """How many pieces are here and whole: what came back damaged waits for its repair."""
    return max(0, thing.quantity - await out_of(thing.id) - await broken_of(thing))


async def out_of(thing_id: UUID | str) -> int:
    return int((await db.rows(OUT, str(thing_id)))[0]['pieces'])


async def broken_of(thing: Thing) -> int:
    return int((await db.rows(BROKEN, str(thing.id)))[0]['pieces']) if thing.quantity > 1 else 0


async def loans_of(thing_id: UUID | str) -> list[Loan]:
    """The open loans of a thing, the first that is due first; only what has pieces can have several."""
    found = await Loan.filter(thing_id=thing_id, state='out').order_by('lent_at', 'id')
    return sorted(found, key=lambda loan: (loan.due_at is None, loan.due_at or loan.lent_at))


async def hold(thing: Thing, record: Writing) -> None:
    """A thing of which every piece is out counts as lent."""
    all_out = await out_of(thing.id) >= thing.quantity
    if all_out and thing.state != 'lent':
        await record.change(thing, state='lent')
    else:
        record.made(thing)
        await record.change(thing)


async def give_back(thing: Thing, was: str, record: Writing) -> None:
    """Pieces are here again; whatever became of the thing otherwise stays so."""
    if thing.state == 'lent':
        await record.change(thing, state=was if was not in ('', 'lent') else 'in_use')
    else:
        record.made(thing)
        await record.change(thing)
