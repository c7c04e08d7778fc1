"""Who may allow what to leave: inside the director, to strangers the deputy head, out of the gate by a numbered pass.

The ladder of a published school rule (DOMAIN section 2): another unit of the school needs the director, one outside
whoever leads logistics; what leaves the campus goes with a pass (物品出门证) that the gate checks.
"""

from uuid import UUID

from app import settings
from app.core.errors import Conflict, NotFound
from app.core.records import Writing
from app.core.tagcode import code_for
from app.loan_forms import LendForm
from app.loan_states import give_back, hold
from models import Loan, LoanSlip

INSIDE, OUTSIDE = 'loans.approve', 'loans.approve_outside'
GATE = 'loans.let_out'


def right_for(borrower_kind: str, leaves: bool) -> str:
    """What somebody must be allowed to do to lend this without asking; nothing for everyday loans."""
    if borrower_kind == 'outside':
        return OUTSIDE
    return INSIDE if borrower_kind == 'unit' or leaves else ''


def must_ask(form: LendForm, record: Writing) -> bool:
    needed = right_for(form.borrower_kind, form.leaves)
    return bool(needed) and not record.by.may(needed)


async def pass_for(slip: UUID) -> str:
    """The code of a gate pass; nobody guesses it, and it reads like that of a label."""
    return code_for(await settings.code_key(), f'pass/{slip}')


async def slip_of(id: UUID, *states: str) -> LoanSlip:
    """Raises NotFound, or Conflict when it has gone another way."""
    found = await LoanSlip.get_or_none(id=id)
    if not found:
        raise NotFound('unknown_loan')
    if found.state not in states:
        raise Conflict('slip_moved', ref=found.ref)
    return found


async def allow(slip: LoanSlip, record: Writing) -> None:
    """It may go: what was set aside is out."""
    slip.state, slip.approved_by, slip.approved_at = 'out', record.by.id, record.received_at  # type: ignore[assignment]
    if slip.leaves:
        slip.pass_code = await pass_for(slip.id)
    await slip.save()
    for loan in await Loan.filter(slip_id=slip.id, state='asked'):
        loan.state, loan.cursor = 'out', record.number
        await loan.save()
        thing = await record.known.thing(UUID(str(loan.thing_id)))
        assert thing
        await hold(thing, record)


async def turn_down(slip: LoanSlip, why: str, record: Writing) -> None:
    """It may not go: what was set aside is on the shelf again."""
    slip.state, slip.refused, slip.approved_by, slip.approved_at = 'refused', why, record.by.id, record.received_at  # type: ignore[assignment]
    await slip.save()
    for loan in await Loan.filter(slip_id=slip.id, state='asked'):
        loan.state, loan.holds, loan.back = 'settled', None, loan.quantity  # type: ignore[assignment]
        loan.returned_at, loan.cursor = record.received_at, record.number
        await loan.save()
        thing = await record.known.thing(UUID(str(loan.thing_id)))
        assert thing
        await give_back(thing, loan.was, record)
