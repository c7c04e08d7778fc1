"""Compensation (损坏赔偿): opened, verified by the keeper, approved by another, then paid, waived or worked off."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

from pydantic import Field

from app.compensation_opening import open_claim, propose, rules_now, step
from app.compensation_sums import CAUSES, NOTHING, fen, preset, presets
from app.core.errors import BadInput, Conflict, NotFound, Refused
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.words import t
from app.repair_forms import BUTTONS, HIDDEN, LONG, PHOTOS
from app.scores import award_place
from models import Claim, CompensationRules, ListPrice, Repair, Thing

LIVE = ('open', 'verified', 'approved')
STATES = (*LIVE, 'paid', 'waived', 'worked', 'free')
VERBS = ('open', 'verify', 'approve', 'refuse', 'pay', 'waive', 'work_off')

Money = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Points = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
Cause = Literal['wear', 'careless', 'deliberate', 'nobody', 'lost']


class OpenForm(Form):
    what: str = Field(min_length=1, max_length=1000, title='compensation-what', json_schema_extra=LONG)
    cause: Cause | None = Field(default=None, title='compensation-cause')
    pieces: int = Field(default=1, ge=1, le=10_000, title='compensation-pieces')
    photos: list[str] = PHOTOS
    of_repair: UUID | None = Field(default=None, json_schema_extra=HIDDEN)


@kind
async def open(thing: Thing, form: OpenForm, record: Writing) -> None:
    """Something was damaged or lost, and somebody is to make it good."""
    if thing.is_place:
        raise BadInput('claim_on_place', thing=thing.name)
    if form.pieces > thing.quantity:
        raise BadInput('more_pieces', thing=thing.name, quantity=thing.quantity)
    repair = await Repair.get_or_none(id=form.of_repair, thing_id=thing.id) if form.of_repair else None
    if form.of_repair and not repair:
        raise NotFound('unknown_repair')
    if form.of_repair and await Claim.exists(source='repair', source_id=form.of_repair):
        raise Conflict('claim_open', thing=thing.name)
    cost = Decimal(str(repair.cost)) if repair and repair.closed_at and repair.cost else None
    await open_claim(
        record, source='repair' if repair else 'staff', source_id=form.of_repair, thing=thing, what=form.what,
        cause=form.cause or '', pieces=form.pieces, photos=form.photos, repair_cost=cost,
    )  # fmt: skip


class ClaimForm(Form):
    """Which claim; every step after the opening names it."""

    claim: UUID = Field(json_schema_extra=HIDDEN)


class VerifyForm(ClaimForm):
    cause: Cause
    price: Money | None = None
    bought: str = Field(default='', pattern=r'^(\d{4}(-\d{2}){0,2})?$')
    life: int | None = Field(default=None, ge=1, le=100)
    repair_cost: Money | None = None
    beyond_repair: bool = False
    amount: Money | None = None  # where somebody decides on another sum than the rules propose
    note: str = Field(default='', max_length=500)


@kind
async def verify(thing: Thing, form: VerifyForm, record: Writing) -> None:
    """The keeper has looked: the cause, the price and the age are these, and the rules make this of them."""
    claim = await _at(thing, form.claim, 'open', 'verified')
    if form.price is not None and form.price != claim.price:
        claim.price, claim.price_from = form.price, 'said'  # type: ignore[assignment]
    claim.cause, claim.beyond_repair = form.cause, form.beyond_repair
    claim.bought, claim.life = form.bought or claim.bought, form.life or claim.life
    claim.repair_cost = claim.repair_cost if form.repair_cost is None else form.repair_cost  # type: ignore[assignment]
    found = await propose(claim)
    claim.proposed, claim.allowed = found.total, found.allowed  # type: ignore[assignment]
    if form.amount is None and found.total is None:
        raise BadInput('claim_asks', asks=found.asks)
    if form.amount is not None and form.amount != found.total and not form.note:
        raise BadInput('other_sum_why')
    amount = found.total if form.amount is None else form.amount
    assert amount is not None
    claim.amount, claim.state = fen(amount), 'verified'  # type: ignore[assignment]
    rules, body = await rules_now()
    claim.rules_id = rules.id if rules else None  # type: ignore[assignment]
    claim.points = Decimal(body['points'].get(claim.cause, '0'))  # type: ignore[assignment]
    await _save(claim, thing, record, 'verify', cause=form.cause, amount=claim.amount, note=form.note)


class ApproveForm(ClaimForm):
    decision: Literal['yes', 'no'] = Field(title='compensation-approve-decision', json_schema_extra=BUTTONS)
    note: str = Field(default='', max_length=500, title='compensation-note', json_schema_extra=LONG)


@kind
async def approve(thing: Thing, form: ApproveForm, record: Writing) -> None:
    """Somebody other than who verified it agrees, and the class's marks follow; or it goes back."""
    claim = await _at(thing, form.claim, 'verified')
    if record.by.id and any(each['verb'] == 'verify' and each['by'] == str(record.by.id) for each in claim.steps[-1:]):
        raise Refused('same_person')
    if form.decision == 'no':
        claim.state, claim.allowed = 'open', NOTHING  # type: ignore[assignment]
        await _save(claim, thing, record, 'refuse', note=form.note)
        return
    claim.state = 'approved'
    if not Decimal(claim.amount or 0):  # nothing is to be paid
        claim.state, claim.settled_at = 'free', record.received_at
    await _mark(claim, record, -Decimal(claim.points))
    await _save(claim, thing, record, 'approve', note=form.note)


class PayForm(ClaimForm):
    note: str = Field(default='', max_length=200, title='compensation-note')


