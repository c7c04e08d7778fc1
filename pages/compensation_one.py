"""One claim: the proposal with its arithmetic, verifying, approving, and how it was settled."""

from datetime import datetime
from typing import Any
from uuid import UUID

from nicegui import ui

from app import compensation_damage, compensation_list, people
from app.compensation import LIVE
from app.compensation_opening import propose, reckoned
from app.compensation_sums import CAUSES, Proposal
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.kinds import KINDS
from app.core.records import write_one
from models import Claim
from pages import compensation_here
from pages.amounts import day, money, years
from pages.compensation import MOODS
from pages.parts import Visitor, banner, box, button, chip, go, guarded, heading, link, section, watch, words
from pages.phone import FormView
from pages.place_choice import place_choice
from pages.thing_checks import brief

SAID = 2  # letters that a reason has at least


async def show(visitor: Visitor, id: str) -> None:
    visitor.actor.must('compensation.see')
    first = await compensation_list.claim(id)
    with box('tw-crumbs', 'nav'):
        for path, text in (
            ('/compensation', visitor.t('compensation-title')),
            (f'/things/{first.thing.id}', first.thing_name),
        ):
            with link(path):
                words(text)

    @ui.refreshable
    async def live() -> None:
        claim = await compensation_list.claim(id)
        with box('tw-line'):
            heading(f'{claim.thing_name} × {claim.pieces}' if claim.pieces > 1 else claim.thing_name)
            chip(visitor.t(f'compensation-state-{claim.state}'), MOODS.get(claim.state, ''))
        about = [
            visitor.t('compensation-number', number=claim.ref),
            claim.owner,
            claim.term,
            visitor.when(claim.opened_at),
        ]
        words(' · '.join(part for part in about if part), 'tw-sub', 'p')
        words(claim.what, 'tw-wrap', 'p')
        if claim.photos:
            with box('tw-line'):
                for sha in claim.photos:
                    ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')
        await compensation_here.whence(visitor, claim)
        found = await propose(claim)
        if claim.state in ('open', 'verified'):
            arithmetic(visitor, found)
        elif done := await reckoned(claim):
            arithmetic(visitor, done)
        await _next(visitor, claim, found)
        await _steps(visitor, claim)

    await live()
    watch('compensation', then=live.refresh)


def arithmetic(visitor: Visitor, found: Proposal) -> None:
    """How the rules come to the sum, in plain words; or what is still to be said."""
    section(visitor.t('compensation-proposal'))
    with box('tw-card tw-stack-small').props('data-proposal'):
        for step, facts in found.steps:
            words(visitor.t(f'compensation-step-{step}', **facts), 'tw-strong' if step == 'total' else '', 'p')
        if found.asks:
            asks = visitor.t('separator').join(visitor.t(f'compensation-asks-{each}') for each in found.asks)
            banner('warn', visitor.t('compensation-asks', asks=asks), 'help')


async def _next(visitor: Visitor, claim: Claim, found: Proposal) -> None:
    if claim.amount is not None and claim.state != 'open':
        words(visitor.t('compensation-amount-is', amount=f'{claim.amount:.2f}'), 'tw-h2', 'p')
        if claim.worked and claim.state == 'approved':
            said = visitor.t('compensation-worked-is', worked=f'{claim.worked:.2f}', left=f'{claim.left:.2f}')
            words(said, '', 'p')
    if claim.state in ('open', 'verified') and visitor.may('compensation.verify'):
        if claim.state == 'open':
            await _verify(visitor, claim, found)
        else:
            with ui.expansion(visitor.t('compensation-verify-again')).classes('tw-card tw-wide'):
                await _verify(visitor, claim, found)
    if claim.state == 'verified' and visitor.may('compensation.approve'):
        if claim.steps and claim.steps[-1]['by'] == str(visitor.actor.id):
            banner('info', visitor.t('compensation-another'))
        else:
            section(visitor.t('compensation-approve'))
            with box('tw-card'):
                _form(visitor, claim, 'compensation.approve')
    if claim.state == 'approved' and visitor.may('compensation.pay'):

        async def pay() -> None:
            by = await visitor.now('compensation.pay')
            await write_one(enter('compensation.pay', {'claim': str(claim.id)}, thing_id=claim.thing.id), by)

        said = visitor.t('compensation-pay-go', amount=f'{claim.left:.2f}')
        button(said, guarded(visitor, pay), picture='check', classes='tw-primary')
    if claim.receipt:
        path = f'/compensation/{claim.id}/receipt.pdf'
        go(path, visitor.t('compensation-receipt-print', number=f'{claim.receipt:06d}'), picture='print').props(
            'target=_blank'
        )
    if claim.state == 'approved' and visitor.may('compensation.work_off'):
        with ui.expansion(visitor.t('compensation-work_off')).classes('tw-card tw-wide'):
            _work_off(visitor, claim)
    if claim.state in LIVE and visitor.may('compensation.waive'):
        with ui.expansion(visitor.t('compensation-waive')).classes('tw-card tw-wide'):
            _waive(visitor, claim)


