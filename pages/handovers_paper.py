"""A hand-over as a PDF in two copies, and the page that its QR code leads to: does it still hold?"""

import asyncio
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app import handover_lists, handover_paper, prints_files
from app.core import web
from app.core.checks import is_theirs
from app.core.errors import Refused
from app.core.known import Known
from pages.parts import Visitor, banner, box, heading, link, words
from pages.signing import checked

router = APIRouter()


@router.get('/handovers/{id}/list.pdf', include_in_schema=False)
async def paper(id: str, caller: web.Caller) -> Response:
    """Two copies of the list with what has been signed so far."""
    caller.must('handovers.sign')
    handover = await handover_lists.handover(id)
    if not await is_theirs(caller, handover.room.id, Known()):
        raise Refused('not_your_room')
    sheets = await handover_paper.sheets(handover, caller.language)
    data = await asyncio.to_thread(prints_files.to_pdf, *sheets)
    name = quote(f'{handover_paper.paper_name(handover, caller.language)}.pdf')
    headers = {'Content-Disposition': f"inline; filename*=UTF-8''{name}", 'Cache-Control': 'no-store'}
    return Response(data, media_type='application/pdf', headers=headers)


async def verify(visitor: Visitor, id: str, seal: str = '') -> None:
    """Whether the list, the log and the paper still say the same, and what the room has gained or lost since."""
    visitor.actor.must('handovers.see')
    handover = await handover_lists.handover(id)
    if not await is_theirs(visitor.actor, handover.room.id, Known()):
        raise Refused('not_your_room')
    with box('tw-crumbs', 'nav'), link(f'/handovers/{id}'):
        words(handover.room_name)
    heading(visitor.t('handovers-verify'))
    if not handover.digest:
        banner('info', visitor.t('handovers-verify-unsigned'))
        return
    found = await handover_paper.verdict(handover, seal)
    checked(visitor, found, visitor.t('handovers-verify-rows'), visitor.t('handovers-verify-log'))
    added, gone = await handover_paper.since(handover)
    if added or gone:
        banner('info', visitor.t('handovers-verify-since', added=added, gone=gone))
    words(visitor.t('handovers-paper-digest', digest=handover.digest), 'tw-sub tw-wrap', 'p')
