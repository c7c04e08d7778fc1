"""Defects planted into the real write path: the simulation of phones and server has to notice each of them."""

import asyncio

import pytest

from tests.simulation.defects_around import PLANTED
from tests.simulation.ground import Ground
from tests.soak import SOAKS
from tests.test_phones import live

pytestmark = pytest.mark.sqlite
SEEDS = 1000  # within which each has to be noticed; almost all are within twenty
RARE = ('what was undone in the tables stays in memory', 'a label that changed hands leads to where it was')


@pytest.mark.parametrize('what', [what for what in PLANTED if SOAKS or what not in RARE])
def test_a_planted_defect_is_noticed(
    runner: asyncio.Runner, ground: Ground, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    PLANTED[what](monkeypatch)
    for seed in range(SEEDS):
        try:
            live(runner, ground, seed)
        except AssertionError:
            return
    pytest.fail(f'{SEEDS} histories, and nobody noticed that {what}')
