"""What the repairs add up to: sentences first, then charts; and the workbook."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import register, repair_figures, repair_sheet
from app.core import web
from app.core.errors import Refused
from app.repair_figures import Figures, Slice, Spell
from app.repair_periods import PERIODS
from pages.charts import BAD, LABEL, PRIMARY, chart
from pages.ledger import XLSX
from pages.parts import Visitor, box, crumbs, empty, go, heading, link, watch, words

router = APIRouter()
MONEY = 'costs.see'


@router.get('/repairs.xlsx', include_in_schema=False)
async def file(caller: web.Caller, period: str = 'twelve') -> Response:
    """The repairs of a period as a workbook."""
    caller.must(MONEY)
    period = period if period in PERIODS else 'twelve'
    data = await repair_sheet.write(period, caller.language)
    headers = {'Content-Disposition': f'attachment; filename="tagwalk-{period}.xlsx"', 'Cache-Control': 'no-store'}
    return Response(data, media_type=XLSX, headers=headers)


def may(visitor: Visitor) -> bool:
    """Whoever mends, decides or oversees; class monitors have no need of it."""
    return visitor.may(MONEY) or visitor.may('rounds.see')


async def show(visitor: Visitor, period: str = 'twelve') -> None:
    if not may(visitor):
        raise Refused('not_allowed', action='repairs.figures')
    box('tw-desk hidden')
    with crumbs(visitor), link('/repairs'):
        words(visitor.t('repairs-title'))
    heading(visitor.t('repairs-figures'))
    state = {'period': period if period in PERIODS else 'twelve'}

    @ui.refreshable
    async def live() -> None:
        found = await repair_figures.figures(state['period'])
        with box('tw-line'):
            _periods(visitor, state, live)
            if visitor.may(MONEY) and found.reported:
                path = f'/repairs.xlsx?period={state["period"]}'
                go(path, visitor.t('repairs-download'), picture='download').props('download')
        await _draw(visitor, found)

    await live()
    watch('repairs', 'dispatch', 'inspections', 'public', 'plans', then=live.refresh)


def _periods(visitor: Visitor, state: dict[str, str], live: ui.refreshable) -> None:
    def choose(event: Any) -> None:
        state['period'] = event.value
        live.refresh()

    options = {period: visitor.t(f'repairs-period-{period}') for period in PERIODS}
    made = ui.select(options, label=visitor.t('repairs-period'), value=state['period'])
    made.props('outlined').classes('tw-wide tw-period').on_value_change(choose)


async def _draw(visitor: Visitor, found: Figures) -> None:
    if not found.reported and not any(age.count for age in found.ages):
        empty('chart', visitor.t('repairs-no-figures'))
        return
    _said(visitor, found)
    places = await register.names_of(UUID(each.key) for each in found.places)
    named = {str(id): name for id, name in places.items()}
    with box('tw-charts'):
        _ages(visitor, found)
        t = visitor.t
        _slices(visitor, 'repairs-by-cause', [(t(f'repairs-close-cause-{one.key}'), one) for one in found.causes])
        _slices(visitor, 'repairs-by-trade', [(t(f'trade-{one.key}'), one) for one in found.trades])
        _slices(visitor, 'repairs-by-place', [(named.get(one.key, ''), one) for one in found.places], found.reported)
        if visitor.may(MONEY):
            _slices(visitor, 'repairs-by-supplier', [(one.key, one) for one in found.suppliers], found.reported)
            _months(visitor, found)


def _said(visitor: Visitor, found: Figures) -> None:
    """What the charts show, for whoever does not read charts."""
    t = visitor.t
    open_now, late = sum(age.count for age in found.ages), sum(age.late for age in found.ages)
    with box('tw-grid tw-figures-money'):
        _figure(str(found.reported), t('repairs-figure-reported'))
        _figure(str(found.closed), t('repairs-figure-closed'))
        _figure(str(open_now), t('repairs-figure-open'), '/repairs?view=list', t('repairs-figure-late', count=late))
        if visitor.may(MONEY):
            _figure(f'¥{found.cost:,.2f}', t('repairs-figure-cost'))
        if found.stars:
            _figure(f'{found.stars:.1f}', t('repairs-figure-stars'))
    with box('tw-card tw-stack-small'):
        for word, spell in (('repairs-said-responded', found.responded), ('repairs-said-finished', found.finished)):
            if spell:
                words(t(word, **_spelled(visitor, spell, found.day)), '', 'p')
        words(t('repairs-said-hours'), 'tw-sub', 'p')


def _spelled(visitor: Visitor, spell: Spell, day: int) -> dict[str, Any]:
    return {'half': span_words(visitor, spell.median, day), 'most': span_words(visitor, spell.ninth, day)}


def span_words(visitor: Visitor, minutes: int, day: int) -> str:
    """Minutes of school time as people say them; `day` is how many a school day has."""
    if minutes < 60:
        return visitor.t('repairs-span-minutes', count=max(1, minutes))
    if minutes < day:
        return visitor.t('repairs-span-hours', count=_short(minutes / 60))
    return visitor.t('repairs-span-days', count=_short(minutes / day))


def _short(number: float) -> float:
    short = round(number, 1)
    return int(short) if short == int(short) else short


def _figure(number: str, label: str, path: str = '', more: str = '') -> None:
    with link(path, 'tw-figure tw-figure-money') if path else box('tw-figure tw-figure-money'):
        words(number, 'tw-num')
        words(label, 'tw-sub')
        if more:
            words(more, 'tw-sub')


def _card(title: str, said: str) -> ui.element:
    card = box('tw-card tw-stack-small')
    with card:
        words(title, 'tw-label', 'h2')
        words(said, 'tw-sub', 'p')
    return card


def _ages(visitor: Visitor, found: Figures) -> None:
    labels = [visitor.t(f'repairs-age-{age.key}') for age in found.ages]
    late = sum(age.late for age in found.ages)
    with _card(visitor.t('repairs-by-age'), visitor.t('repairs-by-age-said', count=late)):
        series = [
            (visitor.t('repairs-in-time'), PRIMARY, [age.count - age.late for age in found.ages]),
            (visitor.t('repairs-late'), BAD, [age.late for age in found.ages]),
        ]
        chart(_columns(labels, series))


def _slices(visitor: Visitor, word: str, slices: Sequence[tuple[str, Slice]], whole: int = 0) -> None:
    """`whole` is how many there are where not all of them are shown."""
    if not slices:
        return
    total = whole or sum(one.count for _, one in slices)
    name, most = slices[0]
    share = round(100 * most.count / total)
    with _card(visitor.t(word), visitor.t('repairs-most', name=name or '—', count=most.count, share=share)):
        chart(_bars([name for name, _ in slices], [one.count for _, one in slices])).style(
            f'height: {16 + 30 * len(slices)}px'
        )


def _months(visitor: Visitor, found: Figures) -> None:
    most, cost = max(found.months, key=lambda each: each[1], default=(None, Decimal()))
    if not most or not cost:
        return
    labels = [f'{month:%Y-%m}' for month, _ in found.months]
    said = visitor.t('repairs-by-month-said', month=f'{most:%Y-%m}', cost=f'{cost:,.0f}')
    with _card(visitor.t('repairs-by-month'), said):
        values = [float(cost) for _, cost in found.months]
        chart(_columns(labels, [(visitor.t('repairs-cost'), PRIMARY, values)]))


def _columns(labels: list[str], series: list[tuple[str, str, list[Any]]]) -> dict[str, Any]:
    """Upright, upon each other."""
    return {
        'grid': {'left': 8, 'right': 8, 'top': 28 if len(series) > 1 else 12, 'bottom': 4, 'containLabel': True},
        'legend': {'top': 0, 'right': 0} if len(series) > 1 else {'show': False},
        'tooltip': {'trigger': 'axis'},
        'xAxis': {'type': 'category', 'data': labels, 'axisTick': {'show': False}, 'axisLabel': {'hideOverlap': True}},
        'yAxis': {'type': 'value', 'minInterval': 1, 'splitNumber': 3},
        'series': [
            {'type': 'bar', 'stack': 'all', 'name': name, 'data': values, 'color': colour, 'barMaxWidth': 44}
            for name, colour, values in series
        ],
    }  # fmt: skip


def _bars(labels: list[str], values: list[int]) -> dict[str, Any]:
    """Lying, the longest above, each with its number."""
    return {
        'grid': {'left': 4, 'right': 40, 'top': 4, 'bottom': 4, 'containLabel': True},
        'tooltip': {'trigger': 'item'},
        'xAxis': {'type': 'value', 'show': False},
        'yAxis': {
            'type': 'category', 'data': labels, 'inverse': True,
            'axisTick': {'show': False}, 'axisLine': {'show': False},
            'axisLabel': {'width': 120, 'overflow': 'truncate'},
        },
        'series': [
            {
                'type': 'bar', 'data': values, 'barMaxWidth': 18, 'itemStyle': {'color': PRIMARY, 'borderRadius': 3},
                'label': {'show': True, 'position': 'right', **LABEL},
            }
        ],
    }  # fmt: skip
