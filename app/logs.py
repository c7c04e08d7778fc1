"""Logbooks: checklists whose fillings-in are lines of a list; a line may stay open until it is closed."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import orjson
from pydantic import Field

from app import checklists
from app.answers import Answer, faulty_items, said
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Checklist, Inspection, LogEntry, Record, Thing

SEE = 'logs.see'  # visitors' names and telephone numbers stand in logbooks: not for a class


class CloseForm(Form):
    entry: UUID = Field(title='logs-close-entry', json_schema_extra={'widget': 'hidden'})
    checklist: str = Field(max_length=60)
    version: int = Field(ge=1)
    answers: dict[str, Answer] = Field(default={}, max_length=40)
    note: str = Field(default='', max_length=2000)


@kind
async def close(thing: Thing, form: CloseForm, record: Writing) -> None:
    """A line is closed: the visitor left, the sample was thrown away. Of two who close it the first one counts."""
    await record.flush()
    line = await LogEntry.get_or_none(id=form.entry)
    if not line or line.thing_id != thing.id:
        raise NotFound('unknown_entry')
    template = await checklists.checklist(line.checklist, line.version)
    log = template.body['log']
    faulty_items(log.get('items', []), form.answers, record.by.language)
    if line.closed_at:
        record.flags.append('already_closed')
        return
    if log.get('hours') and line.due_at and record.at < line.due_at:
        record.flags.append('closed_early')
    line.closed_at, line.closed_by, line.cursor = record.at, record.by.id, record.number  # type: ignore[assignment]
    line.closing = {key: answer.model_dump(exclude_defaults=True) for key, answer in form.answers.items()}
    if form.note:
        line.closing['note'] = form.note
    await line.save()
    await record.change(thing)


async def book_keys() -> frozenset[str]:
    """The keys of all checklists that are or were logbooks."""
    found = await Checklist.all().order_by('version')
    return frozenset(each.key for each in found if is_log(each.body))


def add_line(thing: Thing, template: Checklist, answers: dict[str, Answer], record: Writing, language: str) -> None:
    """Another line of a logbook, if this checklist is one whose lines are closed later."""
    log = template.body.get('log', {})
    if not log.get('closes'):
        return
    record.plant(LogEntry(
        id=record.id, thing=thing, checklist=template.key, version=template.version, at=record.at, by_id=record.by.id,
        title=_name(template.body, answers, language), due_at=due_of(log, record.at), cursor=record.number,
    ))  # fmt: skip


def _name(body: dict[str, Any], answers: dict[str, Answer], language: str) -> str:
    items = {item['id']: item for item in body['items']}
    named = [said(items[key], answers.get(key), language) for key in body['log'].get('title', [])]
    return ' · '.join(name for name in named if name)[:200]


async def titles(lines: list[Inspection], language: str) -> dict[UUID, str]:
    """What names each of these lines, read from their records."""
    found: dict[UUID, str] = {}
    versions = {(line.checklist, line.version) for line in lines}
    bodies = {each: (await checklists.checklist(*each)).body for each in versions}
    for record in await Record.filter(id__in=[line.id for line in lines]):
        payload = orjson.loads(record.envelope)['payload']
        body = bodies[payload['checklist'], payload['version']]
        if is_log(body):
            answers = {key: Answer.model_validate(answer) for key, answer in payload['answers'].items()}
            found[record.id] = _name(body, answers, language)
    return found


def due_of(log: dict[str, Any], at: datetime) -> datetime | None:
    """When a line should be closed: after so many hours, or by an hour of the same day, the end of it without one."""
    if log.get('hours'):
        return at + timedelta(hours=log['hours'])
    local = at.astimezone(read_config().timezone)
    by = time.fromisoformat(log['by']) if log.get('by') else time(23, 59)
    due = datetime.combine(local.date(), by, read_config().timezone)
    return due if due > local else datetime.combine(local.date(), time(23, 59, 59), read_config().timezone)


def is_log(body: dict[str, Any]) -> bool:
    return 'log' in body


async def entry(id: UUID | str) -> LogEntry:
    """Raises NotFound."""
    try:
        found = await LogEntry.get_or_none(id=UUID(str(id))).select_related('thing')
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_entry')
    return found


# Whose book it is: what a template calls its role, as the post that people have.
POSTS = {
    'gatekeeper': 'gatekeeper',
    'kitchen_staff': 'kitchen',
    'kitchen_receiver': 'kitchen',
    'duty_staff': 'gatekeeper',
}


def post_of(body: dict[str, Any]) -> str:
    return POSTS.get(body.get('role', ''), body.get('role', ''))


async def books(roles: Iterable[str] = (), limit: int = 200) -> list[tuple[Thing, Checklist]]:
    """Every logbook at every place or thing it belongs to: first those of somebody's own post."""
    found = []
    for template in await checklists.current_checklists():
        if is_log(template.body):
            target = template.body.get('target', {})
            wanted = [*target.get('categories', []), *target.get('place_kinds', [])]
            things = Thing.filter(category__in=wanted).exclude(state='retired').order_by('sort').limit(limit)
            found += [(thing, template) for thing in await things if checklists.belongs(template.body, thing)]
    own = set(roles)
    return sorted(found, key=lambda book: (post_of(book[1].body) not in own, book[0].sort, book[1].key))[:limit]


async def open_entries(thing_id: UUID | str | None = None, checklist: str = '') -> list[LogEntry]:
    """Lines that are not closed yet, the oldest first."""
    wanted: dict[str, Any] = {'closed_at': None}
    if thing_id:
        wanted['thing_id'] = thing_id
    if checklist:
        wanted['checklist'] = checklist
    return await LogEntry.filter(**wanted).select_related('thing').order_by('at')


def is_overdue(line: LogEntry, moment: datetime | None = None) -> bool:
    return line.closed_at is None and line.due_at is not None and line.due_at < (moment or now())


def closing_form(template: Checklist) -> dict[str, Any]:
    """What is asked when a line is closed, as a checklist that the phone draws."""
    log = template.body['log']
    return {
        'id': template.key,
        'version': template.version,
        'sha256': template.sha256,
        'zh': log['closes']['zh'],
        'en': log['closes']['en'],
        'items': log.get('items', []),
    }


def shown(line: LogEntry) -> dict[str, Any]:
    """An open line as phones get it."""
    return {
        'id': str(line.id),
        'thing': str(line.thing_id),
        'checklist': line.checklist,
        'version': line.version,
        'title': line.title,
        'at': line.at.isoformat(),
        'due': line.due_at.isoformat() if line.due_at else None,
    }


async def lines(thing_id: UUID, key: str, limit: int = 60) -> list[Inspection]:
    """The last fillings-in of a logbook at a place, the newest first."""
    return await Inspection.filter(thing_id=thing_id, checklist=key).order_by('-at').limit(limit)


async def closed_of(ids: list[UUID]) -> dict[UUID, LogEntry]:
    """The lines that are closed later, by the record that wrote them."""
    return {line.id: line for line in await LogEntry.filter(id__in=ids)}
