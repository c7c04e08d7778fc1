"""Cells of a register: what is odd is named, what is clear is put right without asking."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from app import cells
from app.rows import NOTES, REJECTS, WARNINGS
from tests.test_sheets import TODAY, one


@pytest.mark.parametrize(
    ('code', 'changed'),
    [
        ('W01', {'资产编号': ''}),
        ('W03', {'存放地点': ''}),
        ('W05', {'购置日期': ''}),
        ('W05', {'购置日期': '不详'}),
        ('W05', {'购置日期': '2018.2.30'}),
        ('W05', {'购置日期': '2109-09-01'}),
        ('W05', {'购置日期': '99年'}),
        ('W05', {'购置日期': '2020-2021学年'}),
        ('W06', {'单价': ''}),
        ('W06', {'单价': '捐赠'}),
        ('W06', {'单价': '-5'}),
        ('W06', {'单价': '1e9999999'}),
        ('W08', {'计量单位': ''}),
        ('W13', {'数量': ''}),
        ('W14', {'数量': '501', '单价': '5000'}),
        ('W15', {'资产名称': '长' * 201}),
        ('R1', {'资产名称': ' \u3000'}),
        ('R2', {'数量': '若干'}),
        ('R2', {'数量': '0'}),
        ('R2', {'数量': '-2'}),
        ('R2', {'数量': '2.5'}),
        ('R2', {'数量': '#N/A'}),
        ('R2', {'数量': '9' * 5000}),
    ],
)
def test_what_is_odd_is_named(code: str, changed: dict[str, str]) -> None:
    row = one(**changed)
    assert row.codes == [code]
    assert row.outcome == ('reject' if code in REJECTS else 'warn')
    assert row.findings[0].word == f'sheets-{(WARNINGS | REJECTS)[code]}'


@pytest.mark.parametrize(
    ('column', 'written', 'key', 'value'),
    [
        ('资产名称', ' 学 生课桌\u3000椅\n', 'name', '学生课桌椅'),
        ('资产名称', 'LED  lamp', 'name', 'LED lamp'),
        ('资产编号', 'ｑｈ２０１７－０００１ ', 'code', 'QH2017-0001'),
        ('资产编号', 'QH2017—0001', 'code', 'QH2017-0001'),
        ('数量', '４８套', 'quantity', 48),
        ('数量', ' 6 台', 'quantity', 6),
        ('数量', '1,200', 'quantity', 1200),
        ('单价', '￥4,980.00', 'price', Decimal(4980)),
        ('单价', 'RMB 320.50', 'price', Decimal('320.5')),
        ('单价', '２１０．００元', 'price', Decimal(210)),
        ('单价', '$1,299.00', 'price', Decimal(1299)),
        ('单价', '1.299,50 €', 'price', Decimal('1299.5')),
        ('单价', '12,5', 'price', Decimal('12.5')),
        ('单价', '1,200', 'price', Decimal(1200)),
        ('购置日期', '2019-09-01 10:30:00', 'bought', '2019-09-01'),
        ('购置日期', '2019-09-01T10:30:00Z', 'bought', '2019-09-01'),
        ('购置日期', 'Sun Sep 1, 2019', 'bought', '2019-09-01'),
        ('购置日期', '1 September 2019', 'bought', '2019-09-01'),
        ('购置日期', '2019.9.1', 'bought', '2019-09-01'),
        ('购置日期', '２０１９/９/１', 'bought', '2019-09-01'),
        ('购置日期', '2019年9月1日', 'bought', '2019-09-01'),
        ('购置日期', '19年9月', 'bought', '2019-09'),
        ('购置日期', '2019.09', 'bought', '2019-09'),
        ('购置日期', '20190901', 'bought', '2019-09-01'),
        ('购置日期', '2019年', 'bought', '2019'),
        ('购置日期', '2019年9月份', 'bought', '2019-09'),
        ('购置日期', '2019年9月1号', 'bought', '2019-09-01'),
        ('购置日期', '二〇一九年九月', 'bought', '2019-09'),
        ('购置日期', '二零一九年十二月三十一日', 'bought', '2019-12-31'),
        ('单价', '1.2万元', 'price', Decimal('12000.00')),
        ('数量', '一架', 'quantity', 1),
        ('数量', '二十套', 'quantity', 20),
    ],
)
def test_what_is_clear_is_put_right_without_asking(column: str, written: str, key: str, value: Any) -> None:
    row = one(**{column: written})
    assert (row.outcome, row.values[key]) == ('create', value)
    assert set(row.notes) <= set(NOTES)


def test_real_dates_and_serial_numbers_of_excel_are_days() -> None:
    assert cells.day(datetime(2019, 9, 1, 8, 30), TODAY)[0] == '2019-09-01'
    assert cells.day(43709.0, TODAY)[0] == '2019-09-01'
    assert cells.day(2019.0, TODAY)[0] == '2019'
