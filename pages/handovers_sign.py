"""Signing a room's list on a screen that is turned to whoever signs, and the lines that are signed."""

from typing import Any
from uuid import UUID

from nicegui import ui

from app import handover_lists, register
from app.core.checks import is_theirs
from app.core.entries import enter
from app.core.errors import Conflict, NotFound, Refused
from app.core.kinds import KINDS
from app.core.known import Known
from app.core.records import write
from app.core.words import sentence
from app.handover_lists import Result
from app.signing import NAMELESS
from models import Handover
from pages.parts import (
    Visitor,
    banner,
    box,
    button,
    chip,
    chip_look,
    guarded,
    heading,
    link,
    piece,
    section,
    words,
    written,
)
from pages.phone import FormView, drawn
from pages.thing_checks import brief

MOODS = {'good': 'ok', 'damaged': 'warn', 'missing': 'bad', 'differs': 'bad'}


async def allowed(visitor: Visitor, id: str) -> Handover:
    """Raises NotFound, or Refused for another class's room."""
    visitor.actor.must('handovers.see')
    handover = await handover_lists.handover(id)
    if not await is_theirs(visitor.actor, handover.room.id, Known()):
        raise Refused('not_your_room')
    return handover


async def sign(visitor: Visitor, id: str, role: str) -> None:
    """One of the three signs, on a screen that is turned to them: what it is for, and the field."""
    visitor.actor.must('handovers.sign')
    handover = await allowed(visitor, id)
    is_wanted = role in handover_lists.signers(handover) and role not in handover.signatures
    if not is_wanted or handover.state not in ('drawn', 'signing'):
        raise NotFound('unknown_page')
    with box('tw-crumbs', 'nav'), link(f'/handovers/{id}'):
        words(handover.room_name)
    heading(visitor.t(f'handovers-role-{role}'))
    found = handover_lists.results(handover)
    here = [line for line in handover.lines if line['was'] != 'left']
    worse = [line for line in here if (found[line['thing']].condition or line['condition']) != 'good']
    said = visitor.t('handovers-sign-for', room=handover.room_name, count=len(here), worse=len(worse))
    words(said, 'tw-wrap', 'p')
    with ui.expansion(visitor.t('handovers-lines', count=len(here))).classes('tw-card tw-wide'):
        await draw_lines(visitor, handover, bare=True)
    if role in NAMELESS:
        banner('info', visitor.t('handovers-no-names'))
    rule = KINDS['handovers.sign']
    known = {'handover': str(handover.id), 'role': role, 'digest': handover.digest or handover_lists.digest(handover)}
    FormView(
        'handovers.sign', thing=brief(handover.room), how='list', schema=rule.form.model_json_schema(), kv=rule.version,
        prefill=known | ({'name': ''} if role in NAMELESS else {}), next=f'/handovers/{id}',
    )  # fmt: skip


async def draw_lines(visitor: Visitor, handover: Handover, *, bare: bool = False) -> None:
    """The list, each line with how it was handed over and how it was found."""
    found = handover_lists.results(handover)
    if not bare:
        section(visitor.t('handovers-lines', count=sum(line['was'] != 'left' for line in handover.lines)))
    rows = ''.join(_line(visitor, line, found[line['thing']]) for line in handover.lines)
    piece(rows, '' if bare else 'tw-card tw-card-flush')


async def draw_extras(visitor: Visitor, handover: Handover) -> None:
    """What was found here and belongs elsewhere, and putting it into this room on the books."""
    ids = handover_lists.extras(handover)
    if not ids:
        return
    section(visitor.t('handovers-extras'))
    things = [await register.thing(id) for id in ids]
    strays = [thing for thing in things if UUID(str(thing.inside_id or UUID(int=0))) != handover.room.id]
    with box('tw-card tw-card-flush'):
        for thing in things:
            with link(f'/things/{thing.id}', 'tw-row'):
                words(thing.name, 'tw-row-main')
                if thing not in strays:
                    chip(visitor.t('handovers-extra-booked'), 'ok')
    if not strays or not visitor.may('register.move'):
        return

    async def move() -> None:
        by = await visitor.now('register.move')
        entries = [enter('register.move', {'to': str(handover.room.id)}, thing_id=thing.id) for thing in strays]
        verdicts = await write(entries, by)
        for thing, verdict in zip(strays, verdicts, strict=True):
            if verdict.fate != 'accepted':
                said = sentence(Conflict(verdict.code, **verdict.facts), visitor.language)
                ui.notify(f'{thing.name}: {said}', type='warning', position='top', timeout=8000)

    said = visitor.t('handovers-extra-book', count=len(strays), room=handover.room_name)
    button(said, guarded(visitor, move), picture='place', classes='tw-strong-button')


def _line(visitor: Visitor, line: dict[str, Any], result: Result) -> str:
    about = [line['code'], line['spec'], visitor.many(line['quantity'], line['unit']), result.note or line['note']]
    about += [visitor.t('handovers-photos', count=len(result.photos))] if result.photos else []
    main = written(line['name'], 'tw-title', 'div')
    sub = ' · '.join(part for part in about if part)
    main += written(sub, 'tw-sub', 'div') if sub else ''
    states: list[tuple[str, str]] = []
    if line['was']:
        states.append((visitor.t(f'handovers-{line["was"]}'), 'info'))
    shown = result.condition or line['condition']
    if line['was'] != 'left':
        states.append((visitor.t(f'handovers-found-{shown}'), MOODS[shown]))
        if result.condition and result.quantity != line['quantity'] and result.condition != 'missing':
            states.append((visitor.t('handovers-count-found', count=result.quantity), 'bad'))
    drawn_states = ''.join(written(text, chip_look(mood)) for text, mood in states)
    return f'<div class="tw-row">{drawn("box")}<div class="tw-row-main">{main}</div>{drawn_states}</div>'
