"""Compensation (损坏赔偿): opened, verified by the keeper, approved by another, then paid, waived or worked off."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from app import compensation_damage, compensation_term
from app.compensation_forms import (
    ApproveForm,
    OpenForm,
    PayForm,
    PriceForm,
    RewardForm,
    RulesForm,
    TermSignForm,
    UnpriceForm,
    VerifyForm,
    WaiveForm,
    WorkOffForm,
)
from app.compensation_opening import open_claim, propose, rules_now, step
from app.compensation_sums import NOTHING, fen, preset, presets
from app.core.errors import BadInput, Conflict, NotFound, Refused
from app.core.kinds import kind
from app.core.records import Writing
from app.core.words import t
from app.scores import award_place
from models import Claim, CompensationRules, ListPrice, Repair, Thing

LIVE = ('open', 'verified', 'approved')
STATES = (*LIVE, 'paid', 'waived', 'worked', 'free')
VERBS = ('open', 'verify', 'approve', 'refuse', 'pay', 'waive', 'work_off')


@kind
async def open(thing: Thing, form: OpenForm, record: Writing) -> None:
    """Something was damaged or lost, and somebody is to make it good."""
    if thing.is_place:
        raise BadInput('claim_on_place', thing=thing.name)
    if form.pieces > thing.quantity:
        raise BadInput('more_pieces', thing=thing.name, quantity=thing.quantity)
    if form.of_repair:
        repair = await Repair.get_or_none(id=form.of_repair, thing_id=thing.id)
        if not repair:
            raise NotFound('unknown_repair')
        await compensation_damage.claim_repair(repair, thing, form, record)
        return
    if not (form.what or form.photos):
        raise BadInput('nothing_said')
    what = form.what or t('repairs-see_photo', record.by.language)
    await open_claim(
        record, source='staff', source_id=None, thing=thing, what=what, cause=form.cause or '', pieces=form.pieces,
        photos=form.photos,
    )  # fmt: skip


@kind
async def verify(thing: Thing, form: VerifyForm, record: Writing) -> None:
    """The keeper has looked: the cause, the price and the age are these, and the rules make this of them."""
    claim = await _at(thing, form.claim, 'open', 'verified')
    if form.price is not None and form.price != claim.price:
        claim.price, claim.price_from = form.price, 'said'  # type: ignore[assignment]
    claim.cause, claim.beyond_repair = form.cause, form.beyond_repair
    claim.bought, claim.life = form.bought or claim.bought, form.life or claim.life
    claim.repair_cost = claim.repair_cost if form.repair_cost is None else form.repair_cost  # type: ignore[assignment]
    if form.owner:
        room = await record.known.thing(form.owner)
        if not room or not room.is_place:
            raise NotFound('unknown_place')
        if room.id != claim.owner_id:
            claim.owner_id, claim.owner = room.id, room.name[:80]  # type: ignore[assignment]
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


@kind
async def pay(thing: Thing, form: PayForm, record: Writing) -> None:
    """The money is here; the receipt has the next number."""
    claim = await _at(thing, form.claim, 'approved')
    last = await Claim.exclude(receipt=None).order_by('-receipt').first()
    claim.receipt = (last.receipt or 0) + 1 if last else 1
    claim.state, claim.settled_at = 'paid', record.received_at
    await _save(claim, thing, record, 'pay', amount=claim.left, note=form.note, receipt=claim.receipt)


@kind
async def waive(thing: Thing, form: WaiveForm, record: Writing) -> None:
    """It is let off, and why is kept; marks that were taken for it come back, unless part of it was made good."""
    await give_up(await _at(thing, form.claim, *LIVE), thing, record, form.note)


async def give_up(claim: Claim, thing: Thing, record: Writing, note: str) -> None:
    """Nobody makes it good. Raises Conflict where somebody has."""
    if claim.state not in LIVE:
        raise Conflict('claim_moved', claim=claim.ref, state=claim.state)
    if claim.state == 'approved' and not claim.worked:
        await _mark(claim, record, Decimal(claim.points))
    claim.state, claim.settled_at, claim.allowed = 'waived', record.received_at, NOTHING  # type: ignore[assignment]
    await _save(claim, thing, record, 'waive', note=note)


@kind
async def work_off(thing: Thing, form: WorkOffForm, record: Writing) -> None:
    """The class made it good by its own work instead of money, or a part of it: the rest is still to be paid."""
    claim = await _at(thing, form.claim, 'approved')
    done = claim.left if form.amount is None else form.amount
    if not done:
        raise BadInput('worked_nothing')
    if done > claim.left:
        raise BadInput('worked_too_much', left=f'{claim.left:.2f}')
    claim.worked = fen(Decimal(claim.worked) + done)  # type: ignore[assignment]
    if not claim.left:
        claim.state, claim.settled_at = 'worked', record.received_at
    await _save(claim, thing, record, 'work_off', amount=done, note=form.note)


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


@kind
async def price(form: PriceForm, record: Writing) -> None:
    """What things of this name or category cost new, and how long they serve."""
    if bool(form.name) == bool(form.category):
        raise BadInput('price_of_what')
    key = f'name:{form.name}' if form.name else f'category:{form.category}'
    values = {'name': form.name or form.category, 'price': form.price, 'life': form.life, 'removed_at': None}
    await ListPrice.update_or_create(key=key, defaults=values)


@kind
async def unprice(form: UnpriceForm, record: Writing) -> None:
    """A line of the price list no longer holds."""
    if not await ListPrice.filter(key=form.key, removed_at=None).update(removed_at=record.received_at):
        raise NotFound('unknown_price')


@kind
async def reward(thing: Thing, form: RewardForm, record: Writing) -> None:
    """A class that took care of its things gets marks for it (对爱护财产的进行奖励)."""
    if not thing.is_place:
        raise BadInput('not_a_room', thing=thing.name)
    _, body = await rules_now()
    if not body.get('checklist'):
        raise Conflict('no_board')
    id = await compensation_term.check_care(thing, form.term) if form.whole_term else record.id
    await award_place(thing, body['checklist'], float(form.points), form.reason, record, id=id)


@kind
async def sign(form: TermSignForm, record: Writing) -> None:
    """One of three signs what a class owes for a term."""
    await compensation_term.sign(form, record)


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
