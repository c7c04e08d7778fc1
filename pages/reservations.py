"""Reservations: what is promised to whom, and reserving a thing or any of its sort for a lesson or for days."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from nicegui import ui

from app import loan_due, loan_phones, register, reservation_guard, reservation_list, schedules
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.loans import SEE
from app.reservation_list import Line
from app.reservation_week import Slot
from models import Thing
from pages.parts import Visitor, box, button, empty, go, guarded, heading, piece, section, watch, words, written
from pages.reservations_week import Week

LEND = 'loans.lend'
LOOK = timedelta(days=60)  # for the first school day


async def show(visitor: Visitor) -> None:
    visitor.actor.must('reservations.see')
    heading(visitor.t('reservations-title'))
    words(visitor.t('reservations-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        found = await reservation_list.coming()
        if found:
            _by_day(visitor, found)
        else:
            empty('calendar', visitor.t('reservations-none'))

    await live()
    watch('reservations', 'loans', then=live.refresh)


def _by_day(visitor: Visitor, found: list[Line]) -> None:
    """The coming days, each with what begins on it."""
    for day, lines in groupby(found, lambda line: line.reservation.begins_at.astimezone(schedules.zone()).date()):
        section(f'{day:%m-%d} {visitor.t(f"weekday-{day.weekday()}")}')
        rows(visitor, list(lines))


def rows(visitor: Visitor, found: list[Line]) -> None:
    with box('tw-card tw-card-flush'):
        for line in found:
            each = line.reservation
            own = visitor.actor.id is not None and visitor.actor.id in (each.person_id, each.made_by)
            who = line.who if own or visitor.may(SEE) else visitor.t(f'loans-kind-{each.borrower_kind}')
            many = f' × {each.count}' if each.count > 1 else ''
            said = [_span(each.begins_at, each.ends_at), who, each.purpose]
            with box('tw-row').props(f'data-reservation={each.id}'):
                about = written(line.name + many, 'tw-title', 'div')
                told = about + written(' · '.join(part for part in said if part), 'tw-sub', 'div')
                piece(told, 'tw-row-main', 'a', href=f'/reservations/new?thing={each.thing_id}')
                if own or visitor.may(LEND):
                    work = guarded(visitor, _cancel(visitor, line))
                    button(visitor.t('reservations-cancel'), work, classes='tw-small')


def _cancel(visitor: Visitor, line: Line) -> Callable[[], Awaitable[None]]:
    async def cancel() -> None:
        form = {'reservation': str(line.reservation.id)}
        await write_one(enter('reservations.cancel', form), await visitor.now('reservations.cancel'))

    return cancel


def _span(begins: datetime, ends: datetime) -> str:
    """From when until when; the day once where it is the same."""
    one, other = (each.astimezone(schedules.zone()) for each in (begins, ends))
    return (
        f'{one:%m-%d %H:%M}–{other:%H:%M}' if one.date() == other.date() else f'{one:%m-%d %H:%M} – {other:%m-%d %H:%M}'
    )


async def of_thing(visitor: Visitor, thing: Thing) -> None:
    """On a thing's page: what is promised of it, and the way to reserve it."""
    if thing.is_place or thing.is_retired or not visitor.may('reservations.see'):
        return
    found = await reservation_list.of_thing(thing)
    if found:
        section(visitor.t('reservations-title'))
        rows(visitor, found)
    go(f'/reservations/new?thing={thing.id}', visitor.t('reservations-reserve'), picture='calendar', classes='tw-quiet')


