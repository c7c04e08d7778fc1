"""Repairs: reporting what is broken and closing it when it is put right."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Checklist, Inspection, Repair, Thing

PHOTOS: list[str] = Field(default=[], max_length=12, title='repairs-photos', json_schema_extra={'widget': 'photos'})


class ReportForm(Form):
    what: str = Field(
        min_length=1, max_length=2000, title='repairs-report-what', json_schema_extra={'widget': 'textarea'}
    )
    urgency: Literal['low', 'normal', 'high'] = Field(
        default='normal', title='repairs-report-urgency', json_schema_extra={'widget': 'buttons'}
    )
    photos: list[str] = PHOTOS


@kind(plants=True)
async def report(thing: Thing, form: ReportForm, record: Writing) -> None:
    """Something is broken. A report on a thing that was written off is kept in its history, and somebody decides."""
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    await open_repair(thing, record, record.id, what=form.what, urgency=form.urgency, photos=form.photos)


class CloseForm(Form):
    repair: UUID = Field(title='repairs-close-repair', json_schema_extra={'widget': 'hidden'})
    outcome: Literal['fixed', 'replaced', 'not_needed'] = Field(
        default='fixed', title='repairs-close-outcome', json_schema_extra={'widget': 'buttons'}
    )
    note: str = Field(default='', max_length=2000, title='repairs-close-note', json_schema_extra={'widget': 'textarea'})
    photos: list[str] = PHOTOS


@kind
async def close(thing: Thing, form: CloseForm, record: Writing) -> None:
    """A repair is done. Two people closing it is no quarrel: both notes are in the log, the first one counts."""
    repair = await Repair.get_or_none(id=form.repair)
    if not repair or repair.thing_id != thing.id:
        raise NotFound('unknown_repair')
    if repair.closed_at:
        record.flags.append('already_closed')
        return
    repair.outcome, repair.note = form.outcome, form.note
    repair.closed_by, repair.closed_at, repair.cursor = record.by.id, record.received_at, record.number  # type: ignore[assignment]
    await repair.save()
    await record.change(thing)


async def open_repair(
    thing: Thing,
    record: Writing,
    id: UUID,
    *,
    what: str,
    urgency: str = 'normal',
    photos: list[str] | None = None,
    item: str = '',
    inspection_id: UUID | None = None,
    blocks_use: bool = False,
) -> Repair:
    """Open a repair; one that makes a thing dangerous takes it out of use until it is repaired and checked again."""
    repair = Repair(
        id=id, thing=thing, what=what, urgency=urgency, photos=photos or [], item=item, inspection_id=inspection_id,
        blocks_use=blocks_use, reported_by=record.by.id, reported_at=record.at, cursor=record.number,
    )  # fmt: skip
    record.plant(repair)
    if blocks_use and not thing.blocked_by:
        await record.change(thing, blocked_by=repair.id)
    else:
        await record.change(thing)
    return repair


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
    last = max(found, key=lambda repair: repair.closed_at, default=None)  # type: ignore[arg-type, return-value]
    if last and last.closed_by == record.by.id:
        record.flags.append('needs_second_person')
        return
    await record.change(thing, blocked_by=None)


async def blocking(thing: Thing) -> list[Repair]:
    """The repairs for whose sake a thing is out of use now, open and closed, the oldest first."""
    first = await Repair.get_or_none(id=thing.blocked_by) if thing.blocked_by else None
    if not first:
        return []
    since = first.reported_at
    return await Repair.filter(thing_id=thing.id, blocks_use=True, reported_at__gte=since).order_by('reported_at')


async def recheck_keys(found: list[Repair]) -> set[str]:
    """The checklists that found these dangers, as far as they are still in use."""
    ids = [repair.inspection_id for repair in found if repair.inspection_id]
    keys = set(await Inspection.filter(id__in=ids).values_list('checklist', flat=True))
    return set(await Checklist.filter(key__in=list(keys), is_current=True).values_list('key', flat=True))  # type: ignore[arg-type]


async def repair(id: UUID | str) -> Repair:
    """Raises NotFound."""
    found = await Repair.get_or_none(id=id).select_related('thing')
    if not found:
        raise NotFound('unknown_repair')
    return found


async def open_repairs(limit: int = 200) -> list[Repair]:
    """What is still broken, the most urgent and oldest first."""
    found = await Repair.filter(closed_at=None).select_related('thing').order_by('reported_at').limit(limit)
    order = {'high': 0, 'normal': 1, 'low': 2}
    return sorted(found, key=lambda repair: (not repair.blocks_use, order.get(repair.urgency, 1), repair.reported_at))


async def open_repairs_of(thing_id: UUID) -> list[Repair]:
    return await Repair.filter(thing_id=thing_id, closed_at=None).order_by('reported_at')


async def count_open() -> int:
    return await Repair.filter(closed_at=None).count()
