"""One's own password: the old one, then the new one."""

from nicegui import ui

from app import people
from models import Person
from pages.parts import Visitor, box, button, go, guarded, heading, words


async def show(visitor: Visitor) -> None:
    heading(visitor.t('me-password'))
    with box('tw-card tw-stack'):
        words(visitor.t('me-password-hint'), 'tw-sub', 'p')
        old = _field(visitor.t('me-password-old'), 'current-password')
        new = _field(visitor.t('me-password-new'), 'new-password')

        async def change() -> None:
            actor = await visitor.now('people.choose_password')
            person = await Person.get(id=actor.id)
            await people.change_password(person, actor, old.value or '', new.value or '', address=visitor.session)
            old.value = new.value = ''
            ui.notify(visitor.t('me-password-done'), type='positive', position='top')

        button(visitor.t('me-password-go'), guarded(visitor, change), picture='check', classes='tw-primary')
    go('/me', visitor.t('saved-back'), classes='tw-quiet')


def _field(label: str, autocomplete: str) -> ui.input:
    made = ui.input(label, password=True, password_toggle_button=True).classes('tw-wide')
    made.props(f'outlined autocomplete={autocomplete}')
    return made
