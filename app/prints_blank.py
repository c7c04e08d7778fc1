"""The blank sheet of a checklist, to fill in with a pen: item by item for a check, line by line for a logbook."""

from typing import Any

from app.core.words import t
from app.prints_shape import MARKS, Sheet, Table
from app.units import unit_said
from models import Checklist, Thing

LINES = 14  # of a logbook on one page


def blank(template: Checklist, thing: Thing | None, language: str) -> Sheet:
    """A sheet for a place without phones; photos are left out, nobody sticks them on."""
    tongue = 'en' if language == 'en' else 'zh'
    items = [item for item in template.body['items'] if item['type'] != 'photo']
    is_log = 'log' in template.body
    table = _lines(template.body, items, language) if is_log else _items(template.body, items, language)
    facts = [
        t('prints-place', language, name=thing.name if thing else '______________'),
        t('prints-day', language),
        t('record-version', language, version=template.version),
    ]
    signers = [t('prints-by' if is_log else 'prints-checker', language), t('prints-director', language)]
    return Sheet(template.body[tongue], facts, [table], signers, is_wide=is_log)


def _items(body: dict[str, Any], items: list[dict[str, Any]], language: str) -> Table:
    tongue = 'en' if language == 'en' else 'zh'
    rows: list[list[str]] = []
    under = ''
    sections = {section['id']: section[tongue] for section in body.get('sections', [])}
    for number, item in enumerate(items, 1):
        if item.get('section', '') != under:
            under = item.get('section', '')
            if under:
                rows.append(['', f'— {sections[under]} —', '', ''])
        rows.append([str(number), item[tongue], _to_fill(item, language), ''])
    head = [t(word, language) for word in ('prints-number', 'prints-item', 'prints-result', 'prints-note')]
    return Table(head, rows, [6, 45, 33, 16], tall=True)


def _lines(body: dict[str, Any], items: list[dict[str, Any]], language: str) -> Table:
    """A column for each item, empty rows below; conditional items share the remarks."""
    tongue = 'en' if language == 'en' else 'zh'
    asked = [item for item in items if not item.get('show_if')]
    titles = [item[tongue] + _unit(item, language) for item in asked]
    if 'closes' in body['log']:
        titles.append(t('logs-when', language, what=body['log']['closes'][tongue]))
    head = [t('prints-number', language), t('prints-date', language), *titles]
    head += [t('prints-note', language), t('prints-by', language)]
    rows = [[str(number), *([''] * (len(head) - 1))] for number in range(1, LINES + 1)]
    return Table(head, rows, [4, 8, *([80 / max(1, len(titles))] * len(titles)), 10, 8], tall=True)


def _to_fill(item: dict[str, Any], language: str) -> str:
    """The boxes to tick and the lines to write on."""
    tongue = 'en' if language == 'en' else 'zh'
    if item['type'] == 'ok':
        return '  '.join(f'□{t(f"answer-{answer}", language)}' for answer in MARKS)
    if item['type'] == 'choice':
        return '  '.join(f'□{choice[tongue]}' for choice in item['choices'])
    if item['type'] == 'number':
        return f'________{_unit(item, language)}'
    return ''


def _unit(item: dict[str, Any], language: str) -> str:
    """The unit and the limits behind it, as one would write them by hand."""
    low, high, unit = item.get('min'), item.get('max'), unit_said(item.get('unit', ''), language)
    if low is not None and high is not None:
        limits = f'{low:g}–{high:g} {unit}'
    elif low is not None and low > 0:
        limits = f'≥ {low:g} {unit}'
    elif high is not None:
        limits = f'≤ {high:g} {unit}'
    else:
        return f' {unit}' if unit else ''
    return f' ({limits.strip()})' if language == 'en' else f'（{limits.strip()}）'
