"""Stocktakes: planned, frozen, counted by several phones; what clashes stands side by side until it is settled."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app import pull, stocktake_list, stocktake_phones
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.records import Verdict, write
from models import Person, Record, Stocktake, StocktakeCount, StocktakeLine, StocktakePlace, Thing
from tests.cast import Phone, School, count, new_code

FOREIGN = 'HTTPS://OTHER.SCHOOL/T/0123456789AB'


class Count:
    """A stocktake in a small school, and what people do about it."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.phones: dict[str, Phone] = {}
        self.id = ''
        self.last = ''

    async def phone(self, who: str) -> Phone:
        if who not in self.phones:
            self.phones[who] = await self.school.sign_in(who)
        return self.phones[who]

    async def write(self, who: str, verb: str, payload: dict[str, Any], **more: Any) -> Verdict:
        phone = await self.phone(who)
        envelope = phone.seal(f'stocktakes.{verb}', payload, **more)
        self.last = envelope['id']
        return await phone.write_one(envelope)

    async def plan(self, **more: Any) -> 'Count':
        payload = {'name': '期末清查', 'reference': '2026-11-20', **more}
        verdict = await self.write('keeper', 'plan', payload)
        assert verdict.verdict == 'accepted', verdict
        self.id = self.last
        return self

    async def start(self) -> 'Count':
        assert (await self.do('keeper', 'start')).verdict == 'accepted'
        return self

    async def do(self, who: str, verb: str, **payload: Any) -> Verdict:
        return await self.write(who, verb, {'stocktake': self.id, **payload})

    async def see(self, who: str, thing: str, place: str = 'room', at: datetime | None = None, **more: Any) -> Verdict:
        """Somebody counts a thing in a place."""
        payload = {'stocktake': self.id, 'place': self.school.id_of(place), **more}
        when = {'at': at.isoformat()} if at else {}
        return await self.write(who, 'count', payload, thing_id=self.school.id_of(thing), how='scan', **when)

    async def line(self, thing: str) -> StocktakeLine:
        return await StocktakeLine.get(stocktake_id=self.id, thing_id=self.school.id_of(thing))

    async def result(self, thing: str) -> str:
        return (await self.line(thing)).result

    async def now(self) -> Stocktake:
        return await Stocktake.get(id=self.id)


async def enlarge(school: School) -> None:
    """A store with a set of 48 stools under one label, and a ladder that stands nowhere on the books."""
    made = {
        'store': {'kind': 'place', 'name': '库房', 'category': 'store', 'custodian': '管理员'},
        'stools': {'name': '方凳', 'quantity': 48, 'inside': None, 'price': '35'},
        'ladder': {'name': '人字梯', 'price': '420'},
    }
    for key, payload in made.items():
        school.things[key] = uuid4()
        if key == 'stools':
            payload['inside'] = school.id_of('store')
        [verdict] = await write([enter('register.add', payload, id=school.things[key])], the_server())
        assert verdict.verdict == 'accepted', verdict


@pytest.fixture
async def counted(school: School) -> Count:
    await enlarge(school)
    return await (await Count(school).plan()).start()


async def test_the_book_side_is_frozen_at_the_start(counted: Count) -> None:
    assert await count('stocktake_line', 'stocktake_id = ?', counted.id) == 5
    [moved] = await write(
        [enter('register.move', {'to': counted.school.id_of('store')}, thing_id=counted.school.id_of('fan'))],
        the_server(),
    )
    assert moved.verdict == 'accepted'
    line = await counted.line('fan')
    assert str(line.place_id) == counted.school.id_of('room')
    assert line.name == '吊扇' and line.result == 'not_seen'
    assert {room.name for room in await StocktakePlace.filter(stocktake_id=counted.id)} == {'一(1)班教室', '库房'}


async def test_a_scope_is_by_place_category_custodian_and_value(school: School) -> None:
    await enlarge(school)

    async def size(**scope: Any) -> int:
        found = await (await Count(school).plan(**scope)).start()
        return await count('stocktake_line', 'stocktake_id = ?', found.id)

    assert await size(places=[school.id_of('room')]) == 3
    assert await size(categories=['fan', 'playground']) == 2
    assert await size(value_from='100') == 1
    await Thing.filter(id=school.things['fan']).update(custodian='张老师')
    assert await size(custodians=['张老师']) == 1
    refused = await Count(school).write(
        'keeper', 'plan', {'name': 'x', 'reference': '2026-11-20', 'places': [str(uuid4())]}
    )
    assert refused.code == 'unknown_place'


