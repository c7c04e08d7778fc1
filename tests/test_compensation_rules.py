"""The school's own figures on the screen: prices by name and by category, the least value, and what is no number."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nicegui import ui
from nicegui.testing import User

from app.compensation_opening import rules_now
from app.compensation_sums import preset
from app.core.errors import BadInput
from models import Claim, ListPrice, Thing
from pages.amounts import day, money, points, share, years
from tests.cast import School, told
from tests.test_compensation import Case
from tests.test_pages import Visit, press, visit

__all__ = ['visit']
ALLOWANCE, RESIDUAL, PRICE = '每班每学期免赔额（元）', '最低残值（占原价的百分之几）', '新的一件多少元'
NAME, LIFE, FOR = '物品名称', '使用年限（年）', '定价范围'


@pytest.mark.parametrize(
    ('read', 'text', 'becomes'),
    [
        (money, '12.5', '12.50'), (money, '¥1,234.50', '1234.50'), (money, '￥１２元', '12.00'), (money, '0', '0.00'),
        (points, '0.5', '0.50'), (points, '100', '100.00'),
        (share, '5', '0.0500'), (share, '5%', '0.0500'), (share, '33.33', '0.3333'), (share, '100', '1.0000'),
        (years, '15', '15'), (years, '', 'None'),
        (day, '2021-09', '2021-09'), (day, '2021年9月', '2021-09'), (day, '2021/9/3', '2021-09-03'), (day, '2021', '2021'),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(read: Any, text: str, becomes: str) -> None:
    assert str(read(text)) == becomes


@pytest.mark.parametrize(
    ('read', 'text', 'problem'),
    [
        *((money, text, 'bad_amount') for text in ('', '一百', '-1', '0.105', 'nan', 'inf', '1e99', '12.5.5')),
        *((points, text, 'bad_points') for text in ('', '-1', '101', 'nan', '五')),
        *((share, text, 'bad_percent') for text in ('', '-5', '105', '百分之五', '0.001')),
        *((day, text, 'bad_day') for text in ('', '去年', '2021-13', '1200')),
        *((years, text, 'bad_years') for text in ('0', '-3', '2.5', '101', '很久')),
    ],
)  # fmt: skip
def test_what_is_no_number_is_said_in_a_sentence(read: Any, text: str, problem: str) -> None:
    with pytest.raises(BadInput) as found:
        read(text)
    assert found.value.code == problem
    assert text[:20] in told(problem, found.value.facts)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_amount_to_the_fen_or_a_sentence(text: str) -> None:
    try:
        found = money(text)
    except BadInput:
        return
    assert found >= 0 and found == found.quantize(Decimal('0.01'))


def field(user: User, label: str, kind: Any = ui.input) -> Any:
    [found] = [each for each in user.find(kind).elements if each._props.get('label') == label]
    return found


async def save(user: User, **values: str) -> None:
    for label, value in values.items():
        field(user, label).value = value
    await press(user, '保存')


async def test_the_least_value_is_a_field_and_what_follows_counts_with_it(visit: Visit, copy: School) -> None:
    user = await visit('head', '/compensation/rules')
    assert field(user, RESIDUAL).value == '5'
    await save(user, **{RESIDUAL: '10', ALLOWANCE: '20'})
    await user.should_see('规定已保存')
    _, body = await rules_now()
    assert (Decimal(body['residual']), Decimal(body['allowance'])) == (Decimal('0.1'), Decimal('20'))
    case = Case(copy)
    await Thing.filter(id=copy.things['desk']).update(price=Decimal('300'), bought='1999', life=15)
    await case.open(cause='lost')
    assert (await Claim.get()).proposed == Decimal('30.00'), 'ten in a hundred of it are left for ever'


@pytest.mark.parametrize(('label', 'text'), [(RESIDUAL, '120'), (RESIDUAL, '一点'), (ALLOWANCE, '-5'), (ALLOWANCE, '')])
async def test_bad_figures_are_named_and_nothing_is_saved(visit: Visit, label: str, text: str) -> None:
    user = await visit('head', '/compensation/rules')
    await save(user, **{label: text})
    await user.should_see(f'「{text}」不是')
    assert (await rules_now())[1] == preset('common')


async def test_a_price_is_laid_down_for_a_category_and_a_name_goes_before_it(visit: Visit, copy: School) -> None:
    user = await visit('keeper', '/compensation/rules')
    field(user, FOR, ui.select).value = 'other'
    field(user, PRICE).value, field(user, LIFE).value = '150', '10'
    await press(user, '加入价目表')
    await user.should_see('整个类别')
    [line] = await ListPrice.all()
    assert (line.key, line.price, line.life) == ('category:other', Decimal('150.00'), 10)
    case = Case(copy)
    claim = await case.open(cause='lost')
    assert (claim.price, claim.price_from, claim.life) == (Decimal('150.00'), 'list', 10)
    field(user, FOR, ui.select).value = ''
    field(user, NAME).value, field(user, PRICE).value = '学生课桌', '180.10'
    await press(user, '加入价目表')
    await user.should_see('¥180.10')
    assert (await case.open(cause='lost')).price == Decimal('180.10')


async def test_a_line_without_a_name_or_a_price_is_said(visit: Visit) -> None:
    user = await visit('keeper', '/compensation/rules')
    field(user, PRICE).value = '10'
    await press(user, '加入价目表')
    await user.should_see('请填物品名称或类别')
    field(user, NAME).value, field(user, PRICE).value = '板擦', '十块'
    await press(user, '加入价目表')
    await user.should_see('「十块」不是金额')
    field(user, PRICE).value, field(user, LIFE).value = '10', '0.5'
    await press(user, '加入价目表')
    await user.should_see('「0.5」不是年数')
    assert await ListPrice.all().count() == 0
