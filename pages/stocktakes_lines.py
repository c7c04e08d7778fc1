"""The lines of a stocktake: filtered, several explained at once."""

from functools import partial
from uuid import UUID

from nicegui import ui

from app import stocktake_list
from app.stocktake_list import VIEWS, Wanted
from models import Stocktake, StocktakeLine
from pages import stocktakes_met
from pages.parts import Visitor, box, button, chip, empty, go, heading, link, piece, words, written
from pages.phone import drawn
from pages.stocktakes_line import MOODS, OPEN, explain, told

CHOSEN = '(event) => emit({id: event.target.value, on: event.target.checked})'


async def show(visitor: Visitor, id: str, view: str = 'differences', place: str = '', q: str = '') -> None:
    visitor.actor.must('stocktakes.see')
    found = await stocktake_list.stocktake(id)
    box('tw-desk hidden')
    with box('tw-crumbs', 'nav'), link(f'/stocktakes/{found.id}'):
        words(found.name)
    if view in ('unknown', 'late'):
        heading(visitor.t(f'stocktakes-result-{view}'))
        await stocktakes_met.draw(visitor, found, view)
        return
    heading(visitor.t('stocktakes-lines'))
    figures = await stocktake_list.figures(found.id)
    numbers = figures.results | {'differences': figures.differences, 'all': figures.all}
    with box('tw-line'):
        for name in VIEWS:
            if numbers.get(name) or name == view:
                classes = 'tw-small tw-strong-button' if name == view else 'tw-small'
                address = f'/stocktakes/{found.id}/lines?view={name}' + (f'&place={place}' if place else '')
                said = visitor.t(f'stocktakes-result-{name}')
                go(address, said if place else f'{said} {numbers.get(name, 0)}', classes=classes)
    wanted = Wanted(view, _id(place), q)
    if wanted.place:
        named = await stocktake_list.names([], wanted.place)
        chip(named[str(wanted.place)], 'info')
    await _Lines(visitor, found, wanted).draw()


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


class _Lines:
    """A list that goes on page after page, with boxes to give several lines one reason."""

    def __init__(self, visitor: Visitor, found: Stocktake, wanted: Wanted) -> None:
        self.visitor, self.found, self.wanted = visitor, found, wanted
        self.explains = visitor.may('stocktakes.explain') and found.state in OPEN
        self.chosen: dict[str, None] = {}
        self.count: ui.label | None = None
        self.last: StocktakeLine | None = None

    async def draw(self) -> None:
        card = box('tw-card tw-card-flush')
        with card:
            rows = box('tw-rows')
        rows.on('change', self._choose, js_handler=CHOSEN)
        further = button(self.visitor.t('register-show-more'), partial(self._put, rows), picture='down')
        self.further = further
        await self._put(rows)
        if not self.last:
            card.delete()
            empty('ok', self.visitor.t('stocktakes-no-lines'))
        elif self.explains:
            self._bar()

    async def _put(self, rows: ui.element) -> None:
        page = await stocktake_list.lines(self.found.id, self.wanted, self.last)
        named = await stocktake_list.names(page)
        with rows:
            piece(''.join(self._line(line, named) for line in page), 'tw-rows')
        self.last = page[-1] if page else self.last
        if len(page) < stocktake_list.PAGE:
            self.further.delete()

    def _line(self, line: StocktakeLine, named: dict[str, str]) -> str:
        visitor = self.visitor
        main = written(line.name, 'tw-title', 'div') + written(' · '.join(told(visitor, line, named)), 'tw-sub', 'div')
        chips = written(visitor.t(f'stocktakes-result-{line.result}'), f'tw-chip tw-chip-{MOODS[line.result]}')
        if line.reason:
            chips += written(visitor.t(f'stocktakes-reason-{line.reason}'), 'tw-chip')
        if line.claims:
            chips += written(visitor.t('stocktakes-claims-chip'), 'tw-chip tw-chip-warn')
        if line.applied_at:
            chips += written(visitor.t('stocktakes-applied'), 'tw-chip tw-chip-ok')
        tick = ''
        if self.explains and line.result not in ('here', 'differs'):
            tick = (
                f'<label class="tw-count-tick"><input type="checkbox" value="{line.thing_id}">'
                + written(visitor.t('stocktakes-choose', name=line.name), 'tw-hidden-text')
                + '</label>'
            )
        inside = f'<div class="tw-row-main">{main}<div class="tw-row-states">{chips}</div></div>'
        address = f'/stocktakes/{self.found.id}/lines/{line.thing_id}'
        return f'<div class="tw-count-line">{tick}<a class="tw-row" href="{address}">{inside}{drawn("next")}</a></div>'

    def _bar(self) -> None:
        with box('tw-bottom tw-chosen'):
            self.count = words(self.visitor.t('register-chosen', count=0), 'tw-strong')
            ui.element('div').classes('tw-spacer')
            button(self.visitor.t('stocktakes-explain'), self._ask, picture='pen', classes='tw-small tw-strong-button')

    def _choose(self, event: object) -> None:
        args = event.args  # type: ignore[attr-defined]
        if args['on']:
            self.chosen[args['id']] = None
        else:
            self.chosen.pop(args['id'], None)
        if self.count:
            self.count.text = self.visitor.t('register-chosen', count=len(self.chosen))

    def _ask(self) -> None:
        if not self.chosen:
            ui.notify(self.visitor.t('stocktakes-choose-first'), position='top')
            return
        explain(self.visitor, self.found.id, list(self.chosen))
