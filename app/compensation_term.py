"""A class and a term: what three sign on the screen, whether it still holds, and who took care of its things."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from app.class_names import CLASSROOMS
from app.compensation_forms import TermSignForm
from app.compensation_sums import fen
from app.core.canonical import digest_of
from app.core.errors import Conflict, NotFound
from app.core.records import Writing
from app.signing import ROLES, signed_by
from models import Award, Claim, Settlement, Thing

UNDECIDED = ('open', 'verified')


@dataclass
class Standing:
    """A class's claims of a term as they are now, beside what was signed."""

    claims: list[Claim]
    digest: str
    signed: Settlement | None
    undecided: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing that was signed has changed since."""
        return self.signed is not None and self.signed.digest == self.digest

    @property
    def signatures(self) -> dict:
        return self.signed.signatures if self.signed and self.holds else {}


@dataclass
class Care:
    """A class's room and how it kept its things in a term."""

    room: Thing
    losses: int = 0
    rewarded: bool = False


async def standing(term: str, owner: str) -> Standing:
    claims = await Claim.filter(term=term, owner=owner).select_related('thing').order_by('opened_at', 'ref')
    signed = await Settlement.get_or_none(id=_id(term, owner))
    undecided = sum(each.state in UNDECIDED for each in claims)
    return Standing(claims, digest_of(_contents(term, owner, claims)), signed, undecided)


async def sign(form: TermSignForm, record: Writing) -> None:
    """One of the three signs. What has changed since the first signature is signed anew by all of them."""
    await record.flush()
    found = await standing(form.term, form.owner)
    if not found.claims:
        raise NotFound('unknown_settlement')
    if found.undecided:
        raise Conflict('settlement_open', owner=form.owner, count=found.undecided)
    if form.digest != found.digest:
        raise Conflict('settlement_changed', owner=form.owner)
    signatures = signed_by(found.signatures, form.role, form, record)
    values = {
        'term': form.term, 'owner': form.owner, 'digest': form.digest, 'signatures': signatures,
        'signed_at': record.received_at if set(signatures) == set(ROLES) else None,
    }  # fmt: skip
    await Settlement.update_or_create(id=_id(form.term, form.owner), defaults=values)


async def cared(term: str) -> list[Care]:
    """The classrooms with what was lost or broken in a term; wear is nobody's fault, and what was let off is over."""
    rooms = await Thing.filter(kind='place', category__in=CLASSROOMS).exclude(state='retired').order_by('name', 'id')
    found = {room.id: Care(room) for room in rooms}
    for claim in await Claim.filter(term=term, owner_id__in=list(found)).exclude(state='waived'):
        if claim.cause != 'wear' and claim.owner_id:
            found[claim.owner_id].losses += 1
    given = {care_id(id, term): id for id in found}
    for id in await Award.filter(id__in=list(given)).values_list('id', flat=True):
        found[given[UUID(str(id))]].rewarded = True
    return list(found.values())


async def check_care(room: Thing, term: str) -> UUID:
    """The id of a class's reward for a term. Raises Conflict for a second one, or where something was broken."""
    id = care_id(room.id, term)
    if await Award.exists(id=id):
        raise Conflict('rewarded_already', thing=room.name)
    losses = await Claim.filter(term=term, owner_id=room.id).exclude(state='waived').exclude(cause='wear').count()
    if losses:
        raise Conflict('had_losses', thing=room.name, count=losses)
    return id


def care_id(room: UUID, term: str) -> UUID:
    return uuid5(room, f'care:{term}')


def _id(term: str, owner: str) -> UUID:
    return uuid5(NAMESPACE_URL, f'settlement:{term}:{owner}')


def _owed(claim: Claim) -> Decimal:
    """In yuan; of what was let off only what had been worked off before."""
    return Decimal(claim.worked if claim.state == 'waived' else claim.amount or 0)


def _contents(term: str, owner: str, claims: list[Claim]) -> dict:
    """What is owed and why. That it was paid meanwhile takes nothing from what was signed."""
    lines = [
        [
            claim.ref, claim.thing_name, claim.pieces, claim.cause, f'{fen(_owed(claim)):.2f}',
            f'{fen(Decimal(claim.points)):.2f}',
        ]
        for claim in claims
        if claim.state not in UNDECIDED
    ]  # fmt: skip
    return {'term': term, 'owner': owner, 'lines': lines}
