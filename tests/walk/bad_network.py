"""Saving on a phone while its network fails in one way again and again, and what must be true all the time."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Playwright

from tests.house import House, free_port
from tests.walk.faulty import Faulty
from tests.walk.phone import NO_NETWORK, Phone

PATIENCE = 1500  # ms that this phone waits for an answer, instead of half a minute
MOMENT = 0.002  # seconds that the page's clock is cut down by
# Whenever the header turns to «all safe», and whenever something was saved while it says so: what was saved by then.
WATCH = """patience => {
    globalThis.promised = [];
    globalThis.claims = [];
    const claim = () => {
        const badge = document.querySelector('header .tw-badge');
        if (badge?.dataset.state === 'safe') claims.push({at: Date.now(), ids: [...promised]});
    };
    const seal = tagwalk.seal;
    tagwalk.seal = async (...given) => {
        const row = await seal(...given);
        promised.push(row.id);
        claim();
        return row;
    };
    new MutationObserver(claim).observe(document.querySelector('header'),
        {subtree: true, attributes: true, childList: true, characterData: true});
    tagwalk.sync.line.patience = patience;
}"""
# What a page does first of all: it asks who is signed in, sends, and fetches.
BEGUN = """async () => !tagwalk.sync.running
    && (await tagwalk.db.get('meta', 'pulled_at')) > performance.timeOrigin"""
# What a form has saved is found by its text: it had its own way to save before anybody watched.
BY_FORM = """async text => {
    const rows = await tagwalk.db.getAll('outbox');
    promised.push(rows.find(row => row.envelope.payload.text === text).id);
}"""
# Every fourth record has a photo, each with other bytes.
SAVE = """async ([thing, text, picture]) => {
    const photos = [];
    if (picture) {
        const canvas = new OffscreenCanvas(40, 30);
        const context = canvas.getContext('2d');
        for (let at = 0; at < 40; at++) {
            context.fillStyle = `hsl(${Math.floor(Math.random() * 360)} 80% 50%)`;
            context.fillRect(at, 0, 1, 30);
        }
        const bytes = await (await canvas.convertToBlob({type: 'image/jpeg'})).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        const sha256 = [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('');
        photos.push({sha256, data: bytes, w: 40, h: 30, mime: 'image/jpeg'});
    }
    const payload = picture
        ? {what: text, urgency: 'normal', photos: photos.map(photo => photo.sha256)} : {text};
    const kind = picture ? 'repairs.report' : 'remarks.add';
    const row = await tagwalk.seal({kind, payload, thing_id: thing, how: 'list'}, photos);
    return row.id;
}"""
POKE = """() => void (tagwalk.sync.running || tagwalk.sync.run('visible'))"""


@dataclass
class Played:
    """One phone behind one bad network."""

    phone: Phone
    proxy: Faulty
    thing: str
    promised: list[str] = field(default_factory=list)  # ids in the order they were saved
    lies: list[str] = field(default_factory=list)  # ids of what was not on the server while the header said so

    def suffer(self, fault: str, times: int) -> None:
        """Save through a form, then without one, until this many uploads have gone wrong; then the network is well."""
        page, proxy = self.phone.page, self.proxy
        self.phone.go(f'/things/{self.thing}/do/remarks.add')
        self.phone.settle()
        self.phone.poll(BEGUN)
        page.evaluate(WATCH, PATIENCE)
        proxy.fault = fault
        page.locator('.tw-form textarea').fill(f'{fault} form')
        self.phone.finish()
        self.phone.saved('sealed', 'sent')
        page.evaluate(BY_FORM, f'{fault} form')
        self.phone.until(lambda: proxy.hits.get(fault, 0) > 0, what=f'{fault}: the first upload went wrong')
        assert self.phone.badge().get_attribute('data-state') in ('sending', 'waiting')
        proxy.fault = ''
        self._recover(f'{fault}: it was sent again by itself')
        proxy.fault = fault
        saved = 0
        while (before := proxy.hits[fault]) < times:
            # A photo's upload may take two minutes: a slow network is left to records.
            picture = saved % 4 == 3 and fault != 'slow'
            page.evaluate(SAVE, [self.thing, f'{fault} {saved}', picture])
            saved += 1
            self.phone.until(lambda: proxy.hits[fault] > before or page.evaluate(POKE), what=f'{fault}: {saved}')
        assert self.phone.badge().get_attribute('data-state') in ('sending', 'waiting')
        proxy.fault = ''
        self._recover(f'{fault}: all is sent', POKE)
        self.promised += page.evaluate('promised')
        for claim in page.evaluate('claims'):
            self.lies += [id for id in claim['ids'] if self.proxy.told.get(id, 1e12) > claim['at'] / 1000 + MOMENT]

    def _recover(self, what: str, poke: str = '') -> None:
        """Until the header says that all is safe; with `poke` somebody looks at the phone until then."""

        def is_safe() -> bool:
            return self.phone.badge().get_attribute('data-state') == 'safe' or bool(poke and self.phone.ask(poke))

        self.phone.until(is_safe, 60, what)


def play(playwright: Playwright, folder: Path, house: House, name: str, proxy: Faulty, thing: str) -> Played:
    """A phone that is signed in through the bad network, as long as that is well."""
    phone = Phone(playwright, folder, replace(house, port=proxy.port))
    phone.forgive(NO_NETWORK, 'status of 502', r'ERR_(INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH)')
    phone.arrive(name)
    return Played(phone, proxy, thing)


def behind(house: House) -> int:
    """The port for a bad network; the server is told that this is where people find it."""
    port = house.port
    while port == house.port:
        port = free_port()
    house.extra['TAGWALK_PUBLIC_URL'] = f'http://localhost:{port}'
    return port
