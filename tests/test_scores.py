"""Score boards: points from checks and rewards, publication, and appeals while there is time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import standings
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write, write_one
from models import Appeal, Board, Repair
from tests.cast import Phone, School, codes_of, count, told

MONDAY = datetime(2026, 11, 16, 2, tzinfo=UTC)
WEEK = '2026-W47'
ITEMS = ('floor', 'glass', 'desk', 'tools', 'outside', 'bin')


@pytest.fixture
async def rooms(school: School) -> tuple[str, str]:
    """Two classes, one of them cleaner."""
    added = [
        await write_one(enter('register.add', {'name': name, 'kind': 'place', 'category': 'classroom'}), the_server())
        for name in ('二(1)班', '二(2)班')
    ]
    ids = added[0].id, added[1].id
    await score(ids[0], 15)
    await score(ids[0], 13, day=1)
    await score(ids[1], 12, why='窗台有灰')
    return ids


async def score(place: str, each: float, day: int = 0, **more: str) -> None:
    answers: dict[str, Any] = {key: {'value': each} for key in ITEMS} | {k: {'value': v} for k, v in more.items()}
    form = {'checklist': 'area-score', 'version': 1, 'answers': answers}
    entry = enter('inspections.inspect', form, thing_id=place, at=MONDAY + timedelta(days=day))
    assert (await write_one(entry, the_server())).verdict == 'accepted'


async def publish(phone: Phone, days: int = 3) -> str:
    form = {'checklist': 'area-score', 'period': WEEK, 'appeal_days': days}
    verdict = await phone.write_one(phone.seal('scores.publish', form))
    assert verdict.verdict == 'accepted', verdict
    return verdict.id


async def test_a_teacher_may_not_publish(school: School, rooms: tuple[str, str]) -> None:
    phone = await school.sign_in('teacher')
    verdict = await phone.write_one(phone.seal('scores.publish', {'checklist': 'area-score', 'period': WEEK}))
    assert verdict.code == 'not_allowed'
    assert await count('board') == 0


async def test_a_place_has_the_mean_of_its_checks_and_its_rewards(school: School, rooms: tuple[str, str]) -> None:
    reward = {'checklist': 'area-score', 'points': 20, 'reason': '爱护公物'}
    teacher = await school.sign_in('teacher')
    await teacher.write(teacher.seal('scores.award', reward, thing_id=rooms[1], at=MONDAY.isoformat()))
    found = await standings.standing('area-score', WEEK)
    assert [(row['name'], row['points'], row['rank']) for row in found] == [('二(2)班', 92, 1), ('二(1)班', 84, 2)]
    assert found[0]['reasons'] == ['窗台有灰', '爱护公物 +20']


async def test_points_beyond_what_an_item_gives_do_not_count_and_open_no_repair(school: School) -> None:
    await score(school.id_of('room'), 99)
    [row] = await standings.standing('area-score', WEEK)
    assert row['points'] == 100
    assert await Repair.all().count() == 0


async def test_what_is_published_stays_although_another_check_comes_late(
    school: School, rooms: tuple[str, str]
) -> None:
    keeper = await school.sign_in('keeper')
    board = await Board.get(id=await publish(keeper))
    await score(rooms[1], 15, day=2)
    await board.refresh_from_db()
    assert [row['points'] for row in board.rows] == [84, 72]
    again = await keeper.write_one(keeper.seal('scores.publish', {'checklist': 'area-score', 'period': WEEK}))
    empty = await keeper.write_one(keeper.seal('scores.publish', {'checklist': 'area-score', 'period': '2020-W01'}))
    plain = await keeper.write_one(keeper.seal('scores.publish', {'checklist': 'general', 'period': WEEK}))
    assert codes_of([again, empty, plain]) == ['already_published', 'nothing_scored', 'not_scored']
    for verdict in (again, empty, plain):
        told(verdict.code, verdict.facts)


async def test_an_appeal_that_is_granted_changes_points_and_places(school: School, rooms: tuple[str, str]) -> None:
    keeper, teacher = await school.sign_in('keeper'), await school.sign_in('teacher')
    id = await publish(keeper)
    appeal = teacher.seal('scores.appeal', {'board': id, 'text': '灰是施工留下的'}, thing_id=rooms[1])
    assert codes_of(await teacher.write(appeal)) == ['accepted']
    granted = keeper.seal('scores.settle', {'appeal': appeal['id'], 'points': 15, 'note': '属实'})
    assert codes_of(await keeper.write(granted)) == ['accepted']
    rows = (await Board.get(id=id)).rows
    assert [(row['name'], row['points'], row['rank']) for row in rows] == [('二(2)班', 87, 1), ('二(1)班', 84, 2)]
    again = await keeper.write_one(keeper.seal('scores.settle', {'appeal': appeal['id'], 'points': 15}))
    assert again.flags == ['already_settled']


async def test_after_the_window_and_about_oneself_the_answer_is_no(school: School, rooms: tuple[str, str]) -> None:
    keeper = await school.sign_in('keeper')
    id = await publish(keeper)
    own = keeper.seal('scores.appeal', {'board': id, 'text': '不对'}, thing_id=rooms[0])
    elsewhere = keeper.seal('scores.appeal', {'board': id, 'text': '不对'}, thing_id=school.id_of('fan'))
    mine = keeper.seal('scores.settle', {'appeal': own['id'], 'points': 9})
    verdicts = await keeper.write(own, elsewhere, mine)
    await Board.filter(id=id).update(appeals_until=datetime.now(UTC) - timedelta(minutes=1))
    verdicts += await keeper.write(keeper.seal('scores.appeal', {'board': id, 'text': '晚了'}, thing_id=rooms[0]))
    assert codes_of(verdicts) == ['accepted', 'not_on_board', 'own_appeal', 'appeals_over']
    for verdict in verdicts[1:]:
        told(verdict.code, verdict.facts)
    assert (await Appeal.get()).settled_at is None


@given(st.dates(datetime(2020, 1, 1).date(), datetime(2035, 1, 1).date()))
def test_every_day_is_in_exactly_one_week_and_one_month(day: Any) -> None:
    noon = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    year, week, _ = day.isocalendar()
    for period in (f'{year}-W{week:02}', f'{day:%Y-%m}'):
        begin, end = standings.span(period)
        assert begin <= noon < end


@pytest.mark.parametrize('period', ['2026-W54', '2026-13', '2026', '', 'W1', '0000-01'])
def test_a_period_that_is_none_is_refused_in_words(period: str) -> None:
    with pytest.raises(BadInput) as caught:
        standings.span(period)
    told(caught.value.code, caught.value.facts)


async def test_no_points_are_no_award(school: School, rooms: tuple[str, str]) -> None:
    form = {'checklist': 'area-score', 'points': 0, 'reason': '无'}
    [verdict] = await write([enter('scores.award', form, thing_id=rooms[0])], the_server())
    assert verdict.code == 'no_points'
    told(verdict.code, verdict.facts)
