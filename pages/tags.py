"""Labels: what is wrong with some, which are on a thing, and withdrawing one."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from app import history, people, register, tags
from app.core.entries import enter
from app.core.records import write_one
from app.core.tagcode import spell
from models import Tag, Thing
from pages.parts import Visitor, banner, box, button, chip, empty, go, guarded, heading, row, section, watch, words
from pages.phone import icon

REASONS = ('cloned', 'wrong_thing', 'lost', 'other')


async def show(visitor: Visitor) -> None:
    """What can be done with labels, and those that somebody should look at."""
    visitor.actor.must('tags.bind')
    heading(visitor.t('tags-title'))
    if visitor.may('enrolments.enrol'):
        go('/enrol', visitor.t('enrolments-enrol'), picture='scan', classes='tw-primary')
    if visitor.may('blanks.preprint'):
        go('/blanks', visitor.t('blanks-preprint'), picture='print')

    @ui.refreshable
    async def live() -> None:
        if visitor.may('tags.retire'):
            await _reported(visitor)
        await _unknown(visitor)

    await live()
    watch('tags', 'register', 'enrolments', then=live.refresh)


async def _reported(visitor: Visitor) -> None:
    found = await tags.reported_tags()
    if not found:
        return
    section(visitor.t('tags-reported'))
    with box('tw-card tw-card-flush'):
        for tag in found:
            what = (visitor.t(f'tags-report-what-{tag.report}'), 'warn')
            row(f'/tags/{tag.code}', tag.thing.name if tag.thing else '', spell(tag.code), picture='tag', chips=[what])


async def _unknown(visitor: Visitor) -> None:
    waiting: dict[str, int] = {}
    for record in await tags.unknown_tags():
        waiting[record.tag or ''] = waiting.get(record.tag or '', 0) + 1
    section(visitor.t('tags-unknown-title'))
    if not waiting:
        empty('tag', visitor.t('tags-none-unknown'))
        return
    words(visitor.t('tags-unknown-sub'), 'tw-sub', 'p')
    with box('tw-card tw-card-flush'):
        for code, count in waiting.items():
            row(f'/t/{code}', spell(code), visitor.t('tags-waiting', count=count), picture='tag')


async def one(visitor: Visitor, code: str) -> None:
    """One label: what it is on, what is said about it, and what may be done with it."""
    visitor.actor.must('tags.retire')

    @ui.refreshable
    async def live() -> None:
        tag = await tags.tag(code)
        heading(visitor.t('tags-one'))
        with box('tw-line'):
            words(spell(tag.code), 'tw-code tw-h2')
            chip(*_state(visitor, tag))
        if tag.thing:
            with box('tw-card tw-card-flush'):
                row(f'/things/{tag.thing.id}', tag.thing.name, register.code_of(tag.thing), picture='box')
        if tag.report:
            await _report(visitor, tag)
        _deeds(visitor, tag, live.refresh)

    await live()


def _state(visitor: Visitor, tag: Tag) -> tuple[str, str]:
    if tag.retired_at:
        return visitor.t('tags-state-retired'), 'bad'
    if not tag.thing:
        return visitor.t('tags-state-blank'), 'info'
    return (visitor.t('tags-state-replaced'), '') if tag.replaced_at else (visitor.t('tags-state-used'), 'ok')


async def _report(visitor: Visitor, tag: Tag) -> None:
    record = await tags.report_of(tag)
    with box('tw-card tw-stack'):
        words(visitor.t(f'tags-report-what-{tag.report}'), 'tw-title', 'div')
        if not record:
            return
        [told] = await history.told([record], visitor.language)
        if told['payload'].get('note'):
            words(told['payload']['note'], '', 'p')
        words(' · '.join((told['by'], visitor.when(record.received_at))), 'tw-sub', 'p')
        with box('tw-line'):
            for sha in told['photos'][:6]:
                ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')


def _deeds(visitor: Visitor, tag: Tag, then: Callable[[], Any]) -> None:
    thing = tag.thing
    about = str(thing.id) if thing else None

    def deed(kind: str, **payload: str) -> Callable[[], Awaitable[None]]:
        return guarded(visitor, writing(visitor, kind, {'code': tag.code, **payload}, about, then))

    if tag.retired_at:
        words(visitor.t('tags-retired-more', why=visitor.t(f'tags-retire-why-{tag.retired_why}')), 'tw-sub', 'p')
        button(visitor.t('tags-reinstate-go'), deed('tags.reinstate'), picture='back')
        return
    if tag.report:
        button(visitor.t('tags-settle-go'), deed('tags.settle'), picture='check')
    if thing and not tag.replaced_at:
        go(f'/things/{thing.id}/label', visitor.t('tags-replace'), picture='tag', classes='tw-primary')
    if thing:
        button(visitor.t('tags-unbind-go', name=thing.name), deed('tags.unbind'), picture='link')
    else:
        go(f'/t/{tag.code}', visitor.t('tags-bind'), picture='link', classes='tw-primary')
    section(visitor.t('tags-retire-title'))
    words(visitor.t('tags-retire-sub'), 'tw-sub', 'p')
    with box('tw-choices'):
        for why in REASONS:
            button(visitor.t(f'tags-retire-why-{why}'), deed('tags.retire', why=why), classes='tw-danger')


def writing(
    visitor: Visitor, kind: str, payload: dict[str, str], thing: str | None, then: Callable[[], Any]
) -> Callable[[], Awaitable[None]]:
    """An event's work: write one record, then go on."""

    async def work() -> None:
        await write_one(enter(kind, payload, thing_id=thing), await visitor.now(kind))
        then()

    return work


