"""The register: things, where they stand, and what is known of them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app import register
from app.core.errors import NotFound
from models import Record, Tag, Thing
from tests.cast import School, codes_of, count, told


async def test_a_teacher_may_not_register_change_move_or_write_off(school: School) -> None:
    phone = await school.sign_in('teacher')
    desk = school.id_of('desk')
    envelopes = [
        phone.seal('register.add', {'name': '投影仪'}),
        phone.seal('register.revise', {'name': '讲台'}, thing_id=desk),
        phone.seal('register.move', {'to': school.id_of('room')}, thing_id=desk),
        phone.seal('register.retire', {}, thing_id=desk),
    ]
    assert codes_of(await phone.write(*envelopes)) == ['not_allowed'] * 4
    thing = await Thing.get(id=desk)
    assert (thing.name, thing.ver, thing.is_retired) == ('学生课桌', 1, False)
    assert await count('refusal') == 4


async def test_a_new_thing_has_a_label_and_can_be_found(school: School) -> None:
    keeper = await school.sign_in('keeper')
    envelope = keeper.seal(
        'register.add', {'name': 'ＥＰＳＯＮ 投影仪', 'code': 'QH-77', 'inside': school.id_of('room')}
    )
    verdict = await keeper.write_one(envelope)
    thing = await Thing.get(id=envelope['id'])
    assert (thing.cursor, str(thing.inside_id)) == (verdict.number, school.id_of('room'))
    tag = await Tag.get(thing_id=thing.id)
    for words in ('epson', '投影', 'qh-77', '投影 epson', tag.code.lower(), f'http://test/T/{tag.code}'):
        assert [found.id for found in await register.things(words)] == [thing.id], words


@pytest.mark.parametrize('words', ["'", '%', '_', '" OR 1=1 --', '\\', '吊扇 投影'])
async def test_searching_for_odd_characters_finds_nothing_and_breaks_nothing(school: School, words: str) -> None:
    assert await register.things(words) == []


async def test_ten_pieces_are_ten_things_with_ten_labels(school: School) -> None:
    keeper = await school.sign_in('keeper')
    before = await count('tag')
    envelope = keeper.seal('register.add', {'name': '风琴', 'pieces': 10, 'quantity': 10})
    for _ in range(2):
        await keeper.write_one(envelope)
    things = await Thing.filter(name='风琴')
    assert [thing.quantity for thing in things] == [1] * 10
    assert await count('tag') == before + 10


async def test_a_thing_is_not_put_into_a_place_that_is_none(school: School) -> None:
    keeper = await school.sign_in('keeper')
    for payload in ({'inside': str(uuid4())}, {'inside': school.id_of('fan')}):
        verdict = await keeper.write_one(keeper.seal('register.add', {'name': '投影仪', **payload}))
        assert (verdict.verdict, verdict.code) == ('rejected', 'unknown_place')
    told('unknown_place', verdict.facts)
    assert not await Thing.exists(name='投影仪')


async def test_only_what_is_sent_is_changed(school: School) -> None:
    keeper = await school.sign_in('keeper')
    await keeper.write_one(
        keeper.seal('register.revise', {'spec': '1200 mm', 'price': '180.50'}, thing_id=school.id_of('fan'))
    )
    await keeper.write_one(keeper.seal('register.revise', {'name': '壁扇'}, thing_id=school.id_of('fan')))
    fan = await Thing.get(id=school.things['fan'])
    assert (fan.name, fan.spec, str(fan.price), fan.category, fan.ver) == ('壁扇', '1200 mm', '180.50', 'fan', 3)
    assert [found.name for found in await register.things('壁扇')] == ['壁扇']
    assert await register.things('吊扇') == []


async def test_a_place_is_not_moved_into_itself(school: School) -> None:
    keeper = await school.sign_in('keeper')
    inner = keeper.seal('register.add', {'name': '储物间', 'kind': 'place', 'inside': school.id_of('room')})
    verdicts = await keeper.write(
        inner,
        keeper.seal('register.move', {'to': inner['id']}, thing_id=school.id_of('room')),
        keeper.seal('register.move', {'to': school.id_of('room')}, thing_id=school.id_of('room')),
    )
    assert codes_of(verdicts) == ['accepted', 'inside_itself', 'inside_itself']
    told('inside_itself', verdicts[1].facts)
    assert (await Thing.get(id=school.things['room'])).inside_id is None


async def test_a_thing_moved_is_told_with_the_places_around_it(school: School) -> None:
    keeper = await school.sign_in('keeper')
    inner = keeper.seal('register.add', {'name': '储物间', 'kind': 'place', 'inside': school.id_of('room')})
    await keeper.write(inner, keeper.seal('register.move', {'to': inner['id']}, thing_id=school.id_of('fan')))
    fan = await Thing.get(id=school.things['fan'])
    assert [place.name for place in await register.places_around(fan)] == ['储物间', '一(1)班教室']


async def test_what_is_written_off_keeps_its_history_and_its_label(school: School) -> None:
    keeper = await school.sign_in('keeper')
    desk = school.id_of('desk')
    verdicts = await keeper.write(
        keeper.remark(desk), keeper.seal('register.retire', {'reason': '散架'}, thing_id=desk),
        keeper.seal('register.retire', {}, thing_id=desk), keeper.remark(desk, text='还在仓库'),
    )  # fmt: skip
    assert codes_of(verdicts) == ['accepted', 'accepted', 'retired', 'accepted']
    assert verdicts[3].flags == ['thing_retired']
    assert await Record.filter(thing_id=desk).count() == 4
    assert (await Tag.get(code=school.codes['desk'])).thing_id == school.things['desk']
    assert desk not in [
        str(thing.id) for thing in await register.contents_of(await register.thing(school.id_of('room')))
    ]


async def test_a_room_with_things_in_it_is_not_written_off(school: School) -> None:
    keeper = await school.sign_in('keeper')
    verdict = await keeper.write_one(keeper.seal('register.retire', {}, thing_id=school.id_of('room')))
    assert (verdict.verdict, verdict.code) == ('conflict', 'place_not_empty')
    told('place_not_empty', verdict.facts)


@pytest.mark.parametrize('id', ['', 'x', '01a1fe0d-0000-7000-8000-000000000000', '../../etc'])
async def test_a_thing_that_is_not_there_is_said_to_be_unknown(school: School, id: str) -> None:
    with pytest.raises(NotFound) as caught:
        await register.thing(id)
    assert caught.value.code == 'unknown_thing'


@pytest.mark.parametrize(
    'payload',
    [
        {'name': ''}, {'name': ' '}, {'name': 'x' * 201}, {'name': 'x', 'price': '-1'}, {'name': 'x', 'price': '1.234'},
        {'name': 'x', 'quantity': 0}, {'name': 'x', 'bought': '11.6.2017'}, {'name': 'x', 'state': 'lost'},
        {'name': 'x', 'pieces': 501}, {'name': 'x', 'ver': 9}, {'name': 'x', 'blocked_by': None}, {'name': 'x', 'kind': 'person'},
    ],
)  # fmt: skip
async def test_a_form_with_a_value_that_cannot_be_is_refused(school: School, payload: dict) -> None:
    keeper = await school.sign_in('keeper')
    before = await count('thing')
    verdict = await keeper.write_one(keeper.seal('register.add', payload))
    assert (verdict.verdict, verdict.code) == ('rejected', 'bad_payload')
    assert await count('thing') == before


async def test_what_was_checked_before_eight_in_the_morning_was_checked_today(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = datetime(2026, 11, 21, 21, 38, tzinfo=UTC)  # twenty to six on the twenty-second in Shanghai
    await Thing.filter(id=school.id_of('fan')).update(checked_at=early)
    await Thing.filter(id=school.id_of('desk')).update(checked_at=early - timedelta(hours=6))
    for moment, counted in ((early, 1), (early + timedelta(hours=18), 1), (early + timedelta(hours=19), 0)):
        monkeypatch.setattr(register, 'now', lambda moment=moment: moment)
        assert await register.checked_today() == counted
