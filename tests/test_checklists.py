"""Checklists: which belong to a thing, and versions that never change once answers were given to them."""

import hashlib
import re
from typing import Any

import pytest
import rfc8785

from app import answered, checklists, pull, schools
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.records import write
from models import Checklist, Repair, Thing
from tests.cast import School, codes_of, count, told


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
    await schools.load_starters()
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
        assert said['en'].strip() and not re.search(r'[\u3000-\u9fff\uff00-\uffef]', said['en']), said
    for item in template['items']:
        assert set(item.get('show_if', {})) <= set(ids[: ids.index(item['id'])]), 'asked after what it depends on'
        if item['type'] == 'choice':
            assert len({choice['v'] for choice in item['choices']}) == len(item['choices']) > 1


async def test_two_people_change_one_checklist_and_the_second_is_told(school: School) -> None:
    await revise(body('a'))
    phone = await school.sign_in('keeper')
    changed = [
        await phone.write_one(phone.seal('checklists.revise', {'key': 'own', 'body': body('a', new), 'base': 1}))
        for new in ('b', 'c')
    ]
    assert codes_of(changed) == ['accepted', 'checklist_changed']
    told('checklist_changed', changed[1].facts)
    assert [item['id'] for item in (await checklists.current('own')).body['items']] == ['a', 'b']


async def test_a_withdrawn_checklist_goes_from_phones_and_comes_back(school: School) -> None:
    await revise(body('a'))
    fan = await Thing.get(id=school.things['fan'])
    before = (await pull.snapshot(the_server()))['cursor']
    await write([enter('checklists.withdraw', {'key': 'own'})], the_server())
    heard = {(each['type'], each['id']): each['data'] for each in (await pull.changes(before))['changes']}
    assert heard['checklist', 'own'] is None
    assert 'own' not in heard['thing', str(fan.id)]['checks']
    before = (await pull.snapshot(the_server()))['cursor']
    await write([enter('checklists.restore', {'key': 'own'})], the_server())
    heard = {(each['type'], each['id']): each['data'] for each in (await pull.changes(before))['changes']}
    assert heard['checklist', 'own']['version'] == 1
    assert 'own' in heard['thing', str(fan.id)]['checks']


async def test_a_checklist_aimed_elsewhere_is_heard_of_by_the_things_on_phones(school: School) -> None:
    await revise(body('a'))
    before = (await pull.snapshot(the_server()))['cursor']
    await revise(body('a') | {'target': {'categories': ['playground']}})
    heard = {each['id']: each['data'] for each in (await pull.changes(before))['changes'] if each['type'] == 'thing'}
    assert 'own' not in heard[school.id_of('fan')]['checks']
    assert 'own' in heard[school.id_of('slide')]['checks']


async def test_the_general_checklist_has_to_stay(school: School) -> None:
    phone = await school.sign_in('keeper')
    verdict = await phone.write_one(phone.seal('checklists.withdraw', {'key': 'general'}))
    assert verdict.code == 'general_stays'
    told('general_stays', verdict.facts)


async def test_answers_to_the_old_version_are_judged_and_read_by_the_old_version(school: School) -> None:
    """The phone was in the basement while the director changed the limits and struck an item out."""
    ask = {'id': 'heat', 'zh': '温度', 'en': 'Heat', 'type': 'number', 'unit': '℃', 'max': 8}
    old = body('a') | {'items': [*body('a')['items'], ask]}
    await revise(old)
    phone = await school.sign_in('caretaker')
    answers = {'a': {'value': 'ok'}, 'heat': {'value': 9}}
    sealed = phone.seal(
        'inspections.inspect', {'checklist': 'own', 'version': 1, 'answers': answers}, thing_id=school.id_of('fan')
    )
    await revise(body('b'))
    verdict = await phone.write_one(sealed)
    assert (verdict.verdict, verdict.flags) == ('accepted', ['template_old'])
    assert (await Repair.get(thing_id=school.things['fan'])).what == '温度: 9 ℃'
    found = await answered.answered(sealed['id'], 'en')
    assert [(line.title, line.text, line.mood) for line in found.lines] == [('a', 'OK', 'ok'), ('Heat', '9 ℃', 'bad')]


@pytest.mark.parametrize('value', [1e308, -5, 8.0001])
async def test_a_number_outside_its_limits_is_kept_as_seen_and_is_a_fault(school: School, value: float) -> None:
    ask = {'id': 'heat', 'zh': '温度', 'en': 'Heat', 'type': 'number', 'unit': '℃', 'min': 0, 'max': 8}
    await revise(body('a') | {'items': [ask]})
    phone = await school.sign_in('caretaker')
    form = {'checklist': 'own', 'version': 1, 'answers': {'heat': {'value': value}}}
    verdict = await phone.write_one(phone.seal('inspections.inspect', form, thing_id=school.id_of('fan')))
    assert verdict.verdict == 'accepted'
    assert (await answered.answered(verdict.id, 'zh-CN')).lines[0].mood == 'bad'
    assert await count('repair', 'closed_at IS NULL') == 1
