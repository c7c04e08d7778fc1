"""A thing's page: what it is, the check that belongs to it, what is broken, and what happened."""

from typing import Any

from nicegui import ui

from app import barcodes, checklists, history, register, repairs, tags
from app.core import limiting
from app.core.errors import NotFound, Refused
from app.core.kinds import KINDS
from app.core.tagcode import spell
from models import Thing
from pages import barcodes as barcode_pages
from pages import tags as tag_pages
from pages import tags_binding
from pages.parts import Visitor, banner, box, chip, empty, go, heading, link, row, section, states_of, watch, words
from pages.phone import FormView, icon


async def by_tag(visitor: Visitor, code: str, how: str = 'link') -> None:
    """Where a label leads. A code nobody has bound yet is offered for binding."""
    limiting.allow(limiting.LOOK_UPS, 'tag', visitor.session)
    visitor.actor.must('things.see')
    code = tags.checked(code)
    try:
        tag = await tags.tag(code)
    except NotFound:
        await tags_binding.unknown(visitor, code)
        return
    if tag.retired_at:
        await tag_pages.retired(visitor, tag)
    elif not tag.thing:
        await tags_binding.unknown(visitor, code)
    else:
        if tag.replaced_at:
            tag_pages.replaced(visitor, tag)
        await _draw(visitor, tag.thing, tag=code, how=how if how in ('scan', 'typed', 'list') else 'link')


async def by_barcode(visitor: Visitor, text: str = '', how: str = 'scan') -> None:
    """Where another maker's code leads. One that leads nowhere is offered for giving it to a thing."""
    limiting.allow(limiting.LOOK_UPS, 'tag', visitor.session)
    visitor.actor.must('things.see')
    found = await barcodes.things_of(text)
    if len(found) == 1:
        await _draw(visitor, found[0], how='scan' if how == 'scan' else 'link')
    elif found:
        barcode_pages.several(visitor, text, found)
    else:
        await barcode_pages.unknown(visitor, barcodes.clean(text))


async def by_id(visitor: Visitor, id: str) -> None:
    visitor.actor.must('things.see')
    await _draw(visitor, await register.thing(id), how='list')


async def check(visitor: Visitor, id: str, key: str, tag: str = '', how: str = 'list') -> None:
    """One of several checks of a thing."""
    thing = await register.thing(id)
    _head(visitor, thing, await register.places_around(thing))
    found = [template for template in await checklists.current_checklists() if template.key == key]
    if not found:
        raise NotFound('unknown_checklist', checklist=key)
    _check_form(visitor, thing, checklists.shown(found[0]), tag, how)


async def do(visitor: Visitor, id: str, kind: str, tag: str = '', how: str = 'list') -> None:
    """The form of any kind that is about a thing."""
    rule = KINDS.get(kind)
    if not rule or rule.scope != 'thing':
        raise NotFound('unknown_page')
    if not visitor.may(kind):
        raise Refused('not_allowed', action=rule.word)
    thing = await register.thing(id)
    _head(visitor, thing, await register.places_around(thing))
    words(visitor.t(rule.word), 'tw-h2', 'h2')
    schema = rule.form.model_json_schema()
    FormView(kind, thing=_brief(thing), tag=tag, how=how, schema=schema, kv=rule.version, next=f'/things/{thing.id}')


async def _draw(visitor: Visitor, thing: Thing, *, tag: str = '', how: str) -> None:
    _head(visitor, thing, await register.places_around(thing))
    if visitor.may('inspections.inspect') and not thing.is_retired:
        await _checks(visitor, thing, tag, how)
    _actions(visitor, thing, tag, how)

    @ui.refreshable
    async def live() -> None:
        await _repairs(visitor, thing)
        await _history(visitor, thing)

    await live()
    watch('repairs', 'inspections', 'remarks', 'register', 'tags', then=live.refresh)
    if thing.is_place:
        await _contents(visitor, thing)
    await _facts(visitor, thing)
    await tag_pages.of_thing(visitor, thing, tag)
    await barcode_pages.of_thing(visitor, thing)


def _head(visitor: Visitor, thing: Thing, around: list[Thing]) -> None:
    if around:
        with box('tw-crumbs', 'nav'):
            for place in reversed(around):
                with link(f'/things/{place.id}'):
                    words(place.name)
    with box('tw-line'):
        heading(thing.name)
        for text, mood in states_of(visitor, thing):
            chip(text, mood)
    about = [
        thing.spec,
        register.code_of(thing),
        visitor.t('thing-quantity', count=thing.quantity, unit=thing.unit) if thing.quantity > 1 else '',
    ]
    if any(about):
        words(' · '.join(part for part in about if part), 'tw-sub', 'p')
    if thing.blocked_by:
        banner('bad', visitor.t('thing-out-of-use-more'), 'tape')
    if thing.is_retired:
        banner('info', visitor.t('thing-retired-more'))


async def _checks(visitor: Visitor, thing: Thing, tag: str, how: str) -> None:
    """The one check that belongs to a thing stands open; of several, the person chooses."""
    templates = await checklists.current_checklists()
    keys = checklists.checks_of(thing, templates)
    found = [checklists.shown(template) for template in templates if template.key in keys]
    if len(found) == 1:
        _check_form(visitor, thing, found[0], tag, how)
        return
    section(visitor.t('thing-checks'))
    with box('tw-card tw-card-flush'):
        for template in found:
            path = f'/things/{thing.id}/check/{template["id"]}?tag={tag}&how={how}'
            row(
                path,
                _title(visitor, template),
                visitor.t('thing-items', count=len(template['items'])),
                picture='checklist',
            )


