"""What waits on a phone, why something was refused, how it is exported; and what a wrong or unknown code leads to."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyrage
from playwright.sync_api import expect

from app.core.canonical import digest_of
from app.core.tagcode import spell
from app.core.words import t
from tests.cast import new_code
from tests.house import PASSWORD
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_rounds import hand_in


def test_the_outbox_shows_what_waits_and_why_something_was_refused_and_exports_both(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher', language=language)
    phone.ready_for_offline()
    phone.restart()
    phone.forgive(NO_NETWORK, 'status of 503')
    campus.stop()
    for kind, text in (('remarks.add', '第二格书架松了'), ('repairs.report', '吊扇异响')):
        phone.go(f'/things/{fan}/do/{kind}')
        phone.shell()
        phone.page.locator('.tw-form textarea').fill(text)
        phone.finish()
        phone.saved('sealed', 'sent')
    phone.go('/outbox')
    phone.shell()
    waiting = phone.page.locator('.tw-rows .tw-row')
    expect(waiting).to_have_count(2)
    expect(phone.badge()).to_have_text(say('outbox-waiting', count=2))
    phone.shot('50-outbox-waiting')
    expect(phone.page.locator('[data-storage]')).to_contain_text('%')
    waiting.first.get_by_role('button', name=say('outbox-drop'), exact=True).click()
    expect(waiting.first.locator('[role=alert]')).to_have_text(say('outbox-drop-sure'))
    phone.shot('50-outbox-delete')
    waiting.first.get_by_role('button', name=say('outbox-drop-yes')).click()
    expect(phone.badge()).to_have_text(say('outbox-waiting', count=1))
    phone.page.get_by_role('button', name=say('outbox-take-back')).click()
    expect(phone.badge()).to_have_text(say('outbox-waiting', count=2))
    rescued = exported(phone, campus)
    assert [record['envelope']['payload'] for record in rescued['records']] == [
        {'text': '第二格书架松了'}, {'what': '吊扇异响', 'urgency': 'normal'},
    ]  # fmt: skip
    for record in rescued['records']:
        envelope = dict(record['envelope'])
        assert envelope.pop('digest') == digest_of(envelope)

    take_rights_from(campus, 'teacher')
    campus.start()
    expect(phone.badge()).to_have_attribute('data-state', 'needs', timeout=60_000)
    expect(phone.badge()).to_have_text(say('outbox-needs', count=2))
    phone.go('/outbox')
    phone.live()
    upset = phone.page.locator('.tw-rows .tw-row-tall')
    expect(upset).to_have_count(2)
    expect(upset.first).to_contain_text('吊扇')
    expect(upset.first.locator('.tw-reason')).not_to_be_empty()
    phone.shot('51-outbox-refused')
    assert {record['state'] for record in exported(phone, campus)['records']} == {'rejected'}
    assert [row['kind'] for row in campus.rows('SELECT kind FROM refusal ORDER BY kind')] == [
        'remarks.add', 'repairs.report',
    ]  # fmt: skip
    for left in (1, 0):
        upset.first.get_by_role('button', name=say('outbox-deal')).click()
        expect(upset).to_have_count(left)
    expect(phone.badge()).to_have_text(say('outbox-safe'))
    phone.shot('52-outbox-dealt-with')


def test_what_was_refused_is_corrected_and_handed_in_again(campus: Campus, hand: Callable[..., Phone]) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher')
    phone.ready_for_offline()
    phone.restart()
    phone.forgive(NO_NETWORK, 'status of 503')
    campus.stop()
    phone.go(f'/things/{fan}/do/repairs.report')
    phone.shell()
    phone.page.locator('.tw-form textarea').fill('吊扇易响')
    phone.finish()
    phone.saved('sealed', 'sent')
    campus.start()
    hand_in(campus.sign_in('keeper'), 'register.retire', {}, thing=fan)
    phone.go('/outbox')
    phone.live()
    phone.page.get_by_role('button', name=t('outbox-correct', 'zh-CN')).click()
    field = phone.page.locator('.tw-form textarea')
    expect(field).to_have_value('吊扇易响')
    phone.shot('57-outbox-correct')
    field.fill('吊扇异响')
    phone.finish()
    phone.saved('conflict')
    first, second = [json.loads(row['envelope']) for row in campus.rows(
        "SELECT envelope FROM record WHERE kind = 'repairs.report' ORDER BY number"
    )]  # fmt: skip
    assert second['supersedes'] == first['id'] and second['payload']['what'] == '吊扇异响'
    states = {row['id']: row['state'] for row in phone.outbox()}
    assert states == {first['id']: 'acked', second['id']: 'conflict'}


def test_a_wrong_character_is_said_and_an_unknown_label_is_offered_for_binding(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    code = campus.code_of('吊扇')
    phone = hand('caretaker', '/scan', language=language)
    field = phone.page.locator('.tw-typed input')
    field.fill(wrong(code))
    phone.page.locator('.tw-typed button').click()
    expect(phone.page.locator('.tw-scanner [role=alert]')).to_have_text(say('scan-one-wrong'))
    phone.shot('53-one-wrong-character')
    field.fill('https://example.com/t/7')
    phone.page.locator('.tw-typed button').click()
    expect(phone.page.locator('.tw-scanner [role=alert]')).to_contain_text('https://example.com/t/7')

    unknown = new_code()
    field.fill(unknown)
    phone.page.wait_for_url(f'**/t/{unknown}?how=typed', wait_until='commit')
    expect(phone.page.locator('.tw-page')).to_contain_text(spell(unknown))
    phone.shot('54-unknown-label')


def test_an_unknown_label_seen_offline_is_kept_and_waits_for_the_keeper(
    campus: Campus, hand: Callable[..., Phone]
) -> None:
    phone = hand('teacher')
    phone.ready_for_offline()
    phone.restart()
    phone.forgive(NO_NETWORK, 'status of 503')
    campus.stop()
    unknown = new_code()
    phone.go(f'/t/{unknown}')
    phone.shell()
    phone.page.locator('.tw-page button.tw-primary').click()
    phone.page.locator('.tw-page .tw-banner-ok').wait_for()
    phone.shot('55-unknown-offline')
    campus.start()
    expect(phone.badge()).to_have_attribute('data-state', 'safe', timeout=60_000)
    office = hand('keeper', '/tags', desk=True)
    expect(office.page.locator('.tw-row')).to_contain_text(spell(unknown))
    office.shot('56-office-unknown-labels')


def test_the_file_of_a_phone_that_cannot_send_is_brought_in_by_the_administrator(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str, tmp_path: Path
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher', language=language)
    phone.ready_for_offline()
    phone.restart()
    phone.forgive(NO_NETWORK, 'status of 503')
    campus.stop()
    text = f'开关松了 {language}'
    phone.go(f'/things/{fan}/do/remarks.add')
    phone.shell()
    phone.page.locator('.tw-form textarea').fill(text)
    phone.finish()
    phone.saved('sealed', 'sent')
    phone.go('/outbox')
    phone.shell()
    expect(phone.page.locator('.tw-outbox')).to_contain_text(say('outbox-export-sealed'))
    file = tmp_path / 'tagwalk.json.age'
    file.write_bytes(file_of(phone))
    phone.page.goto('about:blank')  # and never comes back
    campus.start()
    campus.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
    head = hand('head', '/rescue', language=language)
    for fate, word in (('new', 'rescue-written'), ('known', 'rescue-known')):
        head.page.locator('input[type=file]').set_input_files(file)
        facts = {'count': 1, 'new': 0, 'known': 0, 'other': 0} | {fate: 1}
        expect(head.page.locator('.tw-page')).to_contain_text(say('rescue-done', **facts))
        expect(head.page.locator('.tw-row')).to_contain_text(say(word))
        expect(head.page.locator('.tw-row')).to_contain_text(text)
        head.shot(f'52-rescue-{fate}')
    [row] = campus.rows("SELECT by_id, flags FROM record WHERE kind = 'remarks.add' AND envelope LIKE ?", f'%{text}%')
    assert 'delivered' in row['flags']


def exported(phone: Phone, campus: Campus) -> dict:  # type: ignore[type-arg]
    """What the phone hands out, opened with the server's key."""
    [key] = campus.rows("SELECT value FROM setting WHERE key = 'rescue_key'")
    opened = pyrage.decrypt(file_of(phone), [pyrage.x25519.Identity.from_str(key['value'])])
    return dict(json.loads(opened))


