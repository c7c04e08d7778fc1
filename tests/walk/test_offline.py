"""The same job with the network gone: nothing that was once shown as saved is lost, and nothing arrives twice."""

import json
import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from typing import Any

from playwright.sync_api import Route, expect

from app.core.words import t
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_walk import history_of, photo

HERE = ('sealed', 'sent')  # on this phone, and perhaps on its way


def test_work_without_a_network_outlives_the_browser_and_goes_up_once(
    campus: Campus, hand: Callable[..., Phone], show: Callable[..., None], say: Callable[..., str], language: str
) -> None:
    code = campus.code_of('吊扇')
    fan = campus.thing_of(code)
    phone = hand('caretaker', language=language)
    phone.ready_for_offline()
    phone.restart()

    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.go('/')
    phone.shell()
    expect(phone.page.locator('.tw-banner-info')).to_contain_text(say('shell-offline'))
    phone.page.locator('.tw-rows .tw-row').first.wait_for()
    phone.shot('30-offline-home')

    show(phone, code)
    phone.page.locator('a.tw-scan').click()
    phone.page.wait_for_url(f'**/t/{code}?how=scan', wait_until='commit')
    expect(phone.page.locator('h1')).to_have_text('吊扇')
    phone.page.locator('.tw-form .tw-item').first.wait_for()
    phone.shot('31-offline-thing')
    phone.answer_ok()
    phone.shot('32-offline-check')
    phone.finish()
    expect(phone.saved(*HERE)).to_contain_text(say('saved-phone'))
    expect(phone.badge()).to_have_text(say('outbox-waiting', count=1))
    phone.shot('33-offline-saved')

    phone.kill()
    phone.open()
    phone.go('/outbox')
    phone.shell()
    expect(phone.badge()).to_have_text(say('outbox-waiting', count=1))
    expect(phone.page.locator('.tw-rows .tw-row')).to_have_count(1)
    expect(phone.page.locator('.tw-rows .tw-row')).to_contain_text('吊扇')
    expect(phone.page.locator('.tw-page')).to_contain_text(say('outbox-offline', count=1))
    [kept] = phone.outbox()
    assert kept['state'] in ('sealed', 'sent')
    phone.shot('34-offline-outbox-after-battery')

    campus.start()
    expect(phone.page.locator('.tw-banner-ok').first).to_contain_text(say('shell-online'), timeout=30_000)
    expect(phone.badge()).to_have_text(say('outbox-safe'), timeout=60_000)
    phone.shot('35-online-again')
    phone.page.locator('.tw-banner-ok button.tw-link').first.click()
    phone.live()
    expect(phone.badge()).to_have_text(say('outbox-safe'))
    phone.shot('36-outbox-live')
    assert_once(campus, phone, fan, [kept['envelope']['id']])
    assert json.loads(campus.records('inspections.inspect', fan)[0]['envelope'])['how'] == 'scan'


def test_a_page_that_is_open_when_the_network_goes_keeps_working(campus: Campus, hand: Callable[..., Phone]) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('caretaker', f'/things/{fan}')
    phone.ready_for_offline()
    phone.page.locator('.tw-form .tw-item').first.wait_for()
    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.page.locator('.tw-lost').wait_for(timeout=30_000)
    phone.shot('37-live-page-lost')
    phone.answer_ok()
    phone.finish()
    expect(phone.saved(*HERE)).to_contain_text(t('saved-phone', 'zh-CN'))
    expect(phone.badge()).to_have_text(t('outbox-waiting', 'zh-CN', count=1))
    phone.shot('38-live-page-saved')
    phone.page.locator('nav a[href="/scan"]').click()
    phone.shell()
    phone.page.locator('.tw-scanner').wait_for()
    campus.start()
    expect(phone.badge()).to_have_text(t('outbox-safe', 'zh-CN'), timeout=30_000)
    assert_once(campus, phone, fan, [phone.outbox()[0]['envelope']['id']])


