"""Closing a stocktake: whose phones still hold counts, and what comes afterwards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app import stocktake_counts
from app.core import db
from app.core.actors import Actor, the_server
from app.core.chain import moment_of
from app.core.entries import enter
from app.core.errors import Conflict, NotFound
from app.core.known import among
from app.core.records import Writing, write_one
from app.stocktake_forms import PlaceForm
from app.stocktake_phones import is_done
from models import Stocktake, StocktakeCount, StocktakeLine, StocktakePlace

PHONES = """
SELECT device.id, device.waiting, device.seq_high, device.seen_to, device.seen_at, person.id AS person_id,
       person.name, person.display, MAX(session.seen_at) AS used_at
FROM session JOIN device ON device.id = session.device_id JOIN person ON person.id = session.person_id
WHERE device.revoked_at IS NULL AND (device.waiting > 0 OR device.seq_high > device.seen_to) AND {people}
GROUP BY device.id, device.waiting, device.seq_high, device.seen_to, device.seen_at, person.id, person.name,
         person.display
ORDER BY used_at DESC
"""


# People with rooms to count of whom nothing has been heard: what their phones hold, nobody knows.
SILENT = """
SELECT person.id, person.name, person.display, MAX(session.seen_at) AS seen_at
FROM person LEFT JOIN session ON session.person_id = person.id
WHERE {people} GROUP BY person.id, person.name, person.display
HAVING MAX(session.seen_at) IS NULL OR MAX(session.seen_at) < ?
"""


@dataclass(frozen=True)
class Queue:
    """A phone of somebody who counts that said it has not sent everything, or of whose numbers some are missing.

    Without a phone: somebody who has a room to count and has not been heard of since the start.
    """

    device: UUID | None
    person: UUID
    name: str
    waiting: int
    seen_at: datetime | None

    def told(self) -> dict[str, Any]:
        """As the report keeps it."""
        seen = self.seen_at.isoformat() if self.seen_at else None
        return {'person': str(self.person), 'waiting': self.waiting, 'seen_at': seen}


async def open_queues(stocktake: UUID) -> list[Queue]:
    """The phones that still hold something, of those who counted or were to count; each phone once."""
    rows = await db.rows('SELECT DISTINCT by_id FROM stocktake_count WHERE stocktake_id = ?', str(stocktake))
    counted = {str(row['by_id']) for row in rows if row['by_id']}
    rooms = await db.fetch(StocktakePlace, 'stocktake_id = ?', str(stocktake))
    people = counted.union(*(room.people for room in rooms))
    if not people:
        return []
    found: dict[str, Queue] = {}
    for row in await db.rows(PHONES.format(people=among('person.id', people)), *people):
        waiting = max(row['waiting'] or 0, row['seq_high'] - row['seen_to'])
        seen = moment_of(row['seen_at']) if row['seen_at'] else None
        name = row['display'] or row['name']
        queue = Queue(UUID(str(row['id'])), UUID(str(row['person_id'])), name, waiting, seen)
        found.setdefault(str(row['id']), queue)
    expected = {person for room in await _undone(stocktake, rooms) for person in room.people} - counted
    return [*found.values(), *await _silent(stocktake, expected)]


async def open_rooms(stocktake: UUID) -> list[StocktakePlace]:
    """The rooms that nobody has said are done."""
    return await _undone(stocktake, await StocktakePlace.filter(stocktake_id=stocktake).order_by('name', 'id'))


async def _undone(stocktake: UUID, rooms: list[StocktakePlace]) -> list[StocktakePlace]:
    found = await Stocktake.get(id=stocktake)
    return [room for room in rooms if not is_done(room, found.round)]


async def _silent(stocktake: UUID, people: set[str]) -> list[Queue]:
    found = await Stocktake.get(id=stocktake)
    since = found.recount_at or found.started_at
    if not people or not since:
        return []
    rows = await db.rows(SILENT.format(people=among('person.id', people)), *people, since)
    return [
        Queue(
            None, UUID(str(row['id'])), row['display'] or row['name'], 0,
            moment_of(row['seen_at']) if row['seen_at'] else None,
        )
        for row in rows
    ]  # fmt: skip


async def close_now(stocktake: UUID, by: Actor, *, anyway: bool = False) -> None:
    """Close it. Raises Conflict while a phone has something unsent, unless it is closed without waiting for that."""
    queues = await open_queues(stocktake)
    if queues and not anyway:
        raise Conflict('queues_open', names='、'.join(dict.fromkeys(queue.name for queue in queues)))
    payload = {'stocktake': str(stocktake), 'not_waited': [queue.told() for queue in queues]}
    await write_one(enter('stocktakes.close', payload), by)


async def close_awaited() -> int:
    """Close what is to be closed as soon as no phone has anything unsent; how many that were."""
    closed = 0
    for each in await Stocktake.filter(state='counting', waits_at__not_isnull=True).order_by('waits_at'):
        if await open_queues(each.id):
            continue
        try:
            await close_now(each.id, the_server())
            closed += 1
        except Conflict:  # somebody closed it at this moment, or a phone has something again
            continue
    return closed


async def finish(form: PlaceForm, record: Writing) -> Stocktake | None:
    """Note that somebody is done with a room; nothing where that comes after the closing."""
    found = await Stocktake.get_or_none(id=form.stocktake)
    place = await record.known.thing(form.place)
    if not found or not place or not place.is_place:
        raise NotFound('unknown_stocktake' if not found else 'unknown_place')
    if found.state != 'counting':
        record.flags.append('stocktake_closed')
        return None
    room = await StocktakePlace.get_or_none(stocktake_id=found.id, place_id=place.id)
    if not room:
        await stocktake_counts.add_room(found.id, place, record)
        room = await StocktakePlace.get(stocktake_id=found.id, place_id=place.id)
    at = min(record.at, record.received_at)
    said = {'by': str(record.by.id), 'at': at.isoformat(), 'round': found.round}
    before = [each for each in room.finished if (each['by'], each['round']) != (said['by'], said['round'])]
    room.finished = [*before, said]
    await room.save(update_fields=['finished'])
    return found


async def take_in_late(stocktake: Stocktake, record: Writing) -> None:
    """It is open again: what came after the closing counts now."""
    late = await StocktakeCount.filter(stocktake_id=stocktake.id, is_late=True, undone_at=None).order_by('n')
    sql = 'UPDATE stocktake_count SET is_late = ?, n = ? WHERE stocktake_id = ? AND is_late AND undone_at IS NULL'
    await db.run(sql, False, record.number, str(stocktake.id))
    for place_id in {UUID(str(count.place_id)) for count in late}:
        await stocktake_counts.unsign(stocktake.id, place_id)
    for count in late:
        place = await record.known.thing(UUID(str(count.place_id)))
        if place and not await StocktakePlace.exists(stocktake_id=stocktake.id, place_id=place.id):
            await stocktake_counts.add_room(stocktake.id, place, record)
    for id in dict.fromkeys(count.thing_id for count in late if count.thing_id):
        thing = await record.known.thing(UUID(str(id)))
        if thing:
            if not await StocktakeLine.exists(stocktake_id=stocktake.id, thing_id=thing.id):
                await stocktake_counts.add_line(stocktake.id, thing)
            await stocktake_counts.reckon(stocktake.id, thing.id)
