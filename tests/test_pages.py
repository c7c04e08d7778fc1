"""Pages: every address draws for everybody who may see it, and says no in words to the others."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from nicegui import core
from nicegui.testing import User
from nicegui.testing.general import nicegui_reset_globals, prepare_simulation
from nicegui.testing.user_interaction import UserInteraction

from app import checklists, server
from app.core import auth
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write, write_one
from app.core.tagcode import spell
from app.core.words import t
from models import Barcode, Repair, Session, Tag, TagBatch, Thing
from tests.cast import PEOPLE, UNKNOWN_CODE, School, clean_answers, line

WAITING = re.compile('.*tagwalk.*waiting', re.DOTALL)  # what a page asks the phone
RESTING = re.compile('.*tagwalk.*leave', re.DOTALL)  # what it is told before the session ends
Visit = Callable[..., Awaitable[User]]
COUNT = UUID('01a20000-0000-7000-8000-00000000c017')  # a stocktake
PATIENCE = 50  # looks at a page, a tenth of a second apart, before something is said to be missing


@pytest.fixture
async def visit(copy: School, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Visit]:
    """Opens the app as somebody, in one language."""
    with nicegui_reset_globals():
        prepare_simulation()
        server.install()
        async with core.app.router.lifespan_context(core.app):

            async def go(name: str, path: str, language: str = 'zh-CN') -> User:
                signed = (await copy.sign_in(name, language=language)).signed
                user = User(line(signed))
                user.should_see = partial(user.should_see, retries=PATIENCE)  # type: ignore[method-assign]
                user.javascript_rules[RESTING] = lambda _: None
                await user.open(path)
                return user

            yield go
    assert not [record for record in caplog.get_records('call') if record.levelname == 'ERROR']


async def press(user: User, text: str) -> None:
    """Tap whatever shows a text: the button or the line around it."""
    await user.should_see(text)
    [shown] = [found for found in user.find(text).elements if 'tw-help' not in found._classes]
    for element in (shown, *shown.ancestors()):
        if any(listener.type == 'click' for listener in element._event_listeners.values()):
            UserInteraction(user, {element}, None).click()
            return
    raise AssertionError(f'{text} cannot be tapped')


def school_of(founded: tuple[Path, School]) -> School:
    return founded[1]


ADDRESSES = (
    '/', '/things', '/things/new', '/things/{fan}', '/things/{room}', '/things/{fan}/edit', '/t/{code}', '/repairs', '/repairs?view=list', '/repairs/figures', '/repairs/rules',
    '/things/{fan}/check/general', '/things/{fan}/do/remarks.add', '/things/{fan}/do/repairs.report', '/tags',
    '/tags/{code}', '/things/{fan}/label', '/things/{fan}/barcode', '/things/{fan}/do/tags.report', '/blanks', '/enrol',
    '/things/{fan}/split', '/things?view=list', '/things?q=ds', '/writeoffs', '/stocktakes', '/stocktakes/new', '/stocktakes/1/walk',
    '/stocktakes/{count}', '/stocktakes/{count}/lines', '/stocktakes/{count}/lines?view=all', '/stocktakes/{count}/lines?view=unknown', '/stocktakes/{count}/lines/{fan}',
    '/stocktakes/{count}/teams', '/stocktakes/{count}/books', '/ledger', '/logs', '/scores',
    '/handovers', '/things/{room}/do/handovers.draw', '/compensation', '/compensation/rules', '/compensation/class', '/compensation/rewards', '/things/{room}/do/compensation.reward', '/letters', '/letters/new', '/letters/sign',
    '/things/{fan}/do/compensation.open',
    '/scoring/area-score', '/hazards', '/loans', '/lend', '/take-back', '/borrow', '/give-back', '/loans/rules', '/things/{fan}/kit', '/hazards?view=closed', '/things/{fan}/do/hazards.report',
    '/things/{fan}/prints', '/checklists', '/checklists/new', '/checklists/fan-monthly', '/checklists/fan-monthly/1',
    '/calendar', '/rounds', '/rounds?missed=1', '/schedules', '/schedules/new', '/schedules/new?hint=play-weekly',
    '/barcode?text=6901234567892', '/import', '/labels', '/notices', '/public', '/people', '/phones', '/rescue', '/refusals', '/outbox', '/scan', '/find', '/me',
    '/me/password', '/me/pin', '/me/second', '/more',
)  # fmt: skip


def filled(path: str, school: School) -> str:
    return path.format(fan=school.id_of('fan'), room=school.id_of('room'), code=school.codes['fan'], count=COUNT)


async def begin_counting() -> None:
    """A stocktake of everything, for the addresses that are about one."""
    plan = {'name': '期末清查', 'reference': '2026-11-20'}
    started = [enter('stocktakes.plan', plan, id=COUNT), enter('stocktakes.start', {'stocktake': str(COUNT)})]
    assert {verdict.fate for verdict in await write(started, the_server())} == {'accepted'}


@pytest.mark.parametrize('name', PEOPLE)
async def test_every_address_draws_for_every_role_in_both_languages(
    name: str, visit: Visit, founded: tuple[Path, School]
) -> None:
    await begin_counting()
    for language in ('zh-CN', 'en'):
        for path in ADDRESSES:
            user = await visit(name, filled(path, school_of(founded)), language)
            await user.should_see(t('home-title', language))
            await user.should_not_see(t('problem-page_broken', language))
            await user.should_not_see(t('problem-unknown_page', language))


@pytest.mark.parametrize(
    'path',
    [
        '/people', '/import', '/labels', '/refusals', '/tags', '/things/new', '/checklists', '/schedules', '/calendar',
    ],
)  # fmt: skip
async def test_a_class_monitor_is_told_no_in_words(path: str, visit: Visit) -> None:
    user = await visit('monitor', path)
    await user.should_see(t('problem-not_allowed', 'zh-CN'))


async def test_labels_are_made_noted_as_printed_and_taken_back(visit: Visit) -> None:
    user = await visit('keeper', '/labels')
    await Tag.all().update(printed_at=None)
    user = await visit('keeper', '/labels')
    await user.should_see(t('labels-count', 'zh-CN', count=4))
    await press(user, t('labels-make-pdf', 'zh-CN'))
    response = await user.download.next(timeout=10)
    assert response.content.startswith(b'%PDF')
    await press(user, t('labels-well-yes', 'zh-CN'))
    await user.should_see(t('labels-noted', 'zh-CN', count=4))
    assert await Tag.filter(printed_at=None).count() == 0
    await press(user, t('labels-undo', 'zh-CN'))
    await user.should_not_see(t('labels-undo', 'zh-CN'))
    assert await Tag.filter(printed_at=None).count() == 4


async def test_a_place_on_a_label_sheet_that_there_is_not_is_said_at_once(visit: Visit) -> None:
    user = await visit('keeper', '/labels', 'en')
    await user.should_see(t('labels-make-pdf', 'en'), retries=20)
    user.find(t('labels-start', 'en')).clear().type('25')
    await user.should_see('This sheet has 24 labels', retries=20)
    await user.should_not_see(t('labels-make-pdf', 'en'))


async def test_a_wrong_character_is_named_as_such(visit: Visit, founded: tuple[Path, School]) -> None:
    code = school_of(founded).codes['fan']
    user = await visit('caretaker', f'/t/{code[:-1]}{"A" if code[-1] != "A" else "B"}', 'en')
    await user.should_see('One character of the code')


async def test_money_is_shown_only_to_those_who_keep_the_books(visit: Visit, founded: tuple[Path, School]) -> None:
    fan = school_of(founded).id_of('fan')
    keeper = await visit('keeper', '/')
    await write_one(enter('register.revise', {'price': '210.00'}, thing_id=fan), the_server())
    keeper = await visit('keeper', f'/things/{fan}')
    await keeper.should_see('¥210.00')
    caretaker = await visit('caretaker', f'/things/{fan}')
    await caretaker.should_not_see('¥210.00')


async def test_a_label_nobody_knows_is_bound_by_the_keeper_in_two_taps(visit: Visit) -> None:
    user = await visit('keeper', f'/t/{UNKNOWN_CODE}')
    await user.should_see(t('tags-new-label', 'zh-CN'))
    await press(user, '吊扇')
    await user.should_see(t('tags-bound', 'zh-CN', name='吊扇'))
    tag = await Tag.get(code=UNKNOWN_CODE).select_related('thing')
    assert tag.thing and tag.thing.name == '吊扇'


async def test_a_teacher_tells_the_keeper_of_a_label_nobody_knows(visit: Visit) -> None:
    user = await visit('teacher', f'/t/{UNKNOWN_CODE}')
    await press(user, t('tags-tell', 'zh-CN'))
    await user.should_see(t('home-scan', 'zh-CN'))
    keeper = await visit('keeper', '/tags')
    await keeper.should_see(t('tags-waiting', 'zh-CN', count=1))


async def test_an_open_list_of_repairs_refreshes_by_itself(visit: Visit, founded: tuple[Path, School]) -> None:
    user = await visit('head', '/repairs')
    await user.should_see(t('repairs-none', 'zh-CN'))
    entry = enter('repairs.report', {'what': '叶片松动'}, thing_id=school_of(founded).id_of('fan'))
    await write_one(entry, the_server())
    await user.should_see('叶片松动')
    assert await Repair.filter(closed_at=None).count() == 1


async def test_a_new_thing_gets_a_page_and_a_label(visit: Visit) -> None:
    user = await visit('keeper', '/things/new')
    await user.should_see(t('register-name', 'zh-CN'))
    user.find(t('register-name', 'zh-CN')).type('饮水机')
    await press(user, t('form-save', 'zh-CN'))
    await user.should_see(t('thing-facts', 'zh-CN'))
    thing = await Thing.get(name='饮水机')
    assert await Tag.filter(thing_id=thing.id).count() == 1


async def test_an_ended_session_can_do_nothing_on_its_open_page(visit: Visit, founded: tuple[Path, School]) -> None:
    user = await visit('keeper', f'/t/{UNKNOWN_CODE}')
    await user.should_see(t('tags-new-label', 'zh-CN'))
    [row] = list(user.find('吊扇').elements)
    for session in await Session.filter(person_id=school_of(founded).people['keeper']):
        await auth.end(session.token)
    assert row.is_deleted
    assert not await Tag.filter(code=UNKNOWN_CODE).exists()


async def open_sessions(founded: tuple[Path, School], name: str) -> int:
    return await Session.filter(person_id=school_of(founded).people[name], ended_at=None).count()


async def test_signing_out_with_nothing_unsent_asks_nothing(visit: Visit, founded: tuple[Path, School]) -> None:
    user = await visit('teacher', '/me')
    user.javascript_rules[WAITING] = lambda _: 0
    await press(user, t('me-sign-out', 'zh-CN'))
    await eventually(lambda: open_sessions(founded, 'teacher'), 0)


@pytest.mark.parametrize('language', ['zh-CN', 'en'])
async def test_signing_out_with_unsent_records_warns_and_leaves_anyway(
    visit: Visit, founded: tuple[Path, School], language: str
) -> None:
    user = await visit('teacher', '/me', language)
    user.javascript_rules[WAITING] = lambda _: 2
    await press(user, t('me-sign-out', language))
    await user.should_see(t('me-unsent', language, count=2))
    assert await open_sessions(founded, 'teacher') == 1
    await press(user, t('me-leave-anyway', language))
    await eventually(lambda: open_sessions(founded, 'teacher'), 0)


async def test_unsent_records_are_sent_before_signing_out(visit: Visit, founded: tuple[Path, School]) -> None:
    user = await visit('teacher', '/me')
    left = 2
    user.javascript_rules[WAITING] = lambda _: left
    await press(user, t('me-sign-out', 'zh-CN'))
    await press(user, t('me-send-first', 'zh-CN'))
    await user.should_see(t('me-not-sent', 'zh-CN', count=2))
    assert await open_sessions(founded, 'teacher') == 1
    left = 0
    await press(user, t('me-send-first', 'zh-CN'))
    await eventually(lambda: open_sessions(founded, 'teacher'), 0)


async def eventually(count: Callable[[], Awaitable[int]], wanted: int) -> None:
    for _ in range(200):
        if await count() == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f'still {await count()}')


async def test_the_register_is_searched_and_changed_from_one_page(visit: Visit, founded: tuple[Path, School]) -> None:
    user = await visit('keeper', '/things?q=ds')
    await user.should_see('吊扇')
    await user.should_not_see('大型滑梯')
    user = await visit('keeper', '/things')
    await user.should_see('一(1)班教室')
    await press(user, '一(1)班教室')
    await user.should_see('大型滑梯')


async def test_a_change_is_told_on_the_page_and_taken_back_there(visit: Visit, founded: tuple[Path, School]) -> None:
    fan = school_of(founded).id_of('fan')
    await visit('keeper', '/')
    await write_one(enter('register.revise', {'custodian': '于秀英'}, thing_id=fan), the_server())
    user = await visit('keeper', f'/things/{fan}')
    await user.should_see('保管人：空 → 于秀英')
    await press(user, t('corrections-undo', 'zh-CN'))
    await user.should_see('保管人：于秀英 → 空')
    assert (await Thing.get(id=fan)).custodian == ''


async def test_a_wrong_day_is_said_and_nothing_is_saved(visit: Visit) -> None:
    user = await visit('keeper', '/things/new')
    await user.should_see(t('register-name', 'zh-CN'))
    user.find(t('register-name', 'zh-CN')).type('饮水机')
    user.find(t('register-bought', 'zh-CN')).type('上个月')
    await press(user, t('form-save', 'zh-CN'))
    await user.should_see(t('problem-bad_day', 'zh-CN', day='上个月'))
    assert not await Thing.filter(name='饮水机').exists()


async def test_a_stranger_sees_a_warning_at_a_dangerous_thing_and_nothing_else(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    school = school_of(founded)
    await visit('caretaker', '/')
    stranger = line()
    code = school.codes['slide']
    answer = await stranger.get(f'/t/{code}')
    assert answer.headers['location'].startswith('/sign-in?next=')
    slide = await Thing.get(id=school.things['slide'])
    repair = await Repair.create(
        id=uuid4(), thing=slide, what='护栏松动', blocks_use=True, reported_at=datetime.now(UTC)
    )
    await Thing.filter(id=slide.id).update(blocked_by=repair.id)
    for place in (code, code.lower(), school.codes['room']):
        answer = await stranger.get(f'/t/{place}', headers={'Accept-Language': 'zh-CN'})
        assert answer.status_code == 200
        assert t('notice-title', 'zh-CN') in answer.text and '大型滑梯' in answer.text
        assert '护栏松动' not in answer.text, 'the reason is for the school'
    assert (await stranger.get(f'/t/{school.codes["fan"]}')).status_code == 307
    assert (await stranger.get(f'/t/{UNKNOWN_CODE}')).status_code == 307


async def test_whoever_did_not_repair_it_is_led_to_the_second_check(visit: Visit, founded: tuple[Path, School]) -> None:
    school = school_of(founded)
    await visit('caretaker', '/')
    template = await checklists.current('play-weekly')
    answers = clean_answers(template.body, bolts='fault')
    form = {'checklist': 'play-weekly', 'version': 1, 'answers': answers}
    slide = school.id_of('slide')
    await write_one(enter('inspections.inspect', form, thing_id=slide), the_server())
    repair = await Repair.get()
    keeper = await visit('keeper', f'/things/{slide}')
    await keeper.should_see(t('thing-out-of-use-more', 'zh-CN'), retries=60)
    await keeper.should_not_see(t('danger-recheck-go', 'zh-CN'))
    caretaker = await school.sign_in('caretaker')
    await caretaker.write_one(caretaker.seal('repairs.close', {'repair': str(repair.id)}, thing_id=slide))
    keeper = await visit('keeper', f'/things/{slide}')
    await keeper.should_see(t('danger-recheck-go', 'zh-CN'), retries=60)
    mender = await visit('caretaker', f'/things/{slide}')
    await mender.should_see(t('danger-recheck', 'zh-CN'), retries=60)
    await mender.should_not_see(t('danger-recheck-go', 'zh-CN'))
    room = await visit('teacher', f'/things/{school.id_of("room")}')
    await room.should_see(t('danger-inside', 'zh-CN', name='大型滑梯'), retries=60)


async def test_the_keeper_withdraws_a_reported_label_and_everybody_else_is_told_whom_to_ask(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    school = school_of(founded)
    code, fan = school.codes['fan'], school.id_of('fan')
    await visit('keeper', '/')
    await write_one(enter('tags.report', {'what': 'cloned', 'note': '两台一样'}, thing_id=fan, tag=code), the_server())
    keeper = await visit('keeper', '/tags')
    await keeper.should_see(t('tags-reported', 'zh-CN'))
    keeper = await visit('keeper', f'/tags/{code}')
    await keeper.should_see('两台一样')
    await press(keeper, t('tags-retire-why-cloned', 'zh-CN'))
    await keeper.should_see(t('tags-reinstate-go', 'zh-CN'))
    teacher = await visit('teacher', f'/t/{code}', 'en')
    await teacher.should_see(t('tags-retired', 'en'))
    await teacher.should_see('keeper')
    keeper = await visit('keeper', f'/tags/{code}')
    await press(keeper, t('tags-reinstate-go', 'zh-CN'))
    await keeper.should_see(t('tags-state-used', 'zh-CN'))
    await press(keeper, t('tags-unbind-go', 'zh-CN', name='吊扇'))
    await keeper.should_see(t('tags-state-blank', 'zh-CN'))
    assert (await Tag.get(code=code)).thing_id is None


async def test_an_old_label_shows_its_thing_and_says_that_it_was_replaced(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    school = school_of(founded)
    await visit('keeper', '/')
    await write_one(enter('tags.replace', {'code': UNKNOWN_CODE}, thing_id=school.id_of('fan')), the_server())
    teacher = await visit('teacher', f'/t/{school.codes["fan"]}')
    await teacher.should_see('吊扇')
    await teacher.should_see(spell(UNKNOWN_CODE))
    teacher = await visit('teacher', f'/t/{UNKNOWN_CODE}')
    await teacher.should_see('吊扇')
    await teacher.should_not_see(t('tags-new-label', 'zh-CN'))


async def test_a_binding_that_was_a_slip_is_undone_with_one_tap(visit: Visit) -> None:
    user = await visit('keeper', f'/t/{UNKNOWN_CODE}')
    await press(user, '吊扇')
    await press(user, t('tags-undo', 'zh-CN'))
    await user.should_see(t('tags-unbind-done', 'zh-CN', name='吊扇'))
    assert (await Tag.get(code=UNKNOWN_CODE)).thing_id is None


async def test_a_batch_of_blank_labels_is_made_and_printed_on_a_page(visit: Visit) -> None:
    user = await visit('keeper', '/blanks')
    await press(user, t('blanks-make', 'zh-CN'))
    await user.should_see(t('blanks-print', 'zh-CN', count=48))
    batch = await TagBatch.get()
    answer = await user.http_client.get(f'/blanks/{batch.id}/labels.pdf')
    assert (answer.status_code, answer.content[:5]) == (200, b'%PDF-')
    monitor = await visit('monitor', '/')
    refused = await monitor.http_client.get(f'/blanks/{batch.id}/labels.pdf')
    assert refused.status_code == 403


async def test_a_code_nobody_knows_is_given_to_a_thing_and_leads_there(visit: Visit) -> None:
    user = await visit('keeper', '/barcode?text=6901234567892')
    await user.should_see('6901234567892')
    await press(user, '吊扇')
    await user.should_see(t('barcodes-attached', 'zh-CN', name='吊扇', text='6901234567892'))
    assert await Barcode.filter(text='6901234567892').count() == 1
    teacher = await visit('teacher', '/barcode?text=6901234567892')
    await teacher.should_see(t('thing-facts', 'zh-CN'))
    keeper = await visit('keeper', '/barcode?text=%3Cscript%3Ealert(1)%3C/script%3E', 'en')
    await keeper.should_see(t('barcodes-unknown', 'en'))


async def test_a_logbook_is_written_in_the_editor(visit: Visit, founded: tuple[Path, School]) -> None:
    user = await visit('keeper', '/checklists/visitors')
    await user.should_see(t('checklists-sort', 'zh-CN'))
    await user.should_see(t('checklists-closing', 'zh-CN', count=1))
    await user.should_see('临时通行证已收回')
    await user.open('/checklists/office-score')
    await user.should_see(t('checklists-publish-month', 'zh-CN'))
    await user.should_not_see(t('checklists-log-title', 'zh-CN'))
