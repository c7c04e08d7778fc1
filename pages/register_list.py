"""The register as a list: page after page, with boxes to choose several and a bar for what to do with them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from nicegui import ui

from app import finding
from app.finding import Line, Wanted
from pages import register_bulk, register_lines
from pages.parts import Visitor, box, button, empty, words

if TYPE_CHECKING:
    from pages.register import Browsing


async def draw(visitor: Visitor, browsing: 'Browsing', result: ui.refreshable) -> None:
    page = await finding.find(browsing.wanted, limit=finding.PAGE * browsing.shown)
    if not page.lines:
        with empty('search', visitor.t('register-none')):
            if browsing.wanted.search:
                words(visitor.t('register-none-more'), 'tw-sub', 'p')
        return
    with box('tw-line'):
        total = words(visitor.t('register-count', count=len(page.lines)), 'tw-sub')
    if page.next:  # counting them takes longer than showing the first
        total.text = ''

        async def say_count() -> None:
            total.text = await _count(visitor, browsing.wanted)

        ui.timer(0.05, say_count, once=True)
    bar = _Bar(visitor, browsing, result)
    keeps = visitor.may('register.revise')
    with box('tw-card tw-card-flush tw-things' + (' tw-choosing' if browsing.is_choosing else '')):
        _head(visitor, browsing)
        rows = box('tw-rows')
    rows.on('change', bar.chosen, js_handler=CHOSEN)

    def put(lines: list[Line]) -> None:
        with rows:
            register_lines.draw(
                visitor, lines, money=keeps, choosing=browsing.is_choosing, chosen=browsing.chosen.keys()
            )

    put(page.lines)
    more: dict[str, Any] = {'next': page.next}

    async def on() -> None:
        following = await finding.find(browsing.wanted, more['next'])
        browsing.shown += 1
        put(following.lines)
        more['next'] = following.next
        if not following.next:
            further.delete()

    if page.next:
        further = button(visitor.t('register-show-more'), on, picture='down', classes='tw-wide')
    bar.draw()


# One listener for all boxes: the event says which thing was ticked.
CHOSEN = '(event) => emit({id: event.target.value, on: event.target.checked})'


def _head(visitor: Visitor, browsing: 'Browsing') -> None:
    """What the columns are, where there is room for columns."""
    with box('tw-thing tw-thing-head').props('aria-hidden=true'):
        if browsing.is_choosing:
            box('tw-box')
        box('tw-thing-icon')
        for word in ('register-name', 'register-code', 'register-inside', 'register-custodian', 'register-state'):
            words(visitor.t(word), 'tw-sub')


class _Bar:
    """The bar at the bottom while things are being chosen."""

    def __init__(self, visitor: Visitor, browsing: 'Browsing', result: ui.refreshable) -> None:
        self.visitor, self.browsing, self.result = visitor, browsing, result
        self.count: ui.label | None = None

    def draw(self) -> None:
        if not self.browsing.is_choosing:
            return
        with box('tw-bottom tw-chosen'):
            self.count = words('', 'tw-strong')
            button(self.visitor.t('register-choose-all'), self._all, classes='tw-quiet tw-small')
            ui.element('div').classes('tw-spacer')
            button(self.visitor.t('register-bulk'), self._change, picture='pen', classes='tw-small tw-strong-button')
        self._say()

    def chosen(self, event: Any) -> None:
        value = event.args['id']
        if event.args['on']:
            self.browsing.chosen[UUID(value)] = None
        else:
            self.browsing.chosen.pop(UUID(value), None)
        self._say()

    def _say(self) -> None:
        if self.count:
            self.count.text = self.visitor.t('register-chosen', count=len(self.browsing.chosen))

    async def _all(self) -> None:
        self.browsing.chosen = dict.fromkeys(await finding.ids(self.browsing.wanted))
        await self.result.refresh()

    async def _change(self) -> None:
        if self.browsing.chosen:
            await register_bulk.ask(self.visitor, self.browsing, self.result)
        else:
            ui.notify(self.visitor.t('register-choose-first'), position='top')


async def _count(visitor: Visitor, wanted: Wanted) -> str:
    """How many there are, in words."""
    count = await finding.count(wanted)
    word = 'register-more-than' if count > finding.COUNTED else 'register-count'
    return visitor.t(word, count=min(count, finding.COUNTED))
