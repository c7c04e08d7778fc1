"""Loans as phones keep them: what is out, for whoever takes it back, else one's own; and who may borrow."""

from typing import Any
from uuid import UUID

import orjson

from app import class_names, kits, loan_alone, loan_due, people, register, reservation_list, tags
from app.core import db
from app.core.actors import Actor
from app.core.chain import moment_of
from app.core.clock import now
from app.core.permissions import may
from app.loan_states import free_pieces

TAKE = 'loans.take_back'
LEND, ALONE = 'loans.lend', 'loans.borrow'
BY_ONESELF = (ALONE, 'loans.give_back')
BORROW = 'things.see'  # who may stand as a borrower: everybody with an account of their own

COLUMNS = (
    'SELECT id, slip_id, thing_id, quantity - back AS pieces, state, borrower_kind, person_id, borrower, lent_at, '
    'due_at, short FROM loan WHERE '
)
PARTS = 'SELECT id, kit_id, part_id, name, quantity, missing FROM kit_part ORDER BY kit_id, place'
UNITS = "SELECT DISTINCT department AS name FROM thing WHERE department != '' LIMIT 200"
BEFORE = 'SELECT DISTINCT borrower AS name FROM loan_slip WHERE borrower_kind = ? LIMIT 300'


async def told(caller: Actor) -> list[dict[str, Any]]:
    """Everything that is out, for whoever takes things back; for others what they have themselves."""
    return await _told(caller, "state = 'out'")


async def changes(caller: Actor | None, since: int, until: int) -> list[dict[str, Any]]:
    if not caller:
        return []
    found = await _told(caller, 'cursor > ? AND cursor <= ?', since, until)
    return [
        {'type': 'loan', 'id': each['id'], 'data': each if each['state'] == 'out' else None} for each in found
    ]  # fmt: skip


async def _told(caller: Actor, where: str, *values: Any) -> list[dict[str, Any]]:
    own = ('', []) if caller.may(TAKE) else await _own(caller)
    rows = await db.rows(COLUMNS + where + own[0], *values, *own[1])
    names = await people.names_of({UUID(str(row['person_id'])) for row in rows if row['person_id']})
    parts = await _parts()
    return [
        {
            'id': str(row['id']),
            'slip': str(row['slip_id']),
            'thing': str(row['thing_id']),
            'pieces': row['pieces'],
            'state': row['state'],
            'kind': row['borrower_kind'],
            'who': names.get(UUID(str(row['person_id'])), '') if row['person_id'] else row['borrower'],
            'at': moment_of(row['lent_at']).isoformat(),
            'due': moment_of(row['due_at']).isoformat() if row['due_at'] else None,
            **_kit(parts.get(str(row['thing_id'])), row['short']),
        }
        for row in rows
    ]


async def _own(caller: Actor) -> tuple[str, list[str]]:
    """What is one's own, as SQL."""
    own = await loan_alone.own(caller)
    if not own.classes:
        return ' AND person_id = ?', [str(caller.id)]
    return " AND borrower_kind = 'class' AND borrower IN (?, ?)", [own.classes[0], own.classes[-1]]


async def _parts() -> dict[str, list[dict[str, Any]]]:
    """What belongs into each kit."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in await db.rows(PARTS):
        thing = str(row['part_id']) if row['part_id'] else None
        part = {'id': str(row['id']), 'name': row['name'], 'of': row['quantity']}
        part |= {'thing': thing, 'missing': row['missing']}
        found.setdefault(str(row['kit_id']), []).append(part)
    return found


def _kit(parts: list[dict[str, Any]] | None, short: Any) -> dict[str, Any]:
    """The parts of a kit that is out: how many of each went out with it."""
    if not parts:
        return {}
    lacks = orjson.loads(short) if isinstance(short, str | bytes) else short or []
    lacked = {lack['part']: lack['count'] for lack in lacks}
    went = [(part, part['of'] - lacked.get(part['id'], 0)) for part in parts]
    return {'parts': [{'id': part['id'], 'name': part['name'], 'of': count} for part, count in went if count > 0]}


async def scanned(caller: Actor, code: str, id: str = '') -> dict[str, Any]:
    """What a label is on, or what a page was about, for whoever borrows and keeps no register: a class its own rooms.

    Raises Refused, BadInput and NotFound.
    """
    if not caller.may(LEND):
        caller.must(ALONE)
        await loan_alone.must(caller)
    thing = await register.thing(id) if id else await tags.thing_of(code)
    return {
        'id': str(thing.id), 'kind': thing.kind, 'name': thing.name, 'category': thing.category, 'code': thing.code,
        'quantity': thing.quantity, 'state': thing.state, 'out_of_use': bool(thing.blocked_by),
        'out': thing.quantity - await free_pieces(thing),
    }  # fmt: skip


async def terms(caller: Actor) -> dict[str, Any]:
    """What a phone needs to lend: for the counter who may borrow; for whoever borrows alone nobody's name.

    Raises Refused.
    """
    if not caller.may(LEND):
        caller.must(ALONE)
        await loan_alone.must(caller)
    nobody: dict[str, Any] = {'people': [], 'classes': [], 'units': [], 'outside': []}
    may_see = caller.may(LEND)
    known = await borrowers() if may_see else nobody
    parts = await _parts()
    found = {kit: await kits.lacking(kit) for kit in parts}
    lacking = {kit: lacks for kit, lacks in found.items() if lacks}
    own = None if may_see else await loan_alone.own(caller)
    promises = await reservation_list.promised(own)
    classes = {'own': own.classes[:1]} if own else {}
    return {**known, **classes, **await _due(), 'promises': promises, 'kits': lacking, 'parts': parts}


async def _due() -> dict[str, Any]:
    school, lessons, moment = await loan_due.school(), await loan_due.lessons(), now()
    due = {rule: loan_due.due_at(rule, moment, None, school, lessons) for rule in loan_due.RULES if rule != 'date'}
    return {'at': moment.isoformat(), 'due': {rule: each.isoformat() if each else None for rule, each in due.items()}}


async def borrowers() -> dict[str, Any]:
    """Staff by their accounts; classes, units and strangers by the names that are in use."""
    known = [each for each in await people.people() if not each.left_at and may(each.roles, BORROW)]
    classes = await class_names.known() | await _before('class')
    units = {row['name'] for row in await db.rows(UNITS)} | await _before('unit')
    return {
        'people': [{'id': str(each.id), 'name': each.shown} for each in known if class_names.MONITOR not in each.roles],
        'classes': sorted(classes),
        'units': sorted(units),
        'outside': sorted(await _before('outside')),
    }


async def _before(kind: str) -> set[str]:
    return {row['name'] for row in await db.rows(BEFORE, kind)}


LISTS = {'class': 'classes', 'unit': 'units', 'outside': 'outside'}
