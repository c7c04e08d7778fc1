"""Files of labels over HTTP: straight from an address, or made on the labels page and fetched once they are ready."""

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from app import labels, register
from app.core import web
from app.core.config import read_config
from app.core.errors import NotFound
from app.core.words import t
from app.label_files import TYPES, write_file
from app.label_sheets import write_test_page

MOST_KEPT = 8  # files that wait to be fetched
STEPS = 4

router = APIRouter()


@dataclass(frozen=True)
class Made:
    """A file that is ready, and for whom."""

    owner: UUID | None
    kind: str
    data: bytes


_made: OrderedDict[str, Made] = OrderedDict()


def offer(owner: UUID | None, kind: str, data: bytes) -> str:
    """Keep a file until it is fetched or newer ones have pushed it out; gives back its address."""
    key = secrets.token_urlsafe(12)
    _made[key] = Made(owner, kind, data)
    while len(_made) > MOST_KEPT:
        _made.popitem(last=False)
    return f'/labels/made/{key}'


@router.get('/labels/made/{key}', include_in_schema=False)
async def made(key: str, caller: web.Caller) -> Response:
    """A file made on the labels page, for whoever had it made."""
    caller.must('labels.print')
    found = _made.get(key)
    if not found or found.owner != caller.id:
        raise NotFound('labels_gone')
    return _answer(found.kind, found.data)


@router.get('/labels/test.pdf', include_in_schema=False)
async def test_page(caller: web.Caller, layout: str = 'a4-3x8', printer: str = '') -> Response:
    """A sheet that shows how far a printer is off."""
    caller.must('labels.print')
    found = await labels.layout_of(layout, printer)
    title = t('labels-test-title', caller.language)
    steps = [t(f'labels-test-{number}', caller.language) for number in range(1, STEPS + 1)]
    return _answer('pdf', await asyncio.to_thread(write_test_page, found, title, steps))


@router.get('/labels.{kind}', include_in_schema=False)
async def sheet(
    kind: str,
    caller: web.Caller,
    layout: str = 'a4-3x8',
    place: str = '',
    thing: str = '',
    waiting: bool = False,
    start: int = 1,
    copies: int = 1,
    marks: bool = False,
    printer: str = '',
) -> Response:
    """Labels as pdf, png, zpl or tspl."""
    caller.must('labels.print')
    found = await labels.layout_of(layout, printer)
    inside = await register.thing(place) if place else None
    things = [(await register.thing(thing)).id] if thing else None
    signs = caller.language if found.design == 'door' else ''
    chosen = await labels.labels_of(inside=inside, things=things, waiting=waiting, signs=signs)
    address = read_config().public_url
    data = await asyncio.to_thread(write_file, kind, chosen, address, found, start=start, copies=copies, marks=marks)
    return _answer(kind, data)


def _answer(kind: str, data: bytes) -> Response:
    way = 'inline' if kind in ('pdf', 'png') else 'attachment'
    headers = {'Content-Disposition': f'{way}; filename="tagwalk-labels.{kind}"', 'Cache-Control': 'no-store'}
    return Response(data, media_type=TYPES[kind], headers=headers)
