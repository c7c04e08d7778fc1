"""Compensation: what waits for whom, the school's rules, its price list, and a term's settlement by class."""

from decimal import Decimal, InvalidOperation
from typing import cast
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import compensation_list, scores
from app.compensation_opening import rules_now
from app.compensation_sums import CAUSES, presets
from app.core import web
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from models import Claim
from pages.checklists import title_of
from pages.listed import Lists, handed, show_lists
from pages.parts import Visitor, box, button, go, guarded, heading, row, section, watch, words

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


def rows(visitor: Visitor, found: list[Claim]) -> None:
    with box('tw-card tw-card-flush'):
        for each in found:
            cause = visitor.t(f'compensation-open-cause-{each.cause}') if each.cause else ''
            about = [each.owner, cause, each.what]
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


async def rules(visitor: Visitor) -> None:
    """The school's rules and its price list."""
    visitor.actor.must('compensation.price')
    heading(visitor.t('compensation-rules-title'))
    if visitor.may('compensation.rules'):
        await _rules(visitor)

    @ui.refreshable
    async def live() -> None:
        found = await compensation_list.prices()
        with box('tw-card tw-stack'):
            if not found:
                words(visitor.t('compensation-no-prices'), 'tw-sub', 'p')
            for each in found:
                with box('tw-line'):
                    words(each.name, 'tw-row-main')
                    words(visitor.t('compensation-years', years=each.life) if each.life else '', 'tw-sub')
                    words(f'¥{each.price:.2f}', 'tw-num')

                    async def drop(key: str = each.key) -> None:
                        await write_one(
                            enter('compensation.unprice', {'key': key}), await visitor.now('compensation.unprice')
                        )

                    button(visitor.t('compensation-unprice'), guarded(visitor, drop), classes='tw-small tw-quiet')

    section(visitor.t('compensation-prices'))
    await live()
    watch('compensation', then=live.refresh)
    with box('tw-card tw-stack'):
        name = ui.input(visitor.t('compensation-price-name')).props('outlined maxlength=100').classes('tw-wide')
        price = ui.input(visitor.t('compensation-price-new')).props('outlined inputmode=decimal').classes('tw-wide')
        life = ui.number(visitor.t('compensation-life'), format='%.0f').props('outlined').classes('tw-wide')

        async def add() -> None:
            form = {'name': (name.value or '').strip(), 'price': str(money(price.value))}
            form |= {'life': int(life.value)} if life.value else {}
            await write_one(enter('compensation.price', form), await visitor.now('compensation.price'))
            name.value, price.value, life.value = '', '', None

        button(visitor.t('compensation-price-add'), guarded(visitor, add), picture='plus', classes='tw-primary')


async def _rules(visitor: Visitor) -> None:
    _, body = await rules_now()
    tongue = 'en' if visitor.language == 'en' else 'zh'
    boards = {each.key: title_of(visitor, each.body) for each in await scores.scored_checklists()}
    with box('tw-card tw-stack'):
        options = {each['key']: each[tongue] for each in presets()}
        preset = ui.select(options, label=visitor.t('compensation-preset'), value=body['key'])
        board = ui.select(
            {'': visitor.t('compensation-no-board'), **boards}, label=visitor.t('compensation-board'),
            value=body.get('checklist', '') if body.get('checklist', '') in boards else '',
        )  # fmt: skip
        allowance = ui.input(visitor.t('compensation-allowance'), value=body['allowance'])
        points = {
            cause: ui.input(
                visitor.t('compensation-points-for', cause=visitor.t(f'compensation-open-cause-{cause}')),
                value=body['points'][cause],
            )
            for cause in CAUSES
            if cause != 'wear'
        }
        reward = ui.input(visitor.t('compensation-reward-rule'), value=body['reward'])
        for field in (preset, board, allowance, *points.values(), reward):
            field.props('outlined').classes('tw-wide')

        def fill() -> None:
            chosen = next(each for each in presets() if each['key'] == preset.value)
            allowance.value, reward.value = chosen['allowance'], chosen['reward']
            for cause, field in points.items():
                field.value = chosen['points'][cause]

        preset.on_value_change(fill)

        async def save() -> None:
            form = {
                'preset': preset.value, 'checklist': board.value or '', 'allowance': str(money(allowance.value)),
                'reward': str(money(reward.value)),
                'points': {cause: str(money(field.value)) for cause, field in points.items()},
            }  # fmt: skip
            await write_one(enter('compensation.rules', form), await visitor.now('compensation.rules'))
            ui.notify(visitor.t('compensation-rules-saved'), type='positive', position='top')

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


def money(text: str | None) -> Decimal:
    """An amount as people type it. Raises BadInput."""
    try:
        return Decimal((text or '').strip().replace('，', '').replace(',', '').lstrip('¥￥')).quantize(Decimal('0.01'))
    except InvalidOperation:
        raise BadInput('bad_amount', text=(text or '')[:20]) from None
