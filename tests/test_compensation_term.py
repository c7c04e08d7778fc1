"""A class's term: signed by three on the screen, void when something changes, and a reward for taking care."""

import asyncio
from typing import Any

import pytest

from app import compensation_list, compensation_term, prints_files, standings
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from models import Award, Claim, Settlement, Thing
from tests.cast import School, told
from tests.test_compensation import Case, a_board
from tests.test_pages import Visit, visit

__all__ = ['visit']

INK = [900_000, 400_000, 150_000]
ITEMS = ('floor', 'glass', 'desk', 'tools', 'outside', 'bin')


@pytest.fixture
async def case(school: School) -> Case:
    await Thing.filter(id=school.things['desk']).update(price='300', bought='2021-11', life=15)
    await Thing.filter(id=school.things['room']).update(category='classroom')
    return Case(school)


async def signed(case: Case, claim: Claim, role: str, **more: Any) -> Any:
    found = await compensation_term.standing(claim.term, claim.owner)
    mark = {'pupil': 'a', 'teacher': 'b', 'keeper': 'c'}[role]
    form = {
        'term': claim.term, 'owner': claim.owner, 'role': role, 'digest': found.digest, 'signature': mark * 64,
        'ink': INK, 'name': '' if role == 'pupil' else '李老师',
    }  # fmt: skip
    return await case.write('keeper', 'sign', form | more, thing='')


async def all_three(case: Case, claim: Claim) -> None:
    for role in ('pupil', 'teacher', 'keeper'):
        verdict = await signed(case, claim, role)
        assert verdict.fate == 'accepted', verdict


async def test_three_sign_what_a_class_owes_and_paying_it_takes_nothing_from_that(case: Case) -> None:
    claim = await case.approved()
    await all_three(case, claim)
    kept = await Settlement.get()
    assert (set(kept.signatures), kept.owner) == ({'pupil', 'teacher', 'keeper'}, claim.owner)
    assert kept.signed_at
    await case.do('keeper', 'pay')
    assert (await compensation_term.standing(claim.term, claim.owner)).holds
    assert (await signed(case, claim, 'pupil')).code == 'signed_role'


async def test_a_class_signs_without_a_pupils_name(case: Case) -> None:
    claim = await case.approved()
    await signed(case, claim, 'pupil', name='张三')
    assert '张三' not in f'{(await Settlement.get()).signatures}'


async def test_what_is_not_approved_yet_is_not_signed(case: Case) -> None:
    claim = await case.open()
    refused = await signed(case, claim, 'pupil')
    assert (refused.code, refused.facts['count']) == ('settlement_open', 1)
    assert told('settlement_open', refused.facts)
    assert (await signed(case, claim, 'pupil', owner='没有这个班')).code == 'unknown_settlement'


async def test_another_claim_makes_the_signatures_void_and_all_sign_anew(case: Case) -> None:
    first = await case.approved()
    seen = (await compensation_term.standing(first.term, first.owner)).digest
    await all_three(case, first)
    second = await case.approved()
    found = await compensation_term.standing(first.term, first.owner)
    assert not found.holds and not found.signatures
    assert (await signed(case, second, 'pupil', digest=seen)).code == 'settlement_changed'
    await signed(case, second, 'pupil')
    kept = await Settlement.get()
    assert (set(kept.signatures), kept.signed_at) == ({'pupil'}, None)


async def test_what_is_let_off_after_signing_is_signed_anew(case: Case) -> None:
    claim = await case.approved()
    await all_three(case, claim)
    await case.do('head', 'waive', note='误判')
    assert not (await compensation_term.standing(claim.term, claim.owner)).holds


async def test_the_paper_shows_who_signed_and_leaves_room_where_nobody_has(case: Case) -> None:
    claim = await case.approved()
    await signed(case, claim, 'teacher')
    sheet = await compensation_list.settlement_sheet(claim.term, 'zh-CN', owner=claim.owner)
    [row] = sheet.tables[1].rows
    assert row[:2] == [claim.owner, ''] and row[2].startswith('李老师 ') and row[3] == ''
    assert (await asyncio.to_thread(prints_files.to_pdf, sheet)).startswith(b'%PDF')
    other = await compensation_list.settlement_sheet(claim.term, 'zh-CN', owner='别的班')
    assert claim.owner not in f'{other}'


async def scored(case: Case, board: str) -> None:
    answers = {item: {'value': 10} for item in ITEMS}
    form = {'checklist': board, 'version': 1, 'answers': answers}
    verdict = await write_one(enter('inspections.inspect', form, thing_id=case.school.things['room']), the_server())
    assert verdict.fate == 'accepted', verdict


async def test_marks_and_rewards_stand_on_the_score_board(case: Case) -> None:
    board = await a_board()
    await case.write('head', 'rules', {'preset': 'common', 'checklist': board}, thing='')
    await scored(case, board)
    claim = await case.approved()
    at = (await Award.get()).at
    period = f'{at:%Y-%m}'
    [row] = await standings.standing(board, period)
    assert row['awards'] == -1.0 and any(claim.ref in reason for reason in row['reasons'])
    given = {'points': '3', 'reason': '主动修好桌椅'}
    assert (await case.write('keeper', 'reward', given, thing='room')).fate == 'accepted'
    [row] = await standings.standing(board, period)
    assert row['awards'] == 2.0


async def test_a_term_without_damage_is_rewarded_once(case: Case) -> None:
    form = {'points': '2', 'reason': '爱护公物', 'term': '上学期', 'whole_term': True}
    assert (await case.write('keeper', 'reward', form, thing='room')).code == 'no_board'
    await case.write('head', 'rules', {'preset': 'common', 'checklist': await a_board()}, thing='')
    assert (await case.write('keeper', 'reward', form, thing='desk')).code == 'not_a_room'
    assert (await case.write('keeper', 'reward', form, thing='room')).fate == 'accepted'
    again = await case.write('keeper', 'reward', form, thing='room')
    assert (again.code, await Award.all().count()) == ('rewarded_already', 1)
    [care] = await compensation_term.cared('上学期')
    assert (care.room.id, care.losses, care.rewarded) == (case.school.things['room'], 0, True)


async def test_a_class_that_broke_something_gets_no_reward_for_the_term_but_wear_is_nobodys_fault(case: Case) -> None:
    await case.write('head', 'rules', {'preset': 'common', 'checklist': await a_board()}, thing='')
    claim = await case.open(cause='wear')
    [care] = await compensation_term.cared(claim.term)
    assert care.losses == 0
    await case.open()
    form = {'points': '2', 'reason': '爱护公物', 'term': claim.term, 'whole_term': True}
    refused = await case.write('keeper', 'reward', form, thing='room')
    assert (refused.code, refused.facts['count']) == ('had_losses', 1)


async def test_the_pages_of_a_term_show_sums_signatures_and_who_took_care(case: Case, visit: Visit) -> None:
    claim = await case.approved()
    user = await visit('keeper', f'/compensation/class?term={claim.term}&owner={claim.owner}')
    await user.should_see('80.00')
    await user.should_see('学生代表')
    user = await visit('keeper', f'/compensation/class/sign?term={claim.term}&owner={claim.owner}&role=pupil')
    await user.should_see('应赔 80.00 元')
    user = await visit('keeper', '/compensation/rewards')
    await user.should_see('还没有选定扣分、加分的评比栏')
    await case.write('head', 'rules', {'preset': 'common', 'checklist': await a_board()}, thing='')
    user = await visit('keeper', f'/compensation/rewards?term={claim.term}')
    await user.should_see('1 笔')
