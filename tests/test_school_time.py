"""School time: hours of school days, forwards and backwards."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.calendar import Calendar
from app.school_time import SchoolTime
from models import SpecialDay, Term

ZONE = ZoneInfo('Asia/Shanghai')
PLAIN = SchoolTime(Calendar(), ZONE)
AUTUMN = Term(name='autumn', starts=date(2026, 9, 1), ends=date(2027, 1, 22))
HOLIDAY = SchoolTime(
    Calendar((AUTUMN,), {date(2026, 10, day): SpecialDay(day=date(2026, 10, day), what='holiday') for day in range(1, 8)}),
    ZONE,
)  # fmt: skip
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def test_nobody_is_late_over_a_weekend() -> None:
    friday_afternoon = at(20, 17)
    assert PLAIN.later(friday_afternoon, 60) == at(23, 8)
    assert PLAIN.between(friday_afternoon, at(23, 8)) == 60


def test_a_report_in_the_night_begins_with_the_morning() -> None:
    assert PLAIN.later(at(18, 22), 30) == at(19, 8)
    assert PLAIN.between(at(18, 22), at(19, 8)) == 30


def test_a_holiday_is_left_out() -> None:
    assert HOLIDAY.later(at(30, 17, 0, month=9), 60) == at(8, 8, 0, month=10)


def test_where_the_next_term_is_not_entered_yet_weekdays_count_in_the_end() -> None:
    after = datetime(2027, 1, 25, 9, tzinfo=ZONE)
    assert HOLIDAY.later(after, 60) < after + timedelta(days=365)


@given(MOMENTS, st.integers(0, 20_000))
def test_what_is_added_is_found_between(moment: datetime, minutes: int) -> None:
    later = PLAIN.later(moment, minutes)
    assert later >= moment
    assert PLAIN.between(moment, later) == minutes


@given(MOMENTS, MOMENTS, MOMENTS)
def test_time_between_adds_up_to_the_minute(a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted((a, b, c))
    whole = PLAIN.between(a, c)
    assert abs(whole - PLAIN.between(a, b) - PLAIN.between(b, c)) <= 1
    assert 0 <= whole <= (c - a).total_seconds() / 60


@given(MOMENTS, MOMENTS)
def test_a_clock_that_runs_backwards_counts_nothing(a: datetime, b: datetime) -> None:
    if b <= a:
        assert PLAIN.between(a, b) == 0


def test_other_hours_are_kept() -> None:
    early = SchoolTime(Calendar(), ZONE, time(6), time(20))
    assert early.later(at(18, 5), 15 * 60) == at(19, 7)
