"""The school calendar: the year at a glance, terms, holidays and make-up days."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from nicegui import ui

from app import calendar, schedules
from app.calendar import Calendar, each_day, spans_of
from app.core.entries import enter
from app.core.records import write_one
from models import SpecialDay, Term
from pages import calendar_import
from pages.parts import Visitor, box, button, empty, guarded, heading, section, watch, words

MONTHS = 12
Work = Callable[..., Awaitable[Any]]


async def show(visitor: Visitor) -> None:
    visitor.actor.must('calendar.see')
    heading(visitor.t('calendar-title'))
    words(visitor.t('calendar-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        known = await calendar.calendar()
        _year(visitor, known)
        _terms(visitor, known.terms)
        _days(visitor, list(known.days.values()))

    await live()
    watch('calendar', then=live.refresh)
    if visitor.may('calendar.mark'):
        _mark(visitor)
        _add_term(visitor)
        calendar_import.show(visitor)


def _year(visitor: Visitor, known: Calendar) -> None:
    """The school year as twelve small months; what is no school day stands back."""
    today = schedules.today()
    start = date(today.year if today.month >= 8 else today.year - 1, 8, 1)
    with box('tw-year'):
        for n in range(MONTHS):
            index = start.year * 12 + start.month - 1 + n
            _month(visitor, known, date(index // 12, index % 12 + 1, 1), today)


def _month(visitor: Visitor, known: Calendar, first: date, today: date) -> None:
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    cells = [f'<i>{each}</i>' for each in visitor.t('calendar-initials').split()] + ['<i></i>'] * first.weekday()
    for day in each_day(first, last):
        special = known.days.get(day)
        look = special.what if special else 'school' if known.is_school_day(day) else 'off'
        cells.append(f'<b class="tw-day-{look}{" tw-day-today" if day == today else ""}">{day.day}</b>')
    with box('tw-month'):
        words(visitor.t('calendar-month', year=str(first.year), month=visitor.t(f'month-{first.month}')), 'tw-sub')
        ui.html(f'<div class="tw-days">{"".join(cells)}</div>', sanitize=False)


def _terms(visitor: Visitor, terms: tuple[Term, ...]) -> None:
    section(visitor.t('calendar-terms'))
    if not terms:
        empty('school', visitor.t('calendar-no-terms'))
        return
    with box('tw-card tw-card-flush'):
        for term in terms:
            with _line(visitor, term.name, term.starts, term.ends, '', _remove_term(visitor, term)):
                _edit(visitor, term)


def _days(visitor: Visitor, found: list[SpecialDay]) -> None:
    section(visitor.t('calendar-days'))
    if not found:
        empty('calendar', visitor.t('calendar-no-days'))
        return
    with box('tw-card tw-card-flush'):
        for days in spans_of(found):
            first = days[0]
            about = visitor.t(f'calendar-what-{"makeup" if first.what == "makeup" else "holiday"}')
            if first.weekday is not None:
                about += ' · ' + visitor.t('calendar-stands', weekday=visitor.t(f'weekday-{first.weekday}'))
            _line(visitor, first.name or about, first.day, days[-1].day, about, _clear(visitor, days))


def _line(visitor: Visitor, title: str, first: date, last: date, about: str, remove: Work) -> ui.element:
    """A span of days as a line of a list, with the button that takes it away; gives back room for another button."""
    span = span_words(first, last)
    count = visitor.t('calendar-days-count', count=(last - first).days + 1)
    with box('tw-row'):
        with box('tw-row-main'):
            words(title, 'tw-title', 'div')
            parts = [span, count, about if about != title else '']
            words(' · '.join(part for part in parts if part), 'tw-sub', 'div')
        room = box('tw-line')
        if visitor.may('calendar.mark'):
            label = visitor.t('calendar-remove')
            button('', guarded(visitor, remove), picture='delete', classes='tw-quiet').props(f'aria-label="{label}"')
    return room


def span_words(first: date, last: date) -> str:
    """Days from the first to the last, each of which stays on one line."""
    days = (str(first),) if first == last else (str(first), str(last))
    return ' – '.join(day.replace('-', '\N{NON-BREAKING HYPHEN}') for day in days)


def _edit(visitor: Visitor, term: Term) -> None:
    """The button that changes a term, and the sheet it opens."""
    if not visitor.may('calendar.revise_term'):
        return
    with ui.dialog().props('position=bottom') as sheet, box('tw-card tw-stack tw-sheet'):
        words(visitor.t('calendar-revise_term'), 'tw-h2', 'h2')
        fields = TermFields(visitor, term)

        async def save() -> None:
            facts = fields.facts() | {'term': str(term.id)}
            await write_one(enter('calendar.revise_term', facts), await visitor.now('calendar.revise_term'))
            sheet.close()
            ui.notify(visitor.t('calendar-saved'), type='positive', position='top')

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
        button(visitor.t('calendar-cancel'), sheet.close, classes='tw-quiet')
    label = visitor.t('calendar-revise_term')
    button('', sheet.open, picture='pen', classes='tw-quiet').props(f'aria-label="{label}"')


class TermFields:
    """A term's name and its days."""

    def __init__(self, visitor: Visitor, term: Term | None = None) -> None:
        self.name = ui.input(visitor.t('calendar-name'), value=term.name if term else '')
        self.name.props('outlined').classes('tw-wide')
        with box('tw-pair'):
            self.starts = day_input(visitor.t('calendar-starts'), term.starts if term else None)
            self.ends = day_input(visitor.t('calendar-ends'), term.ends if term else None)

    def facts(self) -> dict[str, str]:
        return {'name': self.name.value, 'starts': self.starts.value, 'ends': self.ends.value}

    def clear(self) -> None:
        self.name.value = self.starts.value = self.ends.value = ''


