"""What is filled in about a claim, the school's rules and its price list."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.compensation_sums import CAUSES
from app.core.kinds import Form
from app.repair_forms import BUTTONS, HIDDEN, LONG, PHOTOS
from app.signing import Role, SignForm

Money = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Points = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
Cause = Literal['wear', 'careless', 'deliberate', 'nobody', 'lost']


class OpenForm(Form):
    """A few words or a photo; of a repair nothing is asked that the repair says already."""

    model_config = ConfigDict(json_schema_extra={'either': ['photos', 'what']})

    what: str = Field(default='', max_length=1000, title='compensation-what', json_schema_extra=LONG)
    cause: Cause | None = Field(default=None, title='compensation-cause')
    pieces: int = Field(default=1, ge=1, le=10_000, title='compensation-pieces')
    photos: list[str] = PHOTOS
    of_repair: UUID | None = Field(default=None, json_schema_extra=HIDDEN)


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
    owner: UUID | None = None  # the room of the class that answers for it, where it is another one
    amount: Money | None = None  # where somebody decides on another sum than the rules propose
    note: str = Field(default='', max_length=500)


class ApproveForm(ClaimForm):
    decision: Literal['yes', 'no'] = Field(title='compensation-approve-decision', json_schema_extra=BUTTONS)
    note: str = Field(default='', max_length=500, title='compensation-note', json_schema_extra=LONG)


class PayForm(ClaimForm):
    note: str = Field(default='', max_length=200, title='compensation-note')


class WaiveForm(ClaimForm):
    note: str = Field(min_length=2, max_length=500, title='compensation-waive-note', json_schema_extra=LONG)


class WorkOffForm(ClaimForm):
    amount: Money | None = None  # how much of it, in yuan; all that is left without
    note: str = Field(min_length=2, max_length=500, title='compensation-work_off-note', json_schema_extra=LONG)


class RulesForm(Form):
    preset: str = Field(max_length=20)
    allowance: Money | None = None
    residual: Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)] | None = None
    points: dict[Cause, Points] = Field(default={}, max_length=len(CAUSES))
    reward: Points | None = None
    checklist: str = Field(default='', max_length=60)  # the score board that marks go to; none without


class PriceForm(Form):
    name: str = Field(default='', max_length=100)
    category: str = Field(default='', max_length=40)
    price: Money
    life: int | None = Field(default=None, ge=1, le=100)


class UnpriceForm(Form):
    key: str = Field(max_length=120)


class RewardForm(Form):
    points: Decimal = Field(gt=0, le=100, max_digits=5, decimal_places=2, title='compensation-reward-points')
    reason: str = Field(min_length=1, max_length=300, title='compensation-reward-reason')
    term: str = Field(default='', max_length=60, json_schema_extra=HIDDEN)
    whole_term: bool = Field(default=False, json_schema_extra=HIDDEN)  # for a term without a loss, given once


class TermSignForm(SignForm):
    term: str = Field(default='', max_length=60, json_schema_extra=HIDDEN)
    owner: str = Field(default='', max_length=80, json_schema_extra=HIDDEN)
    role: Role = Field(json_schema_extra=HIDDEN)
