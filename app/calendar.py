"""The school calendar: terms, holidays and make-up days (调休), and which days are school days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from app.core import db
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Schedule, SpecialDay, Term

DAY = timedelta(days=1)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
LONGEST_TERM, LONGEST_MARK = 400, 120  # days
LONG_BREAK = 3  # days without school that make a break worth locking up for


class Span(Form):
    """Days from the first to the last, both included."""

    starts: date = Field(title='calendar-starts', ge=EARLIEST, le=LATEST)
    ends: date = Field(title='calendar-ends', ge=EARLIEST, le=LATEST)

    @model_validator(mode='after')
    def _in_order(self) -> 'Span':
        if self.ends < self.starts:
            raise ValueError('the last day is before the first')
        return self

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days + 1


class AddTermForm(Span):
    name: str = Field(min_length=1, max_length=60, title='calendar-name')

    @model_validator(mode='after')
    def _short_enough(self) -> 'AddTermForm':
        if self.days > LONGEST_TERM:
            raise ValueError('longer than a year')
        return self


@kind
async def add_term(form: AddTermForm, record: Writing) -> None:
    """A term of the year. Terms may not share days: a day is in one term or in none."""
    await _alone(form)
    await Term.create(id=record.id, name=form.name, starts=form.starts, ends=form.ends, cursor=record.number)


class ReviseTermForm(AddTermForm):
    term: UUID


@kind
async def revise_term(form: ReviseTermForm, record: Writing) -> None:
    """The term has other days, or another name."""
    found = await term(form.term)
    await _alone(form, but=found.id)
    found.update_from_dict({'name': form.name, 'starts': form.starts, 'ends': form.ends, 'cursor': record.number})
    await found.save()


class RemoveTermForm(Form):
    term: UUID


@kind
async def remove_term(form: RemoveTermForm, record: Writing) -> None:
    """The term was a mistake. One that schedules run in stays until they have been given another."""
    found = await term(form.term)
    using = await Schedule.filter(term_id=found.id, stopped_at=None).order_by('name').values_list('name', flat=True)
    if using:
        raise Conflict('term_in_use', term=found.name, schedules=[str(name) for name in using])
    found.removed_at, found.cursor = record.received_at, record.number  # type: ignore[assignment]
    await found.save()


class MarkForm(Span):
    what: Literal['holiday', 'makeup', ''] = 'holiday'
    name: str = Field(default='', max_length=60, title='calendar-name')
    weekday: int | None = Field(default=None, ge=0, le=6)

    @model_validator(mode='after')
    def _short_enough(self) -> 'MarkForm':
        if self.days > LONGEST_MARK:
            raise ValueError('too many days')
        return self


@kind
async def mark(form: MarkForm, record: Writing) -> None:
    """Say what days are: holidays, make-up school days, or as usual again. What is said last counts."""
    days = [form.starts + DAY * n for n in range(form.days)]
    await SpecialDay.filter(day__in=days).delete()
    weekday = form.weekday if form.what == 'makeup' else None
    await SpecialDay.bulk_create(
        [SpecialDay(day=day, what=form.what, name=form.name, weekday=weekday, cursor=record.number) for day in days]
    )


@dataclass(frozen=True)
class Calendar:
    """What is known of the year; without any term every Monday to Friday that is no holiday is a school day."""

    terms: tuple[Term, ...] = ()
    days: Mapping[date, SpecialDay] = field(default_factory=dict)

    def term_of(self, day: date) -> Term | None:
        return next((term for term in self.terms if term.starts <= day <= term.ends), None)

    def is_school_day(self, day: date) -> bool:
        special = self.days.get(day)
        if special and special.what:
            return special.what == 'makeup'
        return day.weekday() < 5 and (not self.terms or self.term_of(day) is not None)

    def weekday(self, day: date) -> int:
        """The weekday whose timetable a day follows: a make-up Saturday may stand for a Monday."""
        special = self.days.get(day)
        return special.weekday if special and special.weekday is not None else day.weekday()

    def school_days(self, first: date, last: date) -> Iterator[date]:
        return (day for day in each_day(first, last) if self.is_school_day(day))

    def first_school_day(self, first: date, last: date) -> date | None:
        return next(self.school_days(first, last), None)

    def last_school_day(self, first: date, last: date) -> date | None:
        return next((day for day in reversed(list(each_day(first, last))) if self.is_school_day(day)), None)

    def is_before_break(self, day: date) -> bool:
        """Whether this is the last school day before at least three days without school."""
        return self.is_school_day(day) and not any(self.is_school_day(day + DAY * n) for n in range(1, LONG_BREAK + 1))


def each_day(first: date, last: date) -> Iterator[date]:
    return (first + DAY * n for n in range((last - first).days + 1))


async def calendar() -> Calendar:
    """All that is known; a few hundred rows for a school's whole life."""
    found = await db.fetch(SpecialDay, "what != '' ORDER BY day")
    return Calendar(tuple(await terms()), {special.day: special for special in found})


async def terms() -> list[Term]:
    return await db.fetch(Term, 'removed_at IS NULL ORDER BY starts')


async def term(id: UUID) -> Term:
    """Raises NotFound."""
    found = await Term.get_or_none(id=id, removed_at=None)
    if not found:
        raise NotFound('unknown_term')
    return found


async def _alone(form: Span, but: UUID | None = None) -> None:
    for other in await terms():
        if other.id != but and other.starts <= form.ends and form.starts <= other.ends:
            raise Conflict('terms_overlap', term=other.name)


def spans_of(special: Iterable[SpecialDay]) -> list[list[SpecialDay]]:
    """Days in a row that are the same, as people speak of them: the National Day holiday, the first to the seventh."""
    runs: list[list[SpecialDay]] = []
    for day in special:
        last = runs[-1][-1] if runs else None
        if last and day.day - last.day == DAY and (day.what, day.name, day.weekday) == (
            last.what, last.name, last.weekday
        ):  # fmt: skip
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
