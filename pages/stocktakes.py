"""Stocktakes: all of them, and one as it goes: the map of rooms, who counts, phones that hold something."""

from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from uuid import UUID

from nicegui import ui

from app import stocktake_closing, stocktake_deciding, stocktake_list
from app.core.entries import enter
from app.core.records import write_one
from app.sentences import joined
from app.stocktake_list import ROOM_STATES, Figures, Progress, Room
from app.stocktake_outcomes import RESULTS
from models import Stocktake, StocktakePlace
from pages import stocktakes_steps
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
    piece,
    row,
    section,
    watch,
    words,
    written,
)
from pages.phone import drawn

MOODS = {'planned': 'info', 'counting': 'warn', 'closed': 'warn', 'approved': 'ok', 'sealed': '', 'cancelled': ''}
SEE = 'stocktakes.see'
MOST_SIGNED = 20  # rooms offered for a second signature at once
RING = 2 * 3.14159 * 15  # of a circle with radius 15


async def show(visitor: Visitor) -> None:
    visitor.actor.must(SEE)
    heading(visitor.t('stocktakes-title'))
    words(visitor.t('stocktakes-sub'), 'tw-sub', 'p')
    if visitor.may('stocktakes.plan'):
        go('/stocktakes/new', visitor.t('stocktakes-plan'), picture='plus', classes='tw-primary')

    @ui.refreshable
    async def live() -> None:
        found = await stocktake_list.stocktakes()
        if not found:
            empty('checklist', visitor.t('stocktakes-none'))
            return
        with box('tw-card tw-card-flush'):
            for stocktake, figures in found:
                _row(visitor, stocktake, figures)

    await live()
    watch('stocktakes', then=live.refresh)


def _row(visitor: Visitor, stocktake: Stocktake, figures: Figures) -> None:
    about = [visitor.t('stocktakes-reference-on', day=f'{stocktake.reference}')]
    if figures.all:
        about.append(visitor.t('stocktakes-seen-of', seen=figures.seen, all=figures.all))
    chips = [(visitor.t(f'stocktakes-state-{stocktake.state}'), MOODS[stocktake.state])]
    row(f'/stocktakes/{stocktake.id}', stocktake.name, ' · '.join(about), picture='checklist', chips=chips)


async def show_one(visitor: Visitor, id: str) -> None:
    visitor.actor.must(SEE)
    found = await stocktake_list.stocktake(id)
    box('tw-desk hidden')
    with box('tw-crumbs', 'nav'), link('/stocktakes'):
        words(visitor.t('stocktakes-title'))

    @ui.refreshable
    async def live() -> None:
        fresh = await stocktake_list.stocktake(found.id)
        await _draw(visitor, fresh)

    await live()
    watch('stocktakes', then=live.refresh)


async def _draw(visitor: Visitor, found: Stocktake) -> None:
    with box('tw-line'):
        heading(found.name)
        chip(visitor.t(f'stocktakes-state-{found.state}'), MOODS[found.state])
        if found.round > 1:
            chip(visitor.t('stocktakes-second-round'), 'info')
        if found.blind:
            chip(visitor.t('stocktakes-blind'))
    words(visitor.t('stocktakes-reference-on', day=f'{found.reference}'), 'tw-sub', 'p')
    progress = await stocktake_list.progress(found)
    figures = progress.figures
    if found.state != 'planned':
        _figures(visitor, found.id, figures)
    unsigned = await stocktake_deciding.rooms_to_countersign(found.id, by_thing=found.state == 'closed')
    await stocktakes_steps.draw(visitor, found, unsigned)
    if found.state == 'planned':
        return
    if found.waits_at:
        await stocktakes_steps.waiting(visitor, found)
    if found.not_waited:
        banner('warn', await stocktakes_steps.not_waited(visitor, found), 'phone')
    if found.state == 'counting':
        await _phones(visitor, found.id)
        await _people(visitor, found.id)
    await _rooms(visitor, found, progress, unsigned)


def _figures(visitor: Visitor, id: UUID, figures: Figures) -> None:
    """What was found so far, each number a way to its lines."""
    share = figures.seen / figures.all if figures.all else 0
    said = visitor.t('stocktakes-seen-of', seen=figures.seen, all=figures.all)
    bar = f'<div class="tw-progress" style="--value:{share:.4f}"></div>'
    piece(written(said, 'tw-strong', 'div') + bar, 'tw-card tw-stack')
    tiles = [(result, figures.results.get(result, 0)) for result in RESULTS]
    tiles += [('unknown', figures.unknown), ('late', figures.late)]
    parts = []
    for name, number in tiles:
        if number or name == 'here':
            mood = {'here': 'ok', 'differs': 'bad', 'not_seen': 'warn'}.get(name, '')
            inside = f'<b class="tw-num">{number}</b>' + written(visitor.t(f'stocktakes-result-{name}'), 'tw-sub')
            look = f'tw-figure tw-figure-{mood}' if mood else 'tw-figure'
            parts.append(f'<a class="{look}" href="/stocktakes/{id}/lines?view={name}">{inside}</a>')
    piece(''.join(parts), 'tw-grid tw-count-figures')


