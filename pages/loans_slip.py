"""One slip of loans: what went out and how, what came back and how, both signatures, and keeping it longer."""

import asyncio
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import loan_alone, loan_list, loan_paper, people, prints_files
from app.core import web
from app.core.entries import enter
from app.core.records import write_one
from app.loans import SEE
from models import Loan, LoanReturn, LoanSlip
from pages import loans_pass
from pages.parts import Visitor, box, button, go, guarded, heading, piece, row, section, watch, written

router = APIRouter()
RENEW = ('day', 'week', 'term')
PRICES = 'ledger.see'


@router.get('/loans/{id}/slip.pdf', include_in_schema=False)
async def paper(id: str, caller: web.Caller) -> Response:
    """The slip on paper in two copies, for the counter and for whoever borrowed; prices for those who see the books."""
    slip = await loan_list.slip(id)
    if slip.person_id != caller.id:
        caller.must(SEE)  # a class's account gets none: people's names stand on it
    sheets = await loan_paper.sheets(slip, caller.language, priced=caller.may(PRICES))
    data = await asyncio.to_thread(prints_files.to_pdf, *sheets)
    name = quote(f'{sheets[0].title} {slip.ref}.pdf')
    headers = {'Content-Disposition': f"inline; filename*=UTF-8''{name}", 'Cache-Control': 'no-store'}
    return Response(data, media_type='application/pdf', headers=headers)


async def show(visitor: Visitor, id: str) -> None:
    slip = await loan_list.slip(id)
    own = await loan_alone.own(visitor.actor)
    if not own.has(slip.borrower_kind, slip.person_id, slip.borrower):
        visitor.actor.must(SEE)

    @ui.refreshable
    async def live() -> None:
        await _slip(visitor, await loan_list.slip(id))

    await live()
    watch('loans', then=live.refresh)


async def _slip(visitor: Visitor, slip: LoanSlip) -> None:
    heading(visitor.t('loans-slip', ref=slip.ref))
    named = visitor.may(SEE) or slip.person_id == visitor.actor.id  # pupils use a class's account: it sees no names
    names = await people.names_of({slip.lent_by} if slip.lent_by and named else set())
    due = visitor.t('loans-due', when=visitor.when(slip.due_at)) if slip.due_at else visitor.t('loans-rule-custody')
    facts = [
        ('loans-borrower', await loan_list.borrower_of(slip) or visitor.t('loans-forgotten')),
        ('loans-mark', slip.mark if named else ''),
        ('loans-lent_at', visitor.when(slip.lent_at)),
        ('loans-until', due),
        ('loans-lent_by', names.get(slip.lent_by, '') if slip.lent_by else ''),
        ('loans-purpose', slip.purpose),
    ]
    told = [written(visitor.t(word), 'tw-sub', 'dt') + written(said, tag='dd') for word, said in facts if said]
    piece(''.join(told), 'tw-card tw-facts', 'dl')
    await loans_pass.draw(visitor, slip)
    if named and slip.state != 'refused':
        go(f'/loans/{slip.id}/slip.pdf', visitor.t('loans-paper_print'), picture='print').props('target=_blank')
    loans = await loan_list.of_slip(slip.id)
    returns = await loan_list.returns_of(loans)
    section(visitor.t('loans-things', count=len(loans)))
    with box('tw-card tw-card-flush'):
        for loan in loans:
            _loan(visitor, loan, returns.get(loan.id, []), named)
    _pictures(visitor, 'loans-photos_out', [*slip.photos, *(sha for loan in loans for sha in loan.photos or [])])
    came = [each for loan in loans for each in returns.get(loan.id, [])]
    _pictures(visitor, 'loans-photos_back', [sha for each in came for sha in each.photos])
    _signature(visitor, 'loans-signature', slip.signature if named else '')
    for sha in dict.fromkeys(each.signature for each in came if named):
        _signature(visitor, 'loans-signature_back', sha)
    still_out = [loan for loan in loans if loan.state == 'out']
    if still_out and visitor.may('loans.renew'):
        _renew(visitor, still_out)


MOODS = {'out': 'info', 'back': 'ok', 'claim': 'bad', 'settled': '', 'asked': 'warn'}


def _loan(visitor: Visitor, loan: Loan, returns: list[LoanReturn], named: bool) -> None:
    many = f' × {loan.quantity}' if loan.quantity > 1 else ''
    said = [
        visitor.t('loans-due', when=visitor.when(loan.due_at)) if loan.state == 'out' and loan.due_at else '',
        visitor.t('loans-renewed', count=loan.renewals) if loan.renewals else '',
        visitor.t('loans-worn') if loan.condition == 'worn' else '',
        loan.note,
        visitor.t('kits-lacked', parts=lacks_said(loan.short)) if loan.short else '',
        *(_came(visitor, each, named) for each in returns),
    ]
    about = ' · '.join(part for part in said if part)
    state = visitor.t('loans-some_back', back=loan.back) if loan.back and loan.left else ''
    chips = [(state or visitor.t(f'loans-state-{loan.state}'), MOODS[loan.state])]
    row(f'/things/{loan.thing.id}', f'{loan.thing.name}{many}', about, picture='box', chips=chips)


def _came(visitor: Visitor, each: LoanReturn, named: bool) -> str:
    said = visitor.t(f'loans-back_{each.condition}', count=each.quantity, when=visitor.when(each.at))
    by = visitor.t('loans-brought_by', name=each.brought_by) if each.brought_by and named else ''
    return ' · '.join(part for part in (said, each.note, by) if part)


def lacks_said(lacks: list[dict[str, Any]]) -> str:
    return '、'.join(f'{each["name"]} × {each["count"]}' for each in lacks)


def _pictures(visitor: Visitor, word: str, photos: list[str]) -> None:
    if photos:
        section(visitor.t(word))
        with box('tw-photos'):
            for sha in dict.fromkeys(photos):
                picture = f'<img src="/api/photos/{sha}" alt="{visitor.t(word)}" loading="lazy">'
                piece(picture, 'tw-thumb', 'a', href=f'/api/photos/{sha}')


def _signature(visitor: Visitor, word: str, sha: str) -> None:
    if sha:
        section(visitor.t(word))
        ui.image(f'/api/photos/{sha}').classes('tw-sign').props(f'fit=contain no-spinner alt="{visitor.t(word)}"')


def _renew(visitor: Visitor, loans: list[Loan]) -> None:
    """One tap: they may keep all that is left of the slip longer."""

    def work(rule: str):  # type: ignore[no-untyped-def]
        async def renew() -> None:
            entry = enter('loans.renew', {'loans': [str(loan.id) for loan in loans], 'rule': rule})
            await write_one(entry, await visitor.now('loans.renew'))
            ui.notify(visitor.t('loans-renewed_now'), type='positive', position='top')

        return renew

    section(visitor.t('loans-renew'))
    with box('tw-line'):
        for rule in RENEW:
            button(visitor.t(f'loans-rule-{rule}'), guarded(visitor, work(rule)), classes='tw-small')
