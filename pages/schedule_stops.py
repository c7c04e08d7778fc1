"""The stops of a schedule: chosen by name, and put in the order in which they are walked."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from pages.parts import Visitor, box, button, words

ORDERED = 40  # stops whose order is drawn; a longer list is a place with everything inside


class StopsField:
    """Things and places by id, in their order."""

    def __init__(self, visitor: Visitor, options: dict[str, str], chosen: list[str]) -> None:
        self.visitor, self.options = visitor, options
        label = visitor.t('schedules-stops')
        self.select = ui.select(options, label=label, value=chosen, multiple=True, with_input=True)
        self.select.props('use-chips outlined').classes('tw-wide')
        self.order = ui.refreshable(self._order)
        self.order()
        self.select.on_value_change(self.order.refresh)

    @property
    def value(self) -> list[str]:
        return list(self.select.value or [])

    def on_value_change(self, work: Callable[..., Any]) -> None:
        self.select.on_value_change(work)

    def _order(self) -> None:
        """The way as a list; a stop goes up one place with a tap."""
        if not 1 < len(self.value) <= ORDERED:
            return
        words(self.visitor.t('schedules-order'), 'tw-hint', 'p')
        with box('tw-order', 'ol'):
            for at, id in enumerate(self.value):
                with box('tw-order-line', 'li'):
                    words(f'{at + 1}', 'tw-num')
                    words(self.options.get(id, '—'), 'tw-row-main')
                    if at:
                        up = button('', self._up(at), picture='up', classes='tw-quiet')
                        up.props(f'aria-label="{self.visitor.t("schedules-up")}"')

    def _up(self, at: int) -> Callable[[], None]:
        def up() -> None:
            now = self.value
            now[at - 1], now[at] = now[at], now[at - 1]
            self.select.set_value(now)

        return up
