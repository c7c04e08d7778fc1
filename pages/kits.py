"""Kits: what belongs into a bag that is lent as one, what of it is missing, and saying so."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from app import barcodes, kits, register, tags
from app.core.entries import enter
from app.core.errors import BadInput, NotFound
from app.core.records import write_one
from models import KitPart, Thing
from pages.parts import Visitor, box, button, chip, crumbs, go, guarded, heading, link, section, words


async def of_thing(visitor: Visitor, thing: Thing) -> None:
    """On a thing's page: its parts and what is missing, or the kit that it belongs into."""
    if thing.is_place or not visitor.may('things.see'):
        return
    found = await kits.parts_of(thing.id)
    if found:
        section(visitor.t('kits-title'))
        with box('tw-card tw-card-flush'):
            for part in found:
                await _part(visitor, thing, part)
    if kit := await kits.kit_of(thing.id):
        go(f'/things/{kit.id}', visitor.t('kits-belongs', name=kit.name), picture='box', classes='tw-quiet')
    elif visitor.may(kits.DEFINE) and thing.quantity == 1 and not thing.is_retired:
        word = 'kits-define' if found else 'kits-make'
        go(f'/things/{thing.id}/kit', visitor.t(word), picture='list', classes='tw-quiet')


async def _part(visitor: Visitor, kit: Thing, part: KitPart) -> None:
    lacks = await kits.lacks(part)

    async def fill() -> None:
        form = {'part': str(part.id), 'count': part.missing}
        await write_one(enter('kits.fill', form, thing_id=kit.id), await visitor.now('kits.fill'))

    with box('tw-row').props(f'data-part={part.id}'):
        with box('tw-row-main'):
            words(f'{part.name} × {part.quantity}', 'tw-title', 'div')
            if part.part:
                with link(f'/things/{part.part.id}'):
                    words(register.code_of(part.part) or part.part.name, 'tw-sub')
        if lacks:
            chip(visitor.t('kits-lacks', count=lacks), 'bad')
        if part.missing and visitor.may('kits.fill'):
            button(visitor.t('kits-fill'), guarded(visitor, fill), classes='tw-small')


async def edit(visitor: Visitor, id: str) -> None:
    """The list of parts: names and how many; one with a label of its own by its code."""
    visitor.actor.must(kits.DEFINE)
    thing = await register.thing(id)
    with crumbs(visitor), link(f'/things/{thing.id}'):
        words(thing.name)
    heading(visitor.t('kits-title'))
    words(visitor.t('kits-sub'), 'tw-sub', 'p')
    lines: list[dict[str, Any]] = [
        {'name': part.name, 'quantity': str(part.quantity), 'thing': part.part}
        for part in await kits.parts_of(thing.id)
    ] or [_blank()]

    @ui.refreshable
    def draw() -> None:
        for place, line in enumerate(lines):
            _line(visitor, line, _drop(lines, place, draw.refresh))

    draw()

    async def more() -> None:
        lines.append(_blank())
        await draw.refresh()

    async def labelled() -> None:
        part = await _thing_of(str(code.value or ''))
        lines.append({'name': part.name, 'quantity': '1', 'thing': part})
        code.value = ''
        await draw.refresh()

    button(visitor.t('kits-more'), more, picture='plus')
    with box('tw-card tw-stack-small'):
        words(visitor.t('kits-labelled'), 'tw-label')
        code = ui.input(visitor.t('kits-code')).props('outlined').classes('tw-wide')
        button(visitor.t('kits-add'), guarded(visitor, labelled), picture='plus', classes='tw-small')

    async def save() -> None:
        form = {'parts': [_said(line) for line in lines if line['name'].strip() or line['thing']]}
        await write_one(enter('kits.define', form, thing_id=thing.id), await visitor.now('kits.define'))
        ui.navigate.to(f'/things/{thing.id}')

    with box('tw-bottom'):
        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


def _blank() -> dict[str, Any]:
    return {'name': '', 'quantity': '1', 'thing': None}


def _line(visitor: Visitor, line: dict[str, Any], drop: Callable[[], Awaitable[None]]) -> None:
    with box('tw-card tw-kit-line'):
        name = ui.input(visitor.t('kits-name')).props('outlined maxlength=80').bind_value(line, 'name')
        name.set_enabled(not line['thing'])
        count = ui.input(visitor.t('kits-count')).props('outlined inputmode=numeric maxlength=5')
        count.bind_value(line, 'quantity')
        label = visitor.t('kits-drop')
        button('', drop, picture='close', classes='tw-icon-button').props(f'aria-label="{label}"')


def _drop(lines: list[dict[str, Any]], place: int, refresh: Any) -> Callable[[], Awaitable[None]]:
    async def drop() -> None:
        del lines[place]
        await refresh()

    return drop


def _said(line: dict[str, Any]) -> dict[str, Any]:
    count = str(line['quantity'])
    if not count.isdecimal() or not int(count):
        raise BadInput('kit_count', thing=line['name'])
    thing = {'thing': str(line['thing'].id)} if line['thing'] else {}
    return {'name': line['name'].strip(), 'quantity': int(count), **thing}


async def _thing_of(text: str) -> Thing:
    """By the code on its label, another maker's code or its asset code. Raises NotFound."""
    try:
        tag = await tags.tag(tags.checked(text))
        if tag.thing:
            return tag.thing
    except (NotFound, BadInput):
        pass  # it may be another maker's code
    found = await barcodes.things_of(text) if text.strip() else []
    if len(found) != 1:
        raise NotFound('unknown_thing')
    return found[0]
