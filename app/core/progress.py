"""How far the long work of this process has come, for whoever waits for it."""

from typing import Any

_now: dict[str, Any] = {}


def tell(step: str, done: int, total: int) -> None:
    """What is being done, and how much of how much; `total` is 0 while nobody knows."""
    _now.update(step=step, done=done, total=total)


def how_far() -> dict[str, Any]:
    """Empty when there was no long work."""
    return dict(_now)
