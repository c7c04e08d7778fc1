"""The first hour: an administrator is led from an empty installation to the first scan, and ticks come by themselves."""

from dataclasses import replace
from datetime import date

import pytest

from app import first_hour, labels
from app.core.actors import the_server
from app.core.config import read_config
from app.core.entries import enter
from app.core.records import write_one
from models import Tag
from pages import more
from tests.cast import School
from tests.test_pages import Visit
from tests.test_pages import visit as visit


async def done() -> list[str]:
    return [step.name for step in await first_hour.steps() if step.done]


async def test_each_step_is_ticked_by_what_it_makes(school: School) -> None:
    """Whoever made it, and however: an import and the command line tick as a page does."""
    await Tag.all().update(printed_at=None)
    assert await done() == ['places', 'things', 'people']
    term = {'name': '秋季学期', 'starts': date(2026, 9, 1).isoformat(), 'ends': date(2027, 1, 20).isoformat()}
    await write_one(enter('calendar.add_term', term), the_server())
    assert await done() == ['calendar', 'places', 'things', 'people']
    await labels.note_printed([school.codes['fan']], the_server(), 'a4-3x8')
    assert await done() == ['calendar', 'places', 'things', 'people', 'labels']
    phone = await school.sign_in('caretaker')
    await phone.write(phone.remark(school.things['fan']))
    assert 'scan' not in await done()
    await phone.write(phone.seal('remarks.add', {'text': '扇叶松'}, tag=school.codes['fan']))
    assert await done() == list(first_hour.PATHS)


async def test_the_administrator_sees_what_comes_next_until_all_is_done(visit: Visit) -> None:
    user = await visit('head', '/')
    await user.should_see('开学第一小时')
    await user.should_see('已完成 4 项，共 6 项')
    await user.should_see('定下学期')


async def test_others_are_not_bothered_with_it(visit: Visit) -> None:
    for name in ('keeper', 'caretaker', 'teacher', 'visitor'):
        user = await visit(name, '/')
        await user.should_not_see('开学第一小时')


async def test_it_is_gone_when_all_is_done(copy: School, visit: Visit) -> None:
    term = {'name': '秋季学期', 'starts': '2026-09-01', 'ends': '2027-01-20'}
    user = await visit('head', '/people')
    await write_one(enter('calendar.add_term', term), the_server())
    phone = await copy.sign_in('caretaker')
    await phone.write(phone.seal('remarks.add', {'text': '扇叶松'}, tag=copy.codes['fan']))
    await user.open('/')
    await user.should_not_see('开学第一小时')


async def test_the_way_to_trust_stands_under_more_where_the_server_has_its_own_certificate(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = '让手机信任这台服务器'
    await (await visit('head', '/more')).should_not_see(said)
    monkeypatch.setattr(more, 'read_config', lambda: replace(read_config(), own_https=True))
    await (await visit('head', '/more')).should_see(said)
    await (await visit('teacher', '/more')).should_not_see(said)
