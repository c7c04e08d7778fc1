"""Rounds: the day as the office sees it, and one round with its record."""

from datetime import date, datetime, timedelta
from uuid import UUID

from nicegui import ui

from app import people, proof, register, round_list, round_phones, schedules, sentences
from app.core.clock import now
from app.core.errors import NotFound
from app.round_list import Line
from models import Visit
from pages import rounds_missed
from pages.parts import Visitor, box, chip, empty, go, heading, link, row, section, watch, words
from pages.phone import RoundView, icon
from pages.round_rows import FEATURES, MOODS, figures, rows


async def show(visitor: Visitor, day: str = '', own: str = '', missed: str = '') -> None:
    """What was done on a day and what was not; with `own`, or for whoever sees no more, one's own rounds of today.

    With `missed`, what nobody walked in the last days and nobody explained.
    """
    if missed:
        await rounds_missed.show(visitor, missed)
        return
    heading(visitor.t('rounds-mine' if own else 'rounds-title'))
    if own or not visitor.may('rounds.see'):
        await _mine(visitor)
        return
    chosen = _day_of(day)
    with box('tw-grid tw-fit'):
        for step, word in ((-1, 'rounds-yesterday'), (1, 'rounds-tomorrow')):
            other = chosen + timedelta(days=step)
            go(f'/rounds?day={other}', visitor.t(word), picture='back' if step < 0 else 'arrow')
    words(sentences.day_words(chosen, visitor.language), 'tw-h2', 'h2')

    @ui.refreshable
    async def live() -> None:
        lines = await (round_list.today() if chosen == schedules.today() else round_list.on(chosen))
        figures(visitor, lines)
        await rows(visitor, lines, visitor.t('rounds-none-day'))

    await live()
    watch(*FEATURES, then=live.refresh)


async def _mine(visitor: Visitor) -> None:
    visitor.actor.must(schedules.WALK)

    @ui.refreshable
    async def live() -> None:
        await rows(visitor, await round_list.mine(visitor.actor.id), visitor.t('rounds-none-mine'), own=True)

    await live()
    watch(*FEATURES, then=live.refresh)


def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return schedules.today()


async def show_one(visitor: Visitor, id: str) -> None:
    """One round: to walk it, to follow it, to explain why it was missed."""
    if not visitor.may('rounds.see'):
        visitor.actor.must(schedules.WALK)

    line = await _line(id)
    walks = visitor.may(schedules.WALK) and line.state(now()) not in ('missed', 'explained')
    view = RoundView(id, await round_phones.told(line.due.id)) if walks else None

    @ui.refreshable
    async def live() -> None:
        line = await _line(id)
        state = line.state(now())
        if not view:
            _head(visitor, line, state)
        if state in ('missed', 'explained'):
            await rounds_missed.explained(visitor, line)
        if visitor.may('rounds.see'):
            await _log(visitor, line)

    async def again() -> None:
        if view:
            view.show(await round_phones.told(line.due.id))
        await live.refresh()

    await live()
    watch(*FEATURES, then=again)


async def _line(id: str) -> Line:
    try:
        found = await round_list.line_of(UUID(id))
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_round')
    return found


def _head(visitor: Visitor, line: Line, state: str) -> None:
    with box('tw-line'):
        heading(line.schedule.name)
        chip(visitor.t(f'rounds-state-{state}'), MOODS[state])
    words(visitor.t('rounds-by', time=visitor.when(line.due.by)), 'tw-sub', 'p')
    names = sentences.joined((person.shown for person in line.people), visitor.language)
    words(visitor.t('rounds-responsible', names=names) if names else visitor.t('rounds-nobody'), 'tw-sub', 'p')


async def _log(visitor: Visitor, line: Line) -> None:
    """Who was where when, how they got there, and what an honest reader should know."""
    visits = await round_list.visits_of(line.due.id)
    section(visitor.t('rounds-log'))
    if not visits and not (line.round and line.round.skipped):
        empty('history', visitor.t('rounds-log-none'))
        return
    things = await register.names_of(visit.thing_id for visit in visits)
    names = await people.names_of({visit.by_id for visit in visits if visit.by_id})
    faults = await round_list.faults_of(visits)
    before: dict[UUID | None, datetime] = {}
    with box('tw-card tw-card-flush'):
        for visit in visits:
            title, by = things.get(visit.thing_id, '—'), names.get(visit.by_id, '—') if visit.by_id else '—'
            _visit(visitor, visit, title, by, before.get(visit.by_id), faults.get(visit.record_id, 0))
            before[visit.by_id] = visit.at
        for id, why in (line.round.skipped if line.round else {}).items():
            skipped = (await register.names_of([UUID(id)])).get(UUID(id), '—')
            row(f'/things/{id}', skipped, visitor.t('rounds-skipped', why=why), picture='close')
    if any(visit.flags for visit in visits):
        words(visitor.t('rounds-flags-note'), 'tw-sub', 'p')


def _visit(visitor: Visitor, visit: Visit, title: str, by: str, before: datetime | None, faults: int) -> None:
    about = [visitor.when(visit.at), by, visitor.t(f'how-{visit.how}') if visit.how else '']
    if before:
        seconds = max(0, round((visit.at - before).total_seconds()))
        short = visitor.t('rounds-seconds', count=seconds)
        about.append(visitor.t('rounds-minutes', count=round(seconds / 60)) if seconds >= 60 else short)
    if visit.quick:
        about.append(visitor.t('rounds-quick'))
    with link(f'/inspections/{visit.record_id}', 'tw-row'):
        icon('alert' if faults else 'check')
        with box('tw-row-main'):
            words(title, 'tw-title', 'div')
            words(' · '.join(part for part in about if part), 'tw-sub', 'div')
            with box('tw-line'):
                for flag in visit.flags:
                    if flag in proof.FLAGS:
                        chip(visitor.t(f'flag-{flag}'), 'warn')
        if faults:
            chip(visitor.t('history-faults', count=faults), 'bad')
