"""A phone in somebody's hand: Debian's Chromium on a profile of its own, watched for every complaint it makes."""

import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page, Playwright, expect

from tests.house import PASSWORD, House
from tests.walk.camera import aim

SHOTS = Path(__file__).parent / 'shots'
SCREEN = {'width': 390, 'height': 844}
DESK = {'width': 1280, 'height': 800}
SWITCHES = (
    '--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', '--disable-quic',
    '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-gpu', '--mute-audio',
)  # fmt: skip
# What a browser itself says when there is no network: not a fault of ours.
NO_NETWORK = (
    r'net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|CONNECTION_CLOSED|FAILED'
    r'|NETWORK_CHANGED|SOCKET_NOT_CONNECTED|ABORTED)|An unknown error occurred when fetching the script'
)
expect.set_options(timeout=15_000)


def chromium() -> str:
    for name in ('chromium', 'chromium-browser', 'google-chrome'):
        if path := shutil.which(name):
            return path
    raise RuntimeError('no Chromium: run `make browser`')


class Phone:
    """One browser with one page open. `complaints` holds whatever its console said that nobody forgave."""

    def __init__(
        self,
        playwright: Playwright,
        folder: Path,
        campus: House,
        language: str = 'zh-CN',
        desk: bool = False,
        zone: str = 'Asia/Shanghai',
        switches: Sequence[str] = (),
    ):
        self.playwright, self.folder, self.campus, self.language, self.desk = playwright, folder, campus, language, desk
        self.zone, self.switches = zone, switches
        self.camera = folder / 'camera.mjpeg'
        self.complaints: list[str] = []
        self.forgiven: list[str] = []
        self.context: BrowserContext
        self.page: Page
        folder.mkdir(parents=True)
        aim(self.camera)
        self.open()

    def open(self) -> None:
        """Switch it on: whatever it stored is there, no page is open."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder / 'profile', executable_path=chromium(), locale=self.language, timezone_id=self.zone,
            args=[*SWITCHES, *self.switches, f'--use-file-for-fake-video-capture={self.camera}'], accept_downloads=True,
            viewport=DESK if self.desk else SCREEN, device_scale_factor=1 if self.desk else 2,
            is_mobile=not self.desk, has_touch=not self.desk,
        )  # fmt: skip
        self.context.set_default_timeout(15_000)
        self.context.on('console', self._hear)
        self.context.on('weberror', lambda error: self.complain(f'uncaught: {error.error}'))
        self.page = self.context.pages[0]

    def close(self) -> None:
        with suppress(Error):
            self.context.close()

    def restart(self) -> None:
        """Switch it off and on as people do; a cookie is on the disk for certain only after that."""
        self.close()
        self.open()

    def kill(self) -> None:
        """End the browser as a dead battery would, and wait until it is gone."""
        mine = f'--user-data-dir={self.folder / "profile"}'
        browser = next(id for id, words in processes() if mine in words and '--type=' not in words)
        os.kill(browser, signal.SIGKILL)
        until(lambda: not any(mine in words for _, words in processes()))
        self.close()

    # -- what it says -------------------------------------------------------------------------------------------------

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ('error', 'warning'):
            self.complain(f'{message.type}: {message.text} ({message.location.get("url", "")})')

    def complain(self, text: str) -> None:
        if not any(re.search(pattern, text) for pattern in self.forgiven):
            self.complaints.append(text)

    def forgive(self, *patterns: str) -> None:
        """Complaints like these are expected from here on."""
        self.forgiven += patterns

    # -- going about --------------------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        self.page.goto(self.campus.url + path, wait_until='domcontentloaded')

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Fill in the door's form; the page that was wanted comes next."""
        self.page.locator('input[name=name]').fill(name)
        self.page.locator('input[name=password]').fill(password)
        self.page.locator('button[type=submit]').click()
        self.page.wait_for_url(lambda url: '/sign-in' not in url, wait_until='domcontentloaded')

    def arrive(self, name: str, path: str = '/') -> None:
        self.go(path)
        self.sign_in(name)
        self.settle()

    def speak(self, language: str) -> None:
        """Choose the language on the page about oneself, unless it is the one spoken already."""
        if self.poll('() => document.documentElement?.lang') == language:
            return
        back = self.page.url
        self.go('/me')
        self.page.locator(f'.tw-page button[lang={language}]').click()
        self.poll('language => document.documentElement?.lang === language', language)
        self.page.goto(back, wait_until='domcontentloaded')
        self.settle()

    def settle(self) -> None:
        """Until the phone's own code runs and the page is drawn."""
        self.poll(
            "() => globalThis.tagwalk?.ready?.then(() => document.querySelector('h1, .tw-viewfinder') && !document.getElementById('tw-early'))"
        )

    def shell(self) -> None:
        """Until the offline app is what this page shows."""
        self.page.locator('.tw-shell').wait_for()

    def live(self) -> None:
        """Until the server's own page is what this page shows."""
        self.page.locator('nav.tw-tabs').wait_for()

    def poll(self, question: str, argument: Any = None, patience: float = 20) -> Any:
        """Ask the page until the answer is yes: `wait_for_function` may not run under our policy."""
        return self.until(lambda: self.ask(question, argument), patience, question)

    def until(self, question: Callable[[], Any], patience: float = 20, what: str = '') -> Any:
        """Ask again and again until the answer is yes; the browser's own events are heard meanwhile."""
        return until(question, patience, what, rest=lambda: self.page.wait_for_timeout(50))

    def ask(self, question: str, argument: Any = None) -> Any:
        """The page's answer, or nothing while it is being replaced by another."""
        try:
            return self.page.evaluate(question, argument)
        except Error as error:
            if 'navigat' in str(error) or 'context was destroyed' in str(error):
                return None
            raise

    def ready_for_offline(self) -> None:
        """Until the service worker has all it needs and the snapshot is in the store."""
        self.poll("""async () => {
            const worker = await navigator.serviceWorker.getRegistration();
            if (!worker?.active || !navigator.serviceWorker.controller) return false;
            const later = await caches.open('tw-later');
            return Boolean(await tagwalk.db.get('meta', 'cursor')) && (await later.keys()).length > 0;
        }""")

    def outbox(self) -> list[dict[str, Any]]:
        return list(self.page.evaluate("async () => (await tagwalk.db.getAll('outbox'))"))

    def badge(self) -> Locator:
        return self.page.locator('header .tw-badge')

    def answer_ok(self) -> None:
        """Press OK on every item that asks for it, and zero where a number is wanted."""
        form = self.page.locator('.tw-form')
        form.wait_for()
        for item in form.locator('.tw-item').all():
            ok = item.locator('button[data-value=ok]')
            if ok.count():
                ok.click()
            elif (number := item.locator('input[inputmode=decimal]')).count():
                number.fill('0')

    def finish(self) -> None:
        self.page.locator('.tw-form .tw-bottom .tw-primary').click()

    def saved(self, *states: str) -> Locator:
        """The screen after saving, once the record is in one of these states."""
        seen = self.page.locator(', '.join(f'.tw-saved[data-state="{state}"]' for state in states))
        seen.wait_for()
        return seen

    def shot(self, name: str) -> None:
        """A picture of the whole page for a designer's eye."""
        folder = SHOTS / ('en' if self.language == 'en' else 'zh')
        folder.mkdir(parents=True, exist_ok=True)
        self.page.evaluate('() => document.fonts.ready.then(() => true)')
        self.page.screenshot(path=folder / f'{name}.png', animations='disabled')


def until(
    question: Callable[[], Any],
    patience: float = 20,
    what: str = '',
    rest: Callable[[], None] = lambda: time.sleep(0.05),
) -> Any:
    """Ask again and again until the answer is yes, and give it back."""
    end = time.monotonic() + patience
    while not (answer := question()):
        if time.monotonic() > end:
            raise AssertionError(f'still no after {patience} s: {what or question}')
        rest()
    return answer


def processes() -> list[tuple[int, str]]:
    """Everybody's process ids and command lines."""
    seen = []
    for folder in Path('/proc').iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                seen.append((int(folder.name), (folder / 'cmdline').read_bytes().decode(errors='replace')))
    return seen