def _work_off(visitor: Visitor, claim: Claim) -> None:
    """All that is left is proposed; a part of it will do."""
    with box('tw-stack tw-wide'):
        amount = ui.input(visitor.t('compensation-work_off-amount'), value=f'{claim.left:.2f}')
        amount.props('outlined inputmode=decimal hide-bottom-space').classes('tw-wide')
        words(visitor.t('compensation-work_off-rest'), 'tw-sub', 'p')
        note = ui.input(visitor.t('compensation-work_off-note')).props('outlined maxlength=500').classes('tw-wide')

        async def work_off() -> None:
            if len((note.value or '').strip()) < SAID:
                raise BadInput('worked_what')
            form = {'claim': str(claim.id), 'amount': str(money(amount.value)), 'note': note.value or ''}
            by = await visitor.now('compensation.work_off')
            await write_one(enter('compensation.work_off', form, thing_id=claim.thing.id), by)

        button(visitor.t('compensation-work_off-go'), guarded(visitor, work_off), picture='check', classes='tw-primary')


def _waive(visitor: Visitor, claim: Claim) -> None:
    """Let off, with a reason that stays."""
    with box('tw-stack tw-wide'):
        note = ui.textarea(visitor.t('compensation-waive-note')).props('outlined autogrow maxlength=500')
        note.classes('tw-wide')
        words(visitor.t('compensation-waive-names'), 'tw-sub', 'p')

        async def waive() -> None:
            if len((note.value or '').strip()) < SAID:
                raise BadInput('waived_why')
            form = {'claim': str(claim.id), 'note': note.value.strip()}
            by = await visitor.now('compensation.waive')
            await write_one(enter('compensation.waive', form, thing_id=claim.thing.id), by)

        button(visitor.t('compensation-waive-go'), guarded(visitor, waive), picture='close')


def _form(visitor: Visitor, claim: Claim, kind: str) -> None:
    rule = KINDS[kind]
    FormView(
        kind, thing=brief(claim.thing), how='list', schema=rule.form.model_json_schema(), kv=rule.version,
        prefill={'claim': str(claim.id)}, next=f'/compensation/{claim.id}',
    )  # fmt: skip


async def _verify(visitor: Visitor, claim: Claim, found: Proposal) -> None:
    """What the keeper has seen and looked up; only what is asked stands out."""
    asks = set(found.asks)
    repair = await compensation_damage.repair_of(claim)
    spent = claim.repair_cost
    if spent is None and repair and repair.closed_at and repair.cost:
        spent = repair.cost
    with box('tw-card tw-stack'):
        causes = {each: visitor.t(f'compensation-open-cause-{each}') for each in CAUSES}
        cause = ui.select(causes, label=visitor.t('compensation-cause'), value=claim.cause or None)
        price = ui.input(_label(visitor, 'price'), value=_text(claim.price)).props('inputmode=decimal')
        bought = ui.input(_label(visitor, 'bought'), value=claim.bought)
        life = ui.input(_label(visitor, 'life'), value=str(claim.life or '')).props('inputmode=numeric')
        cost = ui.input(
            _label(visitor, 'repair_cost'),
            value=_text(spent),
        )
        beyond = ui.checkbox(visitor.t('compensation-beyond'), value=claim.beyond_repair)
        amount = ui.input(visitor.t('compensation-other-amount')).props('inputmode=decimal')
        note = ui.input(visitor.t('compensation-note-names'))
        owner = await place_choice(visitor.t('compensation-owner'), str(claim.owner_id or ''), clearable=False)
        for name, field in (
            ('price', price),
            ('bought', bought),
            ('life', life),
            ('repair_cost', cost),
            ('cause', cause),
        ):
            field.props('outlined').classes('tw-wide')
            if name in asks:
                field.props(f'hint="{visitor.t("compensation-wanted")}"')
        for field in (owner, amount, note):
            field.props('outlined').classes('tw-wide')

        async def verify() -> None:
            form: dict[str, Any] = {'claim': str(claim.id), 'cause': cause.value, 'beyond_repair': bool(beyond.value)}
            for name, field in (('price', price), ('repair_cost', cost), ('amount', amount)):
                if (field.value or '').strip():
                    form[name] = str(money(field.value))
            form |= {'bought': day(bought.value)} if (bought.value or '').strip() else {}
            form |= {'life': years(life.value)}
            form |= {'note': note.value} if note.value else {}
            form |= {'owner': owner.value} if owner.value else {}
            by = await visitor.now('compensation.verify')
            await write_one(enter('compensation.verify', form, thing_id=claim.thing.id), by)

        button(visitor.t('compensation-verify-go'), guarded(visitor, verify), picture='check', classes='tw-primary')


def _label(visitor: Visitor, asked: str) -> str:
    """What is asked in a sentence, as the name of a field."""
    said = visitor.t(f'compensation-asks-{asked}')
    return said[:1].upper() + said[1:]


def _text(amount: Any) -> str:
    return '' if amount is None else f'{amount:.2f}'


async def _steps(visitor: Visitor, claim: Claim) -> None:
    """Who did what and when."""
    names = await people.names_of({UUID(step['by']) for step in claim.steps if step['by']})
    section(visitor.t('compensation-steps'))
    with box('tw-card tw-stack-small'):
        for step in claim.steps:
            by = names.get(UUID(step['by']), '—') if step['by'] else visitor.t('history-server')
            said = [
                visitor.t(f'compensation-did-{step["verb"]}'),
                f'¥{step["amount"]}' if step.get('amount') else '',
                step.get('note', ''),
            ]
            words(' · '.join(part for part in said if part), '', 'div')
            words(f'{by} · {visitor.when(datetime.fromisoformat(step["at"]))}', 'tw-sub', 'div')
