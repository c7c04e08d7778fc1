"""A thing's history in words."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson

from app import people, register
from app.core.words import t
from models import Inspection, Record


async def of(thing_id: UUID | str, language: str, limit: int = 100) -> list[dict[str, Any]]:
    """What happened to a thing, newest first. Raises NotFound."""
    thing = await register.thing(thing_id)
    return await told(await register.history_of(thing.id, limit), language)


async def latest(kinds: Iterable[str], limit: int = 6) -> list[Record]:
    """The last things that happened, of these kinds."""
    return await Record.filter(kind__in=list(kinds), verdict='accepted').order_by('-number').limit(limit)


async def told(records: list[Record], language: str) -> list[dict[str, Any]]:
    """Records as people read them: who, when, and one line of what."""
    names = await people.names_of({record.by_id for record in records if record.by_id})
    faults = dict(await Inspection.filter(id__in=[record.id for record in records]).values_list('id', 'faults'))  # type: ignore[arg-type]
    nobody = t('history-server', language)
    return [
        {
            'id': str(record.id),
            'kind': record.kind,
            'title': t(record.kind.replace('.', '-'), language),
            'moment': record.received_at,
            'at': record.at.isoformat(),
            'received_at': record.received_at.isoformat(),
            'by': names.get(record.by_id, nobody) if record.by_id else nobody,
            'verdict': record.verdict,
            'flags': record.flags,
            'payload': (payload := orjson.loads(record.envelope)['payload']),
            'photos': photos_in(payload),
            'faults': faults.get(record.id, 0),
            'summary': _summary(record, payload, faults.get(record.id, 0), language),
        }
        for record in records
    ]


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
    return str(payload.get('text') or payload.get('what') or payload.get('reason') or '')[:300]
