"""What a repair cost: parts, labour and outside invoices, line by line."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import uuid5

from pydantic import Field

from app.core.kinds import Form
from app.core.records import Writing
from models import Repair, RepairCost

CENT = Decimal('0.01')


class Cost(Form):
    """A line: how many of what, and the price of one in yuan."""

    sort: Literal['part', 'labour', 'invoice'] = Field(
        default='part', title='repairs-cost-sort', json_schema_extra={'widget': 'buttons'}
    )
    what: str = Field(min_length=1, max_length=200, title='repairs-cost-what')
    count: Decimal = Field(default=Decimal(1), gt=0, le=100_000, decimal_places=2, title='repairs-cost-count')
    price: Decimal = Field(ge=0, max_digits=12, decimal_places=2, title='repairs-cost-price')

    @property
    def total(self) -> Decimal:
        return (self.count * self.price).quantize(CENT)


async def add(repair: Repair, costs: Sequence[Cost], record: Writing, at: datetime) -> None:
    """Write the lines down and count them in; the repair itself is saved by whoever asks."""
    for number, cost in enumerate(costs):
        record.plant(
            RepairCost(
                id=uuid5(record.id, f'cost:{number}'), repair_id=repair.id, sort=cost.sort, what=cost.what,
                count=cost.count, price=cost.price, by_id=record.by.id, at=at,
            )
        )  # fmt: skip
    repair.cost = sum((cost.total for cost in costs), Decimal(str(repair.cost)))


async def costs_of(repair: Repair) -> list[RepairCost]:
    return await RepairCost.filter(repair_id=repair.id).order_by('at', 'id')
