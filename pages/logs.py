"""Logbooks: what is open, a new line, what was written before; and closing a line."""

from datetime import timedelta

from nicegui import ui

from app import checklists, logs, people
from app.core.clock import now
from app.core.errors import Refused
from models import Checklist, LogEntry, Thing
from pages.checklists import title_of
from pages.parts import Visitor, banner, box, chip, crumbs, empty, go, heading, link, row, section, watch, words
from pages.phone import FormView, icon

SHOWN = 60


async def show(visitor: Visitor) -> None:
    """Every line that is still open, everywhere: who is inside, which samples are kept."""
    visitor.actor.must('logs.see')
    heading(visitor.t('logs-title'))
    words(visitor.t('logs-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        found = await logs.open_entries()
        if not found:
            empty('book', visitor.t('logs-none-open'))
            return
        kept = {(line.checklist, line.version) for line in found}
        templates = {each: await checklists.checklist(*each) for each in kept}
        for key in sorted({key for key, _ in kept}):
            mine = [line for line in found if line.checklist == key]
            section(title_of(visitor, templates[key, mine[-1].version].body))
            with box('tw-card tw-card-flush'):
                for line in mine:
                    _open_line(visitor, templates[line.checklist, line.version], line, line.thing.name)

    await live()
    watch('inspections', 'logs', then=live.refresh)
    await _books(visitor)


async def _books(visitor: Visitor) -> None:
    """Where a new line is written, the books of one's own post first; a scan of the place's label leads there too."""
    found = await logs.books(visitor.actor.roles)
    if not found:
        return
    section(visitor.t('logs-books'))
    with box('tw-card tw-card-flush'):
        for thing, template in found:
            path = f'/things/{thing.id}/check/{template.key}'
            row(path, title_of(visitor, template.body), thing.name, picture='book')


async def book(visitor: Visitor, thing: Thing, template: Checklist, tag: str = '', how: str = 'list') -> None:
    """One logbook of a place; the page above it is already drawn."""
    visitor.actor.must('logs.see')
    log = template.body['log']

    @ui.refreshable
    async def live() -> None:
        found = await logs.open_entries(thing.id, template.key)
        if not found:
            return
        late = [line for line in found if logs.is_overdue(line)]
        waiting = [line for line in found if line not in late]
        for lines, name, mood in ((late, 'overdue', 'bad'), (waiting, 'open', 'info')):
            if lines:
                said = log.get(name) or log.get('open') or log['closes']
                with box('tw-line'):
                    section(title_of(visitor, said))
                    chip(str(len(lines)), mood)
                with box('tw-card tw-card-flush'):
                    for line in lines:
                        _open_line(visitor, template, line)

    @ui.refreshable
    async def before() -> None:
        found = await logs.lines(thing.id, template.key, SHOWN)
        if not found:
            return
        closed = await logs.closed_of([line.id for line in found])
        names = await people.names_of({line.by_id for line in found if line.by_id})
        titles = await logs.titles([line for line in found if line.id not in closed], visitor.language)
        section(visitor.t('logs-before'))
        with box('tw-card tw-card-flush'):
            for line in found:
                entry = closed.get(line.id)
                about = [visitor.when(line.at), names.get(line.by_id or line.id, '')]
                if entry and entry.closed_at:
                    about.insert(1, f'{title_of(visitor, log["closes"])} {visitor.when(entry.closed_at)}')
                title = (entry.title if entry else titles.get(line.id)) or title_of(visitor, template.body)
                chips = [(visitor.t('answer-fault'), 'bad')] if line.faults else []
                row(f'/inspections/{line.id}', title, ' · '.join(filter(None, about)), picture='book', chips=chips)

    if visitor.may('inspections.inspect'):
        go('#new', visitor.t('logs-new'), picture='plus', classes='tw-primary')
    await live()
    if visitor.may('inspections.inspect'):
        section(visitor.t('logs-new')).props('id=new')
        with box('tw-card'):
            FormView(
                'inspections.inspect', thing=_brief(thing), tag=tag, how=how, checklist=checklists.shown(template),
                next=f'/things/{thing.id}/check/{template.key}',
            )  # fmt: skip
    await before()
    watch('inspections', 'logs', then=live.refresh)
    watch('inspections', 'logs', then=before.refresh)


def _brief(thing: Thing) -> dict[str, object]:
    return {'id': str(thing.id), 'name': thing.name, 'ver': thing.ver}


def _open_line(visitor: Visitor, template: Checklist, line: LogEntry, where: str = '') -> None:
    """A line that waits to be closed, with how long it still has to wait or should not have."""
    log, late = template.body['log'], logs.is_overdue(line)
    about = [where, visitor.when(line.at), _left(visitor, line) if log.get('hours') else '']
    with link(f'/logs/{line.id}', 'tw-row'):
        icon('alert' if late else 'clock')
        with box('tw-row-main'):
            words(line.title or title_of(visitor, template.body), 'tw-title', 'div')
            words(' · '.join(filter(None, about)), 'tw-sub', 'div')
        waits = log.get('hours') and not late and 'open' in log  # it is kept until then: nothing is to do yet
        chip(title_of(visitor, log['open'] if waits else log['closes']), 'bad' if late else 'info')


def _left(visitor: Visitor, line: LogEntry) -> str:
    if not line.due_at or logs.is_overdue(line):
        return ''
    left = line.due_at - now()
    return visitor.t('logs-left', hours=int(left / timedelta(hours=1)), minutes=int(left.seconds % 3600 / 60))


async def show_one(visitor: Visitor, id: str) -> None:
    """One line: what was written, and closing it."""
    visitor.actor.must('logs.see')
    line = await logs.entry(id)
    template = await checklists.checklist(line.checklist, line.version)
    log = template.body['log']
    with crumbs(visitor):
        with link(f'/things/{line.thing.id}'):
            words(line.thing.name)
        with link(f'/things/{line.thing.id}/check/{line.checklist}'):
            words(title_of(visitor, template.body))
    heading(line.title or title_of(visitor, template.body))
    known = await people.names_of({person for person in (line.by_id, line.closed_by) if person})
    writer, closer = (known.get(person, '—') if person else '—' for person in (line.by_id, line.closed_by))
    words(visitor.t('record-by', name=writer, when=visitor.when(line.at)), 'tw-sub', 'p')
    go(f'/inspections/{line.id}', visitor.t('logs-what-was-written'), picture='book', classes='tw-quiet')
    if line.closed_at:
        banner('ok', f'{title_of(visitor, log["closes"])} · {closer} · {visitor.when(line.closed_at)}', 'ok')
        return
    if logs.is_overdue(line) and log.get('overdue'):
        banner('bad' if not log.get('hours') else 'warn', title_of(visitor, log['overdue']), 'alert')
    elif log.get('hours'):
        banner('warn', visitor.t('logs-too-early', left=_left(visitor, line)), 'clock')
    if not visitor.may('logs.close'):
        raise Refused('not_allowed', action='logs-close')
    section(title_of(visitor, log['closes']))
    with box('tw-card'):
        FormView(
            'logs.close', thing=_brief(line.thing), how='list', checklist=logs.closing_form(template),
            prefill={'entry': str(line.id)}, next=f'/things/{line.thing.id}/check/{line.checklist}',
        )  # fmt: skip
