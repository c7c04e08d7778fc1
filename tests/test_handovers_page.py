"""Hand-overs and claims as people see them: the office, a class on its own account, and on paper."""

import asyncio
from typing import Any

from app import compensation_list, handover_lists, handover_paper, prints_files
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Claim, Handover, Person, Thing
from tests.cast import School, line
from tests.test_handovers import Room, ended, settling
from tests.test_pages import Visit, eventually, press, visit

__all__ = ['visit']


async def signed(school: School) -> tuple[Room, Handover]:
    room = Room(school)
    return room, await ended(room)


async def test_the_office_sees_which_rooms_have_signed(school: School, visit: Visit) -> None:
    room = Room(school)
    user = await visit('keeper', '/handovers?occasion=start')
    await user.should_see('1 间房，已签 0 间')
    await user.should_see('没有清单')
    await room.draw()
    await room.sign_all()
    user = await visit('keeper', '/handovers?occasion=start')
    await user.should_see('1 间房，已签 1 间')


async def test_a_class_sees_its_own_list_without_people_and_prices(school: School, visit: Visit) -> None:
    room, _ = await signed(school)
    await Person.filter(id=school.people['monitor']).update(rooms=[school.id_of('room')])
    user = await visit('monitor', f'/handovers/{room.id}')
    await user.should_see('三方签字')
    await user.should_not_see('李老师')
    await user.should_not_see('¥')
    [other] = await write([enter('register.add', {'name': '六(2)班', 'kind': 'place'})], the_server())
    await Person.filter(id=school.people['monitor']).update(rooms=[other.id])
    user = await visit('monitor', f'/handovers/{room.id}')
    await user.should_not_see('三方签字')
    user = await visit('monitor', '/handovers?occasion=end')
    await user.should_not_see('一(1)班教室')


async def test_the_history_of_a_room_does_not_tell_a_class_who_signed(api: School) -> None:
    await signed(api)
    phone = await api.call('monitor')
    assert phone.http
    answer = await phone.http.get(f'/api/things/{api.id_of("room")}/records')
    assert answer.status_code == 200
    assert '李老师' not in answer.text


async def test_paper_comes_in_two_copies_with_the_digest_and_the_signatures(school: School) -> None:
    _, handover = await signed(school)
    sheets = await handover_paper.sheets(handover, 'zh-CN')
    assert [sheet.facts[-1] for sheet in sheets] == ['第一联　班级（室）留存', '第二联　总务处留存']
    assert all(handover.digest in ' '.join(sheet.foot) for sheet in sheets)
    assert all(handover_lists.seal(handover) in sheet.code for sheet in sheets)
    assert (await asyncio.to_thread(prints_files.to_pdf, *sheets)).startswith(b'%PDF')


async def test_a_later_change_of_what_was_signed_shows(school: School, visit: Visit) -> None:
    room, handover = await signed(school)
    seal = handover_lists.seal(handover)
    assert (await handover_paper.verdict(handover, seal)).holds
    assert not (await handover_paper.verdict(handover, 'f' * 64)).holds
    handover.lines[0]['quantity'] += 1
    await handover.save()
    assert not (await handover_paper.verdict(await room.now())).rows_agree
    user = await visit('keeper', f'/handovers/{room.id}/verify')
    await user.should_see('对不上')


async def test_whoever_changes_the_digest_too_is_found_out_by_the_log(school: School) -> None:
    room, handover = await signed(school)
    handover.lines[0]['quantity'] += 1
    handover.digest = handover_lists.digest(handover)
    await handover.save()
    found = await handover_paper.verdict(await room.now())
    assert (found.rows_agree, found.log_agrees, found.holds) == (True, False, False)


