"""The finance list of a month: what the books held, what came in, what went out, and what they hold then.

The day that counts is the one the books took a thing in, or else the one it was bought; what is known only to the
year, or not at all, counts as held before. Amounts are what a thing cost, as the card says today.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app import register
from app.core import db
from app.core.errors import BadInput

FACTS = (
    'id', 'code', 'piece', 'name', 'category', 'gb_code', 'gb_edition', 'brand', 'spec', 'unit', 'quantity', 'price',
    'bought', 'booked', 'disposed', 'acquired', 'funds', 'department', 'custodian', 'life', 'serial', 'old_code',
    'state', 'remarks',
)  # fmt: skip
CENT = Decimal('0.01')


@dataclass
class Held:
    """How much: cards, pieces and yuan."""

    cards: int = 0
    pieces: int = 0
    yuan: Decimal = Decimal(0)

    def add(self, line: 'Line') -> None:
        self.cards += 1
        self.pieces += line.facts['quantity']
        self.yuan += line.amount


@dataclass
class Sum:
    """One category: opening + added − removed = closing."""

    opening: Held = field(default_factory=Held)
    added: Held = field(default_factory=Held)
    removed: Held = field(default_factory=Held)
    closing: Held = field(default_factory=Held)


@dataclass(frozen=True)
class Line:
    """One card, with the amount it stands in the books at and what of it is worn off by the end of the month."""

    facts: dict[str, Any]
    amount: Decimal
    worn: Decimal | None
    place: str


@dataclass
class Ledger:
    """A month. `unpriced` cards have no price and count as nothing."""

    month: str
    added: list[Line] = field(default_factory=list)
    removed: list[Line] = field(default_factory=list)
    held: list[Line] = field(default_factory=list)
    by_category: dict[str, Sum] = field(default_factory=dict)
    total: Sum = field(default_factory=Sum)
    unpriced: int = 0


async def of_month(month: str) -> Ledger:
    """The list of a month such as `2026-11`. Raises BadInput."""
    after = next_month(month)
    columns = ', '.join(f'thing.{name}' for name in FACTS)
    places = 'LEFT JOIN thing AS place ON place.id = thing.inside_id'
    sql = f"SELECT {columns}, place.name AS place FROM thing {places} WHERE thing.kind = 'asset'"
    ledger = Ledger(month)
    for row in sorted(await db.rows(f'{sql} ORDER BY thing.sort, thing.id'), key=lambda row: str(row['category'])):
        _enter(ledger, row, after)
    return ledger


def _enter(ledger: Ledger, row: dict[str, Any], after: str) -> None:
    """Write one card into the list, unless it came after the month or had left before it."""
    came = (row['booked'] or row['bought'])[:7]
    came = came if len(came) == 7 else ''
    left = row['disposed'] or ('0000-00' if row['state'] == 'retired' else '')
    if came >= after or (left and left < ledger.month):
        return
    price = Decimal(str(row['price'])) if row['price'] is not None else None
    amount = (price or Decimal(0)) * row['quantity']
    end = f'{ledger.month}-28'
    worn = depreciation(price, row['quantity'], row['booked'] or row['bought'], row['life'], end)
    line = Line({name: row[name] for name in FACTS} | {'price': price}, amount, worn, row['place'] or '')
    sums = (ledger.by_category.setdefault(row['category'], Sum()), ledger.total)
    is_new, is_gone = came == ledger.month, bool(left) and left < after
    ledger.unpriced += price is None
    if is_new:
        ledger.added.append(line)
    if is_gone:
        ledger.removed.append(line)
    else:
        ledger.held.append(line)
    for each in sums:
        for wanted, held in (
            (not is_new, each.opening), (is_new, each.added), (is_gone, each.removed), (not is_gone, each.closing),
        ):  # fmt: skip
            if wanted:
                held.add(line)


def depreciation(price: Decimal | None, quantity: int, since: str, life: int | None, until: str) -> Decimal | None:
    """What is worn off by the end of a month, in equal parts a month; None where price, life or month is not known.

    A month of use counts from the month a thing came (政府会计准则第3号应用指南: 当月增加，当月开始计提).
    """
    if price is None or not life or len(since) < 7:
        return None
    months = (int(until[:4]) - int(since[:4])) * 12 + int(until[5:7]) - int(since[5:7]) + 1
    months = min(max(months, 0), life * 12)
    return (price * quantity * months / (life * 12)).quantize(CENT)


def next_month(month: str) -> str:
    """Raises BadInput for what is no month."""
    try:
        first = date.fromisoformat(f'{month}-01')
    except ValueError:
        raise BadInput('bad_month', month=month) from None
    return f'{first.year + first.month // 12:04}-{first.month % 12 + 1:02}'


def this_month() -> str:
    return register.today()[:7]
