"""One line of a stocktake: what the books say, every count side by side, its reason, and which count holds."""

from functools import partial
from uuid import UUID

from nicegui import ui

from app import people, stocktake_deciding, stocktake_list
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.units import unit_said
from models import Stocktake, StocktakeCount, StocktakeLine
from pages.parts import (
    Visitor,
    banner,
    box,
    button,
    chip,
    empty,
    go,
    guarded,
    heading,
    link,
    row,
    section,
    watch,
    words,
)
from pages.place_choice import place_choice

MOODS = {
    'here': 'ok', 'misplaced': 'warn', 'no_place': 'info', 'not_seen': 'bad', 'quantity': 'warn', 'damaged': 'bad',
    'differs': 'bad',
}  # fmt: skip
OPEN = ('counting', 'closed')


def told(visitor: Visitor, line: StocktakeLine, named: dict[str, str]) -> list[str]:
    """What a line says: code, room of the books and where it was found, numbers."""
    book = named.get(str(line.place_id), '') if line.place_id else visitor.t('stocktakes-nowhere')
    where = book
    if line.found_id and line.found_id != line.place_id:
        where = f'{book} → {named.get(str(line.found_id), "—")}'
    unit = unit_said(line.unit, visitor.language)
    parts = [line.code, where]
    if line.quantity != 1 or line.counted not in (0, 1):
        parts.append(visitor.t('stocktakes-numbers', book=line.quantity, counted=line.counted, unit=unit).strip())
    if line.damaged:
        parts.append(visitor.t('stocktakes-damaged', count=line.damaged))
    return [part for part in parts if part]


def explain(visitor: Visitor, id: UUID, things: list[str], line: StocktakeLine | None = None) -> None:
    """Ask for the reason of one or several lines, and what is to be done."""
    reasons = {reason: visitor.t(f'stocktakes-reason-{reason}') for reason in stocktake_deciding.REASONS}
    able = stocktake_deciding.actions_for(line) if line else ('leave',)
    usual = visitor.t('stocktakes-action-usual')
    if line and able:
        usual = visitor.t('stocktakes-action-usual-is', action=visitor.t(f'stocktakes-action-{able[0]}'))
    actions = {'': usual}
    actions |= {action: visitor.t(f'stocktakes-action-{action}') for action in able}
    with ui.dialog() as dialog, ui.card().classes('tw-dialog tw-stack'):
        reason = ui.select(reasons, label=visitor.t('stocktakes-reason'), value=line.reason or None if line else None)
        action = ui.select(
            actions, label=visitor.t('stocktakes-action'), value=line.action if line and line.action in actions else ''
        )
        note = ui.input(visitor.t('stocktakes-note'), value=line.note if line else '')
        claims = ui.switch(visitor.t('stocktakes-claims'), value=line.claims if line else False)
        claims.set_visibility(not line or stocktake_deciding.owed(line) > 0)
        for field in (reason, action, note):
            field.props('outlined').classes('tw-wide')

        async def save() -> None:
            if not reason.value:
                raise BadInput('reason_first')
            facts = {'stocktake': str(id), 'things': things, 'reason': reason.value, 'note': note.value}
            facts |= {'action': action.value, 'claims': claims.value}
            await write_one(enter('stocktakes.explain', facts), await visitor.now('stocktakes.explain'))
            dialog.close()
            ui.navigate.reload()

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
    dialog.open()


async def counts_rows(visitor: Visitor, counts: list[StocktakeCount]) -> None:
    """Counts as people made them, side by side."""
    names = await people.names_of({each.by_id for each in counts if each.by_id})
    places = await stocktake_list.names([], *(each.place_id for each in counts))
    things = await stocktake_list.things_of(counts)
    with box('tw-card tw-card-flush'):
        for each in counts:
            title = things.get(each.thing_id, '') if each.thing_id else each.code or visitor.t('stocktakes-no-label')
            about = [places.get(str(each.place_id), ''), names.get(each.by_id, '—') if each.by_id else '—']
            about += [visitor.when(each.at), visitor.t(f'how-{each.how}') if each.how else '', each.note]
            chips = []
            if each.quantity is not None:
                chips.append((str(each.quantity), 'info'))
            if each.damaged:
                chips.append((visitor.t('stocktakes-damaged', count=each.damaged), 'bad'))
            if each.round > 1:
                chips.append((visitor.t('stocktakes-second-round'), ''))
            if each.undone_at:
                chips.append((visitor.t('stocktakes-undone'), ''))
            path = f'/things/{each.thing_id}' if each.thing_id else '/things/new'
            row(path, title, ' · '.join(part for part in about if part), picture='tag', chips=chips)
            if each.photos:
                with box('tw-line tw-pad'):
                    for sha in each.photos:
                        ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')


