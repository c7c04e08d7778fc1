"""Registers of other programs, and places that come as trees."""

import pytest

from models import PlaceAlias, Thing
from tests.cast import School, count
from tests.test_imports import LINE, bring, counts, everything, sheet, undo


async def test_a_list_of_places_puts_rooms_into_their_buildings_and_is_undone_too(school: School) -> None:
    before = await everything()
    data = sheet('一(1)班教室,明德楼,一年级一班|明德楼101', '音乐教室,明德楼,', ',明德楼,', header='地点名称,楼栋,别名')
    found = await bring(data)
    assert counts(found) == (1, 1, 0, 0, 1)
    room = await Thing.get(id=school.things['room']).select_related('inside')
    assert room.inside and room.inside.name == '明德楼'
    assert (await bring(sheet(LINE.replace('一(1)班教室', '明德楼 101')), check=True))['rows'][1][
        'place'
    ] == '一(1)班教室'
    assert counts(await bring(data)) == (0, 0, 2, 0, 1)
    await undo(found['import'])
    assert await everything() == before
    assert await PlaceAlias.all().count() == 0


FOREIGN = {
    'Homebox': (
        'HB.import_ref,HB.location,HB.tags,HB.asset_id,HB.archived,HB.url,HB.name,HB.quantity,HB.description,HB.insured,'
        'HB.notes,HB.purchase_price,HB.purchase_from,HB.purchase_date,HB.manufacturer,HB.model_number,HB.serial_number\n'
        ',School / Building A / Room 1,IT; AV,000-001,false,https://x/1,Projector,1,Ceiling,false,Lamp new,499.00,Shop,'
        '2021-03-04,Epson,EB-1,SN1\n'
        ',School / Building A / Room 2,,000-002,false,https://x/2,Chair,30,,false,,0,,0001-01-01,,,\n'
    ),
    'Snipe-IT': (
        'Company,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,'
        'Asset Notes,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: First Name,Checked Out To: Last Name\n'
        'School,Projector,000-001,AV,Shop,Epson,Building A,42,EB-1,,V11,Lamp new,2021-03-04,499.00,User,Mary,Miller\n'
        'School,,000-002,Furniture,Shop,Ikea,Room 2,43,Chair,,,,2021-03-04,"$1,299.00",,,\n'
    ),
    'Shelf': (
        'title;description;category;kit;tags;location;custodian;bookable;valuation;qrId;"cf:Serial number,type:text"\n'
        'Projector;Ceiling;AV;;epson;Building A > Room 1;Mary Miller;true;499.00;000-001;SN1\n'
        'Chair;;Furniture;;;Building A > Room 2;;false;;000-002;\n'
    ),
    'InvenTree': (
        'Stock Item ID,Part ID,Part Name,Quantity,Serial,Batch,Status,Status Code,Location ID,Location Name,Location Path,'
        'Packaging,Notes,Last Updated\n'
        '1,7,Projector,1.00000,SN1,,OK,10,3,Room 1,Building A/Room 1,,Lamp new,2021-03-04\n'
        '2,8,Chair,30.00000,,B7,Damaged,55,4,Room 2,Building A/Room 2,,,2021-03-04\n'
    ),
}


@pytest.mark.parametrize('program', FOREIGN)
async def test_a_register_of_another_program_comes_in_with_its_places(program: str, school: School) -> None:
    data = FOREIGN[program].encode()
    found = await bring(data, name='export.csv')
    assert (found['program'], found['created'], found['rejected']) == (program, 2, 0), found['rows']
    projector = await Thing.get(name='Projector').select_related('inside')
    chair = await Thing.get(name='Chair').select_related('inside')
    assert (projector.code, chair.code) == (('1', '2') if program == 'InvenTree' else ('000-001', '000-002'))
    if program == 'Snipe-IT':
        assert (projector.inside.name, chair.inside.name) == ('Building A', 'Room 2')
        assert (projector.custodian, projector.bought, str(chair.price)) == ('Mary Miller', '2021-03-04', '1299.00')
        assert projector.spec == 'Epson EB-1 V11'
    else:
        assert (projector.inside.name, chair.inside.name) == ('Room 1', 'Room 2')
        outer = await Thing.get(id=projector.inside.inside_id)
        assert (outer.name, str(chair.inside.inside_id)) == ('Building A', str(outer.id))
    if program == 'InvenTree':
        assert (projector.state, chair.state, chair.quantity, projector.serial) == ('in_use', 'repair', 30, 'SN1')
    if program == 'Homebox':
        assert (str(projector.price), chair.price, chair.bought, chair.quantity) == ('499.00', None, '', 30)
        assert (await Thing.get(id=outer.inside_id)).name == 'School'
    assert counts(await bring(data, name='export.csv'))[:3] == (0, 0, 2)
    await undo(found['import'])
    assert await Thing.all().count() == 4


async def test_rooms_of_one_name_in_two_buildings_are_two_places(school: School) -> None:
    lines = [f'Part{n},1,Building {n} / Room 1' for n in 'AB']
    header = 'HB.name,HB.quantity,HB.location'
    await bring(sheet(*lines, header=header))
    assert await count('thing', "name = 'Room 1'") == 2
    parts = [await Thing.get(name=f'Part{n}').select_related('inside') for n in 'AB']
    assert len({part.inside_id for part in parts}) == 2
    assert counts(await bring(sheet(*lines, header=header)))[:3] == (0, 0, 2)
    found = await bring(sheet(LINE.replace('一(1)班教室', 'Room 1')), check=True)
    assert found['rows'][1]['codes'] == ['W04']  # which of the two is not said
