"""The steps of a repair: accepted, given, begun, waiting, done, confirmed; merged, refused, opened again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import repair_list
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import Verdict, write
from app.repair_states import things_of
from models import Repair, RepairCost, RepairStep, RepairThing, Thing
from tests.cast import Phone, School, count, told
from tests.test_inspections import check, template_of
from tests.test_notices import slide_fault


class Job:
    """A repair of the fan, and what people do about it."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.id = ''
        self.phones: dict[str, Phone] = {}

    async def phone(self, name: str) -> Phone:
        if name not in self.phones:
            self.phones[name] = await self.school.sign_in(name)
        return self.phones[name]

    async def report(self, by: str = 'teacher', thing: str = 'fan', **more: Any) -> 'Job':
        phone = await self.phone(by)
        envelope = phone.seal('repairs.report', {'what': '不转了', **more}, thing_id=self.school.id_of(thing))
        assert (await phone.write_one(envelope)).verdict == 'accepted'
        self.id, self.thing = envelope['id'], thing
        return self

    async def do(self, by: str, verb: str, *, at: datetime | None = None, **payload: Any) -> Verdict:
        phone = await self.phone(by)
        more = {'at': at.isoformat()} if at else {}
        thing = self.school.id_of(self.thing)
        return await phone.write_one(phone.seal(verb, {'repair': self.id, **payload}, thing_id=thing, **more))

    async def now(self) -> Repair:
        return await Repair.get(id=self.id)

    async def steps(self) -> list[str]:
        return [step.verb for step in await RepairStep.filter(repair_id=self.id).order_by('number')]


@pytest.fixture
async def job(school: School) -> Job:
    return await Job(school).report()


async def test_a_repair_goes_from_hand_to_hand_until_it_is_confirmed(job: Job, school: School) -> None:
    for by, verb, more in (
        ('keeper', 'dispatch.assign', {'to': str(school.people['caretaker'])}),
        ('caretaker', 'repairs.accept', {}),
        ('caretaker', 'repairs.start', {}),
        ('caretaker', 'repairs.wait', {'waits_for': 'parts', 'until': '2026-12-01'}),
        ('caretaker', 'repairs.start', {}),
        ('caretaker', 'repairs.close', {'note': '换了电容', 'cause': 'wear'}),
        ('teacher', 'repairs.confirm', {'stars': 5, 'word': '谢谢'}),
    ):
        verdict = await job.do(by, verb, **more)
        assert verdict.verdict == 'accepted', verdict
    repair = await job.now()
    assert (repair.state, repair.stars, repair.cause) == ('confirmed', 5, 'wear')
    assert repair.settled_by == school.people['teacher']
    assert await job.steps() == ['report', 'assign', 'accept', 'start', 'wait', 'start', 'close', 'confirm']


async def test_every_repair_is_somebodys_from_the_first_moment(job: Job, school: School) -> None:
    assert (await job.now()).owner_id == school.people['keeper']
    rule = {'trade': 'electric', 'person': str(school.people['caretaker'])}
    await write([enter('routing.rule', rule)], the_server())
    routed = await Job(school).report()
    assert ((await routed.now()).owner_id, (await routed.now()).state) == (school.people['caretaker'], 'assigned')
    other = await Job(school).report(thing='desk')
    assert (await other.now()).owner_id == school.people['keeper']


async def test_the_closest_place_decides_before_the_trade(school: School) -> None:
    rules: list[dict[str, Any]] = [
        {'trade': 'electric', 'person': str(school.people['caretaker'])},
        {'place': school.id_of('room'), 'person': str(school.people['head'])},
    ]
    await write([enter('routing.rule', rule) for rule in rules], the_server())
    assert (await (await Job(school).report()).now()).owner_id == school.people['head']


async def test_what_was_somebodys_who_left_is_the_offices(job: Job, school: School) -> None:
    await job.do('caretaker', 'repairs.accept')
    await write([enter('people.revise', {'person': str(school.people['caretaker']), 'left': True})], the_server())
    assert (await job.now()).owner_id == school.people['keeper']
    assert (await job.steps())[-1] == 'pass_on'


