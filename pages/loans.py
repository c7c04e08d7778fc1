"""Loans: who has what, one slip with its signature, and the counter."""

from uuid import UUID

from nicegui import ui

from app import loan_list, people
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.records import write_one
from app.loan_list import VIEWS, Holder
from app.loans import SEE
from models import Loan, LoanReturn, LoanSlip
from pages import loans_claims, loans_here, loans_pass
from pages.parts import (
    Visitor,
    box,
    button,
    empty,
    go,
    guarded,
    heading,
    piece,
    row,
    section,
    watch,
    written,
)
from pages.phone import LendView

STEP = 60
RENEW = ('day', 'week', 'term')


async def lend(visitor: Visitor, thing: str = '') -> None:
    visitor.actor.must('loans.lend')
    LendView('lend', thing)


async def take_back(visitor: Visitor, thing: str = '') -> None:
    visitor.actor.must('loans.take_back')
    LendView('back', thing)


async def show(visitor: Visitor, view: str = '', who: str = '', kind: str = '') -> None:
    if view == 'mine' or not visitor.may(SEE):
        await _mine(visitor)
        return
    heading(visitor.t('loans-title'))
    with box('tw-grid'):
        if visitor.may('loans.lend'):
            go('/lend', visitor.t('loans-lend'), picture='loan', classes='tw-primary')
        if visitor.may('loans.take_back'):
            go('/take-back', visitor.t('loans-take_back'), picture='back')
    shown = {'limit': STEP}

    @ui.refreshable
    async def live() -> None:
        counts = await loan_list.counts()
        current = view if view in VIEWS else ('' if who else 'late' if counts['late'] else 'out')
        with box('tw-line'):
            for name in VIEWS:
                number = f' {counts[name]}' if counts.get(name) else ''
                classes = 'tw-small tw-strong-button' if name == current else 'tw-small'
                go(f'/loans?view={name}', visitor.t(f'loans-view-{name}') + number, classes=classes)
        if who:
            await _of(visitor, kind, who)
        elif current in ('person', 'class'):
            await _holders(visitor, current)
        elif current == 'claims':
            await loans_claims.draw(visitor)
        else:
            await _lines(visitor, current, shown['limit'])

    async def more() -> None:
        shown['limit'] += STEP * 3
        await live.refresh()

    async def _lines(visitor: Visitor, current: str, limit: int) -> None:
        found = await loan_list.lines(current, limit + 1)
        if not found:
            empty('ok', visitor.t(f'loans-none-{current}'))
            return
        loans_here.rows(visitor, found[:limit])
        if len(found) > limit:
            button(visitor.t('loans-more'), more, picture='down', classes='tw-quiet')

    await live()
    watch('loans', then=live.refresh)


async def _mine(visitor: Visitor) -> None:
    heading(visitor.t('loans-mine'))

    @ui.refreshable
    async def live() -> None:
        found = await loan_list.of_person(visitor.actor.id, 300)
        if found:
            loans_here.rows(visitor, found)
        else:
            empty('ok', visitor.t('loans-none-mine'))

    await live()
    watch('loans', then=live.refresh)


async def _of(visitor: Visitor, kind: str, who: str) -> None:
    """What one borrower has."""
    if kind == 'staff':
        person = _id(who)
        name = (await people.names_of({person})).get(person, '')
        found = await loan_list.of_person(person, 300)
    else:
        name, found = who, await loan_list.of_borrower(kind, who, 300)
    section(name)
    if found:
        loans_here.rows(visitor, found)
    else:
        empty('ok', visitor.t('loans-none-out'))


async def _holders(visitor: Visitor, view: str) -> None:
    found = await loan_list.holders(view)
    if not found:
        empty('ok', visitor.t('loans-none-out'))
        return
    with box('tw-card tw-card-flush'):
        for each in found[: STEP * 5]:
            _holder(visitor, each)


def _holder(visitor: Visitor, holder: Holder) -> None:
    who = holder.person or holder.borrower
    late = [(visitor.t('loans-late_count', count=holder.late), 'bad')] if holder.late else []
    said = visitor.t('loans-has', count=holder.things, when=visitor.when(holder.since))
    row(
        f'/loans?who={who}&kind={holder.kind}', holder.borrower, said,
        picture='account' if holder.person else 'people', chips=late,
    )  # fmt: skip


async def show_one(visitor: Visitor, id: str) -> None:
    slip = await loan_list.slip(id)
    if not visitor.may(SEE) and slip.person_id != visitor.actor.id:
        visitor.actor.must(SEE)

    @ui.refreshable
    async def live() -> None:
        await _slip(visitor, await loan_list.slip(id))

    await live()
    watch('loans', then=live.refresh)


async def _slip(visitor: Visitor, slip: LoanSlip) -> None:
    heading(visitor.t('loans-slip', ref=slip.ref))
    names = await people.names_of({id for id in (slip.person_id, slip.lent_by) if id})
    due = visitor.t('loans-due', when=visitor.when(slip.due_at)) if slip.due_at else visitor.t('loans-rule-custody')
    facts = [
        ('loans-borrower', await loan_list.borrower_of(slip) or visitor.t('loans-forgotten')),
        ('loans-mark', slip.mark),
        ('loans-lent_at', visitor.when(slip.lent_at)),
        ('loans-until', due),
        ('loans-lent_by', names.get(slip.lent_by, '') if slip.lent_by else ''),
        ('loans-purpose', slip.purpose),
    ]
    told = [written(visitor.t(word), 'tw-sub', 'dt') + written(said, tag='dd') for word, said in facts if said]
    piece(''.join(told), 'tw-card tw-facts', 'dl')
    await loans_pass.draw(visitor, slip)
    loans = await loan_list.of_slip(slip.id)
    returns = await loan_list.returns_of(loans)
    section(visitor.t('loans-things', count=len(loans)))
    with box('tw-card tw-card-flush'):
        for loan in loans:
            _loan(visitor, loan, returns.get(loan.id, []))
    if slip.signature:
        section(visitor.t('loans-signature'))
        ui.image(f'/api/photos/{slip.signature}').classes('tw-sign').props('fit=contain no-spinner')
    still_out = [loan for loan in loans if loan.state == 'out']
    if still_out and visitor.may('loans.renew'):
        _renew(visitor, still_out)


MOODS = {'out': 'info', 'back': 'ok', 'claim': 'bad', 'settled': '', 'asked': 'warn'}


def _loan(visitor: Visitor, loan: Loan, returns: list[LoanReturn]) -> None:
    many = f' × {loan.quantity}' if loan.quantity > 1 else ''
    said = [
        visitor.t('loans-due', when=visitor.when(loan.due_at)) if loan.state == 'out' and loan.due_at else '',
        visitor.t('loans-renewed', count=loan.renewals) if loan.renewals else '',
        *(_came(visitor, each) for each in returns),
    ]
    about = ' · '.join(part for part in said if part)
    state = visitor.t('loans-some_back', back=loan.back) if loan.back and loan.left else ''
    chips = [(state or visitor.t(f'loans-state-{loan.state}'), MOODS[loan.state])]
    row(f'/things/{loan.thing.id}', f'{loan.thing.name}{many}', about, picture='box', chips=chips)


def _came(visitor: Visitor, each: LoanReturn) -> str:
    said = visitor.t(f'loans-back_{each.condition}', count=each.quantity, when=visitor.when(each.at))
    by = visitor.t('loans-brought_by', name=each.brought_by) if each.brought_by else ''
    return ' · '.join(part for part in (said, each.note, by) if part)


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


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound('unknown_person') from None
