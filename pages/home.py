"""The first page: scan, and what needs somebody today."""

from nicegui import ui

from app import board, conflicts, history, refusals, register, repair_list, round_list, schedules, sentences, tags
from app.core.clock import now
from app.round_list import Line
from models import Thing
from pages import first_hour_here, hazards_here, loans_here, round_rows, score_walks, waiting
from pages.parts import Visitor, banner, box, empty, go, heading, link, row, section, watch, words
from pages.phone import JobsView, MemoryView, StocktakesView, icon

OWN, WANTING = 6, 4  # rounds shown here; the others are one tap away
BLOCKED, LATEST = 5, 5
JOBS = 3  # repairs in one's own hands


async def show(visitor: Visitor) -> None:
    heading(visitor.t('home-hello', name=visitor.actor.name))
    await _day(visitor)
    if visitor.may('things.see'):
        with link('/scan', 'tw-scan'):
            icon('scan')
            words(visitor.t('home-scan'))
        MemoryView()

    if visitor.may('stocktakes.count'):
        StocktakesView()
    if visitor.may('repairs.close'):
        JobsView(JOBS)

    @ui.refreshable
    async def live() -> None:
        await first_hour_here.card(visitor)
        if not await register.has_things():
            _first_steps(visitor)
            return
        blocked = await register.out_of_use()
        _out_of_use(visitor, blocked)
        lines = await round_list.today() if visitor.may(schedules.WALK) or visitor.may('rounds.see') else []
        await _own(visitor, lines)
        await score_walks.mine(visitor)
        await hazards_here.today(visitor)
        await loans_here.mine(visitor)
        await waiting.show(visitor, blocked)
        await waiting.books(visitor)
        await _office(visitor, lines)
        await _figures(visitor)
        if visitor.may('enrolments.enrol'):
            go('/enrol', visitor.t('enrolments-enrol'), picture='tag', classes='tw-quiet')
        if visitor.may('rounds.see') or visitor.may('repairs.close'):
            await _latest(visitor)

    await live()
    watch(
        'repairs', 'dispatch', 'public', 'plans', 'inspections', 'remarks', 'register', 'tags', 'refusals', 'rounds',
        'schedules', 'calendar', 'logs',
        'writeoffs', 'scores', 'hazards', 'loans', then=live.refresh,
    )  # fmt: skip


async def _day(visitor: Visitor) -> None:
    """Which day it is, for whoever works by the school's calendar."""
    if not visitor.may('calendar.see'):
        return
    known, today = (await board.board()).calendar, schedules.today()
    special = known.days.get(today)
    said = visitor.t('home-school-day' if known.is_school_day(today) else 'home-no-school')
    parts = [sentences.day_words(today, visitor.language), said, special.name if special else '']
    words(' · '.join(part for part in parts if part), 'tw-sub', 'p')


def _out_of_use(visitor: Visitor, blocked: list[Thing]) -> None:
    """What nobody may use now, whoever looks: an area taped off must be known to the teachers."""
    for thing in blocked[:BLOCKED]:
        with link(f'/things/{thing.id}'):
            banner('bad', visitor.t('home-out-of-use', name=thing.name), 'tape')
    if len(blocked) > BLOCKED:
        go('/repairs', visitor.t('home-out-of-use-all', count=len(blocked)), picture='tape')


def _first_steps(visitor: Visitor) -> None:
    if not visitor.may('register.add'):
        empty('box', visitor.t('home-nothing-yet'))
        return
    if visitor.may('people.add'):
        return  # the first hour says it
    with box('tw-card tw-stack'):
        words(visitor.t('home-start'), 'tw-h2', 'h2')
        words(visitor.t('home-start-more'), 'tw-sub', 'p')
        go('/import', visitor.t('imports-title'), picture='upload', classes='tw-primary')
        go('/things/new', visitor.t('register-add'), picture='plus')


async def _own(visitor: Visitor, lines: list[Line]) -> None:
    """What this person is to walk today."""
    if visitor.may(schedules.WALK) and (mine := round_list.of(visitor.actor.id, lines)):
        section(visitor.t('rounds-mine'))
        await round_rows.rows(visitor, mine, '', most=OWN, own=True)
        if len(mine) > OWN:
            go('/rounds?own=1', visitor.t('rounds-mine-all', count=len(mine)), picture='route', classes='tw-quiet')


async def _office(visitor: Visitor, lines: list[Line]) -> None:
    """What was done today and what was not, for whoever answers for everybody's."""
    if visitor.may('rounds.see') and lines:
        section(visitor.t('rounds-office'))
        round_rows.figures(visitor, lines)
        wanting = [line for line in lines if line.state(now()) in ('late', 'missed')]
        if wanting:
            await round_rows.rows(visitor, wanting, '', most=WANTING)
        go('/rounds', visitor.t('rounds-all'), picture='route')


async def _figures(visitor: Visitor) -> None:
    open_count = await repair_list.count_open()
    with box('tw-grid'):
        _figure('/repairs', str(open_count), visitor.t('home-open-repairs'), 'warn' if open_count else 'ok')
        if visitor.may('tags.bind') and (unknown := len({record.tag for record in await tags.unknown_tags()})):
            _figure('/tags', str(unknown), visitor.t('home-unknown-tags'), 'warn')
        if visitor.may('refusals.see') and (refused := await refusals.count_open() + await conflicts.count_open()):
            _figure('/refusals', str(refused), visitor.t('home-refusals'), 'bad')
        if visitor.may('inspections.inspect'):
            _figure('/things', str(await register.checked_today()), visitor.t('home-checked-today'), 'ok')


def _figure(path: str, number: str, label: str, mood: str) -> None:
    with link(path, f'tw-card tw-figure tw-figure-{mood}'):
        words(number, 'tw-num')
        words(label, 'tw-sub')


async def _latest(visitor: Visitor) -> None:
    records = await history.latest(PICTURES, LATEST)
    if not records:
        return
    names = await register.names_of(record.thing_id for record in records)
    section(visitor.t('home-latest'))
    with box('tw-card tw-card-flush'):
        for record, told in zip(
            records, await history.told(records, visitor.language, named=visitor.may('names.see')), strict=True
        ):
            mood = 'warn' if told['faults'] or record.kind == 'repairs.report' else ''
            row(
                f'/things/{record.thing_id}',
                names.get(record.thing_id, ''),
                ' · '.join(part for part in (told['summary'] or told['title'], told['by']) if part),
                picture=PICTURES[record.kind],
                chips=[(visitor.when(record.received_at), mood)],
            )


PICTURES = {'inspections.inspect': 'check', 'repairs.report': 'wrench', 'repairs.close': 'ok', 'remarks.add': 'pen'}
