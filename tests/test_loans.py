"""Loans: one slip for many things, never what is out or may not be lent, and nothing damaged back on the shelf."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import loan_list, loan_phones, pull
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.records import Verdict, write_one
from models import Loan, LoanReturn, LoanSlip, Repair, Thing
from tests.cast import Phone, School
from tests.test_audit import empty, empty_at_once, look

__all__ = ['empty', 'empty_at_once']


class Counter:
    """The keeper's counter, and what people do there."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.phones: dict[str, Phone] = {}
        self.last = ''

    async def write(self, by: str, kind: str, payload: dict[str, Any], **more: Any) -> Verdict:
        if by not in self.phones:
            self.phones[by] = await self.school.sign_in(by)
        envelope = self.phones[by].seal(kind, payload, **more)
        self.last = envelope['id']
        return await self.phones[by].write_one(envelope)

    def slip(self, *things: str, **more: Any) -> dict[str, Any]:
        parts = [self.part(name) for name in things]
        who = {} if 'borrower_kind' in more else {'borrower_kind': 'class', 'borrower': '一(1)班'}
        return {'things': parts, 'rule': 'day', **who, **more}

    def part(self, name: str) -> dict[str, Any]:
        thing, _, count = name.partition('*')
        return {'thing': self.school.id_of(thing), 'quantity': int(count or 1)}

    async def lend(self, *things: str, by: str = 'keeper', at: str | None = None, **more: Any) -> Verdict:
        return await self.write(by, 'loans.lend', self.slip(*things, **more), **({'at': at} if at else {}))

    async def back(self, *parts: dict[str, Any], by: str = 'keeper', **more: Any) -> Verdict:
        return await self.write(by, 'loans.take_back', {'things': list(parts), **more})

    async def thing(self, name: str) -> Thing:
        return await Thing.get(id=self.school.id_of(name))


@pytest.fixture
async def counter(school: School) -> Counter:
    balls = enter('register.add', {'name': '足球', 'quantity': 12, 'unit': '个'})
    await write_one(balls, the_server())
    school.things['balls'] = balls.envelope.id  # type: ignore[union-attr]
    return Counter(school)


