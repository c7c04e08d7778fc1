"""Numbers that were read off a thing at its checks, over time: a crack's width, a fridge's temperature, a meter."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from app import checklists
from models import Checklist, Inspection, Record

MOST = 400  # checks that are looked through


@dataclass
class Series:
    """The readings of one item, the oldest first, with its limits as they are now."""

    item: dict[str, Any]
    points: list[tuple[datetime, float]] = field(default_factory=list)


async def of(thing_id: UUID, most: int = MOST) -> list[Series]:
    """Every number item of a thing's checks that was read twice or more; items that are asked no longer come too."""
    checks = await Inspection.filter(thing_id=thing_id).order_by('-at').limit(most)
    items = await _items({check.checklist for check in checks}, {(check.checklist, check.version) for check in checks})
    found: dict[tuple[str, str], Series] = {}
    records = {record.id: record for record in await Record.filter(id__in=[check.id for check in checks])}
    for check in reversed(checks):
        record = records.get(check.id)
        if not record:
            continue
        for key, answer in orjson.loads(record.envelope)['payload']['answers'].items():
            item, value = items.get((check.checklist, key)), answer.get('value')
            if item and isinstance(value, int | float) and not isinstance(value, bool):
                found.setdefault((check.checklist, key), Series(item)).points.append((check.at, value))
    return [series for series in found.values() if len(series.points) > 1]


async def _items(keys: set[str], versions: set[tuple[str, int]]) -> dict[tuple[str, str], dict[str, Any]]:
    """The number items of these checklists, as the newest version that has them says."""
    items: dict[tuple[str, str], dict[str, Any]] = {}
    for key, version in sorted(versions):
        _take(items, await checklists.checklist(key, version))
    for template in await Checklist.filter(key__in=list(keys), is_current=True):
        _take(items, template)
    return items


def _take(items: dict[tuple[str, str], dict[str, Any]], template: Checklist) -> None:
    for item in template.body['items']:
        if item['type'] == 'number':
            items[template.key, item['id']] = item
