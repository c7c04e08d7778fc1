"""What can be done with a stocktake now: start, count again, close, approve, carry out, take back."""

from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

from nicegui import ui

from app import people, stocktake_approval, stocktake_closing, stocktake_deciding
from app.core.entries import enter
from app.core.errors import Conflict, Problem
from app.core.records import write_one
from app.core.words import sentence
from app.sentences import joined
from app.stocktake_closing import Queue
from models import Stocktake, StocktakePlace
from pages.parts import Visitor, banner, box, button, go, guarded, words

MOST_NAMED = 12  # rooms

# What each state offers: the kind's verb, its picture and its look.
STEPS: dict[str, tuple[tuple[str, str, str], ...]] = {
    'planned': (('start', 'next', 'tw-primary'), ('cancel', 'close', 'tw-quiet')),
    'counting': (('recount', 'history', ''), ('close', 'check', 'tw-strong-button'), ('cancel', 'close', 'tw-quiet')),
    'closed': (('approve', 'check', 'tw-primary'), ('reopen', 'history', 'tw-quiet')),
    'approved': (('undo', 'history', 'tw-quiet'), ('seal', 'check', 'tw-strong-button')),
}


async def draw(visitor: Visitor, found: Stocktake, unsigned: list[StocktakePlace]) -> None:
    """The buttons, and what stands in the way."""
    if found.state == 'closed':
        try:
            await stocktake_deciding.check_ready(found, unsigned)
        except Conflict as problem:
            banner('info', sentence(problem, visitor.language))
    with box('tw-line'):
        if found.state == 'counting' and visitor.may('stocktakes.count'):
            go(f'/stocktakes/{found.id}/walk', visitor.t('stocktakes-walk'), picture='scan', classes='tw-strong-button')
        if found.state == 'approved' and visitor.may('stocktakes.apply'):
            await _carry_out(visitor, found)
        for verb, picture, look in STEPS.get(found.state, ()):
            if visitor.may(f'stocktakes.{verb}') and not (verb == 'recount' and found.round > 1):
                work = guarded(visitor, partial(_do, visitor, found.id, verb))
                button(visitor.t(f'stocktakes-{verb}'), work, picture=picture, classes=look)
        if found.state in ('planned', 'counting') and visitor.may('stocktakes.assign'):
            go(f'/stocktakes/{found.id}/teams', visitor.t('stocktakes-assign'), picture='people')
        if found.state != 'planned':
            for ending, word in (('pdf', 'prints-pdf'), ('xlsx', 'prints-xlsx')):
                path = f'/stocktakes/{found.id}/report.{ending}'
                go(path, visitor.t(word), picture='download').props('target=_blank')
            go(f'/stocktakes/{found.id}/books', visitor.t('stocktakes-books'), picture='table')


async def _do(visitor: Visitor, id: UUID, verb: str) -> None:
    by = await visitor.now(f'stocktakes.{verb}')
    if verb == 'close':
        rooms, queues = await stocktake_closing.open_rooms(id), await stocktake_closing.open_queues(id)
        if not rooms and not queues:
            await stocktake_closing.close_now(id, by)
        else:
            _ask_anyway(visitor, id, rooms, queues)
        return
    await write_one(enter(f'stocktakes.{verb}', {'stocktake': str(id)}), by)


def _ask_anyway(visitor: Visitor, id: UUID, rooms: list[StocktakePlace], queues: list[Queue]) -> None:
    """A phone has not sent everything or a room is not done: later by itself, or now and the report says so."""
    with ui.dialog() as dialog, ui.card().classes('tw-dialog tw-stack'):
        if queues:
            names = '、'.join(dict.fromkeys(queue.name for queue in queues))
            words(visitor.t('problem-queues_open', names=names), '', 'div')
        if rooms:
            words(visitor.t('stocktakes-rooms-open', count=len(rooms)), 'tw-title', 'div')
            words(joined((room.name for room in rooms[:MOST_NAMED]), visitor.language), 'tw-sub', 'div')

        async def anyway() -> None:
            dialog.close()
            await stocktake_closing.close_now(id, await visitor.now('stocktakes.close'), anyway=True)

        async def later() -> None:
            dialog.close()
            await _wait(visitor, id, True)

        if queues and not rooms:
            words(visitor.t('stocktakes-wait-more'), 'tw-sub', 'div')
        with box('tw-line'):
            if queues:
                said = visitor.t('stocktakes-close-later')
                button(said, guarded(visitor, later), picture='check', classes='tw-strong-button')
            button(visitor.t('stocktakes-wait'), dialog.close, classes='' if queues else 'tw-strong-button')
            button(visitor.t('stocktakes-close-anyway'), guarded(visitor, anyway), classes='tw-quiet')
    dialog.open()


async def _wait(visitor: Visitor, id: UUID, waits: bool) -> None:
    by = await visitor.now('stocktakes.wait')
    await write_one(enter('stocktakes.wait', {'stocktake': str(id), 'waits': waits}), by)


async def waiting(visitor: Visitor, found: Stocktake) -> None:
    """It closes by itself: what it still waits for, and the way out of that."""
    queues = await stocktake_closing.open_queues(found.id)
    names = joined(dict.fromkeys(queue.name for queue in queues), visitor.language)
    banner('info', visitor.t('stocktakes-closes-itself', names=names or '—'), 'clock')
    if visitor.may('stocktakes.wait'):
        work = guarded(visitor, partial(_wait, visitor, found.id, False))
        with box('tw-line'):
            button(visitor.t('stocktakes-wait-not'), work, picture='close', classes='tw-quiet')


async def not_waited(visitor: Visitor, found: Stocktake) -> str:
    names = await people.names_of({UUID(each['person']) for each in found.not_waited})
    told = {each['person']: names.get(UUID(each['person']), '—') for each in found.not_waited}
    return visitor.t('stocktakes-not-waited', names='、'.join(told.values()))


def _tell(visitor: Visitor, failed: list[Problem]) -> None:
    """What could not be done, each with its reason and what to do about it."""
    with ui.dialog() as dialog, ui.card().classes('tw-dialog tw-stack'):
        words(visitor.t('stocktakes-failed', count=len(failed)), 'tw-title', 'div')
        for problem in failed[:MOST_NAMED]:
            words(sentence(problem, visitor.language), 'tw-wrap', 'div')
        if len(failed) > MOST_NAMED:
            words('…', 'tw-sub', 'p')
        button(visitor.t('stocktakes-failed-seen'), dialog.close, classes='tw-strong-button')
    dialog.open()


async def _carry_out(visitor: Visitor, found: Stocktake) -> None:
    left = await stocktake_approval.left(found.id)
    done = await stocktake_approval.done(found.id)
    bar = ui.linear_progress(0, show_value=False).props('rounded size=8px').classes('tw-wide')
    bar.set_visibility(False)
    client = ui.context.client

    async def run(work: Callable[..., Awaitable[list[Problem]]], action: str) -> None:
        by = await visitor.now(action)
        bar.set_visibility(True)
        failed = await work(found.id, by, lambda done, all: None if bar.is_deleted else bar.set_value(done / all))
        if failed:
            with client:  # what stood around the button has been drawn anew meanwhile
                _tell(visitor, failed)

    if left:
        work = guarded(visitor, partial(run, stocktake_approval.carry_out, 'stocktakes.apply'))
        button(visitor.t('stocktakes-carry-out', count=left), work, picture='check', classes='tw-primary')
    if done:
        work = guarded(visitor, partial(run, stocktake_approval.take_all_back, 'stocktakes.revert'))
        button(visitor.t('stocktakes-take-back', count=done), work, picture='history', classes='tw-quiet')
