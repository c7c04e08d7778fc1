"""Claims from what came back damaged and from repairs without typing anything again, and every way to settle them."""

from decimal import Decimal
from typing import Any

import pytest

from app import compensation_damage, compensation_list, loan_states
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from models import Award, Claim, LoanReturn, Repair, Thing
from tests.cast import School, told
from tests.test_compensation import Case, a_board
from tests.test_loans import Counter

yuan = Decimal
PHOTO = 'a' * 64


@pytest.fixture
async def counter(school: School) -> Counter:
    balls = enter(
        'register.add',
        {'name': '足球', 'quantity': 12, 'unit': '个', 'price': '60.00', 'bought': '2025-09', 'life': 3},
    )
    assert (await write_one(balls, the_server())).fate == 'accepted'
    school.things['balls'] = balls.envelope.id  # type: ignore[union-attr]
    await Thing.filter(id=school.things['room']).update(category='classroom')
    await Thing.filter(id=school.things['desk']).update(price=yuan('300'), bought='2021-11', life=15)
    return Counter(school)


@pytest.fixture
def case(counter: Counter) -> Case:
    return Case(counter.school)


def torn(counter: Counter, **more: Any) -> dict[str, Any]:
    given = {'condition': 'damaged', 'note': '外皮裂了', 'photos': [PHOTO], 'claim': True}
    return {**counter.part('balls*1'), **given, **more}


async def lent_and_torn(counter: Counter, **more: Any) -> Claim:
    assert (await counter.lend('balls*12')).fate == 'accepted'
    back = await counter.back({**counter.part('balls*11'), 'condition': 'good'}, torn(counter, **more))
    assert back.fate == 'accepted', back
    return await Claim.get()


async def test_a_torn_ball_becomes_a_claim_on_the_class_with_what_the_counter_said(counter: Counter) -> None:
    claim = await lent_and_torn(counter)
    assert (claim.source, claim.what, claim.photos, claim.pieces) == ('loan', '外皮裂了', [PHOTO], 1)
    assert (claim.owner, claim.owner_id, claim.price) == ('一(1)班', counter.school.things['room'], yuan('60.00'))
    repair = await Repair.get()
    assert (await compensation_damage.of_repair(repair.id)) == [claim]
    assert (await compensation_damage.repair_of(claim)) == repair
    assert await loan_states.free_pieces(await counter.thing('balls')) == 11, 'never back to the shelf by itself'


async def test_without_the_tap_it_is_a_repair_alone_and_one_tap_there_claims_it(counter: Counter, case: Case) -> None:
    assert (await counter.lend('balls*12')).fate == 'accepted'
    await counter.back(torn(counter, claim=False))
    assert not await Claim.exists()
    repair = await Repair.get()
    assert (await case.write('keeper', 'open', {'of_repair': str(repair.id)}, thing='balls')).fate == 'accepted'
    claim = await Claim.get()
    assert (claim.source, claim.what, claim.photos, claim.owner) == ('loan', '外皮裂了', [PHOTO], '一(1)班')
    again = await case.write('keeper', 'open', {'of_repair': str(repair.id)}, thing='balls')
    assert again.code == 'claim_open'


async def test_two_that_came_back_torn_at_different_times_are_two_claims(counter: Counter) -> None:
    await counter.lend('balls*12')
    await counter.back(torn(counter))
    await counter.back(torn(counter, note='漏气'))
    assert {claim.what for claim in await Claim.all()} == {'外皮裂了', '漏气'}


async def test_a_persons_name_is_not_copied_into_a_claim_and_no_room_loses_marks(counter: Counter) -> None:
    await counter.lend('balls*2', borrower_kind='staff', person=str(counter.school.people['teacher']))
    await counter.back(torn(counter))
    claim = await Claim.get()
    assert claim.owner == '教职工'
    assert claim.owner_id is None


async def test_a_good_return_opens_no_claim(counter: Counter) -> None:
    await counter.lend('balls*2')
    await counter.back({**counter.part('balls*2'), 'claim': True})
    assert not await Claim.exists() and await LoanReturn.exists()


async def test_a_repair_is_claimed_with_its_words_its_photos_and_its_pieces(counter: Counter, case: Case) -> None:
    said = {'what': '三个球没气', 'photos': [PHOTO], 'pieces': 3}
    await write_one(enter('repairs.report', said, thing_id=case.school.things['balls']), the_server())
    repair = await Repair.get()
    assert (await case.write('keeper', 'open', {'of_repair': str(repair.id)}, thing='balls')).fate == 'accepted'
    claim = await Claim.get()
    assert (claim.what, claim.photos, claim.pieces) == ('三个球没气', [PHOTO], 3)


async def test_a_claim_by_hand_wants_a_word_or_a_photo(case: Case) -> None:
    assert (await case.write('teacher', 'open', {})).code == 'nothing_said'
    assert (await case.write('teacher', 'open', {'photos': [PHOTO]})).fate == 'accepted'


async def test_the_keeper_may_name_the_class_that_answers_for_it(counter: Counter, case: Case) -> None:
    await counter.lend('balls*2', borrower_kind='staff', person=str(counter.school.people['teacher']))
    await counter.back(torn(counter))
    claim = await Claim.get()
    case.id = claim.id
    room = str(case.school.things['room'])
    given = {'claim': str(claim.id), 'cause': 'lost', 'owner': room}
    assert (await case.write('keeper', 'verify', given, thing='balls')).fate == 'accepted'
    assert str((await case.now()).owner_id) == room
    desk = {**given, 'owner': str(case.school.things['desk'])}
    assert (await case.write('keeper', 'verify', desk, thing='balls')).code == 'unknown_place'


