"""Whose new repairs are, by trade and place; and how soon they are to be looked at, done, and taken as accepted."""

from typing import Any

from nicegui import ui

from app import register, routing
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.permissions import may
from app.core.records import write_one
from app.routing import PRIORITIES, Clock
from app.trades import TRADES
from models import DispatchRule, Person
from pages.parts import Visitor, banner, box, button, chip, crumbs, empty, guarded, heading, link, section, watch, words
from pages.place_choice import place_choice

HOUR = 60


async def show(visitor: Visitor) -> None:
    visitor.actor.must('routing.rule')
    with crumbs(visitor), link('/repairs'):
        words(visitor.t('repairs-title'))
    heading(visitor.t('repairs-rules'))
    words(visitor.t('repairs-rules-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        await _rules(visitor)

    await live()
    await _new(visitor)
    section(visitor.t('repairs-times'))
    await _times(visitor)
    watch('routing', 'people', then=live.refresh)


async def _rules(visitor: Visitor) -> None:
    """Each in a line; one whose person has left no longer gives anything out, and says so."""
    here, found = await routing.people_here(), await routing.rules()
    places = await register.names_of(rule.place_id for rule in found)
    office = routing.office_of(here.values())
    if not found:
        empty('people', visitor.t('repairs-rules-none'))
    else:
        with box('tw-card tw-card-flush'):
            for rule in found:
                _rule(visitor, rule, places.get(rule.place_id, ''), here.get(rule.person_id))
    if office:
        words(visitor.t('repairs-rules-else', name=here[office].shown), 'tw-sub', 'p')


def _rule(visitor: Visitor, rule: DispatchRule, place: str, person: Person | None) -> None:
    trade = visitor.t(f'trade-{rule.trade}') if rule.trade else visitor.t('repairs-rules-any-trade')
    where = place or visitor.t('repairs-rules-anywhere')
    with box('tw-row'):
        with box('tw-row-main'):
            words(person.shown if person else visitor.t('repairs-rules-left'), 'tw-title', 'div')
            words(f'{trade} · {where}', 'tw-sub', 'div')
        if not person or not may(person.roles, routing.MEND):
            chip(visitor.t('repairs-rules-idle'), 'bad')

        async def remove() -> None:
            await write_one(enter('routing.remove', {'rule': str(rule.id)}), await visitor.now('routing.remove'))

        button(visitor.t('repairs-rules-remove'), guarded(visitor, remove), classes='tw-quiet')


async def _new(visitor: Visitor) -> None:
    """One more rule."""
    people = {
        str(id): each.shown for id, each in (await routing.people_here()).items() if may(each.roles, routing.MEND)
    }
    trades = {'': visitor.t('repairs-rules-any-trade')} | {trade: visitor.t(f'trade-{trade}') for trade in TRADES}
    section(visitor.t('repairs-rules-add'))
    if not people:
        banner('info', visitor.t('repairs-rules-nobody'))
        return
    with box('tw-card tw-stack'):
        trade = ui.select(trades, label=visitor.t('repairs-trade'), value='')
        place = await place_choice(visitor.t('repairs-place'))
        person = ui.select(people, label=visitor.t('repairs-owner'), with_input=True)
        for field in (trade, place, person):
            field.props('outlined').classes('tw-wide')

        async def save() -> None:
            if not person.value:
                raise BadInput('nobody_chosen')
            facts = {'trade': trade.value or '', 'person': person.value}
            facts |= {'place': place.value} if place.value else {}
            await write_one(enter('routing.rule', facts), await visitor.now('routing.rule'))
            trade.value, place.value, person.value = '', None, None

        button(visitor.t('form-save'), guarded(visitor, save), picture='check')


async def _times(visitor: Visitor) -> None:
    """The school's hours, and hours of school time by priority."""
    t, clock = visitor.t, await routing.clock()
    words(t('repairs-times-sub'), 'tw-sub', 'p')
    with box('tw-card tw-stack'):
        with box('tw-pair'):
            opens = ui.input(t('repairs-opens'), value=f'{clock.school.opens:%H:%M}').props('outlined type=time')
            closes = ui.input(t('repairs-closes'), value=f'{clock.school.closes:%H:%M}').props('outlined type=time')
        fields = {priority: _target(visitor, clock, priority) for priority in PRIORITIES}
        after = ui.number(t('repairs-accept-after'), value=clock.accept_after, min=1, max=60, precision=0)
        after.props('outlined').classes('tw-wide')

        async def save() -> None:
            numbers = [after, *(one for both in fields.values() for one in both)]
            if not (opens.value and closes.value and all(one.value for one in numbers)):
                raise BadInput('times_missing')
            targets = {name: [round(one.value * HOUR) for one in both] for name, both in fields.items()}
            if any(not 0 < respond <= finish for respond, finish in targets.values()):
                raise BadInput('times_in_order')
            facts: dict[str, Any] = {'opens': opens.value, 'closes': closes.value, 'targets': targets}
            facts['accept_after'] = int(after.value)
            await write_one(enter('routing.times', facts), await visitor.now('routing.times'))
            ui.notify(t('repairs-times-saved'), type='positive', position='top')

        button(t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


def _target(visitor: Visitor, clock: Clock, priority: str) -> tuple[ui.number, ui.number]:
    words(visitor.t(f'repairs-priority-{priority}'), 'tw-label')
    with box('tw-pair'):
        made = [
            ui.number(visitor.t(word), value=round(minutes / HOUR, 2), min=0.1, max=1_000, step=0.5).props('outlined')
            for word, minutes in zip(('repairs-respond-in', 'repairs-finish-in'), clock.targets[priority], strict=True)
        ]
    return made[0], made[1]
