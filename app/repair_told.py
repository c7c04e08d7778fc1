"""A repair as phones carry it and its page shows it: what is broken, where, whose, how soon, and what comes next."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from app import people, schedules, warranty
from app.core.actors import Actor
from app.core.kinds import KINDS
from app.dangers import is_settled_by_check
from app.repair_states import MOVES, OFFICE, root_of
from models import Repair, RepairThing, Thing

AT_ONCE = 500  # repairs whose things are asked for together


async def told(repairs: Sequence[Repair], caller: Actor | None = None) -> list[dict[str, Any]]:
    """Repairs as a phone keeps them; a class is told nobody's name."""
    named = not caller or caller.may('names.see')
    found: list[dict[str, Any]] = []
    for start in range(0, len(repairs), AT_ONCE):
        some = repairs[start : start + AT_ONCE]
        names = await people.names_of({id for each in some for id in (each.owner_id, each.reported_by) if id and named})
        about = await _about([each.id for each in some])
        for each in some:
            told = _told(each, about.get(str(each.id), []), names)
            found.append(told | {'needs_check': each.state == 'done' and await _needs_check(each)})
    return found


async def told_whole(repair: Repair, caller: Actor | None = None) -> dict[str, Any]:
    """One repair with what only its page asks for."""
    [found] = await told([repair], caller)
    into = await root_of(repair) if repair.into_id else None
    return found | {
        'into': {'id': str(into.id), 'ref': into.ref} if into else None,
        'clashes': repair.clashes,
        'serviced': await serviced(repair) if found['upkeep'] else None,
    }


def for_phone(caller: Actor | None) -> Q:
    """The repairs that a phone keeps: what is open, and what is done for whoever says that it is in order or not."""
    if not caller:
        return Q(closed_at=None)
    done = Q(settled_at=None) if caller.may(OFFICE) else Q(settled_at=None, reported_by=caller.id)
    return Q(closed_at=None) | done


def moves() -> dict[str, tuple[tuple[str, ...], str]]:
    """From which states each kind leads to which, for hiding what may not be done."""
    kinds = ((f'{feature}.{verb}', move) for verb, move in MOVES.items() for feature in ('repairs', 'dispatch'))
    return {kind: move for kind, move in kinds if kind in KINDS}


def warranty_of(thing: Thing, today: date) -> str:
    """Until when it is under warranty, as exact as it is known; nothing when that is over. A month ends with itself."""
    return thing.warranty if warranty.holds(thing, today) else ''


async def serviced(repair: Repair) -> str | None:
    """The day on which planned work on the thing was last done, before this repair."""
    done = Repair.filter(concerned__thing_id=repair.thing_id, nature='planned', closed_at__not_isnull=True)
    last = await done.exclude(id=repair.id).exclude(state__in=('refused', 'merged')).order_by('-closed_at').first()
    return str(schedules.day_of(last.closed_at)) if last and last.closed_at else None


async def _needs_check(repair: Repair) -> bool:
    return repair.blocks_use and await is_settled_by_check(repair)


async def _about(ids: list[UUID]) -> dict[str, list[tuple[Thing, int | None]]]:
    found: dict[str, list[tuple[Thing, int | None]]] = {}
    for row in await RepairThing.filter(repair_id__in=ids).select_related('thing'):
        found.setdefault(str(row.repair_id), []).append((row.thing, row.pieces))
    return found


def _told(repair: Repair, about: list[tuple[Thing, int | None]], names: dict[UUID, str]) -> dict[str, Any]:
    first = sorted(about, key=lambda each: (str(each[0].id) != str(repair.thing_id), each[0].sort))
    today = schedules.today()
    under = next(((each, until) for each, _ in first if (until := warranty_of(each, today))), None)
    return {
        'id': str(repair.id),
        'ref': repair.ref,
        'thing': str(repair.thing_id),
        'about': [str(each.id) for each, _ in first],
        'pieces': {str(each.id): pieces for each, pieces in first if pieces},
        'what': repair.what,
        'urgency': repair.urgency,
        'danger': repair.blocks_use,
        'nature': repair.nature,
        'trade': repair.trade,
        'photos': repair.photos,
        'voice': repair.voice,
        'at': repair.reported_at.isoformat(),
        'by': str(repair.reported_by) if repair.reported_by else None,
        'by_name': names.get(repair.reported_by, '') if repair.reported_by else '',
        'others': repair.others,
        'state': repair.state,
        'moved_at': (repair.moved_at or repair.reported_at).isoformat(),
        'cursor': repair.cursor,
        'owner': str(repair.owner_id) if repair.owner_id else None,
        'owner_name': names.get(repair.owner_id, '') if repair.owner_id else '',
        'respond_by': repair.respond_by.isoformat() if repair.respond_by else None,
        'finish_by': repair.finish_by.isoformat() if repair.finish_by else None,
        'responded': bool(repair.responded_at),
        'started_at': repair.started_at.isoformat() if repair.started_at else None,
        'closed_by': str(repair.closed_by) if repair.closed_by else None,
        'waits_for': repair.waits_for,
        'waits_until': str(repair.waits_until) if repair.waits_until else None,
        'warranty': {'until': under[1], 'supplier': under[0].supplier} if under else None,
        'upkeep': next((each.upkeep for each, _ in first if each.upkeep), None),
    }
