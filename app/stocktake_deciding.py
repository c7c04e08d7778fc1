"""What the office decides about lines: which of differing counts holds, why something differs, what to do."""

from collections.abc import Sequence
from typing import Any, get_args
from uuid import UUID

import orjson

from app.core import db
from app.core.errors import BadInput, Conflict, NotFound, Refused
from app.core.known import among
from app.core.records import Writing
from app.stocktake_counts import reckon
from app.stocktake_forms import ExplainForm, SettleForm
from app.stocktake_met import unknown
from models import Person, Stocktake, StocktakeLine, StocktakePlace

REASONS = get_args(ExplainForm.model_fields['reason'].annotation)
ACTIONS = get_args(ExplainForm.model_fields['action'].annotation)[1:]
# Reasons that the register itself gives, with the state of the thing that says so; nothing is then to be done.
KNOWN = {'lent': ('lent',), 'in_repair': ('repair',), 'written_off': ('retired', 'writeoff')}

# Rooms that somebody counted who answers for them; and for a thing that was counted in them.
OWN_ROOMS = (
    'SELECT DISTINCT place_id FROM stocktake_count WHERE stocktake_id = ? AND by_id = ? AND undone_at IS NULL '
    'AND NOT is_late AND '
)
OWN_THINGS = """
SELECT DISTINCT c.place_id FROM stocktake_line line
JOIN stocktake_count c ON c.stocktake_id = line.stocktake_id AND c.thing_id = line.thing_id
WHERE line.stocktake_id = ? AND line.custodian IN (?, ?) AND c.by_id = ? AND c.undone_at IS NULL AND NOT c.is_late
"""


async def settle(form: SettleForm, record: Writing) -> None:
    """Say which count holds. Raises BadInput where something is there but nobody says in which room."""
    line = await line_of(form.stocktake, form.thing)
    place = form.place or (UUID(str(line.place_id)) if line.place_id else None)
    if form.quantity and not place:
        raise BadInput('settle_place')
    said = {'place': str(place) if form.quantity else None, 'quantity': form.quantity, 'damaged': form.damaged}
    said |= {'by': str(record.by.id), 'note': form.note}
    sql = 'UPDATE stocktake_line SET settled = ? WHERE id = ?'
    await db.run(sql, orjson.dumps(said).decode(), str(line.id))
    await reckon(form.stocktake, form.thing)


async def line_of(stocktake: UUID, thing: UUID) -> StocktakeLine:
    found = await StocktakeLine.get_or_none(stocktake_id=stocktake, thing_id=thing)
    if not found:
        raise NotFound('unknown_line')
    return found


async def explain(form: ExplainForm) -> None:
    """Give lines their reason, and say what is done about them. Raises BadInput where that does not fit one of them."""
    ids = [str(id) for id in form.things]
    lines = await db.fetch(StocktakeLine, f'stocktake_id = ? AND {among("thing_id", ids)}', str(form.stocktake), *ids)
    if len(lines) < len(set(ids)):
        raise NotFound('unknown_line')
    for line in lines:
        if line.result in ('here', 'differs') or (form.action and form.action not in actions_for(line)):
            raise BadInput('action_unfit', thing=line.name)
        if form.claims and not owed(line):
            raise BadInput('action_unfit', thing=line.name)
    these = f'stocktake_id = ? AND {among("thing_id", ids)}'
    sql = f'UPDATE stocktake_line SET reason = ?, note = ?, action = ?, claims = ? WHERE {these}'
    await db.run(sql, form.reason, form.note, form.action, form.claims, str(form.stocktake), *ids)


def actions_for(line: StocktakeLine) -> tuple[str, ...]:
    """What can be done about a line, the usual first; what was written off before is only told."""
    if line.extra and line.state == 'retired':
        return ('leave',)
    match line.result:
        case 'misplaced' | 'no_place':
            return ('move', 'leave') if line.places == 1 else ('leave',)
        case 'quantity':
            return ('correct', 'leave')
        case 'not_seen':
            return ('loss', 'leave')
        case 'damaged':
            whole = line.damaged >= line.counted and line.counted >= line.quantity
            return ('writeoff', 'repair', 'leave') if whole else ('repair', 'leave')
    return ()


def owed(line: StocktakeLine) -> int:
    """How many pieces somebody may have to make good: those that are broken, else those that are missing."""
    if line.result not in ('not_seen', 'quantity', 'damaged'):
        return 0
    return line.damaged or max(0, line.quantity - line.counted)


def action_of(line: StocktakeLine) -> str:
    """What is done about a line: as somebody said, else the usual."""
    usual = actions_for(line)
    return line.action if line.action in usual else next(iter(usual), '')


