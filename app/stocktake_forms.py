"""What is filled in for a stocktake."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.core.entries import Moment
from app.core.kinds import Form

MOST = 100_000  # pieces under one label


class TeamForm(Form):
    """Who counts which places, and all that is inside of them."""

    people: list[UUID] = Field(min_length=1, max_length=50)
    places: list[UUID] = Field(min_length=1, max_length=500)


class PlanForm(Form):
    name: str = Field(min_length=1, max_length=80)
    preset: Literal['monthly', 'term_end', 'special'] = 'special'
    reference: date
    places: list[UUID] = Field(default=[], max_length=500)
    categories: list[str] = Field(default=[], max_length=200)
    custodians: list[str] = Field(default=[], max_length=200)
    value_from: Decimal | None = Field(default=None, ge=0, max_digits=14, decimal_places=2)  # yuan for one unit
    blind: bool = False
    teams: list[TeamForm] = Field(default=[], max_length=200)


class StocktakeForm(Form):
    stocktake: UUID


class AssignForm(StocktakeForm):
    """Who counts which places from now on, and which rooms join that nobody expected."""

    teams: list[TeamForm] = Field(default=[], max_length=200)
    rooms: list[UUID] = Field(default=[], max_length=200)


class CountForm(StocktakeForm):
    """A thing that was seen. Without a quantity: as much as the books say; 0: looked for and not found."""

    place: UUID
    quantity: int | None = Field(default=None, ge=0, le=MOST)
    condition: Literal['good', 'damaged'] = 'good'
    damaged: int | None = Field(default=None, ge=0, le=MOST)  # how many of them; else all where it is damaged
    note: str = Field(default='', max_length=500)
    photos: list[str] = Field(default=[], max_length=12)


class MeetForm(StocktakeForm):
    """Something that is on no book: a code that nobody knows, or an object without a label."""

    place: UUID
    code: str = Field(default='', max_length=400)
    note: str = Field(default='', max_length=500)
    photos: list[str] = Field(default=[], max_length=12)


class UncountForm(StocktakeForm):
    stocktake: UUID | None = None  # type: ignore[assignment]
    count: UUID


class PlaceForm(StocktakeForm):
    place: UUID


class SettleForm(StocktakeForm):
    """Which of differing counts holds, or what the office saw itself."""

    thing: UUID
    place: UUID | None = None  # without one: where the books have it
    quantity: int = Field(ge=0, le=MOST)
    damaged: int = Field(default=0, ge=0, le=MOST)
    note: str = Field(default='', max_length=500)


class ExplainForm(StocktakeForm):
    """Why lines differ, and what is to be done about them; without an action the usual one."""

    things: list[UUID] = Field(min_length=1, max_length=500)
    reason: Literal[  # why the goods differ from the books (差异原因)
        'moved', 'moved_on_record', 'lent', 'in_repair', 'written_off', 'broken', 'lost', 'used_up', 'not_booked',
        'booked_wrong', 'other',
    ]  # fmt: skip
    note: str = Field(default='', max_length=500)
    action: Literal['', 'move', 'correct', 'loss', 'writeoff', 'repair', 'leave'] = ''
    claims: bool = False  # somebody is to make it good


class ExplainMetForm(StocktakeForm):
    """Why something is on no book, and whether it is entered once that is approved; what it is called then."""

    counts: list[UUID] = Field(min_length=1, max_length=500)
    reason: Literal['not_booked', 'written_off', 'private', 'foreign', 'other']
    note: str = Field(default='', max_length=500)
    enters: bool = False
    name: str = Field(default='', max_length=200)
    category: str = Field(default='other', max_length=40)
    quantity: int = Field(default=1, ge=1, le=MOST)


class MetForm(StocktakeForm):
    """Something on no book, by the count that tells of it."""

    met: UUID


class NotWaitedForm(Form):
    """A phone that still had something when it was closed."""

    person: UUID
    waiting: int = Field(ge=0, le=1_000_000)
    seen_at: Moment | None = None


class WaitForm(StocktakeForm):
    """Close it as soon as no phone has anything unsent, or do so no more."""

    waits: bool = True


class CloseForm(StocktakeForm):
    not_waited: list[NotWaitedForm] = Field(default=[], max_length=500)


class ApproveForm(StocktakeForm):
    note: str = Field(default='', max_length=500)
