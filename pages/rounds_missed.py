"""Missed rounds: the list of those that nobody has explained, and saying why."""

from typing import Any

from nicegui import ui

from app import people, waiting
from app.core.entries import Entry, enter
from app.core.errors import Problem
from app.core.records import write
from app.round_list import Line
from pages.parts import Visitor, banner, box, button, guarded, heading, section, watch, words
from pages.round_rows import FEATURES, rows
from pages.waiting import by_plan, missed_plans


async def show(visitor: Visitor, schedule: str) -> None:
    """What nobody walked in the last days, schedule by schedule; all of one may be explained at once."""
    visitor.actor.must('rounds.explain')

    async def found() -> list[Line]:
        lines = await waiting.missed(visitor.actor)
        return [line for line in lines if schedule in ('1', str(line.schedule.id))][::-1]

    before = await found()
    heading(before[0].schedule.name if before and schedule != '1' else visitor.t('rounds-unexplained'))
    if before and schedule != '1':
        words(visitor.t('rounds-unexplained'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        lines = await found()
        if lines and schedule == '1':
            with box('tw-card tw-card-flush'):
                missed_plans(visitor, by_plan(lines[::-1]))
            return
        if lines:
            _explain(visitor, lines)
        await rows(visitor, lines, visitor.t('rounds-none-unexplained'))

    await live()
    watch(*FEATURES, then=live.refresh)


async def explained(visitor: Visitor, line: Line) -> None:
    """Why a round was missed, or the field to say it."""
    found = line.round
    if found and found.explained_at:
        names = await people.names_of({found.explained_by} if found.explained_by else set())
        by = names.get(found.explained_by, '—') if found.explained_by else '—'
        banner('info', visitor.t('rounds-explained-line', name=by, why=found.why), 'info')
        return
    is_own = visitor.may('rounds.see') or line.is_for(visitor.actor.id)
    if visitor.may('rounds.explain') and is_own:
        section(visitor.t('rounds-explain'))
        _explain(visitor, [line])


def _explain(visitor: Visitor, lines: list[Line]) -> None:
    words(visitor.t('rounds-explain-hint'), 'tw-sub', 'p')
    with box('tw-card tw-stack'):
        why = ui.input(visitor.t('rounds-explain-why')).props('outlined').classes('tw-wide')

        async def explain() -> None:
            actor = await visitor.now('rounds.explain')
            verdicts = await write([_entry(line, why.value or '') for line in lines], actor)
            for verdict in verdicts:
                if verdict.verdict != 'accepted':
                    raise Problem(verdict.code, **verdict.facts)

        said = visitor.t('rounds-explain-go', count=len(lines))
        button(said, guarded(visitor, explain), classes='tw-primary')


def _entry(line: Line, why: str) -> Entry:
    due = line.due
    facts: dict[str, Any] = {'round': str(due.id), 'schedule': str(due.schedule), 'day': str(due.day)}
    return enter('rounds.explain', facts | {'slot': due.slot, 'by': due.by.isoformat(), 'why': why})
