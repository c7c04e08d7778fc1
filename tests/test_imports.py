"""Imports: written as a whole as records, undone as a whole, learning what people say; other programs' exports too."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app import import_report, import_rows, imports, sheets
from app.core.actors import Actor, the_server
from app.core.entries import enter
from app.core.errors import BadInput, Refused
from app.core.records import write_one
from models import ColumnChoice, Import, PlaceAlias, Record, Tag, Thing
from tests.cast import School, count
from tests.test_sample_register import table

DATA = Path(__file__).parent / 'data'
HEADER = '资产编号,资产名称,计量单位,数量,单价,购置日期,存放地点'
LINE = 'QH2020-0001,投影仪,台,1,4210,2020-05,一(1)班教室'


def sheet(*lines: str, header: str = HEADER) -> bytes:
    return '\n'.join([header, *lines]).encode()


async def bring(data: bytes, by: Actor | None = None, name: str = '台账.csv', **how: Any) -> dict[str, Any]:
    """Import a file as the command line does."""
    return await import_report.import_file(
        data, name, by or the_server(), **{'check': False, 'language': 'zh-CN', **how}
    )


def counts(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[name] for name in ('created', 'updated', 'unchanged', 'warned', 'rejected'))


async def undo(id: str, by: Actor | None = None) -> None:
    await write_one(enter('imports.undo', {'of': id}), by or the_server())


async def everything() -> dict[str, list[Any]]:
    """What the register holds, without what counts versions."""
    things = [
        {key: value for key, value in row.items() if key not in ('ver', 'cursor')}
        for row in await Thing.all().order_by('id').values()
    ]
    return {
        'things': things,
        'bound': await Tag.filter(thing_id__not_isnull=True).order_by('code').values('code', 'thing_id'),
    }


async def test_the_sample_school_comes_in_places_first_and_a_second_time_changes_nothing(school: School) -> None:
    await bring((DATA / 'sample-places.csv').read_bytes())
    room = await Thing.get(kind='place', name='三(1)班教室').select_related('inside')
    assert room.inside and room.inside.name == '明德楼'
    data = (DATA / 'sample-register.xlsx').read_bytes()
    found = await bring(data)
    assert counts(found) == (547, 0, 0, 83, 17) and found['skipped'] == 37 and found['tags'] == 1307
    assert not await Thing.exists(kind='place', name='老校区')
    nowhere = [row for row in table('sample-register-expected.csv') if row['warns'] in ('W03', 'W04')]
    assert await Thing.filter(inside__name='未定位').count() == sum(int(row['tags_default']) for row in nowhere)
    before = await everything()
    records = await count('record')
    again = await bring(data)
    assert counts(again)[:3] == (0, 0, 547)
    assert (await everything(), await count('record')) == (before, records)


async def test_a_room_that_stands_alone_goes_into_its_building_however_it_is_spelled(school: School) -> None:
    await Thing.filter(id=school.things['room']).update(name='一（1）班教室')
    found = await bring((DATA / 'sample-places.csv').read_bytes(), name='地点.csv')
    assert found['updated'] == 1
    room = await Thing.get(id=school.things['room']).select_related('inside')
    assert room.inside and room.inside.name == '明德楼'


async def test_checking_writes_nothing(school: School) -> None:
    before = await count('record')
    found = await bring(sheet(LINE), check=True)
    assert (counts(found), found['written']) == ((1, 0, 0, 0, 0), False)
    assert await count('record') == before


async def test_a_month_stays_a_month_and_an_unknown_place_is_not_invented(school: School) -> None:
    found = await bring(sheet(LINE.replace('一(1)班教室', '小卖部')))
    thing = await Thing.get(name='投影仪').select_related('inside')
    assert (thing.bought, thing.inside.name) == ('2020-05', '未定位')
    assert '原存放地点：小卖部' in thing.remarks
    assert found['rows'][1]['codes'] == ['W04']
    assert found['rows'][1]['suggestion']


async def test_the_json_of_an_import_keeps_its_contract(school: School) -> None:
    found = await bring(sheet('A-1~A-3,空调,台,3,2000,2020,一(1)班教室', ',,,,,,'))
    assert json.loads(json.dumps(found)) == found
    assert {'created', 'updated', 'unchanged', 'warned', 'rejected', 'skipped', 'tags', 'rows'} <= set(found)
    row = found['rows'][1]
    assert {'row', 'outcome', 'codes', 'message'} <= set(row)
    assert (row['row'], row['outcome'], row['codes'], row['tags']) == (2, 'create', [], 3)
    assert row['asset_codes'] == ['A-1', 'A-2', 'A-3']


async def test_an_update_says_what_changes_and_moves_what_stands_elsewhere(school: School) -> None:
    await write_one(enter('register.add', {'name': '音乐教室', 'kind': 'place'}), the_server())
    await bring(sheet(LINE))
    found = await bring(sheet(LINE.replace('4210', '4300').replace('一(1)班教室', '音乐教室')))
    assert counts(found) == (0, 1, 0, 0, 0)
    assert found['rows'][1]['changes'] == ['单价：4210.00 → 4300.00', '存放地点：一(1)班教室 → 音乐教室']
    thing = await Thing.get(name='投影仪').select_related('inside')
    assert (str(thing.price), thing.inside.name, await count('thing', "name = '投影仪'")) == ('4300.00', '音乐教室', 1)


async def test_an_empty_cell_takes_nothing_away(school: School) -> None:
    await bring(sheet(LINE))
    await bring(sheet('QH2020-0001,投影仪,,1,,2020-05,一(1)班教室'))
    thing = await Thing.get(name='投影仪')
    assert (thing.unit, str(thing.price)) == ('台', '4210.00')


async def test_what_was_registered_by_hand_is_known_by_its_code(school: School) -> None:
    await write_one(enter('register.add', {'name': '投影仪', 'code': 'QH2020-0001'}), the_server())
    found = await bring(sheet(LINE))
    assert counts(found) == (0, 1, 0, 0, 0)
    assert await count('thing', "name = '投影仪'") == 1


async def test_a_place_that_somebody_named_is_known_from_then_on(school: School) -> None:
    row = LINE.replace('一(1)班教室', '明德楼101')
    assert (await bring(sheet(row), check=True))['rows'][1]['codes'] == ['W04']
    keeper = await school.sign_in('keeper')
    await write_one(enter('imports.alias', {'written': '明德楼 101'}, thing_id=school.id_of('room')), keeper.actor)
    found = await bring(sheet(row))
    assert (found['rows'][1]['codes'], found['rows'][1]['place']) == ([], '一(1)班教室')
    assert await PlaceAlias.all().count() == 1
    with pytest.raises(Refused):
        await write_one(enter('imports.alias', {'written': 'x'}, thing_id=school.id_of('fan')), keeper.actor)


async def test_columns_that_somebody_matched_are_remembered_for_these_headings(school: School) -> None:
    data = sheet('投影仪,4210,K-1', header='家什,花了多少,牌号')
    with pytest.raises(BadInput) as caught:
        await bring(data)
    assert caught.value.code == 'missing_columns'
    opened = sheets.open_sheet(data)
    meant = {'name': '家什', 'price': '花了多少', 'code': '牌号'}
    await write_one(enter('imports.choose', {'signature': opened.signature, 'columns': meant}), the_server())
    found = await bring(data)
    assert counts(found) == (1, 0, 0, 0, 0)
    thing = await Thing.get(name='投影仪')
    assert (thing.code, str(thing.price)) == ('K-1', '4210.00')
    assert await ColumnChoice.all().count() == 1


async def test_nothing_is_written_when_nothing_changes(school: School) -> None:
    await bring(sheet(LINE))
    _, rows = await import_rows.check_file(sheet(LINE), 'again.csv')
    assert await import_rows.write_rows(rows, the_server()) == (None, {})
    assert [one.name for one in await imports.latest()] == ['台账.csv']


async def test_whoever_waits_hears_how_far_an_import_has_come(school: School) -> None:
    heard: list[tuple[str, int, int]] = []
    await bring(
        sheet(*(LINE.replace('0001', f'{n:04}') for n in range(1200))),
        told=lambda step, done, total: heard.append((step, done, total)),
    )
    assert list(dict.fromkeys(step for step, _, _ in heard)) == ['read', 'check', 'write']
    assert heard[-1] == ('write', 1200, 1200)
    for step in ('check', 'write'):
        done = [done for name, done, _ in heard if name == step]
        assert done == sorted(done) and len(done) >= 3


async def test_an_import_is_one_transaction(school: School) -> None:
    """Its rows have the numbers between its first and its last record and no others."""
    found = await bring(sheet(LINE, LINE.replace('0001', '0002')))
    done = await Import.get(id=found['import'])
    kinds = (
        await Record.filter(number__gte=done.opens, number__lte=done.closes)
        .order_by('number')
        .values_list('kind', flat=True)
    )
    assert kinds == ['imports.write', 'register.add', 'register.add', 'imports.finish']
    assert UUID(found['import']) == done.id
