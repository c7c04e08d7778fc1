"""Blank labels: making a batch, and printing it, again if need be."""

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import blanks, people
from app.core import web
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.layouts import LAYOUTS
from pages.parts import Visitor, box, button, empty, go, guarded, heading, row, section, words

router = APIRouter()
USUAL = 48


@router.get('/blanks/{id}/labels.pdf', include_in_schema=False)
async def sheet(id: str, caller: web.Caller, layout: str = '', skip: int = 0, marks: bool = False) -> Response:
    """The labels of a batch that are still blank, as PDF."""
    caller.must('blanks.preprint')
    pdf = await blanks.sheet(id, layout=layout, skip=skip, marks=marks)
    headers = {'Content-Disposition': 'inline; filename="tagwalk-blank.pdf"', 'Cache-Control': 'no-store'}
    return Response(pdf, media_type='application/pdf', headers=headers)


async def show(visitor: Visitor) -> None:
    visitor.actor.must('blanks.preprint')
    heading(visitor.t('blanks-preprint'))
    words(visitor.t('blanks-sub'), 'tw-sub', 'p')
    layouts = {name: visitor.t(f'layout-{name}') for name in LAYOUTS}
    with box('tw-card tw-stack'):
        count = ui.number(visitor.t('blanks-count'), value=USUAL, precision=0)
        layout = ui.select(layouts, label=visitor.t('labels-layout'), value=next(iter(LAYOUTS)))
        title = ui.input(visitor.t('blanks-name'), placeholder=visitor.t('blanks-name-hint')).props('maxlength=40')
        sheets = ui.label().classes('tw-sub')

    def tell() -> None:
        pages = -(-max(int(count.value or 0), 0) // LAYOUTS[layout.value].count)
        sheets.text = visitor.t('blanks-sheets', count=pages)

    async def make() -> None:
        if not count.value:
            raise BadInput('batch_size', count=0, most=blanks.MOST)
        actor = await visitor.now('blanks.preprint')
        payload = {'count': int(count.value), 'layout': layout.value, 'title': (title.value or '').strip()}
        verdict = await write_one(enter('blanks.preprint', payload), actor)
        ui.navigate.to(f'/blanks/{verdict.id}')

    for field in (count, layout, title):
        field.props('outlined').classes('tw-wide')
        field.on_value_change(tell)
    tell()
    button(visitor.t('blanks-make'), guarded(visitor, make), picture='plus', classes='tw-primary')
    await _batches(visitor)


async def _batches(visitor: Visitor) -> None:
    found = await blanks.batches()
    if not found:
        return
    section(visitor.t('blanks-batches'))
    names = await people.names_of({batch.made.by_id for batch in found if batch.made.by_id})
    with box('tw-card tw-card-flush'):
        for batch in found:
            made = batch.made
            left = (visitor.t('blanks-left', count=batch.blank), 'ok' if batch.blank else '')
            about = (made.title, visitor.when(made.made_at), names[made.by_id] if made.by_id else '')
            title = visitor.t('blanks-of', count=made.count)
            row(f'/blanks/{made.id}', title, ' · '.join(part for part in about if part), picture='print', chips=[left])


async def show_one(visitor: Visitor, id: str) -> None:
    """One batch: how many are left, and printing them."""
    visitor.actor.must('blanks.preprint')
    batch = await blanks.batch(id)
    made = batch.made
    heading(visitor.t('blanks-of', count=made.count))
    words(' · '.join(part for part in (made.title, visitor.when(made.made_at)) if part), 'tw-sub', 'p')
    with box('tw-grid'):
        for number, word in ((batch.blank, 'blanks-blank'), (batch.used, 'blanks-used')):
            with box('tw-card tw-figure'):
                words(str(number), 'tw-num')
                words(visitor.t(word), 'tw-sub')
    if not batch.blank:
        empty('check', visitor.t('blanks-all-used'))
        return
    layouts = {name: visitor.t(f'layout-{name}') for name in LAYOUTS}
    with box('tw-card tw-stack'):
        chosen = made.layout if made.layout in layouts else next(iter(layouts))
        layout = ui.select(layouts, label=visitor.t('labels-layout'), value=chosen)
        start = ui.number(visitor.t('labels-start'), value=1, min=1, precision=0)
    if batch.used:
        words(visitor.t('blanks-again'), 'tw-sub', 'p')

    @ui.refreshable
    def offer() -> None:
        path = f'/blanks/{made.id}/labels.pdf?layout={layout.value}&skip={int(start.value or 1) - 1}'
        text = visitor.t('blanks-print', count=batch.blank)
        go(path, text, picture='print', classes='tw-primary').props('target=_blank')

    offer()
    for field in (layout, start):
        field.props('outlined').classes('tw-wide')
        field.on_value_change(offer.refresh)
    go('/enrol', visitor.t('enrolments-enrol'), picture='scan')
