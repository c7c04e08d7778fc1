"""Paper: the blank sheet of a checklist, and a month of what was filled in, in the columns that authorities ask for."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import orjson

from app import answered, checklists, people
from app.core.config import read_config
from app.core.errors import BadInput
from app.core.words import t
from models import Checklist, Inspection, LogEntry, Record, Repair, Thing

MOST_ROWS = 2_000
MARKS = {'ok': '√', 'fault': '×', 'na': '／'}


@dataclass
class Table:
    """A table on paper; `widths` are shares of the page."""

    head: list[str]
    rows: list[list[str]]
    widths: list[float]
    title: str = ''


@dataclass
class Sheet:
    """What is printed: a title, lines of facts, tables, and who signs below."""

    title: str
    facts: list[str]
    tables: list[Table]
    signers: list[str] = field(default_factory=list)
    is_wide: bool = False


def blank(template: Checklist, thing: Thing | None, language: str) -> Sheet:
    """A check sheet to fill in with a pen, for a place without phones."""
    tongue = 'en' if language == 'en' else 'zh'
    rows: list[list[str]] = []
    under = ''
    sections = {section['id']: section[tongue] for section in template.body.get('sections', [])}
    for number, item in enumerate(template.body['items'], 1):
        if item.get('section', '') != under:
            under = item.get('section', '')
            if under:
                rows.append(['', f'— {sections[under]} —', '', ''])
        rows.append([str(number), item[tongue], _to_fill(item, language), ''])
    head = [t(word, language) for word in ('prints-number', 'prints-item', 'prints-result', 'prints-note')]
    where = thing.name if thing else '______________'
    facts = [
        t('prints-place', language, name=where),
        t('prints-day', language),
        t('record-version', language, version=template.version),
    ]
    signers = [t('prints-checker', language), t('prints-director', language)]
    return Sheet(template.body[tongue], facts, [Table(head, rows, [6, 44, 30, 20])], signers)


def _to_fill(item: dict[str, Any], language: str) -> str:
    """The boxes to tick and the lines to write on."""
    tongue = 'en' if language == 'en' else 'zh'
    if item['type'] == 'ok':
        return '  '.join(f'□{t(f"answer-{answer}", language)}' for answer in MARKS)
    if item['type'] == 'choice':
        return '  '.join(f'□{choice[tongue]}' for choice in item['choices'])
    if item['type'] == 'number':
        low, high, unit = item.get('min'), item.get('max'), item.get('unit', '')
        limits = (
            f'（{"" if low is None else low}–{"" if high is None else high}）' if (low, high) != (None, None) else ''
        )
        return f'________ {unit} {limits}'.strip()
    return ''


@dataclass
class Filled:
    """One record of the month."""

    check: Inspection
    thing: Thing
    by: str
    at: datetime
    lines: list[answered.Line]
    note: str


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
    names = await people.names_of({check.by_id for check in checks if check.by_id})
    records = {record.id: record for record in await Record.filter(id__in=[check.id for check in checks])}
    bodies = {version: (await checklists.checklist(key, version)).body for version in {c.version for c in checks}}
    closed = {line.id: line for line in await LogEntry.filter(id__in=list(records)).exclude(closed_at=None)}
    found = []
    for check in checks:
        payload = orjson.loads(records[check.id].envelope)['payload']
        lines = answered.lines_of(bodies[check.version], payload, language)
        if check.id in closed:
            lines += answered.closing_lines(bodies[check.version]['log'], closed[check.id], language)
        at = check.at.astimezone(read_config().timezone)
        by = names.get(check.by_id, '') if check.by_id else ''
        found.append(Filled(check, check.thing, by, at, lines, payload.get('note', '')))
    return found


async def month(template: Checklist, month: str, thing: Thing | None, language: str) -> Sheet:
    """A month: a list for a logbook, items against days for a check, and what became of the faults."""
    found = await filled(template.key, month, thing, language)
    wide = 'log' in template.body
    tables = [_listed(found, thing, language)] if wide else _crossed(found, thing, language)
    faults = await _faults(found, language)
    title = template.body['en' if language == 'en' else 'zh']
    facts = [t('prints-place', language, name=thing.name if thing else t('prints-school', language)), month]
    facts.append(t('prints-count', language, count=len(found)))
    signers = [t('prints-checker', language), t('prints-director', language)]
    return Sheet(title, facts, tables + ([faults] if faults.rows else []), signers, is_wide=True)


def _listed(found: list[Filled], thing: Thing | None, language: str) -> Table:
    """A row for each record, a column for each item that any of them has."""
    columns = list(dict.fromkeys(line.title for each in found for line in each.lines if line.item['type'] != 'photo'))
    head = [t('prints-number', language), t('prints-date', language)]
    head += [] if thing else [t('prints-where', language)]
    rows: list[list[str]] = []
    for number, each in enumerate(found, 1):
        said = {line.title: _cell(line, language) for line in each.lines}
        where = [] if thing else [each.thing.name]
        row = [str(number), f'{each.at:%m-%d %H:%M}', *where, *(said.get(column, '') for column in columns), each.by]
        rows.append(row)
    widths = [4.0, 8.0, *([] if thing else [8.0]), *([max(4.0, 72 / max(1, len(columns)))] * len(columns)), 7.0]
    return Table([*head, *columns, t('prints-by', language)], rows, widths)


PER_PAGE = 12  # checks beside one another


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
        tables.append(Table(head, rows, [4, 30, *([66 / max(1, len(part))] * len(part))]))
    return tables


def _cell(line: answered.Line, language: str) -> str:
    if line.text in (t('record-empty', language), t('record-not-asked', language)):
        return ''
    if line.item['type'] == 'photo':
        return t('prints-photos', language, count=len(line.photos)) if line.photos else ''
    if line.item['type'] == 'signature':
        return t('sign-signed', language) if line.photos else ''
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
