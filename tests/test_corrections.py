"""Changes: what a record changed is told from what to what, and taken back while nobody changed it again."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import history
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Record, Thing
from tests.cast import School, codes_of, told

SHA = 'a' * 64


async def test_history_says_from_what_to_what_and_who(school: School) -> None:
    keeper = await school.sign_in('keeper')
    store = keeper.seal('register.add', {'name': '仓库', 'kind': 'place'})
    fan = school.id_of('fan')
    await keeper.write(
        store,
        keeper.seal('register.revise', {'custodian': '于秀英', 'price': '120', 'state': 'idle'}, thing_id=fan),
        keeper.seal('register.move', {'to': store['id']}, thing_id=fan),
    )
    moved, revised, added = (await history.of(fan, 'zh-CN', money=True))[:3]
    assert moved['changes'] == ['存放地点：一(1)班教室 → 仓库']
    assert set(revised['changes']) == {'保管人：空 → 于秀英', '单价（元）：空 → 120.00', '使用状况：在用 → 闲置'}
    assert added['kind'] == 'register.add'
    assert revised['by'] == 'keeper'
    assert not any('120' in line for line in (await history.of(fan, 'en'))[1]['changes'])


async def test_what_changed_nothing_says_nothing(school: School) -> None:
    await write([enter('register.revise', {'name': '吊扇'}, thing_id=school.id_of('fan'))], the_server())
    latest = (await history.of(school.id_of('fan'), 'en'))[0]
    assert (latest['changes'], latest['can_undo']) == ([], False)


FACTS = st.fixed_dictionaries(
    {},
    optional={
        'name': st.text(st.characters(categories=['L', 'N']), min_size=1, max_size=20),
        'custodian': st.sampled_from(['', '于秀英', '=1+1']),
        'price': st.one_of(st.none(), st.decimals(0, 10**6, places=2).map(str)),
        'life': st.one_of(st.none(), st.integers(1, 50)),
        'bought': st.sampled_from(['', '2017', '2017-06', '2017-06-11']),
        'state': st.sampled_from(['in_use', 'idle', 'repair', '']),
        'quantity': st.integers(1, 40),
    },
)
KEPT = ('name', 'custodian', 'price', 'life', 'bought', 'state', 'quantity', 'search', 'sort', 'inside_id')


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=FACTS, second=FACTS)
async def test_a_change_taken_back_leaves_everything_as_it_was(school: School, first: dict, second: dict) -> None:
    fan = school.id_of('fan')
    await write([enter('register.revise', first, thing_id=fan)], the_server())
    before = await Thing.get(id=fan)
    entry = enter('register.revise', second, thing_id=fan)
    await write([entry], the_server())
    after = await Thing.get(id=fan)
    [verdict] = await write([enter('corrections.undo', {'record': entry.id}, thing_id=fan)], the_server())
    now = await Thing.get(id=fan)
    changed = any(getattr(before, name) != getattr(after, name) for name in KEPT)
    assert (verdict.code or verdict.verdict) == ('accepted' if changed else 'nothing_to_undo')
    assert [getattr(now, name) for name in KEPT] == [getattr(before, name) for name in KEPT]


async def test_what_was_changed_again_is_not_taken_back_blindly(school: School) -> None:
    keeper, fan = await school.sign_in('keeper'), school.id_of('fan')
    first = keeper.seal('register.revise', {'custodian': '甲'}, thing_id=fan)
    second = keeper.seal('register.revise', {'custodian': '乙'}, thing_id=fan)
    await keeper.write(first, second)

    async def undo(envelope: dict) -> list[str]:
        return codes_of(await keeper.write(keeper.seal('corrections.undo', {'record': envelope['id']}, thing_id=fan)))

    assert await undo(first) == ['changed_since']
    told('changed_since', {'thing': '吊扇'})
    assert await undo(second) == ['accepted']
    assert await undo(second) == ['changed_since']
    assert await undo(first) == ['accepted']
    assert (await Thing.get(id=fan)).custodian == ''
    assert await Record.filter(thing_id=fan).count() == 6


async def test_a_teacher_takes_nothing_back_and_nothing_of_another_thing(school: School) -> None:
    keeper, teacher = await school.sign_in('keeper'), await school.sign_in('teacher')
    changed = keeper.seal('register.revise', {'name': '壁扇'}, thing_id=school.id_of('fan'))
    await keeper.write(changed)
    undo = {'record': changed['id']}
    assert codes_of(await teacher.write(teacher.seal('corrections.undo', undo, thing_id=school.id_of('fan')))) == [
        'not_allowed'
    ]
    assert codes_of(await keeper.write(keeper.seal('corrections.undo', undo, thing_id=school.id_of('desk')))) == [
        'nothing_to_undo'
    ]


async def test_photos_are_kept_with_a_thing_and_taken_off_again(school: School) -> None:
    keeper, fan = await school.sign_in('keeper'), school.id_of('fan')
    add = keeper.seal('pictures.add', {'photos': [SHA, 'b' * 64]}, thing_id=fan)
    drop = keeper.seal('pictures.drop', {'photo': SHA}, thing_id=fan)
    assert codes_of(await keeper.write(add, drop)) == ['accepted'] * 2
    assert (await Thing.get(id=fan)).photos == ['b' * 64]
    many = [keeper.seal('pictures.add', {'photos': [f'{n:064x}']}, thing_id=fan) for n in range(12)]
    assert codes_of(await keeper.write(*many)) == [*['accepted'] * 11, 'too_many_photos']
    await keeper.write(keeper.seal('corrections.undo', {'record': drop['id']}, thing_id=fan))
    assert (await history.of(fan, 'zh-CN'))[2]['changes'] == ['照片：11 张 → 12 张']