async def show_one(visitor: Visitor, id: str, thing: str) -> None:
    """One line: what the books say, what each counted, and which of it holds."""
    visitor.actor.must('stocktakes.see')
    found = await stocktake_list.stocktake(id)
    line = await stocktake_list.line(found.id, thing)
    with box('tw-crumbs', 'nav'), link(f'/stocktakes/{found.id}/lines'):
        words(found.name)

    @ui.refreshable
    async def live() -> None:
        fresh = await stocktake_list.line(found.id, line.thing_id)
        await _one(visitor, found, fresh)

    await live()
    watch('stocktakes', then=live.refresh)


async def _one(visitor: Visitor, found: Stocktake, line: StocktakeLine) -> None:
    named = await stocktake_list.names([line])
    with box('tw-line'):
        heading(line.name)
        chip(visitor.t(f'stocktakes-result-{line.result}'), MOODS[line.result])
    words(' · '.join(told(visitor, line, named)), 'tw-sub', 'p')
    if line.reason:
        said = visitor.t(f'stocktakes-reason-{line.reason}')
        words(' · '.join(part for part in (said, line.note) if part), '', 'p')
    if line.applied:
        words(
            visitor.t('stocktakes-applied-as', action=visitor.t(f'stocktakes-action-{line.applied["action"]}')), '', 'p'
        )
        if line.applied.get('left'):
            banner('info', visitor.t('stocktakes-left-written-off'))
    elif line.claims:
        words(visitor.t('stocktakes-claims'), '', 'p')
    with box('tw-line'):
        _became(visitor, line)
        go(f'/things/{line.thing_id}', visitor.t('stocktakes-thing'), picture='tag')
        if visitor.may('stocktakes.explain') and found.state in OPEN and line.result not in ('here', 'differs'):
            work = partial(explain, visitor, found.id, [str(line.thing_id)], line)
            button(visitor.t('stocktakes-explain'), work, picture='pen', classes='tw-strong-button')
    section(visitor.t('stocktakes-counts'))
    counts = await stocktake_list.counts_of(found.id, line.thing_id)
    if counts:
        await counts_rows(visitor, counts)
    else:
        empty('search', visitor.t('stocktakes-result-not_seen'))
    if visitor.may('stocktakes.settle') and found.state in OPEN:
        await _settle(visitor, found, line)


def _became(visitor: Visitor, line: StocktakeLine) -> None:
    """The ways to what the approval started."""
    done = line.applied or {}
    if done.get('action') == 'repair' and visitor.may('repairs.see'):
        go(f'/repairs/{done["record"]}', visitor.t('stocktakes-became-repair'), picture='wrench')
    if done.get('claim') and visitor.may('compensation.see'):
        go(f'/compensation/{done["claim"]}', visitor.t('stocktakes-became-claim'), picture='hammer')


async def _settle(visitor: Visitor, found: Stocktake, line: StocktakeLine) -> None:
    """The office says what holds."""
    with ui.expansion(visitor.t('stocktakes-settle'), value=line.result == 'differs').classes('tw-card tw-wide'):
        place = await place_choice(visitor.t('register-inside'), str(line.found_id or line.place_id or ''))
        quantity = ui.number(visitor.t('stocktakes-quantity'), value=line.counted or line.quantity, min=0, precision=0)
        damaged = ui.number(visitor.t('stocktakes-damaged-field'), value=line.damaged, min=0, precision=0)
        note = ui.input(visitor.t('stocktakes-note'))
        for field in (place, quantity, damaged, note):
            field.props('outlined').classes('tw-wide')

        async def save() -> None:
            facts = {'stocktake': str(found.id), 'thing': str(line.thing_id), 'quantity': int(quantity.value or 0)}
            facts |= {'damaged': int(damaged.value or 0), 'note': note.value}
            facts |= {'place': place.value} if place.value else {}
            await write_one(enter('stocktakes.settle', facts), await visitor.now('stocktakes.settle'))

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
