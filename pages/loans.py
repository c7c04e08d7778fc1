"""Loans: who has what, and the counter."""

from uuid import UUID

from nicegui import ui

from app import loan_alone, loan_list, people
from app.core.errors import NotFound
from app.loan_list import VIEWS, Holder
from app.loans import SEE
from pages import loans_claims, loans_here, loans_rules
from pages.parts import (
    Visitor,
    box,
    button,
    empty,
    go,
    heading,
    row,
    section,
    watch,
)
from pages.phone import LendView

STEP = 60


async def lend(visitor: Visitor, thing: str = '') -> None:
    visitor.actor.must('loans.lend')
    LendView('lend', thing)


async def take_back(visitor: Visitor, thing: str = '') -> None:
    visitor.actor.must('loans.take_back')
    LendView('back', thing)


async def borrow(visitor: Visitor, thing: str = '') -> None:
    await _must_be_alone(visitor, 'loans.borrow')
    LendView('borrow', thing)


async def give_back(visitor: Visitor, thing: str = '') -> None:
    await _must_be_alone(visitor, 'loans.give_back')
    LendView('give', thing)


async def _must_be_alone(visitor: Visitor, kind: str) -> None:
    visitor.actor.must(kind)
    await loan_alone.must(visitor.actor)


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
        if visitor.may(loans_rules.RULE):
            go('/loans/rules', visitor.t('loans-rules'), picture='settings', classes='tw-quiet')
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
    own = await loan_alone.own(visitor.actor)
    if visitor.may('loans.borrow') and await loan_alone.allowed(visitor.actor):
        with box('tw-grid'):
            go('/borrow', visitor.t('loans-borrow'), picture='loan', classes='tw-primary')
            go('/give-back', visitor.t('loans-give_back'), picture='back')

    @ui.refreshable
    async def live() -> None:
        found = await loan_list.of_own(own, 300)
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


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound('unknown_person') from None