async def test_whoever_repaired_does_not_confirm(job: Job) -> None:
    await job.do('caretaker', 'repairs.close')
    verdict = await job.do('caretaker', 'repairs.confirm')
    assert verdict.verdict == 'rejected'
    told(verdict.code, verdict.facts)
    assert (await job.do('monitor', 'repairs.confirm')).code == 'not_your_report'
    assert (await job.do('head', 'repairs.confirm')).verdict == 'accepted'


async def test_the_clock_stands_still_while_it_waits(job: Job) -> None:
    before = (await job.now()).finish_by
    await job.do('caretaker', 'repairs.wait', waits_for='parts')
    await Repair.filter(id=job.id).update(moved_at=datetime.now(UTC) - timedelta(days=7))
    left = (await job.now()).minutes_left
    assert left and left <= 3_000
    await job.do('caretaker', 'repairs.start')
    repair = await job.now()
    assert repair.minutes_left is None and repair.finish_by and before and repair.finish_by >= before


async def test_a_clock_that_runs_backwards_changes_no_order(job: Job) -> None:
    await job.do('caretaker', 'repairs.accept')
    await job.do('caretaker', 'repairs.start', at=datetime.now(UTC) - timedelta(days=400))
    moments = [step.at for step in await RepairStep.filter(repair_id=job.id).order_by('number')]
    assert moments == sorted(moments)


async def test_two_who_finish_the_same_job_offline_are_shown_to_each_other(job: Job, school: School) -> None:
    await job.do('caretaker', 'repairs.close', note='换了电容')
    verdict = await job.do('keeper', 'repairs.close', note='紧了螺丝')
    assert (verdict.verdict, verdict.flags) == ('accepted', ['already_closed'])
    repair = await job.now()
    assert (repair.note, repair.clashes, repair.closed_by) == ('换了电容', True, school.people['caretaker'])
    assert [step.note for step in await RepairStep.filter(repair_id=job.id, verb='closed_too')] == ['紧了螺丝']
    await job.do('head', 'repairs.confirm')
    assert not (await job.now()).clashes


async def test_merged_repairs_are_one_job_over_many_things(job: Job, school: School) -> None:
    other = await Job(school).report(thing='desk')
    assert (await other.do('keeper', 'dispatch.merge', into=job.id)).verdict == 'accepted'
    assert [thing.name for thing in await things_of(await job.now())] == ['吊扇', '学生课桌']
    assert (await other.now()).state == 'merged'
    found = await repair_list.open_repairs_of(school.things['desk'])
    assert [repair.id for repair in found] == [(await job.now()).id]
    other.thing = 'desk'
    assert (await other.do('caretaker', 'repairs.close', note='都修好了')).verdict == 'accepted'
    assert ((await job.now()).state, (await job.now()).note) == ('done', '都修好了')


async def test_repairs_are_not_merged_in_a_circle(job: Job, school: School) -> None:
    other = await Job(school).report(thing='desk')
    await other.do('keeper', 'dispatch.merge', into=job.id)
    verdict = await job.do('keeper', 'dispatch.merge', into=other.id)
    assert (verdict.verdict, verdict.code) == ('conflict', 'merge_cycle')
    told(verdict.code, verdict.facts)
    assert (await job.do('keeper', 'dispatch.merge', into=job.id)).code == 'merge_cycle'
    assert (await job.now()).state == 'reported'


async def test_a_danger_that_is_merged_stays_out_of_use(job: Job, school: School) -> None:
    slide = await Job(school).report(thing='slide')
    await Repair.filter(id=slide.id).update(blocks_use=True)
    await Thing.filter(id=school.things['slide']).update(blocked_by=slide.id)
    await slide.do('keeper', 'dispatch.merge', into=job.id)
    repair = await job.now()
    assert repair.blocks_use and (await Thing.get(id=school.things['slide'])).blocked_by == repair.id


async def test_what_is_not_in_order_goes_back_to_whoever_had_it(job: Job, school: School) -> None:
    await job.do('caretaker', 'repairs.start')
    await job.do('caretaker', 'repairs.close')
    assert (await job.do('monitor', 'repairs.reopen')).code == 'not_your_report'
    assert (await job.do('teacher', 'repairs.reopen', note='还在响')).verdict == 'accepted'
    repair = await job.now()
    assert (repair.state, repair.closed_at, repair.owner_id) == ('assigned', None, school.people['caretaker'])


