"""A loan slip on paper: two copies, prices only for those who see the books, and the signatures as they were drawn."""

import hashlib
import io
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from app import loan_list, loan_paper, prints_files
from models import LoanSlip, Thing
from tests.cast import School, assert_refused, line
from tests.test_loans import Counter, counter
from tests.test_prints_signed import drawing, send

__all__ = ['counter']
INK = hashlib.sha256(drawing()).hexdigest()


async def lent(counter: Counter, **more: Any) -> LoanSlip:
    await Thing.filter(id=counter.school.id_of('fan')).update(price=Decimal('0.10'), spec='1400 mm', code='FS-0001')
    await Thing.filter(id=counter.school.things['balls']).update(price=Decimal('0.20'))
    verdict = await counter.lend('fan', 'balls*3', **more)
    assert verdict.verdict == 'accepted', verdict
    return await LoanSlip.get()


async def pages_of(slip: LoanSlip, language: str = 'zh-CN', *, priced: bool = True) -> list[str]:
    data = prints_files.to_pdf(*await loan_paper.sheets(slip, language, priced=priced))
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(data))]


async def test_one_copy_is_the_borrowers_and_one_the_offices(counter: Counter) -> None:
    slip = await lent(counter, purpose='运动会')
    first, second = await pages_of(slip)
    assert '借用方留存' in first and '总务处留存' in second
    for page in (first, second):
        for said in ('物品借用单', slip.ref, '一(1)班', '运动会', '吊扇', '1400 mm', 'FS-0001', '足球', 'keeper'):
            assert said in page, said
    english, _ = await pages_of(slip, 'en')
    assert 'Loan slip' in english and 'for the borrower' in english


async def test_money_is_added_to_the_fen_and_what_has_no_price_counts_as_nothing(counter: Counter) -> None:
    slip = await lent(counter)
    [sheet, _] = await loan_paper.sheets(slip, 'zh-CN', priced=True)
    things = sheet.tables[1]
    price, amount = things.head.index('单价（元）'), things.head.index('金额（元）')
    assert sorted((row[price], row[amount]) for row in things.rows[:-1]) == [('0.10', '0.10'), ('0.20', '0.60')]
    assert things.rows[-1][amount] == '0.70'
    await Thing.filter(id=counter.school.id_of('fan')).update(price=None)
    [sheet, _] = await loan_paper.sheets(slip, 'zh-CN', priced=True)
    assert sheet.tables[1].rows[-1][amount] == '0.60'


async def test_prices_are_left_out_for_whoever_does_not_see_the_books(api: School) -> None:
    counter = Counter(api)
    await Thing.filter(id=api.id_of('fan')).update(price=Decimal('4321.00'))
    await counter.lend('fan', borrower_kind='staff', person=str(api.people['teacher']))
    slip = await LoanSlip.get()
    found: dict[str, str] = {}
    for name in ('keeper', 'teacher'):
        phone = await api.call(name)
        assert phone.http
        answer = await phone.http.get(f'/loans/{slip.id}/slip.pdf')
        assert answer.headers['content-type'] == 'application/pdf'
        found[name] = pypdfium2.PdfDocument(io.BytesIO(answer.content))[0].get_textpage().get_text_range()
    assert '4321.00' in found['keeper']
    assert '吊扇' in found['teacher'] and '4321' not in found['teacher'] and '单价' not in found['teacher']


async def test_nobody_else_gets_the_slip(api: School) -> None:
    counter = Counter(api)
    await counter.lend('fan', borrower_kind='staff', person=str(api.people['teacher']))
    slip = await LoanSlip.get()
    for name in ('caretaker', 'monitor', 'visitor'):
        phone = await api.call(name)
        assert phone.http
        assert_refused(await phone.http.get(f'/loans/{slip.id}/slip.pdf'), 403, 'not_allowed')
    async with line() as stranger:
        assert (await stranger.get(f'/loans/{slip.id}/slip.pdf')).status_code == 401


@pytest.mark.parametrize('arrived', [True, False])
async def test_the_signature_is_there_as_it_was_drawn_or_is_said_not_to_be_here_yet(
    counter: Counter, arrived: bool
) -> None:
    if arrived:
        await send(drawing())
    slip = await lent(counter, signature=INK)
    data = prints_files.to_pdf(*await loan_paper.sheets(slip, 'zh-CN', priced=True))
    page = pypdfium2.PdfDocument(io.BytesIO(data))[0]
    assert len([*page.get_objects([FPDF_PAGEOBJ_IMAGE])]) == int(arrived)
    assert ('签名图片还没传到' in page.get_textpage().get_text_range()) is not arrived


async def test_what_came_back_stands_beside_what_went_out_with_the_second_signature(counter: Counter) -> None:
    await send(drawing())
    slip = await lent(counter)
    broken = {**counter.part('balls'), 'condition': 'damaged', 'note': '漏气'}
    await counter.back(counter.part('fan'), broken, signature=INK, brought_by='李老师')
    [sheet, _] = await loan_paper.sheets(await loan_list.slip(slip.id), 'zh-CN', priced=False)
    _, things, signatures = sheet.tables
    said = {row[1]: row[-1] for row in things.rows}
    assert '归还 1 件' in said['吊扇'] and '漏气' in said['足球'] and '李老师' in said['足球']
    assert signatures.pictures.keys() == {(0, signatures.head.index('归还人'))}


async def test_what_was_not_allowed_has_no_slip_on_paper(api: School) -> None:
    counter = Counter(api)
    await counter.lend('fan', borrower_kind='unit', borrower='教务处')
    slip = await LoanSlip.get()
    await counter.write('head', 'loans.refuse', {'slip': str(slip.id), 'why': '要用'})
    phone = await api.call('keeper')
    assert phone.http
    assert_refused(await phone.http.get(f'/loans/{slip.id}/slip.pdf'), 409, 'slip_moved')