@kind
async def pay(thing: Thing, form: PayForm, record: Writing) -> None:
    """The money is here; the receipt has the next number."""
    claim = await _at(thing, form.claim, 'approved')
    last = await Claim.exclude(receipt=None).order_by('-receipt').first()
    claim.receipt = (last.receipt or 0) + 1 if last else 1
    claim.state, claim.settled_at = 'paid', record.received_at
    await _save(claim, thing, record, 'pay', note=form.note, receipt=claim.receipt)


class WaiveForm(ClaimForm):
    note: str = Field(min_length=2, max_length=500, title='compensation-waive-note', json_schema_extra=LONG)


@kind
async def waive(thing: Thing, form: WaiveForm, record: Writing) -> None:
    """It is let off, and why is kept; marks that were taken for it come back."""
    await give_up(await _at(thing, form.claim, *LIVE), thing, record, form.note)


async def give_up(claim: Claim, thing: Thing, record: Writing, note: str) -> None:
    """Nobody makes it good. Raises Conflict where somebody has."""
    if claim.state not in LIVE:
        raise Conflict('claim_moved', claim=claim.ref, state=claim.state)
    if claim.state == 'approved':
        await _mark(claim, record, Decimal(claim.points))
    claim.state, claim.settled_at, claim.allowed = 'waived', record.received_at, NOTHING  # type: ignore[assignment]
    await _save(claim, thing, record, 'waive', note=note)


class WorkOffForm(ClaimForm):
    note: str = Field(min_length=2, max_length=500, title='compensation-work_off-note', json_schema_extra=LONG)


@kind
async def work_off(thing: Thing, form: WorkOffForm, record: Writing) -> None:
    """The class made it good by its own work instead of money."""
    claim = await _at(thing, form.claim, 'approved')
    claim.state, claim.settled_at = 'worked', record.received_at
    await _save(claim, thing, record, 'work_off', note=form.note)


class RulesForm(Form):
    preset: str = Field(max_length=20)
    allowance: Money | None = None
    residual: Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)] | None = None
    points: dict[Cause, Points] = Field(default={}, max_length=len(CAUSES))
    reward: Points | None = None
    checklist: str = Field(default='', max_length=60)  # the score board that marks go to; none without


@kind
async def rules(form: RulesForm, record: Writing) -> None:
    """The school's rules from now on: those of a preset with the school's own figures."""
    if form.preset not in {each['key'] for each in presets()}:
        raise BadInput('unknown_rules', preset=form.preset)
    body = {**preset(form.preset), 'checklist': form.checklist}
    body['points'] = body['points'] | {cause: str(points) for cause, points in form.points.items()}
    own = {'allowance': form.allowance, 'residual': form.residual, 'reward': form.reward}
    body |= {name: str(value) for name, value in own.items() if value is not None}
    if Decimal(body['allowance']) and not body['allowed']:
        body['allowed'] = ['careless', 'nobody']
    await CompensationRules.create(id=record.id, number=record.number, body=body, at=record.received_at)


class PriceForm(Form):
    name: str = Field(default='', max_length=100)
    category: str = Field(default='', max_length=40)
    price: Money
    life: int | None = Field(default=None, ge=1, le=100)


@kind
async def price(form: PriceForm, record: Writing) -> None:
    """What things of this name or category cost new, and how long they serve."""
    if bool(form.name) == bool(form.category):
        raise BadInput('price_of_what')
    key = f'name:{form.name}' if form.name else f'category:{form.category}'
    values = {'name': form.name or form.category, 'price': form.price, 'life': form.life, 'removed_at': None}
    await ListPrice.update_or_create(key=key, defaults=values)


class UnpriceForm(Form):
    key: str = Field(max_length=120)


@kind
async def unprice(form: UnpriceForm, record: Writing) -> None:
    """A line of the price list no longer holds."""
    if not await ListPrice.filter(key=form.key, removed_at=None).update(removed_at=record.received_at):
        raise NotFound('unknown_price')


class RewardForm(Form):
    points: Annotated[Decimal, Field(gt=0, le=100, max_digits=5, decimal_places=2)]
    reason: str = Field(min_length=1, max_length=300)


@kind
async def reward(thing: Thing, form: RewardForm, record: Writing) -> None:
    """A class that took care of its things gets marks for it (对爱护财产的进行奖励)."""
    _, body = await rules_now()
    if not body.get('checklist'):
        raise Conflict('no_board')
    await award_place(thing, body['checklist'], float(form.points), form.reason, record)


async def _at(thing: Thing, id: UUID, *states: str) -> Claim:
    """Raises NotFound, or Conflict where somebody else was there before."""
    found = await Claim.get_or_none(id=id, thing_id=thing.id)
    if not found:
        raise NotFound('unknown_claim')
    if found.state not in states:
        raise Conflict('claim_moved', claim=found.ref, state=found.state)
    return found


async def _mark(claim: Claim, record: Writing, points: Decimal) -> None:
    """Marks of the class that answers for it, where the school has said on which board."""
    _, body = await rules_now()
    room = await record.known.thing(claim.owner_id) if claim.owner_id else None
    if not points or not room or not body.get('checklist'):
        return
    word = 'compensation-award-back' if points > 0 else 'compensation-award'
    reason = t(word, record.by.language or 'zh-CN', claim=claim.ref, thing=claim.thing_name)
    await award_place(room, body['checklist'], float(points), reason[:300], record, id=uuid5(record.id, 'award'))


async def _save(claim: Claim, thing: Thing, record: Writing, verb: str, **facts: Any) -> None:
    claim.steps = [*claim.steps, step(verb, record, **facts)]
    await claim.save()
    await record.change(thing)
