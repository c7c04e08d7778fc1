"""Each single call to the database fails once, and from then on: a batch is there whole or not at all."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from app.core import db
from app.core.errors import Unavailable
from app.core.records import Verdict
from tests.cast import UNKNOWN_CODE, Phone, School
from tests.test_chain import broken

pytestmark = pytest.mark.sqlite
CLEAN = 3  # passes without a fault that end the search


@contextmanager
def failing(at: int, *, lasting: bool) -> Iterator[list[int]]:
    """The `at`-th call to SQLite fails as on a broken disk, alone or with all that follow; counts the calls."""
    calls = [0]
    real = aiosqlite.Connection._execute

    async def execute(self: Any, work: Any, *words: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] == at or (lasting and calls[0] > at):
            error = sqlite3.OperationalError('disk I/O error')
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return await real(self, work, *words, **named)

    aiosqlite.Connection._execute = execute  # type: ignore[method-assign]
    try:
        yield calls
    finally:
        aiosqlite.Connection._execute = real  # type: ignore[method-assign]


async def nothing() -> None:
    pass


async def contents() -> dict[str, list[dict[str, Any]]]:
    """All that is in the database."""
    tables = await db.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
    return {each['name']: await db.rows(f'SELECT * FROM "{each["name"]}" ORDER BY 1') for each in tables}


def batch_of(phone: Phone, school: School) -> list[dict[str, Any]]:
    """Something of everything: accepted, held and released, in conflict, refused, changing and making things."""
    return [
        phone.seal('remarks.add', {'text': '谁的'}, tag=UNKNOWN_CODE),
        phone.remark(school.things['fan']),
        phone.remark(school.things['fan'], ''),
        phone.seal('repairs.report', {'what': '坏了'}, thing_id=school.things['fan']),
        phone.seal('register.add', {'name': '饮水机', 'category': 'other'}),
        phone.seal('register.retire', {}, thing_id=school.things['desk']),
        phone.seal('register.retire', {}, thing_id=school.things['desk']),
        phone.seal('tags.bind', {'code': UNKNOWN_CODE}, thing_id=school.things['fan']),
    ]


@pytest.mark.parametrize('lasting', [False, True], ids=['once', 'from then on'])
@pytest.mark.parametrize('mixed', [True, False], ids=['with refusals', 'all good'])
async def test_whichever_call_fails_a_batch_is_there_whole_or_not_at_all(
    school: School, tmp_path: Path, mixed: bool, lasting: bool
) -> None:
    phone = await school.sign_in('keeper')
    batch = batch_of(phone, school)
    if not mixed:
        batch = [each for each in batch if each['payload'] != {'text': ''}][:4]
    before = await contents()
    at, clean, failed = 0, 0, 0
    verdicts: list[Verdict] = []
    while clean < CLEAN:
        at += 1
        assert at < 1000
        with failing(at, lasting=lasting) as calls:
            try:
                verdicts = await asyncio.wait_for(phone.write(*batch), 20)
            except Unavailable:
                failed += 1
            else:
                clean += 1
                assert calls[0] < at or lasting is False, 'a fault was swallowed'
        if not clean:
            await db.write_tx(nothing)  # the first that can be written again undoes what could not be undone
            assert await contents() == before, f'the {at}th call failed and left something behind'
    assert failed > 5
    assert [verdict.fate for verdict in verdicts if verdict.fate == 'rejected'] == ['rejected'] * mixed
    if mixed:
        assert 'broken' not in {verdict.code for verdict in verdicts}
    assert await broken() == []
