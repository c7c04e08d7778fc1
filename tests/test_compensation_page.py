"""A claim's page: letting it off wants a reason, working it off takes a part, and the arithmetic is there to read."""

from decimal import Decimal
from typing import Any

from nicegui import ui
from nicegui.testing import User

from models import Claim, Thing
from tests.cast import School
from tests.test_compensation import Case
from tests.test_pages import Visit, press, visit

__all__ = ['visit']
WHY, DONE, AMOUNT = '免赔原因', '做了什么', '抵偿了多少元'


async def approved(school: School) -> Case:
    await Thing.filter(id=school.things['desk']).update(price=Decimal('300'), bought='2021-11', life=15)
    case = Case(school)
    await case.approved()
    return case


def field(user: User, label: str, kind: Any = ui.input) -> Any:
    [found] = [each for each in user.find(kind).elements if each._props.get('label') == label]
    return found


async def test_a_claim_is_let_off_with_a_reason_alone(visit: Visit, copy: School) -> None:
    case = await approved(copy)
    user = await visit('head', f'/compensation/{case.id}')
    await press(user, '免赔，不用赔了')
    await user.should_see('请写明免赔原因')
    assert (await case.now()).state == 'approved'
    field(user, WHY, ui.textarea).value = '家庭困难'
    await press(user, '免赔，不用赔了')
    await user.should_see('免赔 · 家庭困难')
    assert (await case.now()).state == 'waived'


async def test_a_part_is_worked_off_and_bad_amounts_are_named(visit: Visit, copy: School) -> None:
    case = await approved(copy)
    user = await visit('keeper', f'/compensation/{case.id}')
    assert field(user, AMOUNT).value == '80.00'
    await press(user, '记下抵偿')
    await user.should_see('请写明做了什么')
    field(user, DONE).value, field(user, AMOUNT).value = '修整操场', '八十'
    await press(user, '记下抵偿')
    await user.should_see('「八十」不是金额')
    field(user, AMOUNT).value = '30.05'
    await press(user, '记下抵偿')
    await user.should_see('还要收 49.95 元')
    claim: Claim = await case.now()
    assert (claim.state, claim.worked, claim.left) == ('approved', Decimal('30.05'), Decimal('49.95'))


async def test_bad_days_and_years_are_named_when_a_claim_is_verified(visit: Visit, copy: School) -> None:
    case = Case(copy)
    await case.open(cause='lost')
    user = await visit('keeper', f'/compensation/{case.id}')
    bought, life = '什么时候买的（如 2021-09）', '使用年限（年）'
    field(user, bought).value, field(user, life).value = '好几年前', '15'
    await press(user, '核实无误')
    await user.should_see('「好几年前」不是日期')
    field(user, bought).value, field(user, life).value = '2021年11月', '很久'
    await press(user, '核实无误')
    await user.should_see('「很久」不是年数')
    price = field(user, '新的一件多少元')
    field(user, life).value, price.value = '15', '300'
    await press(user, '核实无误')
    await user.should_see('待审批')
    claim = await case.now()
    assert (claim.bought, claim.life, claim.state) == ('2021-11', 15, 'verified')


async def test_how_the_sum_was_come_to_stays_to_be_read_when_the_rules_have_changed(visit: Visit, copy: School) -> None:
    case = await approved(copy)
    await case.write('head', 'rules', {'preset': 'strict'}, thing='')
    user = await visit('keeper', f'/compensation/{case.id}')
    await user.should_see('折旧后现值 200.00 元')
    await case.do('keeper', 'pay')
    paid = await visit('keeper', f'/compensation/{case.id}')
    await paid.should_see('折旧后现值 200.00 元')
