"""A record of answers as people read it: in the words of the version it was made with."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson

from app import checklists, people
from app.answers import Answer, is_asked, is_fault, is_warning, said
from app.core.config import read_config
from app.core.errors import NotFound
from app.core.words import t
from models import Checklist, LogEntry, Record

KINDS = ('inspections.inspect',)


@dataclass(frozen=True)
class Line:
    """One item and what was answered to it. `mood` is ok, warn, bad or nothing."""

    item: dict[str, Any]
    title: str
    text: str
    mood: str
    section: str = ''
    photos: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answered:
    """A record with its checklist, line by line."""

    record: Record
    checklist: Checklist
    lines: list[Line]
    note: str
    by: str


async def answered(id: str, language: str) -> Answered:
    """Raises NotFound for what is no record of answers."""
    try:
        record = await Record.get_or_none(id=UUID(id))
    except ValueError:
        record = None
    if not record or record.kind not in KINDS or record.verdict != 'accepted':
        raise NotFound('unknown_page')
    payload = orjson.loads(record.envelope)['payload']
    template = await checklists.checklist(payload['checklist'], payload['version'])
    by = (await people.names_of({record.by_id})).get(record.by_id, '') if record.by_id else ''
    lines = lines_of(template.body, payload, language)
    closed = await LogEntry.get_or_none(id=record.id) if 'log' in template.body else None
    if closed and closed.closed_at:
        lines += closing_lines(template.body['log'], closed, language)
    return Answered(record, template, lines, payload.get('note', ''), by)


def closing_lines(log: dict[str, Any], line: LogEntry, language: str) -> list[Line]:
    """What was answered when a line of a logbook was closed, and when that was."""
    section = log['closes']['en' if language == 'en' else 'zh']
    given = {key: answer for key, answer in line.closing.items() if key != 'note'}
    found = lines_of({'items': log.get('items', [])}, {'answers': given}, language)
    closed_at = line.closed_at.astimezone(read_config().timezone)  # type: ignore[union-attr]
    when = Line({'type': 'text'}, t('logs-when', language, what=section), f'{closed_at:%Y-%m-%d %H:%M}', '')
    note = (
        [Line({'type': 'text'}, t('form-note', language), line.closing['note'], '')] if 'note' in line.closing else []
    )
    return [replace(each, section=section) for each in (when, *found, *note)]


def lines_of(body: dict[str, Any], payload: dict[str, Any], language: str) -> list[Line]:
    """Every item in order, also those that were not asked."""
    tongue = 'en' if language == 'en' else 'zh'
    answers = {key: Answer.model_validate(answer) for key, answer in payload['answers'].items()}
    sections = {section['id']: section[tongue] for section in body.get('sections', [])}
    return [
        _line(item, answers, language, sections.get(item.get('section', ''), ''), item[tongue])
        for item in body['items']
    ]


def _line(item: dict[str, Any], answers: dict[str, Answer], language: str, section: str, title: str) -> Line:
    answer = answers.get(item['id'])
    if answer is None:
        word = 'record-empty' if is_asked(item, answers) else 'record-not-asked'
        return Line(item, title, t(word, language), '', section)
    text = said(item, answer, language)
    if item['type'] == 'ok':
        text = ' · '.join(part for part in (t(f'answer-{answer.value}', language), text) if part)
    plain = answer.value is not None
    mood = (
        'bad' if plain and is_fault(item, answer.value) else 'warn' if plain and is_warning(item, answer.value) else ''
    )
    if item['type'] in ('ok', 'number', 'choice') and not mood and answer.value != 'na':
        mood = 'ok'
    return Line(item, title, text, mood, section, answer.photos)