async def retired(visitor: Visitor, tag: Tag) -> None:
    """A code that was withdrawn: nothing can be done with it here, and who is to be asked."""
    heading(visitor.t('tags-retired'))
    with box('tw-card tw-stack'):
        words(spell(tag.code), 'tw-code tw-big-code', 'p')
        why = visitor.t(f'tags-retire-why-{tag.retired_why}')
        when = visitor.when(tag.retired_at) if tag.retired_at else ''
        words(visitor.t('tags-retired-why', why=why, when=when), '', 'p')
        names = await people.names_with('property_keeper')
        if names:
            words(
                visitor.t('tags-retired-ask', names=(', ' if visitor.language == 'en' else '、').join(names)),
                'tw-strong',
                'p',
            )
        else:
            words(visitor.t('tags-retired-here'), 'tw-strong', 'p')
    go('/scan', visitor.t('saved-scan-next'), picture='scan', classes='tw-primary')
    if visitor.may('tags.retire'):
        go(f'/tags/{tag.code}', visitor.t('tags-one'), picture='tag')


def replaced(visitor: Visitor, tag: Tag) -> None:
    """Said above a thing when an old label of it was scanned."""
    when = visitor.when(tag.replaced_at) if tag.replaced_at else ''
    banner('warn', visitor.t('tags-replaced', when=when, code=spell(tag.replaced_by)), 'tag')


async def of_thing(visitor: Visitor, thing: Thing, code: str = '') -> None:
    """The labels of a thing, and what may be done about them. `code` is the one that was scanned."""
    found = await tags.all_tags(thing.id)
    section(visitor.t('tags-title'))
    with box('tw-card tw-card-flush'):
        if not found:
            with box('tw-row'):
                icon('tag')
                words(visitor.t('tags-none'), 'tw-sub')
        for tag in found:
            text, mood = _state(visitor, tag)
            if visitor.may('tags.retire'):
                row(f'/tags/{tag.code}', spell(tag.code), picture='tag', chips=[(text, mood)])
            else:
                with box('tw-row'):
                    icon('tag')
                    words(spell(tag.code), 'tw-row-main tw-code')
                    chip(text, mood)
    with box('tw-line'):
        if visitor.may('tags.replace') and not thing.is_retired:
            word = 'tags-replace' if found else 'tags-bind'
            go(f'/things/{thing.id}/label', visitor.t(word), picture='tag', classes='tw-quiet')
        if visitor.may('tags.report') and found:
            path = f'/things/{thing.id}/do/tags.report?tag={code}'
            go(path, visitor.t('tags-report'), picture='alert', classes='tw-quiet')
