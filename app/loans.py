"""Lending things and taking them back: a slip for all that somebody takes at once (借还登记)."""

from datetime import datetime
from uuid import UUID

from app import class_names, kits, loan_alone, loan_approval, loan_due, reservation_guard
from app.compensation_damage import claim_return
from app.core.errors import BadInput, Conflict, NotFound, Refused
from app.core.kinds import kind
from app.core.records import Writing
from app.loan_alone import Own
from app.loan_approval import must_ask, pass_for
from app.loan_forms import (
    BorrowForm,
    DueForm,
    LendForm,
    RefuseForm,
    RenewForm,
    RulesForm,
    SettleForm,
    SlipForm,
    TakeBackForm,
    UseForm,
)
from app.loan_states import give_back as put_back
from app.loan_states import hindrance, hold, moment_of, out_of
from app.loan_writing import (
    claims_in_log,
    end_others,
    is_double,
    make_loan,
    note_return,
    open_damage,
    own_slip,
    settle_claims,
    slip_of,
    wanted,
)
from models import Loan, Person, Thing, ThingUse

SEE = 'loans.see'


@kind
async def lend(form: LendForm, record: Writing) -> None:
    """Give things out on one slip. What somebody else has, or may not be lent, stays a claim until somebody decides."""
    if form.borrower_kind == 'class':
        await class_names.must_be_class(form.borrower)
    class_names.must_be_mark(form.mark)
    await _lend(form, record)


@kind
async def borrow(form: BorrowForm, record: Writing) -> None:
    """Take things oneself, without the counter, where the school allows it; the counter sees the slip."""
    own = await loan_alone.must(record.by)
    own.must_be_nameless(form.signature)
    await _lend(own_slip(form.model_dump(), own), record)


async def _lend(form: LendForm, record: Writing) -> None:
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
        kit = await kits.kit_of(thing.id)
        if kit and kit.id in form.pieces:
            continue  # it goes along with its kit
        quantity = pieces if thing.quantity > 1 else 1
        if await is_double(thing, slip):
            record.flags.append('probable_double')
            continue
        why = await hindrance(thing, quantity) or await reservation_guard.promised(thing, quantity, slip, form.despite)
        found.append((thing, quantity, why))
    hindered = [why for _, _, why in found if why]
    if hindered and len(hindered) == len(found):
        raise hindered[0]
    if not found:
        return
    if must_ask(form, record):
        slip.state = 'asked'
        record.flags.append('asked')
    elif slip.leaves:
        slip.pass_code = await pass_for(slip.id)
    await slip.save(force_create=True)
    for thing, quantity, why in found:
        if why:
            record.flags.append('lent_already')
        await make_loan(slip, thing, quantity, record, why.code if why else '', form.as_lent[thing.id])
        await reservation_guard.keep(thing, slip)


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
    await _take_back(form, record)


@kind
async def give_back(form: TakeBackForm, record: Writing) -> None:
    """Put back what one has oneself, without the counter, where the school allows it."""
    own = await loan_alone.must(record.by)
    own.must_be_nameless(form.signature, form.brought_by)
    for part in form.things:
        out = await Loan.filter(thing_id=part.thing, state='out')
        if not any(own.has(loan.borrower_kind, loan.person_id, loan.borrower) for loan in out):
            raise Refused('not_your_loan')
    await _take_back(form, record, own)


async def _take_back(form: TakeBackForm, record: Writing, only: Own | None = None) -> None:
    """`only` is whose loans may end by it."""
    came = False
    for nth, part in enumerate(form.things):
        thing = await record.known.thing(part.thing)
        if not thing:
            raise NotFound('unknown_thing')
        repair_id = await open_damage(thing, part, record, nth) if part.condition == 'damaged' else None
        left = part.quantity
        missing = await kits.note_missing(thing, part.lacks)
        if missing:
            record.flags.append('kit_short')
        for loan in await wanted(part, record):
            if only and not only.has(loan.borrower_kind, loan.person_id, loan.borrower):
                continue
            if not left:
                break
            pieces = min(left, loan.left)
            left -= pieces
            back = await note_return(loan, pieces, part, form, record, nth, repair_id, missing)
            if part.claim and (repair_id or missing) and not only:
                await claim_return(back, loan, thing, record)
            await settle_claims(thing, record)
            await put_back(thing, loan.was, record)
        if left == part.quantity and thing.state == 'lent' and not await out_of(thing.id):
            await put_back(thing, '', record)  # from before there were loans here
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


@kind
async def approve(form: SlipForm, record: Writing) -> None:
    """It may be lent (总务主任、分管领导). What leaves the campus gets its pass."""
    slip = await loan_approval.slip_of(form.slip, 'asked')
    record.by.must(loan_approval.right_for(slip.borrower_kind, slip.leaves))
    await loan_approval.allow(slip, record)


@kind
async def refuse(form: RefuseForm, record: Writing) -> None:
    """It may not be lent; whoever asked reads why."""
    slip = await loan_approval.slip_of(form.slip, 'asked')
    record.by.must(loan_approval.right_for(slip.borrower_kind, slip.leaves))
    await loan_approval.turn_down(slip, form.why, record)


@kind
async def let_out(form: SlipForm, record: Writing) -> None:
    """The gate has compared the pass with what is carried out. A pass is good for one time."""
    slip = await loan_approval.slip_of(form.slip, 'out')
    if not slip.pass_code:
        raise Conflict('no_pass', ref=slip.ref)
    if slip.left_at:
        raise Conflict('pass_used', ref=slip.ref)
    slip.left_by, slip.left_at = record.by.id, moment_of(record)  # type: ignore[assignment]
    await slip.save()


@kind
async def rule(form: RulesForm, record: Writing) -> None:
    """Lay down when the lessons are, and whether staff and classes may borrow alone."""
    await loan_due.keep(form.lessons)
    await loan_alone.keep(loan_alone.STAFF, form.alone)
    await loan_alone.keep(loan_alone.CLASSES, form.classes_alone)


@kind
async def use(thing: Thing, form: UseForm, record: Writing) -> None:
    """It was used where it is, without a loan: a lesson in the computer room. So its use can be measured."""
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    await ThingUse.create(
        id=record.id, thing_id=thing.id, at=moment_of(record), by_id=record.by.id, people=form.people, note=form.note
    )
