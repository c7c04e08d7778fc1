"""A class borrows by its own account where the school lets it: nobody's name goes in, and none comes out."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest

from app import loan_alone, loan_list, loan_notices, pull
from app.core.actors import the_server
from app.core.clock import now
from app.core.entries import enter
from app.core.records import write_one
from models import Loan, LoanSlip, Person, Record
from tests.cast import UNKNOWN_CODE, Phone, School, assert_refused, code_of, told
from tests.test_audit import empty, empty_at_once, look
from tests.test_loans import Counter, counter
from tests.test_pages import Visit, visit

__all__ = ['counter', 'empty', 'empty_at_once', 'visit']
CLASS = '一(1)班'


async def let(counter: Counter, **more: Any) -> None:
    """The monitor's account is the class of the room, and the school lets classes borrow alone."""
    await Person.filter(name='monitor').update(rooms=[counter.school.id_of('room')])
    rules = {'classes_alone': True} | more
    assert (await counter.write('keeper', 'loans.rule', rules)).verdict == 'accepted'


def form_of(counter: Counter, *things: str, **more: Any) -> dict[str, Any]:
    return {'things': [counter.part(name) for name in things], 'rule': 'day', **more}


async def test_no_class_borrows_alone_before_the_school_lets_classes(counter: Counter) -> None:
    assert (await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan'))).code == 'borrow_alone_off'
    monitor = counter.phones['monitor'].actor
    await counter.write('keeper', 'loans.rule', {'alone': True})
    assert (await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan'))).code == 'borrow_alone_off'
    assert 'loans.borrow' not in (await pull.snapshot(monitor))['rights']
    assert (await counter.write('monitor', 'loans.rule', {'classes_alone': True})).code == 'not_allowed'
    await let(counter, alone=False)
    assert 'loans.borrow' in (await pull.snapshot(monitor))['rights']
    assert (await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan'))).verdict == 'accepted'
    assert (await counter.write('teacher', 'loans.borrow', form_of(counter, 'desk'))).code == 'borrow_alone_off'


async def test_the_slip_says_the_class_and_no_person(counter: Counter) -> None:
    await let(counter)
    assert (await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan', 'balls*3'))).verdict == 'accepted'
    slip = await LoanSlip.get()
    assert (slip.borrower_kind, slip.borrower, slip.person_id, slip.mark) == ('class', CLASS, None, '')
    assert {(loan.borrower, loan.person_id) for loan in await Loan.all()} == {(CLASS, None)}


@pytest.mark.parametrize('more', [{'mark': '07'}, {'borrower': '张三'}, {'person': '{teacher}'}])
async def test_a_class_cannot_say_who_else_borrows(counter: Counter, more: dict[str, str]) -> None:
    await let(counter)
    said = {name: value.format(teacher=counter.school.people['teacher']) for name, value in more.items()}
    assert (await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan', **said))).code == 'bad_payload'


async def test_a_class_neither_signs_nor_says_who_brought_it(counter: Counter) -> None:
    await let(counter)
    signed = await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan', signature='d' * 64))
    assert signed.code == 'class_by_name' and told('class_by_name')
    await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan'))
    back = {'things': [counter.part('fan')]}
    for more in ({'signature': 'd' * 64}, {'brought_by': '张三'}):
        assert (await counter.write('monitor', 'loans.give_back', back | more)).code == 'class_by_name'
    assert (await counter.write('monitor', 'loans.give_back', back)).verdict == 'accepted'


async def test_an_account_without_one_classroom_borrows_by_the_name_it_signs_in_with(counter: Counter) -> None:
    await let(counter)
    await Person.filter(name='monitor').update(rooms=[])
    await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan'))
    assert (await LoanSlip.get()).borrower == 'monitor'


async def test_a_class_gives_back_what_the_class_has_and_nothing_else(counter: Counter) -> None:
    await let(counter)
    await counter.lend('fan', borrower=CLASS, borrower_kind='class')
    await counter.lend('desk', borrower='二(2)班', borrower_kind='class')
    await counter.lend('slide', borrower_kind='staff', person=str(counter.school.people['teacher']))
    for other in ('desk', 'slide'):
        back = {'things': [counter.part(other)]}
        assert (await counter.write('monitor', 'loans.give_back', back)).code == 'not_your_loan'
    back = {'things': [counter.part('fan')]}
    assert (await counter.write('monitor', 'loans.give_back', back)).verdict == 'accepted'
    assert (await counter.write('monitor', 'loans.give_back', back)).code == 'not_your_loan'
    assert await Loan.filter(state='out').count() == 2


async def test_what_a_class_would_carry_off_the_campus_waits_for_the_director(counter: Counter) -> None:
    await let(counter)
    asked = await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan', leaves=True))
    assert (asked.verdict, asked.flags) == ('accepted', ['asked'])


async def test_a_class_is_told_its_own_loans_alone_and_nobodys_name(api: School) -> None:
    counter = Counter(api)
    await let(counter)
    await Person.filter(name='teacher').update(display='周班主任')
    await counter.lend('fan', borrower=CLASS, borrower_kind='class')
    await counter.lend('desk', borrower_kind='staff', person=str(api.people['teacher']))
    await counter.lend('slide', borrower='二(2)班', borrower_kind='class')
    monitor = await api.call('monitor')
    assert monitor.http
    loans = (await monitor.http.get('/api/snapshot')).json()['loans']
    assert [(each['thing'], each['who']) for each in loans] == [(api.id_of('fan'), CLASS)]
    terms = (await monitor.http.get('/api/loans/borrowers')).json()
    assert (terms['own'], terms['people'], terms['classes'], terms['outside']) == ([CLASS], [], [], [])
    assert '周班主任' not in f'{loans}{terms}'


async def test_a_class_scans_what_is_not_in_its_room_while_the_server_can_be_asked(api: School) -> None:
    """Its phone keeps its own rooms alone, so it asks for what is on a label that it stands before."""
    counter = Counter(api)
    hall = await write_one(enter('register.add', {'name': '体育器材室', 'kind': 'place'}), the_server())
    label = code_of(77)
    form = {'name': '足球', 'quantity': 12, 'inside': str(hall.id), 'tags': [label], 'price': '65.00'}
    balls = await write_one(enter('register.add', form), the_server())
    api.things['balls'] = UUID(str(balls.id))
    monitor = await api.call('monitor')
    assert monitor.http
    path = f'/api/loans/scanned?tag={label}'
    assert_refused(await monitor.http.get(path), 403, 'borrow_alone_off')
    await let(counter)
    monitor = await api.call('monitor')
    assert monitor.http
    await counter.lend('balls*10')
    asked = (await monitor.http.get(path)).json()
    assert (asked['name'], asked['quantity'], asked['out']) == ('足球', 12, 10)
    assert asked == (await monitor.http.get(f'/api/loans/scanned?thing={balls.id}')).json()
    assert '65' not in f'{asked}' and '体育器材室' not in f'{asked}'
    assert_refused(await monitor.http.get(f'/api/loans/scanned?tag={UNKNOWN_CODE}'), 404, 'unknown_tag')
    assert_refused(await monitor.http.get('/api/loans/scanned?tag=x'), 422, 'not_a_code')
    visitor = await api.call('visitor')
    assert visitor.http
    assert_refused(await visitor.http.get(path), 403, 'not_allowed')
    assert (await counter.write('monitor', 'loans.borrow', form_of(counter, 'balls*2'))).verdict == 'accepted'


async def test_a_class_reads_its_slip_without_a_name_and_prints_none(visit: Visit, copy: School) -> None:
    counter = Counter(copy)
    await let(counter)
    await Person.filter(name='keeper').update(display='钱保管')
    await counter.lend('fan', borrower=CLASS, borrower_kind='class', mark='A07')
    await counter.back(counter.part('fan'), brought_by='体育委员张三')
    slip = await LoanSlip.get()
    page = await visit('monitor', f'/loans/{slip.id}')
    await page.should_see('吊扇')
    for hidden in ('钱保管', 'A07', '张三', '打印借用单'):
        await page.should_not_see(hidden)
    keeper = await visit('keeper', f'/loans/{slip.id}')
    await keeper.should_see('A07')
    await counter.lend('desk', borrower='二(2)班', borrower_kind='class')
    other = await LoanSlip.get(borrower='二(2)班')
    no = await visit('monitor', f'/loans/{other.id}')
    await no.should_not_see('学生课桌')


async def test_a_class_gets_no_slip_on_paper(api: School) -> None:
    counter = Counter(api)
    await let(counter)
    await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan'))
    monitor: Phone = await api.call('monitor')
    assert monitor.http
    assert_refused(await monitor.http.get(f'/loans/{(await LoanSlip.get()).id}/slip.pdf'), 403, 'not_allowed')


async def test_the_pages_offer_it_to_a_class_once_it_may(visit: Visit, copy: School) -> None:
    counter = Counter(copy)
    page = await visit('monitor', '/borrow')
    await page.should_see('学校没有开放自助借还')
    rules = await visit('keeper', '/loans/rules')
    await rules.should_see('班级可自助借还')
    await let(counter)
    mine = await visit('monitor', '/loans')
    await mine.should_see('自助借出')


async def test_a_class_hears_of_what_is_due_by_the_name_of_its_room(counter: Counter) -> None:
    await let(counter)
    await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan'))
    await Loan.all().update(due_at=now() - timedelta(minutes=5))
    people = await Person.all()
    [said] = await loan_notices.due(people, now() - timedelta(days=1))
    assert counter.school.people['monitor'] in said.people
    assert (await loan_alone.accounts(people)).keys() == {CLASS, 'monitor'}


async def test_of_two_that_borrowed_without_a_network_the_class_may_be_the_one_who_has_it(counter: Counter) -> None:
    await let(counter)
    await counter.lend('fan', borrower='二(2)班', borrower_kind='class')
    late = await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan'))
    assert (late.verdict, late.code) == ('conflict', 'already_lent')
    await counter.write('keeper', 'loans.settle', {'claim': counter.last, 'has_it': True})
    assert [line.borrower for line in await loan_list.lines('out')] == [CLASS]


@pytest.mark.sqlite
async def test_all_of_it_follows_from_the_log(counter: Counter, tmp_path: Path) -> None:
    room = str(counter.school.id_of('room'))
    monitor = str(counter.school.people['monitor'])
    await counter.write('head', 'people.revise', {'person': monitor, 'rooms': [room]})
    await counter.write('keeper', 'loans.rule', {'classes_alone': True})
    await counter.write('monitor', 'loans.borrow', form_of(counter, 'fan', 'desk'))
    await counter.write('monitor', 'loans.give_back', {'things': [counter.part('fan')]})
    [row] = await Record.filter(kind='loans.borrow')
    assert orjson.loads(row.envelope)['payload'].keys() == {'things', 'rule'}
    assert await look(tmp_path) == []
