"""A bad network, two hundred times each way: which share of what was saved is on the server, each once, and how fast."""

import json
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.house import House
from tests.walk import faulty
from tests.walk.bad_network import behind, play

TIMES = 200
FAN = "SELECT id FROM thing WHERE name = '吊扇'"
ROWS = "SELECT envelope FROM record WHERE kind IN ('remarks.add', 'repairs.report')"


def figures(house: House) -> Figures:
    thing = str(house.rows(FAN)[0]['id'])
    house.stop()
    port = behind(house)
    house.start()
    with (
        tempfile.TemporaryDirectory(prefix='tagwalk-bench-') as folder,
        sync_playwright() as playwright,
        faulty.between(house.port, port) as proxy,
    ):
        played = play(playwright, Path(folder) / 'phone', house, NAME, proxy, thing)
        took: list[float] = []
        try:
            for fault in faulty.FAULTS:
                begun = time.perf_counter()
                played.suffer(fault, TIMES)
                took.append((time.perf_counter() - begun) * 1000 / proxy.hits[fault])
        finally:
            played.phone.close()
    arrived = [json.loads(row['envelope'])['id'] for row in house.rows(ROWS)]
    promised = len(played.promised)
    yield Figure('faults.hits', sum(proxy.hits.values()), '')
    yield Figure('faults.kept_share', len(set(arrived) & set(played.promised)) / promised, '')
    yield Figure('faults.doubled', len(arrived) - len(set(arrived)), '')
    yield Figure('faults.lies', len(played.lies), '')
    for fault, each in zip(faulty.FAULTS, took, strict=True):
        yield Figure(f'faults.{fault.replace(" ", "_")}.ms', each, 'ms')
