"""Reservations: a thing, or any of its sort, promised for a time; clashes are said before they happen."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from app import class_names, loan_due, reservation_guard
from app.core.entries import Moment
from app.core.errors import BadInput, Conflict, NotFound, Refused
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.loan_states import moment_of
from app.reservation_guard import is_open_on, said, stem_of
from models import Person, Reservation, Thing

LEND = 'loans.lend'  # whoever may do this reserves for others too
LONGEST = timedelta(days=190)  # a term
FURTHEST = timedelta(days=400)


class ReserveForm(Form):
    any_alike: bool = False
    count: int = Field(default=1, ge=1, le=500)
    begins_at: Moment
    ends_at: Moment
    borrower_kind: Literal['staff', 'class', 'unit', 'outside'] = 'staff'
    person: UUID | None = None
    borrower: str = Field(default='', max_length=80)
    purpose: str = Field(default='', max_length=300)

    @model_validator(mode='after')
    def _for_somebody(self) -> 'ReserveForm':
        if (self.borrower_kind == 'staff') != bool(self.person) or bool(self.person) == bool(self.borrower):
            raise ValueError('staff by their account, others by name')
        return self


@kind
async def reserve(thing: Thing, form: ReserveForm, record: Writing) -> None:
    """Promise it to somebody. It may span a holiday, but begins and ends on days when somebody is there."""
    if thing.is_retired or thing.is_place:
        raise Conflict('not_lendable', thing=thing.name)
    if form.person != record.by.id and not record.by.may(LEND):
        raise Refused('reserve_for_oneself')
    if form.borrower_kind == 'class':
        await class_names.must_be_class(form.borrower)
    if form.person and not await Person.exists(id=form.person):
        raise NotFound('unknown_person')
    await _check_time(form, moment_of(record))
    if form.count > 1 and not form.any_alike and thing.quantity == 1:
        raise BadInput('one_piece', thing=thing.name)
    found = await reservation_guard.promises(thing, form.begins_at, moment_of(record))
    if not found.can_keep(thing, (form.begins_at, form.ends_at), form.count, form.any_alike):
        raise Conflict('reserved_already', thing=stem_of(thing.name) if form.any_alike else thing.name)
    await Reservation.create(
        id=record.id, ref=str(record.number), thing_id=thing.id, any_alike=form.any_alike, category=thing.category,
        stem=stem_of(thing.name), count=form.count, begins_at=form.begins_at, ends_at=form.ends_at,
        borrower_kind=form.borrower_kind, person_id=form.person, borrower=form.borrower, purpose=form.purpose,
        made_by=record.by.id,
    )  # fmt: skip
    record.made(thing)
    await record.change(thing)


async def _check_time(form: ReserveForm, moment: datetime) -> None:
    begins, ends = form.begins_at, form.ends_at
    if not begins < ends <= begins + LONGEST or begins > moment + FURTHEST:
        raise BadInput('reserved_badly')
    if ends <= moment:
        raise BadInput('reserved_for_past')
    school = await loan_due.school()
    for each in (begins, ends):
        if not is_open_on(each, school):
            raise BadInput('no_school_day', day=said(each)[:5])


class CancelForm(Form):
    reservation: UUID


@kind
async def cancel(form: CancelForm, record: Writing) -> None:
    """It is not wanted any more: by whom it was made for or by, or by the counter."""
    found = await Reservation.get_or_none(id=form.reservation)
    if not found:
        raise NotFound('unknown_reservation')
    if record.by.id not in (found.person_id, found.made_by) and not record.by.may(LEND):
        raise Refused('reserve_for_oneself')
    if found.state != 'open':
        raise Conflict('settled_already')
    found.state = 'cancelled'
    await found.save()
