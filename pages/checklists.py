"""Checklists: which there are, as files out and in, and the versions they went through."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import checklists, checklists_files, register, schools
from app.checklists_draft import Draft
from app.checklists_template import SCHOOLS
from app.core import web
from app.core.actors import Actor
from app.core.entries import enter
from app.core.records import write_one
from models import Checklist
from pages.parts import Visitor, box, button, chip, go, guarded, heading, row, section, watch, words
from pages.phone import FormView, icon
from pages.picking import pick_file

router = APIRouter()


@router.get('/checklists/{key}.{ending}', include_in_schema=False)
async def file(key: str, ending: str, caller: web.Caller) -> Response:
    """A checklist as YAML or xlsx."""
    caller.must('checklists.see')
    found = await checklists.current(key)
    if ending == 'xlsx':
        data, type_of = checklists_files.to_xlsx(found.body), web.XLSX
    else:
        data, type_of = checklists_files.to_yaml([found.body]), 'application/yaml'
    name = quote(f'{found.body["zh"]}.{"xlsx" if ending == "xlsx" else "yaml"}')
    return Response(data, media_type=type_of, headers={'Content-Disposition': f"attachment; filename*=UTF-8''{name}"})


async def show(visitor: Visitor) -> None:
    visitor.actor.must('checklists.revise')
    heading(visitor.t('checklists-title'))
    words(visitor.t('checklists-sub'), 'tw-sub', 'p')
    with box('tw-line'):
        go('/checklists/new', visitor.t('checklists-new'), picture='plus')
        _bring(visitor)

    @ui.refreshable
    async def live() -> None:
        names = {key: visitor.name_of(each) for key, each in (await register.categories()).items()}
        with box('tw-card tw-card-flush'):
            for found in await checklists.current_checklists():
                row(
                    f'/checklists/{found.key}', title_of(visitor, found.body), _about(visitor, found, names),
                    picture=PICTURES[Draft(found.body).sort], 
                    chips=[(visitor.t('checklists-version', version=found.version), '')] if found.version > 1 else [],
                )  # fmt: skip
        gone = await checklists.withdrawn_checklists()
        if gone:
            section(visitor.t('checklists-withdrawn'))
            with box('tw-card tw-card-flush'):
                for found in gone:
                    _gone(visitor, found)

    await live()
    watch('checklists', then=live.refresh)
    if visitor.may('schools.choose'):
        await _school(visitor)


PICTURES = {'check': 'checklist', 'log': 'book', 'score': 'trophy'}


def title_of(visitor: Visitor, said: dict[str, str]) -> str:
    return str(said['en' if visitor.language == 'en' else 'zh'])


def _about(visitor: Visitor, found: Checklist, names: dict[str, str]) -> str:
    target = found.body.get('target', {})
    keys = [key for name in ('categories', 'place_kinds') for key in target.get(name, [])]
    aimed = list(dict.fromkeys(names.get(key, key) for key in keys))
    count = visitor.t('thing-items', count=len(found.body['items']))
    return ' · '.join(
        (count, visitor.t('separator').join(aimed[:4]) + ('…' if len(aimed) > 4 else '')) if aimed else (count,)
    )


def _gone(visitor: Visitor, found: Checklist) -> None:
    async def restore() -> None:
        await write_one(enter('checklists.restore', {'key': found.key}), await visitor.now('checklists.restore'))

    with box('tw-row'):
        icon('checklist')
        with box('tw-row-main'):
            words(title_of(visitor, found.body), 'tw-title', 'div')
        button(visitor.t('checklists-restore'), guarded(visitor, restore), classes='tw-small')


def _bring(visitor: Visitor) -> None:
    """A file in: each template in it becomes a checklist, or a new version of the one of that name."""

    async def bring(name: str, data: bytes, actor: Actor) -> None:
        bodies = checklists_files.read_file(data)
        for body in bodies:
            await write_one(enter('checklists.revise', {'key': body['id'], 'body': body}), actor)
        ui.notify(visitor.t('checklists-brought', count=len(bodies)), type='positive', position='top')

    most = checklists_files.MOST_BYTES
    pick_file(visitor, visitor.t('checklists-bring'), bring, right='checklists.revise', most=most, classes='')


async def _school(visitor: Visitor) -> None:
    """What kind of school it is: the starters follow."""
    section(visitor.t('schools-which'))
    chosen = set(await schools.kinds() or SCHOOLS)
    with box('tw-card tw-stack'):
        boxes = {}
        with box('tw-picks'):
            for kind in SCHOOLS:
                boxes[kind] = ui.checkbox(visitor.t(f'schools-{kind}'), value=kind in chosen)
        words(visitor.t('schools-which-more'), 'tw-sub', 'p')

        async def choose() -> None:
            wanted = [kind for kind, field in boxes.items() if field.value]
            await schools.choose_kinds(wanted, await visitor.now('schools.choose'))
            ui.notify(visitor.t('schools-chosen'), type='positive', position='top')

        button(visitor.t('form-save'), guarded(visitor, choose), picture='check')


async def version(visitor: Visitor, key: str, number: str) -> None:
    """How a version looked, for reading what was answered to it."""
    visitor.actor.must('checklists.see')
    found = await checklists.checklist(key, int(number) if number.isdecimal() else 0)
    heading(title_of(visitor, found.body))
    with box('tw-line'):
        chip(visitor.t('checklists-version', version=found.version), '' if found.is_current else 'warn')
        if not found.is_current:
            words(visitor.t('checklists-old'), 'tw-sub')
    with box('tw-card'):
        FormView('inspections.inspect', checklist=checklists.shown(found), preview=True)
