"""Score boards come out on their day: once, by themselves, never without scores, and as the school has chosen."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import checklists, score_dates, settings, standings
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write, write_one
from models import Board, ScorePlan
from tests.cast import School, count, told
from tests.test_scores import WEEK, rooms, score

assert rooms  # a fixture

SHANGHAI = ZoneInfo('Asia/Shanghai')
MONDAY_AFTER = datetime(2026, 11, 23, 8, 0, tzinfo=SHANGHAI)


@pytest.fixture
async def at(school: School, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time, in a school that was there before."""
    await settings.put('began_at', '2026-01-01T00:00:00+00:00')

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(score_dates, 'now', lambda: moment.astimezone(UTC))

    return set_to


async def plan(**more: Any) -> None:
    form = {'checklist': 'area-score', **more}
    assert (await write_one(enter('scores.plan', form), the_server())).verdict == 'accepted'
    await ScorePlan.all().update(since=datetime(2026, 1, 1, tzinfo=UTC))


async def test_only_who_publishes_chooses_the_day(school: School) -> None:
    for name, verdict in (('teacher', 'rejected'), ('caretaker', 'rejected'), ('keeper', 'accepted')):
        phone = await school.sign_in(name)
        found = await phone.write_one(phone.seal('scores.plan', {'checklist': 'area-score'}))
        assert found.verdict == verdict


async def test_a_week_of_classes_comes_out_on_monday_at_eight_and_only_once(
    school: School, rooms: tuple[str, str], at: Any
) -> None:
    at(MONDAY_AFTER - timedelta(minutes=1))
    await score_dates.publish_due()
    assert await count('board') == 0
    at(MONDAY_AFTER)
    for _ in range(3):
        await score_dates.publish_due()
    board = await Board.get()
    assert (board.checklist, board.period, len(board.rows)) == ('area-score', WEEK, 2)
    assert board.appeals_until - board.published_at == timedelta(days=3)


async def test_a_week_may_come_out_on_its_own_friday_with_another_time_to_appeal(
    school: School, rooms: tuple[str, str], at: Any
) -> None:
    await plan(weekday=4, at='16:30', appeal_days=5)
    at(datetime(2026, 11, 20, 16, 30, tzinfo=SHANGHAI))
    await score_dates.publish_due()
    board = await Board.get()
    assert (board.period, board.appeals_until - board.published_at) == (WEEK, timedelta(days=5))


async def test_offices_come_out_on_the_first_of_the_month(school: School, at: Any) -> None:
    made = enter('register.add', {'name': '总务处', 'kind': 'place', 'category': 'office'})
    office = (await write_one(made, the_server())).id
    body = (await checklists.current('office-score')).body
    answers = {item['id']: {'value': item['max']} for item in body['items'] if item['type'] == 'number'}
    form = {'checklist': 'office-score', 'version': 1, 'answers': answers}
    seen = datetime(2026, 11, 12, 2, tzinfo=UTC)
    await write([enter('inspections.inspect', form, thing_id=office, at=seen)], the_server())
    at(datetime(2026, 11, 30, 23, tzinfo=SHANGHAI))
    await score_dates.publish_due()
    assert await count('board') == 0
    at(datetime(2026, 12, 1, 8, tzinfo=SHANGHAI))
    await score_dates.publish_due()
    board = await Board.get()
    assert (board.period, board.rows[0]['points']) == ('2026-11', 100)


async def test_nothing_comes_out_without_scores_or_when_it_is_done_by_hand(
    school: School, rooms: tuple[str, str], at: Any
) -> None:
    at(MONDAY_AFTER + timedelta(days=7))
    await score_dates.publish_due()
    assert await count('board') == 0
    await plan(automatic=False)
    at(MONDAY_AFTER)
    await score_dates.publish_due()
    assert await count('board') == 0


async def test_a_server_that_was_off_publishes_late_but_not_after_days(
    school: School, rooms: tuple[str, str], at: Any
) -> None:
    at(MONDAY_AFTER + timedelta(days=4))
    await score_dates.publish_due()
    assert await count('board') == 0
    at(MONDAY_AFTER + timedelta(days=2))
    await score_dates.publish_due()
    assert await count('board') == 1


async def test_what_was_published_by_hand_does_not_come_out_again(
    school: School, rooms: tuple[str, str], at: Any
) -> None:
    await write_one(enter('scores.publish', {'checklist': 'area-score', 'period': WEEK}), the_server())
    await score(rooms[0], 1, day=3)
    at(MONDAY_AFTER)
    await score_dates.publish_due()
    assert (await Board.get()).rows[0]['points'] == 84


async def test_what_was_before_the_program_is_not_published(school: School, rooms: tuple[str, str], at: Any) -> None:
    await settings.put('began_at', (MONDAY_AFTER + timedelta(hours=1)).isoformat())
    at(MONDAY_AFTER + timedelta(hours=2))
    await score_dates.publish_due()
    assert await count('board') == 0


@pytest.mark.parametrize('wrong', [{'weekday': 7}, {'day': 31}, {'at': '25:00'}, {'appeal_days': 99}, {'every': 'day'}])
async def test_a_plan_that_cannot_be_is_refused(school: School, wrong: dict[str, Any]) -> None:
    [verdict] = await write([enter('scores.plan', {'checklist': 'area-score', **wrong})], the_server())
    assert verdict.verdict == 'rejected' and told(verdict.code, verdict.facts)


@given(
    every=st.sampled_from(['week', 'month']),
    weekday=st.integers(0, 6),
    day=st.integers(1, 28),
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
)
def test_there_is_always_a_next_day_and_it_is_near(every: str, weekday: int, day: int, moment: datetime) -> None:
    chosen = ScorePlan(
        checklist='x', automatic=True, every=every, weekday=weekday, day=day, at='08:00', appeal_days=3, since=moment
    )
    here = moment.replace(tzinfo=SHANGHAI)
    period, out = score_dates.next_out(chosen, here)
    assert here < out <= here + timedelta(days=8 if every == 'week' else 32)
    begin, end = standings.span(period)
    assert begin < out and out - end < timedelta(days=29)


def test_the_scored_starters_cover_classes_offices_and_dormitories_and_give_a_hundred_points() -> None:
    found = {each['id']: each for each in checklists.starters() if each.get('scored')}
    publish = {key: each['frequency']['publish'] for key, each in found.items()}
    assert publish == {'area-score': 'week', 'office-score': 'month', 'dormitory-score': 'week'}
    assert {standings.full(each) for each in found.values()} == {100}
    assert not any('office' in each['target']['place_kinds'] for key, each in found.items() if key != 'office-score')
