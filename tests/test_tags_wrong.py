"""Labels that are lost, worn, wrong or cloned: replaced, reported, withdrawn."""

import pytest

from app import pull, tags
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import Conflict
from app.core.records import write
from app.core.tagcode import spell
from models import Record, Tag
from tests.cast import UNKNOWN_CODE, School, codes_of, told, wrong_code


async def test_a_new_label_takes_the_place_of_a_lost_one_which_still_leads_there(school: School) -> None:
    keeper, caretaker = await school.sign_in('keeper'), await school.sign_in('caretaker')
    await caretaker.write_one(caretaker.remark(school.id_of('fan')))
    new = keeper.seal('tags.replace', {'code': spell(UNKNOWN_CODE), 'why': 'lost'}, thing_id=school.id_of('fan'))
    assert codes_of(await keeper.write(new)) == ['accepted']
    old = await Tag.get(code=school.codes['fan'])
    assert (old.thing_id, old.replaced_by) == (school.things['fan'], UNKNOWN_CODE)
    assert old.replaced_at
    for code in (UNKNOWN_CODE, school.codes['fan']):
        assert (await tags.thing_of(code)).id == school.things['fan']
    current = await tags.tag_of(school.things['fan'])
    assert current and current.code == UNKNOWN_CODE
    assert [tag.code for tag in await tags.all_tags(school.things['fan'])] == [UNKNOWN_CODE, school.codes['fan']]
    assert await Record.filter(thing_id=school.things['fan'], kind__in=('remarks.add', 'tags.replace')).count() == 2

    # What a phone recorded offline with the old label is about the same thing.
    late = caretaker.seal('remarks.add', {'text': '旧标签'}, tag=school.codes['fan'])
    verdict = await caretaker.write_one(late)
    assert (verdict.verdict, verdict.thing_id) == ('accepted', school.things['fan'])


async def test_taking_the_new_label_off_again_brings_the_old_one_back(school: School) -> None:
    keeper, fan = await school.sign_in('keeper'), school.id_of('fan')
    await keeper.write_one(keeper.seal('tags.replace', {'code': UNKNOWN_CODE}, thing_id=fan))
    assert codes_of(await keeper.write(keeper.seal('tags.unbind', {'code': UNKNOWN_CODE}, thing_id=fan))) == [
        'accepted'
    ]
    assert [tag.code for tag in await tags.live_tags(school.things['fan'])] == [school.codes['fan']]
    assert (await Tag.get(code=UNKNOWN_CODE)).thing_id is None
    again = keeper.seal('tags.unbind', {'code': UNKNOWN_CODE}, thing_id=fan)
    assert codes_of(await keeper.write(again)) == ['tag_elsewhere']
    told('tag_elsewhere', {'thing': 'x'})


@pytest.mark.parametrize(
    ('code', 'problem'),
    [
        ('own', 'tag_same'),
        ('desk', 'tag_taken'),
        ('retired', 'tag_retired'),
        ('wrong', 'bad_code'),
        ('?', 'not_a_code'),
    ],
)
async def test_a_label_that_will_not_do_leaves_the_old_one_as_it_was(school: School, code: str, problem: str) -> None:
    keeper, fan = await school.sign_in('keeper'), school.id_of('fan')
    await keeper.write_one(keeper.seal('tags.retire', {'code': UNKNOWN_CODE}))
    codes = {'own': school.codes['fan'], 'desk': school.codes['desk'], 'retired': UNKNOWN_CODE}
    text = codes.get(code) or (wrong_code(school.codes['fan']) if code == 'wrong' else code)
    before = await Tag.all().order_by('code').values()
    verdict = await keeper.write_one(keeper.seal('tags.replace', {'code': text}, thing_id=fan))
    assert verdict.code == problem
    told(problem, verdict.facts)
    assert await Tag.all().order_by('code').values() == before


async def test_anybody_who_scans_may_say_that_a_label_is_wrong_and_the_keeper_sees_it(school: School) -> None:
    monitor, keeper = await school.sign_in('monitor'), await school.sign_in('keeper')
    report = monitor.seal(
        'tags.report', {'what': 'cloned', 'note': '两张课桌一样'}, tag=school.codes['desk'],
        thing_id=school.id_of('desk'),
    )  # fmt: skip
    assert codes_of(await monitor.write(report)) == ['accepted']
    [reported] = await tags.reported_tags()
    assert (reported.code, reported.report) == (school.codes['desk'], 'cloned')
    record = await tags.report_of(reported)
    assert record and str(record.id) == report['id']
    await keeper.write_one(keeper.seal('tags.settle', {'code': school.codes['desk']}))
    assert await tags.reported_tags() == []


async def test_a_lost_label_is_reported_from_the_things_page_and_settled_by_a_new_one(school: School) -> None:
    teacher, keeper, desk = await school.sign_in('teacher'), await school.sign_in('keeper'), school.id_of('desk')
    await teacher.write_one(teacher.seal('tags.report', {'what': 'lost'}, thing_id=desk))
    assert [tag.code for tag in await tags.reported_tags()] == [school.codes['desk']]
    await keeper.write_one(keeper.seal('tags.replace', {'code': UNKNOWN_CODE}, thing_id=desk))
    assert await tags.reported_tags() == []


