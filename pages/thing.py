"""A thing's page: what it is, the check that belongs to it, what is broken, and what happened."""

from typing import Any

from nicegui import ui

from app import barcodes, checklists, loan_list, logs, register, repair_list, repair_told, tags, tree
from app.core import limiting
from app.core.checks import is_theirs
from app.core.errors import NotFound, Refused
from app.core.kinds import KINDS
from app.core.known import Known
from models import Thing
from pages import barcodes as barcode_pages
from pages import (
    compensation_here,
    facts,
    handovers,
    hazards_here,
    history,
    kits,
    loans_here,
    loans_pass,
    readings,
    reservations,
    tags_binding,
    thing_checks,
    thing_danger,
    thing_repairs,
    writeoffs,
)
from pages import logs as log_pages
from pages import tags as tag_pages
from pages.parts import (
    Visitor,
    banner,
    box,
    chip,
    crumbs,
    door,
    go,
    heading,
    link,
    piece,
    row,
    section,
    states_of,
    watch,
    words,
)
from pages.phone import FormView, MemoryView


async def by_tag(visitor: Visitor, code: str, how: str = 'link') -> None:
    """Where a label leads. A code nobody has bound yet is offered for binding."""
    limiting.allow(limiting.LOOK_UPS, 'tag', visitor.session)
    visitor.actor.must('things.see')
    code = tags.checked(code)
    try:
        tag = await tags.tag(code)
    except NotFound:
        if slip := await loan_list.by_pass(code):
            await loans_pass.at_the_gate(visitor, slip)
        else:
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


async def check(
    visitor: Visitor, id: str, key: str, tag: str = '', how: str = 'list', round: str = '', quick: str = ''
) -> None:
    """One of several checks of a thing, or one of its logbooks."""
    thing, template = await register.thing(id), await checklists.current(key)
    visitor.actor.must('logs.see' if logs.is_log(template.body) else 'inspections.inspect')
    await _head(visitor, thing, await register.places_around(thing))
    if logs.is_log(template.body):
        words(thing_checks.title(visitor, template.body), 'tw-h2', 'h2')
        await log_pages.book(visitor, thing, template, tag, how)
    else:
        thing_checks.form(visitor, thing, checklists.shown(template), tag, how, round, bool(quick))


async def do(visitor: Visitor, id: str, kind: str, tag: str = '', how: str = 'list') -> None:
    """The form of any kind that is about a thing."""
    rule = KINDS.get(kind)
    if not rule or rule.scope != 'thing':
        raise NotFound('unknown_page')
    if not visitor.may(kind):
        raise Refused('not_allowed', action=rule.word)
    thing = await register.thing(id)
    await _head(visitor, thing, await register.places_around(thing))
    words(visitor.t(rule.word), 'tw-h2', 'h2')
    schema = rule.form.model_json_schema()
    FormView(
        kind,
        thing=thing_checks.brief(thing),
        tag=tag,
        how=how,
        schema=schema,
        kv=rule.version,
        known=await _known(visitor, thing) if kind == REPORT else None,
        next=f'/things/{thing.id}',
    )


async def _draw(visitor: Visitor, thing: Thing, *, tag: str = '', how: str) -> None:
    await _head(visitor, thing, await register.places_around(thing))
    if visitor.may('inspections.inspect') and not thing.is_retired:
        await thing_checks.show(visitor, thing, tag, how)
    _actions(visitor, thing, tag, how, await is_theirs(visitor.actor, thing.id, Known()))

    @ui.refreshable
    async def live() -> None:
        fresh = await register.thing(thing.id)
        await facts.draw_pictures(visitor, fresh)
        await writeoffs.draw(visitor, fresh)
        await loans_here.of_thing(visitor, fresh)
        await kits.of_thing(visitor, fresh)
        await reservations.of_thing(visitor, fresh)
        await loans_here.uses(visitor, fresh)
        await thing_repairs.draw(visitor, fresh)
        await hazards_here.of_thing(visitor, fresh)
        await compensation_here.of_thing(visitor, fresh)
        if thing.is_place:
            await handovers.of_room(visitor, fresh)
            await _contents(visitor, fresh)
        await facts.draw(visitor, fresh)
        await history.draw(visitor, fresh)

    await live()
    await readings.show(visitor, thing)
    await tag_pages.of_thing(visitor, thing, tag)
    await barcode_pages.of_thing(visitor, thing)
    watch(*WATCHED, then=live.refresh)


