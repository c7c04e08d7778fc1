"""Reminders on the browser in hand: turned on and off on the page about oneself, with how it really stands."""

import json
from typing import Any

from nicegui import ui

from app import web_push
from pages.parts import Visitor, box, guarded, words
from pages.phone import icon

LOOK = 'await globalThis.tagwalk.ready; return await globalThis.tagwalk.notices.look()'
TURN_ON = 'async () => emit(await globalThis.tagwalk.notices.turnOn({key}))'  # in the tap itself: browsers want that
TURN_OFF = 'async () => emit(await globalThis.tagwalk.notices.turnOff())'
STATES = ('asking', 'insecure', 'install', 'none', 'blocked', 'off', 'on')
PICTURES = {'on': 'ok', 'off': 'bell', 'asking': 'clock', 'blocked': 'alert'}


async def card(visitor: Visitor) -> None:
    """The card; what the browser says fills it a moment later."""
    key = await web_push.public_key()
    with box('tw-card tw-stack'):
        words(visitor.t('notices-here'), 'tw-label')
        holder = box('tw-stack')

    def draw(state: str) -> None:
        holder.clear()
        with holder:
            with box('tw-line'):
                icon(PICTURES.get(state, 'info'))
                words(visitor.t(f'notices-here-{state}')).props('role=status')
            if state in ('on', 'off'):
                with box(f'tw-button {"tw-quiet" if state == "on" else "tw-primary"}', 'button') as made:
                    made.props('type=button')
                    words(visitor.t('notices-turn-off' if state == 'on' else 'notices-turn-on'))
                handler = TURN_OFF if state == 'on' else TURN_ON.replace('{key}', json.dumps(key))
                made.on('click', guarded(visitor, turned), js_handler=handler)

    async def turned(event: Any) -> None:
        found = event.args
        actor = await visitor.now()
        if found.get('subscription'):
            await web_push.turn_on(actor, found['subscription'])
            draw('on')
        else:
            await web_push.turn_off(actor)
            draw('off' if found['state'] == 'on' else found['state'])

    async def ask() -> None:
        try:
            found = await ui.run_javascript(LOOK, timeout=20)
        except TimeoutError:
            return
        known = await web_push.is_on(visitor.actor, found['endpoint'])
        draw('off' if found['state'] == 'on' and not known else found['state'])

    draw('asking')
    ui.timer(0, ask, once=True)