async def reasons_known(stocktake: Stocktake) -> None:
    """Give a reason to what the register explains by itself: lent, in repair, written off or moved meanwhile."""
    own = str(stocktake.id)
    for reason, states in KNOWN.items():
        where = f'SELECT id FROM thing WHERE {among("state", states)}'
        sql = (
            "UPDATE stocktake_line SET reason = ?, action = 'leave' WHERE stocktake_id = ? AND reason = '' "
            f"AND result = 'not_seen' AND thing_id IN ({where})"
        )
        await db.run(sql, reason, own, *states)
    gone = KNOWN['written_off']
    sql = (
        "UPDATE stocktake_line SET reason = 'written_off', action = 'leave' WHERE stocktake_id = ? AND reason = '' "
        "AND result NOT IN ('here', 'differs') AND state != 'retired' "
        f'AND thing_id IN (SELECT id FROM thing WHERE {among("state", gone)})'
    )
    await db.run(sql, own, *gone)
    sql = """
    UPDATE stocktake_line SET reason = 'moved_on_record', action = 'leave'
    WHERE stocktake_id = ? AND reason = '' AND result IN ('misplaced', 'no_place') AND places = 1
      AND found_id = (SELECT inside_id FROM thing WHERE thing.id = stocktake_line.thing_id)
    """
    await db.run(sql, own)


async def rooms_to_countersign(id: UUID, *, by_thing: bool = True) -> list[StocktakePlace]:
    """Rooms that somebody counted who answers for them, and that nobody else has signed.

    `by_thing`: or who answers for a thing counted there; of a hundred thousand lines that takes a while.
    """
    own = str(id)
    rooms = await db.fetch(StocktakePlace, 'stocktake_id = ? AND countersigned_at IS NULL ORDER BY name, id', own)
    counted = await db.rows('SELECT DISTINCT by_id FROM stocktake_count WHERE stocktake_id = ?', own)
    ids = [str(row['by_id']) for row in counted if row['by_id']]
    found: set[str] = set()
    for person in await db.rows(f'SELECT id, name, display FROM person WHERE {among("id", ids)}', *ids) if ids else []:
        names = {person['name'], person['display']} - {''}
        theirs = [str(room.place_id) for room in rooms if room.custodian in names]
        asked = [(OWN_ROOMS + among('place_id', theirs), [own, str(person['id']), *theirs])] if theirs else []
        if by_thing:
            asked.append((OWN_THINGS, [own, person['name'], person['display'] or person['name'], str(person['id'])]))
        for answer in await db.answers(*asked) if asked else []:
            found |= {str(row['place_id']) for row in answer}
    return [room for room in rooms if str(room.place_id) in found]


async def countersign(stocktake: Stocktake, place: UUID, record: Writing) -> None:
    """Somebody who neither counted here nor answers for it has looked at the count. Raises Refused for the others."""
    room = await StocktakePlace.get_or_none(stocktake_id=stocktake.id, place_id=place)
    if not room:
        raise NotFound('unknown_place')
    sql = 'SELECT DISTINCT by_id FROM stocktake_count WHERE stocktake_id = ? AND place_id = ? AND undone_at IS NULL'
    counters = {str(row['by_id']) for row in await db.rows(sql, str(stocktake.id), str(place))}
    if str(record.by.id) in counters or await _answers_for(room, record.by.id):
        raise Refused('countersign_another')
    room.countersigned_by, room.countersigned_at = record.by.id, record.received_at  # type: ignore[assignment]
    await room.save(update_fields=['countersigned_by', 'countersigned_at'])


async def _answers_for(room: StocktakePlace, person: UUID | None) -> bool:
    """Whether somebody is the custodian of a room, or of a thing that the books have in it."""
    found = await Person.get_or_none(id=person) if person else None
    names = {found.name, found.display} - {''} if found else set()
    lines = StocktakeLine.filter(stocktake_id=room.stocktake_id, place_id=room.place_id, custodian__in=names)
    return room.custodian in names or bool(names and await lines.exists())


async def check_ready(stocktake: Stocktake, unsigned: Sequence[StocktakePlace] | None = None) -> None:
    """Raises Conflict while counts differ, a difference has no reason, or a room needs a second signature."""
    [row] = await db.rows(
        "SELECT SUM(CASE WHEN result = 'differs' THEN 1 ELSE 0 END) AS open, "
        "SUM(CASE WHEN result != 'here' AND result != 'differs' AND reason = '' THEN 1 ELSE 0 END) AS bare "
        'FROM stocktake_line WHERE stocktake_id = ?',
        str(stocktake.id),
    )
    if row['open']:
        raise Conflict('counts_open', count=int(row['open']))
    bare = int(row['bare'] or 0) + sum(not each.settled for each in await unknown(stocktake.id))
    if bare:
        raise Conflict('reasons_missing', count=bare)
    rooms = await rooms_to_countersign(stocktake.id) if unsigned is None else unsigned
    if rooms:
        raise Conflict('needs_countersign', rooms=_named(rooms))


def _named(rooms: Sequence[Any], most: int = 5) -> str:
    names = '、'.join(room.name for room in rooms[:most])
    return f'{names}…' if len(rooms) > most else names
