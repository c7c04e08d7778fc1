"""What a phone keeps a copy of: the snapshot and the changes since."""

from typing import Any

import orjson

from app import (
    checklists,
    handover_rooms,
    hazard_phones,
    letter_phones,
    loan_alone,
    loan_phones,
    logs,
    repair_told,
    round_phones,
    schedules,
    settings,
    stocktake_phones,
)
from app.categories import starters
from app.core import db
from app.core.actors import Actor
from app.core.errors import Conflict
from app.core.kinds import KINDS
from app.core.known import among
from app.core.permissions import is_everywhere, rights_of
from app.pull_scope import scope_of
from models import Checklist, Enrolment, Gone, Handover, LogEntry, Person, Repair, Thing

PAGE = 500  # records' worth of changes in one answer

THING = (
    'id, kind, name, inside_id, ver, category, code, piece, spec, quantity, state, blocked_by, checked_at, photos, '
    'cursor'
)


async def describe(actor: Actor) -> dict[str, Any]:
    person = await Person.get_or_none(id=actor.id)
    return {
        'id': str(actor.id),
        'name': person.name if person else actor.name,
        'display': actor.name,
        'roles': list(actor.roles),
        'language': actor.language,
        'rooms': sorted(map(str, actor.rooms)),
        'elsewhere': rights_of(actor.roles, filter(is_everywhere, KINDS)),  # outside those rooms, where there are any
    }


async def snapshot(caller: Actor) -> dict[str, Any]:
    """Everything at once, with the cursor that the changes after it start from."""
    epoch = await settings.setting('epoch')
    top = await _top()
    templates = await checklists.current_checklists()
    rights = await _rights(caller)
    scope = await scope_of(caller)
    theirs = scope.things if scope else None
    repairs = await Repair.filter(repair_told.for_phone(caller))
    return {
        'server_id': await settings.setting('server_id'),
        'epoch': epoch,
        'cursor': f'{epoch}{scope.mark if scope else ""}.{top}',
        'user': await describe(caller),
        'rights': rights,
        'kinds': [_kind(name) for name in KINDS if name in rights],
        'things': _on(theirs, await _things(templates, 'state != ?', 'retired')),
        'tags': _on(theirs, await _tags('thing_id IS NOT NULL OR retired_at IS NOT NULL')),
        'barcodes': _on(theirs, await _barcodes('thing_id IS NOT NULL')),
        'categories': [{'key': each.key, 'zh': each.zh, 'en': each.en} for each in starters() if each.kind == 'asset'],
        'checklists': [checklists.shown(template) for template in templates],
        'repairs': _on(theirs, await repair_told.told(repairs, caller)),
        'moves': repair_told.moves(),
        'logs': [logs.shown(line) for line in await logs.open_entries()] if caller.may(logs.SEE) else [],
        'hazards': await hazard_phones.for_phone(caller),
        'stocktakes': await stocktake_phones.for_phone(caller),
        'loans': await loan_phones.told(caller),
        'rounds': await _rounds(caller),
        'handovers': await handover_rooms.for_phone(caller),
        'letters': await letter_phones.for_phone(caller),
    }


async def _rights(caller: Actor) -> list[str]:
    """What a phone offers: borrowing without the counter only where the school allows it."""
    rights = rights_of(caller.roles, KINDS)
    if await loan_alone.allowed(caller):
        return rights
    return [each for each in rights if each not in loan_phones.BY_ONESELF]


async def changes(cursor: str, caller: Actor | None = None, rounds: str | None = None) -> dict[str, Any]:
    """What changed after a cursor, oldest first; with the digest of the rounds a phone has, those it should have.

    Raises Conflict when the cursor is of another epoch or of no use."""
    epoch, scope = await settings.setting('epoch'), await scope_of(caller)
    mark = f'{epoch}{scope.mark if scope else ""}'
    stated, _, number = cursor.rpartition('.')
    if stated != mark or not number.isdecimal():
        raise Conflict('epoch_changed', epoch=epoch)
    since, top = int(number), await _top()
    if since > top:
        raise Conflict(
            'epoch_changed', epoch=epoch
        )  # the phone has seen more than this database: it is an older backup
    until = min(top, since + PAGE)
    window = 'cursor > ? AND cursor <= ?'
    theirs = scope.things if scope else None
    things = await _things(await checklists.current_checklists(), window, since, until)
    found = [
        *_rows('thing', things, 'id', theirs),
        *_rows('tag', await _tags(window, since, until), 'code', theirs),
        *_rows('barcode', await _barcodes(window, since, until), 'text', theirs),
    ]
    if theirs and (came := [thing['id'] for thing in things if thing['id'] in theirs]):
        for start in range(0, len(came), 500):  # what came from another room was not known with its labels
            some = came[start : start + 500]
            found += _rows('tag', await _tags(among('thing_id', some), *some), 'code')
            found += _rows('barcode', await _barcodes(among('thing_id', some), *some), 'text')
    for undone in await Enrolment.filter(cursor__gt=since, cursor__lte=until, undone_at__not_isnull=True):
        found.append({'type': 'thing', 'id': str(undone.id), 'data': None})
    for gone in await Gone.filter(cursor__gt=since, cursor__lte=until):
        found.append({'type': 'thing', 'id': str(gone.id), 'data': None})
    for template in await Checklist.filter(cursor__gt=since, cursor__lte=until).order_by('is_current'):
        data = checklists.shown(template) if template.is_current else None
        found.append({'type': 'checklist', 'id': template.key, 'data': data})
    moved = Repair.filter(cursor__gt=since, cursor__lte=until)
    repairs = await repair_told.told(await moved.filter(repair_told.for_phone(caller)), caller)
    kept = {told['id']: told for told in _on(theirs, repairs)}
    for id in await moved.values_list('id', flat=True):
        found.append({'type': 'repair', 'id': str(id), 'data': kept.get(str(id))})
    seen = not caller or caller.may(logs.SEE)
    for line in await LogEntry.filter(cursor__gt=since, cursor__lte=until) if seen else []:
        found.append({'type': 'log', 'id': str(line.id), 'data': None if line.closed_at else logs.shown(line)})
    found += await hazard_phones.changes(since, until, caller) if caller else []
    found += await stocktake_phones.changes(since, until, caller) if caller else []
    found += await loan_phones.changes(caller, since, until)
    touched = caller and await Handover.exists(cursor__gt=since, cursor__lte=until)
    answer = {'epoch': epoch, 'changes': found, 'next': f'{mark}.{until}', 'more': until < top}
    answer |= {'handovers': await handover_rooms.for_phone(caller)} if caller and touched else {}
    if caller and await letter_phones.touched(since, until):
        answer |= {'letters': await letter_phones.for_phone(caller)}
    if caller and rounds is not None and (since < top or not rounds.startswith(f'{schedules.today()}:')):
        now = await _rounds(caller)
        answer |= {'rounds': now} if now['digest'] != rounds else {}
    return answer


