"""Whether what was promised can be kept: which piece goes to whom, so that nobody has one twice at a time."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

Span = tuple[datetime, datetime]  # from the first moment up to the second, which belongs to whoever comes next
DEEPEST = 400  # wishes beside promises by name
STEPS = 20_000  # choices tried; a school's ten projectors need a few hundred


@dataclass(frozen=True)
class Wish:
    """So many of these, whichever they are."""

    begins: datetime
    ends: datetime
    count: int = 1


def fits(taken: Mapping[Hashable, Sequence[Span]], wishes: Iterable[Wish]) -> bool:
    """Whether every wish can have pieces of its own for the whole of its time.

    `taken` names every piece with the times at which it is promised by name or out already. What could not be decided
    within STEPS counts as not possible: better to ask somebody than to promise too much.
    """
    jobs = sorted(
        (span for wish in wishes for span in [(wish.begins, wish.ends)] * wish.count), key=lambda span: span[0]
    )  # fmt: skip
    busy = [sorted(spans) for spans in taken.values()]
    if not jobs:
        return True
    if all(begins <= jobs[0][0] for spans in busy for begins, _ in spans):
        return _in_order(jobs, busy)
    return len(jobs) <= DEEPEST and _place(jobs, 0, busy, [STEPS])


def _in_order(jobs: list[Span], busy: list[list[Span]]) -> bool:
    """Nothing is promised by name later on: whichever piece is free at the moment will do."""
    free_from = [max((ends for _, ends in spans), default=None) for spans in busy]
    for begins, ends in jobs:
        piece = next((n for n, free in enumerate(free_from) if free is None or free <= begins), None)
        if piece is None:
            return False
        free_from[piece] = ends
    return True


def _place(jobs: list[Span], at: int, busy: list[list[Span]], left: list[int]) -> bool:
    """Give the jobs from `at` on their pieces; where the snuggest choice leads nowhere, the next one is tried."""
    if at == len(jobs):
        return True
    left[0] -= 1
    if left[0] < 0:
        return False
    job = jobs[at]
    seen: set[tuple[Span, ...]] = set()
    for piece in sorted(busy, key=lambda spans: _room(spans, job)):
        later = tuple(span for span in piece if span[1] > job[0])  # pieces with the same future are as good
        if later in seen or any(overlap(span, job) for span in later):
            continue
        seen.add(later)
        piece.append(job)
        if _place(jobs, at + 1, busy, left):
            return True
        piece.remove(job)
    return False


def _room(spans: list[Span], job: Span) -> float:
    """Seconds from the end of a job until the piece is wanted next: the less, the better it fits."""
    following = [begins for begins, _ in spans if begins >= job[1]]
    return (min(following) - job[1]).total_seconds() if following else float('inf')


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
