"""What happened to a thing: who, when, from what to what, and taking it back."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from app import answered, history
from app.core.entries import enter
from app.core.records import write_one
from models import Thing
from pages import repairs_steps
from pages.parts import Visitor, box, button, chip, empty, guarded, link, section, words
from pages.phone import icon

FEW, MANY = 12, 500
REACHED = ('inspections.inspect', 'repairs.report', 'remarks.add')  # how somebody got to the thing is told
PICTURES = {
    'inspections.inspect': 'check', 'repairs.report': 'wrench', 'repairs.close': 'ok', 'remarks.add': 'pen',
    'tags.bind': 'tag', 'register.add': 'plus', 'register.move': 'place', 'register.revise': 'settings',
    'pictures.add': 'image', 'pictures.drop': 'image', 'batches.split': 'box', 'register.retire': 'delete',
    'writeoffs.apply': 'delete', 'writeoffs.appraise': 'people', 'writeoffs.approve': 'ok',
    'writeoffs.dispose': 'delete', 'writeoffs.withdraw': 'back', 'corrections.undo': 'back',
    'loans.lend': 'loan', 'loans.take_back': 'back', 'loans.renew': 'clock',
    'reservations.reserve': 'calendar', 'loans.use': 'check',
}  # fmt: skip


async def draw(visitor: Visitor, thing: Thing) -> None:
    section(visitor.t('thing-history'))
    shown = {'limit': FEW}

    @ui.refreshable
    async def list() -> None:
        money = visitor.may('register.revise')
        named = visitor.may('names.see')
        found = await history.of(thing.id, visitor.language, limit=shown['limit'] + 1, money=money, named=named)
        if not found:
            empty('history', visitor.t('thing-no-history'))
            return
        with box('tw-card tw-card-flush'):
            for happening in found[: shown['limit']]:
                _happening(visitor, thing, happening, list.refresh)
        if len(found) > shown['limit']:
            button(visitor.t('thing-history-all'), more, picture='down', classes='tw-quiet')

    async def more() -> None:
        shown['limit'] = MANY
        await list.refresh()

    await list()


def _happening(visitor: Visitor, thing: Thing, happening: dict[str, Any], then: Callable[[], Awaitable[None]]) -> None:
    opens = happening['kind'] in answered.KINDS and happening['verdict'] == 'accepted'
    path = f'/inspections/{happening["id"]}'
    with link(path, 'tw-row tw-row-tall') if opens else box('tw-row tw-row-tall'):
        icon(PICTURES.get(happening['kind'], 'history'))
        with box('tw-row-main'):
            words(happening['title'], 'tw-title', 'div')
            if happening['summary']:
                words(happening['summary'], '', 'div')
            for line in happening['changes']:
                words(line, 'tw-change', 'div')
            how = visitor.t(f'how-{happening["how"]}') if happening['kind'] in REACHED and happening['how'] else ''
            who = (happening['by'], visitor.when(happening['moment']), how)
            words(' · '.join(part for part in who if part), 'tw-sub', 'div')
            if happening['photos']:
                pictures(happening['photos'][:6])
            repairs_steps.voice(visitor, happening['voice'])
            _hints(visitor, happening['flags'])
        if happening['verdict'] == 'conflict':
            chip(visitor.t('history-conflict'), 'warn')
        elif happening['faults']:
            chip(visitor.t('answer-fault'), 'bad')
        elif happening['kind'] == 'inspections.inspect':
            chip(visitor.t('answer-ok'), 'ok')
        if happening['can_undo'] and visitor.may('corrections.undo'):
            undo = guarded(visitor, _undo(visitor, thing, happening['id'], then))
            button(visitor.t('corrections-undo'), undo, classes='tw-quiet tw-small')


def _hints(visitor: Visitor, flags: list[str]) -> None:
    """What the office should ask about. Nobody else sees it: a hint is a question, not a verdict on a person."""
    hints = [flag for flag in history.HINTS if flag in flags] if visitor.may('rounds.see') else []
    if hints:
        with box('tw-line'):
            for hint in hints:
                chip(visitor.t(f'flag-{hint}'), 'warn')


def pictures(hashes: list[str]) -> None:
    """Photos as small squares that open in full."""
    with box('tw-line'):
        for sha in hashes:
            with box('tw-picture', 'a').props(f'href=/api/photos/{sha} target=_blank rel=noopener'):
                ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')


def _undo(visitor: Visitor, thing: Thing, record: str, then: Callable[[], Awaitable[None]]) -> Callable:
    async def undo() -> None:
        entry = enter('corrections.undo', {'record': record}, thing_id=str(thing.id))
        await write_one(entry, await visitor.now('corrections.undo'))
        await then()

    return undo
