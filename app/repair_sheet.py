"""The repairs of a period as a workbook: what they add up to, and the columns of a 报修单 (DOMAIN 3.8)."""

import asyncio
import io
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from xlsxwriter import Workbook

from app import people, repair_figures, repair_periods, schedules
from app.core.words import t
from app.register import names_of
from app.repair_figures import Figures
from app.sheet_paper import OPTIONS, Paper
from models import Repair, RepairCost

MOST = 20_000  # repairs, the newest; longer ones are taken by shorter periods
COLUMNS = (
    'repairs-number', 'repairs-reported-at', 'repairs-reporter', 'repairs-place', 'repairs-thing', 'repairs-what',
    'repairs-photos', 'repairs-priority', 'repairs-state', 'repairs-owner', 'repairs-started-at', 'repairs-close-cause',
    'repairs-close-note', 'repairs-parts', 'repairs-cost', 'repairs-closed-at', 'repairs-confirmed-by',
    'repairs-confirm-stars',
)  # fmt: skip
FIELDS = (
    'id', 'ref', 'reported_at', 'reported_by', 'what', 'photos', 'blocks_use', 'urgency', 'state', 'owner_id',
    'started_at', 'cause', 'note', 'cost', 'closed_at', 'settled_by', 'stars',
)  # fmt: skip


async def write(period: str, language: str) -> bytes:
    """An .xlsx; no cell of it is a formula."""
    begin = await repair_periods.begin_of(period)
    asked = Q(reported_at__gte=begin) if begin else Q()
    rows = await Repair.filter(asked).order_by('-reported_at').limit(MOST).values(
        *FIELDS, thing='thing__name', place='thing__inside__name'
    )  # fmt: skip
    ids = [row['id'] for row in rows if row['cost']]
    parts: dict[UUID, list[RepairCost]] = {}
    for start in range(0, len(ids), 500):
        for cost in await RepairCost.filter(repair_id__in=ids[start : start + 500]).order_by('at', 'id'):
            parts.setdefault(UUID(str(cost.repair_id)), []).append(cost)
    known = await people.names_of({row[who] for row in rows for who in ('reported_by', 'owner_id', 'settled_by')})
    found = await repair_figures.figures(period)
    places = await names_of(UUID(each.key) for each in found.places)

    def make() -> bytes:
        target = io.BytesIO()
        book = Workbook(target, OPTIONS)
        paper = Paper(book, language)
        _sums(paper, found, {str(id): name for id, name in places.items()})
        page = paper.sheet('repairs-title')
        paper.table(
            page, 0, [t(word, language) for word in COLUMNS], (_row(row, parts, known, language) for row in rows)
        )
        book.close()
        return target.getvalue()

    return await asyncio.to_thread(make)  # thousands take seconds, in which others want to be served


def _row(row: dict[str, Any], parts: dict[UUID, list[RepairCost]], known: dict[UUID, str], language: str) -> list[Any]:
    priority = 'danger' if row['blocks_use'] else row['urgency']
    confirmer = known.get(row['settled_by'], '') if row['state'] == 'confirmed' else ''
    used = '；'.join(f'{cost.what} ×{float(cost.count):g}' for cost in parts.get(row['id'], ()))
    return [
        row['ref'], _when(row['reported_at']), known.get(row['reported_by'], ''), row['place'] or '', row['thing'],
        row['what'], len(row['photos'] or ()), t(f'repairs-priority-{priority}', language),
        t(f'repairs-state-{row["state"]}', language), known.get(row['owner_id'], ''), _when(row['started_at']),
        t(f'repairs-close-cause-{row["cause"]}', language) if row['cause'] else '', row['note'], used, row['cost'],
        _when(row['closed_at']), confirmer, row['stars'] or '',
    ]  # fmt: skip


def _when(moment: Any) -> str:
    return f'{moment.astimezone(schedules.zone()):%Y-%m-%d %H:%M}' if moment else ''


def _sums(paper: Paper, found: Figures, places: dict[str, str]) -> None:
    """What the page draws, as tables below each other."""
    language, page = paper.language, paper.sheet('repairs-figures')
    page.write_string(0, 0, t(f'repairs-period-{found.period}', language), paper.bold)
    counted, money = t('repairs-count', language), t('repairs-cost', language)
    top = 2
    for word, rows in (
        (
            'repairs-by-cause',
            [(t(f'repairs-close-cause-{one.key}', language), one.count, one.cost) for one in found.causes],
        ),
        ('repairs-by-trade', [(t(f'trade-{one.key}', language), one.count, one.cost) for one in found.trades]),
        ('repairs-by-place', [(places.get(one.key, ''), one.count, one.cost) for one in found.places]),
        ('repairs-by-supplier', [(one.key, one.count, one.cost) for one in found.suppliers]),
        ('repairs-by-month', [(f'{month:%Y-%m}', '', cost) for month, cost in found.months]),
    ):
        top = _table(paper, page, top, [t(word, language), counted, money], rows)


def _table(paper: Paper, page: Any, top: int, headings: list[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Gives back where the next one begins."""
    found = list(rows)
    paper.table(page, top, headings, found)
    return top + len(found) + 2