async def add(visitor: Visitor, thing: str = '') -> None:
    visitor.actor.must('reservations.reserve')
    about = await register.thing(thing)
    alike = await reservation_guard.alike(about)
    heading(visitor.t('reservations-reserve'))
    words(about.name, 'tw-sub', 'p')
    with box('tw-card tw-stack'):
        several = len(alike) > 1 or about.quantity > 1
        fields: list[ui.input] = []

        def choose(slot: Slot) -> None:
            begins, ends = slot.begins, slot.ends
            said = (f'{begins:%Y-%m-%d}', f'{begins:%H:%M}', f'{ends:%Y-%m-%d}', f'{ends:%H:%M}')
            for field, value in zip(fields, said, strict=True):
                field.value = value

        week = Week(visitor, about, choose)
        some = _scope(visitor, about, len(alike), week) if len(alike) > 1 else None
        words(visitor.t('reservations-tap'), 'tw-sub', 'p')
        await week.show(some is not None)
        count = ui.input(visitor.t('loans-how_many'), value='1').props('outlined inputmode=numeric')
        count.classes('tw-wide').set_visibility(several)
        fields += await _times(visitor)
        first, begins, last, ends = fields
        who = await _borrower(visitor)
        purpose = ui.input(visitor.t('loans-purpose')).props('outlined maxlength=300').classes('tw-wide')

        async def save() -> None:
            kind, _, name = who.value.partition(':') if who and who.value else ('staff', '', str(visitor.actor.id))
            pieces = int(count.value) if str(count.value).isdecimal() else 1
            form = {
                'any_alike': bool(some and some.value == 'any'), 'count': pieces,
                'begins_at': _moment(first.value, begins.value), 'ends_at': _moment(last.value, ends.value),
                'borrower_kind': kind, 'purpose': purpose.value or '',
                **({'person': name} if kind == 'staff' else {'borrower': name}),
            }  # fmt: skip
            entry = enter('reservations.reserve', form, thing_id=about.id)
            await write_one(entry, await visitor.now('reservations.reserve'))
            ui.notify(visitor.t('reservations-reserved'), type='positive', position='top')
            ui.navigate.to(f'/things/{about.id}')

        button(visitor.t('reservations-reserve'), guarded(visitor, save), picture='check', classes='tw-primary')
    found = await reservation_list.of_thing(about)
    if found:
        section(visitor.t('reservations-title'))
        rows(visitor, found)


def _scope(visitor: Visitor, about: Thing, alike: int, week: Week) -> ui.radio:
    """This one, or any of its sort; the week shows what is free of either."""
    choices = {'any': visitor.t('reservations-any', count=alike), 'this': about.name}

    async def turn(event: Any) -> None:
        await week.turn(event.value == 'any')

    return ui.radio(choices, value='any', on_change=turn).classes('tw-wide')


async def _times(visitor: Visitor) -> list[ui.input]:
    """From when until when; a tap on a lesson of the week fills in both."""
    lessons, first = await loan_due.lessons(), schedules.today()
    calendar = (await loan_due.school()).calendar
    today = f'{calendar.first_school_day(first, first + LOOK) or first}'
    fields = []
    with box('tw-pair'):
        for word, kind, value in (
            ('reservations-from', 'date', today), ('reservations-at', 'time', f'{lessons[0][0]:%H:%M}'),
            ('reservations-to', 'date', today), ('reservations-at', 'time', f'{lessons[0][1]:%H:%M}'),
        ):  # fmt: skip
            field = ui.input(visitor.t(word), value=value).props(f'outlined type={kind} stack-label')
            fields.append(field.classes('tw-wide'))
    return fields


async def _borrower(visitor: Visitor) -> ui.select | None:
    """For whom; who may not lend reserves for themselves."""
    if not visitor.may(LEND):
        return None
    known = await loan_phones.borrowers()
    choices = {f'staff:{each["id"]}': each['name'] for each in known['people']}
    for kind in ('class', 'unit', 'outside'):
        choices |= {f'{kind}:{name}': name for name in known[loan_phones.LISTS[kind]]}
    own = f'staff:{visitor.actor.id}'
    made = ui.select(choices, label=visitor.t('loans-borrower'), value=own if own in choices else None, with_input=True)
    return made.props('outlined').classes('tw-wide')


def _moment(day: str, clock: str) -> str:
    try:
        return datetime.fromisoformat(f'{day} {clock}').replace(tzinfo=schedules.zone()).isoformat()
    except ValueError:
        raise BadInput('reserved_badly') from None