def file_of(phone: Phone) -> bytes:
    with phone.page.expect_download() as download:
        phone.page.locator('.tw-outbox > button.tw-button, .tw-way-out > .tw-primary').click()
    return download.value.path().read_bytes()


def take_rights_from(campus: Campus, name: str) -> None:
    with closing(sqlite3.connect(campus.data / 'tagwalk.sqlite3')) as base, base:
        base.execute('UPDATE person SET roles = ? WHERE name = ?', ['["read_only"]', name])


def wrong(code: str) -> str:
    """The code with its third character misread."""
    return code[:2] + ('7' if code[2] != '7' else '8') + code[3:]


BROKEN_STORE = """
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name, version) {
        const request = open.call(this, name, version && version + 1);
        if (version) request.addEventListener('upgradeneeded', () => request.transaction.abort());
        return request;
    };
"""


def test_what_waits_can_be_taken_off_a_phone_whose_store_a_new_version_cannot_open(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher', language=language)
    phone.ready_for_offline()
    phone.restart()
    phone.forgive(NO_NETWORK, 'status of 503', 'AbortError')
    campus.stop()
    phone.go(f'/things/{fan}/do/remarks.add')
    phone.shell()
    phone.page.locator('.tw-form textarea').fill('第二格书架松了')
    phone.finish()
    phone.saved('sealed', 'sent')
    campus.start()
    phone.page.context.add_init_script(BROKEN_STORE)
    phone.go('/')
    sheet = phone.page.locator('.tw-way-out')
    expect(sheet).to_contain_text(say('store-lost-kept', count=1))
    phone.shot('50-outbox-store-lost')
    [record] = exported(phone, campus)['records']
    assert record['envelope']['payload'] == {'text': '第二格书架松了'}
