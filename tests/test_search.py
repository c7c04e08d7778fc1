"""Searching: Chinese, pinyin, initials and codes find a thing; filters and pages lose none."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from app import search
from app.core import db
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.finding import PAGE, Found, Wanted, count, find, ids
from models import Lookup, Tag, Thing
from tests.cast import School

COMPUTER = {
    'name': '台式计算机', 'spec': 'ThinkCentre M455', 'code': 'QH-2017-0012', 'old_code': '老-88', 'serial': 'SN8X7Y12',
    'custodian': '于秀英', 'department': '总务处', 'brand': '联想',
}  # fmt: skip
CHINESE = st.text(st.sampled_from('课桌椅电脑空调风扇投影仪教室办公柜音乐长行绿女重庆单曾𬭎㛃'), min_size=1, max_size=8)
NAMES = st.text(st.characters(categories=['L', 'N', 'P', 'S', 'Z']), min_size=1, max_size=30).filter(str.strip)


async def add(**facts: str) -> str:
    [verdict] = await write([enter('register.add', facts)], the_server())
    assert verdict.verdict == 'accepted', verdict
    return verdict.id


async def names(typed: str, **more) -> list[str]:
    return [line.name for line in (await find(Wanted(search=typed, **more))).lines]


@pytest.mark.parametrize(
    'typed',
    [
        '台式', '计算机', '式计', '机', 'tsjsj', 'tsj', 'jsj', 'taishi', 'taishiji', 'jisuanji', 'Suanji', 'qh-2017-0012',
        'QH2017', '2017-0012', '0012', '12', 'ＱＨ－２０１７', '老-88', '88', 'sn8x7y12', '7y12', '于秀英', 'yxy', 'yuxiuying',
        '秀英 计算', 'thinkcentre', 'm455', '455', 'lianxiang', '总务 jsj', '台式计算机',
    ],
)  # fmt: skip
async def test_a_thing_is_found_by_whatever_somebody_remembers_of_it(school: School, typed: str) -> None:
    await add(**COMPUTER)
    assert await names(typed) == ['台式计算机']


@pytest.mark.parametrize('typed', ['计式', '机台式', 'xjsj', '2018', '计算机 吊扇', '台式计机', '一'])
async def test_what_is_not_in_it_does_not_find_it(school: School, typed: str) -> None:
    await add(**COMPUTER)
    assert '台式计算机' not in await names(typed)


async def test_a_label_finds_its_thing_by_the_code_and_by_its_first_letters(school: School) -> None:
    code = school.codes['fan']
    for typed in (code, code.lower(), code[:5], f'{code[:4]}-{code[4:8]}-{code[8:]}', f'http://test/T/{code}'):
        assert await names(typed) == ['吊扇'], typed


async def test_whole_codes_come_before_what_only_begins_so(school: School) -> None:
    await add(name='课桌', code='A1')
    for number in range(3):
        await add(name=f'课椅{number}', code=f'A1{number}')
    assert (await names('a1'))[0] == '课桌'
    assert len(await names('a1')) == 4


async def test_the_pieces_of_one_code_come_in_their_order(school: School) -> None:
    await write([enter('register.add', {'name': '课椅', 'code': 'QH-7', 'pieces': 12})], the_server())
    found = (await find(Wanted(search='qh-7'))).lines
    assert [line.piece for line in found] == [f'{piece}/12' for piece in range(1, 13)]


async def test_what_is_renamed_is_found_by_the_new_name_alone(school: School) -> None:
    id = await add(name='投影仪')
    await write([enter('register.revise', {'name': '电视机', 'serial': 'Z99'}, thing_id=id)], the_server())
    assert (await names('tyy'), await names('dsj'), await names('z99')) == ([], ['电视机'], ['电视机'])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=CHINESE)
async def test_every_beginning_of_the_pinyin_finds_it(school: School, name: str) -> None:
    id = await add(name=name)
    said = lazy_pinyin(name)
    for whole in (''.join(said), ''.join(each[0] for each in said)):
        for size in {1, 2, 3, len(whole) // 2 or 1, len(whole)}:
            found = await ids(Wanted(search=whole[:size]))
            assert id in map(str, found), (name, whole[:size])


@given(name=NAMES)
def test_every_part_of_a_name_asks_only_for_what_the_name_is_found_by(name: str) -> None:
    tokens = search.tokens_of([name], []).split(' ')
    plain = unicodedata.normalize('NFKC', name).casefold()
    for word in search.words_in(plain):
        assert word in tokens or (word.isascii() and any(token.startswith(word) for token in tokens)), word


@given(typed=st.text(max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_nothing_that_is_typed_breaks_the_search(school: School, typed: str) -> None:
    found = await find(Wanted(search=typed))
    assert len(found.lines) <= await count(Wanted(search=typed)) + 1


async def test_pages_follow_one_another_without_a_gap_or_a_repeat(school: School) -> None:
    entries = [enter('register.add', {'name': f'课桌{number % 7}', 'code': f'Z{number:03}'}) for number in range(130)]
    await write(entries, the_server())
    for wanted in (Wanted(search='课桌'), Wanted(), Wanted(kind='asset'), Wanted(search='kz')):
        seen, page = [], Found([], '')
        while True:
            page = await find(wanted, page.next)
            seen += [line.id for line in page.lines]
            assert len(page.lines) <= PAGE
            if not page.next:
                break
        assert len(seen) == len(set(seen)) == await count(wanted)
        assert set(seen) == set(await ids(wanted))


async def test_numbers_in_names_sort_by_their_value(school: School) -> None:
    for name in ('三年级办公室', '10号教室', '二年级办公室', '2号教室', '十年'):
        await add(name=name, kind='place')
    found = [line.name for line in (await find(Wanted(kind='place'))).lines]
    assert found.index('2号教室') < found.index('10号教室')
    assert found.index('二年级办公室') < found.index('三年级办公室')


async def test_filters_narrow_what_is_found(school: School) -> None:
    floor = await add(name='二楼', kind='place', category='floor')
    room = await add(name='201', kind='place', inside=floor)
    await add(**COMPUTER, inside=room, state='idle', category='electronics')
    assert await names('', inside=floor) == ['201', '台式计算机']
    assert await names('jsj', inside=floor) == ['台式计算机']
    assert await names('jsj', inside=school.things['room']) == []
    for facts in ({'state': 'idle'}, {'category': 'electronics'}, {'custodian': '于秀英'}, {'department': '总务处'}):
        assert await names('', **facts) == ['台式计算机']
    assert await names('', custodian='于秀英', state='repair') == []


async def test_what_has_no_printed_label_is_found_until_one_is_printed(school: School) -> None:
    id = await add(**COMPUTER)
    tag = await Tag.get(thing_id=id)
    assert await names('jsj', unlabelled=True) == ['台式计算机']
    await write([enter('labels.printed', {'codes': [tag.code]})], the_server())
    assert await names('jsj', unlabelled=True) == []
    await write([enter('tags.retire', {'code': tag.code})], the_server())
    assert await names('', unlabelled=True, state='in_use', kind='asset') == ['台式计算机']


async def test_what_is_written_off_is_found_only_when_asked_for(school: School) -> None:
    await write([enter('register.retire', {}, thing_id=school.id_of('desk'))], the_server())
    assert await names('课桌') == []
    assert await names('课桌', state='retired') == ['学生课桌']


@pytest.mark.sqlite
async def test_things_registered_before_there_was_a_look_up_are_caught_up_with(school: School) -> None:
    await db.run('DELETE FROM lookup WHERE thing_id = ?', school.id_of('fan'))
    await db.run("INSERT INTO lookup_fts (lookup_fts) VALUES ('rebuild')")
    await Thing.filter(id=school.things['fan']).update(sort='')
    assert await names('ds') == []
    assert await search.catch_up() == 1
    assert await search.catch_up() == 0
    assert await names('ds') == ['吊扇']
    assert (await Thing.get(id=school.things['fan'])).sort.startswith('diaoshan')


@pytest.mark.sqlite
async def test_the_index_says_what_the_table_says(school: School) -> None:
    id = await add(**COMPUTER)
    for name in ('电视机', '电视柜', '电视机'):
        await write([enter('register.revise', {'name': name}, thing_id=id)], the_server())
    await db.run("INSERT INTO lookup_fts (lookup_fts, rank) VALUES ('integrity-check', 1)")
    assert await Lookup.all().count() == await Thing.all().count()
