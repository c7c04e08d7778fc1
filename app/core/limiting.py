"""How often somebody may try something."""

import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.core.errors import TooOften

_limiter = MovingWindowRateLimiter(MemoryStorage())

SIGN_INS = '30/minute'
SOCKETS = '240/minute'  # of one session
LOOK_UPS = '120/minute'
STRANGER_LOOK_UPS = '30/minute'
STRANGER_REPORTS = '6/10 minute'  # of one address
THING_REPORTS = '10/hour'  # by strangers on one thing
SCHOOL_REPORTS = '60/hour'  # by strangers altogether


def allow(rate: str, *who: str) -> None:
    """Count one try. Raises TooOften with the seconds to wait."""
    item = parse(rate)
    if not _limiter.hit(item, *who):
        window = _limiter.get_window_stats(item, *who)
        raise TooOften('too_often', seconds=max(1, int(window.reset_time - time.time()) + 1))


class Delays:
    """A growing wait after failed tries: none for four, then 1 s, 2 s, 4 s… up to 15 minutes, never for ever."""

    FREE = 4
    LONGEST = 900

    def __init__(self) -> None:
        self._failures: dict[str, tuple[int, float]] = {}

    def check(self, who: str) -> None:
        """Raises TooOften while `who` has to wait."""
        count, last = self._failures.get(who, (0, 0.0))
        wait = self.wait_after(count) - (time.monotonic() - last)
        if wait > 0:
            raise TooOften('too_often', seconds=int(wait) + 1)

    def fail(self, who: str) -> None:
        if len(self._failures) > 10_000:
            self._failures.pop(next(iter(self._failures)))
        count, _ = self._failures.get(who, (0, 0.0))
        self._failures[who] = (count + 1, time.monotonic())

    def forget(self, who: str) -> None:
        self._failures.pop(who, None)

    @classmethod
    def wait_after(cls, count: int) -> float:
        """Seconds to wait after this many failures in a row."""
        return 0 if count <= cls.FREE else min(2.0 ** (count - cls.FREE - 1), cls.LONGEST)
