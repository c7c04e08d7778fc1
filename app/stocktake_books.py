"""账账相符: an uploaded finance list beside the frozen book side of a stocktake, by asset code."""

import asyncio
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from app import cells, sheets
from app.core import db
from app.core.errors import BadInput

SHOWN = 500  # differences told in one go


@dataclass
class Booked:
    """What one side has under a code."""

    name: str = ''
    quantity: int = 0
    amount: Decimal = Decimal()


@dataclass(frozen=True)
class Difference:
    """A code that the two books do not agree on."""

    code: str
    name: str
    ours: Booked | None
    theirs: Booked | None


@dataclass
class Agreement:
    """How far two books agree."""

    agree: int = 0
    unreadable: int = 0  # rows of the list without a code
    differences: list[Difference] = field(default_factory=list)
    ours: Booked = field(default_factory=Booked)
    theirs: Booked = field(default_factory=Booked)


async def compare(stocktake: UUID, data: bytes, filename: str) -> Agreement:
    """Raises BadInput: those of reading a spreadsheet, and `finance_columns` where it has no codes."""
    theirs, unreadable = await asyncio.to_thread(_read, data, filename)
    sql = 'SELECT name, code, quantity, price FROM stocktake_line WHERE stocktake_id = ? AND NOT extra'
    ours: dict[str, Booked] = {}
    for row in await db.rows(sql, str(stocktake)):
        code = cells.code(row['code'].split(' · ')[0])[0]
        if code:
            price = Decimal(str(row['price'])) if row['price'] is not None else Decimal()
            _add(ours, code, row['name'], row['quantity'], price * row['quantity'])
    found = Agreement(unreadable=unreadable)
    for code in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(code), theirs.get(code)
        for side, total in ((one, found.ours), (other, found.theirs)):
            if side:
                total.quantity += side.quantity
                total.amount += side.amount
        if one and other and (one.quantity, one.amount) == (other.quantity, other.amount):
            found.agree += 1
        else:
            found.differences.append(Difference(code, (one or other or Booked()).name, one, other))
    return found


def _add(into: dict[str, Booked], code: str, name: str, quantity: int, amount: Decimal) -> None:
    kept = into.setdefault(code, Booked(name))
    kept.quantity += quantity
    kept.amount += amount


def _read(data: bytes, filename: str) -> tuple[dict[str, Booked], int]:
    """What the list says, by code: one piece where it names no quantity, the amount from the price where it must."""
    sheet = sheets.open_sheet(data, filename)
    columns = sheet.columns
    if 'code' not in columns or not columns.keys() & {'amount', 'price', 'quantity'}:
        raise BadInput('finance_columns')
    found: dict[str, Booked] = {}
    unreadable = 0
    for row in sheet.grid.rows[sheet.header + 1 :]:
        said = {key: row[place] if place < len(row) else '' for key, place in columns.items()}
        code = cells.code(said['code'])[0]
        if not code:
            unreadable += any(cells.text(cell) for cell in said.values())
            continue
        quantity = cells.quantity(said.get('quantity', ''))[0] or 1
        amount = cells.money(said.get('amount', ''))[0]
        if amount is None:
            amount = (cells.money(said.get('price', ''))[0] or Decimal()) * quantity
        _add(found, code, cells.text(said.get('name', '')), quantity, amount)
    return found, unreadable
