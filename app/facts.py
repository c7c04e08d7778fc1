"""What a school writes down about a thing: the form, its limits, and how it is searched and sorted by it."""

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from app import search
from app.core.kinds import Form

STATES = ('in_use', 'idle', 'repair', 'lent', 'writeoff', 'retired', '')
# Yuan: from here on it is a fixed asset (财政部令第108号, art. 41) and leaves the books by a write-off.
FIXED_ASSET = Decimal(1000)
EDITIONS = ('GB/T 14885-2022', 'GB/T 14885-2010')
DAY = r'^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$'  # as exact as it is known: a year, a month or a day
DATE = r'^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$'


class Facts(Form):
    """What a school writes down about a thing."""

    name: str = Field(min_length=1, max_length=200, title='register-name')
    category: str = Field(default='other', max_length=40, title='register-category')
    code: str = Field(default='', max_length=80, title='register-code')
    spec: str = Field(default='', max_length=200, title='register-spec')
    unit: str = Field(default='', max_length=20, title='register-unit')
    quantity: int = Field(default=1, ge=1, le=1_000_000, title='register-quantity')
    price: Decimal | None = Field(default=None, ge=0, max_digits=14, decimal_places=2, title='register-price')
    bought: str = Field(default='', pattern=DAY, title='register-bought')
    funds: str = Field(default='', max_length=80, title='register-funds')
    department: str = Field(default='', max_length=80, title='register-department')
    custodian: str = Field(default='', max_length=80, title='register-custodian')
    serial: str = Field(default='', max_length=80, title='register-serial')
    state: Literal['in_use', 'idle', 'repair', 'lent', 'writeoff', 'retired', ''] = 'in_use'
    remarks: str = Field(default='', max_length=5000, title='register-remarks')
    old_code: str = Field(default='', max_length=80, title='register-old_code')
    brand: str = Field(default='', max_length=80, title='register-brand')
    gb_code: str = Field(default='', max_length=40, title='register-gb_code')
    gb_edition: str = Field(default='', max_length=40, title='register-gb_edition')
    supplier: str = Field(default='', max_length=200, title='register-supplier')
    acquired: str = Field(default='', max_length=40, title='register-acquired')
    booked: str = Field(default='', pattern=DAY, title='register-booked')
    warranty: str = Field(default='', pattern=DAY, title='register-warranty')
    life: int | None = Field(default=None, ge=1, le=200, title='register-life')
    upkeep: int | None = Field(default=None, ge=1, le=240, title='register-upkeep')


def found_by(facts: dict[str, Any]) -> dict[str, str]:
    """The columns that a thing is searched by and sorted by."""
    texts = [facts.get(name, '') for name in (*search.TEXTS, *search.CODES)]
    sort = search.sort_of(facts['name'], facts.get('code', ''), facts.get('piece', ''))
    return {'search': search.folded(*texts), 'sort': sort}
