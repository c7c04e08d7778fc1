"""The week over which something is reserved: a lesson is a square, and whether it is free stands in it."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from nicegui import ui

from app import loan_due, reservation_week, schedules
from app.reservation_week import Slot
from models import Thing
from pages.parts import Visitor, box, button, piece, words, written

WEEK = timedelta(days=7)
FURTHEST = 57  # weeks ahead, a bit more than a year
Choose = Callable[[Slot], None]


class Week:
    """The grid with its way to the weeks before and after; a tap on a free lesson is told to `choose`."""

    def __init__(self, visitor: Visitor, thing: Thing, choose: Choose) -> None:
        self.visitor, self.thing, self.choose = visitor, thing, choose
        self.first = self.monday = reservation_week.monday_of(schedules.today())
        self.any_alike = False
        self.chosen: list[ui.element] = []
        self.draw = ui.refreshable(self._draw)

    async def show(self, any_alike: bool) -> None:
        self.any_alike = any_alike
        await self.draw()

    async def turn(self, any_alike: bool) -> None:
        """One thing, or any of its sort."""
        self.any_alike = any_alike
        await self.draw.refresh()

    async def _draw(self) -> None:
        t = self.visitor.t
        self.chosen = []
        days = await reservation_week.week(self.thing, self.any_alike, self.monday)
        with box('tw-line tw-week-head'):
            back = button('', self._to(-1), picture='back', classes='tw-icon-button')
            back.props(f'aria-label="{t("reservations-week_before")}"')
            if self.monday <= self.first:
                back.props('disabled')
            words(_said(self.monday), 'tw-title tw-row-main')
            on = button('', self._to(1), picture='next', classes='tw-icon-button')
            on.props(f'aria-label="{t("reservations-week_after")}"')
        if not days:
            words(t('reservations-no_school'), 'tw-sub', 'p')
            return
        with box('tw-week').style(f'--days: {len(days)}'):
            piece('', 'tw-week-corner')
            for day in days:
                about = written(t('calendar-initials').split()[day.weekday()]) + written(f'{day.day}', 'tw-num')
                piece(about, 'tw-week-day')
            for number in range(len(await loan_due.lessons())):
                words(str(number + 1), 'tw-week-lesson tw-num')
                for slots in days.values():
                    self._slot(number, slots[number])

    def _slot(self, number: int, slot: Slot) -> None:
        t = self.visitor.t
        said = t('reservations-over') if slot.is_over else t('reservations-free', count=slot.free, all=slot.most)
        shown = '' if slot.is_over else str(slot.free) if slot.most > 1 else '✓' if slot.free else '×'
        mood = 'over' if slot.is_over else 'free' if slot.free == slot.most else 'some' if slot.free else 'full'
        label = f'{slot.begins:%m-%d} {t("reservations-lesson", number=number + 1)} {said}'
        made = piece(written(shown, 'tw-num'), f'tw-week-slot tw-week-{mood}', 'button', type='button')
        made.props(f'aria-label="{label}" data-slot="{slot.begins:%Y-%m-%d}/{number + 1}" data-free={slot.free}')
        if slot.is_over or not slot.free:
            made.props('disabled')
        else:
            made.on('click', lambda: self._take(slot, made))

    def _take(self, slot: Slot, square: ui.element) -> None:
        for each in self.chosen:
            each.classes(remove='tw-on')
        self.chosen = [square.classes('tw-on')]
        self.choose(slot)

    def _to(self, weeks: int) -> Callable[[], Awaitable[None]]:
        async def turn() -> None:
            self.monday = min(max(self.first, self.monday + weeks * WEEK), self.first + FURTHEST * WEEK)
            await self.draw.refresh()

        return turn


def _said(monday: date) -> str:
    return f'{monday:%m-%d} – {monday + timedelta(days=6):%m-%d}'
