"""The search for everything without a network, over ten thousand things: from a letter typed to the lines on the screen."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.house import House
from tests.walk.phone import Phone

THINGS = 10_000
PLANT = """async count => {
    const tx = tagwalk.db.transaction('things', 'readwrite');
    for (let number = 0; number < count; number++)
        tx.store.put({id: `bench-${number}`, kind: number % 20 ? 'asset' : 'place', ver: 1, inside: `bench-${number - number % 20}`,
            name: `${['课桌', '椅子', '投影仪', '饮水机', '吊扇'][number % 5]} ${number}`, code: `QH2026-${10000 + number}`});
    await tx.done;
}"""
# From the moment the page is asked for until it can be searched; then each question until its lines are drawn.
TYPE = """async asked => {
    const field = document.querySelector('.tw-find input');
    const drawn = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const took = [];
    for (const text of asked) {
        const begun = performance.now();
        field.value = text;
        field.dispatchEvent(new Event('input', {bubbles: true}));
        await drawn();
        took.push([performance.now() - begun, document.querySelectorAll('.tw-find a.tw-row').length]);
    }
    return took;
}"""
ASKED = ['吊', '吊扇', '吊扇 99', 'qh2026-17', '投影仪', '饮水机 4', '999', '没有这个', '椅子 12', 'QH2026-19999']
READY = """() => {
    const field = document.querySelector('.tw-find input');
    if (!field) return false;
    field.value = '吊扇';
    field.dispatchEvent(new Event('input', {bubbles: true}));
    return document.querySelector('.tw-find a.tw-row') && performance.now();
}"""


def figures(house: House) -> Figures:
    with tempfile.TemporaryDirectory(prefix='tagwalk-bench-') as folder, sync_playwright() as playwright:
        phone = Phone(playwright, Path(folder) / 'phone', house)
        try:
            phone.arrive(NAME)
            phone.ready_for_offline()
            phone.page.evaluate(PLANT, THINGS)
            house.stop()
            phone.go('/find')
            phone.shell()
            begun = phone.poll(READY)
            took = phone.page.evaluate(TYPE, ASKED)
        finally:
            phone.close()
    assert [lines for _, lines in took].count(0) == 1, took
    yield Figure('find.offline.ms', statistics.median(ms for ms, _ in took), 'ms')
    yield Figure('find.offline.worst_ms', max(ms for ms, _ in took), 'ms')
    yield Figure('find.offline.first_ms', begun, 'ms')
