"""Claims for what was damaged on loan or had to be repaired: all that is known already is taken over."""

from decimal import Decimal
from uuid import UUID

from app.class_names import CLASSROOMS, bare
from app.compensation_forms import OpenForm
from app.compensation_opening import open_claim
from app.core.errors import Conflict
from app.core.records import Writing
from app.core.words import t
from models import Claim, Loan, LoanReturn, Repair, RepairThing, StocktakeLine, Thing


async def claim_return(
    back: LoanReturn, loan: Loan, thing: Thing, record: Writing, cost: Decimal | None = None
) -> None:
    """Whoever had borrowed it makes good what came back damaged, as it was said at the counter and with its photos."""
    room, name = await _answers(loan, record.by.language)
    what = back.note or t('loans-came_back_damaged', record.by.language)
    await open_claim(
        record, source='loan', source_id=back.id, thing=thing, what=what[:1000], owner=room, owner_class=name,
        pieces=back.quantity, photos=back.photos, repair_cost=cost,
    )  # fmt: skip


async def claim_repair(repair: Repair, thing: Thing, form: OpenForm, record: Writing) -> None:
    """A claim for what had to be repaired. Raises Conflict where there is one already."""
    if await of_repair(repair.id):
        raise Conflict('claim_open', thing=thing.name)
    cost = Decimal(str(repair.cost)) if repair.closed_at and repair.cost else None
    returns = await LoanReturn.filter(repair_id=repair.id).order_by('id')
    for back in returns:
        await claim_return(back, await Loan.get(id=back.loan_id), thing, record, cost)
    if returns:
        return
    part = await RepairThing.get_or_none(repair_id=repair.id, thing_id=thing.id)
    await open_claim(
        record, source='repair', source_id=repair.id, thing=thing, what=(form.what or repair.what)[:1000],
        cause=form.cause or '', pieces=max(form.pieces, min((part and part.pieces) or 1, thing.quantity)),
        photos=form.photos or repair.photos, repair_cost=cost,
    )  # fmt: skip


async def of_repair(repair_id: UUID) -> list[Claim]:
    """The claims for what a repair is about, whether they began at the repair or when it came back from a loan."""
    returns = await LoanReturn.filter(repair_id=repair_id).values_list('id', flat=True)
    return await Claim.filter(source_id__in=[repair_id, *returns], source__in=('repair', 'loan')).order_by('opened_at')


async def repair_of(claim: Claim) -> Repair | None:
    """The repair of what a claim is about."""
    if claim.source == 'loan':
        back = await LoanReturn.get_or_none(id=claim.source_id)
        return await Repair.get_or_none(id=back.repair_id) if back and back.repair_id else None
    return await Repair.get_or_none(id=claim.source_id) if claim.source == 'repair' else None


async def slip_of(claim: Claim) -> UUID | None:
    """The slip that it had been lent on."""
    back = await LoanReturn.get_or_none(id=claim.source_id) if claim.source == 'loan' else None
    loan = await Loan.get_or_none(id=back.loan_id) if back else None
    return UUID(str(loan.slip_id)) if loan else None


async def stocktake_of(claim: Claim) -> UUID | None:
    """The stocktake that missed it."""
    lines = await StocktakeLine.filter(thing_id=claim.thing_id, claims=True)
    found = [line for line in lines if (line.applied or {}).get('claim') == str(claim.id)]
    return UUID(str(found[0].stocktake_id)) if found else None


async def _answers(loan: Loan, language: str) -> tuple[UUID | None, str]:
    """The class's room and what it is called; of a person only that it is one, the slip says who."""
    if loan.borrower_kind in ('staff', 'outside'):
        return None, t(f'loans-kind-{loan.borrower_kind}', language)
    if loan.borrower_kind != 'class':
        return None, loan.borrower
    rooms = await Thing.filter(kind='place', category__in=CLASSROOMS).exclude(state='retired')
    found = [room.id for room in rooms if loan.borrower in (room.name, bare(room.name))]
    return (found[0] if len(found) == 1 else None), loan.borrower
