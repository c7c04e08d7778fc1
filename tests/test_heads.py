"""How far the log had come: backups, administrators and a file beside the database know, and tell when it is cut off."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app import audit_heads, backups_folder, chain_notices, epochs, notices, settings
from app.audit_books import opened
from app.core import chain, db
from app.core.config import read_config
from models import Notice, Person
from tests.cast import School

pytestmark = pytest.mark.sqlite
AFTERNOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # five o'clock at school
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


async def found_by_backups() -> tuple[int, list[tuple[str, dict[str, Any]]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    async with opened(read_config().database_url) as books:
        looked = await audit_heads.look(books, backups_folder.kept(), lambda word, facts: found.append((word, facts)))
    return looked, found


async def cut_off_the_last(count: int) -> None:
    top, _ = await chain.head()
    await db.run('DELETE FROM record WHERE number > ?', top - count)


async def write_some(school: School) -> None:
    keeper = await school.sign_in('keeper')
    await keeper.write(*(keeper.remark(school.things['fan'], f'第{number}次') for number in range(4)))


async def test_an_older_backup_tells_that_the_log_was_cut_off_and_written_anew(school: School) -> None:
    await write_some(school)
    manifest = await backups_folder.keep_one(lambda step, done, top: None)
    assert await found_by_backups() == (1, [])
    await write_some(school)
    assert await found_by_backups() == (1, [])
    await cut_off_the_last(6)
    facts = {'number': manifest['number'], 'file': manifest['file']['name']}
    assert await found_by_backups() == (1, [('other_head', facts)])
    await write_some(school)  # the chain is whole again, from where it was cut
    assert await found_by_backups() == (1, [('other_head', facts)])


async def test_a_backup_from_before_a_restore_says_nothing_about_the_log_after_it(school: School) -> None:
    await write_some(school)
    await backups_folder.keep_one(lambda step, done, top: None)
    await cut_off_the_last(2)
    await settings.put('epoch', 'another')
    assert await found_by_backups() == (0, [])


async def test_an_older_database_that_was_copied_over_is_not_started_on(school: School, tmp_path: Path) -> None:
    await write_some(school)
    await epochs.check()
    await epochs.check()
    await write_some(school)
    await epochs.note()
    await cut_off_the_last(3)
    with pytest.raises(SystemExit, match='tagwalk restore'):
        await epochs.check()
    epochs.begin_anew()
    await epochs.check()
    assert json.loads((tmp_path / 'epoch.json').read_text())['number'] == (await chain.head())[0]


async def test_a_database_of_another_epoch_is_not_started_on(school: School) -> None:
    await epochs.check()
    await settings.put('epoch', 'another')
    with pytest.raises(SystemExit, match='tagwalk restore'):
        await epochs.check()


@pytest.mark.parametrize('damage', ['', '{', '[]', '{"epoch": 7}'])
async def test_a_note_that_cannot_be_read_is_written_anew(school: School, tmp_path: Path, damage: str) -> None:
    (tmp_path / 'epoch.json').write_text(damage)
    await epochs.check()
    assert json.loads((tmp_path / 'epoch.json').read_text())['epoch'] == await settings.setting('epoch')


async def test_administrators_hear_of_the_head_once_a_day(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    await write_some(school)
    number, link = await chain.head()
    await db.run('UPDATE record SET received_at = ? WHERE number = ?', str(AFTERNOON), number)
    people = await Person.all()
    monkeypatch.setattr(chain_notices, 'now', lambda: MORNING)
    assert await chain_notices.daily(people, MORNING) == []
    monkeypatch.setattr(chain_notices, 'now', lambda: AFTERNOON)
    [told] = await chain_notices.daily(people, MORNING)
    assert told.people == {school.people['head']}
    assert (told.facts['number'], told.facts['head'].replace(' ', '')) == (number, link[:32])
    for _ in range(2):
        await notices.note(await chain_notices.daily(people, MORNING))
    [kept] = await Notice.all()
    assert str(number) in notices.sentence(kept, 'zh-CN') and link[:8] in notices.sentence(kept, 'en')


@pytest.mark.parametrize('wrong', ['age1', 'secret', 'age1' + 'q' * 58])
def test_a_public_key_with_a_wrong_letter_is_said_at_start(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv('TAGWALK_BACKUP_KEY', wrong)
    with pytest.raises(SystemExit, match='TAGWALK_BACKUP_KEY is no public key'):
        read_config()
