"""Counts of a stocktake as they come in: kept whatever happened meanwhile, merged whatever their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

import orjson

from app import barcodes
from app.core import db
from app.core.chain import moment_of
from app.core.errors import Conflict, NotFound, Refused
from app.core.records import Writing
from app.core.tagcode import read_code
from app.stocktake_outcomes import Book, Outcome, Seen, outcome_of
from models import StocktakeCount, StocktakeLine, StocktakePlace, Thing

Row = Mapping[str, Any]

COPIED = ('name', 'spec', 'unit', 'category', 'department', 'custodian', 'state', 'price', 'sort')
FACTS = ('id', 'inside_id', 'code', 'piece', 'quantity', *COPIED)

STOCKTAKE = 'SELECT id, state, round, recount_at FROM stocktake WHERE id = ?'
LINE = 'SELECT id, extra, place_id, quantity, settled FROM stocktake_line WHERE stocktake_id = ? AND thing_id = ?'
COUNTS = (
    'SELECT id, by_id, place_id, quantity, damaged, at, round FROM stocktake_count '
    'WHERE stocktake_id = ? AND thing_id = ? AND undone_at IS NULL AND NOT is_late'
)
PLACE = 'SELECT id, countersigned_at FROM stocktake_place WHERE stocktake_id = ? AND place_id = ?'
UNSIGN = (
    'UPDATE stocktake_place SET countersigned_by = NULL, countersigned_at = NULL '
    'WHERE stocktake_id = ? AND place_id = ?'
)
GIVEN_BACK = 'SELECT by_id, undone_at FROM stocktake_count WHERE id = ?'
RESULT = (
    'UPDATE stocktake_line SET result = ?, found_id = ?, counted = ?, damaged = ?, places = ?, counters = ?, '
    'is_second = ? WHERE id = ?'
)


@dataclass
class Sight:
    """What somebody saw, and where."""

    stocktake: UUID
    place: UUID
    thing: Thing | None = None
    code: str = ''
    quantity: int | None = None
    damaged: int = 0
    note: str = ''
    photos: list[str] = field(default_factory=list)


async def keep(sight: Sight, record: Writing) -> None:
    """Write a count down, and what follows from it for its line. Raises NotFound for a stocktake that never was."""
    own, thing = str(sight.stocktake), sight.thing
    thing_id = str(thing.id) if thing else ''
    place = await record.known.thing(sight.place)
    if not place or not place.is_place:
        raise NotFound('unknown_place')
    found, rooms, before, lines, counts = await db.answers(
        (STOCKTAKE, [own]),
        (PLACE, [own, str(place.id)]),
        (GIVEN_BACK, [str(record.id)]),
        *([(LINE, [own, thing_id]), (COUNTS, [own, thing_id])] if thing else [(LINE + ' AND 1 = 0', [own, own])] * 2),
    )
    if not found:
        raise NotFound('unknown_stocktake')
    stocktake = found[0]
    if stocktake['state'] == 'planned':
        raise Conflict('stocktake_not_started')
    is_late = stocktake['state'] != 'counting'
    at = min(record.at, record.received_at)
    row = StocktakeCount(
        id=record.id, n=record.number, stocktake_id=sight.stocktake, thing_id=thing.id if thing else None,
        code=sight.code, place_id=place.id, quantity=sight.quantity, damaged=sight.damaged, note=sight.note,
        photos=sight.photos, how=record.envelope.how or '', by_id=record.by.id, at=at, is_late=is_late,
        round=2 if stocktake['recount_at'] and at >= moment_of(stocktake['recount_at']) else 1,
    )  # fmt: skip
    is_undone = bool(before) and _is_same(before[0]['by_id'], record.by.id)
    if before:  # somebody took it back before it came: only whoever made it can
        row.undone_at = moment_of(before[0]['undone_at']) if is_undone else None  # type: ignore[assignment]
        await db.run('DELETE FROM stocktake_count WHERE id = ?', str(record.id))
    await db.insert_rows(StocktakeCount, [_written(row)])
    if is_late:
        record.flags.append('stocktake_closed')
        return
    if is_undone:
        return
    if not rooms:
        await add_room(sight.stocktake, place, record)
    elif rooms[0]['countersigned_at']:
        await unsign(sight.stocktake, place.id)
    if thing:
        line = lines[0] if lines else await add_line(sight.stocktake, thing)
        seen = [_seen(each) for each in counts]
        book, was = _book(line), outcome_of(_book(line), seen)
        now = outcome_of(book, [*seen, _seen(_written(row))])
        if seen:
            same = now.result == was.result and now.found == was.found and now.counted == was.counted
            record.flags.append(
                'counts_differ' if now.result == 'differs' else 'confirms' if same else 'counts_changed'
            )
        await _put(line, outcome_of(book, [*seen, _seen(_written(row))], settled_of(line)))


async def take_back(count: UUID, stocktake: UUID | None, record: Writing) -> None:
    """Whoever counted takes it back, also before the count itself has arrived. Raises Refused for somebody else's."""
    row = await StocktakeCount.get_or_none(id=count)
    if not row:
        placeholder = StocktakeCount(
            id=count, n=record.number, stocktake_id=stocktake or UUID(int=0), by_id=record.by.id,
            at=min(record.at, record.received_at), undone_at=record.received_at, is_late=True,
        )  # fmt: skip
        await db.insert_rows(StocktakeCount, [_written(placeholder)])
        record.flags.append('count_not_here_yet')
        return
    if row.by_id != record.by.id:
        raise Refused('not_your_count')
    if row.undone_at:
        record.flags.append('done_already')
        return
    row.undone_at, row.n = record.received_at, record.number
    await row.save(update_fields=['undone_at', 'n'])
    if row.thing_id and not row.is_late:
        await reckon(row.stocktake_id, row.thing_id)


