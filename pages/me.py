"""Who is signed in on this phone: language, look, reminders and signing out."""

from functools import partial

from nicegui import ui

from app import people
from app.core import auth, factors
from app.core.config import LANGUAGES
from pages import notices, notices_here, phones
from pages.parts import Visitor, box, button, guarded, heading, row, section, words
from pages.phone import LookView, icon

SECONDS = 60  # for what waits on a phone to be sent
WAITING = 'return (await globalThis.tagwalk?.sync?.tell?.())?.waiting ?? 0'
SEND = """
    const sync = globalThis.tagwalk.sync;
    await sync.run('button');
    for (let turn = 0; sync.running && turn < 200; turn++) await new Promise((done) => setTimeout(done, 200));
    return (await sync.tell()).waiting;
"""
REST = 'await globalThis.tagwalk?.sync?.leave?.()'
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
    section(visitor.t('look-title'))
    LookView()
    await _locks(visitor)
    await notices_here.card(visitor)
    await notices.mine(visitor)
    await phones.card(visitor)
    below = box('tw-stack')
    with below:
        _offer(visitor, below)


async def _locks(visitor: Visitor) -> None:
    """What one proves who one is with."""
    if not visitor.actor.id:
        return
    second, pin = await factors.has_second(visitor.actor.id), await factors.has_pin(visitor.actor.id)
    may_pin = not second and 'administrator' not in visitor.actor.roles
    section(visitor.t('me-locks'))
    with box('tw-card tw-card-flush'):
        row('/me/password', visitor.t('me-password'), picture='lock')
        states = ((second, 'second-title', '/me/second', 'phone'), (pin, 'me-pin', '/me/pin', 'tag'))
        for is_on, word, path, picture in states:
            chips = [(visitor.t('me-lock-on'), 'ok')] if is_on else []
            if path == '/me/second' or may_pin:
                row(path, visitor.t(word), picture=picture, chips=chips)


def _choose(visitor: Visitor, language: str):
    async def choose() -> None:
        actor = await visitor.now()
        if actor.id:
            await people.choose_language(actor, language)
            auth.refresh(visitor.session)
        ui.run_javascript(f'globalThis.tagwalk?.use({language!r}).finally(() => location.reload())')

    return choose


def _offer(visitor: Visitor, below: ui.element) -> None:
    button(visitor.t('me-sign-out'), guarded(visitor, _sign_out(visitor, below)), picture='logout', classes='tw-quiet')


def _sign_out(visitor: Visitor, below: ui.element):
    """Sign out, unless something on this phone has not been sent: then the person is asked what to do with it."""

    async def sign_out() -> None:
        waiting = await _ask(WAITING)
        if waiting:
            _warn(visitor, below, visitor.t('me-unsent', count=waiting))
        else:
            await _end(visitor)

    return sign_out


def _warn(visitor: Visitor, below: ui.element, text: str) -> None:
    async def send_first() -> None:
        first.props('disabled')
        said.set_text(visitor.t('me-sending'))
        left = await _ask(SEND)
        if left:
            _warn(visitor, below, visitor.t('me-not-sent', count=left))
        else:
            await _end(visitor)

    below.clear()
    with below:
        with box('tw-banner tw-banner-warn').props('role=alert'):
            icon('alert')
            said = words(text)
        first = button(visitor.t('me-send-first'), guarded(visitor, send_first), picture='sync', classes='tw-primary')
        button(
            visitor.t('me-leave-anyway'), guarded(visitor, partial(_end, visitor)), picture='logout', classes='tw-quiet'
        )


async def _end(visitor: Visitor) -> None:
    await _ask(REST)
    await auth.end(visitor.session)


async def _ask(question: str) -> int:
    """How many records the phone says are waiting; none where it keeps none."""
    try:
        return int(await ui.run_javascript(question, timeout=SECONDS) or 0)
    except (TimeoutError, TypeError, ValueError):
        return 0