async def _phones(visitor: Visitor, id: UUID) -> None:
    queues = await stocktake_closing.open_queues(id)
    if not queues:
        return
    section(visitor.t('stocktakes-queues'))
    with box('tw-card tw-card-flush'):
        for queue in queues:
            seen = visitor.t('stocktakes-heard', time=visitor.when(queue.seen_at)) if queue.seen_at else ''
            said = (
                visitor.t('stocktakes-unsent', count=queue.waiting) if queue.device else visitor.t('stocktakes-silent')
            )
            chips = [(said, 'warn')]
            row('/phones', queue.name, seen, picture='phone', chips=chips)


async def _people(visitor: Visitor, id: UUID) -> None:
    """Who counts and how fast of late: so that help comes where it is slow, never a ranking."""
    found = await stocktake_list.counters(id)
    if not found:
        return
    section(visitor.t('stocktakes-people'))
    lines = []
    for each in found:
        about = [visitor.t('stocktakes-counted', count=each.counts), visitor.when(each.last)]
        if each.pace:
            about.append(visitor.t('stocktakes-pace', count=f'{each.pace:.1f}'))
        said = written(each.name, 'tw-title', 'div') + written(' · '.join(about), 'tw-sub', 'div')
        lines.append(f'<div class="tw-row">{drawn("account")}<div class="tw-row-main">{said}</div></div>')
    piece(''.join(lines), 'tw-card tw-card-flush')


async def _rooms(visitor: Visitor, found: Stocktake, progress: Progress, unsigned: list[StocktakePlace]) -> None:
    """The map: a tile a room, by building, with how much of it was seen."""
    section(visitor.t('stocktakes-rooms'))
    states = Counter(room.state for _, rooms in progress.buildings for room in rooms)
    legend = ''.join(
        f'<span class="tw-count-key"><i class="tw-count-dot tw-count-{state}"></i>'
        + written(f'{visitor.t(f"stocktakes-room-{state}")} {states[state]}')
        + '</span>'
        for state in ROOM_STATES
    )
    piece(legend, 'tw-count-legend tw-sub')
    if found.state in ('counting', 'closed') and visitor.may('stocktakes.countersign'):
        with box('tw-line'):
            for room in unsigned[:MOST_SIGNED]:
                work = guarded(visitor, partial(_sign, visitor, found.id, room.place_id))
                button(visitor.t('stocktakes-sign', name=room.name), work, picture='pen', classes='tw-small')
    countersign = {room.place_id for room in unsigned}

    @cache  # a thousand rooms say much the same
    def say(word: str, **facts: int) -> str:
        return visitor.t(word, **facts)

    for building, rooms in progress.buildings:
        head = written(building or visitor.t('stocktakes-no-building'), 'tw-sub', 'h3')
        tiles = ''.join(_tile(visitor, say, found.id, room, room.id in countersign) for room in rooms)
        piece(f'{head}<div class="tw-count-map">{tiles}</div>', 'tw-count-building')


async def _sign(visitor: Visitor, id: UUID, place: UUID) -> None:
    facts = {'stocktake': str(id), 'place': str(place)}
    await write_one(enter('stocktakes.countersign', facts), await visitor.now('stocktakes.countersign'))


def _tile(visitor: Visitor, say: Callable[..., str], id: UUID, room: Room, must_sign: bool) -> str:
    share = min(1.0, room.seen / room.expected) if room.expected else (1.0 if room.is_done else 0.0)
    ring = (
        '<svg class="tw-count-ring" viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="15"/>'
        f'<circle class="tw-count-arc" cx="18" cy="18" r="15" stroke-dasharray="{RING * share:.1f} {RING:.1f}"/></svg>'
    )
    said = say('stocktakes-room-seen', seen=room.seen, expected=room.expected)
    more = [say('stocktakes-room-differ', count=room.differ)] if room.differ else []
    more += [say('stocktakes-room-added')] if room.is_added else []
    more += [say('stocktakes-room-sign')] if must_sign else []
    more += [joined((name for name in room.people if name), visitor.language)] if room.people else []
    inside = ring + '<span class="tw-count-told">' + written(room.name, 'tw-count-name') + written(said, 'tw-num')
    inside += ''.join(written(each, 'tw-count-more') for each in more) + '</span>'
    address = f'/stocktakes/{id}/lines?view=all&place={room.id}'
    return f'<a class="tw-count-tile tw-count-{room.state}" href="{address}">{inside}</a>'
