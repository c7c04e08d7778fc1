"""When a schedule is due: rules against the school calendar, checked day by day."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.calendar import Calendar, each_day
from app.due import Rule, days_of, due, due_of
from models import Schedule, SpecialDay, Term
from tests.test_calendar import calendars, days

DAY = timedelta(days=1)
SHANGHAI = ZoneInfo('Asia/Shanghai')
AUTUMN = Term(id=uuid4(), name='秋', starts=date(2026, 9, 1), ends=date(2027, 1, 22))
SPRING = Term(id=uuid4(), name='春', starts=date(2027, 2, 22), ends=date(2027, 7, 2))
GOLDEN_WEEK = [date(2026, 10, 1) + DAY * n for n in range(7)]
YEAR = Calendar(
    (AUTUMN, SPRING),
    {day: SpecialDay(day=day, what='holiday') for day in GOLDEN_WEEK}
    | {date(2026, 10, 10): SpecialDay(day=date(2026, 10, 10), what='makeup', weekday=0)},
)


def schedule(**rule: Any) -> Schedule:
    more = {name: rule.pop(name) for name in ('starts', 'ends', 'term_id', 'since', 'stopped_at') if name in rule}
    facts = {'starts': date(2026, 9, 1), 'since': datetime(2020, 1, 1, tzinfo=UTC), **more}
    return Schedule(id=uuid4(), name='x', rule=Rule(**rule).model_dump(), **facts)


def days_due(first: str, last: str, **rule: Any) -> list[str]:
    span = date.fromisoformat(first), date.fromisoformat(last)
    return [str(day) for day in days_of(Rule(**rule), *span, YEAR, date(2026, 9, 1))]


@st.composite
def rules(draw: Any) -> Rule:
    every = draw(st.sampled_from(['day', 'meal', 'week', 'month', 'quarter', 'year', 'term', 'holiday']))
    return Rule(
        every=every,
        interval=draw(st.integers(1, 3)),
        weekdays=draw(st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True)),
        at=draw(st.sampled_from(['first', 'last', 'day'])),
        day=draw(st.integers(1, 31)),
        month=draw(st.integers(1, 12)),
        times=sorted(draw(st.sets(st.sampled_from(['07:30', '08:00', '12:00', '17:00', '23:59']), min_size=1))),
        school_days_only=draw(st.booleans()),
    )


@given(rules(), calendars(), days, st.integers(0, 60), st.integers(0, 60))
def test_what_is_due_on_a_day_does_not_depend_on_how_much_is_asked_for(
    rule: Rule, known: Calendar, first: date, before: int, length: int
) -> None:
    anchor = date(2026, 1, 5)
    narrow = days_of(rule, first, first + DAY * length, known, anchor)
    wide = days_of(rule, first - DAY * before, first + DAY * (length + before), known, anchor)
    assert narrow == [day for day in wide if first <= day <= first + DAY * length]
    assert narrow == sorted(set(narrow))


@given(rules(), calendars(), days)
def test_a_rule_of_school_days_falls_on_school_days_only(rule: Rule, known: Calendar, first: date) -> None:
    if rule.school_days_only or rule.every in ('term', 'holiday'):
        assert all(known.is_school_day(day) for day in days_of(rule, first, first + DAY * 90, known, first))


@given(calendars(), days, st.integers(0, 6))
def test_every_week_with_school_left_after_the_weekday_has_one_check(
    known: Calendar, first: date, weekday: int
) -> None:
    monday = first - DAY * first.weekday()
    found = days_of(Rule(every='week', weekdays=[weekday]), monday, monday + DAY * 6, known, monday)
    school = list(known.school_days(monday, monday + DAY * 6))
    wanted = [day for day in school if known.weekday(day) == weekday or day > monday + DAY * weekday]
    assert len(found) == bool(wanted)


@given(rules(), calendars(), days)
def test_a_round_opens_before_it_is_due_and_is_missed_after(rule: Rule, known: Calendar, first: date) -> None:
    planned = Schedule(
        id=uuid4(), name='x', rule=rule.model_dump(), starts=first, since=datetime(2020, 1, 1, tzinfo=UTC)
    )
    found = list(due_of(planned, first, first + DAY * 40, known, SHANGHAI))
    assert all(each.opens <= each.by <= each.closes for each in found)
    assert len({each.id for each in found}) == len(found)


def test_monday_is_not_every_seven_days() -> None:
    """DOMAIN 1.24, rule 2: the Monday of the holiday week is made up for on the Saturday that stands for it."""
    found = days_due('2026-09-28', '2026-10-20', every='week', weekdays=[0])
    assert found == ['2026-09-28', '2026-10-10', '2026-10-12', '2026-10-19']


def test_a_thursday_in_the_holiday_moves_to_the_next_school_day_of_its_week_or_is_left_out() -> None:
    assert days_due('2026-09-28', '2026-10-04', every='week', weekdays=[3]) == []
    assert days_due('2026-10-05', '2026-10-11', every='week', weekdays=[2]) == ['2026-10-08']


def test_the_first_school_day_of_the_month_knows_the_holiday() -> None:
    assert days_due('2026-10-01', '2026-12-31', every='month') == ['2026-10-08', '2026-11-02', '2026-12-01']


def test_a_month_without_school_has_no_first_school_day() -> None:
    assert days_due('2027-08-01', '2027-08-31', every='month') == []


def test_the_thirty_first_is_the_last_day_of_shorter_months() -> None:
    found = days_due('2026-11-01', '2027-03-31', every='month', at='day', day=31, school_days_only=False)
    assert found == ['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31']


def test_before_the_summer_is_not_after_it() -> None:
    assert days_due('2027-01-01', '2027-12-31', every='year', month=6, day=12) == ['2027-06-11']


def test_before_holidays_is_the_last_school_day() -> None:
    assert days_due('2026-09-01', '2027-07-31', every='holiday') == ['2026-09-30', '2027-01-22', '2027-07-02']


def test_the_start_and_the_end_of_term() -> None:
    assert days_due('2026-08-01', '2027-07-31', every='term', at='first') == ['2026-09-01', '2027-02-22']
    assert days_due('2026-08-01', '2027-07-31', every='term', at='last') == ['2027-01-22', '2027-07-02']


def test_every_second_friday_counts_from_the_first() -> None:
    found = days_due('2026-09-01', '2026-10-20', every='week', weekdays=[4], interval=2, school_days_only=False)
    assert found == ['2026-09-04', '2026-09-18', '2026-10-02', '2026-10-16']


def test_five_times_a_day_are_five_rounds_one_after_the_other() -> None:
    planned = schedule(every='day', times=['08:00', '11:00', '14:00', '17:00', '22:00'], school_days_only=False)
    found = list(due_of(planned, date(2026, 10, 3), date(2026, 10, 3), YEAR, SHANGHAI))
    assert [each.by.astimezone(SHANGHAI).hour for each in found] == [8, 11, 14, 17, 22]
    assert all(one.by == two.opens and one.closes == two.by for one, two in itertools.pairwise(found))


def test_nothing_is_due_outside_of_the_term_it_runs_in() -> None:
    planned = schedule(every='week', weekdays=[0], term_id=AUTUMN.id, school_days_only=False)
    found = list(due_of(planned, date(2026, 8, 1), date(2027, 7, 31), YEAR, SHANGHAI))
    assert {each.day for each in found} <= set(each_day(AUTUMN.starts, AUTUMN.ends))
    assert len(found) == 20
    planned.term_id = UUID(int=7)
    assert list(due_of(planned, date(2026, 8, 1), date(2027, 7, 31), YEAR, SHANGHAI)) == []


def test_nothing_was_due_before_it_was_made_or_after_it_was_stopped() -> None:
    planned = schedule(
        every='day',
        since=datetime(2026, 9, 7, 10, tzinfo=SHANGHAI),
        stopped_at=datetime(2026, 9, 9, 18, tzinfo=SHANGHAI),
        times=['08:00', '17:00'],
    )
    found = due([planned], date(2026, 9, 1), date(2026, 9, 30), YEAR, SHANGHAI)
    assert [(each.day.day, each.slot) for each in found] == [(7, 1), (8, 0), (8, 1), (9, 0), (9, 1)]


@pytest.mark.parametrize('zone', ['America/New_York', 'Europe/Berlin', 'Asia/Shanghai', 'Australia/Lord_Howe'])
def test_a_time_that_the_clocks_skip_is_still_one_moment(zone: str) -> None:
    """2:30 on the night the clocks go forward does not exist in New York; the round is due all the same, once."""
    planned = schedule(every='day', times=['02:30'], school_days_only=False, starts=date(2026, 1, 1))
    found = list(due_of(planned, date(2026, 1, 1), date(2026, 12, 31), Calendar(), ZoneInfo(zone)))
    assert [each.day for each in found] == list(each_day(date(2026, 1, 1), date(2026, 12, 31)))
    assert all(one.by < two.by for one, two in itertools.pairwise(found))
    local = [each.by.astimezone(ZoneInfo(zone)) for each in found]
    assert all(moment.date() == each.day for moment, each in zip(local, found, strict=True))
    assert all(time(1, 59) < moment.time() <= time(3, 30) for moment in local)


@pytest.mark.parametrize(
    'rule', [
        {'every': 'week'}, {'every': 'week', 'weekdays': [7]}, {'every': 'day', 'times': ['24:00']},
        {'every': 'day', 'times': []}, {'every': 'day', 'times': ['08:00', '08:00']}, {'every': 'sometimes'},
        {'every': 'month', 'at': 'day', 'day': 32}, {'every': 'day', 'times': ['8:00']},
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Rule(**rule)
