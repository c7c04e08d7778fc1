"""Stocktakes as phones get them: which are running, what the books say, what others have counted."""

from typing import Any
from uuid import UUID

from app.core import db
from app.core.actors import Actor
from app.core.chain import moment_of
from app.core.checks import is_theirs
from app.core.errors import NotFound
from app.core.known import Known
from app.stocktake_book import COUNT
from models import Stocktake, StocktakePlace

PAGE = 1_000  # counts in one answer
SEE = 'stocktakes.see'


async def for_phone(caller: Actor) -> list[dict[str, Any]]:
    """The running ones that somebody counts in."""
    found = await Stocktake.filter(state='counting').order_by('started_at') if caller.may(COUNT) else []
    shown = [await told(each, caller) for each in found]
    return [each for each in shown if each]


async def changes(since: int, until: int, caller: Actor) -> list[dict[str, Any]]:
    """What a phone hears of those that changed; nothing any more of one that has ended."""
    found = await Stocktake.filter(cursor__gt=since, cursor__lte=until) if caller.may(COUNT) else []
    return [{'type': 'stocktake', 'id': str(each.id), 'data': await told(each, caller)} for each in found]


async def told(found: Stocktake, caller: Actor) -> dict[str, Any] | None:
    """One stocktake as a phone gets it; nothing where it is not running or this person has no room in it."""
    if found.state != 'counting':
        return None
    rooms = await StocktakePlace.filter(stocktake_id=found.id).order_by('name', 'id')
    known = Known()
    rooms = [room for room in rooms if await is_theirs(caller, room.place_id, known)]
    if not rooms and caller.rooms:
        return None
    return {
        'id': str(found.id),
        'name': found.name,
        'at': (found.started_at or found.planned_at).isoformat(),
        'blind': found.blind,
        'round': found.round,
        'edition': found.edition,
        'places': [str(room.place_id) for room in rooms],
        'mine': [str(room.place_id) for room in rooms if str(caller.id) in room.people],
        'done': [str(room.place_id) for room in rooms if is_done(room, found.round)],
    }


def is_done(room: StocktakePlace, round: int) -> bool:
    """Whether somebody said that a room is finished in this round."""
    return any(each['round'] == round for each in room.finished)


async def book(id: UUID | str, caller: Actor) -> list[list[Any]]:
    """What the books say: thing, place and quantity; without the quantity where it is counted blind.

    In the second round only what is counted again.
    Raises NotFound for one that this person does not count in.
    """
    found = await _counted_by(id, caller)
    which = 'is_again' if found.round > 1 else 'NOT extra'
    sql = (
        f'SELECT thing_id, place_id, quantity FROM stocktake_line WHERE stocktake_id = ? AND {which} ORDER BY sort, id'
    )
    lines = await db.rows(sql, str(id))
    rooms = {UUID(place) for place in (await told(found, caller) or {}).get('places', [])} if caller.rooms else None
    return [
        [str(line['thing_id']), str(line['place_id']) if line['place_id'] else None]
        + ([] if found.blind else [line['quantity']])
        for line in lines
        if rooms is None or (line['place_id'] and UUID(str(line['place_id'])) in rooms)
    ]


async def counts(id: UUID | str, after: int, caller: Actor) -> dict[str, Any]:
    """What was counted or taken back after a number, the oldest first."""
    await _counted_by(id, caller)
    sql = """
    SELECT c.n, c.id, c.thing_id, c.code, c.place_id, c.quantity, c.damaged, c.at, c.undone_at, c.round,
           p.name, p.display
    FROM stocktake_count c LEFT JOIN person p ON p.id = c.by_id
    WHERE c.stocktake_id = ? AND c.n > ? AND NOT c.is_late ORDER BY c.n LIMIT ?
    """
    rows = await db.rows(sql, str(id), after, PAGE)
    own = {str(room) for room in caller.rooms}
    return {
        'counts': [
            {
                'n': row['n'],
                'id': str(row['id']),
                'thing': str(row['thing_id']) if row['thing_id'] else None,
                'code': row['code'],
                'place': str(row['place_id']),
                'quantity': row['quantity'],
                'condition': 'damaged' if row['damaged'] else 'good',
                'by': row['display'] or row['name'] or '',
                'at': moment_of(row['at']).isoformat(),
                'round': row['round'],
                'undone': bool(row['undone_at']),
            }
            for row in rows
            if not own or str(row['place_id']) in own
        ],
        'next': rows[-1]['n'] if rows else after,
    }


async def _counted_by(id: UUID | str, caller: Actor) -> Stocktake:
    try:
        found = await Stocktake.get_or_none(id=UUID(str(id)))
    except ValueError:
        found = None
    if not found or not (caller.may(SEE) or (caller.may(COUNT) and await told(found, caller))):
        raise NotFound('unknown_stocktake')
    return found
