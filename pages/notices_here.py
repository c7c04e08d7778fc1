"""Reminders on the browser in hand: turned on and off on the page about oneself, with how it really stands."""

import json
from typing import Any

from nicegui import ui

from app import web_push
from pages.parts import Visitor, box, guarded, words
from pages.phone import icon

LOOK = 'await globalThis.tagwalk.ready; return await globalThis.tagwalk.notices.look()'
# In the tap itself, as browsers want it; the push service may take its time or never answer.
TURN_ON = 'async () => { emit({state: "waiting"}); emit(await globalThis.tagwalk.notices.turnOn(%s)); }'
TURN_OFF = 'async () => emit(await globalThis.tagwalk.notices.turnOff())'
STATES = ('asking', 'waiting', 'insecure', 'install', 'none', 'blocked', 'off', 'on')
PICTURES = {'on': 'ok', 'off': 'bell', 'asking': 'clock', 'waiting': 'clock', 'blocked': 'alert'}


async def card(visitor: Visitor) -> None:
    """The card; what the browser says fills it a moment later."""
    key = await web_push.public_key()
    with box('tw-card tw-stack'):
        words(visitor.t('notices-here'), 'tw-label')
        holder = box('tw-line')
        on, off = box('tw-button tw-primary', 'button'), box('tw-button tw-quiet', 'button')
    for button, word in ((on, 'notices-turn-on'), (off, 'notices-turn-off')):
        with button.props('type=button'):
            words(visitor.t(word))

    def draw(state: str) -> None:
        holder.clear()
        with holder:
            icon(PICTURES.get(state, 'info'))
            words(visitor.t(f'notices-here-{state}')).props('role=status')
        for button, shown in ((on, 'off'), (off, 'on')):  # an element that NiceGUI hides would not hear the answer
            button.classes(remove='hidden') if state == shown else button.classes('hidden')

    async def turned(event: Any) -> None:
        found = event.args
        actor = await visitor.now()
        if found.get('subscription'):
            await web_push.turn_on(actor, found['subscription'])
            draw('on')
        elif found['state'] == 'waiting':
            draw('waiting')
        else:
            await web_push.turn_off(actor)
            draw('off' if found['state'] == 'on' else found['state'])

    on.on('click', guarded(visitor, turned), js_handler=TURN_ON % json.dumps(key))
    off.on('click', guarded(visitor, turned), js_handler=TURN_OFF)

    async def ask() -> None:
        try:
            found = await ui.run_javascript(LOOK, timeout=20)
        except TimeoutError:
            return
        known = await web_push.is_on(visitor.actor, found['endpoint'])
        draw('off' if found['state'] == 'on' and not known else found['state'])

    draw('asking')
    ui.timer(0, ask, once=True)
