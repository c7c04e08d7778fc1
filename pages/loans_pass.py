"""What needs somebody's leave: allowing a slip, its gate pass (物品出门证), and letting it out at the gate."""

import asyncio
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import loan_approval, loan_list, loan_pass, people
from app.core import web
from app.core.entries import enter
from app.core.records import write_one
from app.loans import SEE
from models import LoanSlip
from pages.parts import Visitor, banner, box, button, go, guarded, heading, piece, section, words, written

router = APIRouter()


@router.get('/loans/{id}/pass.pdf', include_in_schema=False)
async def paper(id: str, caller: web.Caller) -> Response:
    """The pass on paper, numbered as its slip, with the code that the gate scans."""
    caller.must(SEE)
    slip = await loan_list.slip(id)
    sheet, code = await loan_pass.sheet(slip, caller.language)
    data = await asyncio.to_thread(loan_pass.to_pdf, sheet, code)
    name = quote(f'{sheet.title} {slip.ref}.pdf')
    headers = {'Content-Disposition': f"inline; filename*=UTF-8''{name}", 'Cache-Control': 'no-store'}
    return Response(data, media_type='application/pdf', headers=headers)


async def draw(visitor: Visitor, slip: LoanSlip) -> None:
    """On a slip: whether it may go, who says so, and the pass."""
    if slip.state == 'asked':
        needed = loan_approval.right_for(slip.borrower_kind, slip.leaves)
        banner('warn', visitor.t(f'loans-asked_{"outside" if needed == loan_approval.OUTSIDE else "inside"}'), 'clock')
        if visitor.may(needed):
            _decide(visitor, slip)
    elif slip.state == 'refused':
        banner('bad', ' '.join((visitor.t('loans-refused'), slip.refused)), 'close')
    if slip.pass_code:
        left = slip.left_at and visitor.t('loans-left', when=visitor.when(slip.left_at))
        banner('ok' if left else 'info', left or visitor.t('loans-pass_ready', ref=slip.ref), 'ok')
        go(f'/loans/{slip.id}/pass.pdf', visitor.t('loans-pass'), picture='print').props('target=_blank')


def _decide(visitor: Visitor, slip: LoanSlip) -> None:
    why = ui.input(visitor.t('loans-why_not')).props('outlined maxlength=300').classes('tw-wide')

    async def approve() -> None:
        form = {'slip': str(slip.id)}
        await write_one(enter('loans.approve', form), await visitor.now('loans.approve'))

    async def refuse() -> None:
        form = {'slip': str(slip.id), 'why': why.value or ''}
        await write_one(enter('loans.refuse', form), await visitor.now('loans.refuse'))

    with box('tw-grid'):
        button(visitor.t('loans-approve'), guarded(visitor, approve), picture='check', classes='tw-primary')
        button(visitor.t('loans-refuse'), guarded(visitor, refuse), picture='close')


async def at_the_gate(visitor: Visitor, slip: LoanSlip) -> None:
    """What the gatekeeper sees on scanning a pass: what may go out, and one tap."""

    @ui.refreshable
    async def live() -> None:
        fresh = await loan_list.slip(slip.id)
        heading(visitor.t('loans-pass_of', ref=fresh.ref))
        if fresh.left_at:
            banner('bad', visitor.t('loans-left', when=visitor.when(fresh.left_at)), 'alert')
        elif fresh.state == 'out':
            banner('ok', visitor.t('loans-pass_good'), 'ok')
        names = await people.names_of({fresh.approved_by} if fresh.approved_by else set())
        facts = [
            ('loans-borrower', await loan_list.borrower_of(fresh)),
            ('loans-purpose', fresh.purpose),
            ('loans-approved_by', names.get(fresh.approved_by, '') if fresh.approved_by else ''),
        ]
        told = [written(visitor.t(word), 'tw-sub', 'dt') + written(said, tag='dd') for word, said in facts if said]
        piece(''.join(told), 'tw-card tw-facts', 'dl')
        loans = await loan_list.of_slip(fresh.id)
        section(visitor.t('loans-things', count=len(loans)))
        with box('tw-card tw-card-flush'):
            for loan in loans:
                many = f' × {loan.quantity}' if loan.quantity > 1 else ''
                about = written(f'{loan.thing.name}{many}', 'tw-title', 'div')
                piece(about + written(loan.thing.code or loan.thing.spec, 'tw-sub', 'div'), 'tw-row')
        if not fresh.left_at and fresh.state == 'out' and visitor.may(loan_approval.GATE):
            button(visitor.t('loans-let_out'), guarded(visitor, let_out), picture='check', classes='tw-primary')

    async def let_out() -> None:
        entry = enter('loans.let_out', {'slip': str(slip.id)})
        await write_one(entry, await visitor.now('loans.let_out'))
        await live.refresh()

    if not visitor.may(loan_approval.GATE):
        words(visitor.t('loans-pass_gate_only'), 'tw-sub', 'p')
        return
    await live()
