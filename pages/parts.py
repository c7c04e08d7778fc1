"""The pieces that pages are made of."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from html import escape
from typing import Any
from unicodedata import east_asian_width

from nicegui import Client, ui

from app.core import auth, live
from app.core.actors import Actor
from app.core.config import read_config
from app.core.errors import Problem, SignIn
from app.core.words import sentence, t
from app.finding import Line
from app.units import unit_said
from models import Category, Thing
from pages import confirming
from pages.phone import drawn

PAUSE = 0.5  # seconds between two redrawings of one list


@dataclass(frozen=True)
class Visitor:
    """Whoever has this page open. Rights are asked anew at every event: an open page outlives them."""

    session: str
    language: str
    actor: Actor  # as it was when the page was opened, for drawing only

    def t(self, word: str, **facts: Any) -> str:
        return t(word, self.language, **facts)

    def may(self, action: str) -> bool:
        return self.actor.may(action)

    async def now(self, action: str = '') -> Actor:
        """Who this is at this moment. Raises SignIn or Refused."""
        actor = await auth.who_has(self.session)
        if not actor:
            raise SignIn('sign_in')
        if action:
            actor.must(action)
        return actor

    def name_of(self, category: Category | None) -> str:
        if not category:
            return ''
        return category.en if self.language == 'en' else category.zh

    def many(self, quantity: int, unit: str) -> str:
        """How many pieces there are, where it is not just one."""
        return (
            self.t('thing-quantity', count=quantity, unit=unit_said(unit, self.language)).strip()
            if quantity > 1
            else ''
        )

    def when(self, moment: datetime) -> str:
        """A moment as people read it: the time for today, the date before that."""
        local = moment.astimezone(read_config().timezone)
        today = datetime.now(read_config().timezone)
        if local.date() == today.date():
            return f'{local:%H:%M}'
        if local.year == today.year:
            return self.t('when-day', month=local.month, day=local.day, time=f'{local:%H:%M}')
        return f'{local:%Y-%m-%d}'


def words(text: str, classes: str = '', tag: str = 'span') -> ui.label:
    """A text as an element of our own look; never read as HTML."""
    element = ui.label(text)
    element.tag = tag
    return element.classes(classes)


def piece(content: str, classes: str, tag: str = 'div', **attributes: str) -> ui.element:
    """A piece of a page written as HTML: one element, where every element costs a connected phone four kilobytes.

    Whatever people wrote goes into `content` by `written` alone.
    """
    made = ui.html(content, sanitize=False, tag=tag)
    made._props.update(attributes)
    return made.classes(classes)


def written(text: str, classes: str = '', tag: str = 'span') -> str:
    """A text as HTML, with everything in it that could be read as HTML made harmless."""
    given = f' class="{escape(classes)}"' if classes else ''
    return f'<{tag}{given}>{escape(text, quote=False)}</{tag}>'


def box(classes: str = '', tag: str = 'div') -> ui.element:
    return ui.element(tag).classes(classes)


def link(path: str, classes: str = '') -> ui.link:
    """A link inside the app, which works as a plain link when the socket is gone."""
    made = ui.link('', path)
    made.classes(classes, remove='nicegui-link')
    return made


def crumbs(visitor: Visitor) -> ui.element:
    """The way back to what this page is about."""
    made = box('tw-crumbs', 'nav')
    made._props['aria-label'] = visitor.t('thing-where')
    return made


def heading(text: str) -> None:
    words(text, 'tw-h1', 'h1')


def section(text: str) -> ui.element:
    return words(text, 'tw-section', 'h2')


def chip(text: str, mood: str = '') -> ui.element:
    return words(text, chip_look(mood))


def chip_look(mood: str) -> str:
    return f'tw-chip tw-chip-{mood}' if mood else 'tw-chip'


BESIDE = 20  # width of states that still stand beside a line's title, on a phone; longer ones stand under it


def row(path: str, title: str, sub: str = '', *, picture: str = 'next', chips: Iterable[tuple[str, str]] = ()) -> None:
    """A line of a list that leads somewhere: picture, title, what is said about it, and its states."""
    main = written(title, 'tw-title', 'div') + (written(sub, 'tw-sub', 'div') if sub else '')
    chips = list(chips)
    states = ''.join(written(text, chip_look(mood)) for text, mood in chips)
    if sum(width_of(text) for text, _ in chips) > BESIDE:
        main, states = f'{main}<div class="tw-row-states">{states}</div>', ''
    piece(f'{drawn(picture)}<div class="tw-row-main">{main}</div>{states}', 'tw-row', 'a', href=path)


def width_of(text: str) -> int:
    """How wide a text is, a Latin letter being one and a Chinese character two."""
    return sum(2 if east_asian_width(each) in 'WF' else 1 for each in text)


def empty(picture: str, text: str, tag: str = 'p') -> ui.element:
    """A picture and a sentence where there is nothing to show; `h1` when there is no page at all."""
    return piece(drawn(picture) + written(text, tag=tag), 'tw-empty')


def banner(mood: str, text: str, picture: str = 'info') -> ui.element:
    return piece(drawn(picture) + written(text), f'tw-banner tw-banner-{mood}')


def button(text: str, work: Callable[..., Any], *, picture: str = '', classes: str = '') -> ui.element:
    """A real button with our own look."""
    return piece(_labelled(text, picture), f'tw-button {classes}', 'button', type='button').on('click', work)


def go(path: str, text: str, *, picture: str = '', classes: str = '') -> ui.element:
    """A link that looks like a button."""
    return piece(_labelled(text, picture), f'tw-button {classes}', 'a', href=path)


def door(path: str, text: str, *, picture: str = '', classes: str = '') -> str:
    """The same as HTML, for many of them in one element."""
    return f'<a class="tw-button {escape(classes)}" href="{escape(path)}">{_labelled(text, picture)}</a>'


def _labelled(text: str, picture: str) -> str:
    return (drawn(picture) if picture else '') + written(text)


def states_of(visitor: Visitor, thing: Thing | Line) -> list[tuple[str, str]]:
    """What is worth saying about a thing at a glance, with its mood."""
    found = []
    if thing.blocked_by:
        found.append((visitor.t('thing-out-of-use'), 'bad'))
    if thing.state and thing.state != 'in_use':
        mood = {'retired': '', 'idle': 'info', 'lent': 'info'}.get(thing.state, 'warn')
        found.append((visitor.t(f'state-{thing.state}'), mood))
    return found


def watch(*features: str, then: Callable[[], Awaitable[None]]) -> None:
    """Call `then` whenever one of these features writes something, for as long as what is being drawn is shown.

    At once for the first change, then at most twice a second: a school's phones may all come online together.
    """
    holder, client = box('hidden'), ui.context.client
    state = {'drawn': 0.0, 'waiting': False}

    async def look(change: live.Change) -> None:
        if state['waiting'] or not change.touches(*features):
            return
        state['waiting'] = True
        await asyncio.sleep(max(0.0, state['drawn'] + PAUSE - time.monotonic()))
        state['waiting'], state['drawn'] = False, time.monotonic()
        if holder.is_deleted or client.id not in Client.instances:
            live.changed.unsubscribe(look)
        else:
            await then()

    live.changed.subscribe(look)


def tell(problem: Problem, language: str) -> None:
    """Say a problem where the person is looking."""
    ui.notify(sentence(problem, language), type='negative', position='top', multi_line=True, timeout=8000)


def guarded(visitor: Visitor, work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """An event's handler that turns a Problem into a sentence."""

    @wraps(work)  # NiceGUI looks at the signature to see whether the event is wanted
    async def handle(*arguments: Any) -> Any:
        try:
            return await work(*arguments)
        except SignIn:
            ui.navigate.to('/sign-in')
        except Problem as problem:
            if problem.code == confirming.CONFIRM:
                confirming.ask(visitor.session, visitor.language, lambda: handle(*arguments))
            else:
                tell(problem, visitor.language)
        return None

    return handle
