"""Who may allow what: inside the director, to strangers the deputy head, and out of the gate by a numbered pass."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from app import loan_list, loan_pass
from models import Loan, LoanSlip, Person, ThingUse
from tests.cast import School
from tests.test_audit import empty, empty_at_once, look
from tests.test_loans import Counter, counter
from tests.test_pages import Visit, visit

__all__ = ['counter', 'empty', 'empty_at_once', 'visit']
UNIT: dict[str, Any] = {'borrower_kind': 'unit', 'borrower': '教务处'}
OUTSIDE: dict[str, Any] = {'borrower_kind': 'outside', 'borrower': '实验小学', 'leaves': True}


@pytest.fixture
async def ladder(counter: Counter) -> Counter:
    """The teacher is the director here, the caretaker stands at the gate."""
    await Person.filter(name='teacher').update(roles=['director'])
    await Person.filter(name='caretaker').update(roles=['gatekeeper'])
    return counter


async def decide(counter: Counter, by: str, verb: str = 'approve', **more: Any) -> Any:
    return await counter.write(by, f'loans.{verb}', {'slip': str((await LoanSlip.get()).id), **more})


async def test_another_unit_waits_for_the_director_and_the_thing_is_set_aside(ladder: Counter) -> None:
    asked = await ladder.lend('fan', **UNIT)
    assert (asked.verdict, asked.flags) == ('accepted', ['asked'])
    assert [line.state for line in await loan_list.lines('asked')] == ['asked']
    assert (await ladder.lend('fan')).code == 'already_lent'
    assert (await ladder.back(ladder.part('fan'))).code == 'no_such_loan'
    assert (await decide(ladder, 'keeper')).code == 'not_allowed'
    assert (await decide(ladder, 'teacher')).verdict == 'accepted'
    assert (await Loan.get()).state == 'out'
    assert (await decide(ladder, 'teacher')).code == 'slip_moved'


async def test_a_stranger_waits_for_the_deputy_head_and_not_for_the_director(ladder: Counter) -> None:
    await ladder.lend('fan', **OUTSIDE)
    assert (await decide(ladder, 'teacher')).code == 'not_allowed'
    assert (await decide(ladder, 'head')).verdict == 'accepted'
    assert (await LoanSlip.get()).pass_code


async def test_what_is_not_allowed_is_on_the_shelf_again(ladder: Counter) -> None:
    await ladder.lend('fan', **UNIT)
    assert (await decide(ladder, 'teacher', 'refuse', why='要用')).verdict == 'accepted'
    assert ((await LoanSlip.get()).refused, (await ladder.thing('fan')).state) == ('要用', 'in_use')
    assert (await ladder.lend('fan')).verdict == 'accepted'


async def test_whoever_may_allow_it_need_not_ask(ladder: Counter) -> None:
    assert (await ladder.lend('fan', by='teacher', **UNIT)).flags == []
    assert (await ladder.lend('desk', by='head', **OUTSIDE)).flags == []
    assert await LoanSlip.filter(pass_code=None).count() == 1


async def test_a_pass_is_good_for_one_time_at_the_gate(ladder: Counter) -> None:
    await ladder.lend('fan', by='head', **OUTSIDE)
    assert (await decide(ladder, 'visitor', 'let_out')).code == 'not_allowed'
    assert (await decide(ladder, 'caretaker', 'let_out')).verdict == 'accepted'
    assert (await decide(ladder, 'caretaker', 'let_out')).code == 'pass_used'


async def test_without_a_pass_nothing_is_let_out(ladder: Counter) -> None:
    await ladder.lend('fan')
    assert (await decide(ladder, 'caretaker', 'let_out')).code == 'no_pass'


async def test_the_pass_on_paper_has_a_code_that_leads_to_it(ladder: Counter) -> None:
    await ladder.lend('fan', 'balls*3', by='head', **OUTSIDE)
    slip = await LoanSlip.get()
    data = loan_pass.to_pdf(*await loan_pass.sheet(slip, 'zh-CN'))
    page = pypdfium2.PdfDocument(io.BytesIO(data))[0]
    text = page.get_textpage().get_text_range()
    assert slip.ref in text and '足球' in text and '实验小学' in text
    [seen] = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    assert seen.text.endswith(f'/T/{slip.pass_code}')
    assert (await loan_list.by_pass(str(slip.pass_code))).id == slip.id  # type: ignore[union-attr]


async def test_the_gatekeeper_scans_it_and_lets_it_out(visit: Visit, copy: School) -> None:
    counter = Counter(copy)
    await Person.filter(name='caretaker').update(roles=['gatekeeper'])
    await counter.lend('fan', by='head', **OUTSIDE)
    slip = await LoanSlip.get()
    gate = await visit('caretaker', f'/t/{slip.pass_code}?how=scan')
    await gate.should_see('出门证有效')
    await gate.should_see('吊扇')
    visitor = await visit('visitor', f'/t/{slip.pass_code}')
    await visitor.should_see('由门卫扫码核对')


async def test_use_without_a_loan_is_one_record_and_can_be_counted(ladder: Counter) -> None:
    about: dict[str, Any] = {'thing_id': ladder.school.id_of('room')}
    assert (await ladder.write('keeper', 'loans.use', {'people': 40}, **about)).verdict == 'accepted'
    assert (await ladder.write('keeper', 'loans.use', {}, **about)).verdict == 'accepted'
    first = await ThingUse.all().order_by('at').first()
    assert first
    assert await loan_list.uses_of(ladder.school.things['room'], first.at) == (2, 40)


@pytest.mark.sqlite
async def test_all_of_it_follows_from_the_log(counter: Counter, tmp_path: Path) -> None:
    await counter.lend('fan', by='head', **OUTSIDE)
    await decide(counter, 'head', 'let_out')
    await counter.write('keeper', 'loans.use', {'people': 3}, thing_id=counter.school.id_of('room'))
    await counter.lend('desk', **UNIT)
    assert await look(tmp_path) == []