async def test_what_is_written_off_is_out_of_scope_and_found_again_it_is_too_many(counted: Count) -> None:
    await Thing.filter(id=counted.school.things['slide']).update(state='retired')
    other = await (await Count(counted.school).plan()).start()
    assert not await StocktakeLine.exists(stocktake_id=other.id, thing_id=counted.school.id_of('slide'))
    await other.see('teacher', 'slide')
    line = await other.line('slide')
    assert (line.extra, line.quantity, line.counted, line.result) == (True, 0, 1, 'quantity')


async def test_a_thing_that_one_or_several_people_see_here_is_here_once(counted: Count) -> None:
    assert (await counted.see('teacher', 'fan')).flags == []
    assert (await counted.see('teacher', 'fan')).flags == ['confirms']
    assert (await counted.see('caretaker', 'fan')).flags == ['confirms']
    line = await counted.line('fan')
    assert (line.result, line.counted, line.counters) == ('here', 1, 2)


async def test_what_stands_elsewhere_is_misplaced_and_what_the_books_put_nowhere_is_so_named(counted: Count) -> None:
    await counted.see('teacher', 'fan', 'store')
    await counted.see('teacher', 'ladder', 'store')
    line = await counted.line('fan')
    assert (line.result, str(line.found_id)) == ('misplaced', counted.school.id_of('store'))
    assert await counted.result('ladder') == 'no_place'
    assert (await Thing.get(id=counted.school.things['fan'])).inside_id == counted.school.things['room'], (
        'not yet moved'
    )


async def test_a_tag_seen_in_two_rooms_by_two_people_stands_side_by_side_until_a_third_settles_it(
    counted: Count,
) -> None:
    await counted.see('teacher', 'fan')
    assert (await counted.see('caretaker', 'fan', 'store')).flags == ['counts_differ']
    assert await counted.result('fan') == 'differs'
    assert await count('stocktake_count', 'undone_at IS NULL') == 2, 'neither overwrites the other'
    await counted.see('keeper', 'fan', 'store')
    assert await counted.result('fan') == 'misplaced'


async def test_somebody_who_sees_a_thing_again_elsewhere_means_the_later_one_whatever_comes_first(
    counted: Count,
) -> None:
    later = datetime.now(UTC) - timedelta(minutes=1)
    await counted.see('teacher', 'fan', 'store', at=later)
    await counted.see('teacher', 'fan', 'room', at=later - timedelta(minutes=5))
    assert await counted.result('fan') == 'misplaced'


async def test_many_under_one_label_are_counted_by_number_and_rooms_add_up(counted: Count) -> None:
    await counted.see('teacher', 'stools', 'store', quantity=30)
    line = await counted.line('stools')
    assert (line.result, line.counted) == ('quantity', 30)
    await counted.see('caretaker', 'stools', 'room', quantity=18)
    line = await counted.line('stools')
    assert (line.result, line.counted, line.places) == ('misplaced', 48, 2)
    await counted.see('keeper', 'stools', 'store', quantity=48)
    assert await counted.result('stools') == 'differs'
    await counted.see('head', 'stools', 'store', quantity=30)
    assert (await counted.line('stools')).counted == 48


async def test_what_is_damaged_says_how_many(counted: Count) -> None:
    await counted.see('teacher', 'stools', 'store', quantity=48, damaged=3, note='凳面开裂')
    await counted.see('teacher', 'fan', condition='damaged')
    assert ((await counted.line('stools')).damaged, (await counted.line('fan')).damaged) == (3, 1)
    assert await counted.result('fan') == await counted.result('stools') == 'damaged'


async def test_a_count_is_taken_back_by_whoever_made_it_even_before_it_arrives(counted: Count) -> None:
    await counted.see('teacher', 'fan')
    first = counted.last
    assert (await counted.do('caretaker', 'uncount', count=first)).code == 'not_your_count'
    assert (await counted.do('teacher', 'uncount', count=first)).verdict == 'accepted'
    assert await counted.result('fan') == 'not_seen'
    phone = await counted.phone('teacher')
    payload = {'stocktake': counted.id, 'place': counted.school.id_of('room')}
    sealed = phone.seal('stocktakes.count', payload, thing_id=counted.school.id_of('desk'))
    back = phone.seal('stocktakes.uncount', {'count': sealed['id']})
    verdicts = await phone.write(back, sealed)
    assert [verdict.verdict for verdict in verdicts] == ['accepted', 'accepted']
    assert await counted.result('desk') == 'not_seen'


