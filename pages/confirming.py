"""Asking for the password once more before a grave step, and then doing it."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from app.core import auth
from app.core.errors import Problem
from app.core.words import sentence, t

CONFIRM = 'confirm_first'


def ask(session: str, language: str, then: Callable[[], Awaitable[object]]) -> None:
    """A sheet over the page; `then` is done once the password was right."""
    with ui.context.client.content, ui.dialog() as sheet, ui.element('div').classes('tw-card tw-stack tw-dialog'):
        ui.label(t('confirm-title', language)).classes('tw-h2')
        ui.label(t('confirm-more', language)).classes('tw-sub')
        password = ui.input(t('sign-in-password', language), password=True).classes('tw-wide')
        password.props('outlined autofocus autocomplete=current-password')
        refusal = ui.label().classes('tw-banner tw-banner-bad').props('role=alert')
        refusal.visible = False

        async def confirm() -> None:
            try:
                await auth.confirm(session, password.value or '', address=session)
            except Problem as problem:
                refusal.text, refusal.visible = sentence(problem, language), True
                return
            sheet.close()
            await then()

        password.on('keydown.enter', confirm)
        go = ui.element('button').classes('tw-button tw-primary').props('type=button').on('click', confirm)
        with go:
            ui.label(t('confirm-go', language))
        back = ui.element('button').classes('tw-button tw-quiet').props('type=button').on('click', sheet.close)
        with back:
            ui.label(t('saved-back', language))
    sheet.on('hide', sheet.delete)
    sheet.open()
