"""Codes of other makers: where one leads, and giving it to a thing."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from app import barcodes, register
from app.core.entries import enter
from app.core.records import write_one
from models import Thing
from pages import tags_binding
from pages.parts import Visitor, banner, box, button, go, guarded, heading, row, section, words
from pages.phone import ScanView, icon


async def unknown(visitor: Visitor, text: str) -> None:
    """A code that leads nowhere. It is shown as it is and never opened."""
    heading(visitor.t('barcodes-unknown'))
    words(text, 'tw-code tw-card', 'p')
    if not visitor.may('barcodes.attach'):
        words(visitor.t('barcodes-ask'), 'tw-sub', 'p')
        go('/scan', visitor.t('saved-scan-next'), picture='scan', classes='tw-primary')
        return
    holder = box('tw-stack')
    with holder:
        words(visitor.t('barcodes-whose'), 'tw-sub', 'p')

        def choose(thing: Thing) -> Callable[..., Awaitable[None]]:
            async def attach() -> None:
                await _attach(visitor, thing, text)
                holder.clear()
                with holder:
                    _done(visitor, thing, text)

            return attach

        await tags_binding.choices(visitor, choose)


def several(visitor: Visitor, text: str, things: list[Thing]) -> None:
    """A code that several things have, as pieces bought under one asset code do."""
    heading(visitor.t('barcodes-several', count=len(things)))
    words(text, 'tw-code', 'p')
    with box('tw-card tw-card-flush'):
        for thing in things:
            where = thing.inside.name if thing.inside else ''
            about = ' · '.join(part for part in (where, register.code_of(thing), thing.spec) if part)
            row(f'/things/{thing.id}', thing.name, about, picture='box')


async def add(visitor: Visitor, id: str) -> None:
    """Scan or type a code that a thing carries already."""
    visitor.actor.must('barcodes.attach')
    thing = await register.thing(id)
    heading(visitor.t('barcodes-attach'))
    words(thing.name, 'tw-title', 'p')
    holder = box('tw-stack')
    with holder:
        words(visitor.t('barcodes-attach-more'), 'tw-sub', 'p')

        async def take(text: str) -> None:
            await _attach(visitor, thing, text)
            holder.clear()
            with holder:
                _done(visitor, thing, text)

        async def scanned(event: Any) -> None:
            await take(str(event.args['text']))

        async def typed() -> None:
            await take(field.value or '')

        ScanView(go=False, many=True, others=True, on_scan=guarded(visitor, scanned))
        field = ui.input(visitor.t('barcodes-text')).props('outlined maxlength=200').classes('tw-wide tw-code')
        button(visitor.t('form-save'), guarded(visitor, typed), picture='check')


async def of_thing(visitor: Visitor, thing: Thing) -> None:
    """The other codes that find a thing."""
    found = await barcodes.barcodes_of(thing)
    may = visitor.may('barcodes.attach') and not thing.is_retired
    if not found and not may:
        return
    section(visitor.t('barcodes-title'))
    if found:
        with box('tw-card tw-card-flush'):
            for barcode in found:
                with box('tw-row'):
                    icon('count')
                    words(barcode.text, 'tw-row-main tw-code')
                    if visitor.may('barcodes.detach'):
                        work = _detaching(visitor, thing, barcode.text)
                        word = visitor.t('barcodes-detach')
                        button('', guarded(visitor, work), picture='close', classes='tw-quiet').props(
                            f'aria-label="{word}"'
                        )
    if may:
        go(f'/things/{thing.id}/barcode', visitor.t('barcodes-attach'), picture='plus', classes='tw-quiet')


async def _attach(visitor: Visitor, thing: Thing, text: str) -> None:
    actor = await visitor.now('barcodes.attach')
    await write_one(enter('barcodes.attach', {'text': text}, thing_id=str(thing.id), how='scan'), actor)


def _detaching(visitor: Visitor, thing: Thing, text: str) -> Callable[[], Awaitable[None]]:
    async def detach() -> None:
        actor = await visitor.now('barcodes.detach')
        await write_one(enter('barcodes.detach', {'text': text}, thing_id=str(thing.id)), actor)

    return detach


def _done(visitor: Visitor, thing: Thing, text: str) -> None:
    banner('ok', visitor.t('barcodes-attached', name=thing.name, text=barcodes.clean(text)), 'check')
    go('/scan', visitor.t('saved-scan-next'), picture='scan', classes='tw-primary')
    go(f'/things/{thing.id}', visitor.t('outbox-see-thing'), picture='box')
