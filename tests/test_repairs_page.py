"""A repair's own page: what it says, who may decide what on it, and what a phone carries of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from nicegui import ui

from app import repair_story, repair_told
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.core.words import t
from models import Repair, RepairStep, Thing
from tests.cast import School
from tests.test_pages import Visit, eventually, press, visit
from tests.test_register_page import HOSTILE, dangers_in

__all__ = ['visit']


def of(school: School, thing: str, kind: str, /, **payload: Any) -> Any:
    return enter(kind, payload, thing_id=school.id_of(thing))


async def report(school: School, thing: str = 'fan', **more: Any) -> str:
    entry = of(school, thing, 'repairs.report', what='不转了', **more)
    assert [verdict.verdict for verdict in await write([entry], the_server())] == ['accepted']
    return entry.id


async def test_the_office_gives_a_repair_to_somebody_with_two_taps(visit: Visit, founded: tuple[Path, School]) -> None:
    id = await report(founded[1])
    user = await visit('keeper', f'/repairs/{id}')
    await press(user, t('dispatch-assign', 'zh-CN'))
    await press(user, f'caretaker · {t("repairs-has_open", "zh-CN", count=0)}')
    await user.should_see(f'{t("repairs-step-assign", "zh-CN")} · caretaker')
    repair = await Repair.get(id=id)
    assert (repair.state, repair.owner_id) == ('assigned', founded[1].people['caretaker'])


async def test_the_office_refuses_and_merges_from_the_page(visit: Visit, founded: tuple[Path, School]) -> None:
    school = founded[1]
    one, two, three = await report(school), await report(school, 'desk'), await report(school, 'slide')
    user = await visit('keeper', f'/repairs/{two}')
    await press(user, t('dispatch-merge', 'zh-CN'))
    await press(user, f'不转了 · 吊扇 · {t("repairs-ref", "zh-CN", ref=(await Repair.get(id=one)).ref)}')
    await eventually(Repair.filter(id=two, into_id=one).count, 1)
    user = await visit('keeper', f'/repairs/{three}')
    await press(user, t('dispatch-refuse', 'zh-CN'))
    await press(user, t('dispatch-refuse-reason-not_ours', 'zh-CN'))
    await eventually(Repair.filter(id=three, state='refused').count, 1)


@pytest.mark.parametrize('who', ['teacher', 'monitor', 'visitor'])
async def test_whoever_is_not_the_office_is_offered_none_of_its_decisions(
    visit: Visit, founded: tuple[Path, School], who: str
) -> None:
    id = await report(founded[1])
    user = await visit(who, f'/repairs/{id}')
    await user.should_see(t('repairs-steps', 'zh-CN'))
    for verb in ('assign', 'triage', 'refuse', 'merge'):
        await user.should_not_see(t(f'dispatch-{verb}', 'zh-CN'))


async def test_a_worker_passes_on_only_what_is_in_his_own_hands(visit: Visit, founded: tuple[Path, School]) -> None:
    school = founded[1]
    id = await report(school)
    user = await visit('caretaker', f'/repairs/{id}')
    await user.should_not_see(t('dispatch-assign', 'zh-CN'))
    await write([of(school, 'fan', 'dispatch.assign', repair=id, to=str(school.people['caretaker']))], the_server())
    user = await visit('caretaker', f'/repairs/{id}')
    await user.should_see(t('dispatch-assign', 'zh-CN'))
    await user.should_not_see(t('dispatch-refuse', 'zh-CN'))


async def test_two_who_say_different_things_are_shown_to_the_office_side_by_side(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    school = founded[1]
    id = await report(school)
    for name, note in (('caretaker', '换了电容'), ('keeper', '紧了螺丝')):
        phone = await school.sign_in(name)
        closed = phone.seal('repairs.close', {'repair': id, 'note': note}, thing_id=school.id_of('fan'))
        assert (await phone.write_one(closed)).verdict == 'accepted'
    user = await visit('head', f'/repairs/{id}')
    for seen in (t('repairs-clash-more', 'zh-CN'), '换了电容', '紧了螺丝'):
        await user.should_see(seen)
    user = await visit('teacher', f'/repairs/{id}')
    await user.should_not_see(t('repairs-clash-more', 'zh-CN'))


async def test_what_it_cost_is_shown_to_those_who_may_see_costs(visit: Visit, founded: tuple[Path, School]) -> None:
    school = founded[1]
    id = await report(school)
    cost = {'sort': 'part', 'what': '电容', 'count': '2', 'price': '35.50'}
    closed = of(school, 'fan', 'repairs.close', repair=id, costs=[cost], cause='wear', work_minutes=40)
    await write([closed], the_server())
    user = await visit('keeper', f'/repairs/{id}')
    await user.should_see(t('repairs-cost-total', 'zh-CN', total='¥71.00'))
    await user.should_see(t('repairs-spent-work', 'zh-CN', count=40))
    user = await visit('teacher', f'/repairs/{id}')
    await user.should_see(t('repairs-spent-work', 'zh-CN', count=40))
    await user.should_not_see('¥')


async def test_words_of_others_are_never_read_as_html_on_a_repairs_page(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    school = founded[1]
    id = await report(school)
    wrong = of(school, 'fan', 'repairs.comment', repair=id, note=HOSTILE, photos=['"><img src=x onerror=alert(1)>'])
    await write([wrong], the_server())
    user = await visit('keeper', f'/repairs/{id}')
    await user.should_see(t('repairs-step-comment', 'zh-CN'))
    with user:
        found = user.find(ui.html).elements
        assert not [each for html in found if isinstance(html, ui.html) for each in dangers_in(str(html.content))]


async def test_a_phone_carries_a_repair_with_its_things_clock_and_owner(school: School) -> None:
    id = await report(school, things=[school.id_of('desk')], pieces=1)
    [told] = await repair_told.told([await Repair.get(id=id)])
    assert told['about'] == [school.id_of('fan'), school.id_of('desk')]
    assert (told['pieces'], told['state'], told['owner_name']) == ({school.id_of('fan'): 1}, 'reported', 'keeper')
    assert told['respond_by'] < told['finish_by'] and not told['responded']


async def test_a_phone_hears_that_a_repair_is_over(school: School) -> None:
    phone = await school.call('caretaker')
    assert phone.http
    id = await report(school)
    got = (await phone.http.get('/api/snapshot')).json()
    assert [repair['id'] for repair in got['repairs']] == [id]
    assert got['moves']['repairs.accept'] == [['reported', 'assigned'], 'accepted']
    await write([of(school, 'fan', 'repairs.start', repair=id)], the_server())
    heard = (await phone.http.get('/api/changes', params={'cursor': got['cursor']})).json()
    assert [row['data']['state'] for row in heard['changes'] if row['type'] == 'repair'] == ['working']
    await write([of(school, 'fan', 'repairs.close', repair=id)], the_server())
    heard = (await phone.http.get('/api/changes', params={'cursor': heard['next']})).json()
    assert [row['data'] for row in heard['changes'] if row['type'] == 'repair'] == [None]


@pytest.mark.parametrize(
    ('until', 'told'),
    [
        ('2027', '2027'),
        ('2026-11', '2026-11'),
        ('2026-11-21', '2026-11-21'),
        ('2026-11-20', ''),
        ('2026-10', ''),
        ('', ''),
    ],
)
def test_a_warranty_holds_as_long_as_what_is_known_of_it(until: str, told: str) -> None:
    assert repair_told.warranty_of(Thing(warranty=until), date(2026, 11, 21)) == told


async def test_the_same_thing_comes_before_the_same_place_and_the_same_sort(school: School) -> None:
    room, desk, again = await report(school, 'slide'), await report(school, 'desk'), await report(school)
    found = [str(each.id) for each in await repair_story.similar_to(await Repair.get(id=await report(school)))]
    assert found[0] == again and set(found) == {again, desk, room}


async def test_what_an_old_phone_sends_to_close_is_still_taken(school: School) -> None:
    id = await report(school)
    assert [
        verdict.verdict for verdict in await write([of(school, 'fan', 'repairs.close', repair=id)], the_server())
    ] == ['accepted']
    repair = await Repair.get(id=id)
    assert (repair.outcome, repair.cause, repair.work_minutes) == ('fixed', 'unknown', None)
    assert await RepairStep.filter(repair_id=id).count() == 2
