"""The playground round of the week without a network: taps counted, a fault taped off, mended, checked again."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import uuid_utils
from playwright.sync_api import expect

from app.core.words import t
from tests.cast import digest_of
from tests.house import Line
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_offline import HERE
from tests.walk.test_walk import photo

SWING, SEESAW = '秋千', '跷跷板'  # what stands on the clean register's playground
NAME = '大型玩具每周巡查'
SPOT = 0.5  # of chance: an item to look at, not a photo


class Taps:
    """Counts what a finger does; the shutter of the camera is not counted, choosing to take a photo is."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.count = phone, 0

    def tap(self, what: str) -> None:
        self.phone.page.locator(what).first.click()
        self.count += 1


def plan_round(campus: Campus) -> str:
    """The office plans a weekly round of this weekday over two toys for the caretaker; returns the second one's id."""
    person = campus.rows("SELECT id FROM person WHERE name = 'caretaker'")[0]['id']
    stops = [campus.thing_of(campus.code_of(name)) for name in (SWING, SEESAW)]
    today = datetime.now(ZoneInfo('Asia/Shanghai')).weekday()
    rule = {'every': 'week', 'weekdays': [today], 'times': ['23:59'], 'school_days_only': False}
    facts = {'name': NAME, 'rule': rule, 'stops': stops, 'checklist': 'play-weekly', 'person': person}
    hand_in(campus.sign_in('keeper'), 'schedules.add', facts)
    return stops[1]


def hand_in(line: Line, kind: str, payload: dict[str, Any], seq: int = 1, thing: str = '') -> None:
    """One record over HTTP, as an outside program does it."""
    envelope: dict[str, Any] = {
        'id': str(uuid_utils.uuid7()), 'device_id': line.device_id, 'seq': seq, 'kind': kind, 'kv': 1,
        'at': datetime.now(UTC).isoformat(), 'payload': payload,
    }  # fmt: skip
    if thing:
        envelope['thing_id'] = thing
    envelope['digest'] = digest_of(envelope)
    answer, _ = line.call('POST', '/api/records', {'device_id': line.device_id, 'records': [envelope]})
    assert answer['results'][0]['verdict'] == 'accepted', answer


def scan(phone: Phone, show: Callable[..., None], code: str) -> None:
    """Hold the phone at a label: nothing is tapped between the scan and the form."""
    show(phone, code)
    phone.page.locator('a.tw-scan, nav a[href="/scan"], a.tw-primary[href="/scan"]').first.click()
    phone.page.wait_for_url(f'**/t/{code}?how=scan', wait_until='commit')
    phone.page.locator('.tw-form .tw-item').first.wait_for()


