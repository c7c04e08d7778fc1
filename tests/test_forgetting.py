"""Names are taken out of everything, and the log stays whole: nothing else in it changes unseen."""

import shutil
from pathlib import Path

import orjson
import pytest

from app import people
from app.core import auth, db
from app.core.actors import the_server
from app.core.errors import Conflict, Refused
from app.core.words import t
from models import Person, Record, Refusal
from tests.cast import PASSWORD, School, count, told
from tests.test_audit import empty as empty
from tests.test_audit import empty_at_once as empty_at_once
from tests.test_audit import live_through, look
from tests.test_chain import broken
from tests.test_pages import Visit, eventually, press
from tests.test_pages import visit as visit

LOGIN, SHOWN = 'sunxiaomei', '孙小梅'


async def gone(school: School) -> Person:
    """Somebody who was here, worked, was renamed, and left."""
    id = await people.add_person(LOGIN, PASSWORD, ['staff'], the_server(), SHOWN)
    await people.revise_person(await Person.get(id=id), the_server(), display=f'{SHOWN}老师', password='another one 77')
    school.people[LOGIN] = id
    phone = await school.sign_in(LOGIN)
    await phone.write(phone.remark(school.id_of('fan')))
    form = {'person': str(id), 'display': SHOWN, 'wrong': 1}
    head = await school.sign_in('head')
    assert (await head.write_one(head.seal('people.revise', form))).code == 'bad_payload'
    await people.revise_person(await Person.get(id=id), the_server(), left=True)
    return await Person.get(id=id)


async def places_of(word: str) -> list[str]:
    """Where a word still stands in the database."""
    columns = {
        'record': 'envelope',
        'refusal': 'envelope',
        'person': 'name || display',
        'change': 'facts',
        'lookup': 'tokens',
    }
    return [table for table, text in columns.items() if await count(table, f'CAST({text} AS TEXT) LIKE ?', f'%{word}%')]


async def test_whoever_left_is_nobody_anywhere_and_what_they_did_stays(school: School, tmp_path: Path) -> None:
    person, head = await gone(school), await school.sign_in('head')
    assert set(await places_of(SHOWN)) == {'record', 'refusal', 'person'}
    await people.forget_person(person, head.actor)
    assert await places_of(SHOWN) + await places_of(LOGIN) == []
    assert (await Person.get(id=person.id)).shown == people.nobody(person.id)
    assert await Record.filter(by_id=person.id, kind='remarks.add').count() == 1
    with pytest.raises(Refused, match='wrong_password'):
        await auth.sign_in(LOGIN, PASSWORD, address='1.2.3.4')
    assert (await Refusal.get()).envelope.count(str(person.id)) == 1
    assert await broken() == []


@pytest.mark.sqlite
async def test_the_log_is_found_whole_afterwards_and_the_tables_follow_from_it(school: School, tmp_path: Path) -> None:
    await live_through(school)
    await people.forget_person(await gone(school), the_server())
    assert await look(tmp_path) == []


@pytest.mark.sqlite
@pytest.mark.parametrize('change', [('staff', 'administrator'), ('gone-', 'left-'), ('"display":""', '"display":"x"')])
async def test_what_is_changed_besides_is_still_found(school: School, tmp_path: Path, change: tuple[str, str]) -> None:
    person = await gone(school)
    await people.forget_person(person, the_server())
    await db.run('UPDATE record SET envelope = replace(envelope, ?, ?) WHERE id = ?', *change, str(person.id))
    shutil.copy(tmp_path / 'tagwalk.sqlite3', tmp_path / 'seen.sqlite3')
    assert 'untrue' in {word for word, _ in await look(tmp_path)}


async def test_nobody_is_forgotten_who_still_works_here_or_by_anybody_but_the_administrator(school: School) -> None:
    with pytest.raises(Conflict) as caught:
        await people.forget_person(await Person.get(name='teacher'), the_server())
    told(caught.value.code, caught.value.facts)
    person, keeper = await gone(school), await school.sign_in('keeper')
    with pytest.raises(Refused, match='not_allowed'):
        await people.forget_person(person, keeper.actor)
    assert (await Person.get(id=person.id)).display == f'{SHOWN}老师'


async def test_what_a_record_says_instead_cannot_be_chosen(school: School) -> None:
    """A phone that hands in hashes of its own gets no text into the log."""
    person, head = await gone(school), await school.sign_in('head')
    form = {'person': str(person.id), 'texts': {str(person.id): 'a' * 64}}
    verdict = await head.write_one(head.seal('people.forget', form))
    assert (verdict.verdict, verdict.code) == ('conflict', 'changed_meanwhile')
    told('changed_meanwhile')
    assert SHOWN in orjson.loads((await Record.get(id=person.id)).envelope)['payload']['display']


async def test_the_administrator_takes_the_names_away_with_two_taps(visit: Visit, founded: tuple[Path, School]) -> None:
    person = await gone(founded[1])
    user = await visit('head', '/people')
    await press(user, person.shown)
    await press(user, t('people-forget-go', 'zh-CN'))
    await user.should_see(t('people-forget-sure', 'zh-CN'))
    await press(user, t('people-forget-do', 'zh-CN'))
    await eventually(lambda: Person.filter(name=people.nobody(person.id)).count(), 1)
