"""Reservations: what was promised can be kept, as a model that tries everything says; clashes are said beforehand."""

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import reservation_list, reservation_week
from app.core import db
from app.core.actors import the_server
from app.core.chain import moment_of
from app.core.entries import enter
from app.core.records import Verdict, write_one
from app.reservation_clash import Span, Wish, fits, overlap
from app.reservation_guard import stem_of
from models import Loan, Reservation, SpecialDay
from tests.cast import School
from tests.test_audit import empty, empty_at_once, look
from tests.test_loans import Counter, counter

__all__ = ['counter', 'empty', 'empty_at_once']
HOUR = timedelta(hours=1)
START = datetime(2026, 11, 23, tzinfo=UTC)

spans = st.tuples(st.integers(0, 7), st.integers(1, 4)).map(
    lambda both: (START + both[0] * HOUR, START + (both[0] + both[1]) * HOUR)
)


def brute_force(taken: dict[int, list[Span]], wishes: list[Wish]) -> bool:
    """Every way of giving every wish a piece, one after the other."""
    jobs = [(wish.begins, wish.ends) for wish in wishes for _ in range(wish.count)]
    for pieces in product(taken, repeat=len(jobs)):
        busy = {piece: list(held) for piece, held in taken.items()}
        for piece, job in zip(pieces, jobs, strict=True):
            if any(overlap(job, other) for other in busy[piece]):
                break
            busy[piece].append(job)
        else:
            return True
    return False


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.lists(spans, max_size=2), min_size=1, max_size=3),
    st.lists(st.tuples(spans, st.integers(1, 2)), max_size=3),
)
def test_what_fits_is_what_a_model_that_tries_everything_finds(
    held: list[list[Span]], wanted: list[tuple[Span, int]]
) -> None:
    taken = dict(enumerate(held))
    wishes = [Wish(*span, count) for span, count in wanted]
    assert fits(taken, wishes) == brute_force(taken, wishes)


def test_one_piece_free_in_the_morning_and_another_in_the_afternoon_are_not_one_for_the_day() -> None:
    morning, afternoon = (START, START + 4 * HOUR), (START + 4 * HOUR, START + 8 * HOUR)
    assert not fits({1: [morning], 2: [afternoon]}, [Wish(START, START + 8 * HOUR)])
    assert fits({1: [morning], 2: [afternoon]}, [Wish(*morning), Wish(*afternoon)])


def test_five_hundred_chairs_are_counted_at_once() -> None:
    wishes = [Wish(START, START + HOUR, 200), Wish(START, START + 2 * HOUR, 200)]
    pieces: dict[int, list[Span]] = {n: [] for n in range(500)}
    assert fits(pieces, [*wishes, Wish(START + HOUR, START + 2 * HOUR, 300)])
    assert not fits(pieces, [*wishes, Wish(START, START + HOUR, 101)])


