"""The files of a stocktake, and the finance list beside it."""

import asyncio
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app import prints_files, stocktake_books, stocktake_list, stocktake_report, stocktake_workbook
from app.core import web
from app.core.actors import Actor
from app.core.errors import NotFound
from app.stocktake_books import Agreement, Booked
from pages.parts import Visitor, banner, box, heading, link, piece, words, written
from pages.picking import pick_file

router = APIRouter()
MAX_BYTES = 5_000_000


@router.get('/stocktakes/{id}/report.{ending}', include_in_schema=False)
async def file(id: str, ending: str, caller: web.Caller) -> Response:
    """The report as a PDF to sign, or as a workbook with every line."""
    caller.must('stocktakes.see')
    if ending not in ('pdf', 'xlsx'):
        raise NotFound('unknown_page')
    found = await stocktake_list.stocktake(id)
    if ending == 'pdf':
        data = await asyncio.to_thread(prints_files.to_pdf, await stocktake_report.sheet(found, caller.language))
    else:
        data = await stocktake_workbook.workbook(found, caller.language)
    how = 'inline' if ending == 'pdf' else 'attachment'
    name = quote(f'{found.name}.{ending}')
    headers = {'Content-Disposition': f"{how}; filename*=UTF-8''{name}", 'Cache-Control': 'no-store'}
    return Response(data, media_type='application/pdf' if ending == 'pdf' else web.XLSX, headers=headers)


async def books(visitor: Visitor, id: str) -> None:
    """账账相符: does the finance office's list say the same?"""
    visitor.actor.must('stocktakes.see')
    visitor.actor.must('ledger.see')
    found = await stocktake_list.stocktake(id)
    box('tw-desk hidden')
    with box('tw-crumbs', 'nav'), link(f'/stocktakes/{found.id}'):
        words(found.name)
    heading(visitor.t('stocktakes-books'))
    words(visitor.t('stocktakes-books-sub'), 'tw-sub', 'p')

    async def take(name: str, data: bytes, actor: Actor) -> None:
        agreement = await stocktake_books.compare(found.id, data, name)
        result.clear()
        with result:
            draw(visitor, agreement)

    pick_file(visitor, visitor.t('imports-pick'), take, right='ledger.see', most=MAX_BYTES)
    result = box('tw-stack')


def draw(visitor: Visitor, found: Agreement) -> None:
    t = visitor.t
    if found.differences:
        banner('warn', t('stocktakes-books-differ', count=len(found.differences), agree=found.agree), 'alert')
    else:
        banner('ok', t('stocktakes-books-agree', count=found.agree), 'ok')
    if found.unreadable:
        words(t('stocktakes-books-unreadable', count=found.unreadable), 'tw-sub', 'p')
    heads = (
        'stocktakes-column-code', 'stocktakes-column-name', 'stocktakes-books-ours', 'stocktakes-books-theirs',
    )  # fmt: skip
    rows = [
        [each.code, each.name, _said(visitor, each.ours), _said(visitor, each.theirs)] for each in found.differences
    ]
    rows = [
        *rows[: stocktake_books.SHOWN],
        [t('ledger-total'), '', _said(visitor, found.ours), _said(visitor, found.theirs)],
    ]
    head = ''.join(written(t(word), tag='th') for word in heads)
    body = ''.join('<tr>' + ''.join(written(cell, tag='td') for cell in row) + '</tr>' for row in rows)
    piece(f'<table class="tw-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>', 'tw-card tw-scroll')


def _said(visitor: Visitor, side: Booked | None) -> str:
    if not side:
        return '—'
    return visitor.t('stocktakes-books-side', count=side.quantity, yuan=f'{side.amount:,.2f}')
