"""How long the tests that draw by lot go on: a moment in `make test`, hours in `make soak`."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

SOAKS = bool(os.environ.get('SOAK'))
FIGURES = Path(os.environ.get('SOAK_FIGURES', 'soak.jsonl'))
EVERY = 30  # seconds between two lines about how far something has come


def times(usual: int, soak: int) -> int:
    """How often something is tried."""
    return soak if SOAKS else usual


def rounds(what: str, usual: int, soak: int) -> Iterator[int]:
    """So many rounds; `make soak` notes how many went well, so that one that is ended early has still proved something.

    Each line in `soak.jsonl` says how far one run of one test has come; the last one of a run counts.
    """
    begun = told = time.monotonic()
    done = 0

    def tell() -> None:
        if SOAKS:
            line = {'what': what, 'rounds': done, 'seconds': round(time.monotonic() - begun), 'run': os.getpid()}
            with FIGURES.open('a') as file:
                file.write(json.dumps(line) + '\n')

    try:
        for number in range(times(usual, soak)):
            yield number
            done += 1
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                tell()
    finally:
        tell()
