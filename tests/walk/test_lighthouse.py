"""Lighthouse, mobile preset, on the pages that people open most: fast, reachable, and nothing done badly.

Speed is worked out for a slow phone on a slow line («simulated throttling») from what the browser did here; a busy
machine can only make it worse, so the best of some runs counts.
"""

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.house import ROOT, free_port
from tests.walk.campus import Campus
from tests.walk.conftest import Hand
from tests.walk.test_axe import filled

FOLDER = ROOT / 'tests' / 'lighthouse'
RUNS = 3
# Least performance in percent, on a machine that does other things too. With nothing else to do sign-in has 100, home 96,
# outbox 88, a thing's page and scan about 80: all of them are to come to 90.
FAST = {'/sign-in': 75, '/': 55, '/outbox': 50, '/things/{fan}': 35, '/scan': 35}


def test_lighthouse_finds_the_pages_fast_and_well_made(hand: Hand, campus: Campus) -> None:
    port = free_port()
    phone = hand(switches=(f'--remote-debugging-port={port}', '--remote-debugging-address=127.0.0.1'))
    wrong = {}
    for path, fast in FAST.items():
        if path == '/':
            phone.arrive('keeper', '/')
        answer = judged(port, campus.url + filled(path, campus, ''), fast)
        if not is_well(answer['scores'], fast):
            wrong[path] = answer
    assert wrong == {}


def judged(port: int, address: str, fast: int) -> dict[str, Any]:
    """The best of some runs; the first that is good enough ends them."""
    node = shutil.which('node') or pytest.fail('no node: run `make build`')
    best: dict[str, Any] = {}
    for _ in range(RUNS):
        done = subprocess.run(
            [node, 'judge.mjs', str(port), address], cwd=FOLDER, capture_output=True, text=True, timeout=180
        )
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        assert not answer.get('problem') and answer['at'].startswith(address), answer
        if not best or answer['scores']['performance'] > best['scores']['performance']:
            best = answer
        if is_well(best['scores'], fast):
            break
    return best


def is_well(scores: dict[str, int], fast: int) -> bool:
    return scores['performance'] >= fast and scores['accessibility'] == scores['best-practices'] == 100
