"""The board in the hall: the newest by the checklist's name, all of it at once, names as they are and never as HTML."""

import re

from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from tests.cast import School, assert_refused, line
from tests.test_scores import MONDAY, WEEK, rooms, score

assert rooms  # a fixture


async def test_a_screen_shows_the_newest_board_by_the_name_of_the_checklist(
    api: School, rooms: tuple[str, str]
) -> None:
    caller = await api.call('visitor')
    assert caller.http
    assert_refused(await caller.http.get('/boards/area-score'), 404, 'unknown_board')
    board = (await write_one(enter('scores.publish', {'checklist': 'area-score', 'period': WEEK}), the_server())).id
    for address in (board, 'area-score'):
        answer = await caller.http.get(f'/boards/{address}')
        assert answer.status_code == 200 and '二(1)班' in answer.text
        assert '（11 月 16 日至 11 月 22 日）' in answer.text and 'no-store' in answer.headers['cache-control']


async def test_nobody_but_who_may_see_scores_sees_a_board(api: School) -> None:
    async with line() as stranger:
        assert_refused(await stranger.get('/boards/area-score'), 401, 'sign_in')


async def test_rewards_and_deductions_stand_on_the_board_and_a_name_is_only_a_name(api: School) -> None:
    made = {'kind': 'place', 'category': 'classroom'}
    places = [
        (await write_one(enter('register.add', made | {'name': name}), the_server())).id for name in ('<b>', '甲班')
    ]
    for place, points in zip(places, (3, -2), strict=True):
        await score(place, 10)
        form = {'checklist': 'area-score', 'points': points, 'reason': '值日'}
        entry = enter('scores.award', form, thing_id=place, at=MONDAY)
        await write_one(entry, the_server())
    await write_one(enter('scores.publish', {'checklist': 'area-score', 'period': WEEK}), the_server())
    caller = await api.call('teacher')
    assert caller.http
    text = (await caller.http.get('/boards/area-score')).text
    assert '&lt;b&gt;' in text and '<b>' not in text
    assert '>+3<' in text and '>−2<' in text


async def test_every_row_has_room_on_the_screen(api: School) -> None:
    for number in range(23):
        made = enter('register.add', {'name': f'第{number}班', 'kind': 'place', 'category': 'classroom'})
        await score((await write_one(made, the_server())).id, 10)
    await write_one(enter('scores.publish', {'checklist': 'area-score', 'period': WEEK}), the_server())
    caller = await api.call('teacher')
    assert caller.http
    text = (await caller.http.get('/boards/area-score')).text
    found = re.search(r'--columns: (\d+); --rows: (\d+)', text)
    assert found and int(found[1]) * int(found[2]) >= text.count('<li ') == 23
