"""A spreadsheet into the register: first look, then write; what was written before can be undone."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from nicegui import ui

from app import import_report, import_rows, imports, sheets
from app.core.actors import Actor
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.sheets import Row, Sheet
from pages import import_mending, import_table, register_export
from pages.parts import Visitor, banner, box, button, chip, go, guarded, heading, section, watch, words
from pages.picking import pick_file

MAX_BYTES = 5_000_000
T = TypeVar('T')


@dataclass
class Looked:
    """A file that was looked at and not written yet."""

    name: str
    data: bytes
    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    problem: BadInput | None = None


async def show(visitor: Visitor) -> None:
    visitor.actor.must('imports.write')
    box('tw-desk hidden')
    heading(visitor.t('imports-title'))
    words(visitor.t('imports-sub'), 'tw-sub', 'p')

    async def take(name: str, data: bytes, actor: Actor) -> None:
        await look(visitor, name, data, result)
        choose.classes(remove='tw-primary')

    choose = pick_file(visitor, visitor.t('imports-pick'), take, right='imports.write', most=MAX_BYTES)
    result = box('tw-stack')
    before = box('tw-stack')

    async def redraw() -> None:
        before.clear()
        with before:
            await _before(visitor)

    await redraw()
    watch('imports', then=redraw)
    if visitor.may('register.revise'):
        section(visitor.t('register-export-title'))
        words(visitor.t('register-export-sub'), 'tw-sub', 'p')
        register_export.door(visitor)


async def look(visitor: Visitor, name: str, data: bytes, result: ui.element, sheet_name: str = '') -> None:
    """Check a file, or one sheet of it, and show what it would do."""
    result.clear()
    with result:
        sheet, rows, problem = await _with_progress(visitor, name, lambda told: _check(data, name, sheet_name, told))
        _result(visitor, Looked(name, data, sheet, rows, problem), result)


async def _check(
    data: bytes, name: str, sheet_name: str, told: import_rows.Told
) -> tuple[Sheet, list[Row], BadInput | None]:
    """A sheet whose columns cannot be made out is shown as well, so that somebody can say what they are."""
    try:
        return (*await import_rows.check_file(data, name, name=sheet_name, told=told), None)
    except BadInput as problem:
        if problem.code != 'missing_columns':
            raise
        return await asyncio.to_thread(sheets.open_sheet, data, name, sheet_name), [], problem


async def _with_progress(visitor: Visitor, name: str, work: Callable[[import_rows.Told], Awaitable[T]]) -> T:
    """Do something long while a bar shows how far it has come."""
    now: tuple[str, int, int] = ('read', 0, 0)

    def told(step: str, done: int, total: int) -> None:
        nonlocal now
        now = step, done, total

    with box('tw-card tw-stack') as card:
        text = words(visitor.t('imports-step-read', name=name), '', 'p')
        bar = ui.linear_progress(0, show_value=False).props('indeterminate rounded size=8px')

        def draw() -> None:
            step, done, total = now
            text.set_text(visitor.t(f'imports-step-{step}', name=name, done=done, total=total))
            if total:
                bar.props(remove='indeterminate')
                bar.value = done / total

        timer = ui.timer(0.2, draw)
    try:
        return await work(told)
    finally:
        timer.deactivate()
        if not card.is_deleted:  # with the list that it stood in, redrawn because of this very work
            card.delete()


def _result(visitor: Visitor, looked: Looked, result: ui.element) -> None:
    async def again() -> None:
        await look(visitor, looked.name, looked.data, result, looked.sheet.name)

    section(' · '.join(part for part in (looked.name or visitor.t('imports-no-name'), looked.sheet.name) if part))
    _others(visitor, looked, result)
    if looked.problem:
        banner('bad', visitor.t('problem-missing_columns', **looked.problem.facts), 'error')
        import_mending.columns(visitor, looked.sheet, again, is_open=True)
        return
    counts = sheets.count_rows(looked.rows)
    with box('tw-card tw-line'):
        for name, mood in import_table.MOODS.items():
            if counts[name]:
                chip(visitor.t(f'imports-{name}', count=counts[name]), mood)
        if counts['tags']:
            chip(visitor.t('imports-tags', count=counts['tags']))
    if looked.sheet.program:
        banner('info', visitor.t('imports-program', program=looked.sheet.program))
    if looked.sheet.is_places:
        banner('info', visitor.t('imports-places-list'))
    _actions(visitor, looked, counts, result)
    import_mending.places(visitor, looked.rows, again)
    if not looked.sheet.is_places:
        import_mending.columns(visitor, looked.sheet, again)
    import_table.rows(visitor, looked.rows)


def _others(visitor: Visitor, looked: Looked, result: ui.element) -> None:
    """The other sheets of the workbook that look like a register, one tap away."""
    if not looked.sheet.others:
        return
    banner('info', visitor.t('imports-other-sheets', name=looked.sheet.name, count=len(looked.sheet.others)))
    with box('tw-line'):
        for other in looked.sheet.others:
            read = partial(look, visitor, looked.name, looked.data, result, other)
            button(visitor.t('imports-read-sheet', name=other), guarded(visitor, read), picture='table')


def _actions(visitor: Visitor, looked: Looked, counts: dict[str, int], result: ui.element) -> None:
    writes = counts['created'] + counts['updated']

    async def write() -> None:
        actor = await visitor.now('imports.write')
        result.clear()
        with result:
            _, wrong = await _with_progress(
                visitor,
                looked.name,
                lambda told: import_rows.write_rows(looked.rows, actor, looked.name, told=told),
            )
            banner('ok', visitor.t('imports-written', count=writes - len(wrong)), 'ok')
            for number, verdict in list(wrong.items())[:20]:
                said = visitor.t(f'problem-{verdict.code}', **verdict.facts)
                banner('bad', f'{visitor.t("imports-row-number", row=number)} {said}', 'error')
            if counts['rejected']:
                _rejects(visitor, looked)
            _others(visitor, looked, result)
            go('/labels', visitor.t('labels-title'), picture='print', classes='tw-primary')

    if writes:
        button(visitor.t('imports-go', count=writes), guarded(visitor, write), picture='check', classes='tw-primary')
    elif counts['unchanged']:
        banner('ok', visitor.t('imports-nothing'), 'ok')
    else:
        banner('warn', visitor.t('imports-all-rejected'), 'alert')
    if counts['rejected']:
        _rejects(visitor, looked)


def _rejects(visitor: Visitor, looked: Looked) -> None:
    def download() -> None:
        data = import_report.write_rejects(looked.sheet, looked.rows, visitor.language)
        ui.download.content(data, visitor.t('imports-rejects-file') + '.xlsx')

    button(visitor.t('imports-rejects'), download, picture='download')


async def _before(visitor: Visitor) -> None:
    """What was imported before, each to be taken back."""
    found = await imports.latest()
    if not found:
        return
    section(visitor.t('imports-before'))
    for one in found:
        _one_before(
            visitor,
            one.id,
            one.name or visitor.t('imports-no-name'),
            one.counts,
            visitor.when(one.at),
            bool(one.undone_at),
        )


def _one_before(visitor: Visitor, id: object, name: str, counts: dict[str, int], when: str, is_undone: bool) -> None:
    async def take_back() -> None:
        actor = await visitor.now('imports.undo')
        with card:
            await _with_progress(visitor, name, lambda told: _undo(id, actor, told))
        with client:
            ui.notify(visitor.t('imports-take-back-done', name=name), type='positive', position='top')

    client = ui.context.client
    with box('tw-card tw-line') as card:
        with box('tw-row-main'):
            words(name, 'tw-title', 'div')
            sub = visitor.t('imports-before-sub', created=counts.get('created', 0), updated=counts.get('updated', 0))
            words(f'{when} · {sub}', 'tw-sub', 'div')
        if is_undone:
            chip(visitor.t('imports-taken-back'))
        elif visitor.may('imports.undo'):
            button(visitor.t('imports-take-back'), guarded(visitor, take_back), picture='history')


async def _undo(id: object, actor: object, told: import_rows.Told) -> None:
    told('undo', 0, 0)
    await write_one(enter('imports.undo', {'of': str(id)}), actor)  # type: ignore[arg-type]
