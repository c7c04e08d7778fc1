"""Lending things and taking them back: a slip for all that somebody takes at once (借还登记)."""

from datetime import datetime
from uuid import UUID

from app import loan_due
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import kind
from app.core.records import Writing
from app.loan_forms import DueForm, LendForm, RenewForm, SettleForm, TakeBackForm
from app.loan_states import give_back, hindrance, hold, loans_of, moment_of
from app.loan_writing import (
    claims_in_log,
    end_others,
    is_double,
    make_loan,
    note_return,
    open_damage,
    settle_claims,
    slip_of,
    wanted,
)
from models import Loan, Person, Thing

SEE = 'loans.see'


@kind
async def lend(form: LendForm, record: Writing) -> None:
    """Give things out on one slip. What somebody else has, or may not be lent, stays a claim until somebody decides."""
    at = moment_of(record)
    due = await _due(form, record)
    if form.person and not await Person.exists(id=form.person):
        raise NotFound('unknown_person')
    slip = slip_of(form, record.id, record.number, record.by.id, at, due)
    found: list[tuple[Thing, int, Conflict | None]] = []
    for id, pieces in form.pieces.items():
        thing = await record.known.thing(id)
        if not thing:
            raise NotFound('unknown_thing')
        quantity = pieces if thing.quantity > 1 else 1
        if await is_double(thing, slip):
            record.flags.append('probable_double')
            continue
        found.append((thing, quantity, await hindrance(thing, quantity)))
    hindered = [why for _, _, why in found if why]
    if hindered and len(hindered) == len(found):
        raise hindered[0]
    if not found:
        return
    await slip.save(force_create=True)
    for thing, quantity, why in found:
        if why:
            record.flags.append('lent_already')
        await make_loan(slip, thing, quantity, record, why.code if why else '')


async def _due(form: DueForm, record: Writing) -> datetime | None:
    """When it is due. Raises BadInput for a day before that of the loan."""
    school = await loan_due.school()
    at = moment_of(record)
    if form.due and form.due < at.astimezone(school.zone).date():
        raise BadInput('due_before_lent')
    return loan_due.due_at(form.rule, at, form.due, school, await loan_due.lessons())


@kind
async def take_back(form: TakeBackForm, record: Writing) -> None:
    """Things come back, from whomever. What is damaged becomes a repair and is not lent before that is settled."""
    came = False
    for nth, part in enumerate(form.things):
        thing = await record.known.thing(part.thing)
        if not thing:
            raise NotFound('unknown_thing')
        repair_id = await open_damage(thing, part, record, nth) if part.condition == 'damaged' else None
        left = part.quantity
        for loan in await wanted(part, record):
            if not left:
                break
            pieces = min(left, loan.left)
            left -= pieces
            await note_return(loan, pieces, part, form, record, nth, repair_id)
            await settle_claims(thing, record)
            await give_back(thing, loan.was, record)
        if left == part.quantity and thing.state == 'lent' and not await loans_of(thing.id):
            await give_back(thing, '', record)  # from before there were loans here
            left = 0
        came = came or left < part.quantity or repair_id is not None
        if left:
            record.flags.append('was_not_out')
    if not came:
        raise Conflict('no_such_loan')


@kind
async def renew(form: RenewForm, record: Writing) -> None:
    """They may keep it longer (续借)."""
    due = await _due(form, record)
    loans = await Loan.filter(id__in=form.loans, state='out').select_related('thing')
    if not loans:
        raise Conflict('no_such_loan')
    for loan in loans:
        if due and loan.due_at and due <= loan.due_at:
            raise BadInput('renewed_for_less')
        loan.due_at, loan.cursor = due, record.number
        loan.renewals += 1
        await loan.save()
        thing = await record.known.thing(UUID(str(loan.thing_id)))
        assert thing
        record.made(thing)
        await record.change(thing)


@kind
async def settle(form: SettleForm, record: Writing) -> None:
    """Two were said to have it: whoever really has it keeps it, and the other's loan ends when this one began."""
    claims = [claim] if (claim := await Loan.get_or_none(id=form.claim)) else await claims_in_log(form.claim, record)
    for claim in claims:
        if claim.state != 'claim':
            raise Conflict('settled_already')
        claim.cursor = record.number
        thing = await record.known.thing(UUID(str(claim.thing_id)))
        assert thing
        if form.has_it:
            await end_others(thing, claim, record)
            claim.state, claim.holds = 'out', thing.id if thing.quantity == 1 else None  # type: ignore[assignment]
        else:
            claim.state, claim.returned_at = 'settled', moment_of(record)
        await claim.save()
        await hold(thing, record)
