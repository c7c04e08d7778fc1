"""On the first page: what waits for somebody besides rounds, each a line that leads to where it is done."""

from uuid import UUID

from app import letter_list, sentences, waiting, writeoffs
from app.core.actors import Actor
from app.round_list import Line
from app.waiting import Overdue
from models import Thing
from pages.checklists import title_of
from pages.parts import Visitor, box, row, section

FEW = 4  # missed schedules shown by name
NAMED = 3  # lines of a logbook


async def show(visitor: Visitor, blocked: list[Thing]) -> None:
    """Nothing at all when nothing waits."""
    actor: Actor = visitor.actor
    overdue, missed = await waiting.overdue(actor), await waiting.missed(actor)
    rechecks, decisions = await waiting.rechecks(actor, blocked), await waiting.decisions(actor)
    appeals, orphans = await waiting.appeals(actor), await waiting.orphans(actor)
    mended, late = await waiting.mended(actor), await waiting.repairs_late(actor)
    dispute, unsigned = await waiting.repairs_in_dispute(actor), await letter_list.waiting(actor)
    if not any((overdue, missed, rechecks, decisions, appeals, orphans, mended, late, dispute, unsigned)):
        return
    section(visitor.t('waiting-title'))
    with box('tw-card tw-card-flush'):
        for each in overdue:
            _overdue(visitor, each)
        for thing, keys in rechecks:
            path = f'/things/{thing.id}/check/{keys[0]}' if len(keys) == 1 else f'/things/{thing.id}'
            chips = [(visitor.t('waiting-recheck'), 'warn')]
            row(path, thing.name, visitor.t('waiting-recheck-sub'), picture='check', chips=chips)
        for count, word, path in (
            (dispute, 'waiting-dispute', '/repairs?view=list&clash=1'),
            (late, 'waiting-late', '/repairs?view=list&late=1'),
        ):
            if count:
                row(path, visitor.t(word), picture='wrench', chips=[(str(count), 'bad')])
        for repair in mended[:FEW]:
            chips = [(visitor.t('repairs-confirm'), 'warn')]
            row(f'/repairs/{repair.id}', repair.what, repair.thing.name, picture='wrench', chips=chips)
        if len(mended) > FEW:
            path, said = '/repairs?view=list&own=1&status=done', visitor.t('waiting-mended-all', count=len(mended))
            row(path, said, picture='wrench', chips=[(visitor.t('repairs-confirm'), 'warn')])
        _missed(visitor, missed)
        if orphans:
            path = f'/schedules/{orphans[0].id}' if len(orphans) == 1 else '/schedules'
            names = sentences.joined((each.name for each in orphans[:NAMED]), visitor.language)
            chips = [(str(len(orphans)), 'bad')]
            row(path, visitor.t('waiting-orphans'), names, picture='people', chips=chips)
        for writeoff in decisions:
            step = visitor.t(writeoffs.next_step(writeoff).replace('.', '-'))
            chips = [(visitor.t('waiting-sign'), 'warn')]
            row(f'/things/{writeoff.thing.id}', writeoff.thing.name, step, picture='pen', chips=chips)
        for letter in unsigned:
            chips = [(visitor.t('waiting-sign'), 'warn')]
            row(f'/letters/{letter.id}', letter.title, str(letter.year), picture='pen', chips=chips)
        for appeal in appeals:
            path, chips = f'/scores/{appeal.board.id}', [(visitor.t('waiting-answer'), 'warn')]
            row(path, visitor.t('waiting-appeal'), appeal.text[:80], picture='trophy', chips=chips)


def by_plan(lines: list[Line]) -> dict[UUID, list[Line]]:
    plans: dict[UUID, list[Line]] = {}
    for line in lines:
        plans.setdefault(line.schedule.id, []).append(line)
    return plans


def _missed(visitor: Visitor, lines: list[Line]) -> None:
    """A line for each schedule, however often it was missed; the office gets one for all when there are many."""
    plans = by_plan(lines)
    if len(plans) > FEW:
        chips = [(visitor.t('rounds-state-missed'), 'bad')]
        about = visitor.t('waiting-missed-all', count=len(lines), plans=len(plans))
        row('/rounds?missed=1', visitor.t('waiting-missed'), about, picture='route', chips=chips)
        return
    missed_plans(visitor, plans)


def missed_plans(visitor: Visitor, plans: dict[UUID, list[Line]]) -> None:
    """A line for each schedule that was missed, leading to where its reason is written once for all of its rounds."""
    for id, missed in plans.items():
        last = missed[-1]
        path = f'/rounds?missed={id}' if len(missed) > 1 else f'/rounds/{last.due.id}'
        about = visitor.t('waiting-missed-sub', when=visitor.when(last.due.by), count=len(missed))
        chips = [(visitor.t('rounds-state-missed'), 'bad')]
        row(path, last.schedule.name, about, picture='route', chips=chips)


def _overdue(visitor: Visitor, each: Overdue) -> None:
    log, lines = each.template.body['log'], each.lines
    path = f'/logs/{lines[0].id}' if len(lines) == 1 else '/logs'
    named = sentences.joined((line.title for line in lines[:NAMED] if line.title), visitor.language)
    about = ' · '.join(part for part in (title_of(visitor, log.get('overdue') or log['closes']), named) if part)
    mood = 'warn' if log.get('hours') else 'bad'
    row(path, title_of(visitor, each.template.body), about, picture='book', chips=[(str(len(lines)), mood)])


async def books(visitor: Visitor) -> None:
    """The logbooks of one's post, one tap from the line to write."""
    found = await waiting.books(visitor.actor)
    if not found:
        return
    section(visitor.t('waiting-books'))
    with box('tw-card tw-card-flush'):
        for book in found:
            log = book.template.body['log']
            chips = [(f'{title_of(visitor, log["open"])} {book.open}', 'info')] if book.open and 'open' in log else []
            path = f'/things/{book.thing.id}/check/{book.template.key}'
            row(path, title_of(visitor, book.template.body), book.thing.name, picture='book', chips=chips)