async def test_nobody_takes_back_what_somebody_else_has_yet_to_send(counted: Count) -> None:
    teacher, caretaker = await counted.phone('teacher'), await counted.phone('caretaker')
    payload = {'stocktake': counted.id, 'place': counted.school.id_of('room')}
    sealed = teacher.seal('stocktakes.count', payload, thing_id=counted.school.id_of('desk'))
    await caretaker.write(caretaker.seal('stocktakes.uncount', {'count': sealed['id']}))
    await teacher.write(sealed)
    assert await counted.result('desk') == 'here'


async def test_a_code_on_no_book_and_a_label_of_another_school_are_kept_as_they_were_read(counted: Count) -> None:
    room = counted.school.id_of('room')
    for code in (FOREIGN, new_code(), ''):
        assert (await counted.do('teacher', 'meet', place=room, code=code, note='铁柜')).verdict == 'accepted'
    kept = await StocktakeCount.filter(stocktake_id=counted.id).order_by('n')
    assert kept[0].code == FOREIGN and kept[2].code == '' and not any(each.thing_id for each in kept)


async def test_a_code_that_the_phone_did_not_know_yet_is_a_count_of_its_thing(counted: Count) -> None:
    code = counted.school.codes['fan']
    await counted.do('teacher', 'meet', place=counted.school.id_of('room'), code=f'HTTP://TEST/T/{code}')
    assert await counted.result('fan') == 'here'


async def test_a_room_that_is_new_since_the_start_joins(counted: Count) -> None:
    counted.school.things['annex'] = uuid4()
    await write(
        [enter('register.add', {'kind': 'place', 'name': '新库房'}, id=counted.school.things['annex'])], the_server()
    )
    await counted.see('teacher', 'fan', 'annex')
    room = await StocktakePlace.get(stocktake_id=counted.id, place_id=counted.school.things['annex'])
    assert room.is_added and await counted.result('fan') == 'misplaced'
    assert counted.school.id_of('annex') in (await told(counted, 'teacher'))['places']


async def test_rooms_are_given_to_others_and_new_ones_taken_in_while_it_is_counted(counted: Count) -> None:
    school = counted.school
    caretaker, store = str(school.people['caretaker']), school.id_of('store')
    await counted.see('teacher', 'stools', 'store', quantity=48)
    team = {'people': [caretaker], 'places': [store]}
    assert (await counted.do('keeper', 'assign', teams=[team])).verdict == 'accepted'
    assert (await told(counted, 'caretaker'))['mine'] == [store] and (await told(counted, 'teacher'))['mine'] == []
    assert await counted.result('stools') == 'here', 'what was counted stays counted'
    school.things['annex'] = uuid4()
    await write([enter('register.add', {'kind': 'place', 'name': '新库房'}, id=school.things['annex'])], the_server())
    annex = school.id_of('annex')
    assert (await counted.do('keeper', 'assign', rooms=[school.id_of('fan')])).code == 'unknown_place'
    team = {'people': [caretaker], 'places': [annex]}
    assert (await counted.do('keeper', 'assign', teams=[team], rooms=[annex, store])).verdict == 'accepted'
    assert (await told(counted, 'caretaker'))['mine'] == [annex]
    assert (await StocktakePlace.get(stocktake_id=counted.id, place_id=annex)).is_added
    planned = await Count(school).plan()
    assert (await planned.do('keeper', 'assign', rooms=[annex])).code == 'stocktake_state', 'it has no rooms yet'
    assert (await planned.do('teacher', 'assign')).code == 'not_allowed'


