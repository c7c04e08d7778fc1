"""Scoring walks: which places still want points this week."""

from datetime import UTC, datetime, timedelta

import pytest

from app import score_walks
from app.core.errors import NotFound
from tests.cast import School
from tests.test_scores import MONDAY, rooms, score

assert rooms


async def test_places_without_points_come_first_and_count_until_the_week_is_over(
    school: School, rooms: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score_walks, 'now', lambda: MONDAY + timedelta(days=2))
    walk = await score_walks.walk('area-score')
    assert (walk.scored, len(walk.places)) == (2, 3)
    assert walk.places[0].name == '一(1)班教室'
    assert sorted(walk.times.values()) == [1, 2]
    await score(school.id_of('room'), 15, day=1)
    assert (await score_walks.walk('area-score')).scored == 3
    monkeypatch.setattr(score_walks, 'now', lambda: MONDAY + timedelta(days=7))
    assert (await score_walks.walk('area-score')).scored == 0


async def test_a_checklist_without_scores_has_no_walk_and_one_without_places_is_not_offered(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound):
        await score_walks.walk('play-weekly')
    monkeypatch.setattr(score_walks, 'now', lambda: datetime(2026, 11, 18, tzinfo=UTC))
    assert [walk.template.key for walk in await score_walks.walks()] == ['area-score']