REPORT = 'repairs.report'
# What can change what stands on the page.
CONTENTS = 60  # things shown with their place
WATCHED = (
    'repairs', 'dispatch', 'inspections', 'remarks', 'register', 'tags', 'pictures', 'batches', 'corrections',
    'writeoffs', 'hazards', 'public', 'plans', 'loans', 'handovers', 'compensation',
    'reservations', 'kits',
)  # fmt: skip


async def _head(visitor: Visitor, thing: Thing, around: list[Thing]) -> None:
    if around:
        with crumbs(visitor):
            for place in reversed(around):
                with link(f'/things/{place.id}'):
                    words(place.name)
    with box('tw-line'):
        heading(thing.name)
        for text, mood in states_of(visitor, thing):
            chip(text, mood)
        ui.element('div').classes('tw-spacer')
        MemoryView(str(thing.id), thing.name)
    about = [
        thing.spec,
        register.code_of(thing),
        visitor.many(thing.quantity, thing.unit),
    ]
    if any(about):
        words(' · '.join(part for part in about if part), 'tw-sub', 'p')
    await thing_danger.show(visitor, thing)
    if thing.is_retired:
        banner('info', visitor.t('thing-retired-more'))


def _actions(visitor: Visitor, thing: Thing, tag: str, how: str, is_own: bool) -> None:
    actions = (
        ('repairs.report', 'wrench'), ('hazards.report', 'alert'), ('remarks.add', 'pen'),
        ('writeoffs.apply', 'delete'), ('handovers.draw', 'handover'),
        ('compensation.open', 'count'), ('compensation.reward', 'plus'),
    )  # fmt: skip
    doors = [
        door(f'/things/{thing.id}/do/{kind}?tag={tag}&how={how}', visitor.t(kind.replace('.', '-')), picture=picture)
        for kind, picture in actions
        if visitor.may(kind) and _makes_sense(kind, thing)
    ]
    if visitor.may('register.revise'):
        path = f'/things/{thing.id}/edit'
        doors.append(door(path, visitor.t('register-edit'), picture='settings', classes='tw-quiet'))
    if thing.is_place and visitor.may('enrolments.enrol') and is_own and not thing.is_retired:
        doors.append(door(f'/enrol?place={thing.id}', visitor.t('enrolments-here'), picture='scan'))
    doors += facts.doors(visitor, thing, tag, how)
    if visitor.may('records.see') and not thing.is_retired:
        path = f'/things/{thing.id}/prints'
        doors.append(door(path, visitor.t('prints-title'), picture='file', classes='tw-quiet'))
    if visitor.may('labels.print') and not thing.is_retired:
        path = f'/labels?thing={thing.id}'
        doors.append(door(path, visitor.t('labels-one'), picture='print', classes='tw-quiet'))
    piece(''.join(doors), 'tw-line tw-actions')


async def _known(visitor: Visitor, thing: Thing) -> list[dict[str, Any]]:
    return await repair_told.told(await repair_list.open_repairs_of(thing.id), visitor.actor)


def _makes_sense(kind: str, thing: Thing) -> bool:
    if kind in ('handovers.draw', 'compensation.reward'):
        return thing.is_place and not thing.is_retired
    if kind == 'compensation.open':
        return not thing.is_place
    if kind == 'writeoffs.apply':
        return not thing.is_place and thing.state not in ('retired', 'writeoff')
    return kind == 'remarks.add' or not thing.is_retired


async def _contents(visitor: Visitor, place: Thing) -> None:
    found = await register.contents_of(place, CONTENTS + 1)
    if not found:
        return
    branch = (await tree.tree()).branches.get(place.id)
    section(visitor.t('thing-contents', count=branch.total if branch else len(found)))
    with box('tw-card tw-card-flush'):
        for thing in found[:CONTENTS]:
            about = ' · '.join(part for part in (thing.spec, register.code_of(thing)) if part)
            row(
                f'/things/{thing.id}',
                thing.name,
                about,
                picture='place' if thing.is_place else 'box',
                chips=states_of(visitor, thing),
            )
    if len(found) > CONTENTS:
        go(f'/things?inside={place.id}&view=list', visitor.t('register-all-in'), picture='list')
