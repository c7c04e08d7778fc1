"""Closing and approving a stocktake: what is late, what is explained, what is done about it, and the way back."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from app import stocktake_approval, stocktake_closing, stocktake_list
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import Conflict
from app.core.records import write
from models import (
    Claim,
    Device,
    Person,
    Record,
    Repair,
    StocktakeCount,
    StocktakeLine,
    StocktakePlace,
    Thing,
    WriteOff,
)
from tests.cast import School, count, told
from tests.test_stocktakes import Count, enlarge

PHOTO = 'ab' * 32


@pytest.fixture
async def counted(school: School) -> Count:
    """The fan is elsewhere, two stools are missing, the slide is broken, the desk nowhere; the ladder is in the store."""
    await enlarge(school)
    found = await (await Count(school).plan()).start()
    await found.see('teacher', 'fan', 'store')
    await found.see('teacher', 'stools', 'store', quantity=46)
    await found.see('teacher', 'slide', condition='damaged', note='护栏断裂')
    await found.see('teacher', 'ladder', 'store')
    return found


async def explain(counted: Count, *things: str, reason: str = 'other', **more: Any) -> str:
    ids = [counted.school.id_of(thing) for thing in things]
    return (await counted.do('keeper', 'explain', things=ids, reason=reason, **more)).code


async def close(counted: Count, *, anyway: bool = False) -> None:
    await stocktake_closing.close_now(UUID(counted.id), (await counted.phone('keeper')).actor, anyway=anyway)


async def approved(counted: Count) -> None:
    await close(counted)
    assert not await explain(counted, 'fan', 'ladder', reason='moved')
    assert not await explain(counted, 'stools', reason='used_up')
    assert not await explain(counted, 'slide', reason='broken')
    assert not await explain(counted, 'desk', reason='lost')
    assert (await counted.do('head', 'approve', note='同意')).verdict == 'accepted'


async def carry_out(counted: Count) -> list[str]:
    """Why what could not be done."""
    failed = await stocktake_approval.carry_out(UUID(counted.id), (await counted.phone('head')).actor)
    return [problem.code for problem in failed]


async def take_back(counted: Count) -> list[str]:
    """Why what could not be taken back; each is a sentence."""
    failed = await stocktake_approval.take_all_back(UUID(counted.id), (await counted.phone('head')).actor)
    assert all(told(problem.code, problem.facts) for problem in failed)
    return [problem.code for problem in failed]


async def thing(counted: Count, name: str) -> Thing:
    return await Thing.get(id=counted.school.things[name])


async def test_only_the_approval_moves_corrects_and_starts_write_offs_each_as_a_record(counted: Count) -> None:
    school = counted.school
    await approved(counted)
    assert (await thing(counted, 'fan')).inside_id == school.things['room'], 'approved, but not yet done'
    assert await carry_out(counted) == []
    assert (
        (await thing(counted, 'fan')).inside_id == (await thing(counted, 'ladder')).inside_id == school.things['store']
    )
    assert (await thing(counted, 'stools')).quantity == 46
    assert {(each.thing_id, each.reason) for each in await WriteOff.all()} == {
        (school.things['desk'], 'lost'), (school.things['slide'], 'worn'),
    }  # fmt: skip
    assert await count('record', 'kind = ?', 'stocktakes.apply') == 5
    assert await carry_out(counted) == [] and await count('record', 'kind = ?', 'stocktakes.apply') == 5


async def test_all_of_it_can_be_taken_back_until_the_period_is_closed(counted: Count) -> None:
    school = counted.school
    await approved(counted)
    await carry_out(counted)
    assert (await counted.do('head', 'undo')).code == 'still_applied'
    assert await take_back(counted) == []
    assert (await thing(counted, 'fan')).inside_id == school.things['room']
    assert (await thing(counted, 'ladder')).inside_id is None
    assert (await thing(counted, 'stools')).quantity == 48
    assert (await thing(counted, 'desk')).state == (await thing(counted, 'slide')).state == 'in_use'
    assert {each.stage for each in await WriteOff.all()} == {'withdrawn'}
    assert (await counted.do('head', 'undo')).verdict == 'accepted'
    assert (await counted.do('head', 'approve')).verdict == 'accepted'
    assert await carry_out(counted) == []
    assert (await thing(counted, 'stools')).quantity == 46
    assert (await counted.do('head', 'seal')).verdict == 'accepted'
    verdict = await counted.write('head', 'revert', {'stocktake': counted.id}, thing_id=school.id_of('fan'))
    assert verdict.code == 'stocktake_state'


async def test_what_somebody_changed_since_is_neither_overwritten_nor_taken_back_over(counted: Count) -> None:
    school = counted.school
    await approved(counted)
    await write([enter('register.revise', {'quantity': 40}, thing_id=school.id_of('stools'))], the_server())
    assert await carry_out(counted) == ['changed_since']
    assert (await thing(counted, 'stools')).quantity == 40
    await write([enter('register.move', {'to': school.id_of('room')}, thing_id=school.id_of('fan'))], the_server())
    assert await take_back(counted) == ['changed_since']
    assert (await thing(counted, 'fan')).inside_id == school.things['room']
    assert (await counted.line('fan')).applied_at, 'it still says that it was done'


async def test_a_difference_without_a_reason_and_counts_that_differ_are_not_approved(counted: Count) -> None:
    await counted.see('caretaker', 'fan', 'room')
    await close(counted)
    assert (await counted.do('head', 'approve')).code == 'counts_open'
    verdict = await counted.do('keeper', 'settle', thing=counted.school.id_of('fan'), quantity=1)
    assert verdict.verdict == 'accepted' and await counted.result('fan') == 'here'
    assert (await counted.do('head', 'approve')).code == 'reasons_missing'
    assert await explain(counted, 'fan') == 'action_unfit', 'what is here needs no reason'
    assert await explain(counted, 'stools', action='move') == 'action_unfit'
    assert (await counted.do('keeper', 'approve')).code == 'not_allowed'


async def test_lent_in_repair_written_off_or_moved_meanwhile_explains_itself(counted: Count) -> None:
    school = counted.school
    states = {'desk': 'lent', 'slide': 'repair', 'stools': 'retired'}
    other = await (await Count(school).plan()).start()
    for name, state in states.items():
        await Thing.filter(id=school.things[name]).update(state=state)
    await write([enter('register.move', {'to': school.id_of('store')}, thing_id=school.id_of('fan'))], the_server())
    await other.see('teacher', 'fan', 'store')
    await close(other)
    reasons = {name: (await other.line(name)).reason for name in (*states, 'fan')}
    assert reasons == {'desk': 'lent', 'slide': 'in_repair', 'stools': 'written_off', 'fan': 'moved_on_record'}
    assert not await explain(other, 'ladder', reason='lost')
    assert (await other.do('head', 'approve')).verdict == 'accepted'
    assert [line.name for line in await stocktake_approval.to_apply(UUID(other.id))] == ['人字梯']


async def test_what_is_misplaced_and_written_off_during_the_count_explains_itself_and_stays(counted: Count) -> None:
    await write([enter('writeoffs.apply', {'reason': 'worn'}, thing_id=counted.school.id_of('fan'))], the_server())
    await Thing.filter(id=counted.school.things['ladder']).update(state='retired')
    await close(counted)
    lines = [await counted.line(name) for name in ('fan', 'ladder')]
    assert [(line.result, line.reason, line.action) for line in lines] == [
        ('misplaced', 'written_off', 'leave'), ('no_place', 'written_off', 'leave'),
    ]  # fmt: skip
    await explain(counted, 'stools', 'slide', 'desk')
    assert (await counted.do('head', 'approve')).verdict == 'accepted'
    assert await carry_out(counted) == []
    assert (await thing(counted, 'fan')).inside_id == counted.school.things['room']
    assert (await WriteOff.get(thing_id=counted.school.things['fan'])).is_open


async def test_what_is_written_off_after_the_approval_is_left_alone_and_its_line_says_so(counted: Count) -> None:
    await approved(counted)
    await write(
        [
            enter('writeoffs.apply', {'reason': 'worn'}, thing_id=counted.school.id_of('fan')),
            enter('writeoffs.apply', {'reason': 'lost'}, thing_id=counted.school.id_of('desk')),
        ],
        the_server(),
    )
    await Thing.filter(id=counted.school.things['stools']).update(state='retired')
    assert await carry_out(counted) == []
    for name in ('fan', 'desk', 'stools'):
        done = (await counted.line(name)).applied
        assert done and (done['action'], done['left']) == ('leave', 'written_off')
        [record] = await Record.filter(kind='stocktakes.apply', thing_id=counted.school.things[name])
        assert 'written_off_since' in record.flags
    assert (await thing(counted, 'fan')).inside_id == counted.school.things['room']
    assert await WriteOff.filter(thing_id=counted.school.things['desk']).count() == 1
    await write([enter('writeoffs.withdraw', {}, thing_id=counted.school.id_of('fan'))], the_server())
    assert await take_back(counted) == [] and await carry_out(counted) == []
    assert (await thing(counted, 'fan')).inside_id == counted.school.things['store'], 'it stays after all, so it moves'


async def test_a_write_off_is_taken_back_until_the_thing_is_gone(counted: Count) -> None:
    school = counted.school
    await approved(counted)
    assert await carry_out(counted) == []
    slide, desk = [await WriteOff.get(thing_id=school.things[name]) for name in ('slide', 'desk')]
    opinion = enter('writeoffs.appraise', {'opinion': 'scrap', 'people': '甲 乙 丙'}, thing_id=slide.thing_id)
    assert [verdict.fate for verdict in await write([opinion], the_server())] == ['accepted']
    await WriteOff.filter(id=desk.id).update(stage='disposed', is_open=False)
    assert await take_back(counted) == ['disposed_already']
    assert [(await WriteOff.get(id=each.id)).stage for each in (slide, desk)] == ['withdrawn', 'disposed']
    assert (await thing(counted, 'slide')).state == 'in_use'


async def test_a_few_broken_of_many_become_a_repair_that_is_taken_back_until_somebody_mends_them(
    school: School,
) -> None:
    await enlarge(school)
    counted = await (await Count(school).plan(places=[school.id_of('store')])).start()
    await counted.see('teacher', 'stools', 'store', quantity=48, damaged=3, note='凳面开裂', photos=[PHOTO])
    await close(counted)
    assert await explain(counted, 'stools', action='writeoff') == 'action_unfit', 'not all 48 of them'
    assert not await explain(counted, 'stools', reason='broken')
    await counted.do('head', 'approve')
    assert await carry_out(counted) == []
    repair = await Repair.get()
    assert (repair.source, repair.photos) == ('stocktake', [PHOTO]) and '凳面开裂' in repair.what
    assert (await thing(counted, 'stools')).state == 'in_use'
    assert await take_back(counted) == []
    assert (await Repair.get()).state == 'refused'
    assert await carry_out(counted) == [], 'and again'
    await Repair.filter(state__not='refused').update(state='working')
    assert await take_back(counted) == ['repair_runs'], 'somebody is at it'
    assert (await counted.line('stools')).applied_at


async def test_what_is_lost_or_broken_is_claimed_and_the_claim_is_taken_back_until_it_is_paid(counted: Count) -> None:
    school = counted.school
    await close(counted)
    assert await explain(counted, 'fan', 'ladder', reason='moved', claims=True) == 'action_unfit', 'nothing is gone'
    assert not await explain(counted, 'fan', 'ladder', reason='moved')
    assert not await explain(counted, 'stools', reason='lost', claims=True)
    assert not await explain(counted, 'slide', reason='broken', action='leave', claims=True)
    assert not await explain(counted, 'desk', reason='other')
    await counted.do('head', 'approve')
    assert not await Claim.exists()
    assert await carry_out(counted) == []
    stools, slide = await Claim.get(thing_id=school.things['stools']), await Claim.get(thing_id=school.things['slide'])
    assert (stools.pieces, stools.cause, stools.source, stools.owner) == (2, 'lost', 'stocktake', '库房')
    assert (slide.pieces, slide.cause) == (1, '') and '护栏断裂' in slide.what
    assert await take_back(counted) == []
    assert {each.state for each in await Claim.all()} == {'waived'}
    assert await carry_out(counted) == []
    assert await Claim.filter(state='open').count() == 2, 'new ones, the former ones stay readable'
    await Claim.filter(state='open', thing_id=school.things['stools']).update(state='paid')
    assert await take_back(counted) == ['paid_already']
    assert (await thing(counted, 'stools')).quantity == 46


async def test_closing_waits_for_phones_or_names_whom_it_did_not_wait_for(counted: Count) -> None:
    phone = await counted.phone('teacher')
    await Device.filter(id=phone.device_id).update(waiting=7, seen_at=datetime.now(UTC))
    with pytest.raises(Conflict, match='queues_open'):
        await close(counted)
    await close(counted, anyway=True)
    found = await counted.now()
    assert [(each['person'], each['waiting']) for each in found.not_waited] == [
        (str(counted.school.people['teacher']), 7)
    ]
    with pytest.raises(Conflict, match='stocktake_state'):
        await close(counted, anyway=True)
    assert (await counted.now()).closed_by == counted.school.people['keeper'], 'the first closing holds'


async def test_it_closes_by_itself_once_everything_has_come_from_the_phones(counted: Count) -> None:
    phone = await counted.phone('teacher')
    await Device.filter(id=phone.device_id).update(waiting=7, seen_at=datetime.now(UTC))
    assert (await counted.do('teacher', 'wait')).code == 'not_allowed'
    assert await stocktake_closing.close_awaited() == 0
    assert (await counted.do('keeper', 'wait')).verdict == 'accepted'
    assert await stocktake_closing.close_awaited() == 0, 'seven are on the way'
    assert (await counted.see('teacher', 'desk')).flags == []
    await Device.filter(id=phone.device_id).update(waiting=0)
    assert await stocktake_closing.close_awaited() == 1
    found = await counted.now()
    assert (found.state, found.not_waited, found.waits_at) == ('closed', [], None)
    assert found.closed_by == counted.school.people['keeper'], 'who wanted it'
    assert await stocktake_closing.close_awaited() == 0
    await counted.do('keeper', 'reopen')
    assert await stocktake_closing.close_awaited() == 0, 'opened again it stays open'


async def test_the_wish_to_close_later_is_taken_back_or_ends_with_a_second_count(counted: Count) -> None:
    for undoing in ({'verb': 'wait', 'waits': False}, {'verb': 'recount'}):
        await counted.do('keeper', 'wait')
        assert (await counted.now()).waits_at
        assert (await counted.do('keeper', **undoing)).verdict == 'accepted'
        assert await stocktake_closing.close_awaited() == 0
    assert (await counted.now()).state == 'counting'
    await close(counted)
    assert (await counted.do('keeper', 'wait')).code == 'stocktake_state'


async def test_closing_names_whoever_has_a_room_to_count_and_was_not_heard_of(counted: Count) -> None:
    school, id = counted.school, UUID(counted.id)
    store, caretaker = school.id_of('store'), str(school.people['caretaker'])
    assert {room.name for room in await stocktake_closing.open_rooms(id)} == {'一(1)班教室', '库房'}
    await counted.do('keeper', 'assign', teams=[{'people': [caretaker], 'places': [store]}])
    with pytest.raises(Conflict, match='queues_open'):
        await close(counted)
    [silent] = await stocktake_closing.open_queues(id)
    assert (silent.device, silent.name, silent.waiting) == (None, 'caretaker', 0)
    await counted.do('teacher', 'finish', place=store)
    assert await stocktake_closing.open_queues(id) == [], 'somebody else has done the room'
    assert [room.name for room in await stocktake_closing.open_rooms(id)] == ['一(1)班教室']
    await counted.do('keeper', 'recount')
    assert [queue.name for queue in await stocktake_closing.open_queues(id)] == ['caretaker'], 'it is counted again'
    await counted.see('caretaker', 'ladder', 'store')
    assert await stocktake_closing.open_queues(id) == []


async def test_a_phone_that_comes_back_a_week_later_is_kept_beside_the_report_and_counts_once_it_is_reopened(
    counted: Count,
) -> None:
    await close(counted)
    verdict = await counted.see('caretaker', 'desk')
    assert (verdict.verdict, verdict.flags) == ('accepted', ['stocktake_closed'])
    assert (await counted.do('caretaker', 'finish', place=counted.school.id_of('room'))).flags == ['stocktake_closed']
    assert await counted.result('desk') == 'not_seen'
    assert [each.thing_id for each in await stocktake_list.late(UUID(counted.id))] == [counted.school.things['desk']]
    assert (await stocktake_list.figures(UUID(counted.id))).late == 1
    assert (await counted.do('keeper', 'reopen')).verdict == 'accepted'
    assert await counted.result('desk') == 'here' and not await stocktake_list.late(UUID(counted.id))


async def test_late_counts_bring_their_rooms_and_things_along_when_it_is_reopened(counted: Count) -> None:
    school = counted.school
    await close(counted)
    school.things['annex'], school.things['drum'] = uuid4(), uuid4()
    rows = [
        enter('register.add', {'kind': 'place', 'name': '新库房'}, id=school.things['annex']),
        enter('register.add', {'name': '大鼓', 'inside': school.id_of('annex')}, id=school.things['drum']),
    ]
    await write(rows, the_server())
    await counted.see('caretaker', 'drum', 'annex')
    await counted.do('keeper', 'reopen')
    assert await StocktakePlace.exists(stocktake_id=counted.id, place_id=school.things['annex'])
    assert await counted.result('drum') == 'here'


async def test_whoever_answers_for_a_room_does_not_count_it_alone(school: School) -> None:
    await enlarge(school)
    await Person.filter(id=school.people['caretaker']).update(display='管理员')
    counted = await (await Count(school).plan(places=[school.id_of('store')])).start()
    await counted.see('caretaker', 'stools', 'store', quantity=48)
    await close(counted)
    verdict = await counted.do('head', 'approve')
    assert (verdict.code, verdict.facts['rooms']) == ('needs_countersign', '库房')
    store = school.id_of('store')
    await Person.filter(id=school.people['caretaker']).update(roles=['property_keeper'])
    counted.phones.pop('caretaker')
    assert (await counted.do('caretaker', 'countersign', place=store)).code == 'countersign_another'
    await StocktakeLine.filter(thing_id=school.things['stools']).update(custodian='keeper')
    assert (await counted.do('keeper', 'countersign', place=store)).code == 'countersign_another', 'nor for its things'
    await StocktakeLine.filter(thing_id=school.things['stools']).update(custodian='')
    assert (await counted.do('keeper', 'countersign', place=store)).verdict == 'accepted'
    await counted.do('keeper', 'reopen')
    await counted.see('caretaker', 'stools', 'store', quantity=48)
    await close(counted)
    assert (await counted.do('head', 'approve')).code == 'needs_countersign', 'it was counted again since'
    assert (await counted.do('keeper', 'countersign', place=store)).verdict == 'accepted'
    await counted.see('caretaker', 'stools', 'store', quantity=48)
    assert (await counted.do('keeper', 'reopen')).verdict == 'accepted', 'what came too late counts now'
    await close(counted)
    assert (await counted.do('head', 'approve')).code == 'needs_countersign'
    assert (await counted.do('keeper', 'countersign', place=store)).verdict == 'accepted'
    assert (await counted.do('head', 'approve')).verdict == 'accepted'


async def test_the_office_sees_rooms_people_and_figures(counted: Count) -> None:
    id = UUID(counted.id)
    found = await stocktake_list.figures(id)
    assert found.results == {'misplaced': 1, 'quantity': 1, 'damaged': 1, 'no_place': 1, 'not_seen': 1}
    assert (found.all, found.seen, found.differences) == (5, 4, 5)
    progress = await stocktake_list.progress(await counted.now())
    assert progress.figures.results == found.results
    [(_, rooms)] = progress.buildings
    assert {(room.name, room.expected, room.seen, room.state) for room in rooms} == {
        ('一(1)班教室', 3, 2, 'begun'), ('库房', 1, 1, 'begun'),
    }  # fmt: skip
    [person] = await stocktake_list.counters(id)
    assert (person.name, person.counts) == ('teacher', 4) and person.pace == pytest.approx(0.4)
    first = await stocktake_list.lines(id, stocktake_list.Wanted(), limit=2)
    rest = await stocktake_list.lines(id, stocktake_list.Wanted(), first[-1])
    assert len({line.thing_id for line in (*first, *rest)}) == 5
    store = stocktake_list.Wanted(place=counted.school.things['store'])
    assert {line.name for line in await stocktake_list.lines(id, store)} == {'吊扇', '方凳', '人字梯'}
    assert [line.name for line in await stocktake_list.lines(id, stocktake_list.Wanted('all', search='凳'))] == ['方凳']
    assert await StocktakeCount.filter(stocktake_id=id).count() == 4
    assert await StocktakeLine.filter(stocktake_id=id).count() == 5
