"""Writing slips, loans and returns: what the verbs of lending share."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import orjson

from app import kits, loan_alone, loan_due
from app.core.errors import Refused
from app.core.records import Writing
from app.core.words import t
from app.kits import Lack
from app.loan_alone import Own
from app.loan_forms import BackThing, LendForm, LentThing, TakeBackForm
from app.loan_states import TWICE, hold, loans_of, moment_of
from app.repair_opening import open_repair
from models import Loan, LoanReturn, LoanSlip, Record, Resolution, Thing

LENDING = ('loans.lend', 'loans.borrow')


def slip_of(form: LendForm, id: UUID, number: int, by: UUID | None, at: datetime, due: datetime | None) -> LoanSlip:
    return LoanSlip(
        id=id, ref=str(number), borrower_kind=form.borrower_kind, person_id=form.person, borrower=form.borrower,
        mark=form.mark, purpose=form.purpose, rule=form.rule, due_at=due, lent_by=by, lent_at=at,
        signature=form.signature, photos=form.photos, leaves=form.leaves,
    )  # fmt: skip


async def make_loan(slip: LoanSlip, thing: Thing, quantity: int, record: Writing, why: str, lent: LentThing) -> Loan:
    short = await kits.lacking(thing.id)
    if short:
        record.flags.append('kit_short')
    whole = thing.quantity == 1 and not why
    loan = await Loan.create(
        id=loan_id(slip.id, thing.id), slip_id=slip.id, thing_id=thing.id, holds=thing.id if whole else None,
        quantity=quantity, state='claim' if why else slip.state, why=why, was=thing.state,
        borrower_kind=slip.borrower_kind, person_id=slip.person_id, borrower=slip.borrower, lent_at=slip.lent_at,
        due_at=slip.due_at, cursor=record.number, condition=lent.condition, note=lent.note,
        photos=lent.photos or None, short=short or None,
    )  # fmt: skip
    if why:
        record.made(thing)
    else:
        await hold(thing, record)
    return loan


def loan_id(slip: UUID, thing: UUID) -> UUID:
    """A thing stands once on a slip."""
    return uuid5(slip, str(thing))


async def is_double(thing: Thing, slip: LoanSlip) -> bool:
    """Whether the same borrower took the same thing a moment ago, handed in by another phone."""
    if thing.quantity > 1:
        return False
    return any(
        (loan.borrower_kind, str(loan.person_id), loan.borrower)
        == (slip.borrower_kind, str(slip.person_id), slip.borrower)
        and abs(loan.lent_at - slip.lent_at) <= TWICE
        for loan in await loans_of(thing.id)
    )


async def wanted(part: BackThing, record: Writing) -> list[Loan]:
    """Which loans it may be the end of; what was lent after it came back is another one."""
    found = [loan for loan in await loans_of(part.thing) if loan.lent_at - TWICE <= moment_of(record)]
    return [loan for loan in found if loan.id == part.loan] if part.loan else found


async def note_return(
    loan: Loan,
    pieces: int,
    part: BackThing,
    form: TakeBackForm,
    record: Writing,
    nth: int,
    repair_id: UUID | None,
    missing: list[Lack],
) -> LoanReturn:
    at = max(moment_of(record), loan.lent_at)
    back = await LoanReturn.create(
        id=uuid5(record.id, f'{nth}:{loan.id}'), loan_id=loan.id, at=at, by_id=record.by.id, quantity=pieces,
        condition=part.condition, note=_said(part.note, missing, record.by.language),
        photos=[*part.photos, *form.photos], brought_by=form.brought_by,
        signature=form.signature, repair_id=repair_id, missing=missing or None,
    )  # fmt: skip
    loan.back += pieces
    loan.cursor = record.number
    if not loan.left:
        loan.state, loan.returned_at, loan.holds = 'back', at, None  # type: ignore[assignment]
    await loan.save()
    return back


def _said(note: str, missing: list[Lack], language: str) -> str:
    """What was written, and what of a kit did not come back."""
    lacks = '、'.join(f'{each["name"]} × {each["count"]}' for each in missing)
    return ' · '.join(part for part in (note, lacks and t('kits-missing', language, parts=lacks)) if part)[:500]


async def open_damage(thing: Thing, part: BackThing, record: Writing, nth: int) -> UUID:
    """A repair with the photos; what is one piece is out of use until that has been settled."""
    what = part.note or t('loans-came_back_damaged', record.by.language)
    several = thing.quantity > 1
    repair = await open_repair(
        thing, record, uuid5(record.id, f'{nth}:repair'), what=what, photos=part.photos, source='return',
        blocks_use=not several, pieces=part.quantity if several else None, nth=nth,
    )  # fmt: skip
    await record.flush()
    return repair.id


async def settle_claims(thing: Thing, record: Writing) -> None:
    """It is here: whoever else said to have it has it no more."""
    if thing.quantity == 1:
        await Loan.filter(thing_id=thing.id, state='claim').update(
            state='settled', returned_at=moment_of(record), cursor=record.number
        )


async def end_others(thing: Thing, claim: Loan, record: Writing) -> None:
    for loan in await loans_of(thing.id) if thing.quantity == 1 else []:
        claim.was = loan.was
        loan.state, loan.back, loan.holds = 'back', loan.quantity, None  # type: ignore[assignment]
        loan.returned_at, loan.cursor = max(claim.lent_at, loan.lent_at), record.number
        await loan.save()


async def claims_in_log(id: UUID, record: Writing) -> list[Loan]:
    """A slip of which nothing could be taken: it is in the log alone until somebody decides."""
    kept = await Record.get_or_none(id=id, kind__in=LENDING, verdict='conflict')
    if not kept or await LoanSlip.exists(id=id):
        raise Refused('unknown_loan')
    form = await form_in(kept)
    at = min(kept.at, kept.received_at)
    school = await loan_due.school()
    due = loan_due.due_at(form.rule, at, form.due, school, await loan_due.lessons())
    slip = slip_of(form, kept.id, kept.number, kept.by_id, at, due)
    await slip.save(force_create=True)
    found = []
    for thing_id, lent in form.as_lent.items():
        thing, pieces = await record.known.thing(thing_id), form.pieces[thing_id]
        assert thing
        found.append(await make_loan(slip, thing, pieces if thing.quantity > 1 else 1, record, kept.code, lent))
    await Resolution.get_or_create(
        id=kept.id, defaults={'how': 'left', 'at': record.received_at, 'by_id': record.by.id}
    )  # on the page of clashes it is decided as well
    return found


async def form_in(record: Record) -> LendForm:
    """What a record wanted to lend; who borrowed alone is who wrote it."""
    payload = orjson.loads(record.envelope)['payload']
    if record.kind == LENDING[0]:
        return LendForm.model_validate(payload)
    return own_slip(payload, await loan_alone.own_of(record.by_id))


def own_slip(payload: dict[str, Any], own: Own) -> LendForm:
    return LendForm.model_validate({**payload, **own.borrower})
