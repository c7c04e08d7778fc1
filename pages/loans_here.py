"""Loans where people meet them: on a thing's page, and on the first page."""

from collections.abc import Iterable
from datetime import timedelta

from nicegui import ui

from app import loan_alone, loan_list
from app.core.clock import now
from app.core.entries import enter
from app.core.records import write_one
from app.loan_alone import Own
from app.loan_list import Line
from app.loans import SEE
from models import Thing
from pages.parts import Visitor, box, button, go, guarded, row, section, words

FEW = 5
USED = timedelta(days=90)


def said_of(visitor: Visitor, line: Line, own: Own) -> str:
    """Who has it and since when; the name for whoever may know it, which is also oneself."""
    knows = visitor.may(SEE) or own.has(line.borrower_kind, line.person, line.borrower)
    who = line.borrower if knows else visitor.t(f'loans-kind-{line.borrower_kind}')
    count = visitor.t('loans-pieces', count=line.pieces) if line.of > 1 else ''
    return ' · '.join(part for part in (who, count, visitor.t('loans-since', when=visitor.when(line.lent_at))) if part)


def due_of(visitor: Visitor, line: Line) -> tuple[str, str]:
    if line.state == 'asked':
        return visitor.t('loans-state-asked'), 'warn'
    if line.why:
        return visitor.t('loans-claim'), 'bad'
    if not line.due_at:
        return visitor.t('loans-rule-custody'), ''
    said = visitor.t('loans-due', when=visitor.when(line.due_at))
    return (visitor.t('loans-late'), 'bad') if line.is_late(now()) else (said, 'info')


async def of_thing(visitor: Visitor, thing: Thing) -> None:
    """Who has it now, and the way to the counter."""
    if thing.is_place or thing.is_retired:
        return
    found, own = await loan_list.of_thing(thing.id), await loan_alone.own(visitor.actor)
    if found:
        out = sum(line.pieces for line in found if not line.why)
        section(
            visitor.t('loans-out_of', out=out, all=thing.quantity) if thing.quantity > 1 else visitor.t('loans-here')
        )
        with box('tw-card tw-card-flush'):
            for line in found:
                seen = visitor.may(SEE) or own.has(line.borrower_kind, line.person, line.borrower)
                path = f'/loans/{line.slip}' if seen else f'/things/{thing.id}'
                row(path, said_of(visitor, line, own), due_of(visitor, line)[0], picture='loan', chips=[])
    with box('tw-line tw-actions'):
        if visitor.may('loans.lend') and thing.state != 'lent' and not thing.blocked_by:
            go(f'/lend?thing={thing.id}', visitor.t('loans-lend'), picture='loan')
        if visitor.may('loans.take_back') and (found or thing.state == 'lent'):
            go(f'/take-back?thing={thing.id}', visitor.t('loans-take_back'), picture='back')
        alone = visitor.may('loans.borrow') and await loan_alone.allowed(visitor.actor)
        if alone and not visitor.may('loans.lend'):
            if any(own.has(line.borrower_kind, line.person, line.borrower) for line in found):
                go(f'/give-back?thing={thing.id}', visitor.t('loans-give_back'), picture='back')
            elif thing.state != 'lent' and not thing.blocked_by:
                go(f'/borrow?thing={thing.id}', visitor.t('loans-borrow'), picture='loan')


def rows(visitor: Visitor, found: Iterable[Line]) -> None:
    with box('tw-card tw-card-flush'):
        for line in found:
            many = f' × {line.pieces}' if line.of > 1 else ''
            since = visitor.t('loans-since', when=visitor.when(line.lent_at))
            said = ' · '.join(part for part in (line.code, line.borrower, since) if part)
            row(f'/loans/{line.slip}', f'{line.name}{many}', said, picture='loan', chips=[due_of(visitor, line)])


async def mine(visitor: Visitor) -> None:
    """What whoever looks has borrowed."""
    found = await loan_list.of_own(await loan_alone.own(visitor.actor), FEW + 1)
    if found:
        section(visitor.t('loans-mine'))
        rows(visitor, found[:FEW])
        if len(found) > FEW:
            go('/loans?view=mine', visitor.t('loans-mine_all'), picture='list', classes='tw-quiet')


async def uses(visitor: Visitor, thing: Thing) -> None:
    """How often it was used without a loan in the last ninety days, and one tap for this time."""
    if thing.is_retired or not visitor.may('loans.use'):
        return
    times, people = await loan_list.uses_of(thing.id, now() - USED)
    if times:
        words(visitor.t('loans-used', count=times, people=people), 'tw-sub', 'p')

    async def log() -> None:
        await write_one(enter('loans.use', {}, thing_id=thing.id), await visitor.now('loans.use'))
        ui.notify(visitor.t('loans-use_logged'), type='positive', position='top')

    button(visitor.t('loans-use'), guarded(visitor, log), picture='check', classes='tw-quiet')
