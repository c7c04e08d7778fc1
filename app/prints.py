"""Paper: the blank sheet of a checklist, and a month of what was filled in, in the columns that authorities ask for."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import orjson

from app import answered, checklists, people, prints_scores, prints_signed, standings
from app.core.config import read_config
from app.core.errors import BadInput
from app.core.words import t
from app.prints_shape import MARKS, Sheet, Table
from models import Checklist, Inspection, LogEntry, Record, Repair, Thing

MOST_ROWS = 2_000
SHARES = {'ok': 8.0, 'number': 9.0}  # of a list's width, where others take ten


@dataclass
class Filled:
    """One record of the month."""

    check: Inspection
    thing: Thing
    by: str
    at: datetime
    lines: list[answered.Line]
    points: float
    drawn: dict[str, Path]  # signatures that have arrived, by the line's title


def month_of(text: str) -> tuple[datetime, datetime]:
    """The first moment of a month and of the next, in the school's time. Raises BadInput."""
    zone = read_config().timezone
    try:
        first = date.fromisoformat(f'{text}-01')
    except ValueError:
        raise BadInput('bad_month', month=text[:10]) from None
    after = first + timedelta(days=monthrange(first.year, first.month)[1])
    begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, after))
    return begin, end


async def filled(key: str, month: str, thing: Thing | None, language: str) -> list[Filled]:
    """What was filled in for a checklist in a month, the oldest first, each read with the version it was made with."""
    first, after = month_of(month)
    wanted: dict[str, Any] = {'checklist': key, 'at__gte': first, 'at__lt': after}
    if thing:
        wanted['thing_id'] = thing.id
    checks = await Inspection.filter(**wanted).select_related('thing').order_by('at').limit(MOST_ROWS)
    records = await Record.filter(id__in=[check.id for check in checks])
    payloads = {record.id: orjson.loads(record.envelope)['payload'] for record in records}
    bodies = {version: (await checklists.checklist(key, version)).body for version in {c.version for c in checks}}
    closed = {line.id: line for line in await LogEntry.filter(id__in=list(payloads)).exclude(closed_at=None)}
    writers = {check.by_id for check in checks} | {line.closed_by for line in closed.values()}
    names = await people.names_of({id for id in writers if id})
    given = [payload['answers'] for payload in payloads.values()] + [line.closing for line in closed.values()]
    pictures = await prints_signed.arrived(answer for answers in given for answer in answers.values())
    found = []
    for check in checks:
        body, payload = bodies[check.version], payloads[check.id]
        by = names.get(check.by_id, '') if check.by_id else ''
        lines = prints_signed.stamped(answered.lines_of(body, payload, language), pictures, by, check.at, language)
        if (line := closed.get(check.id)) and line.closed_at:
            closing = answered.closing_lines(body['log'], line, language)
            closer = names.get(line.closed_by, '') if line.closed_by else ''
            lines += prints_signed.stamped(closing, pictures, closer, line.closed_at, language)
        at, total = check.at.astimezone(read_config().timezone), standings.total(body, payload['answers'])
        found.append(Filled(check, check.thing, by, at, lines, total, prints_signed.drawn(lines, pictures)))
    return found


async def month(template: Checklist, month: str, thing: Thing | None, language: str) -> Sheet:
    """A month: a list for a logbook, items against days for a check, and what became of the faults."""
    found = await filled(template.key, month, thing, language)
    if template.body.get('scored'):
        tables = [listed(found, template.body, thing, language), *await prints_scores.boards(template, month, language)]
    elif 'log' in template.body:
        tables = [listed(found, template.body, thing, language)]
    else:
        tables = _crossed(found, thing, language)
    faults = Table([], [], []) if template.body.get('scored') else await _faults(found, language)
    title = template.body['en' if language == 'en' else 'zh']
    year, number = month.split('-')
    facts = [t('prints-place', language, name=thing.name if thing else t('prints-school', language))]
    facts.append(t('scores-month', language, year=year, month=int(number)))
    facts.append(t('prints-count', language, count=len(found)))
    signers = [t('prints-checker', language), t('prints-director', language)]
    return Sheet(title, facts, tables + ([faults] if faults.rows else []), signers, is_wide=True)


