"""Printing QR labels: choose, look, print, and note what came out well."""

import asyncio
import base64
from collections.abc import Sequence
from typing import Any

from nicegui import ui

from app import labels, register
from app.core.config import read_config
from app.core.entries import enter
from app.core.errors import BadInput, Problem
from app.core.records import write_one
from app.core.words import sentence
from app.label_files import write_file
from app.label_pictures import preview
from app.label_sheets import MOST_COPIES, write_labels
from app.layouts import Layout
from pages.label_choice import Choice
from pages.label_files import offer
from pages.label_settings import ask_measures, ask_printer, layout_names
from pages.parts import Visitor, banner, box, button, go, guarded, heading, watch, words
from pages.place_choice import place_choice

KINDS = ('pdf', 'png', 'zpl', 'tspl')


async def show(visitor: Visitor, thing: str = '', place: str = '') -> None:
    visitor.actor.must('labels.print')
    waiting = await labels.count_waiting()
    choice = Choice(what='waiting' if waiting else 'all', place=place, thing=thing)
    heading(visitor.t('labels-title'))
    with box('tw-desk'):
        with box('tw-stack'):
            controls = box('tw-card tw-stack')
            files = box('tw-stack')
            result = box('tw-stack')
        with box('tw-stack'):
            seen = box('tw-preview')

    async def look() -> None:
        files.clear()
        result.clear()
        try:
            choice.found = await choice.labels(visitor.language)
            layout = await choice.chosen()
            choice.is_roll = layout.is_roll
            with files:
                _files(visitor, choice, layout, result)
            if choice.found:
                await _preview(visitor, choice, layout, seen)
            else:
                seen.clear()
        except Problem as problem:
            seen.clear()
            files.clear()
            with files:
                banner('warn', sentence(problem, visitor.language), 'alert')

    with controls:
        await _controls(visitor, choice, waiting, look)
    await look()


async def _controls(visitor: Visitor, choice: Choice, waiting: int, look: Any) -> None:
    changed = guarded(visitor, look)
    if choice.thing:
        words((await register.thing(choice.thing)).name, 'tw-title', 'p')
    else:
        what = _select(_whats(visitor, waiting), visitor.t('labels-what'), choice, 'what', changed)

        async def recount() -> None:
            what.set_options(_whats(visitor, await labels.count_waiting()))

        watch('labels', then=recount)
        everywhere = {'': visitor.t('labels-everywhere')}
        place = await place_choice(visitor.t('labels-place'), choice.place, first=everywhere, clearable=False)
        place.bind_value(choice, 'place').props('outlined').classes('tw-wide').on_value_change(changed)
    own = await labels.own_layouts()
    layout = _select(layout_names(visitor, own), visitor.t('labels-layout'), choice, 'layout', changed)
    printers = {'': visitor.t('labels-printer-none')} | {name: name for name in await labels.printers()}
    with box('tw-pair'):
        start = ui.number(visitor.t('labels-start'), min=1, precision=0).bind_value(choice, 'start')
        copies = ui.number(visitor.t('labels-copies'), min=1, max=MOST_COPIES, precision=0).bind_value(choice, 'copies')
        for number in (start, copies):
            number.props('outlined debounce=300').on_value_change(changed)
    marks = ui.checkbox(visitor.t('labels-marks')).bind_value(choice, 'marks').on_value_change(changed)
    start.bind_visibility_from(choice, 'is_roll', value=False)
    marks.bind_visibility_from(choice, 'is_roll', value=False)
    with ui.expansion(visitor.t('labels-more')).classes('tw-wide tw-fold'), box('tw-stack tw-wide'):
        printer = _select(printers, visitor.t('labels-printer'), choice, 'printer', changed)

        async def use_layout(name: str) -> None:
            layout.set_options(layout_names(visitor, await labels.own_layouts()), value=name)

        async def use_printer(name: str) -> None:
            printer.set_options({'': printers['']} | {each: each for each in await labels.printers()}, value=name)
            await look()

        async def adjust() -> None:
            await ask_printer(visitor, choice.layout, choice.printer, use_printer)

        button(visitor.t('labels-adjust'), guarded(visitor, adjust), picture='settings', classes='tw-quiet')
        button(visitor.t('labels-own'), lambda: ask_measures(visitor, use_layout), picture='plus', classes='tw-quiet')
        owner = ui.input(visitor.t('labels-owner'), value=await labels.owner_text()).props('outlined maxlength=60')

        async def sign() -> None:
            actor = await visitor.now('labels.owner')
            await write_one(enter('labels.owner', {'text': (owner.value or '').strip()}), actor)
            await look()

        owner.classes('tw-wide').on('change', guarded(visitor, sign))


