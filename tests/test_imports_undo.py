"""Imports taken back as a whole, unless somebody went on from there."""

import pytest

from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import Conflict, NotFound, Refused
from app.core.records import write_one
from app.pull import changes, snapshot
from models import Import, Record, Tag, Thing
from tests.cast import School, code_of, told
from tests.test_imports import LINE, bring, counts, everything, sheet, undo


async def test_an_import_is_undone_as_a_whole(school: School) -> None:
    await bring(sheet(LINE), name='first.csv')
    before = await everything()
    found = await bring(
        sheet(LINE.replace('4210', '4300'), 'QH2020-0002,空调,台,3,5200,2020,一(1)班教室', 'QH3,风琴,台,1,9,2020,不详')
    )
    assert counts(found) == (2, 1, 0, 1, 0)
    tags = await Tag.filter(thing__name='空调').values_list('code', flat=True)
    keeper = await school.sign_in('keeper')
    await undo(found['import'], keeper.actor)
    assert await everything() == before
    assert await Tag.filter(code__in=tags, thing_id=None).count() == 3
    done = await Import.get(id=found['import'])
    assert done.undone_at and not (await Import.get(name='first.csv')).undone_at
    assert await Record.filter(kind='imports.undo', by_id=keeper.actor.id).count() == 1
    again = await bring(sheet(LINE, 'QH2020-0002,空调,台,3,5200,2020,一(1)班教室'))
    assert counts(again) == (1, 0, 1, 0, 0)


async def test_phones_drop_what_an_undone_import_had_made(school: School) -> None:
    cursor = (await snapshot(the_server()))['cursor']
    found = await bring(sheet(LINE))
    thing = await Thing.get(name='投影仪')
    await undo(found['import'])
    told = (await changes(cursor))['changes']
    assert [row['data'] for row in told if row['type'] == 'thing' and row['id'] == str(thing.id)] == [None]
    assert not await Tag.filter(thing_id=thing.id).exists()


@pytest.mark.parametrize('what', ['revised', 'remarked', 'relabelled', 'filled', 'imported again'])
async def test_an_import_that_somebody_went_on_from_is_not_undone(school: School, what: str) -> None:
    found = await bring(sheet('A-1,投影仪,台,1,4210,2020,音乐教室'), name='foreign.csv')
    thing = await Thing.get(name='投影仪')
    match what:
        case 'revised':
            await write_one(enter('register.revise', {'spec': '4K'}, thing_id=thing.id), the_server())
        case 'remarked':
            await write_one(enter('remarks.add', {'text': '灯不亮'}, thing_id=thing.id), the_server())
        case 'relabelled':
            await write_one(enter('tags.bind', {'code': code_of(77)}, thing_id=thing.id), the_server())
        case 'filled':
            place = (await Thing.get(name='未定位')).id
            await write_one(enter('register.move', {'to': str(place)}, thing_id=school.id_of('fan')), the_server())
        case _:
            await bring(sheet('A-1,投影仪,台,1,4999,2020,音乐教室'))
    before = await everything()
    with pytest.raises(Conflict) as caught:
        await undo(found['import'])
    assert caught.value.code == 'import_changed'
    assert ('吊扇' if what == 'filled' else '投影仪') in told('import_changed', caught.value.facts)
    assert await everything() == before


async def test_an_import_is_undone_once_and_only_by_those_who_may(school: School) -> None:
    found = await bring(sheet(LINE))
    teacher = await school.sign_in('teacher')
    with pytest.raises(Refused):
        await undo(found['import'], teacher.actor)
    with pytest.raises(Refused):
        await bring(sheet(LINE), teacher.actor)
    await undo(found['import'])
    with pytest.raises(Conflict) as caught:
        await undo(found['import'])
    told(caught.value.code, caught.value.facts)
    with pytest.raises((NotFound, Refused)) as unknown:
        await undo(school.id_of('fan'))
    told(unknown.value.code)
