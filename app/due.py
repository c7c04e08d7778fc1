"""When a schedule is due: rules to days by the school calendar, days to moments. Pure: no database, no clock."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Annotated, Literal
from uuid import UUID, uuid5

from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule
from pydantic import AfterValidator, Field, model_validator

from app.calendar import Calendar, each_day
from app.core.kinds import Form
from models import Schedule

DAY = timedelta(days=1)
MOST_DAYS = 800  # asked about at once
EARLY = 14  # days before which a yearly or term's round may begin


def _a_time(text: str) -> str:
    if not re.fullmatch(r'([01]\d|2[0-3]):[0-5]\d', text):
        raise ValueError('not a time of day')
    return text


Time = Annotated[str, AfterValidator(_a_time)]


class Rule(Form):
    """How often. A day without school moves within its week, month or year, unless every day of the year counts."""

    every: Literal['day', 'meal', 'week', 'month', 'quarter', 'year', 'term', 'holiday']
    interval: int = Field(default=1, ge=1, le=12)  # every second week, every third month
    weekdays: list[int] = Field(default=[], max_length=7)  # of a week: 0 is Monday
    at: Literal['first', 'last', 'day'] = 'first'  # of a month, quarter or term: first or last (school) day, or a date
    day: int = Field(default=1, ge=1, le=31)  # the 31st is the last day of shorter months
    month: int = Field(default=6, ge=1, le=12)  # of a year: on or before this date
    times: list[Time] = Field(default=['17:00'], min_length=1, max_length=12)
    school_days_only: bool = True

    @model_validator(mode='after')
    def _whole(self) -> 'Rule':
        if self.every == 'week' and not (self.weekdays and all(0 <= day <= 6 for day in self.weekdays)):
            raise ValueError('a week needs a weekday')
        if sorted(set(self.times)) != self.times:
            raise ValueError('times in their order, each once')
        return self


@dataclass(frozen=True)
class Due:
    """One time that a schedule is due: it may begin at `opens`, should be done `by`, and is missed after `closes`."""

    schedule: UUID
    day: date
    slot: int
    opens: datetime
    by: datetime
    closes: datetime

    @cached_property
    def id(self) -> UUID:
        """The same on every phone, so that two people who begin it begin the same round."""
        return uuid5(self.schedule, f'{self.day}#{self.slot}')


def due(schedules: Iterable[Schedule], first: date, last: date, calendar: Calendar, zone: tzinfo) -> list[Due]:
    """Everything that is due on the days from `first` to `last`, both included, in the order of time."""
    found = [each for schedule in schedules for each in due_of(schedule, first, last, calendar, zone)]
    return sorted(found, key=lambda each: (each.by, each.schedule))


def due_of(schedule: Schedule, first: date, last: date, calendar: Calendar, zone: tzinfo) -> Iterator[Due]:
    """When one schedule is due; nothing before it was made and nothing after it was stopped."""
    rule = Rule.model_construct(**schedule.rule)
    first, last = _bounds(schedule, first, last, calendar)
    times = [time.fromisoformat(each) for each in rule.times]
    for day in days_of(rule, first, last, calendar, schedule.starts):
        moments = [_moment(day, each, zone) for each in times]
        start, end = _window(rule, day, calendar, zone)
        for slot, by in enumerate(moments):
            if by <= schedule.since or (schedule.stopped_at and by > schedule.stopped_at):
                continue
            opens = moments[slot - 1] if slot else start
            closes = moments[slot + 1] if slot + 1 < len(moments) else end
            yield Due(schedule.id, day, slot, min(opens, by), by, max(closes, by))


def _bounds(schedule: Schedule, first: date, last: date, calendar: Calendar) -> tuple[date, date]:
    last = min(last, first + DAY * MOST_DAYS)
    bounds = [(schedule.starts, schedule.ends)]
    if schedule.term_id:
        term = next((term for term in calendar.terms if term.id == schedule.term_id), None)
        bounds.append((term.starts, term.ends) if term else (last + DAY, last))
    for start, end in bounds:
        first, last = max(first, start), min(last, end or last)
    return first, last


def days_of(rule: Rule, first: date, last: date, calendar: Calendar, anchor: date) -> list[date]:
    """The days a rule falls on, none before `anchor`, from which every second week or third month is counted."""
    first = max(first, anchor)
    if last < first:
        return []
    match rule.every:
        case 'day' | 'meal':
            found: Iterable[date | None] = each_day(first, last)
            if rule.school_days_only:
                found = calendar.school_days(first, last)
        case 'week':
            found = _weekly(rule, first, last, calendar, anchor)
        case 'term':
            end = rule.at == 'last'
            spans = ((term.starts, term.ends) for term in calendar.terms)
            found = [(calendar.last_school_day if end else calendar.first_school_day)(*span) for span in spans]
        case 'holiday':
            found = (day for day in each_day(first, last) if calendar.is_before_break(day))
        case 'year':
            found = _yearly(rule, first, last, calendar)
        case _:
            found = _monthly(rule, first, last, calendar, anchor)
    return sorted({day for day in found if day and first <= day <= last})


def _weekly(rule: Rule, first: date, last: date, calendar: Calendar, anchor: date) -> Iterator[date | None]:
    """A weekday, or the make-up day that stands for it, or the next school day of that week."""
    start = _monday(anchor if rule.interval > 1 and anchor < first else first)
    for nominal in _dates(rrule(WEEKLY, dtstart=_at(start), interval=rule.interval, byweekday=rule.weekdays,
                                until=_at(_monday(last) + DAY * 6))):  # fmt: skip
        monday = _monday(nominal)
        if monday + DAY * 6 < first:
            continue
        if not rule.school_days_only:
            yield nominal
            continue
        school = list(calendar.school_days(monday, monday + DAY * 6))
        standing = [day for day in school if calendar.weekday(day) == nominal.weekday()]
        yield next((day for day in (*standing, *school) if day in standing or day > nominal), None)


def _monthly(rule: Rule, first: date, last: date, calendar: Calendar, anchor: date) -> Iterator[date | None]:
    step = rule.interval * (3 if rule.every == 'quarter' else 1)
    start = anchor.replace(day=1) if rule.interval > 1 and anchor < first else first.replace(day=1)
    if rule.every == 'quarter':
        start = start.replace(month=(start.month - 1) // 3 * 3 + 1)
    for month in _dates(rrule(MONTHLY, dtstart=_at(start), interval=step, bymonthday=1, until=_at(last))):
        end = _month_end(month, 3 if rule.every == 'quarter' else 1)
        if end < first:
            continue
        if rule.at == 'day':
            nominal = min(month + DAY * (rule.day - 1), _month_end(month, 1))
            yield _moved(nominal, month, end, calendar) if rule.school_days_only else nominal
        elif not rule.school_days_only:
            yield month if rule.at == 'first' else end
        else:
            yield (calendar.first_school_day if rule.at == 'first' else calendar.last_school_day)(month, end)


def _yearly(rule: Rule, first: date, last: date, calendar: Calendar) -> Iterator[date | None]:
    """On or before a date of the year: «before the summer» is done before 10 June, not after it."""
    days = list(range(min(28, rule.day), rule.day + 1))  # 29 February is the 28th where there is none
    start, until = _at(first.replace(month=1, day=1)), _at(last.replace(month=12, day=31))
    for nominal in _dates(rrule(YEARLY, dtstart=start, bymonth=rule.month, bymonthday=days, bysetpos=-1, until=until)):
        earliest = nominal - DAY * 60
        yield calendar.last_school_day(earliest, nominal) if rule.school_days_only else nominal


def _moved(day: date, first: date, last: date, calendar: Calendar) -> date | None:
    """The day itself when there is school, else the next school day, else the one before."""
    return calendar.first_school_day(day, last) or calendar.last_school_day(first, day)


def _window(rule: Rule, day: date, calendar: Calendar, zone: tzinfo) -> tuple[datetime, datetime]:
    """From when a round may begin and until when it still counts as late rather than missed."""
    opens, closes = day, day + DAY
    if rule.every == 'week':
        later = [each for each in rule.weekdays if each > day.weekday()]
        closes = _monday(day) + DAY * (min(later) if later else 7)
    elif rule.every in ('month', 'quarter'):
        opens, closes = day - DAY * 2, _month_end(day, 1) + DAY
    elif rule.every in ('year', 'term', 'holiday'):
        opens, closes = day - DAY * EARLY, day + DAY * EARLY
        if rule.every == 'holiday':
            opens, closes = day - DAY * 2, day + DAY
    return _moment(opens, time(), zone), _moment(max(closes, day + DAY), time(), zone)


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    """In UTC. A time that the clocks skip counts as the same span after midnight, one that comes twice as the first."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def _month_end(day: date, months: int) -> date:
    """The last day of this month, or of the run of months that begins with it."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - DAY


def _monday(day: date) -> date:
    return day - DAY * day.weekday()


def _at(day: date) -> datetime:
    return datetime.combine(day, time())


def _dates(found: rrule) -> Iterator[date]:
    return (moment.date() for moment in found)
