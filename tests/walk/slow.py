"""A phone with a slower processor than ours: every thread of its page gets its turn only so often."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.walk.phone import Phone, processes

TURN = 0.005  # seconds that it runs for at a time
LOOK = 1  # seconds between two looks for its processes


@contextmanager
def slowed(phone: Phone, times: int) -> Iterator[None]:
    """Stop and continue the page's process. DevTools' own brake slows its main thread only, not the one that reads."""
    mine = f'--user-data-dir={phone.folder / "profile"}'
    browser = {id for id, words in processes() if mine in words and '--type=' not in words}
    ended = threading.Event()

    def renderers() -> list[int]:
        return [id for id, words in processes() if '--type=renderer' in words and _above(id) & browser]

    def brake() -> None:
        pages, asked = renderers(), time.monotonic()
        while not ended.is_set():
            if time.monotonic() - asked > LOOK:  # a page that was opened since may have another process
                pages, asked = renderers(), time.monotonic()
            _tell(pages, signal.SIGSTOP)
            time.sleep(TURN * (times - 1))
            _tell(pages, signal.SIGCONT)
            time.sleep(TURN)

    assert renderers(), 'no page to slow down'
    thread = threading.Thread(target=brake, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        _tell(renderers(), signal.SIGCONT)


def _tell(ids: list[int], what: signal.Signals) -> None:
    for id in ids:
        with suppress(ProcessLookupError):
            os.kill(id, what)


def _above(id: int) -> set[int]:
    """Everybody above a process: a page's process may be a child of the browser's zygote."""
    above: set[int] = set()
    with suppress(OSError):
        while id > 1:
            with open(f'/proc/{id}/stat') as stat:
                id = int(stat.read().rpartition(')')[2].split()[1])
            above.add(id)
    return above