async def reckon(stocktake: UUID, thing: UUID) -> None:
    """Work out a line anew. One that was there only because of a count goes when nothing is left to it."""
    values = [str(stocktake), str(thing)]
    lines, counts = await db.answers((LINE, values), (COUNTS, values))
    if not lines:
        return
    if lines[0]['extra'] and not counts:
        await db.run('DELETE FROM stocktake_line WHERE id = ?', str(lines[0]['id']))
        return
    await _put(lines[0], outcome_of(_book(lines[0]), [_seen(each) for each in counts], settled_of(lines[0])))


async def add_room(stocktake: UUID, place: Thing, record: Writing) -> None:
    """A room that nobody expected joins, and phones hear of it."""
    await StocktakePlace.create(
        id=uuid5(stocktake, str(place.id)), stocktake_id=stocktake, place_id=place.id, name=place.name,
        custodian=place.custodian, is_added=True,
    )  # fmt: skip
    await db.run('UPDATE stocktake SET cursor = ? WHERE id = ?', record.number, str(stocktake))


async def unsign(stocktake: UUID, place: UUID) -> None:
    """More was counted in a room since somebody looked at it: its second signature is asked for anew."""
    await db.run(UNSIGN, str(stocktake), str(place))


async def add_line(stocktake: UUID, thing: Thing) -> Row:
    """A thing that was met though it is outside the scope, newer than the start or written off before."""
    line = line_of(stocktake, {name: getattr(thing, name) for name in FACTS}, extra=True)
    await db.insert_rows(StocktakeLine, [line])
    return line


async def figures(stocktake: UUID) -> dict[str, int]:
    """How many lines have each result."""
    sql = 'SELECT result, COUNT(*) AS n FROM stocktake_line WHERE stocktake_id = ? GROUP BY result ORDER BY result'
    return {row['result']: row['n'] for row in await db.rows(sql, str(stocktake))}


def line_of(stocktake: UUID, facts: Row, *, extra: bool = False) -> dict[str, Any]:
    """The book side of a thing, as a row; what has been written off counts as nothing."""
    return {
        'id': str(uuid5(stocktake, str(facts['id']))), 'stocktake_id': str(stocktake), 'thing_id': str(facts['id']),
        'extra': extra, 'place_id': str(facts['inside_id']) if facts['inside_id'] else None,
        'code': ' · '.join(part for part in (facts['code'], facts['piece']) if part),
        'quantity': 0 if facts['state'] == 'retired' else facts['quantity'], 'settled': None,
        **{name: facts[name] for name in COPIED},
    }  # fmt: skip


async def _put(line: Row, now: Outcome) -> None:
    await db.run(
        RESULT, now.result, now.found, now.counted, now.damaged, now.places, now.counters, now.is_second,
        str(line['id']),
    )  # fmt: skip


def _book(line: Row) -> Book:
    return Book(str(line['place_id']) if line['place_id'] else None, line['quantity'])


def settled_of(line: Row) -> Outcome | None:
    """What the office decided about a line whose counts differ."""
    said = line['settled']
    said = orjson.loads(said) if isinstance(said, str | bytes) else said
    return Outcome('', said['place'], said['quantity'], said['damaged']) if said else None


def _seen(row: Row) -> Seen:
    return Seen(
        str(row['id']), str(row['by_id']), str(row['place_id']), row['quantity'], row['damaged'], moment_of(row['at']),
        row['round'],
    )  # fmt: skip


def _is_same(one: Any, other: UUID | None) -> bool:
    return str(one) == str(other)


def _written(row: StocktakeCount) -> dict[str, Any]:
    """A count as its table takes it."""
    values = {name: getattr(row, name) for name in StocktakeCount._meta.fields_db_projection}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()} | {
        'photos': orjson.dumps(row.photos).decode()
    }


async def thing_by(text: str, record: Writing) -> Thing | None:
    """What a code leads to that the phone did not know, where it is one thing and no place."""
    code = read_code(text) if text else None
    owner = await record.known.owner_of(code) if code else None
    found = await record.known.thing(owner) if owner else None
    if not found and not code and len(others := await barcodes.things_of(text)) == 1:
        found = await record.known.thing(others[0].id)
    return None if found and found.is_place else found
