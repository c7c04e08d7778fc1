"""A new version installs whole or not at all, never under an open form; a queue a month old is taken in all the same."""

import base64
import hashlib
import json
import re
import sqlite3
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.walk import faulty
from tests.walk.bad_network import behind
from tests.walk.campus import Campus, copy_of
from tests.walk.faulty import Faulty
from tests.walk.phone import NO_NETWORK, Phone

CACHED = """async () => (await (await caches.open('tw-files')).keys()).map(each => new URL(each.url).pathname)"""
# Look for a new version, and say what came of it once that is clear.
LOOK = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => {});
    while (registration.installing) await new Promise(done => setTimeout(done, 50));
    return registration.waiting ? 'waiting' : 'none';
}"""
WAITS = 'async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)'


@pytest.fixture
def far(founded: tuple[Campus, object], tmp_path: Path) -> Iterator[tuple[Campus, Faulty]]:
    """The school, and what stands between it and its phones."""
    school = copy_of(founded[0], tmp_path / 'data')
    port = behind(school)
    school.start()
    with faulty.between(school.port, port) as proxy:
        yield school, proxy
    school.stop()
    assert 'Traceback' not in school.said(), school.said()


def version(school: Campus, number: int) -> tuple[str, str, bytes, bytes]:
    """A new version of the phone's code: the old file's path, the new one's, its text, and the worker that wants it."""
    worker = fetched(school, '/sw.js').decode()
    [old] = set(re.findall(r'/static/dist/phone-\w+\.js', worker.split('\n', 1)[0]))
    text = fetched(school, old) + f'\n// version {number}'.encode()
    new = f'/static/dist/phone-VERSION{number}.js'
    files, rest = worker.split('\n', 1)
    listed = json.loads(files.removeprefix('self.TAGWALK_FILES = ').removesuffix(';'))
    for file in listed['first']:
        if file['url'] == old:
            file |= {'url': new, 'integrity': f'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'}
    return old, new, text, f'self.TAGWALK_FILES = {json.dumps(listed)};\n{rest}'.encode()


def fetched(school: Campus, path: str) -> bytes:
    with urllib.request.urlopen(f'http://127.0.0.1:{school.port}{path}', timeout=20) as answer:
        return bytes(answer.read())


def test_a_new_version_comes_whole_or_not_at_all_and_never_under_an_open_form(
    far: tuple[Campus, Faulty], playwright: Playwright, tmp_path: Path
) -> None:
    school, proxy = far
    thing = school.thing_of(school.code_of('吊扇'))
    phone = Phone(playwright, tmp_path / 'phone', replace(school, port=proxy.port))
    phone.forgive(NO_NETWORK, 'status of 404', 'integrity', 'status of 503', 'bad-precaching-response')
    try:
        phone.arrive('teacher')
        phone.ready_for_offline()
        # A file is missing, then one is not what it should be: the old version stays, and starts without a network.
        for number, given in ((1, None), (2, b'// somebody else wrote this')):
            old, new, _, worker = version(school, number)
            proxy.served = {'/sw.js': worker} | ({new: given} if given else {})
            assert phone.page.evaluate(LOOK) == 'none'
            cached = phone.page.evaluate(CACHED)
            assert old in cached and new not in cached
            phone.context.set_offline(True)
            phone.go('/')
            phone.shell()
            phone.context.set_offline(False)
            phone.go('/')
            phone.settle()

        # A whole one waits as long as something is half written, in another tab too.
        old, new, text, worker = version(school, 3)
        phone.go(f'/things/{thing}/do/remarks.add')
        phone.page.locator('.tw-form textarea').fill('半句话')
        proxy.served = {'/sw.js': worker, new: text}
        other = phone.context.new_page()
        other.goto(f'http://localhost:{proxy.port}/', wait_until='domcontentloaded')
        phone.until(lambda: other.evaluate('() => Boolean(globalThis.tagwalk?.sync)'))
        assert other.evaluate(LOOK) == 'waiting'
        other.reload(wait_until='domcontentloaded')
        other.wait_for_timeout(2500)
        assert other.evaluate(WAITS) and old in other.evaluate(CACHED)
        expect(phone.page.locator('.tw-form textarea')).to_have_value('半句话')
        phone.finish()
        phone.saved('acked')
        other.reload(wait_until='domcontentloaded')
        phone.until(lambda: old not in other.evaluate(CACHED), what='the new version took over')
        assert new in other.evaluate(CACHED) and not other.evaluate(WAITS)
        assert [json.loads(row['envelope'])['payload'] for row in school.records('remarks.add', thing)] == [
            {'text': '半句话'}
        ]
        assert not phone.complaints
    finally:
        phone.close()


def test_a_queue_that_is_forty_days_old_is_taken_in_after_signing_in(
    campus: Campus, hand: Callable[..., Phone]
) -> None:
    thing = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher')
    phone.ready_for_offline()
    phone.forgive(NO_NETWORK, 'status of 503', 'status of 401')
    campus.stop()
    then = datetime.now(UTC) - timedelta(days=40)
    phone.context.clock.set_system_time(then)
    phone.go(f'/things/{thing}/do/remarks.add')
    phone.shell()
    for text in ('放假前：叶片松了', '放假前：开关坏了'):
        phone.page.evaluate(
            "([thing, text]) => tagwalk.seal({kind: 'remarks.add', payload: {text}, thing_id: thing, how: 'list'})",
            [thing, text],
        )
    sealed = phone.outbox()
    with closing(sqlite3.connect(campus.data / 'tagwalk.sqlite3')) as base, base:
        base.execute("UPDATE session SET seen_at = '2026-01-01 00:00:00+00:00'")
    phone.restart()
    campus.start()
    phone.go('/')
    phone.sign_in('teacher')
    expect(phone.badge()).to_have_attribute('data-state', 'safe', timeout=30_000)
    arrived = campus.records('remarks.add', thing)
    assert [json.loads(row['envelope'])['id'] for row in arrived] == [row['id'] for row in sealed]
    assert {row['verdict'] for row in arrived} == {'accepted'}
    assert all(json.loads(row['envelope'])['at'][:10] == sealed[0]['envelope']['at'][:10] for row in arrived)
