"""A checklist as a workbook: the sheets survey, choices and settings of XLSForm, with columns of our own."""

import io
import json
import re
from typing import Any

import xlsxwriter

from app.checklists_template import ANSWERS_OF_OK
from app.core.errors import BadInput
from app.workbook import Cells, open_workbook

OK_LIST = 'ok_fault_na'
OK_CHOICES: list[dict[str, Any]] = [
    {'v': 'ok', 'zh': '正常', 'en': 'OK'},
    {'v': 'fault', 'zh': '故障', 'en': 'Fault', 'fault': True},
    {'v': 'na', 'zh': '不适用', 'en': 'N/A'},
]
COLUMNS = (
    'type', 'name', 'label::中文 (zh)', 'label::English (en)', 'hint', 'required', 'relevant', 'unit', 'min', 'max',
    'warn_below', 'warn_above', 'blocks_use', 'fix_now', 'opens_repair',
)  # fmt: skip
FLAGS = ('required', 'blocks_use', 'fix_now', 'opens_repair')
NUMBERS = ('min', 'max', 'warn_below', 'warn_above')
AS_JSON = ('log', 'frequency')  # what has no columns of its own
LISTS = ('categories', 'place_kinds', 'places')
XLSFORM = {'ok': f'select_one {OK_LIST}', 'number': 'decimal', 'text': 'text', 'photo': 'image', 'signature': 'image'}
RELEVANT = re.compile(r"\(?\s*\$\{([^}]+)\}\s*=\s*'([^']*)'\s*\)?")
TRUE, FALSE = ('yes', 'true', '1', '是', 'y'), ('no', 'false', '0', '否', 'n')


