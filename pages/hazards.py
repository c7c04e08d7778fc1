"""Hazards: what is to be put right and re-checked, one of them, and the list that inspectors ask for."""

from datetime import datetime
from typing import cast
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import hazard_list, hazards, people, repair_list, schedules
from app.core import web
from app.core.entries import enter
from app.core.kinds import KINDS
from app.core.permissions import may
from app.core.records import write_one
from app.hazard_states import LEVELS
from app.repair_states import OPEN
from models import Hazard
from pages.hazards_here import moods, rows
from pages.listed import Lists, handed, show_lists
from pages.parts import (
    Visitor,
    banner,
    box,
    button,
    chip,
    crumbs,
    go,
    guarded,
    heading,
    link,
    piece,
    section,
    watch,
    words,
    written,
)
from pages.phone import FormView, icon
from pages.thing_checks import brief

router = APIRouter()


@router.get('/hazards/{first}/{last}.{ending}', include_in_schema=False)
async def ledger(first: str, last: str, ending: str, caller: web.Caller) -> Response:
    """The closed loop of a period (隐患整改台账), as a PDF or a workbook."""
    caller.must('hazards.see')
    begins, ends = hazard_list.period(first, last)
    sheet = await hazard_list.sheet(begins, ends, caller.language)
    return await handed(sheet, f'{sheet.title} {begins}—{ends}', ending)


async def show(visitor: Visitor, view: str = 'open') -> None:
    visitor.actor.must('hazards.see')
    await show_lists(visitor, 'hazards', cast(Lists, hazard_list), view, rows, 'hazards', 'repairs', 'dispatch')
    _ledger(visitor)


def _ledger(visitor: Visitor) -> None:
    """The period and the two files."""
    today = schedules.today()
    section(visitor.t('hazards-ledger'))
    with box('tw-card tw-stack'):
        with box('tw-line'):
            first = ui.input(visitor.t('hazards-from'), value=f'{today.year}-01-01')
            last = ui.input(visitor.t('hazards-to'), value=f'{today}')
            for field in (first, last):
                field.props('outlined type=date stack-label').classes('tw-wide')

        @ui.refreshable
        def files() -> None:
            with box('tw-line'):
                for ending, word in (('pdf', 'prints-pdf'), ('xlsx', 'prints-xlsx')):
                    path = f'/hazards/{first.value}/{last.value}.{ending}'
                    go(path, visitor.t(word), picture='download').props('target=_blank')

        files()
        for field in (first, last):
            field.on_value_change(files.refresh)


async def show_one(visitor: Visitor, id: str) -> None:
    visitor.actor.must('hazards.see')
    hazard = await hazard_list.hazard(id)
    with crumbs(visitor), link(f'/things/{hazard.thing.id}'):
        words(hazard.thing.name)

    @ui.refreshable
    async def live() -> None:
        fresh = await hazard_list.hazard(id)
        await _about(visitor, fresh)
        await _next(visitor, fresh)
        await _steps(visitor, fresh)

    await live()
    watch('hazards', 'repairs', 'dispatch', then=live.refresh)


async def _about(visitor: Visitor, hazard: Hazard) -> None:
    with box('tw-line'):
        heading(hazard.what)
        for text, mood in moods(visitor, hazard):
            chip(text, mood)
    ids = {id for id in (hazard.owner_id, hazard.found_by) if id}
    names = await people.names_of(ids)
    facts = [
        ('hazards-column-ref', hazard.ref),
        ('hazards-column-owner', names.get(hazard.owner_id, '—') if hazard.owner_id else '—'),
        ('hazards-column-due', f'{hazard.due}'),
        ('hazards-column-measure', hazard.measure),
        ('hazards-column-found_by', names.get(hazard.found_by, '') if hazard.found_by else ''),
        ('hazards-column-found_at', visitor.when(hazard.found_at)),
    ]
    told = [written(visitor.t(word), 'tw-sub', 'dt') + written(said, tag='dd') for word, said in facts if said]
    piece(''.join(told), 'tw-card tw-facts', 'dl')
    _photos(hazard.photos)


def _photos(hashes: list[str]) -> None:
    if hashes:
        with box('tw-line'):
            for sha in hashes:
                ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')


