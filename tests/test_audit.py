"""`tagwalk check`: what is whole is found whole, and whatever was changed behind the log's back is named."""

import asyncio
import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import models
from app import audit, audit_compare, audit_replay, people
from app.core import db, migrating, photos
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from models import Claim, Photo, Refusal, Thing
from tests.cast import UNKNOWN_CODE, School
from tests.house import PASSWORD, House

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope='module')
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp('empty') / 'empty.sqlite3'
    asyncio.run(migrating.bring_up_to_date(f'sqlite://{file}'))
    return file


@pytest.fixture(autouse=True)
def empty_at_once(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Migrating an empty database takes longer than all the rest: it is done once and copied."""

    async def copied(url: str) -> None:
        shutil.copy(empty, db.file_of(url))

    monkeypatch.setattr(audit_replay.migrating, 'bring_up_to_date', copied)


async def look(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Everything that a check finds in the database of a folder."""
    await db.disconnect()
    found: list[tuple[str, dict[str, Any]]] = []
    findings = audit.Findings(lambda word, facts: found.append((word, facts)))
    looked = await audit.run(f'sqlite://{folder}/tagwalk.sqlite3', findings, lambda step, done, total: None)
    assert looked['rebuilt']
    assert findings.count >= len(found)
    return found


async def live_through(school: School) -> None:
    """A little of everything that a school does."""
    keeper, teacher = await school.sign_in('keeper'), await school.sign_in('teacher')
    held = teacher.seal('repairs.report', {'what': '桌腿松了'}, tag=UNKNOWN_CODE)
    await teacher.write(held, teacher.remark(school.things['fan'], ''), teacher.remark(school.things['fan']))
    await people.choose_language(teacher.actor, 'en')
    await keeper.write(
        keeper.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.things['desk']),
        keeper.seal('register.revise', {'spec': '双人'}, thing_id=school.things['desk']),
        keeper.seal('blanks.preprint', {'count': 3, 'layout': 'a4-3x8'}),
        keeper.seal('register.add', {'name': '饮水机', 'category': 'other', 'quantity': 3}),
        keeper.seal('register.retire', {}, thing_id=school.things['slide']),
    )
    await keeper.write(keeper.seal('repairs.report', {'what': '坏了'}, thing_id=school.things['slide']))
    refusal = await Refusal.get()
    await write_one(enter('refusals.settle', {'refusal': refusal.id}), keeper.actor)


async def test_a_school_as_it_lives_follows_from_its_log(school: School, tmp_path: Path) -> None:
    await live_through(school)
    assert await look(tmp_path) == []


async def test_a_stocktake_with_all_that_follows_from_it_follows_from_the_log(school: School, tmp_path: Path) -> None:
    keeper, teacher = await school.sign_in('keeper'), await school.sign_in('teacher')
    head = await school.sign_in('head')
    plan = keeper.seal('stocktakes.plan', {'name': '期末清查', 'reference': '2026-11-20'})
    own = {'stocktake': plan['id']}
    room = {**own, 'place': school.id_of('room')}
    await keeper.write(plan, keeper.seal('stocktakes.start', own))
    seen = teacher.seal('stocktakes.count', room, thing_id=school.things['fan'])
    await teacher.write(
        teacher.seal('stocktakes.uncount', {'count': seen['id']}), seen,
        teacher.seal('stocktakes.count', {**room, 'quantity': 2}, thing_id=school.things['desk']),
        teacher.seal('stocktakes.count', {**room, 'damaged': 1}, thing_id=school.things['slide']),
        met := teacher.seal('stocktakes.meet', {**room, 'code': 'HTTP://OTHER/T/1'}),
        other := teacher.seal('stocktakes.meet', {**room, 'note': '折叠椅', 'photos': ['ab' * 32]}),
        teacher.seal('stocktakes.finish', room),
    )  # fmt: skip
    await keeper.write(
        keeper.seal('stocktakes.assign', {**own, 'teams': [], 'rooms': [school.id_of('room')]}),
        keeper.seal('stocktakes.recount', own), keeper.seal('stocktakes.wait', own),
        keeper.seal('stocktakes.close', own),
    )  # fmt: skip
    await teacher.write(teacher.seal('stocktakes.count', room, thing_id=school.things['fan']))
    everything = [school.id_of(name) for name in ('fan', 'desk', 'slide')]
    named = {'reason': 'not_booked', 'enters': True, 'name': '折叠椅', 'quantity': 6}
    await keeper.write(
        keeper.seal('stocktakes.explain', {**own, 'things': everything, 'reason': 'other'}),
        keeper.seal('stocktakes.explain', {**own, 'things': everything[2:], 'reason': 'broken', 'claims': True}),
        keeper.seal('stocktakes.explain_met', {**own, 'counts': [met['id']], **named}),
        keeper.seal('stocktakes.explain_met', {**own, 'counts': [other['id']], **named}),
    )
    await head.write(head.seal('stocktakes.approve', own))
    done = [head.seal('stocktakes.apply', own, thing_id=id) for id in everything]
    done += [head.seal('stocktakes.enter', {**own, 'met': each['id']}) for each in (met, other)]
    assert {verdict.verdict for verdict in await head.write(*done)} == {'accepted'}
    back = [head.seal('stocktakes.revert', own, thing_id=everything[0])]
    back += [head.seal('stocktakes.strike', {**own, 'met': met['id']})]
    assert {verdict.verdict for verdict in await head.write(*back)} == {'accepted'}
    assert await Claim.exists(source='stocktake') and await Thing.filter(name='折叠椅').count() == 1
    assert await look(tmp_path) == []


