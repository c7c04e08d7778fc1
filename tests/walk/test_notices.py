"""Reminders in a real browser: what the page says of itself, what a push shows, and where a tap on it leads."""

import json
import time
from collections.abc import Callable
from typing import Any

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
    for _ in range(100):
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