async def test_a_step_that_somebody_took_before_is_kept_and_shown_as_a_clash(job: Job) -> None:
    await job.do('caretaker', 'repairs.close')
    verdict = await job.do('keeper', 'repairs.start')
    assert (verdict.verdict, verdict.code) == ('conflict', 'repair_moved')
    told(verdict.code, verdict.facts)
    assert (await job.now()).state == 'done'


async def test_work_on_a_refused_repair_was_still_done(job: Job) -> None:
    await job.do('keeper', 'dispatch.refuse', reason='not_broken')
    assert (await job.now()).state == 'refused'
    await job.do('caretaker', 'repairs.close', note='接触不良')
    repair = await job.now()
    assert (repair.state, repair.clashes, repair.settled_at) == ('done', True, None)


async def test_costs_add_up_to_the_cent(job: Job) -> None:
    lines = [{'what': '电容', 'count': '3', 'price': '4.99'}, {'sort': 'labour', 'what': '电工', 'price': '80'}]
    await job.do('caretaker', 'repairs.close', costs=lines)
    await job.do('keeper', 'repairs.charge', sort='invoice', what='外修', price='120.5')
    assert (await job.now()).cost == Decimal('215.47')
    assert await RepairCost.filter(repair_id=job.id).count() == 3


async def test_one_who_finds_it_too_is_counted_and_one_who_finds_it_again_reports_anew(job: Job) -> None:
    await job.do('monitor', 'repairs.me_too')
    assert (await job.now()).others == 1
    await job.do('caretaker', 'repairs.close')
    verdict = await job.do('monitor', 'repairs.me_too', note='又不转了')
    assert verdict.flags == ['still_broken']
    assert await count('repair', 'closed_at IS NULL') == 1


async def test_some_pieces_of_a_batch_are_broken(school: School) -> None:
    await Thing.filter(id=school.things['desk']).update(quantity=48)
    job = await Job(school).report(thing='desk', pieces=3)
    assert (await RepairThing.get(repair_id=job.id)).pieces == 3
    phone = await job.phone('teacher')
    verdict = await phone.write_one(
        phone.seal('repairs.report', {'what': '坏了', 'pieces': 90}, thing_id=school.id_of('desk'))
    )
    assert verdict.flags == ['more_than_there_are']


async def test_a_repair_may_be_about_several_things_from_the_start(school: School) -> None:
    job = await Job(school).report(things=[school.id_of('desk'), school.id_of('fan')])
    assert len(await things_of(await job.now())) == 2
    assert await repair_list.open_repairs_of(school.things['desk'])


async def test_whoever_left_may_hand_in_late_what_they_did_and_answers_for_nothing(job: Job, school: School) -> None:
    phone = await job.phone('caretaker')
    late = phone.seal('repairs.accept', {'repair': job.id}, thing_id=school.id_of('fan'))
    await write([enter('people.revise', {'person': str(school.people['caretaker']), 'left': True})], the_server())
    assert (await phone.write_one(late)).verdict == 'accepted'
    repair = await job.now()
    assert (repair.state, repair.owner_id) == ('accepted', school.people['keeper'])


async def test_opened_again_what_a_part_had_taken_out_of_use_is_out_of_use_again(job: Job, school: School) -> None:
    await slide_fault(school)
    slide = await Thing.get(id=school.things['slide'])
    part = await Repair.get(id=slide.blocked_by)
    keeper = await job.phone('keeper')
    await keeper.write(
        keeper.seal('dispatch.merge', {'repair': str(part.id), 'into': job.id}, thing_id=school.id_of('slide'))
    )
    await job.do('caretaker', 'repairs.close')
    clean = check(keeper, school, 'slide', await template_of(school, 'slide'))
    assert (await keeper.write_one(clean)).verdict == 'accepted'
    assert ((await job.now()).state, (await Thing.get(id=slide.id)).blocked_by) == ('confirmed', None)
    await job.do('keeper', 'repairs.reopen')
    assert str((await Thing.get(id=slide.id)).blocked_by) == job.id
    assert (await Thing.get(id=school.things['fan'])).blocked_by is None, 'nothing was dangerous about the fan'
