"""The log is a chain: a row that was changed, removed, put in or moved is found, on every path that writes one."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.core import chain, db
from app.core.chain import RELEASE, Walk, releases_in
from tests.cast import UNKNOWN_CODE, Phone, School


async def broken() -> list[int]:
    """The numbers of the rows that do not follow from those before them."""
    rows = await db.rows('SELECT * FROM record ORDER BY number')
    walk = Walk(releases_in(row['envelope'] for row in rows if row['kind'] == RELEASE))
    for row in rows:
        walk.take(row)
    return walk.broken


async def busy(school: School) -> tuple[Phone, str]:
    """A log with all that may stand in one: accepted, in conflict, held, released, flagged. And a released record."""
    keeper = await school.sign_in('keeper')
    held = keeper.seal('remarks.add', {'text': '谁的'}, tag=UNKNOWN_CODE)
    await keeper.write(
        keeper.remark(school.things['fan']), held, keeper.remark(school.things['desk'], at='2026-02-01T08:00:00Z')
    )
    await keeper.write(keeper.remark(school.things['fan'], ''), keeper.remark(school.things['fan']))
    await keeper.write(keeper.seal('register.retire', {}, thing_id=school.things['desk']))
    await keeper.write(
        keeper.seal('register.retire', {}, thing_id=school.things['desk']),
        keeper.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.things['fan']),
    )
    return keeper, held['id']


async def test_whatever_is_written_follows_from_what_was_before(school: School) -> None:
    _, released = await busy(school)
    assert await broken() == []
    [row] = await db.rows('SELECT verdict, thing_id FROM record WHERE id = ?', released)
    assert (row['verdict'], str(row['thing_id'])) == ('accepted', school.id_of('fan'))
    assert {row['verdict'] for row in await db.rows('SELECT verdict FROM record')} == {'accepted', 'conflict'}


async def test_a_release_is_a_record_of_its_own_that_says_what_was_and_what_is(school: School) -> None:
    _, released = await busy(school)
    [row] = await db.rows('SELECT * FROM record WHERE kind = ?', RELEASE)
    assert orjson.loads(row['envelope'])['payload'] == {
        'record': released,
        'was': {'code': 'unknown_tag', 'flags': []},
        'now': {'verdict': 'accepted', 'code': '', 'flags': [], 'thing': school.id_of('fan')},
    }
    assert row['number'] == max(each['number'] for each in await db.rows('SELECT number FROM record'))


CHANGES = {
    'a verdict': "UPDATE record SET verdict = 'conflict' WHERE number = 30",
    'a code': "UPDATE record SET code = 'retired' WHERE number = 30",
    'flags': "UPDATE record SET flags = '[\"late\"]' WHERE number = 30",
    'who it was': "UPDATE record SET by_id = NULL WHERE number = (SELECT max(number) FROM record)",
    'when it came': "UPDATE record SET received_at = '2026-01-01 00:00:00+00:00' WHERE number = 30",
    'what it is about': "UPDATE record SET thing_id = NULL WHERE number = (SELECT max(number) - 2 FROM record)",
    'what was sent': "UPDATE record SET digest = 'f' || substr(digest, 2) WHERE number = 30",
    'a removed row': 'DELETE FROM record WHERE number = 30',
    'two rows that changed places': (
        'UPDATE record SET number = 0 WHERE number = 30; UPDATE record SET number = 30 WHERE number = 31; '
        'UPDATE record SET number = 31 WHERE number = 0'
    ),
    'an inserted row': (
        'UPDATE record SET number = number + 100000 WHERE number > 30; '
        'UPDATE record SET number = number - 99999 WHERE number > 100000; '
        "INSERT INTO record SELECT 'c0ffee00-0000-7000-8000-000000000000', 31, kind, kv, thing_id, tag, by_id, NULL, "
        'NULL, at, received_at, verdict, code, flags, digest, envelope, chain FROM record WHERE number = 30'
    ),
    'a release that says otherwise': "UPDATE record SET verdict = 'conflict' WHERE id = '{released}'",
    'a release that is gone': f"DELETE FROM record WHERE kind = '{RELEASE}'; UPDATE record SET number = number",
}  # fmt: skip


@pytest.mark.sqlite
@pytest.mark.parametrize('what', CHANGES)
async def test_a_row_that_was_tampered_with_is_found(school: School, tmp_path: Path, what: str) -> None:
    _, released = await busy(school)
    with closing(sqlite3.connect(tmp_path / 'tagwalk.sqlite3')) as other:
        other.executescript(CHANGES[what].format(released=released))
        assert other.total_changes
    assert await broken()


@pytest.mark.sqlite
async def test_rows_cut_off_at_the_end_are_missing_from_the_head(school: School, tmp_path: Path) -> None:
    await busy(school)
    number, link = await chain.head()
    with closing(sqlite3.connect(tmp_path / 'tagwalk.sqlite3')) as other:
        other.execute('DELETE FROM record WHERE number = ?', [number])
        other.commit()
    assert await chain.head() != (number, link)
    assert (await chain.head())[0] == number - 1


async def test_a_log_from_before_there_was_a_chain_gets_one(school: School, tmp_path: Path) -> None:
    await db.run("UPDATE record SET chain = ''")
    await chain.catch_up()
    assert await broken() == []
    before = await db.rows('SELECT number, chain FROM record ORDER BY number')
    await busy(school)
    await chain.catch_up()
    assert await broken() == []
    assert (await db.rows('SELECT number, chain FROM record ORDER BY number'))[: len(before)] == before


async def test_what_is_sent_twice_adds_no_link(school: School) -> None:
    keeper = await school.sign_in('keeper')
    remark: dict[str, Any] = keeper.remark(school.things['fan'])
    await keeper.write(remark)
    head = await chain.head()
    await keeper.write(remark, remark)
    assert await chain.head() == head
