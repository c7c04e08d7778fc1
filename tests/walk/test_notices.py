"""Reminders in a real browser: what the page says of itself, what a push shows, and where a tap on it leads."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import CDPSession, expect

from tests.walk.campus import Campus
from tests.walk.phone import Phone

SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  return (await worker.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
}"""


def push(line: CDPSession, registration: str, campus: Campus, said: Any) -> None:
    """What a push service would hand to the browser."""
    data = said if isinstance(said, str) else json.dumps(said)
    line.send('ServiceWorker.deliverPushMessage', {'origin': campus.url, 'registrationId': registration, 'data': data})


def shown(phone: Phone, count: int) -> list[dict[str, Any]]:
    for _ in range(400):  # a browser beside other work takes its time
        found = phone.page.evaluate(SHOWN)
        if len(found) == count:
            return found
        time.sleep(0.1)
    raise AssertionError(f'{count} notifications were not shown')


def test_a_push_is_shown_as_it_was_said_and_what_cannot_be_read_is_shown_as_ours(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    phone = hand('caretaker', language=language)
    phone.context.grant_permissions(['notifications'], origin=campus.url)
    phone.ready_for_offline()
    line = phone.context.new_cdp_session(phone.page)
    seen: list[str] = []
    line.on(
        'ServiceWorker.workerRegistrationUpdated',
        lambda event: seen.extend(each['registrationId'] for each in event['registrations']),
    )
    line.send('ServiceWorker.enable')
    phone.page.wait_for_timeout(500)
    said = {'title': say('app-name'), 'body': '· 漏查', 'path': '/repairs', 'tag': 'one', 'language': language}
    push(line, seen[0], campus, said)
    [found] = shown(phone, 1)
    assert found == {'title': say('app-name'), 'body': '· 漏查', 'tag': 'one', 'data': '/repairs'}
    push(line, seen[0], campus, said | {'body': '· 还是漏查'})
    phone.page.wait_for_timeout(500)
    assert shown(phone, 1)[0]['body'] == '· 还是漏查'
    push(line, seen[0], campus, 'no json')
    assert {each['data'] for each in shown(phone, 2)} == {'/repairs', '/'}


def test_the_page_about_oneself_says_how_it_stands(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    phone = hand('caretaker', language=language)
    state = phone.page.locator('[role=status]').filter(has_text=say('notices-here-blocked'))
    phone.page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    phone.go('/me')
    expect(state).to_be_visible()
    phone.shot('70-notices-blocked')


SUBSCRIBED = """key => {
  const made = { endpoint: 'https://fcm.googleapis.com/fcm/send/walk', keys: { p256dh: key, auth: 'MDEyMzQ1Njc4OWFiY2RlZg' } };
  PushManager.prototype.subscribe = () =>
    new Promise((done) => setTimeout(() => done({ ...made, toJSON: () => made }), 300));
}"""


def test_a_tap_turns_reminders_on_and_the_office_counts_them(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    phone = hand('caretaker', language=language)
    phone.context.grant_permissions(['notifications'], origin=campus.url)
    phone.ready_for_offline()
    phone.go('/me')
    state = phone.page.locator('[role=status]')
    expect(state).to_have_text(say('notices-here-off'))
    point = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )  # fmt: skip
    phone.page.evaluate(SUBSCRIBED, base64.urlsafe_b64encode(point).decode().rstrip('='))
    phone.page.get_by_text(say('notices-turn-on'), exact=True).click()
    expect(state).to_have_text(say('notices-here-waiting'))
    expect(state).to_have_text(say('notices-here-on'))
    assert len(campus.rows('SELECT id FROM browser')) == 1
    phone.shot('71-notices-on')
    phone.page.get_by_text(say('notices-turn-off'), exact=True).click()
    expect(state).to_have_text(say('notices-here-off'))
    assert campus.rows('SELECT id FROM browser') == []
