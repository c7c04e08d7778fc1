"""Write-offs: step by step, each by somebody else, and nothing moves before they are through."""

import pytest

from app import writeoffs
from models import Thing, WriteOff
from tests.cast import School, codes_of, told

EXPERTS = '王建国、于秀英、林志强'


async def step(school: School, name: str, kind: str, thing: str = 'fan', **payload):
    phone = await school.sign_in(name)
    return await phone.write_one(phone.seal(f'writeoffs.{kind}', payload, thing_id=school.id_of(thing)))


async def fan(school: School) -> Thing:
    return await Thing.get(id=school.things['fan'])


async def approved(school: School) -> None:
    await step(school, 'teacher', 'apply', reason='worn')
    await step(school, 'caretaker', 'appraise', opinion='scrap', people=EXPERTS)
    assert (await step(school, 'head', 'approve', decision='yes')).verdict == 'accepted'


@pytest.mark.parametrize(
    ('name', 'kind', 'payload'),
    [
        ('monitor', 'apply', {'reason': 'worn'}),
        ('visitor', 'apply', {'reason': 'worn'}),
        ('teacher', 'appraise', {'opinion': 'scrap', 'people': EXPERTS}),
        ('keeper', 'approve', {'decision': 'yes'}),
        ('caretaker', 'dispose', {'how': 'sold'}),
    ],
)
async def test_nobody_takes_a_step_that_is_not_theirs(school: School, name: str, kind: str, payload: dict) -> None:
    assert (await step(school, name, kind, **payload)).code == 'not_allowed'
    assert not await WriteOff.exists()


async def test_a_thing_leaves_the_books_in_four_steps_by_four_people(school: School) -> None:
    await approved(school)
    verdict = await step(school, 'keeper', 'dispose', how='sold', proceeds='12.50', on='2026-11-20')
    assert verdict.verdict == 'accepted'
    thing, writeoff = await fan(school), await writeoffs.last_of(school.things['fan'])
    assert writeoff
    assert (thing.state, thing.disposed, writeoff.stage, writeoff.is_open) == (
        'retired',
        '2026-11-20',
        'disposed',
        False,
    )
    assert [each['step'] for each in writeoff.steps] == ['apply', 'appraise', 'approve', 'dispose']
    assert str(writeoff.proceeds) == '12.50'


async def test_nobody_judges_their_own_application(school: School) -> None:
    await step(school, 'keeper', 'apply', reason='idle')
    verdict = await step(school, 'keeper', 'appraise', opinion='scrap', people=EXPERTS)
    assert (verdict.verdict, verdict.code) == ('rejected', 'same_person')
    told('same_person')
    await step(school, 'head', 'appraise', opinion='scrap', people=EXPERTS)
    assert (await step(school, 'head', 'approve', decision='yes')).code == 'same_person'


async def test_an_opinion_needs_three_people(school: School) -> None:
    await step(school, 'teacher', 'apply', reason='worn')
    for people in ('王建国', '王建国、于秀英', ' 、，'):
        verdict = await step(school, 'caretaker', 'appraise', opinion='scrap', people=people)
        assert verdict.code == 'too_few_experts'
    told('too_few_experts', verdict.facts)


async def test_steps_are_not_skipped_or_taken_twice(school: School) -> None:
    assert (await step(school, 'keeper', 'dispose', how='sold')).code == 'no_writeoff'
    await step(school, 'teacher', 'apply', reason='worn')
    assert (await step(school, 'caretaker', 'apply', reason='worn')).code == 'writeoff_open'
    assert (await step(school, 'head', 'approve', decision='yes')).code == 'writeoff_step'
    assert (await step(school, 'keeper', 'dispose', how='sold')).code == 'writeoff_step'
    assert (await fan(school)).state == 'writeoff'
    told('writeoff_step', {'thing': '吊扇'})


async def test_until_it_is_approved_it_stays_where_it_is(school: School) -> None:
    keeper = await school.sign_in('keeper')
    store = keeper.seal('register.add', {'name': '仓库', 'kind': 'place'})
    await keeper.write(store)

    def attempts():
        fan = school.id_of('fan')
        return [
            keeper.seal('register.move', {'to': store['id']}, thing_id=fan),
            keeper.seal('register.retire', {}, thing_id=fan),
            keeper.seal('register.revise', {'state': 'in_use'}, thing_id=fan),
        ]

    await step(school, 'teacher', 'apply', reason='worn')
    assert codes_of(await keeper.write(*attempts())) == ['writeoff_open'] * 3
    await step(school, 'caretaker', 'appraise', opinion='scrap', people=EXPERTS)
    await step(school, 'head', 'approve', decision='yes')
    assert codes_of(await keeper.write(*attempts())) == ['accepted', 'writeoff_open', 'writeoff_open']


@pytest.mark.parametrize(
    ('name', 'kind', 'payload', 'state'),
    [
        ('caretaker', 'appraise', {'opinion': 'repair', 'people': EXPERTS}, 'repair'),
        ('teacher', 'withdraw', {}, 'in_use'),
        ('keeper', 'withdraw', {'note': '还能用'}, 'in_use'),
    ],
)
async def test_what_is_not_written_off_goes_on_living(
    school: School, name: str, kind: str, payload: dict, state: str
) -> None:
    await step(school, 'teacher', 'apply', reason='worn')
    assert (await step(school, name, kind, **payload)).verdict == 'accepted'
    assert (await fan(school)).state == state
    assert await writeoffs.open_writeoffs() == []
    assert (await step(school, 'teacher', 'apply', reason='worn')).verdict == 'accepted'


async def test_what_the_head_refuses_goes_back_to_what_it_was(school: School) -> None:
    await step(school, 'teacher', 'apply', reason='worn')
    await step(school, 'caretaker', 'appraise', opinion='scrap', people=EXPERTS)
    await step(school, 'head', 'approve', decision='no', note='再用一年')
    assert (await fan(school)).state == 'in_use'


async def test_somebody_elses_application_is_not_withdrawn(school: School) -> None:
    await step(school, 'teacher', 'apply', reason='worn')
    assert (await step(school, 'caretaker', 'withdraw')).code == 'not_yours'


async def test_a_place_is_not_written_off_like_a_chair(school: School) -> None:
    assert (await step(school, 'keeper', 'apply', 'room', reason='worn')).code == 'place_stays'


async def test_a_fixed_asset_does_not_leave_the_books_by_one_hand(school: School) -> None:
    keeper = await school.sign_in('keeper')
    fan = school.id_of('fan')
    await keeper.write(keeper.seal('register.revise', {'price': '1000'}, thing_id=fan))
    verdicts = await keeper.write(
        keeper.seal('register.retire', {'reason': '坏了'}, thing_id=fan),
        keeper.seal('register.revise', {'state': 'retired'}, thing_id=fan),
        keeper.seal('register.revise', {'price': '999.99'}, thing_id=fan),
        keeper.seal('register.retire', {'reason': '坏了'}, thing_id=fan),
    )
    assert codes_of(verdicts) == ['needs_writeoff', 'needs_writeoff', 'accepted', 'accepted']
    told('needs_writeoff', verdicts[0].facts)
