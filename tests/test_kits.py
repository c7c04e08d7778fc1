"""Kits, borrowing without the counter, how things went out, the rules of lending, and a slip that clashes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import conflicts, kits, loan_due, loan_list, loan_phones, pull, reservation_list
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from models import Claim, KitPart, Loan, LoanReturn, LoanSlip, Resolution, Thing
from tests.cast import School
from tests.test_audit import empty, empty_at_once, look
from tests.test_loans import Counter, ago, counter
from tests.test_pages import Visit, visit

__all__ = ['counter', 'empty', 'empty_at_once', 'visit']


@pytest.fixture
async def kit(counter: Counter) -> Counter:
    """A bag of twelve balls, a pump with a label of its own, and a net."""
    for name, word in (('bag', '足球包'), ('pump', '打气筒')):
        made = enter('register.add', {'name': word})
        await write_one(made, the_server())
        counter.school.things[name] = made.envelope.id  # type: ignore[union-attr]
    parts: list[dict[str, Any]] = [
        {'name': '足球', 'quantity': 12}, {'thing': counter.school.id_of('pump')}, {'name': '网袋'},
    ]  # fmt: skip
    assert (await about(counter, 'kits.define', 'bag', parts=parts)).verdict == 'accepted'
    return counter


async def about(counter: Counter, kind: str, thing: str, **payload: Any) -> Any:
    return await counter.write('keeper', kind, payload, thing_id=counter.school.id_of(thing))


async def part(name: str) -> str:
    return str((await KitPart.get(name=name)).id)


async def lacks(counter: Counter) -> dict[str, int]:
    return {each['name']: each['count'] for each in await kits.lacking(counter.school.id_of('bag'))}


async def test_a_kit_comes_back_complete(kit: Counter) -> None:
    assert (await kit.lend('bag')).flags == []
    assert (await kit.back(kit.part('bag'))).flags == []
    assert await lacks(kit) == {}


async def test_what_did_not_come_back_with_a_kit_is_missing_until_it_is_filled_up(kit: Counter) -> None:
    await kit.lend('bag')
    missing = [{'part': await part('足球'), 'count': 2}, {'part': await part('打气筒'), 'count': 1}]
    assert (await kit.back(kit.part('bag') | {'missing': missing})).flags == ['kit_short']
    [came] = await LoanReturn.all()
    assert [(each['name'], each['count']) for each in came.missing or []] == [('足球', 2), ('打气筒', 1)]
    assert await lacks(kit) == {'足球': 2, '打气筒': 1}
    again = await kit.lend('bag', borrower_kind='class', borrower='二(2)班')
    assert (again.verdict, again.flags) == ('accepted', ['kit_short'])
    second = await Loan.get(borrower='二(2)班')
    assert [each['count'] for each in second.short or []] == [2, 1], (
        'the next class is not asked for what lacked before'
    )
    [told] = await loan_phones.told(kit.phones['keeper'].actor)
    assert [(each['name'], each['of']) for each in told['parts']] == [('足球', 10), ('网袋', 1)]
    assert (await about(kit, 'kits.fill', 'bag', part=await part('足球'), count=2)).verdict == 'accepted'
    assert (await about(kit, 'kits.fill', 'bag', part=await part('足球'))).code == 'not_missing'
    assert await lacks(kit) == {'打气筒': 1}


async def test_a_kit_whose_part_is_retired_is_lent_without_it_and_says_so(kit: Counter) -> None:
    assert (await about(kit, 'register.retire', 'pump')).verdict == 'accepted'
    assert await lacks(kit) == {'打气筒': 1}
    assert (await kit.lend('bag')).flags == ['kit_short']
    [told] = await loan_phones.told(kit.phones['keeper'].actor)
    assert '打气筒' not in [each['name'] for each in told['parts']]


async def test_a_part_goes_where_its_kit_goes(kit: Counter) -> None:
    await kit.lend('bag', 'pump')
    assert [loan.thing.name for loan in await Loan.all().select_related('thing')] == ['足球包']
    refused = await kit.lend('pump', borrower_kind='class', borrower='二(2)班')
    assert (refused.verdict, refused.code) == ('conflict', 'kit_out')
    await kit.back(kit.part('bag'))
    assert (await kit.lend('pump')).verdict == 'accepted'
    assert await lacks(kit) == {'打气筒': 1}, 'what is lent by itself is not in the bag'


async def test_what_cannot_be_a_kit_or_a_part_is_refused_in_words(kit: Counter) -> None:
    pump, bag = kit.school.id_of('pump'), kit.school.id_of('bag')
    assert (await about(kit, 'kits.define', 'room', parts=[{'name': '椅'}])).code == 'no_kit'
    assert (await about(kit, 'kits.define', 'balls', parts=[{'name': '球'}])).code == 'no_kit'
    assert (await about(kit, 'kits.define', 'bag', parts=[{'thing': bag}])).code == 'no_part'
    assert (await about(kit, 'kits.define', 'fan', parts=[{'thing': pump}])).code == 'no_part', 'it is in the bag'
    assert (await about(kit, 'kits.define', 'fan', parts=[{}])).code == 'bad_payload'
    assert (await about(kit, 'kits.fill', 'bag', part=pump)).code == 'unknown_part'
    assert (await about(kit, 'kits.define', 'bag', parts=[])).verdict == 'accepted'
    assert await KitPart.all().count() == 0


async def test_what_was_worn_before_is_written_on_the_slip(counter: Counter) -> None:
    photo = 'b' * 64
    worn = counter.part('fan') | {'condition': 'worn', 'note': '外壳有裂纹', 'photos': [photo]}
    form = counter.slip('desk', photos=['c' * 64]) | {'mark': '07'}
    form['things'].append(worn)
    assert (await counter.write('keeper', 'loans.lend', form)).verdict == 'accepted'
    loan = await Loan.get(thing_id=counter.school.id_of('fan'))
    assert (loan.condition, loan.note, loan.photos) == ('worn', '外壳有裂纹', [photo])
    assert ((await LoanSlip.get()).mark, (await LoanSlip.get()).photos) == ('07', ['c' * 64])


async def test_one_signature_and_one_photo_stand_for_all_that_came_back(counter: Counter) -> None:
    await counter.lend('fan', 'desk')
    await counter.back(counter.part('fan'), counter.part('desk'), signature='d' * 64, photos=['e' * 64])
    assert {(each.signature, tuple(each.photos)) for each in await LoanReturn.all()} == {('d' * 64, ('e' * 64,))}


async def test_nobody_borrows_alone_before_the_school_allows_it(counter: Counter) -> None:
    form: dict[str, Any] = {'things': [counter.part('fan')], 'rule': 'day'}
    assert (await counter.write('teacher', 'loans.borrow', form)).code == 'borrow_alone_off'
    teacher = counter.phones['teacher'].actor
    assert 'loans.borrow' not in (await pull.snapshot(teacher))['rights']
    assert (await counter.write('teacher', 'loans.rule', {'alone': True})).code == 'not_allowed'
    assert (await counter.write('keeper', 'loans.rule', {'alone': True})).verdict == 'accepted'
    assert 'loans.borrow' in (await pull.snapshot(teacher))['rights']
    assert (await counter.write('teacher', 'loans.borrow', form)).verdict == 'accepted'
    slip = await LoanSlip.get()
    assert (slip.borrower_kind, slip.person_id, slip.lent_by) == ('staff', teacher.id, teacher.id)


async def test_alone_one_gives_back_ones_own_and_nobody_elses(counter: Counter) -> None:
    await counter.write('keeper', 'loans.rule', {'alone': True})
    await counter.write('teacher', 'loans.borrow', {'things': [counter.part('fan')], 'rule': 'day'})
    await counter.lend('desk')
    await counter.lend('balls*3')
    assert (await counter.write('teacher', 'loans.give_back', {'things': [counter.part('desk')]})).code == (
        'not_your_loan'
    )
    own = counter.part('fan') | {'condition': 'damaged', 'note': '不转'}
    assert (await counter.write('teacher', 'loans.give_back', {'things': [own]})).verdict == 'accepted'
    assert (await counter.thing('fan')).blocked_by, 'what is broken is not on the shelf, whoever brought it'
    assert await Loan.filter(state='out').count() == 2
    await counter.write('teacher', 'loans.borrow', {'things': [counter.part('balls*2')], 'rule': 'day'})
    back = await counter.write('teacher', 'loans.give_back', {'things': [counter.part('balls*5')]})
    assert (back.verdict, back.flags) == ('accepted', ['was_not_out'])
    assert (await Loan.get(borrower='一(1)班', thing_id=counter.school.id_of('balls'))).left == 3


async def test_alone_nobody_learns_who_else_borrows_or_reserves(api: School, counter: Counter) -> None:
    soon = datetime.now(UTC) + timedelta(days=1)
    while soon.weekday() > 4:
        soon += timedelta(days=1)
    times = {'begins_at': soon.isoformat(), 'ends_at': (soon + timedelta(hours=1)).isoformat()}
    who = {'borrower_kind': 'class', 'borrower': '二(2)班'}
    assert (await about(counter, 'reservations.reserve', 'fan', **times, **who)).verdict == 'accepted'
    await counter.write('keeper', 'loans.rule', {'alone': True})
    keeper, teacher = await counter.school.call('keeper'), await counter.school.call('teacher')
    assert keeper.http and teacher.http
    [known] = (await keeper.http.get('/api/loans/borrowers')).json()['promises']
    assert (known['who'], known['things']) == ('class:二(2)班', [counter.school.id_of('fan')])
    alone = (await teacher.http.get('/api/loans/borrowers')).json()
    assert (alone['people'], alone['classes'], [each['who'] for each in alone['promises']]) == ([], [], [''])
    visitor = await counter.school.call('visitor')
    assert visitor.http and (await visitor.http.get('/api/loans/borrowers')).status_code == 403


async def test_the_schools_own_lessons_say_when_a_lesson_ends(counter: Counter) -> None:
    assert (
        await counter.write('keeper', 'loans.rule', {'lessons': [['07:50', '08:35'], ['08:45', '23:59']]})
    ).verdict == ('accepted')
    assert [f'{ends:%H:%M}' for _, ends in await loan_due.lessons()] == ['08:35', '23:59']
    for bad in ([['09:00', '08:00']], [['08:00', '09:00'], ['08:30', '09:30']], []):
        assert (await counter.write('keeper', 'loans.rule', {'lessons': bad})).code == 'bad_payload'


async def test_a_disputed_slip_stands_in_both_lists_and_one_decision_settles_both(counter: Counter) -> None:
    await counter.lend('fan')
    await counter.lend('fan', by='head', borrower_kind='class', borrower='二(2)班')
    clashed = counter.last
    assert [str(each.id) for each in await conflicts.open_conflicts()] == [clashed]
    assert [str(each.id) for each in await loan_list.conflicts()] == [clashed]
    assert (await counter.write('keeper', 'loans.settle', {'claim': clashed, 'has_it': True})).verdict == 'accepted'
    assert (await conflicts.open_conflicts(), await loan_list.conflicts()) == ([], [])
    assert (await Resolution.get()).how == 'left'


async def test_a_clash_that_is_left_as_it_is_is_no_claim_any_more(counter: Counter) -> None:
    await counter.lend('fan')
    await counter.lend('fan', by='head', borrower_kind='class', borrower='二(2)班')
    await counter.write('keeper', 'conflicts.resolve', {'record': counter.last, 'how': 'left'})
    assert await loan_list.conflicts() == []


async def test_what_two_lent_without_a_network_is_a_claim_of_whoever_borrowed_alone_too(counter: Counter) -> None:
    await counter.write('keeper', 'loans.rule', {'alone': True})
    await counter.lend('fan', at=ago(5))
    late = await counter.write('teacher', 'loans.borrow', {'things': [counter.part('fan')], 'rule': 'day'}, at=ago(20))
    assert (late.verdict, late.code) == ('conflict', 'already_lent')
    assert [str(each.id) for each in await loan_list.conflicts()] == [counter.last]
    await counter.write('keeper', 'loans.settle', {'claim': counter.last, 'has_it': True})
    assert (await Loan.get(state='out')).person_id == counter.school.people['teacher']


async def test_the_pages_of_kits_rules_and_clashes(visit: Visit, copy: School) -> None:
    counter = Counter(copy)
    bag = enter('register.add', {'name': '足球包'})
    await write_one(bag, the_server())
    copy.things['bag'] = bag.envelope.id  # type: ignore[union-attr]
    await about(counter, 'kits.define', 'bag', parts=[{'name': '足球', 'quantity': 12}])
    await counter.lend('bag', signature='d' * 64)
    back = counter.part('bag') | {'missing': [{'part': await part('足球'), 'count': 2}]}
    await counter.back(back, signature='e' * 64)
    page = await visit('keeper', f'/things/{copy.id_of("bag")}')
    await page.should_see('缺 2')
    await page.should_see('补齐')
    edit = await visit('keeper', f'/things/{copy.id_of("bag")}/kit')
    await edit.should_see('套装内容')
    slip = await visit('keeper', f'/loans/{(await LoanSlip.get()).id}')
    await slip.should_see('未还：足球 × 2')
    await slip.should_see('归还签名')
    rules = await visit('keeper', '/loans/rules')
    await rules.should_see('上课时间')
    await counter.lend('fan')
    await counter.lend('fan', 'desk', by='head', borrower_kind='class', borrower='二(2)班')
    clashes = await visit('keeper', '/refusals')
    await clashes.should_see('待确认')
    teacher = await visit('teacher', '/borrow')
    await teacher.should_see('学校没有开放自助借还')
    await counter.write('keeper', 'loans.rule', {'alone': True})
    mine = await visit('teacher', '/loans')
    await mine.should_see('自助借出')


async def test_promises_of_any_of_a_sort_name_all_of_it(counter: Counter) -> None:
    for number in (1, 2):
        await write_one(enter('register.add', {'name': f'投影仪 0{number}'}), the_server())
    first = await Thing.get(name='投影仪 01')
    soon = datetime.now(UTC) + timedelta(days=1)
    while soon.weekday() > 4:
        soon += timedelta(days=1)
    form = {
        'begins_at': soon.isoformat(), 'ends_at': (soon + timedelta(hours=1)).isoformat(), 'any_alike': True,
        'borrower_kind': 'class', 'borrower': '二(2)班', 'count': 2,
    }  # fmt: skip
    assert (await counter.write('keeper', 'reservations.reserve', form, thing_id=str(first.id))).verdict == 'accepted'
    [told] = await reservation_list.promised()
    assert (len(told['things']), told['count']) == (2, 2)


@pytest.mark.sqlite
async def test_all_of_it_follows_from_the_log(kit: Counter, tmp_path: Path) -> None:
    await kit.write('keeper', 'loans.rule', {'alone': True, 'lessons': [['08:00', '08:40']]})
    await kit.lend('bag', 'fan')
    await kit.back(kit.part('bag') | {'missing': [{'part': await part('网袋'), 'count': 1}]})
    await kit.write('teacher', 'loans.borrow', {'things': [kit.part('fan'), kit.part('desk')], 'rule': 'lesson'})
    await kit.write('teacher', 'loans.borrow', {'things': [kit.part('fan')], 'rule': 'day'})
    await kit.write('keeper', 'loans.settle', {'claim': kit.last, 'has_it': True})
    await kit.write('teacher', 'loans.give_back', {'things': [kit.part('desk')]})
    await about(kit, 'kits.fill', 'bag', part=await part('网袋'))
    assert await look(tmp_path) == []


async def test_whoever_brings_it_it_is_back_and_who_brought_it_stands_beside(counter: Counter) -> None:
    await counter.lend('fan')
    assert (await counter.back(counter.part('fan'), by='head', brought_by='三(3)班')).verdict == 'accepted'
    [came] = await LoanReturn.all()
    assert (came.brought_by, came.by_id) == ('三(3)班', counter.phones['head'].actor.id)
    assert (await Loan.get()).borrower == '一(1)班', 'it was theirs all the same'


async def test_lent_by_two_without_a_network_the_first_handed_in_has_it_and_the_other_is_shown(
    counter: Counter,
) -> None:
    """The second was written earlier: what counts is what the server had first."""
    assert (await counter.lend('fan', at=ago(10))).verdict == 'accepted'
    late = await counter.lend('fan', 'desk', by='head', at=ago(30), borrower_kind='class', borrower='二(2)班')
    assert (late.verdict, late.flags) == ('accepted', ['lent_already'])
    assert [(line.name, line.borrower) for line in await loan_list.lines('claims')] == [('吊扇', '二(2)班')]
    assert (await Loan.get(state='out', thing_id=counter.school.id_of('fan'))).borrower == '一(1)班'


async def test_what_did_not_come_back_with_a_kit_can_be_claimed_at_once(kit: Counter) -> None:
    await kit.lend('bag')
    missing = [{'part': await part('足球'), 'count': 2}]
    assert (await kit.back(kit.part('bag') | {'missing': missing, 'claim': True})).verdict == 'accepted'
    [claim] = await Claim.all()
    assert (claim.source, '足球 × 2' in claim.what) == ('loan', True)
