"""Rounds as lines of a list, and how many are done, open, late and missed."""

from uuid import UUID

from app import people, sentences
from app.core.clock import now
from app.round_list import Line
from pages.parts import Visitor, box, empty, row, words

MOODS = {
    'coming': '', 'due': 'info', 'walking': 'info', 'paused': 'warn', 'late': 'bad', 'done': 'ok', 'done_late': 'warn',
    'missed': 'bad', 'explained': 'warn',
}  # fmt: skip
FEATURES = ('rounds', 'inspections', 'schedules', 'calendar')


def figures(visitor: Visitor, lines: list[Line]) -> None:
    """How many are done, open, late and missed."""
    states = [line.state(now()) for line in lines]
    counts = (
        ('rounds-count-done', 'ok', sum(state in ('done', 'done_late') for state in states)),
        ('rounds-count-open', '', sum(state in ('coming', 'due', 'walking', 'paused') for state in states)),
        ('rounds-count-late', 'warn', states.count('late')),
        ('rounds-count-missed', 'bad', sum(state in ('missed', 'explained') for state in states)),
    )
    with box('tw-grid tw-four'):
        for word, mood, count in counts:
            with box(f'tw-card tw-figure tw-figure-{mood if count else ""}'):
                words(str(count), 'tw-num')
                words(visitor.t(word), 'tw-sub')


async def rows(visitor: Visitor, lines: list[Line], nothing: str, most: int = 100, own: bool = False) -> None:
    """Rounds as lines of a list: when, how far, who."""
    if not lines:
        empty('route', nothing)
        return
    moment = now()
    lines = lines[:most]
    named = {line.round.walker_id for line in lines if line.round and line.round.walker_id}
    names = await people.names_of(named | {line.schedule.person_id for line in lines if line.schedule.person_id})
    with box('tw-card tw-card-flush'):
        for line in lines:
            state = line.state(moment)
            row(
                f'/rounds/{line.due.id}', line.schedule.name, _about(visitor, line, names, own), picture='route',
                chips=[(visitor.t(f'rounds-state-{state}'), MOODS[state])],
            )  # fmt: skip


def _about(visitor: Visitor, line: Line, names: dict[UUID, str], own: bool) -> str:
    parts = [visitor.t('rounds-by', time=visitor.when(line.due.by))]
    if own and line.schedule.person_id not in (None, visitor.actor.id):
        parts.append(visitor.t('rounds-for', name=names.get(UUID(str(line.schedule.person_id)), '—')))
    found = line.round
    if found and found.stops:
        parts.append(visitor.t('rounds-progress', done=found.done, total=len(found.stops)))
    if not own:
        walker = found.walker_id if found else None
        who = [names.get(walker, '—')] if walker else [person.shown for person in line.people[:3]]
        parts.append(sentences.joined(who, visitor.language) or visitor.t('rounds-nobody'))
    return ' · '.join(parts)
