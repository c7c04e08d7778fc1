"""What clashed with what the school knew already: look, do it now, or leave it."""

from typing import Any
from uuid import UUID

import orjson

from app import conflicts, loan_list, people, register
from app.loan_writing import LENDING
from app.loans import SEE
from models import Record
from pages.parts import Visitor, box, button, go, guarded, row, section, words

NAMED = 3  # things of a slip that a card names

# What may be meant, and what to do about it, by the reason that was given.
MEANT = {
    'gone': ('retired', 'thing_retired', 'tag_retired', 'writeoff_open', 'import_undone'),
    'label': ('tag_taken', 'tag_elsewhere', 'tag_same', 'barcode_elsewhere', 'barcode_taken', 'own_label'),
    'quicker': (
        'repair_moved', 'hazard_moved', 'checklist_changed', 'changed_since', 'already_open', 'hazard_already',
        'public_mended', 'already_published', 'not_missed', 'thing_used', 'writeoff_step', 'no_writeoff',
        'no_such_loan', 'slip_moved', 'claim_moved', 'claim_open', 'paid_already', 'settled_already', 'signed_role',
        'handover_changed', 'handover_closed', 'letter_changed', 'letter_closed', 'settlement_changed',
        'stocktake_state', 'already_applied', 'not_applied', 'pass_used', 'merge_cycle',
    ),
    'lent': ('already_lent', 'has_open_loan', 'kit_out', 'not_lendable', 'reserved', 'reserved_already', 'too_few'),
}  # fmt: skip


async def show(visitor: Visitor) -> None:
    found, disputed = await conflicts.open_conflicts(), (await loan_list.lines('claims', 1)) and visitor.may(SEE)
    if not found and not disputed:
        return
    section(visitor.t('conflicts-title'))
    if disputed:
        row('/loans?view=claims', visitor.t('loans-view-claims'), visitor.t('loans-claims_more'), picture='loan')
    names = await people.names_of({record.by_id for record in found if record.by_id})
    about = {record.id: _things(record) for record in found}
    things = await register.names_of({id for ids in about.values() for id in ids})
    for record in found:
        by = names.get(record.by_id, '—') if record.by_id else '—'
        _card(visitor, record, by, [things[id] for id in about[record.id] if id in things])


def _things(record: Record) -> list[UUID]:
    """The things it is about: the one whose label was scanned, or those on a slip."""
    if record.thing_id:
        return [record.thing_id]
    listed = orjson.loads(record.envelope)['payload'].get('things')
    ids = [each.get('thing') if isinstance(each, dict) else each for each in listed] if isinstance(listed, list) else []
    return [UUID(id) for id in ids[:NAMED] if isinstance(id, str)]


def _card(visitor: Visitor, record: Record, by: str, things: list[str]) -> None:
    payload = orjson.loads(record.envelope)['payload']
    with box('tw-card tw-stack'):
        words(' · '.join((visitor.t(record.kind.replace('.', '-')), *things)), 'tw-title', 'div')
        words(visitor.t(f'conflicts-meant-{_meant(record.code)}'), 'tw-strong', 'p')
        words(f'{by} · {visitor.when(record.at)}', 'tw-sub')
        if said := said_in(payload):
            words(said, 'tw-sub', 'p')
        with box('tw-line'):
            if path := _path(record, payload):
                go(path, visitor.t('conflicts-see'), picture='eye')
            if visitor.may('conflicts.resolve'):
                if conflicts.may_again(record, visitor.actor):
                    button(visitor.t('conflicts-again'), guarded(visitor, _again(visitor, record)), picture='refresh')
                button(
                    visitor.t('conflicts-leave'),
                    guarded(visitor, _leave(visitor, record)),
                    picture='check',
                    classes='tw-quiet',
                )


def said_in(payload: dict[str, Any]) -> str:
    """What a person wrote in it, where they did."""
    texts = (payload.get(name) for name in ('text', 'what', 'note', 'why', 'name', 'code', 'borrower'))
    return ' · '.join(text for text in texts if isinstance(text, str) and text)[:300]


def _meant(code: str) -> str:
    return next((meant for meant, codes in MEANT.items() if code in codes), 'other')


def _path(record: Record, payload: dict[str, Any]) -> str:
    """Where the other side of it is seen."""
    if payload.get('repair'):
        return f'/repairs/{payload["repair"]}'
    if payload.get('hazard'):
        return f'/hazards/{payload["hazard"]}'
    if record.kind in LENDING:
        return '/loans?view=claims'
    return f'/things/{record.thing_id}' if record.thing_id else ''


def _again(visitor: Visitor, record: Record):
    async def again() -> None:
        await conflicts.again(record, await visitor.now('conflicts.resolve'))

    return again


def _leave(visitor: Visitor, record: Record):
    async def leave() -> None:
        await conflicts.leave(record, await visitor.now('conflicts.resolve'))

    return leave
