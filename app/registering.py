"""Spreadsheets into the register and out of it."""

import asyncio
from typing import Any
from uuid import UUID

import uuid_utils

from app import register, sheets
from app.categories import guess_place_kind
from app.core.actors import Actor
from app.core.entries import Entry, enter
from app.core.records import Verdict, write
from app.core.words import t
from app.sheets import Finding, Known, Row
from models import Thing

NOWHERE = '未定位'
FACTS = (
    'name',
    'code',
    'spec',
    'unit',
    'quantity',
    'bought',
    'funds',
    'department',
    'custodian',
    'serial',
    'state',
    'remarks',
)


async def check_file(data: bytes, filename: str) -> tuple[sheets.Sheet, list[Row]]:
    """What a spreadsheet would do to the register; nothing is written. Raises BadInput for what is no register."""
    sheet = await asyncio.to_thread(sheets.read_register, data, filename)
    known = await known_register()
    return sheet, await asyncio.to_thread(sheets.check_register, sheet, known)


async def known_register() -> Known:
    rows = await Thing.filter(import_key__not='').values_list('import_key', 'id', 'import_digest')
    places = await Thing.filter(kind='place').exclude(state='retired').values_list('name', flat=True)
    return Known({str(key): (str(id), str(digest)) for key, id, digest in rows}, [str(name) for name in places])


async def import_file(data: bytes, filename: str, by: Actor, *, check: bool, language: str) -> dict[str, Any]:
    """Check a spreadsheet and, unless only `check` is wanted, write its rows as records in one transaction."""
    by.must('register.add')
    _, rows = await check_file(data, filename)
    written = {} if check else await write_rows(rows, by)
    return {**sheets.count_rows(rows), 'written': not check, 'rows': [told(row, language, written) for row in rows]}


async def write_rows(rows: list[Row], by: Actor) -> dict[int, Verdict]:
    """Write what the rows would do, places first; the verdict of each row that did not go through cleanly."""
    places = {place.name: place.id for place in await register.places()}
    entries: list[Entry] = []
    for name in dict.fromkeys(row.values['place'] or NOWHERE for row in rows if row.outcome in ('create', 'warn')):
        if name not in places:
            places[name] = UUID(str(uuid_utils.uuid7()))
            facts = {'name': name, 'kind': 'place', 'category': guess_place_kind(name)}
            entries.append(enter('register.add', facts, id=places[name]))
    numbers: list[int] = [0] * len(entries)
    for row in rows:
        for entry in await _entries_of(row, places):
            entries.append(entry)
            numbers.append(row.number)
    verdicts = await write(entries, by) if entries else []
    return {number: verdict for number, verdict in zip(numbers, verdicts, strict=True) if verdict.fate != 'accepted'}


async def _entries_of(row: Row, places: dict[str, UUID]) -> list[Entry]:
    if row.outcome in ('reject', 'skip', 'unchanged'):
        return []
    values = row.values
    facts: dict[str, Any] = {name: values[name] for name in FACTS if values.get(name) not in (None, '')}
    facts |= {'category': values['category_key'], 'state': values['state'], 'import_digest': row.digest}
    if values.get('price') is not None:
        facts['price'] = str(values['price'])
    if row.thing:
        things = await Thing.filter(import_key=row.key[:200]).values_list('id', flat=True)
        if len(things) > 1:
            facts.pop('quantity', None)
        return [enter('register.revise', facts, thing_id=str(id)) for id in things]
    pieces = min(row.pieces, register.PIECES)
    facts |= {
        'inside': str(places[values['place'] or NOWHERE]),
        'pieces': max(pieces, 1),
        'codes': values.get('codes', []) if pieces > 1 else [],
        'import_key': row.key[:200],
    }
    return [enter('register.add', facts)]


def told(row: Row, language: str, written: dict[int, Verdict]) -> dict[str, Any]:
    """A row's fate in words."""
    verdict = written.get(row.number)
    if verdict:
        message = t(f'problem-{verdict.code}', language, **verdict.facts)
    else:
        message = '；'.join(say(finding, language) for finding in row.findings)
    return {
        'row': row.number,
        'outcome': 'reject' if verdict else row.outcome,
        'codes': row.codes,
        'message': message,
        'name': str(row.values.get('name', '')),
        'place': str(row.values.get('place', '')),
        'tags': row.pieces,
    }


def say(finding: Finding, language: str) -> str:
    return t(finding.word, language, **finding.facts)


async def export_file(language: str) -> bytes:
    """The register as .xlsx, in the columns that importing reads."""
    things = await Thing.filter(kind='asset').exclude(state='retired').select_related('inside').order_by('code', 'name')
    names = {key: category.zh for key, category in (await register.categories()).items()}
    lines = [
        {
            **{name: getattr(thing, name) for name in FACTS},
            'price': thing.price,
            'amount': thing.price * thing.quantity if thing.price is not None else '',
            'category': names.get(thing.category, ''),
            'place': thing.inside.name if thing.inside else '',
        }
        for thing in things
    ]
    return await asyncio.to_thread(sheets.write_register, lines, language)
