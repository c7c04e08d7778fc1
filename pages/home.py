"""The first page: scan, and what needs somebody today."""

from nicegui import ui

from app import history, refusals, register, repairs, round_list, schedules, tags
from app.core.clock import now
from pages import rounds
from pages.parts import Visitor, banner, box, empty, go, heading, link, row, section, watch, words
from pages.phone import icon

OWN, WANTING = 8, 5  # rounds shown here; the others are one tap away


async def show(visitor: Visitor) -> None:
    heading(visitor.t('home-hello', name=visitor.actor.name))
    if visitor.may('things.see'):
        with link('/scan', 'tw-scan'):
            icon('scan')
            words(visitor.t('home-scan'))
    if visitor.may('enrolments.enrol') and await register.has_things():
        go('/enrol', visitor.t('enrolments-enrol'), picture='tag')

    @ui.refreshable
    async def live() -> None:
        if not await register.has_things():
            _first_steps(visitor)
            return
        await _rounds(visitor)
        await _figures(visitor)
        await _latest(visitor)

    await live()
    watch(
        'repairs', 'inspections', 'remarks', 'register', 'tags', 'refusals', 'rounds', 'schedules', 'calendar',
        then=live.refresh,
    )  # fmt: skip


def _first_steps(visitor: Visitor) -> None:
    if not visitor.may('register.add'):
        empty('box', visitor.t('home-nothing-yet'))
        return
    with box('tw-card tw-stack'):
        words(visitor.t('home-start'), 'tw-h2', 'h2')
        words(visitor.t('home-start-more'), 'tw-sub', 'p')
        go('/import', visitor.t('imports-title'), picture='upload', classes='tw-primary')
        go('/things/new', visitor.t('register-add'), picture='plus')


async def _rounds(visitor: Visitor) -> None:
    """What this person is to walk today; for the office, what was done and what was not."""
    lines = await round_list.today() if visitor.may(schedules.WALK) or visitor.may('rounds.see') else []
    if visitor.may(schedules.WALK) and (mine := round_list.of(visitor.actor.id, lines)):
        section(visitor.t('rounds-mine'))
        await rounds.rows(visitor, mine, '', most=OWN, own=True)
        if len(mine) > OWN:
            go('/rounds?own=1', visitor.t('rounds-mine-all', count=len(mine)), picture='route', classes='tw-quiet')
    if visitor.may('rounds.see') and lines:
        section(visitor.t('rounds-office'))
        rounds.figures(visitor, lines)
        wanting = [line for line in lines if line.state(now()) in ('late', 'missed')]
        if wanting:
            await rounds.rows(visitor, wanting, '', most=WANTING)
        go('/rounds', visitor.t('rounds-all'), picture='route')


async def _figures(visitor: Visitor) -> None:
    open_count = await repairs.count_open()
    blocked = await register.out_of_use()
    for thing in blocked[:5]:
        with link(f'/things/{thing.id}'):
            banner('bad', visitor.t('home-out-of-use', name=thing.name), 'tape')
    with box('tw-grid'):
        _figure('/repairs', str(open_count), visitor.t('home-open-repairs'), 'warn' if open_count else 'ok')
        if visitor.may('tags.bind') and (unknown := len({record.tag for record in await tags.unknown_tags()})):
            _figure('/tags', str(unknown), visitor.t('home-unknown-tags'), 'warn')
        if visitor.may('refusals.see') and (refused := await refusals.count_open()):
            _figure('/refusals', str(refused), visitor.t('home-refusals'), 'bad')
        if visitor.may('inspections.inspect'):
            _figure('/things', str(await register.checked_today()), visitor.t('home-checked-today'), 'ok')


def _figure(path: str, number: str, label: str, mood: str) -> None:
    with link(path, f'tw-card tw-figure tw-figure-{mood}'):
        words(number, 'tw-num')
        words(label, 'tw-sub')


async def _latest(visitor: Visitor) -> None:
    records = await history.latest(PICTURES)
    if not records:
        return
    names = await register.names_of(record.thing_id for record in records)
    section(visitor.t('home-latest'))
    with box('tw-card tw-card-flush'):
        for record, told in zip(records, await history.told(records, visitor.language), strict=True):
            mood = 'warn' if told['faults'] or record.kind == 'repairs.report' else ''
            row(
                f'/things/{record.thing_id}',
                names.get(record.thing_id, ''),
                ' · '.join(part for part in (told['summary'] or told['title'], told['by']) if part),
                picture=PICTURES[record.kind],
                chips=[(visitor.when(record.received_at), mood)],
            )


PICTURES = {'inspections.inspect': 'check', 'repairs.report': 'wrench', 'repairs.close': 'ok', 'remarks.add': 'pen'}
