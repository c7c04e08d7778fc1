"""What a class's account, which pupils use, does not see: names of visitors, amounts, other people's phones."""

from typing import Any

import pytest

from app import pull
from app.core.words import t
from models import LogEntry, Thing
from tests.cast import School
from tests.test_logs import line
from tests.test_pages import Visit, school_of
from tests.test_pages import visit as visit

VISITOR, HOST = '赵来访', '钱老师'


async def with_visitor(school: School) -> Thing:
    """The gate, into whose book the teacher wrote a visitor."""
    head, teacher = await school.sign_in('head'), await school.sign_in('teacher')
    made = head.seal('register.add', {'name': '大门门卫室', 'kind': 'place', 'category': 'gate'})
    assert (await head.write_one(made)).verdict == 'accepted'
    gate = await Thing.get(id=made['id'])
    sealed = await line(teacher, gate, name=VISITOR, host=HOST, purpose='meet')
    verdict = await teacher.write_one(sealed)
    assert verdict.verdict == 'accepted', verdict
    assert VISITOR in (await LogEntry.get()).title
    return gate


@pytest.mark.parametrize(('name', 'sees'), [('teacher', True), ('visitor', True), ('monitor', False)])
async def test_a_class_gets_no_visitors_names(api: School, name: str, sees: bool) -> None:
    gate = await with_visitor(api)
    phone = await api.call(name)
    assert phone.http
    before = f'{(await pull.snapshot(phone.actor))["epoch"]}.0'
    for path in ('/api/snapshot', f'/api/changes?cursor={before}', f'/api/things/{gate.id}/records'):
        answer = await phone.http.get(path)
        assert answer.status_code == 200
        assert (VISITOR in answer.text) is sees, path
    assert (HOST in (await phone.http.get(f'/api/things/{gate.id}/records')).text) is sees


@pytest.mark.parametrize('path', ['/logs', '/logs/{line}', '/things/{gate}/check/visitors', '/inspections/{line}'])
async def test_a_class_is_told_no_at_the_visitors_book(path: str, visit: Visit, founded: Any) -> None:
    school = school_of(founded)
    gate = await with_visitor(school)
    line = (await LogEntry.get()).id
    user = await visit('monitor', path.format(line=line, gate=gate.id))
    await user.should_see(t('problem-not_allowed', 'zh-CN'))
    await user.should_not_see(VISITOR)


async def test_a_class_prints_no_months_of_books(api: School) -> None:
    monitor = await api.call('monitor')
    assert monitor.http
    assert (await monitor.http.get('/prints/general/2026-11.pdf')).status_code == 403


@pytest.mark.parametrize(('name', 'sees'), [('keeper', True), ('teacher', False), ('monitor', False)])
async def test_amounts_are_no_more_told_to_programs_than_to_people(api: School, name: str, sees: bool) -> None:
    """A page hides them; the call that the page stands on has to as well."""
    keeper = await api.sign_in('keeper')
    form = {'name': '投影仪', 'inside': api.id_of('room'), 'price': '4321.00', 'funds': '专项经费'}
    made = keeper.seal('register.add', form)
    assert (await keeper.write_one(made)).verdict == 'accepted'
    await keeper.write_one(keeper.seal('register.revise', {'price': '4399.00'}, thing_id=made['id']))
    phone = await api.call(name)
    assert phone.http
    answer = await phone.http.get(f'/api/things/{made["id"]}/records')
    assert answer.status_code == 200
    for amount in ('4321', '4399', '专项经费'):
        assert (amount in answer.text) is sees, amount
