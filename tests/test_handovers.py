"""Hand-overs: a frozen list, counted by several, signed by three for all of it, and fixed by a digest."""

from typing import Any

import pytest

from app import handover_lists, handover_paper
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.signing import ROLES
from models import Claim, Handover, Repair, Thing, WriteOff
from tests.cast import Phone, School, told

INK = [1800, 420, 160]
DOTS = [12, 90, 30]


class Room:
    """The classroom of the cast with its three things, and what people do with its list."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.phones: dict[str, Phone] = {}
        self.id = ''

    async def write(self, by: str, verb: str, payload: dict[str, Any], room: str = 'room') -> Any:
        if by not in self.phones:
            self.phones[by] = await self.school.sign_in(by)
        envelope = self.phones[by].seal(f'handovers.{verb}', payload, thing_id=self.school.id_of(room))
        self.last = envelope['id']
        return await self.phones[by].write_one(envelope)

    async def draw(self, occasion: str = 'start', by: str = 'teacher') -> Any:
        verdict = await self.write(by, 'draw', {'occasion': occasion, 'owner': '一(1)班'})
        self.id = self.last if verdict.fate == 'accepted' else self.id
        return verdict

    async def recheck(self, by: str = 'teacher', /, extra: tuple[str, ...] = (), **said: Any) -> Any:
        answers = [
            {'thing': self.school.id_of(name), **(each if isinstance(each, dict) else {'condition': each})}
            for name, each in said.items()
        ]
        found = {'handover': self.id, 'answers': answers, 'extra': [self.school.id_of(name) for name in extra]}
        return await self.write(by, 'recheck', found)

    async def sign(self, role: str, by: str = 'teacher', **more: Any) -> Any:
        digest = more.pop('digest', None) or handover_lists.digest(await self.now())
        payload = {'handover': self.id, 'role': role, 'digest': digest, 'name': '李老师', 'ink': INK}
        payload['signature'] = more.get('signature') or f'{ROLES.index(role) + 1}' * 64  # type: ignore[arg-type]
        return await self.write(by, 'sign', payload | more)

    async def sign_all(self) -> Handover:
        for role in ROLES:
            assert (await self.sign(role)).fate == 'accepted'
        return await self.now()

    async def now(self) -> Handover:
        return await Handover.get(id=self.id)


GOOD = {'fan': 'good', 'slide': 'good', 'desk': 'good'}


@pytest.fixture
async def room(school: School) -> Room:
    return Room(school)


async def office(kind: str, payload: dict[str, Any], thing: Any) -> Any:
    [verdict] = await write([enter(kind, payload, thing_id=thing)], the_server())
    assert verdict.fate == 'accepted', verdict
    return verdict


async def test_the_list_of_a_room_is_drawn_from_the_register_with_its_condition(room: Room) -> None:
    await office('repairs.report', {'what': '不转了'}, room.school.things['fan'])
    assert (await room.draw()).verdict == 'accepted'
    lines = {line['name']: line for line in (await room.now()).lines}
    assert set(lines) == {'吊扇', '大型滑梯', '学生课桌'}
    assert (lines['吊扇']['condition'], lines['吊扇']['note']) == ('damaged', '不转了')
    assert lines['学生课桌']['condition'] == 'good'


async def test_a_list_holds_no_price_and_no_custodian(room: Room) -> None:
    await room.draw()
    assert {key for line in (await room.now()).lines for key in line}.isdisjoint({'price', 'custodian', 'supplier'})


async def test_three_sign_once_for_the_whole_list_and_then_it_stands(room: Room) -> None:
    await room.draw()
    signed = await room.sign_all()
    assert signed.state == 'signed'
    assert signed.digest == handover_lists.digest(signed)
    assert (await room.sign('pupil')).code == 'handover_closed'


async def test_the_class_signs_without_a_pupils_name(room: Room) -> None:
    await room.draw()
    await room.sign('pupil', name='王小明')
    assert (await room.now()).signatures['pupil']['name'] == ''


async def test_a_teacher_signs_with_a_name(room: Room) -> None:
    await room.draw()
    assert (await room.sign('teacher', name='')).code == 'no_signer'


async def test_three_dots_are_no_signature(room: Room) -> None:
    await room.draw()
    assert (await room.sign('teacher', ink=DOTS)).code == 'too_little_ink'
    assert told('too_little_ink')
    assert not (await room.now()).signatures


async def test_one_drawing_does_not_sign_for_two(room: Room) -> None:
    await room.draw()
    await room.sign('teacher', signature='a' * 64)
    assert (await room.sign('keeper', signature='a' * 64)).code == 'same_signature'
    assert (await room.sign('teacher', signature='b' * 64)).code == 'signed_role'


async def test_a_change_of_teacher_is_signed_by_who_leaves_who_comes_and_the_room_head(room: Room) -> None:
    await room.draw('change')
    await room.recheck(**GOOD)
    assert (await room.sign('outgoing', name='李老师', signature='5' * 64)).verdict == 'accepted'
    assert (await room.sign('teacher', name='李老师')).code == 'other_signer' and told('other_signer')
    assert (await room.sign('incoming', name='', signature='6' * 64)).code == 'no_signer'
    assert (await room.sign('incoming', name='王老师', signature='5' * 64)).code == 'same_signature'
    assert (await room.sign('incoming', name='王老师', signature='6' * 64)).verdict == 'accepted'
    assert (await room.now()).state == 'signing'
    assert (await room.sign('keeper', name='周会计')).verdict == 'accepted'
    signed = await room.now()
    assert signed.state == 'signed'
    names = {role: each['name'] for role, each in signed.signatures.items()}
    assert names == {'outgoing': '李老师', 'incoming': '王老师', 'keeper': '周会计'}
    [paper, _] = await handover_paper.sheets(signed, 'zh-CN')
    assert [head[:3] for head in paper.tables[-1].head] == ['移交人', '接收人', '室长']


async def test_nobody_hands_over_at_the_start_or_end_of_a_term(room: Room) -> None:
    await room.draw()
    assert (await room.sign('incoming', signature='6' * 64)).code == 'other_signer'


async def test_a_change_that_was_signed_by_class_and_teacher_before_stays_theirs(room: Room) -> None:
    await room.draw('change')
    await room.recheck(**GOOD)
    for role in ('keeper', 'pupil', 'teacher'):
        assert (await room.sign(role)).verdict == 'accepted', 'an older phone asks for these three'
    assert (await room.now()).state == 'signed'


async def test_who_signs_another_list_than_the_others_is_told(room: Room) -> None:
    await room.draw()
    shown = handover_lists.digest(await room.now())
    await room.recheck(desk='damaged')
    assert (await room.sign('teacher', digest=shown)).code == 'handover_changed'
    assert told('handover_changed', {'thing': 'x'})


async def test_a_thing_added_or_removed_after_the_signing_changes_nothing_that_was_signed(room: Room) -> None:
    await room.draw()
    before = await room.sign_all()
    await office('register.add', {'name': '投影仪', 'inside': room.school.id_of('room')}, None)
    await office('register.retire', {}, room.school.things['desk'])
    after = await room.now()
    assert handover_lists.digest(after) == before.digest
    assert len(after.lines) == 3


async def test_at_the_end_everything_is_looked_at_before_anybody_signs(room: Room) -> None:
    await room.draw()
    await room.sign_all()
    await room.draw('end')
    assert (await room.sign('teacher')).code == 'handover_unfinished'
    await room.recheck(fan='good', slide='good')
    assert (await room.sign('teacher')).facts['count'] == 1
    await room.recheck(desk='missing')
    assert (await room.sign_all()).state == 'signed'


async def test_the_end_is_compared_with_what_was_signed_and_with_the_register(room: Room) -> None:
    await room.draw()
    await room.sign_all()
    added = await office('register.add', {'name': '投影仪', 'inside': room.school.id_of('room')}, None)
    await office('register.retire', {}, room.school.things['slide'])
    await room.draw('end')
    was = {line['name']: line['was'] for line in (await room.now()).lines}
    assert was == {'吊扇': '', '学生课桌': '', '投影仪': 'added', '大型滑梯': 'left'}
    room.school.things['projector'] = added.id
    await room.recheck(fan='damaged', desk='missing', projector='good')
    found = await room.now()
    assert {line['name'] for line, _ in handover_lists.differences(found)} == {'吊扇', '学生课桌'}


async def test_fewer_pieces_of_a_batch_are_a_difference(room: Room) -> None:
    await Thing.filter(id=room.school.things['desk']).update(quantity=48)
    await room.draw('end')
    await room.recheck(fan='good', slide='good', desk={'condition': 'good', 'quantity': 46})
    [(line, result)] = handover_lists.differences(await room.now())
    assert (line['quantity'], result.quantity) == (48, 46)


async def test_two_who_count_at_once_both_count_and_a_third_settles_it(room: Room) -> None:
    await room.draw('end')
    await room.recheck('teacher', **GOOD)
    await room.recheck('keeper', fan='good', slide='good', desk='missing')
    found = handover_lists.results(await room.now())
    assert found[room.school.id_of('desk')].condition == 'differs'
    assert (await room.sign('teacher')).code == 'handover_unfinished'
    await room.recheck('head', desk='good')
    assert handover_lists.results(await room.now())[room.school.id_of('desk')].condition == 'good'


async def test_a_person_who_looks_again_takes_the_first_word_back(room: Room) -> None:
    await room.draw('end')
    await room.recheck(**GOOD | {'desk': 'missing'})
    await room.recheck(desk='good')
    assert handover_lists.results(await room.now())[room.school.id_of('desk')].condition == 'good'


async def test_a_phone_that_comes_after_the_signing_is_kept_and_changes_nothing(room: Room) -> None:
    await room.draw('end')
    await room.recheck(**GOOD)
    signed = await room.sign_all()
    late = await room.recheck('keeper', desk='missing')
    assert (late.verdict, late.flags) == ('accepted', ['after_signing'])
    assert (await room.now()).checks[-1]['late']
    assert handover_lists.digest(await room.now()) == signed.digest


async def test_what_is_not_on_the_list_is_kept_as_found_here_too(room: Room) -> None:
    other = await office('register.add', {'name': '六(2)班教室', 'kind': 'place'}, None)
    stray = await office('register.add', {'name': '篮球', 'inside': str(other.id)}, None)
    room.school.things['ball'] = stray.id
    await room.draw('end')
    await room.recheck(extra=('ball', 'fan'), **GOOD)
    assert handover_lists.extras(await room.now()) == [str(stray.id)]
    assert (await room.recheck(ball='good')).code == 'not_on_handover'


async def test_a_room_without_things_has_no_list_and_is_told_so(room: Room) -> None:
    room.school.things['hall'] = (await office('register.add', {'name': '礼堂', 'kind': 'place'}, None)).id
    verdict = await room.write('teacher', 'draw', {'occasion': 'start'}, room='hall')
    assert verdict.code == 'handover_empty'
    assert told('handover_empty', verdict.facts)
    assert (await room.write('teacher', 'draw', {'occasion': 'start'}, room='fan')).code == 'not_a_room'


async def test_a_room_has_one_open_list(room: Room) -> None:
    await room.draw()
    assert (await room.draw('end')).code == 'handover_open'
    await room.write('keeper', 'cancel', {'handover': self_id(room)})
    assert (await room.draw('end')).verdict == 'accepted'


def self_id(room: Room) -> str:
    return room.id


async def test_signatures_are_void_when_the_list_is_opened_again(room: Room) -> None:
    await room.draw()
    await room.sign('teacher')
    assert (await room.write('teacher', 'reopen', {'handover': room.id})).verdict == 'accepted'
    now = await room.now()
    assert (now.state, now.signatures, now.digest) == ('drawn', {}, '')


async def test_a_class_counts_its_own_room_and_signs_nothing(room: Room) -> None:
    await room.draw()
    assert (await room.recheck('monitor', desk='damaged')).verdict == 'accepted'
    assert (await room.sign('pupil', by='monitor')).code == 'not_allowed'


async def ended(room: Room) -> Handover:
    """A list signed at the end, on which the fan is damaged and the desk is gone."""
    await room.draw('end')
    await room.recheck(fan={'condition': 'damaged', 'note': '叶片弯了'}, slide='good', desk='missing')
    return await room.sign_all()


def settling(room: Room, **into: str) -> dict[str, Any]:
    lines = [{'thing': room.school.id_of(name), 'into': each} for name, each in into.items()]
    return {'handover': room.id, 'lines': lines}


async def test_differences_become_repairs_and_claims_without_typing_anything_again(room: Room) -> None:
    signed = await ended(room)
    assert (await room.write('keeper', 'settle', settling(room, fan='repair_claim', desk='claim'))).fate == 'accepted'
    repair = await Repair.get(thing_id=room.school.things['fan'])
    assert (repair.what, repair.source) == ('叶片弯了', 'handover')
    claims = {claim.thing_name: claim for claim in await Claim.all()}
    assert set(claims) == {'吊扇', '学生课桌'}
    assert (claims['学生课桌'].cause, claims['学生课桌'].owner) == ('lost', '一(1)班')
    assert claims['学生课桌'].source_id == signed.id
    assert len({claim.ref for claim in claims.values()}) == 2


async def test_a_loss_becomes_a_write_off_that_others_decide(room: Room) -> None:
    await ended(room)
    await room.write('keeper', 'settle', settling(room, desk='loss', fan='kept'))
    found = await WriteOff.get(thing_id=room.school.things['desk'])
    assert (found.reason, found.stage) == ('lost', 'applied')
    assert (await room.now()).settled[room.school.id_of('fan')]['into'] == 'kept'


async def test_two_who_settle_the_same_line_make_one_claim(room: Room) -> None:
    await ended(room)
    await room.write('keeper', 'settle', settling(room, desk='claim'))
    again = await room.write('head', 'settle', settling(room, desk='claim'))
    assert again.flags == ['already_settled']
    assert await Claim.all().count() == 1


async def test_nothing_is_settled_before_three_have_signed(room: Room) -> None:
    await room.draw('end')
    await room.recheck(fan='damaged', slide='good', desk='good')
    assert (await room.write('keeper', 'settle', settling(room, fan='repair'))).code == 'handover_unsigned'
    assert (await room.write('teacher', 'settle', settling(room, fan='repair'))).code == 'not_allowed'


async def test_some_of_a_batch_are_written_off_without_the_others(room: Room) -> None:
    """What is missing is set apart first: a write-off is about all of a thing."""
    await Thing.filter(id=room.school.things['desk']).update(quantity=48)
    await Thing.filter(id=room.school.things['slide']).update(quantity=3)
    await room.draw('end')
    few = {'desk': {'condition': 'good', 'quantity': 46}, 'slide': {'condition': 'good', 'quantity': 2}}
    await room.recheck(fan='good', **few)
    await room.sign_all()
    assert (await room.write('keeper', 'settle', settling(room, desk='loss', slide='loss'))).fate == 'accepted'
    left = {thing.name: thing for thing in await Thing.filter(id__in=[room.school.things[name] for name in few])}
    assert (left['学生课桌'].quantity, left['大型滑梯'].quantity) == (46, 2)
    assert {thing.state for thing in left.values()} == {'in_use'}
    lost = {(await found.thing).name: await found.thing for found in await WriteOff.all()}
    assert {name: (thing.quantity, thing.state) for name, thing in lost.items()} == {
        '学生课桌': (2, 'writeoff'), '大型滑梯': (1, 'writeoff'),
    }  # fmt: skip
    assert {str(thing.inside_id) for thing in lost.values()} == {room.school.id_of('room')}


async def test_some_of_a_batch_are_claimed_by_the_piece(room: Room) -> None:
    await Thing.filter(id=room.school.things['desk']).update(quantity=48)
    await room.draw('end')
    await room.recheck(fan='good', slide='good', desk={'condition': 'good', 'quantity': 46})
    await room.sign_all()
    await room.write('keeper', 'settle', settling(room, desk='claim'))
    assert (await Claim.get()).pieces == 2


async def test_a_change_of_class_asks_the_class_that_leaves_for_what_is_missing(room: Room) -> None:
    """The list that the class signed at the start is what it is held to; the one that comes signs what is there."""
    await room.draw()
    await room.sign_all()
    await room.write('teacher', 'draw', {'occasion': 'change', 'owner': '二(3)班'})
    room.id = room.last
    assert (await room.sign('teacher')).code == 'handover_unfinished', 'it is counted like at the end'
    await room.recheck(fan='good', slide='good', desk='missing')
    changed = await room.sign_all()
    assert (changed.owner, changed.state) == ('二(3)班', 'signed')
    await room.write('keeper', 'settle', settling(room, desk='claim'))
    assert (await Claim.get()).owner == '一(1)班'
    await room.draw('end')
    end = await room.now()
    assert str(end.before_id) == str(changed.id), 'the end is held against what was signed last'