def test_a_lost_answer_brings_the_record_once(campus: Campus, hand: Callable[..., Phone]) -> None:
    """The server writes, and dies before the phone hears of it."""
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('caretaker', f'/things/{fan}')
    phone.forgive(NO_NETWORK)
    heard: list[dict[str, Any]] = []

    def lose(route: Route) -> None:
        heard.append(route.fetch().json())
        campus.kill()
        route.abort()

    phone.context.route('**/api/records', lose, times=1)
    report(phone, fan)
    phone.until(lambda: heard, what='the server got the record')
    phone.saved(*HERE)
    expect(phone.badge()).to_have_attribute('data-state', 'waiting')
    campus.start()
    expect(phone.badge()).to_have_text(t('outbox-safe', 'zh-CN'), timeout=60_000)
    assert heard[0]['results'][0]['verdict'] == 'accepted'
    assert_once(campus, phone, fan, [heard[0]['results'][0]['id']], kind='repairs.report')


def test_a_server_that_dies_in_the_middle_of_an_upload_loses_nothing(
    campus: Campus, hand: Callable[..., Phone]
) -> None:
    """Frozen with the upload half taken, then killed; the phone hears nothing either way."""
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('caretaker', f'/things/{fan}')
    phone.forgive(NO_NETWORK)
    frozen = threading.Event()

    def freeze(route: Route) -> None:
        if not frozen.is_set():
            frozen.set()
            os.kill(campus.server.pid, signal.SIGSTOP)  # type: ignore[union-attr]
        route.continue_()

    phone.context.route('**/api/photos/*', freeze)
    report(phone, fan, picture=True)
    phone.until(frozen.is_set, what='the upload began')
    phone.saved(*HERE)
    campus.kill()
    expect(phone.badge()).to_have_attribute('data-state', 'waiting')
    campus.start()
    expect(phone.badge()).to_have_text(t('outbox-safe', 'zh-CN'), timeout=60_000)
    [row] = phone.outbox()
    assert row['verdict'] == 'accepted'
    assert_once(campus, phone, fan, [row['id']], kind='repairs.report')
    [sha] = row['envelope']['payload']['photos']
    assert phone.page.evaluate('sha => fetch(`/api/photos/${sha}`).then(r => r.status)', sha) == 200


def test_an_expired_session_keeps_the_record_until_somebody_signs_in(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('caretaker', language=language)
    phone.ready_for_offline()
    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.go(f'/things/{fan}/do/remarks.add')
    phone.shell()
    remark(phone)
    phone.saved(*HERE)
    with closing(sqlite3.connect(campus.data / 'tagwalk.sqlite3')) as base, base:
        base.execute("UPDATE session SET seen_at = '2026-01-01 00:00:00+00:00'")
    phone.forgive('status of 401')
    campus.start()
    expect(phone.badge()).to_have_text(say('outbox-sign-in', count=1), timeout=60_000)
    phone.badge().click()
    expect(phone.page.locator('.tw-outbox .tw-banner')).to_contain_text(say('outbox-sign-in', count=1))
    phone.shot('39-sign-in-to-send')
    assert campus.records('remarks.add', fan) == []
    phone.page.locator('.tw-outbox .tw-banner a').click()
    phone.page.locator('input[name=name]').wait_for()
    phone.sign_in('caretaker')
    expect(phone.badge()).to_have_text(say('outbox-safe'), timeout=30_000)
    assert_once(campus, phone, fan, [phone.outbox()[0]['id']], kind='remarks.add')


def report(phone: Phone, thing: str, picture: bool = False) -> None:
    phone.go(f'/things/{thing}/do/repairs.report')
    phone.page.locator('.tw-form textarea').fill('吊扇异响')
    if picture:
        taken = {'name': 'fan.jpg', 'mimeType': 'image/jpeg', 'buffer': photo()}
        phone.page.locator('.tw-form input[type=file]').set_input_files(taken)
        phone.page.locator('.tw-form img').wait_for()
    phone.finish()


def remark(phone: Phone, text: str = '第二格书架松了') -> None:
    phone.page.locator('.tw-form textarea').fill(text)
    phone.finish()


def assert_once(campus: Campus, phone: Phone, thing: str, ids: list[str], kind: str = 'inspections.inspect') -> None:
    """The contract and the database file both hold exactly these records."""
    told = [record['id'] for record in history_of(phone, thing) if record['kind'] == kind]
    kept = [json.loads(row['envelope'])['id'] for row in campus.records(kind, thing)]
    assert (told, kept) == (ids, ids)
