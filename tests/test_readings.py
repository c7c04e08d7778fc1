"""Numbers over time: what was read at checks, with the limits of today."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app import readings
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from tests.cast import School

NOW = datetime.now(UTC)


def template(**limits: Any) -> dict[str, Any]:
    crack = {
        'id': 'crack',
        'zh': '裂缝宽度',
        'en': 'Crack',
        'type': 'number',
        'unit': 'mm',
        'required': False,
        **limits,
    }
    look = {'id': 'look', 'zh': '外观', 'en': 'Looks', 'type': 'ok', 'required': False}
    return {'id': 'own', 'zh': '观测', 'en': 'Watch', 'items': [crack, look]}


async def read(school: School, *values: Any, version: int = 1) -> None:
    entries = [
        enter(
            'inspections.inspect',
            {
                'checklist': 'own',
                'version': version,
                'answers': {'crack': {'value': value}} if value is not None else {},
            },
            thing_id=school.id_of('room'),
            at=NOW - timedelta(days=len(values) - day),
        )
        for day, value in enumerate(values)
    ]
    assert {verdict.verdict for verdict in await write(entries, the_server())} == {'accepted'}


async def test_readings_come_oldest_first_with_the_gaps_left_out(school: School) -> None:
    await write([enter('checklists.revise', {'key': 'own', 'body': template(max=1)})], the_server())
    await read(school, 0.2, None, 0.3, 1.4)
    [series] = await readings.of(school.things['room'])
    assert [value for _, value in series.points] == [0.2, 0.3, 1.4]
    assert series.item['max'] == 1


async def test_one_reading_is_no_line(school: School) -> None:
    await write([enter('checklists.revise', {'key': 'own', 'body': template()})], the_server())
    await read(school, 0.2)
    assert await readings.of(school.things['room']) == []


async def test_readings_go_on_over_versions_and_are_held_to_the_newest_limits(school: School) -> None:
    await write([enter('checklists.revise', {'key': 'own', 'body': template(max=1)})], the_server())
    await read(school, 0.2)
    await write([enter('checklists.revise', {'key': 'own', 'body': template(max=0.5)})], the_server())
    await read(school, 0.4, version=2)
    [series] = await readings.of(school.things['room'])
    assert (len(series.points), series.item['max']) == (2, 0.5)
