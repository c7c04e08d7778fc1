"""Paper: choosing a month's record or a blank sheet, and handing it out."""

import asyncio
from datetime import datetime, timedelta
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app import checklists, prints, prints_blank, prints_files, register
from app.core import web
from app.core.config import read_config
from models import Thing
from pages.checklists import title_of
from pages.parts import Visitor, box, crumbs, go, heading, link, section, words

router = APIRouter()


@router.get('/prints/{key}/blank.pdf', include_in_schema=False)
async def blank(key: str, caller: web.Caller, thing: str = '') -> Response:
    """A sheet to fill in with a pen."""
    caller.must('checklists.see')
    about = await register.thing(thing) if thing else None
    sheet = prints_blank.blank(await checklists.current(key), about, caller.language)
    return _handed(await asyncio.to_thread(prints_files.to_pdf, sheet), sheet.title, 'pdf')


@router.get('/prints/{key}/{month}.{ending}', include_in_schema=False)
async def filled(key: str, month: str, ending: str, caller: web.Caller, thing: str = '') -> Response:
    """What was filled in in a month."""
    caller.must('logs.see')
    about = await register.thing(thing) if thing else None
    sheet = await prints.month(await checklists.latest(key), month, about, caller.language)
    data = await asyncio.to_thread(prints_files.to_xlsx if ending == 'xlsx' else prints_files.to_pdf, sheet)
    return _handed(data, f'{sheet.title} {month}', 'xlsx' if ending == 'xlsx' else 'pdf')


def _handed(data: bytes, title: str, ending: str) -> Response:
    how = 'inline' if ending == 'pdf' else 'attachment'
    headers = {
        'Content-Disposition': f"{how}; filename*=UTF-8''{quote(f'{title}.{ending}')}", 'Cache-Control': 'no-store',
    }  # fmt: skip
    return Response(data, media_type='application/pdf' if ending == 'pdf' else web.XLSX, headers=headers)


async def show(visitor: Visitor, id: str) -> None:
    """What can be printed for a thing or place."""
    visitor.actor.must('logs.see')
    thing = await register.thing(id)
    with crumbs(visitor), link(f'/things/{thing.id}'):
        words(thing.name)
    heading(visitor.t('prints-title'))
    words(visitor.t('prints-sub'), 'tw-sub', 'p')
    templates = await checklists.current_checklists()
    keys = checklists.checks_of(thing, templates)
    for template in templates:
        if template.key in keys:
            section(title_of(visitor, template.body))
            offer(visitor, template.key, thing)


def offer(visitor: Visitor, key: str, thing: Thing | None = None) -> None:
    """This month and the one before, of a thing or of the whole school, and a blank sheet."""
    about = f'?thing={thing.id}' if thing else ''
    today = datetime.now(read_config().timezone).date()
    months = [today, today.replace(day=1) - timedelta(days=1)]
    with box('tw-card tw-stack-small'):
        for month in months:
            words(visitor.t('scores-month', year=str(month.year), month=month.month), 'tw-strong', 'div')
            with box('tw-grid tw-fit'):
                for ending, word in (('pdf', 'prints-pdf'), ('xlsx', 'prints-xlsx')):
                    made = go(
                        f'/prints/{key}/{month:%Y-%m}.{ending}{about}', visitor.t(word), picture='download',
                        classes='tw-small',
                    )  # fmt: skip
                    made.props('target=_blank')
        go(f'/prints/{key}/blank.pdf{about}', visitor.t('prints-blank'), picture='print', classes='tw-quiet').props(
            'target=_blank'
        )
