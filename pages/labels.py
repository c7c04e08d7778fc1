"""Printing QR labels."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from nicegui import ui

from app import register, registering
from app.core import web
from app.layouts import LAYOUTS
from pages.parts import Visitor, box, go, heading, words

router = APIRouter()


@router.get('/labels.pdf', include_in_schema=False)
async def sheet(
    request: Request,
    caller: web.Caller,
    layout: str = 'a4-3x8',
    place: str = '',
    thing: str = '',
    skip: int = 0,
    marks: bool = False,
) -> Response:
    """A label sheet as PDF."""
    caller.must('labels.print')
    inside = await register.thing(place) if place else None
    things = [(await register.thing(thing)).id] if thing else None
    pdf, _ = await registering.label_sheet(layout=layout, inside=inside, things=things, skip=skip, marks=marks)
    headers = {'Content-Disposition': 'inline; filename="tagwalk-labels.pdf"', 'Cache-Control': 'no-store'}
    return Response(pdf, media_type='application/pdf', headers=headers)


async def show(visitor: Visitor) -> None:
    visitor.actor.must('labels.print')
    heading(visitor.t('labels-title'))
    words(visitor.t('labels-sub'), 'tw-sub', 'p')
    places = {'': visitor.t('labels-everything')} | {str(place.id): place.name for place in await register.places()}
    layouts = {name: visitor.t(f'layout-{name}') for name in LAYOUTS}
    with box('tw-card tw-stack'):
        layout = (
            ui.select(layouts, label=visitor.t('labels-layout'), value='a4-3x8').props('outlined').classes('tw-wide')
        )
        place = (
            ui.select(places, label=visitor.t('labels-place'), value='', with_input=True)
            .props('outlined')
            .classes('tw-wide')
        )
        skip = ui.number(visitor.t('labels-skip'), value=0, min=0, precision=0).props('outlined').classes('tw-wide')
        marks = ui.checkbox(visitor.t('labels-marks'))

    @ui.refreshable
    async def offer() -> None:
        inside = await register.thing(place.value) if place.value else None
        count = len(await registering.labels_of(inside=inside))
        words(visitor.t('labels-count', count=count), 'tw-sub', 'p')
        if count:
            path = (
                f'/labels.pdf?layout={layout.value}&place={place.value}&skip={int(skip.value or 0)}&marks={marks.value}'
            )
            go(path, visitor.t('labels-open'), picture='print', classes='tw-primary').props('target=_blank')

    await offer()
    for field in (layout, place, skip, marks):
        field.on_value_change(offer.refresh)
