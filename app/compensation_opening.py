"""Opening a claim for a loss: what is known of the thing, who answers for it, and what the rules propose."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from app import calendar, schedules
from app.compensation_sums import NOTHING, Facts, Proposal, preset, proposal
from app.core.records import Writing
from models import Claim, CompensationRules, ListPrice, Thing

SOURCES = ('repair', 'loan', 'handover', 'stocktake', 'staff')


async def open_claim(
    record: Writing,
    *,
    source: str,
    source_id: UUID | None,
    thing: Thing,
    what: str,
    cause: str = '',
    at: datetime | None = None,
    owner: UUID | None = None,
    owner_class: str | None = None,
    pieces: int = 1,
    photos: Sequence[str] = (),
    repair_cost: Decimal | None = None,
    beyond_repair: bool = False,
) -> Claim:
    """A loss is to be made good. One that the same source has opened for the same thing is given back instead.

    `owner` is the room of the class that answers for it, `owner_class` what the class is called; without either it
    is the room that the thing stands in. Where only a name is known no room loses marks for it. The sum stays open
    while the price, the age or the cause is not known.
    """
    await record.flush()
    if source_id:
        known = await Claim.get_or_none(source=source, source_id=source_id, thing_id=thing.id)
        if known:
            return known
    moment = min(at or record.at, record.received_at)
    room_id = owner or (UUID(str(thing.inside_id)) if thing.inside_id and not owner_class else None)
    room = await record.known.thing(room_id) if room_id else None
    term = (await calendar.calendar()).term_of(schedules.day_of(moment))
    price, price_from, life = await _price(thing)
    rules, _ = await rules_now()
    claim = Claim(
        id=uuid5(record.id, f'claim:{thing.id}'), ref=str(record.number), thing=thing, thing_name=thing.name,
        pieces=pieces, source=source, source_id=source_id, what=what, photos=[*photos], cause=cause,
        owner_id=room.id if room else None, owner=(owner_class or (room.name if room else ''))[:80],
        term=term.name if term else '', price=price, price_from=price_from, bought=thing.bought, life=life,
        repair_cost=repair_cost, beyond_repair=beyond_repair, rules_id=rules.id if rules else None,
        opened_by=record.by.id, opened_at=moment,
    )  # fmt: skip
    if await Claim.exists(ref=claim.ref):  # another one of the same record
        claim.ref = f'{claim.ref}-{await Claim.filter(ref__startswith=f"{claim.ref}").count()}'
    claim.steps = [step('open', record, cause=cause)]
    found = await propose(claim)
    claim.proposed = found.total  # type: ignore[assignment]
    await claim.save(force_create=True)
    await record.change(thing)
    return claim


def step(verb: str, record: Writing, **facts: Any) -> dict[str, Any]:
    """What somebody did about a claim, as it is kept."""
    by = str(record.by.id) if record.by.id else None
    at = min(record.at, record.received_at).isoformat()
    said = {name: str(fact) for name, fact in facts.items() if fact not in ('', None)}
    return {'verb': verb, 'by': by, 'at': at} | said


async def _price(thing: Thing) -> tuple[Decimal | None, str, int | None]:
    """What one of it costs new, where that is from, and how many years it serves: the price list first."""
    for key in (f'name:{thing.name}', f'category:{thing.category}'):
        found = await ListPrice.get_or_none(key=key[:120], removed_at=None)
        if found:
            return found.price, 'list', thing.life or found.life  # type: ignore[return-value]
    return thing.price, 'register' if thing.price is not None else '', thing.life  # type: ignore[return-value]


async def rules_now() -> tuple[CompensationRules | None, dict[str, Any]]:
    """The rules in force; the usual ones until the school has chosen."""
    found = await CompensationRules.all().order_by('-number').first()
    return found, found.body if found else preset('common')


async def propose(claim: Claim) -> Proposal:
    """What the rules in force say of a claim as it stands."""
    _, rules = await rules_now()
    return proposal(rules, _facts(claim, await free_of(claim, Decimal(rules['allowance']))))


async def reckoned(claim: Claim) -> Proposal | None:
    """How the sum was come to by the rules that it was verified by; nothing where it cannot be told any more."""
    rules = await CompensationRules.get_or_none(id=claim.rules_id) if claim.rules_id else None
    found = proposal(rules.body if rules else preset('common'), _facts(claim, Decimal(claim.allowed)))
    return found if found.total is not None and found.total == claim.proposed else None


def _facts(claim: Claim, free: Decimal) -> Facts:
    return Facts(
        claim.cause, claim.pieces, claim.price, claim.bought, claim.life, claim.repair_cost, claim.beyond_repair,
        schedules.day_of(claim.opened_at), free,
    )  # fmt: skip


async def free_of(claim: Claim, allowance: Decimal) -> Decimal:
    """What is left of the allowance that a class has in a term."""
    if not allowance or not claim.owner_id:
        return NOTHING
    others = Claim.filter(owner_id=claim.owner_id, term=claim.term).exclude(id=claim.id).exclude(state='waived')
    used = sum((Decimal(each) for each in await others.values_list('allowed', flat=True)), NOTHING)
    return max(NOTHING, allowance - used)
