"""From a label in front of the camera to a form that can be filled in, with the network and without."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.house import House
from tests.walk.camera import aim, label_with
from tests.walk.phone import Phone

TIMES = 7
FAN = "SELECT tag.code FROM tag JOIN thing ON thing.id = tag.thing_id WHERE thing.name = '吊扇'"
# Both moments are told by the page's own code; the page may be another one in between.
TAKEN = """() => {
    const decoded = Number(sessionStorage.getItem('tw-decoded-at'));
    const ready = globalThis.tagwalk?.formReadyAt ?? 0;
    return decoded && ready >= decoded ? [ready - decoded] : null;
}"""


def figures(house: House) -> Figures:
    code = house.rows(FAN)[0]['code']
    with tempfile.TemporaryDirectory(prefix='tagwalk-bench-') as folder, sync_playwright() as playwright:
        phone = Phone(playwright, Path(folder) / 'phone', house)
        try:
            phone.arrive(NAME)
            phone.ready_for_offline()
            aim(phone.camera, label_with(f'{house.url}/T/{code}'))
            yield Figure('scan.form.online', _median(phone), 'ms')
            house.stop()
            phone.go('/')
            phone.shell()
            yield Figure('scan.form.offline', _median(phone), 'ms')
        finally:
            phone.close()


def _median(phone: Phone) -> float:
    return statistics.median(_scan(phone) for _ in range(TIMES))


def _scan(phone: Phone) -> float:
    """Ms from the decoded code to the form."""
    phone.go('/')
    phone.poll('() => globalThis.tagwalk?.ready?.then(() => true)')
    phone.page.evaluate("sessionStorage.removeItem('tw-decoded-at')")
    phone.page.locator('a.tw-scan').click()
    return float(phone.poll(TAKEN)[0])
