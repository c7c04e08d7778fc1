"""Compensation: what waits for whom, and a term's settlement by class."""

from typing import cast
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import compensation_list
from app.core import web
from models import Claim
from pages.listed import Lists, handed, show_lists
from pages.parts import Visitor, box, go, row, section, words

router = APIRouter()
MOODS = {'open': 'warn', 'verified': 'info', 'approved': 'warn', 'paid': 'ok', 'worked': 'ok'}


@router.get('/compensation/settlement.{ending}', include_in_schema=False)
async def settlement(
    ending: str, caller: web.Caller, term: str = '', owner: str | None = None, texts: str = ''
) -> Response:
    """A term's settlement by class, as a PDF to sign or a workbook."""
    caller.must('compensation.see')
    if texts:
        caller.must('compensation.texts')
    sheet = await compensation_list.settlement_sheet(term, caller.language, owner=owner, texts=bool(texts))
    return await handed(sheet, f'{sheet.title} {term}'.strip(), ending)


@router.get('/compensation/{id}/receipt.pdf', include_in_schema=False)
async def receipt(id: str, caller: web.Caller) -> Response:
    """The numbered receipt of a claim that is paid."""
    caller.must('compensation.see')
    found = await compensation_list.claim(id)
    sheet = await compensation_list.receipt(found, caller.language)
    return await handed(sheet, f'{sheet.title} {found.receipt:06d}', 'pdf')


async def show(visitor: Visitor, view: str = 'open') -> None:
    visitor.actor.must('compensation.see')
    await show_lists(
        visitor, 'compensation', cast(Lists, compensation_list), view, rows, 'compensation', 'handovers', 'loans'
    )
    await _settlement(visitor)
    if visitor.may('compensation.reward'):
        go('/compensation/rewards', visitor.t('compensation-reward'), picture='plus')
    if visitor.may('compensation.price') or visitor.may('compensation.rules'):
        go('/compensation/rules', visitor.t('compensation-rules-title'), picture='settings')


def rows(visitor: Visitor, found: list[Claim], *, owned: bool = True) -> None:
    with box('tw-card tw-card-flush'):
        for each in found:
            cause = visitor.t(f'compensation-open-cause-{each.cause}') if each.cause else ''
            about = [each.owner if owned else '', cause, each.what]
            chips = [(sum_of(visitor, each), '')]
            chips.append((visitor.t(f'compensation-state-{each.state}'), MOODS.get(each.state, '')))
            said = ' · '.join(part for part in about if part)
            row(f'/compensation/{each.id}', each.thing_name, said, picture='count', chips=chips)


def sum_of(visitor: Visitor, claim: Claim) -> str:
    amount = claim.proposed if claim.amount is None else claim.amount
    return visitor.t('compensation-no-sum') if amount is None else f'¥{amount:.2f}'


async def _settlement(visitor: Visitor) -> None:
    section(visitor.t('compensation-settlement'))
    terms = await compensation_list.terms()
    with box('tw-card tw-stack'):
        options = {term: term or visitor.t('compensation-no-term') for term in terms}
        chosen = ui.select(options, value=terms[0]).props('outlined').classes('tw-wide')

        texts = ui.checkbox(visitor.t('compensation-texts')) if visitor.may('compensation.texts') else None

        @ui.refreshable
        async def lines() -> None:
            found = await compensation_list.settlement(chosen.value)
            for each in found:
                path = f'/compensation/class?term={quote(chosen.value)}&owner={quote(each.owner)}'
                count = visitor.t('compensation-claims', count=each.claims)
                row(path, each.owner or '—', count, picture='people', chips=[(f'¥{each.amount:.2f}', '')])
            if not found:
                words(visitor.t('compensation-none-term'), 'tw-sub', 'p')
            with box('tw-line'):
                for ending, word in (('pdf', 'prints-pdf'), ('xlsx', 'prints-xlsx')):
                    path = f'/compensation/settlement.{ending}?term={quote(chosen.value)}'
                    path += '&texts=1' if texts and texts.value else ''
                    go(path, visitor.t(word), picture='download').props('target=_blank')

        await lines()
        chosen.on_value_change(lines.refresh)
        if texts:
            texts.on_value_change(lines.refresh)
