"""Proof: what speaks for a check having been done on the spot, and what an honest reader should know.

Never proof of presence, and never a ranking of people (DOMAIN 1.24, rule 12): each flag is a question to ask.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from app import register
from app.core import db
from app.core.records import Writing
from models import Record, Thing

FLAGS = ('too_quick', 'two_ends', 'photo_chosen')
QUICK = timedelta(seconds=10)  # between two different rooms
NEARBY = timedelta(minutes=2)  # in which nobody gets from one end of the campus to the other
CHOSEN = 'chosen'  # what the phone says of a photo that was not taken just then

BEFORE = """
SELECT inspection.id, inspection.at, thing.id AS thing_id, thing.kind, thing.inside_id
FROM inspection JOIN thing ON thing.id = inspection.thing_id
WHERE inspection.by_id = ? AND inspection.at >= ? AND inspection.at <= ? AND inspection.thing_id != ?
ORDER BY inspection.at DESC LIMIT 1
"""


async def flags_of(thing: Thing, record: Writing) -> list[str]:
    """What the office should know about a check that is being written."""
    flags = ['photo_chosen'] if any(photo.role == CHOSEN for photo in record.envelope.photos) else []
    before = await _before(record.by.id, record.at, thing.id) if record.by.id else None
    if not before or before.room == _room(thing):
        return flags
    if record.at - before.at < QUICK:
        flags.append('too_quick')
    if record.envelope.how == 'scan' and await _was_scanned(before.id) and await _ends(thing, before.thing):
        flags.append('two_ends')
    return flags


class _Before:
    """The check that this person did before."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.id, self.thing = UUID(str(row['id'])), UUID(str(row['thing_id']))
        at = row['at']
        self.at = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        self.room = str(row['thing_id'] if row['kind'] == 'place' else row['inside_id'] or row['thing_id'])


async def _before(by: UUID, at: datetime, thing: UUID) -> _Before | None:
    """The last check of another thing within two minutes."""
    given = (at - NEARBY, at) if not db.on_sqlite() else (_stored(at - NEARBY), _stored(at))
    rows = await db.rows(BEFORE, str(by), *given, str(thing))
    return _Before(rows[0]) if rows else None


def _stored(moment: datetime) -> str:
    """A moment as SQLite keeps it."""
    return moment.isoformat(' ')


async def _was_scanned(inspection: UUID) -> bool:
    record = await Record.get_or_none(id=inspection)
    return bool(record) and orjson.loads(record.envelope).get('how') == 'scan'  # type: ignore[union-attr]


def _room(thing: Thing) -> str:
    """The place somebody stands in: the thing itself when it is one."""
    return str(thing.id if thing.is_place else thing.inside_id or thing.id)


async def _ends(thing: Thing, other_id: UUID) -> bool:
    """Whether two things are on different campuses or in different buildings."""
    other = await Thing.get_or_none(id=other_id)
    if not other:
        return False
    one, two = await _path(thing), await _path(other)
    return one[0] != two[0] or one[1:2] != two[1:2]


async def _path(thing: Thing) -> list[UUID]:
    """A thing and the places around it, outermost first."""
    return [place.id for place in reversed([thing, *await register.places_around(thing)])]
