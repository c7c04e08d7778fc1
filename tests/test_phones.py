"""Two thousand histories of phones, network and server, each drawn from a number: SYNC's invariants hold in all of them.

`SEED=1234 pytest tests/test_phones.py` lives through one of them again and prints what happens in it.
"""

import asyncio
import os

import pytest

from tests.simulation.ground import Ground
from tests.simulation.world import World
from tests.soak import rounds

pytestmark = pytest.mark.sqlite

SEEDS = 2_000, 200_000
LONGEST = 120  # seconds: what takes longer hangs
# Seeds that failed once, and the only ones among the first thousand that notice a defect which is hard to see.
KEPT = {
    264: 'a record that was sent twice in the batch in which it went on was told of as accepted and as held',
    47: 'a phone that had not heard of a new epoch',
    327: 'a label that changed hands within a batch',
    340: 'what was undone within a batch',
}


def live(runner: asyncio.Runner, ground: Ground, seed: int) -> World:
    """One history. Raises AssertionError with the seed, and with the way to see it again."""
    world = World(ground, seed)
    try:
        runner.run(asyncio.wait_for(world.run(), LONGEST))
    except Exception as problem:
        last = '\n'.join(world.trace[-6:])
        again = f'SEED={seed} .venv/bin/python -m pytest tests/test_phones.py'
        raise AssertionError(f'{last}\n{problem}\nonce more: {again}') from problem
    return world


@pytest.mark.skipif('SEED' not in os.environ, reason='asks for one seed by its number')
def test_the_seed_that_was_asked_for(runner: asyncio.Runner, ground: Ground) -> None:
    world = World(ground, int(os.environ['SEED']))
    try:
        runner.run(asyncio.wait_for(world.run(), LONGEST))
    finally:
        print('\n'.join(world.trace))


@pytest.mark.parametrize('seed', KEPT)
def test_a_seed_that_is_kept_holds(runner: asyncio.Runner, ground: Ground, seed: int) -> None:
    live(runner, ground, seed)


def test_the_same_seed_gives_the_same_history(runner: asyncio.Runner, ground: Ground) -> None:
    assert live(runner, ground, 7).trace == live(runner, ground, 7).trace != live(runner, ground, 8).trace


@pytest.mark.skipif('SEED' in os.environ, reason='one seed was asked for')
def test_whatever_happens_to_phones_network_and_server_nothing_is_lost(runner: asyncio.Runner, ground: Ground) -> None:
    for seed in rounds('histories', *SEEDS):
        live(runner, ground, seed)
