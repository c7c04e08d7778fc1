"""People: accounts and what they may do."""

from nicegui import ui

from app import pairing, people
from app.core import factors
from app.core.entries import enter
from app.core.permissions import ROLES
from app.core.records import write_one
from models import Person
from pages.parts import Visitor, banner, box, button, chip, go, guarded, heading, section, watch, words
from pages.phone import icon
from pages.place_choice import place_choice


async def show(visitor: Visitor, q: str = '') -> None:
    """Everybody, or only who is called so."""
    visitor.actor.must('people.see')
    heading(visitor.t('people-title'))
    holder = box('hidden')  # of the dialog, which outlives the line that opened it

    @ui.refreshable
    async def live() -> None:
        with box('tw-card tw-card-flush'):
            for person in await people.called(q) if q else await people.people():
                _line(visitor, person, holder)

    await live()
    watch('people', then=live.refresh)
    if visitor.may('people.add'):
        await _add(visitor)


def _line(visitor: Visitor, person: Person, holder: ui.element) -> None:
    with box('tw-row', 'button').props('type=button') as made:
        icon('account')
        with box('tw-row-main'):
            words(person.shown, 'tw-title', 'div')
            words(f'{person.name} · ' + '、'.join(visitor.t(f'role-{role}') for role in person.roles), 'tw-sub', 'div')
        if person.left_at:
            chip(visitor.t('people-left'))
    if visitor.may('people.revise'):
        made.on('click', lambda: _edit(visitor, person, holder))


def _roles(visitor: Visitor, value: list[str]) -> ui.select:
    options = {role: visitor.t(f'role-{role}') for role in ROLES}
    return (
        ui.select(options, label=visitor.t('people-roles'), value=value, multiple=True)
        .props('outlined use-chips')
        .classes('tw-wide')
    )


async def _rooms(visitor: Visitor, roles: ui.select, value: list[str]) -> ui.select:
    """The rooms a class monitor answers for; asked for with that role alone."""
    choice = await place_choice(visitor.t('people-rooms'), value)
    choice.props('outlined use-chips').classes('tw-wide')
    hint = words(visitor.t('people-rooms-hint'), 'tw-sub', 'p')
    for each in (choice, hint):
        each.bind_visibility_from(roles, 'value', lambda chosen: 'class_monitor' in (chosen or []))
    return choice


async def _add(visitor: Visitor) -> None:
    section(visitor.t('people-add'))
    with box('tw-card tw-stack'):
        name = ui.input(visitor.t('people-name')).props('outlined autocomplete=off').classes('tw-wide')
        display = ui.input(visitor.t('people-display')).props('outlined').classes('tw-wide')
        roles = _roles(visitor, ['staff'])
        words(visitor.t('people-monitor-hint'), 'tw-sub', 'p')
        rooms = await _rooms(visitor, roles, [])
        password = (
            ui.input(visitor.t('people-password'), password=True)
            .props('outlined autocomplete=new-password')
            .classes('tw-wide')
        )

        async def add() -> None:
            actor = await visitor.now('people.add')
            await people.add_person(name.value, password.value, roles.value, actor, display.value, rooms.value)
            ui.notify(visitor.t('people-added', name=name.value), type='positive', position='top')
            for field in (name, display, password):
                field.value = ''
            rooms.value = []

        button(visitor.t('people-add-go'), guarded(visitor, add), picture='plus', classes='tw-primary')


async def _edit(visitor: Visitor, person: Person, holder: ui.element) -> None:
    holder.clear()
    with holder, ui.dialog() as dialog, box('tw-card tw-stack tw-dialog'):
        words(person.name, 'tw-h2', 'h2')
        display = ui.input(visitor.t('people-display'), value=person.display).props('outlined').classes('tw-wide')
        roles = _roles(visitor, list(person.roles))
        rooms = await _rooms(visitor, roles, list(person.rooms or []))
        password = (
            ui.input(visitor.t('people-new-password'), password=True)
            .props('outlined autocomplete=new-password')
            .classes('tw-wide')
        )

        async def save() -> None:
            changes = {'display': display.value, 'roles': roles.value, 'rooms': rooms.value}
            if password.value:
                changes['password'] = password.value
            await people.revise_person(person, await visitor.now('people.revise'), **changes)
            dialog.close()

        async def unlock() -> None:
            actor = await visitor.now('second.switch_off')
            await write_one(enter('second.switch_off', {'person': str(person.id)}), actor)
            dialog.close()

        async def leave() -> None:
            await people.revise_person(person, await visitor.now('people.revise'), left=not person.left_at)
            dialog.close()

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
        if visitor.may('pairing.offer') and not person.left_at and await pairing.may_pair(person):
            go(f'/people/{person.id}/pair', visitor.t('pairing-open'), picture='scan')
        if person.id != visitor.actor.id and await factors.has_second(person.id):
            button(visitor.t('second-off-theirs'), guarded(visitor, unlock), picture='phone', classes='tw-quiet')
        if person.left_at and not people.is_nobody(person):
            _offer_forgetting(visitor, person, dialog)
        word = 'people-back' if person.left_at else 'people-leave'
        button(visitor.t(word), guarded(visitor, leave), picture='logout', classes='tw-quiet')
        button(visitor.t('saved-back'), dialog.close, classes='tw-quiet')
    dialog.open()


def _offer_forgetting(visitor: Visitor, person: Person, dialog: ui.dialog) -> None:
    """Taking somebody's names away cannot be undone, so it takes two taps."""
    around = box('tw-stack')

    async def forget() -> None:
        await people.forget_person(person, await visitor.now('people.forget'))
        dialog.close()

    def ask() -> None:
        around.clear()
        with around:
            banner('warn', visitor.t('people-forget-sure'), 'alert')
            button(visitor.t('people-forget-do'), guarded(visitor, forget), picture='delete', classes='tw-quiet')

    with around:
        button(visitor.t('people-forget-go'), ask, picture='delete', classes='tw-quiet')