async def test_what_was_found_too_many_is_booked_into_the_room_with_a_tap(school: School, visit: Visit) -> None:
    made = [
        enter('register.add', {'name': '六(2)班', 'kind': 'place'}),
        ball := enter('register.add', {'name': '篮球'}),
        bench := enter('register.add', {'name': '长凳', 'inside': school.id_of('room')}),
    ]
    room = Room(school)
    await room.draw('end')
    await write(made, the_server())
    school.things |= {'ball': ball.id, 'bench': bench.id}
    await room.recheck(extra=('ball', 'bench'), fan='good', slide='good', desk='good')
    user = await visit('keeper', f'/handovers/{room.id}')
    await user.should_see('台账已在本室')
    await press(user, '把这 1 样记到“一(1)班教室”名下')
    await eventually(lambda: Thing.filter(id=ball.id, inside_id=school.things['room']).count(), 1)
    user = await visit('keeper', f'/handovers/{room.id}')
    await user.should_not_see('名下')
    await (await visit('teacher', f'/handovers/{room.id}')).should_see('篮球')


async def test_an_open_list_goes_to_the_phones_that_may_count_it(api: School) -> None:
    room = Room(api)
    await room.draw('end')
    phone = await api.call('teacher')
    assert phone.http
    got = (await phone.http.get('/api/snapshot')).json()
    [told] = got['handovers']
    assert (told['id'], told['open'], len(told['lines'])) == (room.id, 3, 3)
    await room.recheck(fan='good', slide='good', desk='good')
    changed = (await phone.http.get(f'/api/changes?cursor={got["cursor"]}')).json()
    assert changed['handovers'][0]['open'] == 0
    assert 'handovers' not in (await phone.http.get(f'/api/changes?cursor={changed["next"]}')).json()


async def test_nobody_else_gets_the_paper(api: School) -> None:
    room, _ = await signed(api)
    phone = await api.call('monitor')
    assert phone.http
    assert (await phone.http.get(f'/handovers/{room.id}/list.pdf')).status_code == 403
    assert (await phone.http.get('/compensation/settlement.pdf')).status_code == 403
    async with line() as stranger:
        assert (await stranger.get(f'/handovers/{room.id}/list.pdf')).status_code == 401


async def claimed(school: School) -> Claim:
    """A desk that was lost at a hand-over, paid for."""
    room, _ = await signed(school)
    await room.write('keeper', 'settle', settling(room, desk='claim'))
    claim = await Claim.get()
    for kind, more in (
        ('verify', {'cause': 'lost', 'price': '300.00', 'bought': '2021-11', 'life': 15}),
        ('approve', {'decision': 'yes'}),
        ('pay', {}),
    ):
        payload: dict[str, Any] = {'claim': str(claim.id), **more}
        [verdict] = await write([enter(f'compensation.{kind}', payload, thing_id=claim.thing_id)], the_server())
        assert verdict.fate == 'accepted', verdict
    return await Claim.get()


async def test_a_claim_shows_its_arithmetic_and_ends_in_a_receipt(school: School, visit: Visit) -> None:
    claim = await claimed(school)
    user = await visit('keeper', f'/compensation/{claim.id}')
    await user.should_see('打印收据 No. 000001')
    receipt = await compensation_list.receipt(claim, 'zh-CN')
    assert receipt.facts[0] == 'No. 000001'
    assert (await asyncio.to_thread(prints_files.to_pdf, receipt)).startswith(b'%PDF')
    await (await visit('keeper', '/compensation?view=closed')).should_see('学生课桌')
    await (await visit('head', '/compensation/rules')).should_see('按哪套规定')


async def test_a_terms_settlement_adds_up_by_class_and_leaves_room_for_signatures(school: School) -> None:
    claim = await claimed(school)
    [found] = await compensation_list.settlement(claim.term)
    assert (found.owner, found.amount, found.paid, found.left) == ('一(1)班', claim.amount, claim.amount, 0)
    sheet = await compensation_list.settlement_sheet(claim.term, 'zh-CN')
    assert sheet.tables[0].rows[-1][0] == '合计'
    assert sheet.tables[1].head[1:] == ['学生代表', '班主任', '总务处']
    assert prints_files.to_xlsx(sheet)
