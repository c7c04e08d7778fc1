"""How many bytes a thing's page takes over the wire: all of them, with headers, socket and service worker."""

from http.cookies import SimpleCookie

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.bench.wire import Wire, open_wire
from tests.house import House
from tests.walk.phone import SCREEN, SWITCHES, chromium

FAN = "SELECT id FROM thing WHERE name = '吊扇'"
# Whether the service worker has fetched what the phone needs later, the scanner above all.
KEPT = "async () => (await (await caches.open('tw-later')).keys()).length > 0"


def figures(house: House) -> Figures:
    path = f'/things/{house.rows(FAN)[0]["id"]}'
    cookies = house.sign_in(NAME).cookies
    with open_wire(house.port) as wire, sync_playwright() as playwright:
        url = f'http://localhost:{wire.port}'
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        page = _phone(browser, cookies, url, worker=False).new_page()
        yield Figure('weight.first', _visit(page, url + path, wire), 'bytes')
        page.context.close()
        page = _phone(browser, cookies, url, worker=True).new_page()
        before = wire.so_far()
        _visit(page, url + path, wire)
        while not page.evaluate(KEPT):
            page.wait_for_timeout(200)
        yield Figure('weight.first.offline', wire.so_far() - before, 'bytes')
        yield Figure('weight.repeat', _visit(page, url + path, wire), 'bytes')
        browser.close()


def _phone(browser: Browser, cookies: str, url: str, *, worker: bool) -> BrowserContext:
    """Somebody who has signed in and has nothing stored; without its worker it fetches only what the page shows."""
    context = browser.new_context(
        locale='zh-CN', viewport=SCREEN, is_mobile=True, has_touch=True, service_workers='allow' if worker else 'block'
    )
    context.add_cookies([{'name': key, 'value': each.value, 'url': url} for key, each in SimpleCookie(cookies).items()])
    return context


def _visit(page: Page, address: str, wire: Wire) -> int:
    """Bytes until the page stands and the wire is quiet."""
    before = wire.so_far()
    page.goto(address)
    page.locator('.tw-form .tw-item').first.wait_for()
    return wire.so_far() - before
