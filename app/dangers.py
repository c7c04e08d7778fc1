"""Dangers: what a repair keeps out of use, until it is repaired and checked again by somebody else."""

from uuid import UUID

from tortoise.expressions import Q

from app.core.records import Writing
from app.repair_states import settle
from models import Checklist, Inspection, Repair, Thing


async def put_back(thing: Thing, record: Writing, checklist: str) -> None:
    """Give a thing back to use after a clean check, if its repairs are closed and somebody else closed them.

    Whoever repaired may not be the one who says that it is safe again (DOMAIN 1.24, rule 6), and only the check that
    found the danger, where it is still in use, tells that the danger is gone.
    """
    if not thing.blocked_by:
        return
    await record.flush()
    found = await blocking(thing)
    if any(not repair.closed_at for repair in found):
        return
    keys = await recheck_keys(found)
    if keys and checklist not in keys:
        return
    if any(repair.closed_by == record.by.id for repair in found if repair.state != 'refused'):
        record.flags.append('needs_second_person')
        return
    await record.change(thing, blocked_by=None)
    await record.flush()
    for repair in found:
        if repair.state == 'done' and not await still_keeps(repair):
            await settle(repair, record, 'confirm')


async def blocking(thing: Thing) -> list[Repair]:
    """The repairs for whose sake a thing is out of use now, open and closed, the oldest first."""
    first = await Repair.get_or_none(id=thing.blocked_by) if thing.blocked_by else None
    if not first:
        return []
    since = Q(reported_at__gte=first.reported_at) | Q(id=first.id)
    found = Repair.filter(since, concerned__thing_id=thing.id, blocks_use=True).exclude(state='merged')
    return await found.order_by('reported_at')


async def recheck_keys(found: list[Repair]) -> set[str]:
    """The checklists that found these dangers, as far as they are still in use."""
    ids = [repair.inspection_id for repair in found if repair.inspection_id]
    keys = set(await Inspection.filter(id__in=ids).values_list('checklist', flat=True))
    return set(await Checklist.filter(key__in=list(keys), is_current=True).values_list('key', flat=True))  # type: ignore[arg-type]


async def still_keeps(repair: Repair) -> bool:
    """Whether anything is out of use for this repair's sake."""
    return bool(await _kept_by(repair))


async def is_settled_by_check(repair: Repair) -> bool:
    """Whether only a check can say that what this repair took out of use is safe."""
    for thing in await _kept_by(repair):
        if await recheck_keys(await blocking(thing)):
            return True
    return False


async def free(repair: Repair, record: Writing) -> None:
    """Give back what this repair took out of use, as far as nothing else keeps it."""
    for id in [thing.id for thing in await _kept_by(repair)]:
        thing = await record.known.thing(id)
        assert thing
        others = [each for each in await blocking(thing) if each.id != repair.id and not each.settled_at]
        next_id: UUID | None = others[0].id if others else None
        await record.change(thing, blocked_by=next_id)


async def block_again(repair: Repair, record: Writing) -> None:
    """Take out of use what this repair, or one that became part of it, had taken out of use before."""
    for id in dict.fromkeys(await _unsafe(repair)):
        thing = await record.known.thing(UUID(str(id)))
        if thing and not thing.blocked_by:
            await record.change(thing, blocked_by=repair.id)


async def _unsafe(repair: Repair) -> list[str]:
    parts = await Repair.filter(into_id=repair.id, blocks_use=True)
    own = [repair.thing_id] if repair.inspection_id or not parts else []
    return own + [id for part in parts for id in await _unsafe(part)]


async def _kept_by(repair: Repair) -> list[Thing]:
    return await Thing.filter(concerned__repair_id=repair.id, blocked_by__not_isnull=True)