async def test_a_withdrawn_label_leads_nowhere_and_says_so(school: School) -> None:
    keeper, code = await school.sign_in('keeper'), school.codes['desk']
    retired = keeper.seal('tags.retire', {'code': code, 'why': 'cloned'}, thing_id=school.id_of('desk'))
    assert codes_of(await keeper.write(retired)) == ['accepted']
    with pytest.raises(Conflict) as caught:
        await tags.thing_of(code)
    assert caught.value.code == 'tag_retired'
    told('tag_retired', caught.value.facts)
    assert await tags.tag_of(school.things['desk']) is None
    assert school.things['desk'] in {thing.id for thing in await tags.unlabelled(school.things['room'])}
    assert codes_of(await keeper.write(keeper.seal('tags.retire', {'code': code}))) == ['tag_retired']
    assert await Record.filter(thing_id=school.things['desk'], kind='tags.retire').count() == 1

    await keeper.write_one(keeper.seal('tags.reinstate', {'code': code}))
    assert (await tags.thing_of(code)).id == school.things['desk']


async def test_what_a_phone_recorded_with_a_withdrawn_label_is_kept_and_marked(school: School) -> None:
    keeper, caretaker = await school.sign_in('keeper'), await school.sign_in('caretaker')
    code, desk = school.codes['desk'], school.id_of('desk')
    await keeper.write_one(keeper.seal('tags.retire', {'code': code}, thing_id=desk))
    named = caretaker.seal('remarks.add', {'text': '桌面有刻痕'}, tag=code, thing_id=desk)
    bare = caretaker.seal('remarks.add', {'text': '不知道是哪张'}, tag=code)
    first, second = await caretaker.write(named, bare)
    assert (first.verdict, first.flags) == ('accepted', ['tag_retired'])
    assert (second.verdict, second.code) == ('held', 'unknown_tag')
    assert (await Record.get(id=second.id)).thing_id is None
    await keeper.write_one(keeper.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=desk))
    assert (await Record.get(id=second.id)).verdict == 'held', 'another label says nothing about this one'


async def test_of_two_phones_that_bind_one_label_the_first_to_arrive_has_it(school: School) -> None:
    first, second = await school.sign_in('keeper'), await school.sign_in('caretaker')
    fan = first.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('fan'), tag=UNKNOWN_CODE)
    desk = second.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('desk'), tag=UNKNOWN_CODE)
    assert codes_of(await second.write(desk)) == ['accepted']
    lost = await first.write_one(fan)
    assert (lost.verdict, lost.code) == ('conflict', 'tag_taken')
    assert '学生课桌' in told('tag_taken', lost.facts)
    assert (await tags.thing_of(UNKNOWN_CODE)).id == school.things['desk']
    assert (await Record.get(id=fan['id'])).verdict == 'conflict', 'it stays in the log, for somebody to decide'


@pytest.mark.parametrize('kind', ['tags.retire', 'tags.reinstate', 'tags.settle', 'tags.unbind', 'tags.replace'])
async def test_a_class_monitor_may_not_withdraw_or_move_labels(school: School, kind: str) -> None:
    monitor = await school.sign_in('monitor')
    verdict = await monitor.write_one(monitor.seal(kind, {'code': school.codes['desk']}, thing_id=school.id_of('desk')))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')


async def test_phones_hear_what_became_of_a_label(school: School) -> None:
    keeper = await school.sign_in('keeper')
    cursor = (await pull.snapshot(keeper.actor))['cursor']
    await keeper.write(
        keeper.seal('tags.replace', {'code': UNKNOWN_CODE}, thing_id=school.id_of('fan')),
        keeper.seal('tags.retire', {'code': school.codes['desk']}),
    )
    heard = {row['id']: row['data'] for row in (await pull.changes(cursor))['changes'] if row['type'] == 'tag'}
    assert heard == {
        UNKNOWN_CODE: {'code': UNKNOWN_CODE, 'thing': school.id_of('fan')},
        school.codes['fan']: {'code': school.codes['fan'], 'thing': school.id_of('fan'), 'state': 'replaced'},
        school.codes['desk']: {'code': school.codes['desk'], 'thing': None, 'state': 'retired'},
    }
    fresh = {tag['code']: tag for tag in (await pull.snapshot(keeper.actor))['tags']}
    assert {code: fresh[code] for code in heard} == heard


async def test_what_has_no_label_on_it_yet_is_listed_room_by_room(school: School) -> None:
    async def bare() -> set[str]:
        return {thing.name for thing in await tags.unlabelled(school.things['room'])}

    await write([enter('labels.unprinted', {'codes': list(school.codes.values())})], the_server())
    keeper = await school.sign_in('keeper')
    assert await bare() == {'吊扇', '大型滑梯', '学生课桌'}, 'nobody has printed their labels'
    await keeper.write(
        keeper.seal('labels.printed', {'codes': [school.codes['fan']]}),
        keeper.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.id_of('desk')),
    )
    assert await bare() == {'大型滑梯'}
    await keeper.write_one(keeper.seal('tags.retire', {'code': school.codes['fan']}))
    assert await bare() == {'吊扇', '大型滑梯'}
