"""The maker's interval: written down with the thing, and said on its repairs before anybody pays."""

import pytest

from app import repair_told, schedules, seldom
from app.core.actors import the_server
from app.core.clock import now
from app.core.entries import enter
from app.core.records import write_one
from models import Repair, Thing
from tests.cast import School
from tests.test_repair_steps import Job


@pytest.mark.parametrize(
    ('cell', 'months'), [('6', 6), ('6个月', 6), ('12月', 12), (3.0, 3), ('半年', None), ('0', None), ('241', None)]
)
def test_months_are_read_as_sheets_write_them(cell: object, months: int | None) -> None:
    assert seldom.read({'upkeep': cell}).get('upkeep') == months


async def test_a_repair_says_how_often_the_maker_asks_for_a_service_and_when_the_last_one_was(school: School) -> None:
    await write_one(enter('register.revise', {'upkeep': 6}, thing_id=school.id_of('fan')), the_server())
    assert (await Thing.get(id=school.things['fan'])).upkeep == 6
    job = await Job(school).report()
    told = await repair_told.told_whole(await job.now())
    assert (told['upkeep'], told['serviced']) == (6, None)
    cleaned = await Job(school).report()
    await cleaned.do('caretaker', 'repairs.close', note='清洗了叶片')
    await Repair.filter(id=cleaned.id).update(nature='planned')
    told = await repair_told.told_whole(await job.now())
    assert told['serviced'] == str(schedules.day_of(now()))


async def test_what_the_maker_said_can_be_taken_back(school: School) -> None:
    for months in (6, None):
        await write_one(enter('register.revise', {'upkeep': months}, thing_id=school.id_of('fan')), the_server())
    assert (await Thing.get(id=school.things['fan'])).upkeep is None
    job = await Job(school).report()
    assert (await repair_told.told_whole(await job.now()))['serviced'] is None
