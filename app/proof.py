"""Proof: what speaks for a check having been done on the spot, and what an honest reader should know.

Never proof of presence, and never a ranking of people (DOMAIN 1.24, rule 12): each flag is a question to ask.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import Any
from uuid import UUID

import orjson

from app.core import db
from app.core.known import Known
from app.core.records import Writing
from models import Record, Thing

FLAGS = ('too_quick', 'two_ends', 'photo_chosen')
QUICK = timedelta(seconds=10)  # between two different rooms
NEARBY = timedelta(minutes=2)  # in which nobody gets from one end of the campus to the other
CHOSEN = 'chosen'  # what the phone says of a photo that was not taken just then

DONE = """
SELECT inspection.id, inspection.at, thing.id AS thing_id, thing.kind, thing.inside_id
FROM inspection JOIN thing ON thing.id = inspection.thing_id
WHERE inspection.by_id = ?
"""
LAST = ' ORDER BY inspection.at DESC LIMIT 1'
NEAR = ' AND inspection.at >= ? AND inspection.at <= ? AND inspection.thing_id != ?'


@dataclass(slots=True)
class Check:
    """A check that somebody did, as far as the next one has to know."""

    id: UUID
    at: datetime
    thing: UUID
    room: str
    how: str | None = None  # nobody has looked yet

    @classmethod
    def read(cls, row: dict[str, Any]) -> 'Check':
        at = row['at'] if isinstance(row['at'], datetime) else datetime.fromisoformat(row['at'])
        room = row['thing_id'] if row['kind'] == 'place' else row['inside_id'] or row['thing_id']
        return cls(UUID(str(row['id'])), at, UUID(str(row['thing_id'])), str(room))


async def flags_of(thing: Thing, record: Writing) -> list[str]:
    """What the office should know about a check that is being written."""
    flags = ['photo_chosen'] if any(photo.role == CHOSEN for photo in record.envelope.photos) else []
    if not record.by.id:
        return flags
    check = Check(record.id, record.at, thing.id, _room(thing), record.envelope.how or '')
    before = await _before(check, record)
    if before and before.room != check.room:
        if check.at - before.at < QUICK:
            flags.append('too_quick')
        if check.how == 'scan' and await _was_scanned(before) and await _ends(thing, before.thing, record.known):
            flags.append('two_ends')
    return flags


async def _before(check: Check, record: Writing) -> Check | None:
    """The last check of another thing by the same person within two minutes; those of the same batch count too."""
    by = str(record.by.id)
    together: list[Check] = record.known.kept.setdefault((DONE, by), [])
    place = bisect_right(together, check.at, key=_at)
    near = takewhile(lambda each: check.at - NEARBY <= each.at, reversed(together[:place]))
    others = (each for each in near if each.thing != check.thing and record.known.is_accepted(each.id))
    found = list(islice(others, 1))
    together.insert(place, check)
    return max([*found, *await _kept_before(by, check, record)], key=_at, default=None)


async def _kept_before(by: str, check: Check, record: Writing) -> list[Check]:
    """The last one that was written before this batch; the database is asked once, as long as checks come in order."""
    kept = record.known.kept
    if (LAST, by) not in kept:
        kept[LAST, by] = [Check.read(row) for row in await db.rows(DONE + LAST, by)]
    last: list[Check] = kept[LAST, by]
    if not last or last[0].at < check.at - NEARBY:
        return []
    if last[0].at <= check.at and last[0].thing != check.thing:
        return last
    given = (check.at - NEARBY, check.at)
    times = map(_stored, given) if db.on_sqlite() else given
    return [Check.read(row) for row in await db.rows(DONE + NEAR + LAST, by, *times, str(check.thing))]


def _at(check: Check) -> datetime:
    return check.at


def _stored(moment: datetime) -> str:
    """A moment as SQLite keeps it."""
    return moment.astimezone(UTC).isoformat(' ')


async def _was_scanned(check: Check) -> bool:
    if check.how is None:
        record = await Record.get_or_none(id=check.id)
        check.how = (orjson.loads(record.envelope).get('how') or '') if record else ''
    return check.how == 'scan'


def _room(thing: Thing) -> str:
    """The place somebody stands in: the thing itself when it is one."""
    return str(thing.id if thing.is_place else thing.inside_id or thing.id)


async def _ends(thing: Thing, other_id: UUID, known: Known) -> bool:
    """Whether two things are on different campuses or in different buildings."""
    other = await known.thing(other_id)
    if not other:
        return False
    one, two = await _path(thing, known), await _path(other, known)
    return one[0] != two[0] or one[1:2] != two[1:2]


async def _path(thing: Thing, known: Known) -> list[UUID]:
    """A thing and the places around it, outermost first."""
    path = [thing.id]
    while thing.inside_id and len(path) <= 20:
        outer = await known.thing(UUID(str(thing.inside_id)))
        if not outer or outer.id in path:
            break
        path.append(outer.id)
        thing = outer
    return path[::-1]
