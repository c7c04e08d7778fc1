"""The finance list of a month: totals by category, what came and what went, and the workbook."""

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import ledger, ledger_file, register
from app.core import web
from app.ledger import Held, Ledger, Line
from app.units import unit_said
from pages.parts import Visitor, box, empty, go, heading, row, section, words

router = APIRouter()
XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
SHOWN = 100


@router.get('/ledger.xlsx', include_in_schema=False)
async def file(caller: web.Caller, month: str) -> Response:
    """The list of a month as a workbook."""
    caller.must('ledger.see')
    data = await ledger_file.write(await ledger.of_month(month), caller.language)
    headers = {'Content-Disposition': f'attachment; filename="tagwalk-{month}.xlsx"', 'Cache-Control': 'no-store'}
    return Response(data, media_type=XLSX, headers=headers)


async def show(visitor: Visitor, month: str = '') -> None:
    visitor.actor.must('ledger.see')
    box('tw-desk hidden')
    heading(visitor.t('ledger-title'))
    words(visitor.t('ledger-sub'), 'tw-sub', 'p')
    chosen = ui.input(visitor.t('ledger-month'), value=month or ledger.this_month()).props('outlined type=month')

    @ui.refreshable
    async def list() -> None:
        if not chosen.value:
            return
        found = await ledger.of_month(chosen.value)
        if not found.by_category:
            empty('table', visitor.t('ledger-empty'))
            return
        _figures(visitor, found)
        path = f'/ledger.xlsx?month={found.month}'
        go(path, visitor.t('ledger-download'), picture='download', classes='tw-primary').props('download')
        await _totals(visitor, found)
        _lines(visitor, 'ledger-added', found.added)
        _lines(visitor, 'ledger-removed', found.removed)

    await list()
    chosen.on_value_change(list.refresh)


def _figures(visitor: Visitor, found: Ledger) -> None:
    with box('tw-grid tw-figures-money'):
        for word, held in (
            (visitor.t('ledger-opening'), found.total.opening),
            (visitor.t('ledger-added'), found.total.added),
            (visitor.t('ledger-removed'), found.total.removed),
            (visitor.t('ledger-closing'), found.total.closing),
        ):
            with box('tw-figure tw-figure-money'):
                words(_yuan(held), 'tw-num')
                words(word, 'tw-sub')
                words(visitor.t('ledger-cards', cards=held.cards, pieces=held.pieces), 'tw-sub')
    if found.unpriced:
        words(visitor.t('ledger-unpriced', count=found.unpriced), 'tw-sub', 'p')


async def _totals(visitor: Visitor, found: Ledger) -> None:
    names = await register.categories()
    section(visitor.t('ledger-totals'))
    with box('tw-card tw-card-flush tw-scroll') as wide, box('tw-table', 'table'):
        wide._props.update({'tabindex': '0', 'role': 'region', 'aria-label': visitor.t('ledger-title')})
        with box('', 'thead'), box('', 'tr'):
            for word in ('register-category', 'ledger-opening', 'ledger-added', 'ledger-removed', 'ledger-closing'):
                words(visitor.t(word), '', 'th').props('scope=col')
        with box('', 'tbody'):
            for key, each in found.by_category.items():
                _sum(visitor.name_of(names.get(key)) or key, (each.opening, each.added, each.removed, each.closing))
        with box('', 'tfoot'):
            each = found.total
            _sum(visitor.t('ledger-total'), (each.opening, each.added, each.removed, each.closing))


def _sum(name: str, held: tuple[Held, ...]) -> None:
    with box('', 'tr'):
        words(name, '', 'th').props('scope=row')
        for one in held:
            with box('', 'td'):
                words(_yuan(one) if one.cards else '–')


def _lines(visitor: Visitor, word: str, lines: list[Line]) -> None:
    if not lines:
        return
    section(visitor.t(word))
    with box('tw-card tw-card-flush'):
        for line in lines[:SHOWN]:
            facts = line.facts
            day = facts['disposed'] if word == 'ledger-removed' else facts['booked'] or facts['bought']
            many = visitor.t('thing-quantity', count=facts['quantity'], unit=unit_said(facts['unit'], visitor.language))
            about = ' · '.join(part for part in (facts['code'], many, day, line.place) if part)
            row(f'/things/{facts["id"]}', facts['name'], about, picture='box', chips=[(f'¥{line.amount:,.2f}', '')])
    if len(lines) > SHOWN:
        words(visitor.t('ledger-more', count=len(lines) - SHOWN), 'tw-sub', 'p')


def _yuan(held: Held) -> str:
    return f'¥{held.yuan:,.2f}'
