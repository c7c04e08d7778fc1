"""Hand-overs: which rooms have signed and which have not, by building, and drawing the lists."""

from nicegui import ui

from app import calendar, handover_lists, handover_rooms, schedules
from app.handover_rooms import Building, Room
from models import Handover, Thing
from pages.parts import Visitor, banner, box, button, chip, empty, go, guarded, heading, row, section, watch, words

TABS = ('start', 'end', 'change')


async def show(visitor: Visitor, occasion: str = '') -> None:
    visitor.actor.must('handovers.see')
    chosen = occasion if occasion in TABS else await _usual()
    heading(visitor.t('handovers-title'))
    words(visitor.t('handovers-sub'), 'tw-sub', 'p')
    with box('tw-line'):
        for each in TABS:
            classes = 'tw-small tw-strong-button' if each == chosen else 'tw-small'
            go(f'/handovers?occasion={each}', visitor.t(f'handovers-draw-occasion-{each}'), classes=classes)

    @ui.refreshable
    async def live() -> None:
        found = await handover_rooms.buildings(chosen, visitor.actor)
        if not found:
            empty('handover', visitor.t('handovers-no-rooms'))
            return
        if chosen == 'change':
            words(visitor.t('handovers-change-hint'), 'tw-sub', 'p')
        else:
            _progress(visitor, chosen, found)
        for building in found:
            _building(visitor, building, chosen)

    await live()
    watch('handovers', 'register', then=live.refresh)


async def _usual() -> str:
    """Which of the two is about: the first half of a term begins, the second ends."""
    day = schedules.today()
    term = (await calendar.calendar()).term_of(day)
    return 'end' if term and day - term.starts > (term.ends - term.starts) / 2 else 'start'


def _progress(visitor: Visitor, occasion: str, found: list[Building]) -> None:
    rooms = sum(len(building.rooms) for building in found)
    signed = sum(building.signed for building in found)
    with box('tw-card tw-stack-small'):
        words(visitor.t('handovers-signed-of', signed=signed, rooms=rooms), 'tw-strong')
        share = signed / rooms if rooms else 0
        box('tw-progress').style(f'--value: {share:.3f}')
        _draw_all(visitor, occasion, found)


def _draw_all(visitor: Visitor, occasion: str, found: list[Building]) -> None:
    wanted = [room.id for building in found for room in building.without]
    if not wanted or not visitor.may('handovers.settle'):
        return

    async def draw() -> None:
        by = await visitor.now('handovers.draw')
        ui.notify(visitor.t('handovers-drawing', count=len(wanted)), position='top')
        drawn = await handover_rooms.draw_rest(wanted, occasion, by)
        ui.notify(visitor.t('handovers-drawn', count=drawn), type='positive', position='top')

    words(visitor.t('handovers-draw-all-more'), 'tw-sub', 'p')
    button(
        visitor.t('handovers-draw-all', count=len(wanted)), guarded(visitor, draw), picture='plus', classes='tw-primary'
    )


def _building(visitor: Visitor, building: Building, occasion: str) -> None:
    with box('tw-line'):
        section(building.name or visitor.t('handovers-elsewhere-rooms'))
        box('tw-spacer')
        done = building.signed == len(building.rooms)
        said = visitor.t('handovers-signed-short', signed=building.signed, rooms=len(building.rooms))
        if occasion != 'change':
            chip(said, 'ok' if done else '')
    with box('tw-card tw-card-flush'):
        for room in building.rooms:
            _room(visitor, room, occasion)


def _room(visitor: Visitor, room: Room, occasion: str) -> None:
    found = room.handover
    about = [visitor.t('handovers-things', count=room.things)]
    if found and found.owner != room.name:
        about.insert(0, found.owner)
    path = f'/handovers/{found.id}' if found else f'/things/{room.id}/do/handovers.draw'
    if not found and not visitor.may('handovers.draw'):
        path = f'/things/{room.id}'
    row(
        path,
        room.name,
        ' · '.join(about),
        picture='room',
        chips=chips(visitor, found) if found or occasion != 'change' else [],
    )


def chips(visitor: Visitor, handover: Handover | None) -> list[tuple[str, str]]:
    """How far a list is, and what is still to be settled."""
    if not handover:
        return [(visitor.t('handovers-state-none'), '')]
    if handover.state == 'signed':
        worse = handover_lists.differences(handover)
        still = [line for line, _ in worse if line['thing'] not in handover.settled]
        found = [(visitor.t('handovers-state-signed'), 'ok')]
        return [*found, (visitor.t('handovers-differences', count=len(still)), 'bad')] if still else found
    if handover.state == 'signing':
        said = visitor.t(
            'handovers-state-signing', signed=len(handover.signatures), all=len(handover_lists.signers(handover))
        )
        return [(said, 'warn')]
    if handover.state == 'cancelled':
        return [(visitor.t('handovers-state-cancelled'), '')]
    ready = not handover_lists.open_lines(handover)
    return [(visitor.t('handovers-state-ready' if ready else 'handovers-state-drawn'), 'info')]


async def of_room(visitor: Visitor, room: Thing) -> None:
    """On a room's page: its last lists."""
    if not visitor.may('handovers.see') or not room.is_place:
        return
    if visitor.actor.rooms and room.id not in visitor.actor.rooms:
        return
    found = await handover_rooms.of_room(room.id)
    if not found:
        return
    section(visitor.t('handovers-title'))
    with box('tw-card tw-card-flush'):
        for each in found:
            title = ' · '.join(
                part for part in (visitor.t(f'handovers-draw-occasion-{each.occasion}'), each.term) if part
            )
            row(
                f'/handovers/{each.id}',
                title,
                visitor.when(each.drawn_at),
                picture='handover',
                chips=chips(visitor, each),
            )


def changed_since(visitor: Visitor, handover: Handover) -> None:
    """Said where the rows no longer say what was signed."""
    if handover.digest and handover_lists.digest(handover) != handover.digest:
        banner('bad', visitor.t('handovers-tampered'), 'alert')
