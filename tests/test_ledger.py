"""The finance list: what was held, came and went adds up to what is held, for any register and any month."""

import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app import ledger, ledger_file
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write
from models import Thing
from tests.cast import School

MONTHS = st.dates().map(lambda day: f'{day.year % 30 + 2000:04}-{day.month:02}')
CARD = st.fixed_dictionaries(
    {
        'quantity': st.integers(1, 50),
        'price': st.one_of(st.none(), st.decimals(0, 10**5, places=2)),
        'bought': st.sampled_from(['', '2019', '2026-10', '2026-11', '2026-11-05', '2026-12-01']),
        'booked': st.sampled_from(['', '', '2026-11-20']),
        'disposed': st.sampled_from(['', '', '2026-10-31', '2026-11-30', '2026-12-01']),
        'category': st.sampled_from(['fan', 'furniture']),
    }
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cards=st.lists(CARD, max_size=8))
async def test_what_came_less_what_went_is_the_difference(school: School, cards: list[dict]) -> None:
    await Thing.filter(kind='asset').update(kind='place')
    for number, card in enumerate(cards):
        state = 'retired' if card['disposed'] else 'in_use'
        await Thing.create(id=f'00000000-0000-7000-8000-{number:012}', kind='asset', name='x', state=state, **card)
    try:
        found = {month: await ledger.of_month(month) for month in ('2026-10', '2026-11', '2026-12')}
        for month in found.values():
            for sums in (month.total, *month.by_category.values()):
                assert sums.opening.yuan + sums.added.yuan - sums.removed.yuan == sums.closing.yuan
                assert sums.opening.cards + sums.added.cards - sums.removed.cards == sums.closing.cards
        assert found['2026-10'].total.closing == found['2026-11'].total.opening
        assert found['2026-11'].total.closing == found['2026-12'].total.opening
    finally:
        await Thing.filter(name='x').delete()


@given(
    price=st.decimals(0, 10**6, places=2),
    quantity=st.integers(1, 99),
    life=st.integers(1, 60),
    since=MONTHS,
    until=MONTHS,
)
def test_no_more_is_worn_off_than_there_was(price: Decimal, quantity: int, life: int, since: str, until: str) -> None:
    worn = ledger.depreciation(price, quantity, since, life, until)
    assert worn is not None
    assert 0 <= worn <= price * quantity
    later = ledger.depreciation(price, quantity, since, life, f'{int(until[:4]) + 1}{until[4:]}')
    assert later is not None
    assert worn <= later


def test_a_computer_of_six_thousand_yuan_loses_a_thousand_a_year() -> None:
    worn = [
        ledger.depreciation(Decimal(6000), 1, '2024-01-15', 6, until)
        for until in ('2024-01', '2024-12', '2029-12', '2035-01')
    ]
    assert [str(each) for each in worn] == ['83.33', '1000.00', '6000.00', '6000.00']
    assert ledger.depreciation(Decimal(6000), 1, '2024', 6, '2024-12') is None


async def test_the_workbook_has_the_totals_and_no_formula(school: School) -> None:
    entries = [
        enter(
            'register.add', {'name': '=1+1', 'price': '100', 'quantity': 2, 'booked': '2026-11-03', 'remarks': '@cmd'}
        ),
        enter('register.add', {'name': '电视机', 'price': '3000', 'bought': '2020-05', 'life': 5}),
    ]
    await write(entries, the_server())
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(await ledger_file.write(await ledger.of_month('2026-11'), 'zh-CN'))
    )
    assert book.sheet_names == ['分类合计', '本月增加', '本月减少', '期末明细']
    totals = book.get_sheet_by_name('分类合计').to_python()
    [total] = [row for row in totals if row[0] == '合计']
    assert total[2:] == [3000.0, 2.0, 200.0, 0.0, 0.0, 6.0, 3200.0]
    [line] = book.get_sheet_by_name('本月增加').to_python()[1:]
    assert line[1] == "'=1+1"
    assert line[-1] == "'@cmd"


@pytest.mark.parametrize('month', ['', '2026', '2026-13', '2026-1', "2026-11' OR", 'x'])
async def test_what_is_no_month_is_refused(school: School, month: str) -> None:
    with pytest.raises(BadInput) as caught:
        await ledger.of_month(month)
    assert caught.value.code == 'bad_month'