def _whats(visitor: Visitor, waiting: int) -> dict[str, str]:
    return {'waiting': visitor.t('labels-waiting', count=waiting), 'all': visitor.t('labels-everything')}


def _select(options: dict[str, str], label: str, choice: Choice, name: str, changed: Any) -> ui.select:
    made = ui.select(options, label=label).bind_value(choice, name).props('outlined').classes('tw-wide')
    return made.on_value_change(changed)


async def _preview(visitor: Visitor, choice: Choice, layout: Layout, seen: ui.element) -> None:
    """The first page as it will come out of the printer."""
    if choice.times < 1:
        raise BadInput('bad_copies', copies=choice.times, most=MOST_COPIES)
    first, total = choice.first, len(choice.found) * choice.times
    pages = -(-(total + first - 1) // layout.count)
    some = choice.found[: layout.count]
    copies = min(choice.times, layout.count)

    def draw() -> bytes:
        pdf = write_labels(some, read_config().public_url, layout, start=first, copies=copies, marks=choice.lines)
        return preview(pdf, layout, first, width=600 if layout.is_roll else 1100)

    picture = await asyncio.to_thread(draw)
    seen.clear()
    with seen:
        words(visitor.t('labels-preview', pages=pages), 'tw-sub', 'p')
        shown = ui.element('img').props(f'alt="{visitor.t("labels-preview-alt")}"')
        shown.props['src'] = f'data:image/png;base64,{base64.b64encode(picture).decode()}'


def _files(visitor: Visitor, choice: Choice, layout: Layout, result: ui.element) -> None:
    """One button a kind of file that fits what was chosen."""
    count = len(choice.found) * max(0, choice.times)
    words(visitor.t('labels-count', count=count), 'tw-title', 'p')
    if not choice.found:
        return
    for kind in KINDS:
        if (kind == 'png' and len(choice.found) != 1) or (kind in ('zpl', 'tspl') and not layout.is_roll):
            continue

        async def make(kind: str = kind) -> None:
            actor = await visitor.now('labels.print')
            result.clear()
            with result:
                data = await _made(visitor, kind, choice, layout)
            path = offer(actor.id, kind, data)
            ui.download.from_url(path, f'tagwalk-labels.{kind}')
            result.clear()
            with result:
                _done(visitor, path, kind, choice)

        picture, classes = ('print', 'tw-primary') if kind == 'pdf' else ('download', '')
        button(visitor.t(f'labels-make-{kind}'), guarded(visitor, make), picture=picture, classes=classes)


async def _made(visitor: Visitor, kind: str, choice: Choice, layout: Layout) -> bytes:
    """The file, drawn beside the loop while a bar shows how far it is."""
    state = {'done': 0, 'total': len(choice.found)}

    def progress(done: int, total: int) -> None:
        state.update(done=done, total=total)

    with box('tw-card tw-stack').props('role=status') as card:
        said = ui.label(visitor.t('labels-making', **state))
        bar = box('tw-progress')

    def show_it() -> None:
        said.set_text(visitor.t('labels-making', **state))
        bar.style(f'--value: {state["done"] / max(1, state["total"]):.3f}')

    timer = ui.timer(0.2, show_it)
    try:
        return await asyncio.to_thread(
            write_file, kind, choice.found, read_config().public_url, layout,
            start=choice.first, copies=choice.times, marks=choice.lines, progress=progress,
        )  # fmt: skip
    finally:
        timer.cancel()
        card.delete()


def _done(visitor: Visitor, path: str, kind: str, choice: Choice) -> None:
    """The file once more, and the question whether all of it came out well."""
    codes, layout = [label.code for label in choice.found], choice.layout
    with box('tw-card tw-stack') as card:
        if kind in ('pdf', 'png'):
            go(path, visitor.t('labels-open'), picture='download').props('target=_blank')
        words(visitor.t('labels-well'), 'tw-title', 'p')
        words(visitor.t('labels-well-more'), 'tw-sub', 'p')

        async def note() -> None:
            fresh = await labels.note_printed(codes, await visitor.now('labels.printed'), layout)
            card.clear()
            with card:
                _noted(visitor, card, len(codes), fresh)

        button(visitor.t('labels-well-yes'), guarded(visitor, note), picture='check', classes='tw-primary')


def _noted(visitor: Visitor, card: ui.element, count: int, fresh: Sequence[str]) -> None:
    banner('ok', visitor.t('labels-noted', count=count), 'ok')

    async def undo() -> None:
        await labels.take_back(fresh, await visitor.now('labels.unprinted'))
        card.delete()

    if fresh:
        button(visitor.t('labels-undo'), guarded(visitor, undo), picture='back', classes='tw-quiet')
