"""Putting a label on something: a new thing, one that is known, or one whose old label is lost."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from nicegui import ui

from app import register, tags
from app.core.entries import enter
from app.core.records import write_one
from app.core.tagcode import spell
from models import Thing
from pages import tags as tag_pages
from pages.parts import Visitor, banner, box, button, chip, empty, go, guarded, heading, section, words
from pages.phone import ScanView, icon
from pages.place_choice import place_choice

WHYS = ('lost', 'faded', 'other')
Choice = Callable[[Thing], Callable[..., Awaitable[None]]]


async def unknown(visitor: Visitor, code: str) -> None:
    """A label whose code is right but which nobody has bound: bind it, or tell whoever may."""
    heading(visitor.t('tags-new-label'))
    words(spell(code), 'tw-code tw-h2', 'p')
    if not visitor.may('tags.bind'):
        _ask(visitor, code)
        return
    holder = box('tw-stack')
    with holder:
        words(visitor.t('tags-bind-more'), 'tw-sub', 'p')
        if visitor.may('enrolments.enrol'):
            go(f'/enrol?tag={code}', visitor.t('enrolments-with-this'), picture='scan', classes='tw-primary')
        if visitor.may('register.add'):
            go(f'/things/new?tag={code}', visitor.t('tags-bind-new'), picture='plus')
        section(visitor.t('tags-bind-to'))

        def choose(thing: Thing) -> Callable[..., Awaitable[None]]:
            async def bind() -> None:
                actor = await visitor.now('tags.bind')
                await write_one(enter('tags.bind', {'code': code}, thing_id=str(thing.id), how='scan'), actor)
                holder.clear()
                with holder:
                    done(visitor, thing, code, visitor.t('tags-bound', name=thing.name))

            return bind

        await choices(visitor, choose)


def _ask(visitor: Visitor, code: str) -> None:
    """Who may not bind it may register with it, or say that they saw it."""
    if visitor.may('enrolments.enrol'):
        words(visitor.t('tags-bind-more'), 'tw-sub', 'p')
        go(f'/enrol?tag={code}', visitor.t('enrolments-with-this'), picture='scan', classes='tw-primary')
    else:
        banner('info', visitor.t('tags-tell-more'), 'tag')
    if visitor.may('tags.sighted'):
        button(visitor.t('tags-tell'), guarded(visitor, _tell(visitor, code)), picture='outbox')


async def choices(visitor: Visitor, choose: Choice) -> None:
    """Things to choose from: what a search finds, or before that what stands in this room, without a label first."""
    here = await tags.room_of(visitor.actor.id)
    with box('tw-card tw-stack'):
        search = ui.input(visitor.t('register-search')).props('outlined clearable debounce=250').classes('tw-wide')
        room = await place_choice(visitor.t('tags-room'), str(here.id) if here else '')
        room.props('outlined').classes('tw-wide')

    @ui.refreshable
    async def found() -> None:
        place = await register.thing(room.value) if room.value else None
        bare = await tags.unlabelled(place.id) if place and not search.value else []
        known = {thing.id for thing in bare}
        things = await register.things(search.value or '', inside=place.id if place else None, limit=30)
        places = await register.paths_of([*bare, *things])
        if bare:
            section(visitor.t('tags-unlabelled', count=len(bare)))
            _list(visitor, bare, places, choose)
            section(visitor.t('tags-others'))
        rest = [thing for thing in things if thing.id not in known]
        if rest:
            _list(visitor, rest, places, choose)
        elif not bare:
            empty('search', visitor.t('register-none'))

    await found()
    search.on_value_change(found.refresh)
    room.on_value_change(found.refresh)


def _list(visitor: Visitor, things: list[Thing], places: dict[UUID, str], choose: Choice) -> None:
    with box('tw-card tw-card-flush'):
        for thing in things:
            with box('tw-row', 'button').props('type=button') as made:
                icon('place' if thing.is_place else 'box')
                with box('tw-row-main'):
                    words(thing.name, 'tw-title', 'div')
                    about = (places[thing.id], register.code_of(thing), thing.spec)
                    words(' · '.join(part for part in about if part), 'tw-sub', 'div')
                if thing.is_retired:
                    chip(visitor.t('state-retired'))
            made.on('click', guarded(visitor, choose(thing)))


def _tell(visitor: Visitor, code: str) -> Callable[..., Awaitable[None]]:
    async def tell() -> None:
        await write_one(enter('tags.sighted', {}, tag=code, how='scan'), await visitor.now())
        ui.notify(visitor.t('tags-told'), type='positive', position='top')
        ui.navigate.to('/')

    return tell


async def replace(visitor: Visitor, id: str) -> None:
    """A new label on a thing: say what happened to the old one, and scan the new one."""
    visitor.actor.must('tags.replace')
    thing = await register.thing(id)
    before = await tags.tag_of(thing.id)
    heading(visitor.t('tags-replace') if before else visitor.t('tags-bind'))
    words(thing.name, 'tw-title', 'p')
    chosen = {'why': 'lost'}
    holder = box('tw-stack')
    with holder:
        if before:
            words(visitor.t('tags-replace-why'), 'tw-label', 'p')
            _reasons(visitor, chosen)
        words(visitor.t('tags-replace-scan'), 'tw-sub', 'p')

        async def scanned(event: Any) -> None:
            code = tags.checked(str(event.args['code']))
            payload = {'code': code, **chosen}
            actor = await visitor.now('tags.replace')
            await write_one(enter('tags.replace', payload, thing_id=str(thing.id), how='scan'), actor)
            holder.clear()
            with holder:
                done(visitor, thing, code, visitor.t('tags-replace-done', name=thing.name, code=spell(code)))

        ScanView(go=False, many=True, on_scan=guarded(visitor, scanned))


def _reasons(visitor: Visitor, chosen: dict[str, str]) -> None:
    """What happened to the old label, one of a few."""

    def choose(why: str) -> Callable[[], None]:
        def work() -> None:
            chosen['why'] = why
            live.refresh()

        return work

    @ui.refreshable
    def live() -> None:
        with box('tw-segments'):
            for why in WHYS:
                with box('on' if chosen['why'] == why else '', 'button').props('type=button') as made:
                    words(visitor.t(f'tags-replace-why-{why}'))
                made.on('click', choose(why))

    live()


def done(visitor: Visitor, thing: Thing, code: str, text: str) -> None:
    """After a label was put on a thing: said, and taken back with one tap."""
    banner('ok', text, 'check')
    go('/scan', visitor.t('saved-scan-next'), picture='scan', classes='tw-primary')
    go(f'/things/{thing.id}', visitor.t('outbox-see-thing'), picture='box')
    if visitor.may('tags.unbind'):

        def back() -> None:
            ui.notify(visitor.t('tags-unbind-done', name=thing.name), type='positive', position='top')
            ui.navigate.to(f'/things/{thing.id}')

        undo = tag_pages.writing(visitor, 'tags.unbind', {'code': code}, str(thing.id), back)
        button(visitor.t('tags-undo'), guarded(visitor, undo), picture='back', classes='tw-quiet')
