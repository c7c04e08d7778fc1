"""The school calendar: which days are school days, and files that say so."""

import io
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app import calendar
from app.calendar import Calendar, each_day, spans_of
from app.calendar_files import MOST_EVENTS, entries_of, read_calendar, read_date, write_calendar
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput, Problem, TooLarge
from app.core.records import write_one
from models import Schedule, SpecialDay, Term
from tests.cast import School, told

DAY = timedelta(days=1)
AUTUMN = (date(2026, 9, 1), date(2027, 1, 22))
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def calendars(draw: Any) -> Calendar:
    """Terms that share no day, and days that are not what their weekday says."""
    cuts = sorted(draw(st.lists(days, max_size=6, unique=True)))
    terms = [Term(id=uuid4(), name='t', starts=a, ends=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    special = {
        day: SpecialDay(day=day, what=what, weekday=weekday if what == 'makeup' else None)
        for day, what, weekday in draw(
            st.lists(
                st.tuples(days, st.sampled_from(['holiday', 'makeup', '']), st.none() | st.integers(0, 6)), max_size=30
            )
        )
    }
    return Calendar(tuple(terms), special)


@given(calendars(), days, st.integers(0, 90))
def test_a_school_day_is_a_make_up_day_or_a_weekday_of_a_term_that_is_no_holiday(
    known: Calendar, first: date, length: int
) -> None:
    last = first + DAY * length
    school = list(known.school_days(first, last))
    for day in each_day(first, last):
        what = known.days[day].what if day in known.days else ''
        in_term = not known.terms or any(term.starts <= day <= term.ends for term in known.terms)
        assert (day in school) is (what == 'makeup' or (what == '' and day.weekday() < 5 and in_term))
    assert known.first_school_day(first, last) == (school[0] if school else None)
    assert known.last_school_day(first, last) == (school[-1] if school else None)


@given(calendars(), days)
def test_the_day_before_a_break_is_followed_by_three_days_without_school(known: Calendar, day: date) -> None:
    free = [not known.is_school_day(day + DAY * n) for n in (1, 2, 3)]
    assert known.is_before_break(day) is (known.is_school_day(day) and all(free))


async def mark(first: date, last: date, what: str = 'holiday', **more: Any) -> None:
    facts = {'starts': str(first), 'ends': str(last), 'what': what, **more}
    await write_one(enter('calendar.mark', facts), the_server())


async def add_term(first: date, last: date, name: str = '第一学期') -> Term:
    facts = {'starts': str(first), 'ends': str(last), 'name': name}
    verdict = await write_one(enter('calendar.add_term', facts), the_server())
    return await Term.get(id=verdict.id)


async def test_what_is_said_of_a_day_last_counts(school: School) -> None:
    await add_term(*AUTUMN)
    await mark(date(2026, 10, 1), date(2026, 10, 8), name='国庆')
    await mark(date(2026, 10, 8), date(2026, 10, 8), '')
    await mark(date(2026, 10, 10), date(2026, 10, 10), 'makeup', weekday=0)
    known = await calendar.calendar()
    assert not known.is_school_day(date(2026, 10, 7))
    assert known.is_school_day(date(2026, 10, 8))
    assert known.is_school_day(date(2026, 10, 10))
    assert known.weekday(date(2026, 10, 10)) == 0
    assert [len(run) for run in spans_of(known.days.values())] == [7, 1]


async def test_a_teacher_may_not_change_the_calendar(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdict = await phone.write_one(phone.seal('calendar.mark', {'starts': '2026-10-01', 'ends': '2026-10-01'}))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')


@pytest.mark.parametrize(
    'facts', [
        {'starts': '2026-02-30', 'ends': '2026-03-01'}, {'starts': '2026-03-02', 'ends': '2026-03-01'},
        {'starts': '1926-03-01', 'ends': '1926-03-02'}, {'starts': '2026-01-01', 'ends': '2026-12-31'},
    ],
)  # fmt: skip
async def test_days_that_are_not_on_the_calendar_or_too_many_are_refused(school: School, facts: dict[str, str]) -> None:
    with pytest.raises(Problem) as refused:
        await write_one(enter('calendar.mark', facts), the_server())
    assert refused.value.code == 'bad_payload'
    assert await SpecialDay.all().count() == 0


async def test_terms_share_no_day(school: School) -> None:
    term = await add_term(*AUTUMN)
    facts = {'starts': '2027-01-22', 'ends': '2027-02-10', 'name': '冬令营'}
    with pytest.raises(Problem, match='terms_overlap'):
        await write_one(enter('calendar.add_term', facts), the_server())
    longer = {'term': str(term.id), 'starts': '2026-08-31', 'ends': '2027-01-23', 'name': '第一学期'}
    await write_one(enter('calendar.revise_term', longer), the_server())
    assert (await Term.get(id=term.id)).ends == date(2027, 1, 23)


async def test_a_term_that_schedules_run_in_is_not_removed_and_they_are_named(school: School) -> None:
    term = await add_term(*AUTUMN)
    await Schedule.create(
        id=uuid4(), name='每周查玩具', rule={}, starts=AUTUMN[0], since=datetime.now().astimezone(), term_id=term.id
    )
    with pytest.raises(Problem, match='term_in_use') as refused:
        await write_one(enter('calendar.remove_term', {'term': str(term.id)}), the_server())
    assert '每周查玩具' in told('term_in_use', refused.value.facts)
    await Schedule.all().update(stopped_at=datetime.now().astimezone())
    await write_one(enter('calendar.remove_term', {'term': str(term.id)}), the_server())
    assert await calendar.terms() == []


def ics(*events: str) -> bytes:
    body = ''.join(f'BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n' for event in events)
    return f'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//\r\n{body}END:VCALENDAR\r\n'.encode()


def test_an_ics_file_says_holidays_make_up_days_and_terms() -> None:
    lines = read_calendar(
        ics(
            'SUMMARY:国庆节\r\nDTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261008',
            'SUMMARY:国庆节调休上班\r\nDTSTART;VALUE=DATE:20261010',
            'SUMMARY:2026学年第一学期\r\nDTSTART;VALUE=DATE:20260901\r\nDTEND;VALUE=DATE:20270123',
            'SUMMARY:家长会\r\nDTSTART:20261105T013000Z\r\nDTEND:20261105T030000Z',
            'SUMMARY:周休\r\nDTSTART;VALUE=DATE:20261107\r\nRRULE:FREQ=WEEKLY',
            'SUMMARY:节日\r\nDTSTART;VALUE=DATE:20260230',
        )
    )
    assert [(line.what, str(line.starts), str(line.ends), line.why) for line in lines] == [
        ('holiday', '2026-10-01', '2026-10-07', ''),
        ('makeup', '2026-10-10', '2026-10-10', ''),
        ('term', '2026-09-01', '2027-01-22', ''),
        ('', '2026-11-05', '2026-11-05', 'no_kind'),
        ('holiday', '2026-11-07', '2026-11-07', 'repeats'),
        ('holiday', 'None', 'None', 'no_date'),
    ]
    assert len(entries_of(lines)) == 3


def test_an_ics_file_with_too_many_events_is_refused_before_it_is_read() -> None:
    event = 'SUMMARY:节\r\nDTSTART;VALUE=DATE:20261001'
    with pytest.raises(TooLarge) as refused:
        read_calendar(ics(*[event] * (MOST_EVENTS + 1)))
    assert refused.value.code == 'too_many_events'
    assert '10001' in told('too_many_events', refused.value.facts).replace(',', '').replace('，', '')


async def test_ten_thousand_events_are_taken(school: School) -> None:
    start = date(2026, 1, 1)
    events = [f'SUMMARY:节\r\nDTSTART;VALUE=DATE:{start + DAY * (n % 700):%Y%m%d}' for n in range(MOST_EVENTS)]
    lines = read_calendar(ics(*events))
    assert len(lines) == MOST_EVENTS
    assert await write_calendar(lines[:700], the_server()) == 0
    assert await SpecialDay.all().count() == 700


@pytest.mark.parametrize('data', [b'BEGIN:VCALENDAR', b'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART', b'\x00\x01', b''])
def test_a_broken_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        read_calendar(data)
    told(refused.value.code, refused.value.facts)


@given(st.binary(max_size=300))
def test_no_ics_file_breaks_the_reader(junk: bytes) -> None:
    try:
        read_calendar(b'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n' + junk + b'\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n')
    except (BadInput, TooLarge) as problem:
        told(problem.code, problem.facts)


def sheet(*rows: list[Any]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {'default_date_format': 'yyyy-mm-dd'})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return made.getvalue()


def test_a_spreadsheet_says_the_same() -> None:
    lines = read_calendar(
        sheet(
            ['2026—2027 学年校历'],
            ['名称', '开始日期', '结束日期', '类型', '补哪天的课'],
            ['第一学期', '2026年9月1日', '2027年1月22日', '学期'],
            ['国庆', datetime(2026, 10, 1), datetime(2026, 10, 7), '放假'],
            ['国庆调休', '2026/10/10', '', '', '周一'],
            ['写错了', '2026-02-30', '', '放假'],
        )
    )
    assert [(line.name, line.what, str(line.starts), str(line.ends), line.weekday, line.why) for line in lines] == [
        ('第一学期', 'term', '2026-09-01', '2027-01-22', None, ''),
        ('国庆', 'holiday', '2026-10-01', '2026-10-07', None, ''),
        ('国庆调休', 'makeup', '2026-10-10', '2026-10-10', 0, ''),
        ('写错了', 'holiday', 'None', 'None', None, 'no_date'),
    ]


def test_a_spreadsheet_without_dates_says_what_is_missing() -> None:
    with pytest.raises(BadInput, match='calendar_columns'):
        read_calendar(sheet(['甲', '乙'], ['1', '2']))


@given(days)
def test_a_date_is_read_however_it_is_written(day: date) -> None:
    for text in (
        f'{day}',
        f'{day:%Y/%m/%d}',
        f'{day.year}年{day.month}月{day.day}日',
        f'{day.year}.{day.month}.{day.day}',
    ):
        assert read_date(text) == day