async def test_what_is_paid_is_neither_paid_again_nor_let_off_nor_worked_off(case: Case) -> None:
    await case.approved()
    await case.do('keeper', 'pay')
    for by, verb, more in (('keeper', 'pay', {}), ('head', 'waive', {'note': '误判'}),
                           ('keeper', 'work_off', {'note': '扫地'})):  # fmt: skip
        refused = await case.do(by, verb, **more)
        assert refused.code == 'claim_moved'
        assert '已经收过款' in told('claim_moved', refused.facts)
    now = await case.now()
    assert (now.state, now.receipt) == ('paid', 1)


async def test_nothing_is_paid_before_it_is_approved(case: Case) -> None:
    await case.open()
    refused = await case.do('keeper', 'pay')
    assert '还没有核实' in told('claim_moved', refused.facts)


async def test_half_is_worked_off_and_the_rest_is_paid(case: Case) -> None:
    await case.approved()
    too_much = await case.do('keeper', 'work_off', amount='80.01', note='扫操场')
    assert (too_much.code, too_much.facts) == ('worked_too_much', {'left': '80.00'})
    assert (await case.do('keeper', 'work_off', amount='0', note='没做')).code == 'worked_nothing'
    assert (await case.do('keeper', 'work_off', amount='40.10', note='扫操场')).fate == 'accepted'
    half = await case.now()
    assert (half.state, half.worked, half.left) == ('approved', yuan('40.10'), yuan('39.90'))
    await case.do('keeper', 'pay')
    [line] = await compensation_list.settlement(half.term)
    assert (line.amount, line.worked, line.paid, line.left) == (yuan('80'), yuan('40.10'), yuan('39.90'), 0)
    sheet = await compensation_list.receipt(await case.now(), 'zh-CN')
    assert [row[1] for row in sheet.tables[0].rows][-3:] == ['80.00', '40.10', '39.90']
    assert sheet.signers == ['总务处', '交款人']


async def test_all_of_it_worked_off_in_two_halves_is_settled_without_a_receipt(case: Case) -> None:
    await case.approved()
    await case.do('keeper', 'work_off', amount='40.00', note='一半')
    await case.do('keeper', 'work_off', note='另一半')
    now = await case.now()
    assert (now.state, now.worked, now.left, now.receipt) == ('worked', yuan('80.00'), 0, None)


async def test_the_rest_may_be_let_off_and_the_marks_stay_taken(case: Case) -> None:
    await case.write('head', 'rules', {'preset': 'common', 'checklist': await a_board()}, thing='')
    await case.approved()
    await case.do('keeper', 'work_off', amount='30.00', note='扫操场')
    assert (await case.do('head', 'waive', note='家庭困难')).fate == 'accepted'
    [line] = await compensation_list.settlement((await case.now()).term)
    assert (line.worked, line.waived, line.left, line.points) == (yuan('30'), yuan('50'), 0, 1)
    assert [each.points for each in await Award.all()] == [-1.0]


async def test_a_dime_and_two_dimes_are_three_in_a_settlement_and_an_allowance(case: Case) -> None:
    await case.write('head', 'rules', {'preset': 'allowance', 'allowance': '0.60'}, thing='')
    for cost in ('0.10', '0.20'):
        await case.open()
        await case.do('keeper', 'verify', cause='nobody', repair_cost=cost)
    assert sum([each.allowed for each in await Claim.all()]) == yuan('0.30')
    await case.open()
    await case.do('keeper', 'verify', cause='nobody', repair_cost='0.40')
    now = await case.now()
    assert (now.allowed, now.amount) == (yuan('0.30'), yuan('0.10'))
    await case.write('head', 'rules', {'preset': 'common'}, thing='')
    for cost in ('0.10', '0.20'):
        await case.approved(cause='careless', repair_cost=cost)
    [line] = await compensation_list.settlement(now.term)
    assert (line.amount, line.left) == (yuan('0.40'), yuan('0.40'))


async def test_a_settlement_and_a_receipt_hold_no_word_that_somebody_wrote(case: Case) -> None:
    await case.open(what='张三踢坏的')
    await case.do('keeper', 'verify', cause='careless', repair_cost='80.00', note='张三的家长来过')
    await case.do('head', 'approve', decision='yes')
    await case.do('keeper', 'pay', note='张三')
    now = await case.now()
    bare = await compensation_list.settlement_sheet(now.term, 'zh-CN')
    whole = await compensation_list.settlement_sheet(now.term, 'zh-CN', texts=True)
    receipt = await compensation_list.receipt(now, 'zh-CN')
    assert '张三' not in f'{bare} {receipt}'
    assert '张三踢坏的' in f'{whole}'


async def test_what_people_wrote_is_exported_only_by_whoever_may(api: School) -> None:
    address = '/compensation/settlement.xlsx?term='
    keeper, head = (await api.call('keeper')).http, (await api.call('head')).http
    assert keeper and head
    assert (await keeper.get(address)).status_code == 200
    assert (await keeper.get(f'{address}&texts=1')).status_code == 403
    assert (await head.get(f'{address}&texts=1')).status_code == 200
