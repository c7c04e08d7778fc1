"""Spreadsheets into the register: checked against what it holds, then written as records in one transaction."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import uuid_utils

from app import imports, own_rows, register, sheets
from app.categories import guess_place_kind
from app.columns import COLUMNS
from app.core import db
from app.core.actors import Actor
from app.core.entries import Entry, enter
from app.core.records import Verdict, write
from app.facts import Facts
from app.foreign import SEPARATOR
from app.place_names import PlaceNames
from app.rows import key_of
from app.sheets import Known, Row, Sheet

NOWHERE = '未定位'
FACTS = tuple(column.key for column in COLUMNS if column.key in Facts.model_fields and column.key != 'category')
SELECTED = ', '.join(['id', 'inside_id', 'import_key', 'import_digest', 'piece', 'ver', *FACTS])
Told = Callable[[str, int, int], None]  # hears the step (read, check, write), how many rows are done and of how many


def nobody(step: str, done: int, total: int) -> None:
    """Whoever does not want to hear how far it has come."""


@dataclass
class Stock:
    """What the register holds: things by the key of their row, the ids of places by name and by path."""

    known: Known
    things: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    places: dict[str, UUID] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)  # place id → how it is written


async def check_file(
    data: bytes, filename: str, *, name: str = '', columns: Mapping[str, str] | None = None, told: Told = nobody
) -> tuple[Sheet, list[Row]]:
    """What a spreadsheet would do to the register; nothing is written. Raises BadInput for what is no register.

    `name`: of one of several sheets.
    `columns`: our column → their heading, where somebody corrects what was found; remembered ones are used otherwise.
    """
    told('read', 0, 0)
    sheet = await asyncio.to_thread(sheets.open_sheet, data, filename, name)
    chosen = columns if columns is not None else await imports.chosen_columns(sheet.signature)
    sheet = sheets.choose(sheet, chosen)
    held = await held_register()
    total = len(sheet.grid.rows)
    rows = await asyncio.to_thread(
        sheets.check_register, sheet, held.known, told=lambda done: told('check', done, total)
    )
    told('check', total, total)
    return sheet, [_compared(row, held) for row in rows]


async def held_register() -> Stock:
    found = await db.rows("SELECT id, name, inside_id FROM thing WHERE kind = 'place' AND state != 'retired'")
    rooms = {str(row['id']): (row['name'], str(row['inside_id'] or '')) for row in found}
    paths = {id: _path(id, rooms) for id in rooms}
    names = PlaceNames(paths.values())
    shown = {id: names.find(path) or path for id, path in paths.items()}
    places = {path: UUID(id) for id, path in paths.items()} | {name: UUID(id) for id, name in shown.items()}
    others = {written: shown[str(id)] for written, id in await imports.aliases() if str(id) in shown}
    held = Stock(Known(places=list(paths.values()), aliases=others), {}, places, shown)
    things: dict[str, tuple[str, str]] = {}
    for row in await db.rows(f"SELECT {SELECTED} FROM thing WHERE kind = 'asset' ORDER BY cursor"):
        values = {**row, 'place': shown.get(str(row['inside_id']), '')}
        key = row['import_key'] or key_of(values)
        held.things.setdefault(key, []).append(row)
        things[key] = str(row['id']), row['import_digest']
        own = own_rows.key_of(str(row['id']))
        held.things[own], things[own] = [row], things[key]
    held.known = replace(held.known, things=things)
    return held


def _path(id: str, rooms: Mapping[str, tuple[str, str]]) -> str:
    parts: list[str] = []
    while id in rooms and len(parts) < 20:
        parts.append(rooms[id][0])
        id = rooms[id][1]
    return SEPARATOR.join(reversed(parts))


def _compared(row: Row, held: Stock) -> Row:
    """The row with what it would change; one that changes nothing is `unchanged`."""
    if not row.thing or row.outcome not in ('update', 'warn') or row.values.get('kind') == 'place':
        return row
    things = held.things[row.key]
    changes = _changes(row, things[0], len(things), held)
    return (
        replace(row, changes=tuple((name, before, after) for name, (before, after) in changes.items()))
        if (changes)
        else replace(row, outcome='unchanged')
    )


def _changes(row: Row, thing: Mapping[str, Any], pieces: int, held: Stock) -> dict[str, tuple[Any, Any]]:
    """What a row says otherwise than the register; an empty cell takes nothing away."""
    changes: dict[str, tuple[Any, Any]] = {}
    for name in FACTS:
        before, after = thing[name], row.values.get(name)
        if after in (None, '') or (name in ('quantity', 'code') and (pieces > 1 or row.pieces > 1)):
            continue
        if isinstance(after, Decimal):
            before = None if before is None else Decimal(str(before)).quantize(Decimal('0.01'))
        if after != before:
            changes[name] = before, after
    place, now = row.values['place'], held.shown.get(str(thing['inside_id']), '')
    if place and place != now and held.places.get(place) != held.places.get(now, ''):
        changes['place'] = now, place
    return changes


async def write_rows(
    rows: list[Row], by: Actor, name: str = '', *, told: Told = nobody
) -> tuple[UUID | None, dict[int, Verdict]]:
    """Write what the rows would do, as one import that can be undone.

    Returns its id, None when there was nothing to write, and the verdict of each row that did not go through.
    """
    by.must('imports.write')
    held = await held_register()
    numbers, entries = await asyncio.to_thread(_entries, rows, held)
    if not entries:
        return None, {}
    id = UUID(str(uuid_utils.uuid7()))
    opening = enter('imports.write', {'name': name[:200], 'counts': sheets.count_rows(rows)}, id=id)
    closing = enter('imports.finish', {'of': str(id)})
    total = len(entries)
    told('write', 0, total)
    verdicts = await write([opening, *entries, closing], by, lambda done: told('write', min(done, total), total))
    told('write', total, total)
    wrong = {
        number: verdict
        for number, verdict in zip(numbers, verdicts[1:-1], strict=True)
        if verdict.fate != 'accepted' and number
    }
    return id, wrong


def _entries(rows: list[Row], held: Stock) -> tuple[list[int], list[Entry]]:
    """The records of an import in order, each with the number of its row (0 for a place that a row needs)."""
    numbers: list[int] = []
    entries: list[Entry] = []

    def put(number: int, *new: Entry) -> None:
        entries.extend(new)
        numbers.extend([number] * len(new))

    for row in rows:
        if row.outcome not in ('create', 'update', 'warn'):
            continue
        is_place = row.values.get('kind') == 'place'
        place = row.values['path'] if is_place else row.values['place'] or ('' if row.thing else NOWHERE)
        if 'from' in row.values:
            put(0, *_places(row.values['place'], held, {}))
            put(row.number, _settled(row, held))
        if place:
            put(0, *_places(place, held, row.values if is_place else {}))
        if is_place:
            put(row.number, *_aliases(row, held))
        elif row.thing:
            put(row.number, *_revisions(row, held))
        else:
            put(row.number, _addition(row, held))
    return numbers, entries


def _places(path: str, held: Stock, values: Mapping[str, Any]) -> list[Entry]:
    """The places on a path that the register does not have yet, outermost first."""
    made: list[Entry] = []
    parts = path.split(SEPARATOR)
    for depth, name in enumerate(parts, 1):
        here = SEPARATOR.join(parts[:depth])
        if here in held.places:
            continue
        facts: dict[str, Any] = {'name': name, 'kind': 'place', 'category': guess_place_kind(name)}
        if depth > 1:
            facts['inside'] = str(held.places[SEPARATOR.join(parts[: depth - 1])])
        if depth == len(parts) and values:
            facts |= {'category': values['category_key'], 'code': values['code']}
        held.places[here] = UUID(str(uuid_utils.uuid7()))
        made.append(enter('register.add', facts, id=held.places[here]))
    return made


def _settled(row: Row, held: Stock) -> Entry:
    """A place that stood alone goes into its building."""
    place = held.places[row.values['path']] = held.places[row.values['from']]
    to = held.places[row.values['place']]
    return enter('register.move', {'to': str(to)}, thing_id=place, base={'was': {'inside_id': None}})


def _aliases(row: Row, held: Stock) -> list[Entry]:
    place = held.places[row.values['path']]
    return [enter('imports.alias', {'written': written}, thing_id=place) for written in row.values['aliases']]


def _revisions(row: Row, held: Stock) -> list[Entry]:
    """What changes on the things of a row, with what it was before, so that it can be undone."""
    made: list[Entry] = []
    things = held.things[row.key]
    for thing in things:
        changes = _changes(row, thing, len(things), held)
        to = changes.pop('place', None)
        was = {name: _plain(before) for name, (before, _) in changes.items()}
        facts = {name: _plain(after) for name, (_, after) in changes.items()}
        base = {'thing_ver': thing['ver'], 'was': was | {'import_digest': thing['import_digest']}}
        facts['import_digest'] = row.digest
        made.append(enter('register.revise', facts, thing_id=str(thing['id']), base=base))
        if to:
            before = {'inside_id': str(thing['inside_id']) if thing['inside_id'] else None}
            moved = {'to': str(held.places[to[1]])}
            made.append(enter('register.move', moved, thing_id=str(thing['id']), base={'was': before}))
    return made


def _addition(row: Row, held: Stock) -> Entry:
    values = row.values
    facts: dict[str, Any] = {name: _plain(values[name]) for name in FACTS if values.get(name) not in (None, '')}
    pieces = min(row.pieces, register.PIECES)
    facts |= {
        'category': values['category_key'],
        'state': values['state'],
        'inside': str(held.places[values['place'] or NOWHERE]),
        'pieces': max(pieces, 1),
        'codes': values['codes'] if pieces > 1 else [],
        'import_key': row.key[:200],
        'import_digest': row.digest,
    }
    return enter('register.add', facts)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
