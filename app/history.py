"""A thing's history in words."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson

from app import changes, checklists, logs, people, proof, register
from app.core import db
from app.core.words import t
from app.corrections import UNDOABLE
from models import Inspection, Record

# What an honest reader should know of a record, in the order in which it is said.
HINTS = (
    *proof.FLAGS, 'double_check', 'needs_second_person', 'closed_early', 'already_closed', 'still_broken',
    'more_than_there_are', 'lent_already', 'asked', 'probable_double', 'was_not_out', 'kit_short', 'template_old',
    'written_off_since', 'late', 'clock_suspect',
)  # fmt: skip
LOANS = 'loans.'
PERSONAL = ('custodian', 'people', 'person', 'supplier')  # of a payload, and of a thing: who somebody is
AMOUNTS = (*changes.MONEY, 'costs', 'proceeds')


async def of(
    thing_id: UUID | str,
    language: str,
    limit: int = 100,
    *,
    money: bool = False,
    books: bool = True,
    named: bool = True,
) -> list[dict[str, Any]]:
    """What happened to a thing, newest first. Raises NotFound.

    `money` shows what it cost too, `books` what was written in logbooks, where visitors' names stand, `named` who did
    it and who keeps the thing.
    """
    thing = await register.thing(thing_id)
    records = await register.history_of(thing.id, limit)
    return await told(records, language, thing_id=thing.id, money=money, books=books, named=named)


async def latest(kinds: Iterable[str], limit: int = 6) -> list[Record]:
    """The last things that happened, of these kinds; found from the newest record backwards, however many there are."""
    wanted = list(kinds)
    marks = ', '.join('?' * len(wanted))
    kind = '+kind' if db.on_sqlite() else 'kind'  # with its index SQLite would sort all that ever happened
    where = f"{kind} IN ({marks}) AND verdict = 'accepted' ORDER BY number DESC LIMIT {limit}"
    return await db.fetch(Record, where, *wanted)


async def told(
    records: list[Record],
    language: str,
    *,
    thing_id: UUID | None = None,
    money: bool = False,
    books: bool = True,
    named: bool = True,
) -> list[dict[str, Any]]:
    """Records as people read them: who, when, one line of what, and what each changed from what to what."""
    changed = await changes.of(records, thing_id)
    lines = await changes.told(changed, language, money=money, hidden=() if named else PERSONAL)
    names = await people.names_of({record.by_id for record in records if record.by_id and named})
    faults = dict(await Inspection.filter(id__in=[record.id for record in records]).values_list('id', 'faults'))  # type: ignore[arg-type]
    nobody = t('history-server', language)
    somebody = nobody if named else t('history-somebody', language)
    scanned = t('public-somebody', language)
    envelopes = {record.id: orjson.loads(record.envelope) for record in records}
    payloads = {id: envelope['payload'] for id, envelope in envelopes.items()}
    titles = await checklists.titles(
        {str(each.get('checklist')) for each in payloads.values() if each.get('checklist')}
    )
    hidden: frozenset[str] = frozenset() if books else await logs.book_keys()
    shown = {id: payload_for(payload, hidden, money=money) for id, payload in payloads.items()}
    if not named:
        shown = {id: {key: said for key, said in each.items() if key not in PERSONAL} for id, each in shown.items()}
    for record in records:
        if record.kind.startswith(LOANS):
            shown[record.id] = loan_payload(payloads[record.id], thing_id)
    return [
        {
            'id': str(record.id),
            'kind': record.kind,
            'title': _title(record, payloads[record.id], titles, language),
            'moment': record.received_at,
            'at': record.at.isoformat(),
            'received_at': record.received_at.isoformat(),
            'by': names.get(record.by_id, somebody) if record.by_id else scanned if by_stranger(record) else nobody,
            'verdict': record.verdict,
            'flags': record.flags,
            'how': envelopes[record.id].get('how') or '',
            'payload': shown[record.id],
            'photos': photos_in(shown[record.id]),
            'voice': shown[record.id].get('voice', ''),
            'faults': faults.get(record.id, 0),
            'changes': lines.get(record.number, []),
            'can_undo': record.kind in UNDOABLE and record.verdict == 'accepted' and bool(changed.get(record.number)),
            'summary': _summary(record, payloads[record.id], faults.get(record.id, 0), language),
        }
        for record in records
    ]


def payload_for(payload: dict[str, Any], hidden: frozenset[str], *, money: bool) -> dict[str, Any]:
    """What was filled in, without amounts unless they are for the reader, and without what stands in hidden books."""
    if payload.get('checklist') in hidden:
        return {'checklist': payload['checklist']}
    if 'signature' in payload and 'role' in payload:  # who signed a list stands on the list, for whoever may see it
        return {'role': payload['role']}
    return payload if money else {name: value for name, value in payload.items() if name not in AMOUNTS}


def loan_payload(payload: dict[str, Any], thing_id: UUID | None) -> dict[str, Any]:
    """How one thing came back, with its photos; who has it stands on the slip, for whoever may see that."""
    own = [part for part in payload.get('things', []) if str(part.get('thing')) == str(thing_id)]
    return {'things': own} if own else {}


def _title(record: Record, payload: dict[str, Any], books: dict[str, dict[str, str]], language: str) -> str:
    """The word of its kind, or what was filled in, but where that says what to do and not what was done."""
    if record.kind == 'inspections.inspect' and payload.get('checklist') in books:
        return books[payload['checklist']]['en' if language == 'en' else 'zh']
    if record.kind == 'register.add':
        return t('history-registered', language)
    return t(record.kind.replace('.', '-'), language)


def by_stranger(record: Record) -> bool:
    return record.kind in ('public.report', 'public.me_too')


def photos_in(value: Any) -> list[str]:
    """The photos a payload speaks of, wherever they stand in it."""
    if isinstance(value, dict):
        own = value.get('photos', []) if isinstance(value.get('photos'), list) else []
        return [*own, *(sha for name, part in value.items() if name != 'photos' for sha in photos_in(part))]
    return [sha for part in value for sha in photos_in(part)] if isinstance(value, list) else []


def _summary(record: Record, payload: dict[str, Any], faults: int, language: str) -> str:
    if record.verdict in ('conflict', 'held'):
        return t(f'problem-{record.code}', language)
    if record.kind == 'inspections.inspect':
        return t('history-faults', language, count=faults) if faults else t('history-clean', language)
    if record.kind == 'repairs.close':
        outcome = t(f'repairs-close-outcome-{payload.get("outcome")}', language)
        return ' · '.join(part for part in (outcome, payload.get('note', '')) if part)
    if record.kind == 'hazards.cancel':
        why = t(f'hazards-cancel-reason-{payload.get("reason")}', language)
        return ' · '.join(part for part in (why, payload.get('note', '')) if part)
    if record.kind == 'hazards.recheck':
        result = t(f'hazards-recheck-result-{payload.get("result")}', language)
        return ' · '.join(part for part in (result, payload.get('note', '')) if part)
    if record.kind == 'writeoffs.apply':
        return t(f'writeoffs-apply-reason-{payload.get("reason")}', language)
    if record.kind == 'batches.split':
        return t('batches-split-summary', language, quantity=payload.get('quantity', 1))
    said = (payload.get('text'), payload.get('what'), payload.get('reason'), payload.get('note'))
    return next((str(text)[:300] for text in said if text), '')
