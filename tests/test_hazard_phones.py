"""What phones keep of hazards and of repairs that are done: enough to put right, confirm and reopen without a network."""

from datetime import timedelta
from typing import Any

from app import schedules
from tests.cast import Phone, School


async def kept(phone: Phone, store: str) -> dict[str, Any]:
    assert phone.http
    got = (await phone.http.get('/api/snapshot')).json()
    return {row['id']: row for row in got[store]}


async def heard(phone: Phone, cursor: str, type: str) -> dict[str, Any]:
    """What changed of one sort since then; nothing where a row is to go."""
    assert phone.http
    answer = (await phone.http.get('/api/changes', params={'cursor': cursor})).json()
    return {change['id']: change['data'] for change in answer['changes'] if change['type'] == type}


async def cursor_of(phone: Phone) -> str:
    assert phone.http
    return (await phone.http.get('/api/snapshot')).json()['cursor']


async def test_a_phone_keeps_hazards_until_they_are_settled_and_a_class_gets_none(api: School) -> None:
    teacher, monitor, keeper = [await api.call(name) for name in ('teacher', 'monitor', 'keeper')]
    assert monitor.http
    start, unseen = await cursor_of(teacher), await cursor_of(monitor)
    report = teacher.seal('hazards.report', {'what': '护栏松动'}, thing_id=api.id_of('slide'))
    await teacher.hand_in(report)
    told = (await heard(teacher, start, 'hazard'))[report['id']]
    assert (told['what'], told['state'], told['thing']) == ('护栏松动', 'open', api.id_of('slide'))
    assert told['due'] == str(schedules.today() + timedelta(days=7)) and told['owner_name'] and told['repair'] is None
    assert await kept(teacher, 'hazards') == {report['id']: told}
    assert await kept(monitor, 'hazards') == {} == await heard(monitor, unseen, 'hazard')

    fix = keeper.seal('hazards.fix', {'hazard': report['id'], 'note': '紧了'}, thing_id=api.id_of('slide'))
    await keeper.hand_in(fix)
    assert (await heard(teacher, start, 'hazard'))[report['id']]['state'] == 'fixed'
    head = await api.call('head')
    passed = {'hazard': report['id'], 'result': 'passed'}
    await head.hand_in(head.seal('hazards.recheck', passed, thing_id=api.id_of('slide')))
    assert await heard(teacher, start, 'hazard') == {report['id']: None}
    assert await kept(teacher, 'hazards') == {}


async def test_a_hazard_that_a_repair_puts_right_says_so_until_it_is_done(api: School) -> None:
    keeper = await api.call('keeper')
    repair = keeper.seal('repairs.report', {'what': '踏板裂了'}, thing_id=api.id_of('slide'))
    await keeper.hand_in(repair)
    hazard = keeper.seal('hazards.escalate', {'repair': repair['id']}, thing_id=api.id_of('slide'))
    await keeper.hand_in(hazard)
    assert (await kept(keeper, 'hazards'))[hazard['id']]['repair'] == repair['id']
    await keeper.hand_in(keeper.seal('repairs.close', {'repair': repair['id']}, thing_id=api.id_of('slide')))
    told = (await kept(keeper, 'hazards'))[hazard['id']]
    assert (told['state'], told['repair']) == ('fixed', None)


async def test_the_new_owner_is_told_when_somebody_leaves(api: School) -> None:
    keeper, head = await api.call('keeper'), await api.call('head')
    report = keeper.seal('hazards.report', {'what': '护栏松动'}, thing_id=api.id_of('slide'))
    await keeper.hand_in(report)
    start = await cursor_of(head)
    await head.hand_in(head.seal('people.revise', {'person': str(api.people['keeper']), 'left': True}))
    assert (await heard(head, start, 'hazard'))[report['id']]['owner'] == str(api.people['head'])


async def test_what_is_done_stays_with_whoever_may_confirm_it_and_goes_when_it_is_settled(api: School) -> None:
    teacher, caretaker, keeper = [await api.call(name) for name in ('teacher', 'caretaker', 'keeper')]
    report = teacher.seal('repairs.report', {'what': '异响'}, thing_id=api.id_of('fan'))
    await teacher.hand_in(report)
    start = [await cursor_of(phone) for phone in (teacher, keeper, caretaker)]
    step = {'repair': report['id']}
    await caretaker.hand_in(caretaker.seal('repairs.close', step, thing_id=api.id_of('fan')))
    for phone, since in zip((teacher, keeper), start[:2], strict=True):
        told = (await heard(phone, since, 'repair'))[report['id']]
        assert (told['state'], told['closed_by']) == ('done', str(api.people['caretaker']))
        assert told['needs_check'] is False and report['id'] in await kept(phone, 'repairs')
    assert await heard(caretaker, start[2], 'repair') == {report['id']: None}, 'it is not theirs to confirm'
    assert await kept(caretaker, 'repairs') == {}
    await teacher.hand_in(teacher.seal('repairs.confirm', step, thing_id=api.id_of('fan')))
    for phone, since in zip((teacher, keeper), start[:2], strict=True):
        assert await heard(phone, since, 'repair') == {report['id']: None}
        assert await kept(phone, 'repairs') == {}
