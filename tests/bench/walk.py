"""Walk mode in front of a film of shelves: how many labels a second it counts, and how many of all there were."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Playwright, sync_playwright

from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.house import House
from tests.walk import shelf
from tests.walk.camera import labels_in
from tests.walk.phone import Phone, until
from tests.walk.slow import slowed
from tests.walk.test_rounds import hand_in

COUNT = 120  # labels in the film
SLOWER = 4
# Counts of things, with when each was written down; the phone's own clock.
COUNTED = """async () => (await tagwalk.db.getAll('outbox'))
    .filter((row) => row.envelope.kind === 'stocktakes.count')
    .map((row) => [row.envelope.thing_id, row.sealed_at])"""
# Every reading that begins with this script asks for one code of a picture instead of all of them.
ONE_ONLY = """(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (task, ...more) {
        if (task?.options) task.options.maxNumberOfSymbols = 1;
        return post.call(this, task, ...more);
    };
})()"""


def figures(house: House) -> Figures:
    stocktake, room = _start(house)
    with tempfile.TemporaryDirectory(prefix='tagwalk-bench-') as folder, sync_playwright() as playwright:
        house.command('labels', '-o', f'{folder}/labels.pdf')
        assets = {row['code'] for row in house.rows(LABELLED)}
        labels = [label for code, label in sorted(labels_in(Path(folder) / 'labels.pdf').items()) if code in assets]
        shown = labels[:COUNT]
        many = _walk(playwright, house, Path(folder) / 'many', shown, f'/stocktakes/{stocktake}/walk', room)
        single = _walk(playwright, house, Path(folder) / 'one', shown, f'/stocktakes/{stocktake}/walk', room, ONE_ONLY)
    yield Figure('walk.labels_per_second', many[0], '1/s', 'one code a picture', single[0])
    yield Figure('walk.found_share', many[1], '', 'one code a picture', single[1])


LABELLED = """SELECT tag.code FROM tag JOIN thing ON thing.id = tag.thing_id
    WHERE thing.kind = 'asset' AND thing.quantity = 1"""


def _start(house: House) -> tuple[str, str]:
    """A stocktake of everything; its id, and the room with most in it."""
    line = house.sign_in(NAME)
    hand_in(line, 'stocktakes.plan', {'name': 'bench', 'reference': '2026-11-20'}, 1)
    [row] = house.rows('SELECT id FROM stocktake')
    hand_in(line, 'stocktakes.start', {'stocktake': row['id']}, 2)
    most = 'SELECT place_id FROM stocktake_line GROUP BY place_id ORDER BY count(*) DESC LIMIT 1'
    return str(row['id']), str(house.rows(most)[0]['place_id'])


def _walk(
    playwright: Playwright, house: House, folder: Path, labels: Sequence[Image.Image], path: str, room: str,
    script: str = '',
) -> tuple[float, float]:  # fmt: skip
    """Labels a second from the first to the last one counted, and which share of all, in one walk past the shelves."""
    phone = Phone(playwright, folder, house)
    try:
        if script:
            phone.context.add_init_script(script)
        phone.arrive(NAME)
        phone.ready_for_offline()
        phone.poll("async () => (await tagwalk.db.getAll('books')).length > 0")
        # Without a network: what another phone has counted may not spare this one the work.
        phone.context.set_offline(True)
        phone.page.evaluate('([id, room]) => tagwalk.db.put("meta", room, `stocktake-room:${id}`)', [path[12:48], room])
        shelf.film(phone.camera, labels, before=4, after=120)
        with slowed(phone, SLOWER):
            phone.go(path)
            until(lambda: phone.page.evaluate(COUNTED), 60, 'the first label')
            time.sleep(shelf.seconds(len(labels)) + 3)
        taken = sorted(at for _, at in phone.page.evaluate(COUNTED))
        return (len(taken) - 1) / max((taken[-1] - taken[0]) / 1000, 0.001), len(taken) / len(labels)
    finally:
        phone.close()
