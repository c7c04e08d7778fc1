"""The main job on a real phone: a label is scanned, the check is filled in, and the office sees it at once."""

import io
import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone


def history_of(phone: Phone, thing: str) -> list[dict[str, Any]]:
    """A thing's records as the contract tells them to whoever is signed in on this phone."""
    return list(phone.page.evaluate('id => fetch(`/api/things/${id}/records`).then(r => r.json())', thing)['records'])


def test_a_scanned_label_becomes_a_record_that_the_office_sees(
    campus: Campus, hand: Callable[..., Phone], show: Callable[..., None], say: Callable[..., str], language: str
) -> None:
    code = campus.code_of('吊扇')
    fan = campus.thing_of(code)
    office = hand('keeper', language=language, desk=True)
    office.page.evaluate("globalThis.stayed = 'yes'")
    office.shot('10-office-home-before')

    phone = hand(language=language)
    phone.go('/')
    phone.shot('01-door')
    phone.sign_in('caretaker')
    phone.settle()
    phone.speak(language)
    expect(phone.page.locator('h1')).to_have_text(say('home-hello', name='李师傅'))
    expect(phone.badge()).to_have_text(say('outbox-safe'))
    phone.shot('02-home')

    phone.page.locator('a.tw-scan').click()
    phone.page.locator('[data-camera=on]').wait_for()
    phone.shot('03-scan-wall')
    phone.page.locator('nav a[href="/"]').click()
    show(phone, code)
    phone.page.locator('a.tw-scan').click()
    phone.page.wait_for_url(f'**/t/{code}?how=scan', wait_until='commit')
    phone.page.locator('.tw-form .tw-item').first.wait_for()
    expect(phone.page.locator('h1')).to_have_text('吊扇')
    phone.shot('04-thing')

    phone.finish()
    expect(phone.page.locator('.tw-bottom [role=alert]')).to_have_text(say('form-missing', count=8))
    phone.shot('05-something-missing')
    phone.answer_ok()
    phone.shot('06-answered')
    phone.finish()
    expect(phone.saved('acked')).to_contain_text(say('saved-server'))
    expect(phone.badge()).to_have_text(say('outbox-safe'))
    phone.shot('07-saved')

    expect(office.page.locator('.tw-page')).to_contain_text(say('history-clean') + ' · 李师傅')
    assert office.page.evaluate('globalThis.stayed') == 'yes', 'the office had to load its page again'
    office.shot('11-office-home-after')
    [record] = [each for each in history_of(phone, fan) if each['kind'] == 'inspections.inspect']
    [row] = campus.records('inspections.inspect', fan)
    envelope = json.loads(row['envelope'])
    assert (record['id'], record['verdict']) == (envelope['id'], 'accepted')
    assert (envelope['tag'], envelope['how']) == (code, 'scan')


def test_a_fault_opens_a_repair_without_retyping(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    code = campus.code_of('吊扇')
    note = '第三档晃动，有异响' if language == 'zh-CN' else 'Wobbles at speed three'
    office = hand('keeper', '/repairs', language=language, desk=True)
    office.page.evaluate("globalThis.stayed = 'yes'")
    expect(office.page.locator('.tw-empty')).to_have_text(say('repairs-none'))
    office.shot('20-office-no-repairs')

    # The phone's own camera app opens the label's address, which is in upper case, before anybody has signed in.
    phone = hand(language=language)
    phone.go(f'/T/{code}')
    phone.sign_in('caretaker')
    phone.settle()
    phone.speak(language)
    assert phone.page.url.startswith(f'{campus.url}/t/{code}')
    phone.go(f'/T/{code}')
    phone.page.locator('.tw-form .tw-item').first.wait_for()
    expect(phone.page.locator('h1')).to_have_text('吊扇')

    phone.answer_ok()
    item = phone.page.locator('[data-item=run]')
    item.locator('button[data-value=fault]').click()
    item.locator('input[type=text]').fill(note)
    item.locator('input[type=file]').set_input_files({'name': 'fan.jpg', 'mimeType': 'image/jpeg', 'buffer': photo()})
    item.locator('img').wait_for()
    item.scroll_into_view_if_needed()
    phone.shot('21-fault')
    phone.finish()
    saved = phone.saved('acked')
    expect(saved).to_contain_text(say('saved-repairs-open', count=1))
    phone.shot('22-fault-saved')

    listed = office.page.locator('.tw-page a.tw-job')
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text(note)
    assert office.page.evaluate('globalThis.stayed') == 'yes', 'the office had to load its page again'
    office.shot('23-office-repair-seen')
    phone.page.locator('.tw-saved a.tw-button').click()
    expect(phone.page.locator('.tw-banner-bad')).to_contain_text(say('thing-out-of-use-more'))
    phone.page.locator('.tw-page .tw-row img').wait_for()
    phone.shot('24-thing-out-of-use')

    listed.click()
    expect(office.page.locator('h1')).to_contain_text(note)
    office.page.locator('button[data-kind="repairs.close"]').click()
    office.page.locator('.tw-form').wait_for()
    office.shot('25-office-repair')
    office.page.locator('.tw-form button[data-value=fixed]').click()
    office.finish()
    office.saved('acked')
    office.shot('26-office-repair-closed')
    office.page.locator('nav a[href="/repairs"]').click()
    expect(office.page.locator('.tw-lane-done a')).to_contain_text(note)
    expect(phone.page.locator('.tw-page')).not_to_contain_text(say('thing-open-repairs'))


@pytest.mark.parametrize('path', ['/T/{code}', '/t/{code}', '/T/{low}'])
def test_any_case_of_a_labels_address_opens_its_thing(campus: Campus, path: str) -> None:
    """Without a browser: where the address leads whoever has not signed in."""
    code = campus.code_of('吊扇')
    request = urllib.request.Request(campus.url + path.format(code=code, low=code.lower()))
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert '/sign-in?next=' in answer.url
        assert code.lower() in answer.url.lower()


def photo() -> bytes:
    """A picture as a phone's camera takes it, larger than what is sent."""
    picture = Image.new('RGB', (3000, 2000), '#7d8b92')
    pen = ImageDraw.Draw(picture)
    for turn in range(0, 360, 90):
        pen.pieslice((500, 0, 2500, 2000), turn, turn + 35, fill='#e8e4da')
    pen.ellipse((1350, 850, 1650, 1150), fill='#444')
    taken = io.BytesIO()
    picture.save(taken, 'JPEG', quality=90)
    return taken.getvalue()


def test_signing_out_leads_to_the_door_after_what_waits_is_sent(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher', '/me', language=language)
    phone.forgive(NO_NETWORK)
    phone.context.route('**/api/records', lambda route: route.abort())
    phone.page.evaluate(
        "thing => globalThis.tagwalk.seal({ kind: 'remarks.add', thing_id: thing, payload: { text: '灯' } })", fan
    )
    expect(phone.badge()).to_have_text(say('outbox-waiting', count=1))
    phone.page.get_by_text(say('me-sign-out')).click()
    expect(phone.page.locator('.tw-banner-warn')).to_have_text(say('me-unsent', count=1))
    phone.shot('25-sign-out-unsent')
    phone.page.get_by_text(say('me-send-first')).click()
    expect(phone.page.locator('.tw-banner-warn')).to_have_text(say('me-not-sent', count=1))
    phone.context.unroute('**/api/records')
    phone.page.get_by_text(say('me-send-first')).click()
    phone.page.wait_for_url('**/sign-in', wait_until='domcontentloaded')
    assert len(campus.records('remarks.add', fan)) == 1