def to_xlsx(body: dict[str, Any]) -> bytes:
    """One template as a workbook."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False})
    bold = book.add_format({'bold': True, 'bg_color': '#DCEFEB', 'bottom': 1})
    survey, choices, settings = (book.add_worksheet(name) for name in ('survey', 'choices', 'settings'))
    lists: dict[str, list[dict[str, Any]]] = {OK_LIST: OK_CHOICES}
    lines: list[list[Any]] = [list(COLUMNS)]
    sections = {section['id']: section for section in body.get('sections', [])}
    under = ''
    for item in body['items']:
        if item.get('section', '') != under:
            if under:
                lines.append(['end_group'])
            under = item.get('section', '')
            if under:
                lines.append(['begin_group', under, sections[under]['zh'], sections[under]['en']])
        lines.append(_line(item, lists))
    if under:
        lines.append(['end_group'])
    _fill(survey, lines, bold, (20, 14, 44, 44, 20, 10, 24, *([10] * 8)))
    listed = [
        [name, choice['v'], choice['zh'], choice['en'], 'yes' if choice.get('fault') else '']
        for name, found in lists.items()
        for choice in found
    ]
    _fill(choices, [['list_name', 'name', COLUMNS[2], COLUMNS[3], 'fault'], *listed], bold, (18, 14, 24, 24, 8))
    facts = {'form_id': body['id'], 'form_title': body['zh'], 'form_title::English (en)': body['en']}
    facts |= {name: ', '.join(body.get('target', {}).get(name, [])) for name in LISTS}
    facts |= {name: body.get(name, '') for name in ('role', 'basis')}
    facts['scored'] = 'yes' if body.get('scored') else ''
    facts['schools'] = ', '.join(body.get('schools', []))
    facts |= {name: json.dumps(body[name], ensure_ascii=False) if body.get(name) else '' for name in AS_JSON}
    facts['log'] = facts['log'] or ('{}' if 'log' in body else '')
    _fill(settings, [list(facts), list(facts.values())], bold, [24] * len(facts))
    book.close()
    return file.getvalue()


def _line(item: dict[str, Any], lists: dict[str, Any]) -> list[Any]:
    type_of = XLSFORM.get(item['type'], '')
    if item['type'] == 'choice':
        lists[item['id']] = item['choices']
        type_of = f'select_one {item["id"]}'
    conditions = [
        '(' + ' or '.join(f"${{{other}}} = '{value}'" for value in values) + ')'
        for other, values in item.get('show_if', {}).items()
    ]
    flags = {name: ('yes' if item[name] else 'no') if name in item else '' for name in FLAGS}
    hint = 'signature' if item['type'] == 'signature' else item.get('hint', '')
    numbers = [item.get(name, '') for name in NUMBERS]
    return [
        type_of, item['id'], item['zh'], item['en'], hint, flags['required'], ' and '.join(conditions),
        item.get('unit', ''), *numbers, flags['blocks_use'], flags['fix_now'], flags['opens_repair'],
    ]  # fmt: skip


def _fill(sheet: Any, lines: list[list[Any]], bold: Any, widths: Any) -> None:
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            if value != '':
                write = sheet.write_number if isinstance(value, int | float) else sheet.write_string
                write(number, column, value, bold if number == 0 else None)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)


def from_xlsx(data: bytes) -> dict[str, Any]:
    grids = {grid.name.strip().lower(): grid.rows for grid in open_workbook(data)}
    if 'survey' not in grids or 'settings' not in grids:
        raise BadInput('not_a_checklist')
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(grids.get('choices', [])):
        choice = _said(row) | {'v': row.get('name', '')} | ({'fault': True} if _flag(row.get('fault')) else {})
        lists.setdefault(row.get('list_name', ''), []).append(choice)
    settings = next(iter(_rows(grids['settings'])), {})
    title = settings.get('form_title', '')
    body: dict[str, Any] = {
        'id': settings.get('form_id', ''), 'zh': title, 'en': _english(settings, 'form_title') or title,
        'items': [], 'sections': [],
    }  # fmt: skip
    body |= {name: settings[name] for name in ('role', 'basis') if settings.get(name)}
    body['scored'] = bool(_flag(settings.get('scored')))
    if settings.get('schools'):
        body['schools'] = re.split(r'[,，、]\s*', settings['schools'])
    body |= {name: _json(settings[name]) for name in AS_JSON if settings.get(name)}
    body['target'] = {name: re.split(r'[,，、]\s*', settings[name]) for name in LISTS if settings.get(name)}
    section = ''
    for row in _rows(grids['survey']):
        match (
            row.get('type', '').replace(' ', '_', 1) if row.get('type', '').endswith('group') else row.get('type', '')
        ):
            case 'begin_group':
                section = row.get('name', '')
                body['sections'].append(_said(row) | {'id': section})
            case 'end_group':
                section = ''
            case '':
                continue
            case type_of:
                body['items'].append(_item(row, type_of, lists) | ({'section': section} if section else {}))
    return body


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise BadInput('not_a_checklist') from None


def _item(row: dict[str, str], type_of: str, lists: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    item: dict[str, Any] = _said(row) | {'id': row.get('name', '')}
    item['type'] = {'integer': 'number', 'decimal': 'number', 'text': 'text', 'note': 'text'}.get(type_of, type_of)
    if type_of == 'image':
        item['type'] = 'signature' if row.get('hint') == 'signature' else 'photo'
    elif type_of.startswith('select_one'):
        choices = lists.get(type_of.partition(' ')[2].strip(), [])
        is_ok = tuple(choice['v'] for choice in choices) == ANSWERS_OF_OK
        item |= {'type': 'ok'} if is_ok else {'type': 'choice', 'choices': choices}
    if row.get('hint') and row['hint'] != 'signature':
        item['hint'] = row['hint']
    if row.get('unit'):
        item['unit'] = row['unit']
    item |= {name: number for name in NUMBERS if (number := _number(row.get(name))) is not None}
    item |= {name: flag for name in FLAGS if (flag := _flag(row.get(name))) is not None}
    shown: dict[str, list[str]] = {}
    for other, value in RELEVANT.findall(row.get('relevant', '')):
        shown.setdefault(other, []).append(value)
    if row.get('relevant') and not shown:
        raise BadInput('bad_template', why='relevant', item=item.get('zh', ''), field='')
    return item | ({'show_if': shown} if shown else {})


def _rows(rows: list[Cells]) -> list[dict[str, str]]:
    names = [str(cell).strip() for cell in rows[0]] if rows else []
    return [
        {name: _text(cell) for name, cell in zip(names, row, strict=False) if name}
        for row in rows[1:]
        if any(cell != '' for cell in row)
    ]


def _text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _said(row: dict[str, str]) -> dict[str, str]:
    plain = row.get('label', '')
    chinese = next((value for name, value in row.items() if name.startswith('label::') and '(zh' in name), '')
    return {'zh': chinese or plain, 'en': _english(row, 'label') or plain or chinese}


def _english(row: dict[str, str], name: str) -> str:
    return next((value for key, value in row.items() if key.startswith(f'{name}::') and '(en' in key), '')


def _flag(text: str | None) -> bool | None:
    said = (text or '').strip().lower()
    return True if said in TRUE else False if said in FALSE else None


def _number(text: str | None) -> float | int | None:
    try:
        value = float(text or '')
    except ValueError:
        return None
    return int(value) if value.is_integer() else value