TAMPERED = {
    "UPDATE record SET verdict = 'conflict' WHERE number = 31": 'chain',
    "UPDATE record SET envelope = replace(envelope, '双人', '单人')": 'untrue',
    "UPDATE record SET kind = 'remarks.add' WHERE kind = 'register.revise'": 'untrue',
    "UPDATE thing SET spec = '单人' WHERE spec = '双人'": 'differs',
    "UPDATE thing SET state = 'in_use' WHERE state = 'retired'": 'differs',
    "UPDATE person SET roles = '[\"administrator\"]' WHERE name = 'teacher'": 'differs',
    'DELETE FROM repair': 'missing',
    'DELETE FROM change': 'missing',
    'DELETE FROM tag WHERE batch IS NOT NULL': 'missing',
    "UPDATE checklist SET body = '{}' WHERE id = 1": 'differs',
    'UPDATE refusal SET settled_at = NULL': 'differs',
    'DELETE FROM refusal': 'number_gone',
    "INSERT INTO barcode (text, cursor, attached_at) VALUES ('690', 0, '2026-01-01 00:00:00+00:00')": 'extra',
    "UPDATE setting SET value = 'primary' WHERE key = 'schools'; "
    "INSERT INTO setting VALUES ('schools', 'primary')": 'differs',
    "UPDATE tag SET thing_id = 'c0ffee00-0000-7000-8000-000000000000' WHERE code = (SELECT min(code) FROM tag)": 'dangling',
}  # fmt: skip


@pytest.mark.parametrize('sql', TAMPERED)
async def test_what_does_not_follow_from_the_log_is_named(school: School, tmp_path: Path, sql: str) -> None:
    await live_through(school)
    await db.disconnect()
    with closing(sqlite3.connect(tmp_path / 'tagwalk.sqlite3')) as behind_its_back:
        behind_its_back.executescript(sql)
        assert behind_its_back.total_changes
    assert TAMPERED[sql] in {word for word, _ in await look(tmp_path)}


async def test_a_difference_is_told_with_table_id_and_field(school: School, tmp_path: Path) -> None:
    await live_through(school)
    await db.run("UPDATE thing SET spec = '单人' WHERE spec = '双人'")
    assert await look(tmp_path) == [
        ('differs', {'table': 'thing', 'key': school.id_of('desk'), 'field': 'spec', 'here': '单人', 'there': '双人'})
    ]


async def test_a_flood_of_findings_is_counted_and_not_told_one_by_one(school: School, tmp_path: Path) -> None:
    await db.run('UPDATE change SET facts = ?', '{"name": ["", "x"]}')
    things = [('register.add', {'name': f'椅子{number}', 'category': 'other'}) for number in range(30)]
    for kind, payload in things:
        await write_one(enter(kind, payload), the_server())
    await db.run("UPDATE thing SET unit = '把' WHERE name LIKE '椅子%'")
    found = await look(tmp_path)
    assert [word for word, facts in found if facts['table'] == 'thing'] == ['differs'] * 20 + ['more']
    assert found[-1][1]['count'] == 10 or ('more', {'table': 'thing', 'count': 10}) in found


async def test_a_photo_that_is_gone_or_damaged_is_named(school: School, tmp_path: Path) -> None:
    for name in ('whole', 'gone', 'damaged'):
        stored = hashlib.sha256(name.encode()).hexdigest()
        path = photos.path_of(stored)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() if name != 'damaged' else b'rot')
        if name == 'gone':
            path.unlink()
        facts = {'width': 1, 'height': 1, 'size': 1, 'received_at': '2026-01-01T00:00:00Z'}
        await Photo.create(sha256=hashlib.sha256(name.encode() * 2).hexdigest(), stored=stored, **facts)
    assert sorted(word for word, _ in await look(tmp_path)) == ['photo_damaged', 'photo_gone']


def test_every_table_either_follows_from_the_log_or_is_known_to_stand_beside_it() -> None:
    follow = {table.model for table in audit_compare.FOLLOWS} | set(audit_compare.OWN_NUMBERS)
    assert follow | set(audit_compare.BESIDES) == {getattr(models, name) for name in models.__all__}
    assert not follow & set(audit_compare.BESIDES)


@pytest.mark.server
def test_the_command_looks_while_the_server_runs_and_fails_on_what_it_finds(tmp_path: Path) -> None:
    house = House(tmp_path / 'data')
    house.start()
    try:
        house.command('demo')
        house.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
        looked = json.loads(house.command('check'))
        assert (looked['status'], looked['rebuilt'], looked['records']) == ('ok', True, looked['record'])
        with closing(sqlite3.connect(house.database)) as behind_its_back:
            behind_its_back.execute("UPDATE thing SET name = '别的' WHERE name = '秋千'")
            behind_its_back.commit()
        done = house.run('check')
        assert done.returncode == 1
        assert json.loads(done.stdout)['findings'] == 1
        [line] = [line for line in done.stderr.splitlines() if not line.endswith('…')]
        assert 'thing' in line
        assert '“别的”，按日志应为“秋千”' in line
    finally:
        house.stop()