@pytest.mark.parametrize(
    ('name', 'stem'), [('投影仪 03', '投影仪'), ('课桌12号', '课桌'), ('扩音器', '扩音器'), ('3', '3'), ('A-7', 'A')]
)
def test_what_is_alike_has_one_name_but_for_its_number(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def school_day(days: int = 0) -> datetime:
    """Ten in the morning of a coming weekday."""
    day = datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0) + timedelta(days=3 + days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


class Desk(Counter):
    """The counter, with three projectors."""

    async def projectors(self) -> 'Desk':
        for number in (1, 2, 3):
            entry = enter('register.add', {'name': f'投影仪 0{number}'})
            await write_one(entry, the_server())
            self.school.things[f'p{number}'] = entry.envelope.id  # type: ignore[union-attr]
        return self

    async def reserve(self, thing: str = 'p1', by: str = 'keeper', **more: Any) -> Verdict:
        begins = more.pop('begins', school_day())
        ends = more.pop('ends', begins + HOUR)
        who = {} if 'person' in more else {'borrower_kind': 'class', 'borrower': '一(1)班'}
        form = {'begins_at': begins.isoformat(), 'ends_at': ends.isoformat(), **who, **more}
        return await self.write(by, 'reservations.reserve', form, thing_id=self.school.id_of(thing))


@pytest.fixture
async def desk(school: School) -> Desk:
    return await Desk(school).projectors()


async def test_a_clash_is_said_before_it_happens_and_another_of_the_sort_will_do(desk: Desk) -> None:
    assert (await desk.reserve()).verdict == 'accepted'
    again = await desk.reserve(borrower='二(2)班')
    assert (again.verdict, again.code) == ('conflict', 'reserved_already')
    assert (await desk.reserve(any_alike=True, count=2, borrower='二(2)班')).verdict == 'accepted'
    assert (await desk.reserve('p3', any_alike=True, borrower='三(3)班')).code == 'reserved_already'
    assert (await desk.reserve('p3', borrower='三(3)班')).code == 'reserved_already'
    later = school_day() + HOUR
    assert (await desk.reserve('p3', borrower='三(3)班', begins=later)).verdict == 'accepted'
    assert len(await reservation_list.coming()) == 3


async def test_a_clash_is_found_whatever_zone_the_times_were_written_in(desk: Desk) -> None:
    there = ZoneInfo('Asia/Shanghai')
    begins = school_day()
    assert (await desk.reserve(begins=begins)).verdict == 'accepted'
    here = {'begins': begins.astimezone(there), 'ends': (begins + HOUR).astimezone(there)}
    assert (await desk.reserve(**here, borrower='二(2)班')).code == 'reserved_already'
    assert (await desk.reserve('p2', **here, borrower='二(2)班')).verdict == 'accepted'
    [kept] = await db.rows("SELECT begins_at FROM reservation WHERE borrower = '二(2)班'")
    assert moment_of(kept['begins_at']) == begins
    if db.on_sqlite():
        assert kept['begins_at'].endswith('+00:00'), 'moments are compared as texts'
    monday = reservation_week.monday_of(begins.date())
    for any_alike, free in ((False, 0), (True, 1)):
        days = await reservation_week.week(await desk.thing('p1'), any_alike, monday)
        [taken] = [
            slot for slot in days[begins.astimezone(there).date()] if slot.begins < begins + HOUR and begins < slot.ends
        ]
        assert (taken.free, taken.most) == (free, 3 if any_alike else 1)


async def test_the_counter_is_warned_of_what_is_promised_and_may_hand_it_out_all_the_same(desk: Desk) -> None:
    await desk.reserve()
    far = (school_day() + timedelta(days=9)).date().isoformat()
    warned = await desk.lend('p1', rule='date', due=far, borrower_kind='class', borrower='二(2)班')
    assert (warned.verdict, warned.code) == ('conflict', 'reserved')
    other = await desk.lend('p2', rule='date', due=far, borrower_kind='class', borrower='二(2)班')
    assert other.verdict == 'accepted'
    despite = await desk.lend('p1', rule='date', due=far, borrower_kind='class', borrower='二(2)班', despite=True)
    assert despite.verdict == 'accepted'


async def test_the_last_of_its_sort_is_kept_for_whoever_reserved_any(desk: Desk) -> None:
    await desk.reserve(any_alike=True, count=2)
    far = (school_day() + timedelta(days=9)).date().isoformat()
    more: dict[str, Any] = {'rule': 'date', 'due': far, 'borrower_kind': 'class', 'borrower': '二(2)班'}
    assert (await desk.lend('p1', **more)).verdict == 'accepted'
    assert (await desk.lend('p2', **more)).code == 'reserved'


async def test_whoever_reserved_it_gets_it_and_the_promise_is_kept(desk: Desk) -> None:
    await desk.reserve(begins=school_day(-2))
    far = (school_day() + timedelta(days=9)).date().isoformat()
    await Reservation.all().update(begins_at=datetime.now(UTC))
    assert (await desk.lend('p1', rule='date', due=far)).verdict == 'accepted'
    assert (await Reservation.get()).state == 'taken'
    assert await Loan.filter(state='out').count() == 1


async def test_bad_times_are_refused_in_words(desk: Desk) -> None:
    begins = school_day()
    assert (await desk.reserve(ends=begins)).code == 'reserved_badly'
    assert (await desk.reserve(ends=begins + timedelta(days=300))).code == 'reserved_badly'
    past = datetime.now(UTC) - timedelta(days=7)
    assert (await desk.reserve(begins=past)).code == 'reserved_for_past'
    assert (await desk.reserve(count=2)).code == 'one_piece'
    assert (await desk.reserve('room')).code == 'not_lendable'


async def test_a_reservation_may_span_a_holiday_but_not_begin_or_end_in_one(desk: Desk) -> None:
    begins = school_day()
    day = begins.date() + timedelta(days=1)
    await SpecialDay.create(day=day, what='holiday', name='节')
    assert (await desk.reserve(ends=begins + timedelta(days=1))).code == 'no_school_day'
    assert (await desk.reserve(begins=begins + timedelta(days=1))).code == 'no_school_day'
    ends = begins + timedelta(days=7)
    assert (await desk.reserve(ends=ends)).verdict == 'accepted'


async def test_a_teacher_reserves_and_cancels_for_themselves_only(desk: Desk) -> None:
    me = str(desk.school.people['teacher'])
    assert (await desk.reserve(by='teacher')).code == 'reserve_for_oneself'
    assert (await desk.reserve(by='teacher', person=me)).verdict == 'accepted'
    mine = desk.last
    await desk.reserve('p2')
    others = {'reservation': desk.last}
    assert (await desk.write('teacher', 'reservations.cancel', others)).code == 'reserve_for_oneself'
    assert (await desk.write('teacher', 'reservations.cancel', {'reservation': mine})).verdict == 'accepted'
    assert (await desk.write('keeper', 'reservations.cancel', {'reservation': mine})).code == 'settled_already'
    assert (await desk.reserve(borrower='二(2)班')).verdict == 'accepted'


async def test_of_twelve_balls_eight_are_promised_and_five_more_are_too_many(counter: Counter) -> None:
    desk = Desk(counter.school)
    assert (await desk.reserve('balls', count=8)).verdict == 'accepted'
    assert (await desk.reserve('balls', count=5, borrower='二(2)班')).code == 'reserved_already'
    assert (await desk.reserve('balls', count=4, borrower='二(2)班')).verdict == 'accepted'


@pytest.mark.sqlite
async def test_all_of_it_follows_from_the_log(desk: Desk, tmp_path: Path) -> None:
    await desk.reserve()
    await desk.reserve('p2', any_alike=True)
    await desk.write('keeper', 'reservations.cancel', {'reservation': desk.last})
    await desk.lend('p1')
    assert await look(tmp_path) == []