def _check_form(visitor: Visitor, thing: Thing, template: dict[str, Any], tag: str, how: str) -> None:
    section(_title(visitor, template))
    with box('tw-card'):
        FormView(
            'inspections.inspect', thing=_brief(thing), tag=tag, how=how, checklist=template, next=f'/things/{thing.id}'
        )


def _title(visitor: Visitor, template: dict[str, Any]) -> str:
    return str(template['en' if visitor.language == 'en' else 'zh'])


def _brief(thing: Thing) -> dict[str, Any]:
    return {'id': str(thing.id), 'name': thing.name, 'ver': thing.ver, 'category': thing.category, 'code': thing.code}


def _actions(visitor: Visitor, thing: Thing, tag: str, how: str) -> None:
    actions = (('repairs.report', 'wrench'), ('remarks.add', 'pen'))
    with box('tw-line'):
        for kind, picture in actions:
            if visitor.may(kind) and not (thing.is_retired and kind == 'repairs.report'):
                go(
                    f'/things/{thing.id}/do/{kind}?tag={tag}&how={how}',
                    visitor.t(kind.replace('.', '-')),
                    picture=picture,
                )
        if visitor.may('register.revise'):
            go(f'/things/{thing.id}/edit', visitor.t('register-edit'), picture='settings', classes='tw-quiet')
        if thing.is_place and visitor.may('enrolments.enrol') and not thing.is_retired:
            go(f'/enrol?place={thing.id}', visitor.t('enrolments-here'), picture='scan')
        if visitor.may('labels.print') and not thing.is_retired:
            go(f'/labels?thing={thing.id}', visitor.t('labels-one'), picture='print', classes='tw-quiet')


async def _repairs(visitor: Visitor, thing: Thing) -> None:
    found = await repairs.open_repairs_of(thing.id)
    if not found:
        return
    section(visitor.t('thing-open-repairs'))
    with box('tw-card tw-card-flush'):
        for repair in found:
            mood = 'bad' if repair.blocks_use or repair.urgency == 'high' else 'warn'
            row(
                f'/repairs/{repair.id}',
                repair.what,
                visitor.when(repair.reported_at),
                picture='wrench',
                chips=[(visitor.t('repairs-open'), mood)],
            )


async def _history(visitor: Visitor, thing: Thing) -> None:
    found = await history.of(thing.id, visitor.language, limit=20)
    section(visitor.t('thing-history'))
    if not found:
        empty('history', visitor.t('thing-no-history'))
        return
    with box('tw-card tw-card-flush'):
        for happening in found:
            _happening(visitor, happening)


def _happening(visitor: Visitor, happening: dict[str, Any]) -> None:
    with box('tw-row'):
        icon(PICTURES.get(happening['kind'], 'history'))
        with box('tw-row-main'):
            words(happening['title'], 'tw-title', 'div')
            about = (happening['summary'], happening['by'], visitor.when(happening['moment']))
            words(' · '.join(part for part in about if part), 'tw-sub', 'div')
            if happening['photos']:
                with box('tw-line'):
                    for sha in happening['photos'][:6]:
                        ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')
        if happening['verdict'] == 'conflict':
            chip(visitor.t('history-conflict'), 'warn')
        elif happening['faults']:
            chip(visitor.t('answer-fault'), 'bad')
        elif happening['kind'] == 'inspections.inspect':
            chip(visitor.t('answer-ok'), 'ok')


async def _contents(visitor: Visitor, place: Thing) -> None:
    found = await register.contents_of(place)
    if not found:
        return
    section(visitor.t('thing-contents', count=len(found)))
    with box('tw-card tw-card-flush'):
        for thing in found:
            about = ' · '.join(part for part in (thing.spec, register.code_of(thing)) if part)
            row(
                f'/things/{thing.id}',
                thing.name,
                about,
                picture='place' if thing.is_place else 'box',
                chips=states_of(visitor, thing),
            )


async def _facts(visitor: Visitor, thing: Thing) -> None:
    """What the books say; money only for those who keep them."""
    tag = await tags.tag_of(thing.id)
    names = await register.categories()
    keeps = visitor.may('register.revise')
    facts = [
        ('register-category', visitor.name_of(names.get(thing.category))),
        ('register-tag', spell(tag.code) if tag else ''),
        ('register-department', thing.department),
        ('register-custodian', thing.custodian),
        ('register-bought', thing.bought),
        ('register-price', f'¥{thing.price:,.2f}' if keeps and thing.price is not None else ''),
        ('register-funds', thing.funds if keeps else ''),
        ('register-serial', thing.serial),
        ('register-remarks', thing.remarks),
    ]
    section(visitor.t('thing-facts'))
    with box('tw-card tw-facts', 'dl'):
        for word, value in facts:
            if value:
                words(visitor.t(word), 'tw-sub', 'dt')
                words(value, 'tw-code' if word == 'register-tag' else '', 'dd')


PICTURES = {
    'inspections.inspect': 'check', 'repairs.report': 'wrench', 'repairs.close': 'ok', 'remarks.add': 'pen',
    'tags.bind': 'tag', 'register.add': 'plus', 'register.move': 'place', 'register.revise': 'settings',
}  # fmt: skip
