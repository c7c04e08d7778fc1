"""The caretaker's day on PostgreSQL: planned, walked, missed, explained and looked at as on SQLite."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

import app.features  # noqa: F401
from app import (
    board,
    checklists,
    history,
    register,
    round_list,
    round_phones,
    schedule_hints,
    schedules,
    tags,
    waiting,
)
from app.core import db
from app.core.actors import Actor, the_server
from app.core.entries import enter
from app.core.records import write, write_one
from models import Person, Round, Schedule, Thing
from tests.cast import clean_answers
from tests.house import PASSWORD, House
from tests.test_postgres import FILES, database, typed  # noqa: F401
from tests.test_rounds import WHOLE_DAY


@pytest.mark.server
async def test_the_caretakers_day_is_the_same_on_both_databases(
    database: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    EXECUTOR_CACHE.clear()  # Tortoise keeps the SQL of a connection's name, whichever database that leads to
    seen = []
    for address in (database, ''):
        folder = tmp_path / ('postgres' if address else 'sqlite')
        typed(address, folder, 'import', str(FILES[0]))
        more = {'DATABASE_URL': address} if address else {}
        House(folder).run('user', 'add', 'caretaker', '--role', 'maintenance', given=PASSWORD, **more)
        await db.connect(address or f'sqlite://{folder}/tagwalk.sqlite3')
        try:
            seen.append(await _day())
        finally:
            await db.disconnect()
            EXECUTOR_CACHE.clear()
    assert seen[0] == seen[1]


async def _day() -> list[object]:
    """Plans, misses, walks and explains; what the pages and phones then show, without ids."""
    person = await Person.get(name='caretaker')
    actor = Actor(person.id, 'caretaker', tuple(person.roles), 'zh-CN')
    swing, seesaw = [await Thing.filter(name=name).order_by('code').first() for name in ('荡桥', '三轮童车')]
    assert swing and seesaw
    await write_one(
        enter('calendar.add_term', {'name': '学期', 'starts': '2026-09-01', 'ends': '2027-01-20'}), the_server()
    )
    stops = [str(swing.id), str(seesaw.id)]
    facts = {'name': '每天查', 'rule': WHOLE_DAY, 'stops': stops, 'checklist': 'general', 'person': str(person.id)}
    await write_one(enter('schedules.add', facts), the_server())
    plan = await Schedule.get(name='每天查')
    top = (await db.rows('SELECT MAX(number) AS top FROM record'))[0]['top']
    since = datetime.now(UTC) - timedelta(days=3)
    await Schedule.filter(id=plan.id).update(since=since, starts=since.date(), cursor=top + 1)
    missed = await waiting.missed(actor)
    due = missed[0].due
    why = {'round': str(due.id), 'schedule': str(due.schedule), 'day': str(due.day), 'slot': due.slot}
    explained = await write_one(enter('rounds.explain', why | {'by': due.by.isoformat(), 'why': '停电'}), actor)
    template = await checklists.current('general')
    form = {'checklist': 'general', 'version': template.version, 'answers': clean_answers(template.body)}
    checks = await write([enter('inspections.inspect', form, thing_id=stop) for stop in stops], actor)
    [line] = [line for line in await round_list.today() if line.due.day == schedules.today()]
    told = await round_phones.for_phone(person.id)
    kept = await Round.get(id=line.due.id)
    return [
        len(missed), explained.verdict, [verdict.verdict for verdict in checks], len(await waiting.missed(actor)),
        line.state(datetime.now(UTC)), (kept.done, len(kept.stops), kept.walker_id == person.id),
        len(await round_list.visits_of(kept.id)), [[stop['done'] for stop in each['stops']] for each in told['rounds']][:1],
        len((await board.board()).around(schedules.today())), [record.kind for record in await history.latest(('inspections.inspect',))],
        await tags.unknown_tags(), sorted((hint.checklist.key, hint.count) for hint in await schedule_hints.hints()),
        await waiting.overdue(actor), await waiting.decisions(actor), await waiting.orphans(the_server()),
        await waiting.rechecks(actor, await register.out_of_use()),
    ]  # fmt: skip
