"""How long the tests that draw by lot go on: a moment in `make test`, a night in `make soak`."""

import os

SOAKS = bool(os.environ.get('SOAK'))


def times(usual: int, soak: int) -> int:
    """How often something is tried."""
    return soak if SOAKS else usual