async def test_a_room_that_joins_after_the_start_brings_its_book(school: School) -> None:
    await enlarge(school)
    counted = await (await Count(school).plan(places=[school.id_of('room')])).start()
    await counted.see('teacher', 'stools', 'store', quantity=47)
    stools = await counted.line('stools')
    assert stools.extra and (await told(counted, 'teacher'))['edition'] == 1
    school.things['mop'] = uuid4()
    await write([enter('register.add', {'name': '拖把', 'inside': school.id_of('store')}, id=school.things['mop'])],
                the_server())  # fmt: skip
    assert (await counted.do('keeper', 'assign', rooms=[school.id_of('store')])).verdict == 'accepted'
    assert (await told(counted, 'teacher'))['edition'] == 2, 'phones fetch it'
    book = await stocktake_phones.book(counted.id, (await counted.phone('teacher')).actor)
    store = {thing: quantity for thing, place, quantity in book if place == school.id_of('store')}
    assert store == {school.id_of('stools'): 48, school.id_of('mop'): 1}
    assert not (await counted.line('stools')).extra
    assert await counted.result('stools') == 'quantity' and await counted.result('mop') == 'not_seen'
    progress = await stocktake_list.progress(await counted.now())
    shown = {room.name: (room.seen, room.expected, room.is_added) for _, rooms in progress.buildings for room in rooms}
    assert shown['库房'] == (1, 2, True)
    assert (await counted.do('keeper', 'assign', rooms=[school.id_of('store')])).verdict == 'accepted'
    assert await count('stocktake_line', 'stocktake_id = ?', counted.id) == 5, 'nothing joins twice'
    await counted.do('keeper', 'recount')
    school.things['annex'], school.things['rake'] = uuid4(), uuid4()
    rows = [
        enter('register.add', {'kind': 'place', 'name': '新库房'}, id=school.things['annex']),
        enter('register.add', {'name': '耙子', 'inside': school.id_of('annex')}, id=school.things['rake']),
    ]
    await write(rows, the_server())
    assert (await counted.do('keeper', 'assign', rooms=[school.id_of('annex')])).verdict == 'accepted'
    again = await stocktake_phones.book(counted.id, (await counted.phone('teacher')).actor)
    assert [school.id_of('rake'), school.id_of('annex'), 1] in again, 'also while it is counted once more'


async def told(counted: Count, who: str) -> dict[str, Any]:
    [found] = await stocktake_phones.for_phone((await counted.phone(who)).actor)
    return found


async def test_phones_hear_of_it_while_it_runs_and_who_counts_what(school: School) -> None:
    await enlarge(school)
    teacher = str(school.people['teacher'])
    counted = await Count(school).plan(teams=[{'people': [teacher], 'places': [school.id_of('store')]}])
    phone = await counted.phone('teacher')
    cursor = (await pull.snapshot(phone.actor))['cursor']
    await counted.start()
    answer = await pull.changes(cursor, phone.actor)
    [heard] = [each for each in answer['changes'] if each['type'] == 'stocktake']
    assert heard['id'] == counted.id and heard['data']['mine'] == [school.id_of('store')]
    assert heard['data']['round'] == 1 and not heard['data']['blind'] and heard['data']['done'] == []
    assert (await pull.snapshot(phone.actor))['stocktakes'] == [heard['data']]
    await counted.do('teacher', 'finish', place=school.id_of('store'))
    assert (await told(counted, 'caretaker'))['done'] == [school.id_of('store')]
    cursor = answer['next']
    await counted.do('keeper', 'cancel')
    [heard] = [each for each in (await pull.changes(cursor, phone.actor))['changes'] if each['type'] == 'stocktake']
    assert heard['data'] is None
    visitor = await counted.phone('visitor')
    assert (await pull.snapshot(visitor.actor))['stocktakes'] == []


async def test_phones_know_what_things_look_like(counted: Count) -> None:
    fan, photos = counted.school.id_of('fan'), ['ab' * 32, 'cd' * 32]
    phone = await counted.phone('teacher')
    before = await pull.snapshot(phone.actor)
    assert not any('photo' in each for each in before['things'])
    await write([enter('pictures.add', {'photos': photos}, thing_id=fan)], the_server())
    [heard] = [each for each in (await pull.changes(before['cursor']))['changes'] if each['id'] == fan]
    assert heard['data']['photo'] == photos[0]
    shown = {each['id']: each.get('photo') for each in (await pull.snapshot(phone.actor))['things']}
    assert shown[fan] == photos[0] and shown[counted.school.id_of('desk')] is None
    await write([enter('pictures.drop', {'photo': photo}, thing_id=fan) for photo in photos], the_server())
    shown = {each['id']: each.get('photo') for each in (await pull.snapshot(phone.actor))['things']}
    assert shown[fan] is None


async def test_the_book_has_no_numbers_where_it_is_counted_blind(school: School) -> None:
    await enlarge(school)
    counted = await (await Count(school).plan()).start()
    blind = await (await Count(school).plan(blind=True)).start()
    actor = (await counted.phone('teacher')).actor
    stools = counted.school.id_of('stools')
    open_book = {line[0]: line[1:] for line in await stocktake_phones.book((await counted.now()).id, actor)}
    assert open_book[stools] == [school.id_of('store'), 48]
    assert open_book[school.id_of('ladder')] == [None, 1]
    shut = {line[0]: line[1:] for line in await stocktake_phones.book((await blind.now()).id, actor)}
    assert shut[stools] == [school.id_of('store')]


