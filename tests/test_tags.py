"""Tags: a code with one wrong character is noticed, an unknown label waits for whoever knows it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import tags
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput, NotFound
from app.core.records import write
from app.core.tagcode import ALPHABET, check_character, read_code, spell
from models import Record, Repair, Tag, Thing
from tests.cast import UNKNOWN_CODE, School, codes_of, count, new_code, told, wrong_code

CODES = st.text(ALPHABET, min_size=11, max_size=11).map(lambda body: body + check_character(body))


@given(CODES)
def test_every_single_wrong_character_is_noticed(code: str) -> None:
    for place, character in itertools.product(range(12), ALPHABET):
        wrong = code[:place] + character + code[place + 1 :]
        assert read_code(wrong) == (code if wrong == code else None)


@given(CODES)
def test_every_swap_of_neighbours_is_noticed(code: str) -> None:
    for place in range(11):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert read_code(swapped) == (code if swapped == code else None)


@given(CODES, st.sampled_from(['', ' ', '-']))
def test_a_code_is_read_as_people_write_it(code: str, between: str) -> None:
    assert read_code(between.join(spell(code).split('-')).lower()) == code
    assert read_code(code.replace('0', 'o').replace('1', 'l')) == code
    assert read_code(f'https://TAGS.SCHOOL.EDU.CN/T/{code}') == code
    assert read_code(f' http://192.168.1.5:8080/t/{code.lower()}/ ') == code


def test_no_two_new_codes_are_alike_and_all_are_right() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(read_code(code) == code for code in codes)


@pytest.mark.parametrize('text', ['', 'hello', '吊扇', '0' * 400, 'https://evil.example/t/', 'javascript:alert(1)'])
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        tags.checked(text)
    assert caught.value.code == 'not_a_code'
    told('not_a_code', caught.value.facts)


async def test_a_code_with_one_wrong_character_says_so(school: School) -> None:
    with pytest.raises(BadInput) as caught:
        await tags.thing_of(wrong_code(school.codes['fan']))
    assert caught.value.code == 'bad_code'
    told('bad_code', caught.value.facts)


async def test_a_label_finds_its_thing(school: School) -> None:
    assert (await tags.thing_of(spell(school.codes['fan']).lower())).id == school.things['fan']
    with pytest.raises(NotFound) as caught:
        await tags.thing_of(UNKNOWN_CODE)
    assert caught.value.code == 'unknown_tag'
    told('unknown_tag', caught.value.facts)


async def test_a_teacher_may_not_bind_a_label(school: School) -> None:
    phone = await school.sign_in('teacher')
    verdict = await phone.write_one(phone.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('desk')))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')
    assert not await Tag.exists(code=UNKNOWN_CODE)


async def test_what_was_recorded_about_an_unknown_label_counts_once_it_is_bound(school: School) -> None:
    teacher, keeper = await school.sign_in('teacher'), await school.sign_in('keeper')
    report = teacher.seal('repairs.report', {'what': '桌腿松了'}, tag=spell(UNKNOWN_CODE), how='scan')
    sighting = teacher.seal('tags.sighted', tag=UNKNOWN_CODE)
    assert codes_of(await teacher.write(report, sighting)) == ['unknown_tag', 'unknown_tag']
    assert [record.tag for record in await tags.unknown_tags()] == [UNKNOWN_CODE, UNKNOWN_CODE]
    assert await count('repair') == 0

    bound = await keeper.write_one(keeper.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('desk')))
    assert bound.verdict == 'accepted'
    assert await tags.unknown_tags() == []
    repair = await Repair.get()
    assert (repair.thing_id, repair.what, repair.reported_by) == (
        school.things['desk'], '桌腿松了', school.people['teacher'],
    )  # fmt: skip
    assert repair.cursor == bound.number + 1, 'phones that already pulled must hear of it'
    again = await teacher.write_one(report)
    assert (again.verdict, again.was, again.thing_id) == ('duplicate', 'accepted', school.things['desk'])
    assert await count('repair') == 1


async def test_what_was_held_in_the_very_same_batch_goes_on_too(school: School) -> None:
    phone = await school.sign_in('caretaker')
    report = phone.seal('repairs.report', {'what': '椅背裂开'}, tag=UNKNOWN_CODE)
    bind = phone.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('desk'))
    assert codes_of(await phone.write(report, bind)) == ['accepted', 'accepted'], 'told as it stands at the end'
    assert (await Record.get(id=report['id'])).verdict == 'accepted'
    assert await count('repair') == 1


async def test_a_new_thing_with_that_label_lets_it_go_on(school: School) -> None:
    phone, keeper = await school.sign_in('teacher'), await school.sign_in('keeper')
    remark = phone.seal('remarks.add', {'text': '新到的?'}, tag=UNKNOWN_CODE)
    assert codes_of([await phone.write_one(remark)]) == ['unknown_tag']
    added = await keeper.write_one(keeper.seal('register.add', {'name': '投影仪', 'tags': [UNKNOWN_CODE]}))
    assert (await Record.get(id=remark['id'])).thing_id == (await Thing.get(name='投影仪')).id
    assert added.verdict == 'accepted'


async def test_one_held_record_that_breaks_does_not_keep_the_label_from_being_bound(school: School) -> None:
    phone, keeper = await school.sign_in('teacher'), await school.sign_in('keeper')
    answers = {'checklist': 'general', 'version': 99, 'answers': {}}
    await phone.write(
        phone.seal('inspections.inspect', answers, tag=UNKNOWN_CODE),
        phone.seal('remarks.add', {'text': 'x'}, tag=UNKNOWN_CODE),
    )
    assert codes_of(
        await keeper.write(keeper.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('desk')))
    ) == ['accepted']
    first, second = await Record.filter(device_id=phone.device_id).order_by('seq')
    assert (first.verdict, first.code) == ('conflict', 'unknown_checklist')
    assert first.thing_id == school.things['desk'], 'it is in the history, for somebody to decide'
    assert (second.verdict, second.thing_id) == ('accepted', school.things['desk'])


async def test_a_label_that_belongs_to_something_else_is_not_taken_from_it(school: School) -> None:
    keeper = await school.sign_in('keeper')
    verdict = await keeper.write_one(
        keeper.seal('tags.bind', {'code': school.codes['fan']}, thing_id=school.id_of('desk'))
    )
    assert (verdict.verdict, verdict.code) == ('conflict', 'tag_taken')
    told('tag_taken', verdict.facts)
    assert (await Tag.get(code=school.codes['fan'])).thing_id == school.things['fan']


async def test_a_thing_may_carry_a_second_label_and_keeps_its_history(school: School) -> None:
    keeper = await school.sign_in('keeper')
    await keeper.write_one(keeper.remark(school.id_of('fan')))
    await keeper.write_one(keeper.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('fan')))
    for code in (UNKNOWN_CODE, school.codes['fan']):
        assert (await tags.thing_of(code)).id == school.things['fan']
    newest = await tags.tag_of(school.things['fan'])
    assert newest and newest.code == UNKNOWN_CODE
    assert await Record.filter(thing_id=school.things['fan'], kind='remarks.add').count() == 1


async def test_a_written_off_thing_gets_no_new_label(school: School) -> None:
    await write([enter('register.retire', {}, thing_id=school.id_of('desk'))], the_server())
    keeper = await school.sign_in('keeper')
    verdict = await keeper.write_one(keeper.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('desk')))
    assert (verdict.verdict, verdict.code) == ('conflict', 'retired')
    told('retired', verdict.facts)


@pytest.mark.parametrize(('code', 'problem'), [('HELLO', 'not_a_code'), (wrong_code(UNKNOWN_CODE), 'bad_code')])
async def test_no_thing_is_registered_with_a_label_that_cannot_be_read(school: School, code: str, problem: str) -> None:
    keeper = await school.sign_in('keeper')
    verdict = await keeper.write_one(keeper.seal('register.add', {'name': '投影仪', 'tags': [code]}))
    assert (verdict.verdict, verdict.code) == ('rejected', problem)
    assert not await Thing.exists(name='投影仪')


async def test_no_thing_is_registered_with_somebody_elses_label(school: School) -> None:
    keeper = await school.sign_in('keeper')
    verdict = await keeper.write_one(keeper.seal('register.add', {'name': '投影仪', 'tags': [school.codes['fan']]}))
    assert (verdict.verdict, verdict.code) == ('conflict', 'tag_taken')
    assert not await Thing.exists(name='投影仪')
    assert (await Tag.get(code=school.codes['fan'])).thing_id == school.things['fan']


# Replacing, reporting, withdrawing
