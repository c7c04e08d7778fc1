"""Who is signed in on this phone: language and signing out."""

from nicegui import ui

from app import people
from app.core import auth
from app.core.config import LANGUAGES
from pages.parts import Visitor, box, button, guarded, heading, words

NAMES = {'zh-CN': '中文', 'en': 'English'}


async def show(visitor: Visitor) -> None:
    heading(visitor.t('me-title'))
    with box('tw-card tw-stack'):
        words(visitor.actor.name, 'tw-h2', 'h2')
        words('、'.join(visitor.t(f'role-{role}') for role in visitor.actor.roles), 'tw-sub')
    with box('tw-card tw-stack'):
        words(visitor.t('me-language'), 'tw-label')
        with box('tw-segments'):
            for language in LANGUAGES:
                chosen = 'on' if language == visitor.language else ''
                made = box(chosen, 'button').props(f'type=button lang={language}')
                with made:
                    words(NAMES[language])
                made.on('click', guarded(visitor, _choose(visitor, language)))
    button(visitor.t('me-sign-out'), guarded(visitor, _sign_out(visitor)), picture='logout', classes='tw-quiet')


def _choose(visitor: Visitor, language: str):
    async def choose() -> None:
        actor = await visitor.now()
        if actor.id:
            await people.choose_language(actor.id, language)
            auth.refresh(visitor.session)
        ui.run_javascript(f'globalThis.tagwalk?.use({language!r}).finally(() => location.reload())')

    return choose


def _sign_out(visitor: Visitor):
    async def sign_out() -> None:
        await auth.end(visitor.session)

    return sign_out