def listed(found: list[Filled], body: dict[str, Any], thing: Thing | None, language: str) -> Table:
    """A row for each record, a column for each item but those that only some answers ask for and nobody answered.

    A scored one also has its points added up; a logbook has its closing, whether or not any line is closed yet.
    """
    tongue = 'en' if language == 'en' else 'zh'
    cells = [{line.title: _cell(line, language) for line in each.lines} for each in found]
    items = {line.title: line.item for each in found for line in each.lines} or {
        item[tongue]: item for item in body['items']
    }
    columns = [
        title
        for title, item in items.items()
        if item['type'] != 'photo' and (not item.get('show_if') or any(row.get(title) for row in cells))
    ]
    closes = t('logs-when', language, what=body['log']['closes'][tongue]) if 'closes' in body.get('log', {}) else ''
    if closes and closes not in columns:
        columns.append(closes)
    totals = [f'{each.points:g}' for each in found] if body.get('scored') else []
    head = [t('prints-number', language), t('prints-date', language)]
    head += [] if thing else [t('prints-where', language)]
    before, rows, drawn = len(head), list[list[str]](), dict[tuple[int, int], Path]()
    for number, (each, said) in enumerate(zip(found, cells, strict=True), 1):
        row = [str(number), f'{each.at:%m-%d %H:%M}', *([] if thing else [each.thing.name])]
        row += [said.get(column, '') for column in columns]
        rows.append([*row, *totals[number - 1 : number], each.by])
        drawn |= {(number - 1, before + columns.index(title)): path for title, path in each.drawn.items()}
    tail = [t('prints-total', language)] * bool(body.get('scored')) + [t('prints-by', language)]
    shares = [SHARES.get(items.get(column, {}).get('type', ''), 10.0) for column in columns]
    widths = [4.0, 8.0, *([] if thing else [10.0]), *shares, *([6.0] * (len(tail) - 1)), 7.0]
    return Table([*head, *columns, *tail], rows, widths, pictures=drawn)


PER_PAGE = 12  # checks beside one another
WIDEST = 14.0  # share of the page that one check takes at most


def _crossed(found: list[Filled], thing: Thing | None, language: str) -> list[Table]:
    """A row for each item, a column for each check: √ × ／ and numbers."""
    tables = []
    for start in range(0, max(1, len(found)), PER_PAGE):
        part = found[start : start + PER_PAGE]
        titles = list(dict.fromkeys(line.title for each in part for line in each.lines))
        said = [{line.title: _cell(line, language) for line in each.lines} for each in part]
        rows = [[str(n), title, *(cells.get(title, '') for cells in said)] for n, title in enumerate(titles, 1)]
        rows.append(['', t('prints-by', language), *(each.by for each in part)])
        heads = [f'{each.at:%m-%d}' + ('' if thing else f' {each.thing.name}') for each in part]
        head = [t('prints-number', language), t('prints-item', language), *heads]
        each_width = min(66 / max(1, len(part)), WIDEST)
        drawn = {
            (titles.index(title), column): path
            for column, each in enumerate(part, 2)
            for title, path in each.drawn.items()
        }
        widths = [4, 96 - each_width * len(part), *([each_width] * len(part))]
        tables.append(Table(head, rows, widths, pictures=drawn))
    return tables


def _cell(line: answered.Line, language: str) -> str:
    if line.text in (t('record-empty', language), t('record-not-asked', language)):
        return ''
    if line.item['type'] == 'photo':
        return t('prints-photos', language, count=len(line.photos)) if line.photos else ''
    if line.item['type'] == 'ok':
        first, _, rest = line.text.partition(' · ')
        mark = next((mark for answer, mark in MARKS.items() if t(f'answer-{answer}', language) == first), first)
        return f'{mark} {rest}'.strip()
    return line.text + (' ×' if line.mood == 'bad' else '')


async def _faults(found: list[Filled], language: str) -> Table:
    """What was wrong and what was done about it (整改措施)."""
    ids = [each.check.id for each in found]
    repairs = {(r.inspection_id, r.item): r for r in await Repair.filter(inspection_id__in=ids)}
    rows: list[list[str]] = []
    for each in found:
        for line in each.lines:
            if line.mood != 'bad':
                continue
            repair = repairs.get((each.check.id, line.item.get('id', '')))
            done = t('repairs-open', language) if repair else ''
            if repair and repair.closed_at:
                done = t(f'repairs-close-outcome-{repair.outcome}', language) + (
                    f' {repair.note}' if repair.note else ''
                )
                done += f' {repair.closed_at.astimezone(read_config().timezone):%m-%d}'
            where = f'{each.thing.name} · {line.title}'
            rows.append([str(len(rows) + 1), f'{each.at:%m-%d}', where, line.text, done])
    words = ('prints-number', 'prints-date', 'prints-item', 'prints-found', 'prints-done')
    return Table([t(word, language) for word in words], rows, [5, 9, 32, 27, 27], t('prints-faults', language))
