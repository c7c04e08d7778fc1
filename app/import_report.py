"""An import in words: for the page, for the command line, for the sheet of rejected rows."""

import asyncio
import base64
from dataclasses import replace
from typing import Any

from app import import_rows, sheets
from app.core.actors import Actor
from app.core.records import Verdict
from app.core.words import t
from app.import_rows import Told, nobody
from app.rows import Finding, Row

MOST_PIECES = 500  # codes of one row that are listed


async def import_file(
    data: bytes,
    filename: str,
    by: Actor,
    *,
    check: bool,
    language: str,
    name: str = '',
    rejects: bool = False,
    told: Told = nobody,
) -> dict[str, Any]:
    """Check a spreadsheet and, unless only `check` is wanted, write its rows as records in one transaction.

    With `rejects`, the sheet of the rejected rows is there too, in base 64.
    """
    by.must('imports.write')
    sheet, rows = await import_rows.check_file(data, filename, name=name, told=told)
    id, wrong = (None, {}) if check else await import_rows.write_rows(rows, by, filename, told=told)
    done = [replace(row, outcome='reject') if row.number in wrong else row for row in rows]
    back = await asyncio.to_thread(write_rejects, sheet, done, language) if rejects else b''
    return {
        **sheets.count_rows(done),
        'written': not check,
        'import': str(id) if id else None,
        'program': sheet.program,
        'sheet': sheet.name,
        'not_read': list(sheet.others),
        'columns': {key: sheet.headings[place] for key, place in sheet.columns.items()},
        **({'rejects': base64.b64encode(back).decode()} if rejects else {}),
        'rows': await asyncio.to_thread(lambda: [told_row(row, language, wrong.get(row.number)) for row in done]),
    }


def told_row(row: Row, language: str, verdict: Verdict | None = None) -> dict[str, Any]:
    """A row's fate in words. `codes` are those of what was found (W01, R2…), `asset_codes` the things' own."""
    if verdict:
        message = t(f'problem-{verdict.code}', language, **verdict.facts)
    else:
        message = '；'.join(say(finding, language) for finding in row.findings)
    pieces: list[str] = row.values.get('codes') or []
    code = row.values.get('code', '')
    return {
        'row': row.number,
        'outcome': row.outcome,
        'codes': row.codes,
        'message': message,
        'suggestion': '；'.join(dict.fromkeys(mend(finding, language) for finding in row.findings)),
        'changes': [change(each, language) for each in row.changes],
        'name': str(row.values.get('name', '')),
        'place': str(row.values.get('place', '')),
        'asset_codes': pieces[:MOST_PIECES] or ([code] if code else []),
        'tags': row.pieces,
    }


def say(finding: Finding, language: str) -> str:
    """What is the matter."""
    return t(finding.word, language, **finding.facts)


def mend(finding: Finding, language: str) -> str:
    """What somebody can do about it."""
    return t(finding.mending, language, **finding.facts)


def change(each: tuple[str, Any, Any], language: str) -> str:
    """What an update changes, from what to what."""
    name, before, after = each
    label = t(f'imports-column-{name}', language)
    if name == 'state':
        before, after = (t(f'state-{state}', language) if state else '' for state in (before, after))
    return t('imports-change', language, column=label, before=str(before or '–'), after=str(after))


def write_rejects(sheet: sheets.Sheet, rows: list[Row], language: str) -> bytes:
    """An .xlsx of the rejected rows as they came, why in the last column."""
    stop = '。' if language.startswith('zh') else '. '
    reason = t('imports-rejects-reason', language)
    return sheets.write_rejects(
        sheet, rows, lambda finding: f'{say(finding, language)}{stop}{mend(finding, language)}', reason
    )