def test_the_playground_round_offline_with_a_fault_then_the_repair_and_the_check_by_somebody_else(
    campus: Campus, hand: Callable[..., Phone], show: Callable[..., None], say: Callable[..., str], language: str
) -> None:
    seesaw = plan_round(campus)
    swing_code, seesaw_code = campus.code_of(SWING), campus.code_of(SEESAW)
    phone = hand('caretaker', language=language)
    phone.context.add_init_script(f'Math.random = () => {SPOT}')
    expect(phone.page.locator('.tw-row[href^="/rounds/"]')).to_contain_text(NAME)
    phone.shot('50-today')
    phone.ready_for_offline()
    phone.poll("async () => (await tagwalk.db.get('meta', 'rounds'))?.rounds?.length > 0")
    phone.restart()
    phone.context.add_init_script(f'Math.random = () => {SPOT}')
    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.go('/')
    phone.shell()
    phone.page.locator('.tw-row[href^="/rounds/"]').click()
    phone.page.locator('[data-round-state=due]').wait_for()
    phone.page.locator('button.tw-primary').click()
    phone.page.locator('[data-round-state=walking]').wait_for()
    phone.shot('51-offline-round')

    # A clean thing with thirteen items: three taps after the scan.
    scan(phone, show, swing_code)
    expect(phone.page.locator('.tw-form .tw-item')).to_have_count(13)
    taps = Taps(phone)
    taps.tap('.tw-all-normal')
    phone.page.locator('.tw-item-spot').wait_for()
    phone.shot('52-spot-check')
    taps.tap('.tw-item-spot button[data-value=ok]')
    taps.tap('.tw-form .tw-bottom .tw-primary')
    phone.saved(*HERE)
    assert taps.count <= 3
    phone.shot('53-clean-saved')
    phone.page.locator('a[href^="/rounds/"]').click()
    expect(phone.page.locator('.tw-stop-next')).to_have_attribute('data-stop', seesaw)

    # One with a fault: six taps and a photo.
    scan(phone, show, seesaw_code)
    taps = Taps(phone)
    taps.tap('.tw-all-normal')
    taps.tap('.tw-item-spot button[data-value=ok]')
    taps.tap('[data-item=frame] button[data-value=fault]')
    item = phone.page.locator('[data-item=frame]')
    item.locator('input[type=file]').set_input_files({'name': 'x.jpg', 'mimeType': 'image/jpeg', 'buffer': photo()})
    item.locator('img').wait_for()
    taps.tap('.tw-form .tw-bottom .tw-primary')
    expect(phone.saved(*HERE)).to_contain_text(say('saved-out-of-use'))
    assert taps.count <= 6
    phone.page.locator('a[href^="/rounds/"]').click()
    phone.page.locator('[data-round-state=done]').wait_for()
    expect(phone.page.locator('.tw-banner-ok')).to_contain_text(say('rounds-finished'))
    phone.shot('54-round-done-offline')

    campus.start()
    expect(phone.badge()).to_have_text(say('outbox-safe'), timeout=60_000)
    [walked] = campus.rows('SELECT * FROM round')
    assert (walked['done'], bool(walked['done_at'])) == (2, True)
    visits = campus.rows('SELECT * FROM visit ORDER BY at')
    assert [(visit['how'], bool(visit['quick'])) for visit in visits] == [('scan', True)] * 2
    blocked = campus.rows('SELECT blocked_by FROM thing WHERE id = ?', seesaw)
    assert blocked[0]['blocked_by'], 'the fault tapes it off'
    told = json.loads(campus.records('inspections.inspect', seesaw)[0]['envelope'])['payload']
    assert told['quick'] and told['spot'] in told['answers']
    phone.close()

    office = hand('keeper', f'/rounds/{walked["id"]}', language=language, desk=True)
    expect(office.page.locator('.tw-page')).to_contain_text(say('rounds-quick'))
    office.shot('55-office-round')
    mend(office, campus, say)
    [playground] = campus.rows('SELECT inside_id FROM thing WHERE id = ?', seesaw)
    office.go(f'/things/{playground["inside_id"]}')
    expect(office.page.locator('.tw-danger-row')).to_contain_text(say('danger-inside', name=SEESAW))
    office.go(f'/things/{seesaw}')
    expect(office.page.locator('.tw-banner-bad')).to_contain_text(say('thing-out-of-use-more'))
    expect(office.page.locator('.tw-tape')).to_contain_text(say('danger-recheck'))
    check_again(office, campus, seesaw)
    assert campus.rows('SELECT blocked_by FROM thing WHERE id = ?', seesaw)[0]['blocked_by'], 'who mends it may not'
    office.close()

    other = hand('teacher', f'/things/{seesaw}', language=language)
    check_again(other, campus, seesaw)
    other.until(lambda: not campus.rows('SELECT blocked_by FROM thing WHERE id = ?', seesaw)[0]['blocked_by'])
    other.go(f'/things/{seesaw}')
    expect(other.page.locator('h1')).to_contain_text(SEESAW)
    expect(other.page.locator('.tw-banner-bad')).to_have_count(0)
    other.shot('56-back-in-use')


def mend(office: Phone, campus: Campus, say: Callable[..., str]) -> None:
    [repair] = campus.rows('SELECT id FROM repair')
    office.go(f'/repairs/{repair["id"]}')
    office.page.locator('button[data-kind="repairs.close"]').click()
    office.page.locator('.tw-form button[data-value=fixed]').click()
    office.finish()
    office.saved('acked')


def check_again(phone: Phone, campus: Campus, thing: str) -> None:
    """The weekly check once more, item by item."""
    before = len(campus.records('inspections.inspect', thing))
    phone.go(f'/things/{thing}/check/play-weekly')
    phone.answer_ok()
    phone.finish()
    phone.saved('acked')
    assert len(campus.records('inspections.inspect', thing)) == before + 1


def test_what_one_walks_the_other_and_the_office_see_at_once(campus: Campus, hand: Callable[..., Phone]) -> None:
    seesaw = plan_round(campus)
    office = hand('keeper', '/rounds', desk=True)
    office.page.evaluate("globalThis.stayed = 'yes'")
    one = hand('caretaker', '/')
    one.page.locator('.tw-row[href^="/rounds/"]').click()
    one.page.locator('button.tw-primary').click()
    one.page.locator('[data-round-state=walking]').wait_for()
    expect(office.page.locator('.tw-row')).to_contain_text(t('rounds-state-walking', 'zh-CN'))
    two = hand('teacher', one.page.url.removeprefix(campus.url))
    two.page.locator('.tw-stop-next').wait_for()
    check_again(two, campus, seesaw)
    expect(one.page.locator('.tw-row-done')).to_have_count(1)
    expect(office.page.locator('.tw-row')).to_contain_text(t('rounds-progress', 'zh-CN', done=1, total=2))
    assert office.page.evaluate('globalThis.stayed') == 'yes', 'the office had to load its page again'
    office.shot('57-office-rounds')


@pytest.mark.parametrize('size', ['desk', 'phone'])
def test_the_office_plans_with_a_sentence_before_it_saves(
    campus: Campus, hand: Callable[..., Phone], size: str
) -> None:
    office = hand('keeper', '/schedules/new', desk=size == 'desk')
    office.page.locator('.tw-line .tw-chip').first.wait_for()
    assert office.page.locator('.tw-line .tw-chip').count() == 5
    office.page.locator('button.tw-primary').last.click()
    expect(office.page.locator('.q-notification')).to_be_visible()
    assert campus.rows('SELECT * FROM schedule') == []
    assert office.page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    office.shot(f'58-plan-{size}')