def _remove_term(visitor: Visitor, term: Term) -> Work:
    async def remove() -> None:
        await write_one(enter('calendar.remove_term', {'term': str(term.id)}), await visitor.now())
        facts = {'name': term.name, 'starts': str(term.starts), 'ends': str(term.ends)}
        _undoable(visitor, 'calendar.add_term', facts)

    return remove


def _clear(visitor: Visitor, days: list[SpecialDay]) -> Work:
    first = days[0]
    span = {'starts': str(first.day), 'ends': str(days[-1].day)}

    async def clear() -> None:
        await write_one(enter('calendar.mark', span | {'what': ''}), await visitor.now())
        before = span | {'what': first.what, 'name': first.name}
        _undoable(visitor, 'calendar.mark', before | ({} if first.weekday is None else {'weekday': first.weekday}))

    return clear


def _undoable(visitor: Visitor, kind: str, facts: dict[str, Any]) -> None:
    """Say that something is gone, and bring it back when that was a slip."""
    with ui.dialog().props('position=bottom seamless') as dialog, box('tw-card tw-line tw-toast'):
        words(visitor.t('calendar-removed'))

        async def undo() -> None:
            await write_one(enter(kind, facts), await visitor.now())
            dialog.close()

        button(visitor.t('calendar-undo'), guarded(visitor, undo), picture='history')
    dialog.open()
    ui.timer(8, dialog.close, once=True)


def day_input(label: str, value: date | None = None) -> ui.input:
    made = ui.input(label, value=str(value) if value else '')
    made.props('type=date outlined stack-label').classes('tw-wide')
    return made


def _mark(visitor: Visitor) -> None:
    section(visitor.t('calendar-mark'))
    with box('tw-card tw-stack'):
        with box('tw-pair'):
            first, last = day_input(visitor.t('calendar-starts')), day_input(visitor.t('calendar-ends'))
        first.on_value_change(lambda: last.set_value(max(last.value or '', first.value or '')))
        kinds = {what: visitor.t(f'calendar-what-{what or "usual"}') for what in ('holiday', 'makeup', '')}
        what = ui.toggle(kinds, value='holiday').props('spread unelevated no-caps').classes('tw-wide')
        weekdays = {None: visitor.t('calendar-stands-none')} | {n: visitor.t(f'weekday-{n}') for n in range(7)}
        weekday = ui.select(weekdays, label=visitor.t('calendar-stands-for'), value=None).props('outlined')
        weekday.classes('tw-wide').bind_visibility_from(what, 'value', lambda value: value == 'makeup')
        name = ui.input(visitor.t('calendar-name')).props('outlined').classes('tw-wide')

        async def save() -> None:
            facts = {'starts': first.value, 'ends': last.value or first.value, 'what': what.value, 'name': name.value}
            if what.value == 'makeup' and weekday.value is not None:
                facts['weekday'] = weekday.value
            await write_one(enter('calendar.mark', facts), await visitor.now('calendar.mark'))
            ui.notify(visitor.t('calendar-saved'), type='positive', position='top')
            first.value = last.value = name.value = ''

        button(visitor.t('calendar-mark-go'), guarded(visitor, save), picture='check', classes='tw-primary')


def _add_term(visitor: Visitor) -> None:
    section(visitor.t('calendar-add_term'))
    with box('tw-card tw-stack'):
        fields = TermFields(visitor)

        async def save() -> None:
            await write_one(enter('calendar.add_term', fields.facts()), await visitor.now('calendar.add_term'))
            ui.notify(visitor.t('calendar-saved'), type='positive', position='top')
            fields.clear()

        button(visitor.t('calendar-add_term'), guarded(visitor, save), picture='plus')
