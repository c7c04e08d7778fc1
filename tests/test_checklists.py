"""Checklists: which belong to a thing, and versions that never change once answers were given to them."""

import hashlib
from typing import Any

import pytest
import rfc8785

from app import checklists
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.records import write
from models import Checklist, Thing
from tests.cast import School, count, told


def body(*items: str) -> dict[str, Any]:
    lines = [{'id': item, 'zh': item, 'en': item, 'type': 'ok'} for item in items]
    return {'id': 'own', 'zh': '自编', 'en': 'Own', 'target': {'categories': ['fan']}, 'items': lines}


async def revise(*bodies: dict[str, Any]) -> None:
    await write([enter('checklists.revise', {'key': 'own', 'body': each}) for each in bodies], the_server())


async def test_a_caretaker_may_not_revise_a_checklist(school: School) -> None:
    phone = await school.sign_in('caretaker')
    verdict = await phone.write_one(phone.seal('checklists.revise', {'key': 'own', 'body': body('a')}))
    assert (verdict.verdict, verdict.code) == ('rejected', 'not_allowed')
    assert not await Checklist.exists(key='own')


async def test_versions_follow_one_another_and_the_old_ones_stay(school: School) -> None:
    await revise(body('a'), body('a', 'b'), body('a', 'b'))
    assert await Checklist.filter(key='own').order_by('version').values_list('version', 'is_current') == [
        (1, False), (2, True),
    ]  # fmt: skip
    first = await checklists.checklist('own', 1)
    assert [item['id'] for item in first.body['items']] == ['a']
    assert first.sha256 == hashlib.sha256(rfc8785.dumps(body('a'))).hexdigest()


async def test_a_version_nobody_wrote_is_said_to_be_unknown(school: School) -> None:
    with pytest.raises(NotFound) as caught:
        await checklists.checklist('own', 1)
    told('unknown_checklist', caught.value.facts)


async def test_starters_are_loaded_once_and_never_written_over(school: School) -> None:
    before = await count('checklist')
    assert before == len(checklists.starters()) > 10
    own = body('a') | {'id': 'play-weekly'}
    await write([enter('checklists.revise', {'key': 'play-weekly', 'body': own})], the_server())
    await checklists.load_starters()
    assert await count('checklist') == before + 1
    assert (await Checklist.get(key='play-weekly', is_current=True)).body == own


async def test_each_thing_has_the_checks_aimed_at_it_and_others_the_general_one(school: School) -> None:
    current = await checklists.current_checklists()
    checks = {
        name: checklists.checks_of(await Thing.get(id=id), current) for name, id in school.things.items()
    }  # fmt: skip
    assert 'play-weekly' in checks['slide']
    assert any(key.startswith('class') for key in checks['room']), checks['room']
    assert checks['desk'] == ['general']


async def test_what_is_written_off_is_not_checked(school: School) -> None:
    slide = await Thing.get(id=school.things['slide'])
    slide.state = 'retired'
    assert checklists.checks_of(slide, await checklists.current_checklists()) == []


@pytest.mark.parametrize('template', checklists.starters(), ids=lambda template: template['id'])
def test_every_starter_says_everything_in_both_languages(template: dict[str, Any]) -> None:
    ids = [item['id'] for item in template['items']]
    assert len(ids) == len(set(ids))
    for said in (
        template,
        *template['items'],
        *(choice for item in template['items'] for choice in item.get('choices', [])),
    ):
        assert said['zh'].strip(), said
        assert (said['en'].strip() and said['en'].isascii()) or '°' in said['en'] or '²' in said['en'], said
    for item in template['items']:
        assert set(item.get('show_if', {})) <= set(ids[: ids.index(item['id'])]), 'asked after what it depends on'
        if item['type'] == 'choice':
            assert len({choice['v'] for choice in item['choices']}) == len(item['choices']) > 1