async def test_what_others_counted_comes_in_pages_and_says_what_was_taken_back(counted: Count) -> None:
    await counted.see('teacher', 'stools', 'store', quantity=40)
    first = counted.last
    await counted.see('caretaker', 'fan', condition='damaged')
    actor = (await counted.phone('keeper')).actor
    stocktake = (await counted.now()).id
    page = await stocktake_phones.counts(stocktake, 0, actor)
    assert [(each['thing'], each['quantity'], each['condition']) for each in page['counts']] == [
        (counted.school.id_of('stools'), 40, 'good'), (counted.school.id_of('fan'), None, 'damaged'),
    ]  # fmt: skip
    await counted.do('teacher', 'uncount', count=first)
    later = await stocktake_phones.counts(stocktake, page['next'], actor)
    assert [(each['id'], each['undone']) for each in later['counts']] == [(first, True)]


async def test_a_class_monitor_counts_in_the_own_room_only_and_sees_no_other(counted: Count) -> None:
    school = counted.school
    await Person.filter(id=school.people['monitor']).update(rooms=[school.id_of('room')])
    assert (await counted.see('monitor', 'fan')).verdict == 'accepted'
    assert (await counted.see('monitor', 'fan', 'store')).code == 'not_your_room'
    assert (await counted.do('monitor', 'finish', place=school.id_of('store'))).code == 'not_your_room'
    actor = (await counted.phone('monitor')).actor
    assert (await told(counted, 'monitor'))['places'] == [school.id_of('room')]
    book = await stocktake_phones.book((await counted.now()).id, actor)
    assert {line[1] for line in book} == {school.id_of('room')}
    await counted.see('teacher', 'stools', 'store', quantity=48)
    assert len((await stocktake_phones.counts((await counted.now()).id, 0, actor))['counts']) == 1


async def test_the_calls_answer_who_counts_and_nobody_else(api: School) -> None:
    await enlarge(api)
    counted = await (await Count(api).plan()).start()
    teacher, visitor = await api.call('teacher'), await api.call('visitor')
    assert teacher.http and visitor.http
    book = await teacher.http.get(f'/api/stocktakes/{counted.id}/book')
    assert len(book.json()['lines']) == 5
    counts = await teacher.http.get(f'/api/stocktakes/{counted.id}/counts?after=0')
    assert counts.json() == {'counts': [], 'next': 0}
    assert (await teacher.http.get(f'/api/stocktakes/{uuid4()}/book')).status_code == 404
    await Person.filter(id=api.people['visitor']).update(roles=['stranger'])
    assert (await visitor.http.get(f'/api/stocktakes/{counted.id}/book')).status_code == 404


async def test_a_count_of_a_stocktake_that_never_was_or_has_not_begun_is_kept_with_its_reason(school: School) -> None:
    counted = await Count(school).plan()
    assert (await counted.see('teacher', 'fan')).code == 'stocktake_not_started'
    assert await Record.exists(id=counted.last, verdict='conflict')
    counted.id = str(uuid4())
    assert (await counted.see('teacher', 'fan')).code == 'unknown_stocktake'
    with pytest.raises(NotFound):
        await stocktake_phones.book(uuid4(), (await counted.phone('teacher')).actor)


async def test_a_room_is_no_thing_to_count(counted: Count) -> None:
    assert (await counted.see('teacher', 'store')).code == 'place_not_counted'


async def test_differences_are_counted_again_by_somebody_else_whose_count_goes_before_the_first(counted: Count) -> None:
    for thing in ('fan', 'desk', 'slide', 'ladder'):
        await counted.see('teacher', thing)
    await counted.see('teacher', 'stools', 'store', quantity=40)
    assert (await counted.do('keeper', 'recount')).verdict == 'accepted'
    assert (await counted.do('keeper', 'recount')).code == 'recount_running'
    actor = (await counted.phone('caretaker')).actor
    again = await stocktake_phones.book((await counted.now()).id, actor)
    assert {line[0] for line in again} == {counted.school.id_of('stools'), counted.school.id_of('ladder')}
    await counted.see('teacher', 'stools', 'store', quantity=48)
    line = await counted.line('stools')
    assert (line.counted, line.is_second) == (48, False), 'the same person again is no second count'
    await counted.see('caretaker', 'stools', 'store', quantity=47)
    line = await counted.line('stools')
    assert (line.counted, line.is_second, line.result) == (47, True, 'quantity')
    rounds = [each['round'] for each in (await stocktake_phones.counts((await counted.now()).id, 0, actor))['counts']]
    assert rounds == [1, 1, 1, 1, 1, 2, 2]