def ago(minutes: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


async def test_one_slip_holds_all_that_a_class_takes_at_once(counter: Counter) -> None:
    verdict = await counter.lend('fan', 'desk', 'balls*10', purpose='运动会')
    assert (verdict.verdict, verdict.flags) == ('accepted', [])
    slip = await LoanSlip.get()
    assert (slip.borrower, slip.purpose, slip.ref) == ('一(1)班', '运动会', str(verdict.number))
    assert slip.due_at and slip.due_at > slip.lent_at
    loans = {loan.thing.name: loan for loan in await Loan.all().select_related('thing')}
    assert {name: loan.quantity for name, loan in loans.items()} == {'吊扇': 1, '学生课桌': 1, '足球': 10}
    assert [(await counter.thing(name)).state for name in ('fan', 'desk', 'balls')] == ['lent', 'lent', 'in_use']
    assert [line.borrower for line in await loan_list.lines('out')] == ['一(1)班'] * 3


async def test_what_is_out_is_not_lent_again_and_the_second_is_shown_as_a_claim(counter: Counter) -> None:
    await counter.lend('fan')
    second = await counter.lend('fan', by='head', borrower_kind='class', borrower='二(2)班')
    assert (second.verdict, second.code) == ('conflict', 'already_lent')
    assert [str(record.id) for record in await loan_list.conflicts()] == [counter.last]
    assert await Loan.filter(state='out').count() == 1


async def test_of_a_slip_only_what_is_here_is_lent_and_the_rest_stays_a_claim(counter: Counter) -> None:
    await counter.lend('fan')
    mixed = await counter.lend('fan', 'desk', by='head', borrower_kind='class', borrower='二(2)班')
    assert (mixed.verdict, mixed.flags) == ('accepted', ['lent_already'])
    [claim] = await loan_list.lines('claims')
    assert (claim.name, claim.why, claim.borrower) == ('吊扇', 'already_lent', '二(2)班')
    assert (await loan_list.counts())['claims'] == 1


@pytest.mark.parametrize('whole', [True, False])
async def test_whoever_really_has_it_is_written_down_and_the_others_loan_ends_then(
    counter: Counter, whole: bool
) -> None:
    await counter.lend('fan', at=ago(60))
    things = ('fan',) if whole else ('fan', 'desk')
    await counter.lend(*things, by='head', at=ago(30), borrower_kind='class', borrower='二(2)班')
    claim = counter.last if whole else str((await Loan.get(state='claim')).id)
    assert (await counter.write('keeper', 'loans.settle', {'claim': claim, 'has_it': True})).verdict == 'accepted'
    first = await Loan.get(borrower='一(1)班')
    real = await Loan.get(borrower='二(2)班', thing_id=counter.school.id_of('fan'))
    assert (first.state, real.state, first.returned_at) == ('back', 'out', real.lent_at)
    assert (await counter.thing('fan')).state == 'lent'
    assert await loan_list.conflicts() == []
    again = await counter.write('keeper', 'loans.settle', {'claim': str(real.id), 'has_it': False})
    assert again.code == 'settled_already'


async def test_a_claim_that_was_none_is_put_away(counter: Counter) -> None:
    await counter.lend('fan')
    await counter.lend('fan', by='head', borrower_kind='class', borrower='二(2)班')
    await counter.write('keeper', 'loans.settle', {'claim': counter.last, 'has_it': False})
    assert await Loan.filter(state='out').values_list('borrower', flat=True) == ['一(1)班']
    assert (await loan_list.counts())['claims'] == 0


async def test_the_same_person_with_the_same_thing_from_two_phones_is_one_loan(counter: Counter) -> None:
    await counter.lend('fan')
    twice = await counter.lend('fan', by='head')
    assert (twice.verdict, twice.flags) == ('accepted', ['probable_double'])
    assert await Loan.all().count() == 1


async def test_what_may_not_be_lent_is_refused_in_words(counter: Counter) -> None:
    keeper = await counter.school.sign_in('keeper')
    assert (await counter.lend('room')).code == 'not_lendable'
    await Thing.filter(id=counter.school.id_of('fan')).update(state='retired')
    assert (await counter.lend('fan')).code == 'retired'
    await keeper.write(keeper.seal('writeoffs.apply', {'reason': 'worn'}, thing_id=counter.school.id_of('desk')))
    assert (await counter.lend('desk')).code == 'writeoff_open'
    assert (await counter.lend('balls*13')).code == 'too_few'
    assert await Loan.all().count() == 0


async def test_a_thing_that_is_out_is_not_written_off_meanwhile(counter: Counter) -> None:
    await counter.lend('desk')
    refused = await counter.write('keeper', 'register.retire', {}, thing_id=counter.school.id_of('desk'))
    assert refused.code == 'has_open_loan'


async def test_what_comes_back_good_is_on_the_shelf_again(counter: Counter) -> None:
    await Thing.filter(id=counter.school.id_of('fan')).update(state='idle')
    await counter.lend('fan')
    assert (await counter.back(counter.part('fan'), brought_by='门卫')).verdict == 'accepted'
    loan = await Loan.get()
    assert (loan.state, loan.holds, (await counter.thing('fan')).state) == ('back', None, 'idle')
    assert (await LoanReturn.get()).brought_by == '门卫'
    assert (await counter.lend('fan')).verdict == 'accepted'


async def test_what_comes_back_damaged_is_a_repair_and_not_lent_before_that_is_settled(counter: Counter) -> None:
    await counter.lend('fan')
    photo = 'a' * 64
    part = counter.part('fan') | {'condition': 'damaged', 'note': '叶片断了', 'photos': [photo]}
    assert (await counter.back(part)).verdict == 'accepted'
    repair = await Repair.get()
    assert (repair.source, repair.what, repair.photos, repair.blocks_use) == ('return', '叶片断了', [photo], True)
    assert (await LoanReturn.get()).repair_id == repair.id
    assert (await counter.lend('fan')).code == 'not_lendable'
    about: dict[str, Any] = {'thing_id': counter.school.id_of('fan')}
    await counter.write('caretaker', 'repairs.close', {'repair': str(repair.id)}, **about)
    await counter.write('keeper', 'repairs.confirm', {'repair': str(repair.id)}, **about)
    assert (await counter.lend('fan')).verdict == 'accepted'


async def test_of_twelve_balls_one_comes_back_torn_and_eleven_can_be_lent(counter: Counter) -> None:
    await counter.lend('balls*12')
    assert (await counter.thing('balls')).state == 'lent'
    good, torn = counter.part('balls*11'), counter.part('balls*1') | {'condition': 'damaged', 'note': '破了'}
    assert (await counter.back(good, torn)).verdict == 'accepted'
    assert [(each.quantity, each.condition) for each in await LoanReturn.all().order_by('-quantity')] == [
        (11, 'good'), (1, 'damaged'),
    ]  # fmt: skip
    assert (await counter.lend('balls*12')).code == 'too_few'
    assert (await counter.lend('balls*11')).verdict == 'accepted'


async def test_some_come_back_today_and_the_others_stay_out(counter: Counter) -> None:
    await counter.lend('balls*10')
    await counter.back(counter.part('balls*4'))
    [line] = await loan_list.lines('out')
    assert (line.pieces, line.of) == (6, 12)
    assert (await counter.lend('balls*7', borrower_kind='class', borrower='二(2)班')).code == 'too_few'
    assert (await counter.lend('balls*6', borrower_kind='class', borrower='二(2)班')).verdict == 'accepted'


async def test_returned_twice_is_said_and_returned_before_it_was_lent_ends_nothing(counter: Counter) -> None:
    await counter.lend('fan')
    await counter.back(counter.part('fan'))
    twice = await counter.back(counter.part('fan'))
    assert (twice.verdict, twice.code) == ('conflict', 'no_such_loan')
    await counter.lend('desk')
    early = await counter.write('keeper', 'loans.take_back', {'things': [counter.part('desk')]}, at=ago(60))
    assert early.code == 'no_such_loan'
    assert await Loan.filter(state='out').count() == 1


async def test_a_thing_that_an_old_list_calls_lent_can_come_back(counter: Counter) -> None:
    await Thing.filter(id=counter.school.id_of('fan')).update(state='lent')
    assert (await counter.lend('fan')).code == 'already_lent'
    assert (await counter.back(counter.part('fan'))).verdict == 'accepted'
    assert (await counter.thing('fan')).state == 'in_use'


async def test_due_before_lent_and_nobody_and_no_longer_than_before_are_refused(counter: Counter) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    assert (await counter.lend('fan', rule='date', due=yesterday)).code == 'due_before_lent'
    assert (await counter.lend('fan', rule='date')).code == 'bad_payload'
    assert (await counter.lend('fan', borrower_kind='staff', borrower='小王')).code == 'bad_payload'
    unknown = '00000000-0000-0000-0000-000000000000'
    assert (await counter.lend('fan', borrower_kind='staff', person=unknown)).code == 'unknown_person'
    await counter.lend('fan', rule='week')
    loan = str((await Loan.get()).id)
    assert (await counter.write('keeper', 'loans.renew', {'loans': [loan], 'rule': 'week'})).code == 'renewed_for_less'


async def test_renewing_counts_and_moves_the_day(counter: Counter) -> None:
    await counter.lend('fan')
    before = await Loan.get()
    later = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    form = {'loans': [str(before.id)], 'rule': 'date', 'due': later}
    assert (await counter.write('keeper', 'loans.renew', form)).verdict == 'accepted'
    after = await Loan.get()
    assert after.renewals == 1 and after.due_at and before.due_at and after.due_at > before.due_at


async def test_a_teacher_sees_own_loans_only_and_nobody_elses_name(counter: Counter) -> None:
    teacher = await counter.school.sign_in('teacher')
    await counter.lend('fan', borrower_kind='staff', person=str(counter.school.people['teacher']))
    await counter.lend('desk')
    assert len(await loan_phones.told(teacher.actor)) == 1
    keeper = counter.phones['keeper'].actor
    assert {each['who'] for each in await loan_phones.told(keeper)} == {'一(1)班', 'teacher'}
    whole = await pull.snapshot(teacher.actor)
    assert [each['thing'] for each in whole['loans']] == [counter.school.id_of('fan')]
    more = await pull.changes(f'{whole["epoch"]}.0', keeper)
    assert sum(each['type'] == 'loan' for each in more['changes']) == 2
    await counter.back(counter.part('fan'))
    gone = await pull.changes(whole['cursor'], teacher.actor)
    assert [each['data'] for each in gone['changes'] if each['type'] == 'loan'] == [None]


async def test_a_things_history_tells_no_borrower(api: School, counter: Counter) -> None:
    await counter.lend('fan', borrower_kind='class', borrower='一(1)班', mark='07')
    phone = await counter.school.call('teacher')
    assert phone.http
    answer = await phone.http.get(f'/api/things/{counter.school.id_of("fan")}/records')
    assert '一(1)班' not in answer.text and 'loans.lend' in answer.text


async def test_borrowers_are_for_the_counter_and_no_class_is_listed_as_a_person(api: School, counter: Counter) -> None:
    keeper, teacher = await counter.school.call('keeper'), await counter.school.call('teacher')
    assert keeper.http and teacher.http
    known = (await keeper.http.get('/api/loans/borrowers')).json()
    assert '一(1)班' in known['classes']
    assert 'monitor' not in {each['name'] for each in known['people']}
    assert known['due']['day'] and known['due']['custody'] is None
    assert (await teacher.http.get('/api/loans/borrowers')).status_code == 403


async def test_lists_by_person_by_class_and_by_age(counter: Counter) -> None:
    await counter.lend('fan', borrower_kind='staff', person=str(counter.school.people['teacher']), rule='custody')
    await counter.lend('desk', 'balls*3', at=ago(5))
    assert [each.borrower for each in await loan_list.holders('person')] == ['teacher']
    [held] = await loan_list.holders('class')
    assert (held.borrower, held.things) == ('一(1)班', 2)
    assert [line.name for line in await loan_list.lines('custody')] == ['吊扇']
    assert (await loan_list.lines('age'))[-1].name == '吊扇'
    assert len(await loan_list.of_borrower('class', '一(1)班')) == 2
    with pytest.raises(NotFound):
        await loan_list.slip('nonsense')


@pytest.mark.sqlite
async def test_all_of_it_follows_from_the_log(counter: Counter, tmp_path: Path) -> None:
    await counter.lend('fan', at=ago(9))
    await counter.lend('fan', by='head', borrower_kind='class', borrower='二(2)班')
    await counter.write('keeper', 'loans.settle', {'claim': counter.last, 'has_it': True})
    await counter.lend('balls*12', 'desk')
    await counter.back(counter.part('balls*11'), counter.part('balls') | {'condition': 'damaged'}, counter.part('desk'))
    await counter.back(counter.part('fan') | {'condition': 'damaged'})
    assert await look(tmp_path) == []