async def _next(visitor: Visitor, hazard: Hazard) -> None:
    """What is to be done now, and by whom."""
    decides, me = visitor.may(hazards.DECIDE), visitor.actor.id
    repair = await repair_list.repair(hazard.repair_id) if hazard.repair_id else None
    if repair:
        go(f'/repairs/{repair.id}', visitor.t('hazards-repair', repair=repair.ref), picture='wrench')
    if hazard.state == 'open' and repair and repair.state in OPEN:
        banner('info', visitor.t('hazards-follows'))
    elif hazard.state == 'open' and visitor.may(hazards.FIX) and (decides or me == hazard.owner_id):
        _form(visitor, hazard, 'hazards.fix')
    elif hazard.state == 'fixed' and visitor.may('hazards.recheck'):
        if me == hazard.fixed_by:
            banner('info', visitor.t('hazards-another'))
        else:
            _form(visitor, hazard, 'hazards.recheck')
    if decides and not hazard.settled_at:
        with ui.expansion(visitor.t('hazards-plan')).classes('tw-card tw-wide'), box('tw-stack tw-wide'):
            await _plan(visitor, hazard)
        with ui.expansion(visitor.t('hazards-cancel')).classes('tw-card tw-wide'):
            _form(visitor, hazard, 'hazards.cancel', bare=True)


def _form(visitor: Visitor, hazard: Hazard, kind: str, *, bare: bool = False) -> None:
    rule = KINDS[kind]
    if not bare:
        section(visitor.t(rule.word))
    with box('' if bare else 'tw-card'):
        FormView(
            kind, thing=brief(hazard.thing), how='list', schema=rule.form.model_json_schema(), kv=rule.version,
            prefill={'hazard': str(hazard.id)}, next=f'/hazards/{hazard.id}',
        )  # fmt: skip


async def _plan(visitor: Visitor, hazard: Hazard) -> None:
    """Whose it is, until when, and what is to be done."""
    able = [each for each in await people.people() if not each.left_at and may(each.roles, hazards.FIX)]
    owner = ui.select(
        {str(each.id): each.shown for each in able}, label=visitor.t('hazards-column-owner'),
        value=str(hazard.owner_id) if hazard.owner_id in {each.id for each in able} else None,
    )  # fmt: skip
    levels = {level: visitor.t(f'hazards-level-{level}') for level in LEVELS}
    level = ui.select(levels, label=visitor.t('hazards-level'), value=hazard.level)
    due = ui.input(visitor.t('hazards-due'), value=f'{hazard.due}').props('type=date stack-label')
    measure = ui.textarea(visitor.t('hazards-measure'), value=hazard.measure).props('autogrow')
    for field in (owner, level, due, measure):
        field.props('outlined').classes('tw-wide')

    async def save() -> None:
        facts = {'hazard': str(hazard.id), 'level': level.value, 'measure': measure.value}
        facts |= {'owner': owner.value} if owner.value else {}
        facts |= {'due': due.value} if due.value else {}
        await write_one(enter('hazards.plan', facts, thing_id=hazard.thing_id), await visitor.now('hazards.plan'))
        ui.notify(visitor.t('hazards-planned'), type='positive', position='top')

    button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


PICTURES = {'pass': 'ok', 'fix': 'check', 'repaired': 'wrench', 'return': 'alert', 'cancel': 'close'}


async def _steps(visitor: Visitor, hazard: Hazard) -> None:
    """Who did what and when, the first first."""
    people_ids = {UUID(step[key]) for step in hazard.steps for key in ('by', 'owner') if step.get(key)}
    names = await people.names_of(people_ids)
    section(visitor.t('hazards-steps'))
    with box('tw-card'), box('tw-steps', 'ol'):
        for step in hazard.steps:
            with box('tw-step tw-step-done', 'li'):
                icon(PICTURES.get(step['verb'], 'clock'))
                with box('tw-row-main'):
                    words(visitor.t(f'hazards-step-{step["verb"]}'), 'tw-title', 'div')
                    owner = names.get(UUID(step['owner']), '—') if step.get('owner') else ''
                    said = [
                        f'{visitor.t("hazards-column-owner")} {owner}' if owner else '',
                        visitor.t('hazards-until', day=step['due']) if step.get('due') else '',
                        step['note'],
                    ]
                    words(' · '.join(part for part in said if part), '', 'div')
                    by = names.get(UUID(step['by']), '—') if step['by'] else visitor.t('history-server')
                    words(f'{by} · {visitor.when(datetime.fromisoformat(step["at"]))}', 'tw-sub', 'div')
                    _photos(step.get('photos', []))


async def escalate(visitor: Visitor, id: str) -> None:
    """Making a hazard with a deadline of a repair."""
    visitor.actor.must('hazards.escalate')
    repair = await repair_list.repair(id)
    with crumbs(visitor), link(f'/repairs/{repair.id}'):
        words(repair.what)
    heading(visitor.t('hazards-escalate'))
    words(visitor.t('hazards-escalate-more'), 'tw-sub', 'p')
    rule = KINDS['hazards.escalate']
    with box('tw-card'):
        FormView(
            'hazards.escalate', thing=brief(repair.thing), how='list', schema=rule.form.model_json_schema(),
            kv=rule.version, prefill={'repair': str(repair.id)}, next=f'/repairs/{repair.id}',
        )  # fmt: skip