async def _rounds(caller: Actor) -> dict[str, Any]:
    """What somebody is to walk; the digest begins with the day, since another day brings other rounds."""
    if not caller.may(schedules.WALK):
        return {'digest': f'{schedules.today()}:', 'rounds': [], 'colleagues': []}
    found = await round_phones.for_phone(caller.id)
    return found | {'digest': f'{schedules.today()}:{round_phones.digest(found)}'}


async def _top() -> int:
    return int((await db.rows('SELECT COALESCE(MAX(number), 0) AS top FROM record'))[0]['top'])


async def _things(templates: list[Checklist], where: str, *values: Any) -> list[dict[str, Any]]:
    found = []
    aimed: dict[tuple[str, ...], list[str]] = {}
    for row in await db.rows(f'SELECT {THING} FROM thing WHERE {where} ORDER BY cursor', *values):
        key = (row['kind'], row['category'], row['state'], row['name'] if row['kind'] == 'place' else '')
        if key not in aimed:
            thing = Thing(kind=row['kind'], category=row['category'], state=row['state'], name=row['name'])
            aimed[key] = checklists.checks_of(thing, templates)
        found.append(
            {
                'id': str(row['id']),
                'kind': row['kind'],
                'name': row['name'],
                'inside': str(row['inside_id']) if row['inside_id'] else None,
                'ver': row['ver'],
                'category': row['category'],
                'code': ' · '.join(part for part in (row['code'], row['piece']) if part),
                'spec': row['spec'],
                'quantity': row['quantity'],
                'state': row['state'],
                'out_of_use': bool(row['blocked_by']),
                'checked_at': str(row['checked_at']).replace(' ', 'T') if row['checked_at'] else None,
                'checks': aimed[key],
            }
            | _photo(row['photos'])
        )
    return found


def _photo(kept: Any) -> dict[str, str]:
    """The first photo of a thing, by its hash; nothing where it has none."""
    photos = orjson.loads(kept) if isinstance(kept, str | bytes) else kept
    return {'photo': photos[0]} if photos else {}


async def _tags(where: str, *values: Any) -> list[dict[str, Any]]:
    """Labels; a retired one leads nowhere, a replaced one to its thing still."""
    rows = await db.rows(f'SELECT code, thing_id, replaced_at, retired_at FROM tag WHERE {where}', *values)
    return [
        {'code': row['code'], 'thing': str(row['thing_id']) if row['thing_id'] and not row['retired_at'] else None}
        | ({'state': 'retired' if row['retired_at'] else 'replaced'} if row['retired_at'] or row['replaced_at'] else {})
        for row in rows
    ]


async def _barcodes(where: str, *values: Any) -> list[dict[str, Any]]:
    rows = await db.rows(f'SELECT text, thing_id FROM barcode WHERE {where}', *values)
    return [{'text': row['text'], 'thing': str(row['thing_id']) if row['thing_id'] else None} for row in rows]


def _rows(
    type: str, rows: list[dict[str, Any]], key: str, theirs: frozenset[str] | None = None
) -> list[dict[str, Any]]:
    """Rows as changes; what is not among `theirs` goes from the phone, if it is there."""
    kept = {row[key] for row in _on(theirs, rows)}
    return [{'type': type, 'id': row[key], 'data': row if row[key] in kept else None} for row in rows]


def _on(theirs: frozenset[str] | None, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those rows that are about, or are, one of these things; all where everything may be known."""
    return rows if theirs is None else [row for row in rows if (row.get('thing') or row.get('id')) in theirs]


def _kind(name: str) -> dict[str, Any]:
    rule = KINDS[name]
    return {'kind': name, 'kv': rule.version, 'schema': rule.form.model_json_schema(), 'scope': rule.scope}
