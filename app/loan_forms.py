"""What is filled in at the counter: a slip for what goes out, what comes back and how, and who really has it."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from app.core.kinds import Form

MOST = 100  # things in one slip

Rule = Literal['lesson', 'day', 'week', 'term', 'custody', 'date']
Hashes = list[str]
PHOTOS: Hashes = Field(default=[], max_length=12)


class LentThing(Form):
    thing: UUID
    quantity: int = Field(default=1, ge=1, le=100_000)


class DueForm(Form):
    rule: Rule = 'day'
    due: date | None = None

    @model_validator(mode='after')
    def _a_day_where_one_is_wanted(self) -> 'DueForm':
        if (self.rule == 'date') != (self.due is not None):
            raise ValueError('a day belongs to the rule date, and to it alone')
        return self


class LendForm(DueForm):
    things: list[LentThing] = Field(min_length=1, max_length=MOST)
    borrower_kind: Literal['staff', 'class', 'unit', 'outside']
    person: UUID | None = None
    borrower: str = Field(default='', max_length=80)
    mark: str = Field(default='', max_length=20)
    purpose: str = Field(default='', max_length=300)
    leaves: bool = False
    despite: bool = False  # what was promised to others
    signature: str = Field(default='', max_length=64)
    photos: Hashes = PHOTOS

    @model_validator(mode='after')
    def _somebody(self) -> 'LendForm':
        if (self.borrower_kind == 'staff') != bool(self.person) or bool(self.person) == bool(self.borrower):
            raise ValueError('staff by their account, others by name')
        return self

    @property
    def pieces(self) -> dict[UUID, int]:
        """How many of each thing; what was scanned twice stands once."""
        found: dict[UUID, int] = {}
        for each in self.things:
            found[each.thing] = found.get(each.thing, 0) + each.quantity
        return found


class BackThing(Form):
    thing: UUID
    loan: UUID | None = None
    quantity: int = Field(default=1, ge=1, le=100_000)
    condition: Literal['good', 'damaged'] = 'good'
    note: str = Field(default='', max_length=500)
    photos: Hashes = PHOTOS
    claim: bool = False  # whoever borrowed it is to make the damage good


class TakeBackForm(Form):
    things: list[BackThing] = Field(min_length=1, max_length=MOST)
    brought_by: str = Field(default='', max_length=80)
    signature: str = Field(default='', max_length=64)


class RenewForm(DueForm):
    loans: list[UUID] = Field(min_length=1, max_length=MOST)


class SettleForm(Form):
    claim: UUID
    has_it: bool


class SlipForm(Form):
    slip: UUID


class RefuseForm(SlipForm):
    why: str = Field(default='', max_length=300)


class UseForm(Form):
    people: int | None = Field(default=None, ge=1, le=5_000, title='loans-use-people')
    note: str = Field(default='', max_length=300, title='loans-use-note')
