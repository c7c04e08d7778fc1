"""The tree of places: never a circle, and every count is what stands there, however deep."""

from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import tree
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Thing
from tests.cast import School

MOVES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, undone=st.sets(st.integers(0, 24)))
async def test_however_things_are_moved_and_moved_back_no_place_holds_itself(
    school: School, moves: list[tuple[int, int]], undone: set[int]
) -> None:
    entries = [enter('register.add', {'name': f'p{n}', 'kind': 'place' if n < 6 else 'asset'}) for n in range(8)]
    ids = [verdict.id for verdict in await write(entries, the_server())]
    for number, (what, to) in enumerate(moves):
        entry = enter('register.move', {'to': ids[to]}, thing_id=ids[what])
        await write([entry], the_server())
        if number in undone:
            await write([enter('corrections.undo', {'record': entry.id}, thing_id=ids[what])], the_server())
    inside = {str(thing.id): str(thing.inside_id or '') for thing in await Thing.all()}
    places = {str(thing.id) for thing in await Thing.filter(kind='place')}
    for id in inside:
        seen = set()
        while id:
            assert id not in seen
            seen.add(id)
            id = inside[id]
            assert not id or id in places
    grown = await tree.tree()
    for id, branch in grown.branches.items():
        within = [thing for thing in await Thing.filter(kind='asset') if _is_in(str(thing.id), str(id), inside)]
        assert branch.total == len(within)


def _is_in(thing: str, place: str, inside: dict[str, str]) -> bool:
    while thing := inside[thing]:
        if thing == place:
            return True
    return False


async def test_a_way_is_told_from_the_outermost_place_in(school: School) -> None:
    [floor] = await write([enter('register.add', {'name': '二楼', 'kind': 'place'})], the_server())
    await write([enter('register.move', {'to': floor.id}, thing_id=school.id_of('room'))], the_server())
    grown = await tree.tree()
    assert grown.path(school.things['room']) == '二楼 › 一(1)班教室'
    assert grown.branches[UUID(floor.id)].total == 3
    assert [branch.name for branch in grown.roots] == ['二楼']
