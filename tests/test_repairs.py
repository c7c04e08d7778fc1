"""Repairs: reported by anybody, closed by those who mend, and what is dangerous stays out of use until checked."""

from uuid import uuid4

import pytest

from app import repair_finding, repair_list
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.records import write
from models import Record, Repair, Thing
from tests.cast import Phone, School, codes_of, count, told


async def reported(school: School, by: str = 'monitor', thing: str = 'fan', **more: str) -> Repair:
    phone = await school.sign_in(by)
    envelope = phone.seal('repairs.report', {'what': '异响', **more}, thing_id=school.id_of(thing))
    assert (await phone.write_one(envelope)).verdict == 'accepted'
    return await Repair.get(id=envelope['id'])


def closing(phone: Phone, repair: Repair, **more: str) -> dict:
    return phone.seal('repairs.close', {'repair': str(repair.id), **more}, thing_id=str(repair.thing_id))


async def test_a_visitor_may_not_report_and_a_class_monitor_may(school: School) -> None:
    visitor = await school.sign_in('visitor')
    verdict = await visitor.write_one(
        visitor.seal('repairs.report', {'what': '异响'}, thing_id=school.id_of('fan'))
    )  # fmt: skip
    assert verdict.code == 'not_allowed'
    repair = await reported(school, 'monitor', urgency='high')
    assert (repair.what, repair.urgency, repair.reported_by) == ('异响', 'high', school.people['monitor'])
    assert [found.id for found in await repair_list.open_repairs_of(repair.thing_id)] == [repair.id]


async def test_whoever_reports_may_not_close(school: School) -> None:
    repair = await reported(school)
    monitor = await school.sign_in('monitor')
    verdict = await monitor.write_one(closing(monitor, repair))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')
    assert await repair_list.open_repairs_of(school.things['fan'])


async def test_closing_says_how_and_the_thing_hears_of_it(school: School) -> None:
    repair = await reported(school)
    caretaker = await school.sign_in('caretaker')
    verdict = await caretaker.write_one(closing(caretaker, repair, outcome='replaced', note='换了电容'))
    await repair.refresh_from_db()
    assert (repair.outcome, repair.note, repair.closed_by) == ('replaced', '换了电容', school.people['caretaker'])
    assert repair.cursor == verdict.number == (await Thing.get(id=repair.thing_id)).cursor
    assert await repair_list.count_open() == 0


async def test_two_people_closing_it_is_no_quarrel_and_the_first_one_counts(school: School) -> None:
    repair = await reported(school)
    first, second = await school.sign_in('caretaker'), await school.sign_in('keeper')
    await first.write_one(closing(first, repair, note='拧紧了'))
    verdict = await second.write_one(closing(second, repair, outcome='replaced'))
    assert (verdict.verdict, verdict.flags) == ('accepted', ['already_closed'])
    await repair.refresh_from_db()
    assert (repair.outcome, repair.note) == ('fixed', '拧紧了')
    assert await Record.filter(kind='repairs.close').count() == 2


@pytest.mark.parametrize('wrong', ['nobody knows it', 'it is of another thing'])
async def test_a_repair_that_is_not_there_is_not_closed(school: School, wrong: str) -> None:
    repair = await reported(school)
    caretaker = await school.sign_in('caretaker')
    id, thing = (uuid4(), 'fan') if wrong == 'nobody knows it' else (repair.id, 'desk')
    verdict = await caretaker.write_one(
        caretaker.seal('repairs.close', {'repair': str(id)}, thing_id=school.id_of(thing))
    )
    assert (verdict.verdict, verdict.code) == ('rejected', 'unknown_repair')
    told('unknown_repair', verdict.facts)
    assert await count('repair', 'closed_at IS NULL') == 1


async def test_a_report_on_a_written_off_thing_is_kept_in_its_history(school: School) -> None:
    await write([enter('register.retire', {}, thing_id=school.id_of('fan'))], the_server())
    phone = await school.sign_in('teacher')
    envelope = phone.seal('repairs.report', {'what': '还在用?'}, thing_id=school.id_of('fan'))
    verdict = await phone.write_one(envelope)
    assert (verdict.verdict, verdict.code) == ('conflict', 'retired')
    assert 'thing_retired' in verdict.flags
    told('retired', verdict.facts)
    assert (await Record.get(id=envelope['id'])).thing_id == school.things['fan']
    assert await count('repair') == 0


async def test_the_dangerous_comes_first_then_the_urgent_then_the_oldest(school: School) -> None:
    low = await reported(school, urgency='low')
    old = await reported(school, thing='desk')
    new = await reported(school, thing='slide')
    high = await reported(school, urgency='high')
    danger = await reported(school, thing='slide', urgency='low')
    await Repair.filter(id=danger.id).update(blocks_use=True)
    [column] = [each for each in await repair_finding.board(repair_finding.Sought(), 10) if each.lines]
    assert [line.id for line in column.lines] == [danger.id, high.id, old.id, new.id, low.id]


async def test_looking_for_a_repair_that_is_none_says_so(school: School) -> None:
    for id in (str(uuid4()), 'x', "' OR 1=1"):
        with pytest.raises(NotFound) as caught:
            await repair_list.repair(id)
        told(caught.value.code, caught.value.facts)


async def test_a_delivered_closing_counts_as_done_by_whoever_did_it(school: School) -> None:
    repair = await reported(school)
    caretaker = await school.sign_in('caretaker')
    envelope = caretaker.seal(
        'repairs.close', {'repair': str(repair.id)}, thing_id=school.id_of('fan'),
        actor_id=str(school.people['caretaker']),
    )  # fmt: skip
    keeper = await school.sign_in('keeper', device=caretaker.signed.device)
    assert codes_of(await Phone(keeper.signed).write(envelope)) == ['accepted']
    await repair.refresh_from_db()
    assert repair.closed_by == school.people['caretaker']
