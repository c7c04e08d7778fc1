"""Figures: one JSON object a line, beside what it is to be compared with."""

import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Figure:
    """Durations are in ms, sizes in bytes, shares from 0 to 1; `against` was measured in the same run."""

    name: str
    value: float
    unit: str
    against: str = ''
    against_value: float = 0

    def line(self) -> str:
        shown: dict[str, Any] = asdict(self) | {'value': _short(self.value)}
        if self.against:
            ratio = self.value / self.against_value if self.against_value else 0
            shown |= {'against_value': _short(self.against_value), 'ratio': round(ratio, 4)}
        else:
            del shown['against'], shown['against_value']
        return json.dumps(shown, ensure_ascii=False)


Figures = Iterator[Figure]


def _short(value: float) -> float:
    return round(value, 3 if abs(value) < 10 else 1)


def duration(work: Callable[[], Any]) -> float:
    """How long one call takes, in ms."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def median_duration(work: Callable[[], Any], times: int = 5) -> float:
    """The median of several calls, in ms."""
    return statistics.median(duration(work) for _ in range(times))
