"""What is filled in at the counter: a slip for what goes out, what comes back and how, and who really has it."""

from datetime import date, time
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
    condition: Literal['good', 'worn'] = 'good'
    note: str = Field(default='', max_length=300)  # what is wrong with it as it goes out
    photos: Hashes = PHOTOS


class DueForm(Form):
    rule: Rule = 'day'
    due: date | None = None

    @model_validator(mode='after')
    def _a_day_where_one_is_wanted(self) -> 'DueForm':
        if (self.rule == 'date') != (self.due is not None):
            raise ValueError('a day belongs to the rule date, and to it alone')
        return self


class BorrowForm(DueForm):
    """What somebody takes alone, without the counter."""

    things: list[LentThing] = Field(min_length=1, max_length=MOST)
    purpose: str = Field(default='', max_length=300)
    leaves: bool = False
    signature: str = Field(default='', max_length=64)
    photos: Hashes = PHOTOS


class LendForm(BorrowForm):
    borrower_kind: Literal['staff', 'class', 'unit', 'outside']
    person: UUID | None = None
    borrower: str = Field(default='', max_length=80)
    mark: str = Field(default='', max_length=20)  # the school's own sign for a pupil, never the name
    despite: bool = False  # what was promised to others

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

    @property
    def as_lent(self) -> dict[UUID, LentThing]:
        """How each went out."""
        return {each.thing: each for each in reversed(self.things)}


class MissingPart(Form):
    part: UUID
    count: int = Field(default=1, ge=1, le=10_000)


class BackThing(Form):
    thing: UUID
    loan: UUID | None = None
    quantity: int = Field(default=1, ge=1, le=100_000)
    condition: Literal['good', 'damaged'] = 'good'
    note: str = Field(default='', max_length=500)
    photos: Hashes = PHOTOS
    claim: bool = False  # whoever borrowed it is to make the damage good
    missing: list[MissingPart] = Field(default=[], max_length=MOST)  # of a kit

    @property
    def lacks(self) -> dict[UUID, int]:
        return {each.part: each.count for each in self.missing}


class TakeBackForm(Form):
    things: list[BackThing] = Field(min_length=1, max_length=MOST)
    brought_by: str = Field(default='', max_length=80)
    signature: str = Field(default='', max_length=64)
    photos: Hashes = PHOTOS  # of all of it together


class RenewForm(DueForm):
    loans: list[UUID] = Field(min_length=1, max_length=MOST)


class SettleForm(Form):
    claim: UUID
    has_it: bool


class SlipForm(Form):
    slip: UUID


class RefuseForm(SlipForm):
    why: str = Field(default='', max_length=300)


class RulesForm(Form):
    """What the school has laid down; what is not given stays."""

    lessons: list[tuple[time, time]] | None = Field(default=None, min_length=1, max_length=20)
    alone: bool | None = None  # whether staff may borrow without the counter
    classes_alone: bool | None = None  # whether a class may by its own account

    @model_validator(mode='after')
    def _one_after_the_other(self) -> 'RulesForm':
        moments = [moment for lesson in self.lessons or () for moment in lesson]
        if any(one >= other for one, other in zip(moments[::2], moments[1::2], strict=True)):
            raise ValueError('a lesson begins before it ends')
        if any(one > other for one, other in zip(moments[1::2], moments[2::2], strict=False)):
            raise ValueError('a lesson begins after the one before')
        return self


class UseForm(Form):
    people: int | None = Field(default=None, ge=1, le=5_000, title='loans-use-people')
    note: str = Field(default='', max_length=300, title='loans-use-note')
