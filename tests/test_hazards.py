"""Hazards: somebody's from the first moment, put right by a deadline, re-checked by somebody else, listed for inspectors."""

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app import hazard_list, hazard_notices, prints_files, schedules
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput, NotFound
from app.core.permissions import ROLES, may
from app.core.records import Verdict, write
from models import Hazard, Person, Repair
from tests.cast import Phone, School, count, told
from tests.test_pages import Visit, visit

__all__ = ['visit']

TODAY = schedules.today


class Case:
    """A hazard at the slide, and what people do about it."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.phones: dict[str, Phone] = {}
        self.id = ''

    async def write(self, by: str, kind: str, payload: dict[str, Any], thing: str = 'slide') -> Verdict:
        if by not in self.phones:
            self.phones[by] = await self.school.sign_in(by)
        envelope = self.phones[by].seal(kind, payload, thing_id=self.school.id_of(thing))
        self.last = envelope['id']
        return await self.phones[by].write_one(envelope)

    async def report(self, by: str = 'teacher', **more: Any) -> 'Case':
        assert (await self.write(by, 'hazards.report', {'what': '护栏松动', **more})).verdict == 'accepted'
        self.id = self.last
        return self

    async def do(self, by: str, verb: str, **payload: Any) -> Verdict:
        return await self.write(by, f'hazards.{verb}', {'hazard': self.id, **payload})

    async def now(self) -> Hazard:
        return await Hazard.get(id=self.id)

    async def verbs(self) -> list[str]:
        return [step['verb'] for step in (await self.now()).steps]


@pytest.fixture
async def case(school: School) -> Case:
    return await Case(school).report()


def id_of(case: Case, name: str) -> str:
    return str(case.school.people[name])


async def test_a_hazard_is_somebodys_with_a_deadline_from_the_first_moment(case: Case) -> None:
    found = await case.now()
    assert str(found.owner_id) == id_of(case, 'head'), 'the office answers for what nobody was given'
    assert found.due == TODAY() + timedelta(days=7) and found.state == 'open'
    grave = await (await Case(case.school).report(level='major')).now()
    assert grave.due == TODAY() + timedelta(days=1)
    own = await (await Case(case.school).report('keeper')).now()
    assert str(own.owner_id) == id_of(case, 'keeper'), 'whoever decides about hazards has found it'


async def test_it_is_put_right_and_somebody_else_passes_it(case: Case) -> None:
    due = TODAY() + timedelta(days=3)
    plan = {'owner': id_of(case, 'caretaker'), 'due': str(due), 'measure': '加固护栏', 'level': 'major'}
    assert (await case.do('keeper', 'plan', **plan)).verdict == 'accepted'
    assert (await case.do('teacher', 'fix', note='弄好了')).code == 'not_your_hazard'
    assert (await case.do('caretaker', 'fix', note='换了螺栓', photos=['a' * 64])).verdict == 'accepted'
    assert (await case.do('caretaker', 'recheck', result='passed')).code == 'not_allowed'
    assert (await case.do('head', 'recheck', result='passed', note='牢固')).verdict == 'accepted'
    found = await case.now()
    assert (found.state, found.done, found.opinion) == ('passed', '换了螺栓', '牢固')
    assert (str(found.fixed_by), str(found.checked_by)) == (id_of(case, 'caretaker'), id_of(case, 'head'))
    assert await case.verbs() == ['report', 'plan', 'fix', 'pass'] and found.settled_at
    late = await case.do('head', 'recheck', result='passed')
    assert late.verdict == 'conflict' and told(late.code, late.facts)


async def test_whoever_put_it_right_does_not_pass_it(case: Case) -> None:
    await case.do('keeper', 'fix', note='弄好了')
    own = await case.do('keeper', 'recheck', result='passed')
    assert own.code == 'hazard_same_person' and told(own.code)
    assert (await case.now()).state == 'fixed'


async def test_what_does_not_pass_goes_back_with_a_new_deadline(case: Case) -> None:
    await case.do('head', 'fix', note='弄好了', photos=['b' * 64])
    due = TODAY() + timedelta(days=2)
    assert (await case.do('keeper', 'recheck', result='not_passed', note='还松', due=str(due))).verdict == 'accepted'
    found = await case.now()
    assert (found.state, found.times_returned, found.due, found.fixed_by) == ('open', 1, due, None)
    assert [step.get('photos') for step in found.steps if step['verb'] == 'fix'] == [['b' * 64]], 'what was done stays'
    assert (await case.do('head', 'fix', note='又紧了一遍')).verdict == 'accepted'


async def test_put_right_twice_offline_keeps_both_and_the_first_counts(case: Case) -> None:
    await case.do('head', 'fix', note='第一次')
    second = await case.do('keeper', 'fix', note='第二次')
    assert second.verdict == 'accepted' and 'already_closed' in second.flags
    found = await case.now()
    assert found.done == '第一次' and [step['note'] for step in found.steps[1:]] == ['第一次', '第二次']


async def test_it_is_cancelled_only_with_a_reason(case: Case) -> None:
    assert (await case.do('teacher', 'cancel', reason='gone')).code == 'not_allowed'
    assert (await case.do('keeper', 'cancel', reason='other')).code == 'nothing_said'
    assert (await case.do('keeper', 'cancel', reason='known', note='和上一条重复')).verdict == 'accepted'
    assert (await case.now()).state == 'cancelled'
    assert hazard_list.result(await case.now(), 'zh-CN') == '已取消：重复登记'


async def repaired(case: Case, level: str) -> Repair:
    """A repair that is a hazard of this level."""
    assert (await case.write('teacher', 'repairs.report', {'what': '踏板裂了'})).verdict == 'accepted'
    repair = case.last
    payload = {'repair': repair, 'level': level, 'due': str(TODAY() + timedelta(days=2))}
    assert (await case.write('keeper', 'hazards.escalate', payload)).verdict == 'accepted'
    case.id = case.last
    again = await case.write('head', 'hazards.escalate', payload)
    assert again.code == 'hazard_already' and told(again.code, again.facts)
    return await Repair.get(id=repair)


async def test_a_general_hazard_follows_its_repair_to_the_end(school: School) -> None:
    case = Case(school)
    repair = {'repair': str((await repaired(case, 'general')).id)}
    assert (await case.now()).what == '踏板裂了'
    assert (await case.do('keeper', 'fix', note='x')).code == 'hazard_repair_open'
    await case.write('caretaker', 'repairs.close', {**repair, 'note': '换了踏板'})
    found = await case.now()
    assert (found.state, found.done, str(found.fixed_by)) == ('fixed', '换了踏板', id_of(case, 'caretaker'))
    await case.write('teacher', 'repairs.reopen', repair)
    assert (await case.now()).state == 'open'
    await case.write('caretaker', 'repairs.close', repair)
    await case.write('teacher', 'repairs.confirm', repair)
    found = await case.now()
    assert (found.state, str(found.checked_by)) == ('passed', id_of(case, 'teacher'))


async def test_a_major_hazard_waits_for_a_recheck_of_its_own_which_opens_the_repair_again(school: School) -> None:
    case = Case(school)
    repair = await repaired(case, 'major')
    facts = {'repair': str(repair.id)}
    await case.write('caretaker', 'repairs.close', facts)
    await case.write('teacher', 'repairs.confirm', facts)
    assert (await case.now()).state == 'fixed'
    assert (await case.do('head', 'recheck', result='not_passed', note='还有裂纹')).verdict == 'accepted'
    assert ((await case.now()).state, (await Repair.get(id=repair.id)).state) == ('open', 'assigned')
    await case.write('caretaker', 'repairs.close', facts)
    assert (await case.now()).state == 'fixed'
    await case.write('caretaker', 'repairs.comment', {**facts, 'note': '附照片'})
    assert (await case.now()).state == 'fixed'
    assert (await case.do('head', 'recheck', result='passed')).verdict == 'accepted'


async def test_a_merged_repair_takes_its_hazard_along(school: School) -> None:
    case = Case(school)
    repair = await repaired(case, 'general')
    await case.write('teacher', 'repairs.report', {'what': '整修滑梯'})
    into = case.last
    await case.write('keeper', 'dispatch.merge', {'repair': str(repair.id), 'into': into})
    assert str((await case.now()).repair_id) == into
    await case.write('caretaker', 'repairs.close', {'repair': into})
    assert (await case.now()).state == 'fixed'


async def test_what_was_somebodys_who_left_is_somebody_elses(case: Case) -> None:
    await case.do('keeper', 'plan', owner=id_of(case, 'caretaker'))
    await write([enter('people.revise', {'person': id_of(case, 'caretaker'), 'left': True})], the_server())
    assert str((await case.now()).owner_id) == id_of(case, 'head')
    gone = await case.do('keeper', 'plan', owner=id_of(case, 'caretaker'))
    assert gone.code == 'hazard_not_able' and told(gone.code)
    late = await Case(case.school).report('keeper', owner=id_of(case, 'caretaker'))
    assert str((await late.now()).owner_id) == id_of(case, 'keeper'), 'a late report is not refused for it'


async def test_nobody_is_refused_without_a_sentence_and_nothing_is_left(case: Case) -> None:
    for thing, payload, code in (
        ('fan', {'hazard': case.id, 'note': 'x'}, 'unknown_hazard'),
        ('slide', {'hazard': case.school.id_of('fan'), 'note': 'x'}, 'unknown_hazard'),
        ('slide', {'hazard': case.id}, 'bad_payload'),
    ):
        verdict = await case.write('keeper', 'hazards.fix', payload, thing)
        assert verdict.code == code and told(verdict.code, verdict.facts)
    assert await case.verbs() == ['report']
    assert await count('hazard') == 1


def test_who_decides_about_hazards_and_who_may_put_them_right() -> None:
    assert {role for role in ROLES if may([role], 'hazards.recheck')} == {
        'administrator',
        'property_keeper',
        'director',
    }
    assert {role for role in ROLES if not may([role], 'hazards.report')} == {'class_monitor', 'read_only'}
    assert not may(['read_only'], 'hazards.fix') and may(['read_only'], 'hazards.see')


async def test_the_owner_hears_of_it_and_of_its_deadline_the_office_too(case: Case) -> None:
    await case.do('keeper', 'plan', owner=id_of(case, 'caretaker'))
    people = await Person.filter(left_at=None)
    since = (await case.now()).found_at - timedelta(hours=1)
    [given] = await hazard_notices.waiting(people, since)
    assert (given.what, {str(id) for id in given.people}) == ('hazard', {id_of(case, 'caretaker')})
    await Hazard.filter(id=case.id).update(due=TODAY() - timedelta(days=1))
    [late] = await hazard_notices.waiting(people, since)
    assert late.what == 'hazard_late'
    assert {str(id) for id in late.people} == {id_of(case, name) for name in ('caretaker', 'keeper', 'head')}
    await Hazard.filter(id=case.id).update(due=TODAY() - timedelta(days=2))
    [later] = await hazard_notices.waiting(people, since)
    assert later.id != late.id, 'another deadline is told of again'


async def test_first_page_lists_what_is_mine_what_is_late_and_what_waits_for_another(case: Case) -> None:
    school = case.school
    assert [line.hazard.ref for line in await hazard_list.owned_by(school.people['head'])]
    await case.do('head', 'fix', note='弄好了')
    assert not await hazard_list.to_look_at(school.people['head']), 'not by whoever put it right'
    [line] = await hazard_list.to_look_at(school.people['keeper'])
    assert line.where == '一(1)班教室 · 大型滑梯'
    room = await Person.first() and (await hazard_list.of_thing(await line.thing.inside))
    assert [each.hazard.id for each in room] == [line.hazard.id], 'a place shows what stands in it'


async def test_an_address_that_is_no_hazards_says_so(case: Case) -> None:
    for id in ('nonsense', case.school.id_of('fan')):
        with pytest.raises(NotFound):
            await hazard_list.hazard(id)


async def test_the_list_for_inspectors_has_their_columns_and_every_hazard_of_the_period(case: Case) -> None:
    await case.do('keeper', 'plan', measure='=加固', owner=id_of(case, 'caretaker'))
    await case.do('caretaker', 'fix', note='换了螺栓')
    await case.do('head', 'recheck', result='passed')
    await Case(case.school).report(level='major')
    sheet = await hazard_list.sheet(TODAY(), TODAY(), 'zh-CN')
    [table] = sheet.tables
    assert table.head == [
        '编号', '发现时间', '发现人', '地点', '隐患内容', '级别', '整改措施', '责任人', '整改期限', '完成时间', '整改情况',
        '复查人', '复查时间', '复查结果',
    ]  # fmt: skip
    assert [row[-1] for row in table.rows] == ['复查合格', '整改中'] and sheet.facts[1] == '共 2 处，已闭环 1 处'
    grid = CalamineWorkbook.from_filelike(io.BytesIO(prints_files.to_xlsx(sheet))).get_sheet_by_index(0).to_python()
    assert grid[3] == table.head and grid[4][6] == '=加固'
    assert prints_files.to_pdf(sheet).startswith(b'%PDF')
    assert not (await hazard_list.sheet(date(2020, 1, 1), date(2020, 2, 1), 'en')).tables[0].rows
    for first, last in (('2026-02-01', '2026-01-01'), ('2020-01-01', '2026-01-01'), ('x', 'y')):
        with pytest.raises(BadInput):
            hazard_list.period(first, last)


async def test_its_page_offers_each_person_the_step_that_is_theirs(
    visit: Visit,
    founded: tuple[Path, School],
) -> None:
    school = founded[1]
    case = await Case(school).report()
    await case.do('keeper', 'plan', owner=id_of(case, 'caretaker'))
    repair = await repaired(follower := Case(school), 'general')
    for name, id, shown, hidden in (
        ('caretaker', case.id, '已整改', '复查结果'),
        ('teacher', case.id, '整改中', '已整改'),
        ('keeper', case.id, '改责任人、期限、措施', '复查结果'),
        ('keeper', follower.id, '这处隐患由维修单整改', '已整改'),
    ):
        user = await visit(name, f'/hazards/{id}')
        await user.should_see(shown)
        await user.should_not_see(hidden)
    await case.do('caretaker', 'fix', note='换了螺栓')
    await (await visit('head', f'/hazards/{case.id}')).should_see('复查')
    await (await visit('caretaker', f'/things/{school.id_of("slide")}')).should_see('护栏松动')
    await (await visit('keeper', '/')).should_see('逾期和待复查的隐患')
    await (await visit('keeper', f'/repairs/{repair.id}/hazard')).should_see('转为隐患')
