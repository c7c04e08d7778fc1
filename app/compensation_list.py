"""Claims as lists, a receipt, and a term's settlement by class: no pupil is named in any of them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from tortoise.queryset import QuerySet

from app import compensation_term, handover_lists, prints_signed, schedules
from app.compensation import LIVE
from app.compensation_sums import NOTHING, fen
from app.core.config import read_config
from app.core.errors import Conflict, NotFound
from app.core.words import t
from app.prints_shape import Sheet, Table
from app.signing import ROLES
from models import Claim, ListPrice

MOST = 300
VIEWS: dict[str, tuple[str, ...]] = {
    'open': ('open',), 'verified': ('verified',), 'approved': ('approved',),
    'closed': ('paid', 'waived', 'worked', 'free'),
}  # fmt: skip
SETTLEMENT = {'owner': 16, 'claims': 7, 'amount': 11, 'paid': 11, 'worked': 11, 'waived': 11, 'left': 11, 'points': 9}
LINES = {'ref': 8, 'owner': 14, 'thing': 18, 'pieces': 6, 'cause': 10, 'what': 22, 'amount': 10, 'state': 12}


@dataclass
class Sums:
    """What a class owes for a term, and what became of it. In yuan."""

    owner: str
    claims: int = 0
    amount: Decimal = NOTHING
    paid: Decimal = NOTHING
    worked: Decimal = NOTHING
    waived: Decimal = NOTHING
    left: Decimal = NOTHING
    points: Decimal = NOTHING


async def claim(id: UUID | str) -> Claim:
    """Raises NotFound."""
    try:
        found = await Claim.get_or_none(id=UUID(str(id))).select_related('thing')
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_claim')
    return found


async def listed(view: str) -> list[Claim]:
    """The oldest first of what waits, the newest first of what is over."""
    states = VIEWS.get(view, VIEWS['open'])
    order = '-settled_at' if view == 'closed' else 'opened_at'
    return await Claim.filter(state__in=states).select_related('thing').order_by(order, 'id').limit(MOST)


async def counts() -> dict[str, int]:
    return {view: await Claim.filter(state__in=states).count() for view, states in VIEWS.items() if view != 'closed'}


async def of_thing(thing_id: UUID) -> list[Claim]:
    return await Claim.filter(thing_id=thing_id).order_by('-opened_at').limit(5)


async def of_source(source: str, source_id: UUID) -> list[Claim]:
    return await Claim.filter(source=source, source_id=source_id).order_by('opened_at')


async def prices() -> list[ListPrice]:
    return await ListPrice.filter(removed_at=None).order_by('key')


async def terms() -> list[str]:
    """The terms that have claims, this one first."""
    found = await Claim.all().distinct().order_by('-term').values_list('term', flat=True)
    return list(dict.fromkeys([await handover_lists.term_now(), *(str(each) for each in found)]))


def _of_term(term: str, owner: str | None) -> QuerySet[Claim]:
    found = Claim.filter(term=term)
    return found if owner is None else found.filter(owner=owner)


async def settlement(term: str, owner: str | None = None) -> list[Sums]:
    """By class, in the order of their names, or one of them; what is not verified yet has no sum."""
    found: dict[str, Sums] = {}
    for each in await _of_term(term, owner).exclude(state='open').order_by('owner', 'opened_at'):
        line = found.setdefault(each.owner, Sums(each.owner))
        line.claims += 1
        line.amount += Decimal(each.amount or 0)
        line.worked += Decimal(each.worked)
        if each.state in ('paid', 'waived'):
            setattr(line, each.state, getattr(line, each.state) + each.left)
        elif each.state in LIVE:
            line.left += each.left
        line.points += Decimal(each.points) if marked(each) else 0
    return list(found.values())


def marked(claim: Claim) -> bool:
    """Whether the class lost marks for it, and has not got them back."""
    return claim.state in ('approved', 'paid', 'worked', 'free') or (claim.state == 'waived' and claim.worked > 0)


async def settlement_sheet(term: str, language: str, *, owner: str | None = None, texts: bool = False) -> Sheet:
    """A term's settlement by class, each with room for three signatures, and the claims behind it.

    What people wrote may hold a pupil's name: it is left out unless `texts` are asked for.
    """
    lines = await settlement(term, owner)
    head = [t(f'compensation-column-{name}', language) for name in SETTLEMENT]
    rows = [
        [each.owner, f'{each.claims}', *(_money(getattr(each, name)) for name in list(SETTLEMENT)[2:-1]),
         f'{each.points.normalize():f}']
        for each in lines
    ]  # fmt: skip
    total = [t('compensation-total', language), f'{sum(each.claims for each in lines)}']
    total += [_money(sum((getattr(each, name) for each in lines), NOTHING)) for name in list(SETTLEMENT)[2:-1]]
    total += [f'{sum((each.points for each in lines), NOTHING).normalize():f}']
    tables = [Table(head, [*rows, total], [float(width) for width in SETTLEMENT.values()])]
    if lines:
        tables.append(await _signatures(term, lines, language))
    tables.append(await _claims(_of_term(term, owner), language, texts=texts))
    facts = [term or t('compensation-no-term', language), f'{schedules.today()}']
    return Sheet(
        t('compensation-settlement', language),
        facts,
        tables,
        signers=[t('compensation-signer-keeper', language)],
        is_wide=True,
    )


async def _signatures(term: str, lines: list[Sums], language: str) -> Table:
    """Who signed on the screen, and room for a pen where nobody has or where something was changed since."""
    found = [(await compensation_term.standing(term, each.owner)).signatures for each in lines]
    signed = [signature for each in found for signature in each.values()]
    pictures = await prints_signed.arrived({'photos': [each['signature']]} for each in signed)
    rows, drawn = [], {}
    for number, (line, signatures) in enumerate(zip(lines, found, strict=True)):
        cells = [line.owner]
        for column, role in enumerate(ROLES, 1):
            each = signatures.get(role)
            when = f'{datetime.fromisoformat(each["at"]).astimezone(read_config().timezone):%Y-%m-%d}' if each else ''
            cells.append(' '.join(part for part in (each['name'], when) if part) if each else '')
            if each and each['signature'] in pictures:
                drawn[number, column] = pictures[each['signature']]
            elif each:
                cells[-1] += f' · {t("handovers-ink-waiting", language)}'
        rows.append(cells)
    head = [t('compensation-column-owner', language), *(t(f'compensation-signer-{role}', language) for role in ROLES)]
    title = t('compensation-signatures', language)
    return Table(head, rows, [16, 28, 28, 28], title, tall=True, pictures=drawn)


async def _claims(claims: QuerySet[Claim], language: str, *, texts: bool) -> Table:
    names = [name for name in LINES if name != 'what' or texts]
    rows = []
    for each in await claims.order_by('owner', 'opened_at').limit(2_000):
        said = {
            'ref': each.ref, 'owner': each.owner, 'thing': each.thing_name, 'pieces': f'{each.pieces}',
            'cause': t(f'compensation-open-cause-{each.cause}', language) if each.cause else '', 'what': each.what,
            'amount': _money(each.amount), 'state': t(f'compensation-state-{each.state}', language),
        }  # fmt: skip
        rows.append([said[name] for name in names])
    head = [t(f'compensation-column-{name}', language) for name in names]
    return Table(head, rows, [float(LINES[name]) for name in names], t('compensation-title', language))


async def receipt(found: Claim, language: str) -> Sheet:
    """The numbered receipt of a payment, without what people wrote. Raises Conflict before it is paid."""
    if not found.receipt:
        raise Conflict('claim_unpaid', claim=found.ref)
    paid = next((step for step in reversed(found.steps) if step['verb'] == 'pay'), {'at': ''})
    rows = [
        (t('compensation-column-owner', language), found.owner),
        (t('compensation-column-thing', language), f'{found.thing_name} × {found.pieces}'),
        (t('compensation-column-cause', language), t(f'compensation-open-cause-{found.cause}', language)),
        (t('compensation-column-amount', language), _money(found.amount)),
    ]
    if found.worked:
        rows += [(t(f'compensation-column-{name}', language), _money(sum))
                 for name, sum in (('worked', found.worked), ('paid', found.left))]  # fmt: skip
    zone = read_config().timezone
    day = f'{found.settled_at.astimezone(zone):%Y-%m-%d}' if found.settled_at else paid['at'][:10]
    facts = [
        t('compensation-receipt-number', language, number=f'{found.receipt:06d}'),
        t('compensation-number', language, number=found.ref), day,
    ]  # fmt: skip
    table = Table(
        [t('compensation-item', language), t('compensation-said', language)], [list(row) for row in rows], [25, 75]
    )
    signers = [t('compensation-signer-keeper', language), t('compensation-signer-payer', language)]
    return Sheet(t('compensation-receipt', language), facts, [table], signers=signers)


def _money(amount: Decimal | None) -> str:
    return '' if amount is None else f'{fen(Decimal(amount)):.2f}'
