"""A server to measure: in a folder of its own, with the clean register in it and somebody to call it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house import PASSWORD, REGISTER, House

NAME = 'bench'


@contextmanager
def open_house(*, register: bool = True) -> Iterator[House]:
    """A server with an administrator, and the clean register unless that is not wanted; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix='tagwalk-bench-') as folder:
        house = House(Path(folder) / 'data')
        house.command('user', 'add', NAME, '--role', 'administrator', given=PASSWORD)
        if register:
            house.command('import', str(REGISTER))
        house.start()
        try:
            yield house
        finally:
            house.stop()
