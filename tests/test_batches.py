"""Batches: pieces that are taken out are things of their own, and none is lost or made up."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import history
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Tag, Thing
from tests.cast import School, codes_of, count, told


async def desks(school: School, quantity: int, **facts) -> str:
    payload = {'name': '双人课桌', 'quantity': quantity, 'code': 'D-1', 'inside': school.id_of('room'), **facts}
    [verdict] = await write([enter('register.add', payload)], the_server())
    return verdict.id


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quantity=st.integers(1, 40), taken=st.integers(1, 45), each=st.booleans())
async def test_however_it_is_split_there_are_as_many_as_before(
    school: School, quantity: int, taken: int, each: bool
) -> None:
    await Thing.filter(name='双人课桌').update(name='旧')
    id = await desks(school, quantity)
    before = await count('tag')
    entry = enter('batches.split', {'quantity': taken, 'each': each}, thing_id=id)
    [verdict] = await write([entry], the_server())
    things = await Thing.filter(name='双人课桌')
    assert sum(thing.quantity for thing in things) == quantity
    may = quantity > 1 and taken <= quantity and (each or taken < quantity)
    assert verdict.fate == ('accepted' if may else 'conflict')
    assert await count('tag') - before == len(things) - 1
    if may:
        assert len(things) == ({True: min(taken, quantity - 1), False: 1}[each] + 1)
        assert not each or len({thing.piece for thing in things}) == len(things)


async def test_pieces_carry_what_the_batch_carried_and_say_where_they_come_from(school: School) -> None:
    keeper = await school.sign_in('keeper')
    id = await desks(school, 3, price='85', custodian='于秀英', bought='2017-06')
    split = keeper.seal('batches.split', {'quantity': 2}, thing_id=id)
    assert codes_of(await keeper.write(split)) == ['accepted']
    pieces = await Thing.filter(name='双人课桌').exclude(id=id)
    assert {(str(piece.price), piece.custodian, piece.bought, piece.quantity) for piece in pieces} == {
        ('85.00', '于秀英', '2017-06', 1)
    }
    assert sorted(piece.piece for piece in pieces) == ['2/3', '3/3']
    for piece in pieces:
        assert await Tag.filter(thing_id=piece.id).count() == 1
        assert [each['kind'] for each in await history.of(piece.id, 'en')] == ['batches.split']
    latest = (await history.of(id, 'zh-CN'))[0]
    assert latest['changes'] == ['数量：3 → 1']


async def test_ten_of_forty_move_to_another_room_together(school: School) -> None:
    keeper = await school.sign_in('keeper')
    room = keeper.seal('register.add', {'name': '二(1)班教室', 'kind': 'place'})
    await keeper.write(room)
    id = await desks(school, 40)
    await keeper.write(keeper.seal('batches.split', {'quantity': 10, 'each': False, 'to': room['id']}, thing_id=id))
    [moved] = await Thing.filter(name='双人课桌').exclude(id=id)
    assert (moved.quantity, str(moved.inside_id)) == (10, room['id'])
    left = await Thing.get(id=id)
    assert (left.quantity, str(left.inside_id)) == (30, school.id_of('room'))


async def test_one_chair_is_not_split(school: School) -> None:
    [verdict] = await write([enter('batches.split', {'quantity': 1}, thing_id=school.id_of('desk'))], the_server())
    assert verdict.code == 'too_few_to_split'
    told('too_few_to_split', verdict.facts)


@pytest.mark.parametrize('name', ['teacher', 'monitor', 'caretaker', 'visitor'])
async def test_only_who_keeps_the_register_splits(school: School, name: str) -> None:
    phone = await school.sign_in(name)
    id = await desks(school, 4)
    assert codes_of(await phone.write(phone.seal('batches.split', {'quantity': 2}, thing_id=id))) == ['not_allowed']
