"""What follows from the counts of one thing, whatever order they came in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

RESULTS = ('here', 'misplaced', 'no_place', 'not_seen', 'quantity', 'damaged', 'differs')
DIFFERENCES = RESULTS[1:]  # what somebody gives a reason for
HERE, NOT_SEEN, DIFFERS = 'here', 'not_seen', 'differs'


@dataclass(frozen=True, slots=True)
class Book:
    """What the books say of a thing."""

    place: str | None
    quantity: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One count: without a quantity it is as much as the books say, 0 says that it was looked for in vain."""

    id: str
    by: str
    place: str
    quantity: int | None
    damaged: int
    at: datetime
    round: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    result: str
    found: str | None = None  # the place
    counted: int = 0
    damaged: int = 0
    places: int = 0  # in how many it was seen
    counters: int = 0
    is_second: bool = False


def outcome_of(book: Book, seen: Sequence[Seen], settled: Outcome | None = None) -> Outcome:
    """What holds: somebody's newest count is the one that counts, where people differ the majority, or nothing yet.

    Things counted one by one are in one place only. Of many under one label each place's number counts by itself.
    A second count is by somebody who did not count it the first time, and goes before the first.
    """
    people = len({each.by for each in seen})
    if settled:
        return _judged(book, [(settled.found, settled.counted, settled.damaged)], people, is_second=True)
    first = {each.by for each in seen if each.round == 1}
    second = [each for each in seen if each.round > 1 and each.by not in first]
    votes = _newest(second or seen, apart=book.quantity > 1)
    found: list[tuple[str | None, int, int]] = []
    for group in _groups(votes, apart=book.quantity > 1):
        agreed = _agreed(book, group)
        if agreed is None:
            return Outcome(DIFFERS, counters=people, is_second=bool(second))
        found.append(agreed)
    return _judged(book, found, people, is_second=bool(second))


def _newest(seen: Iterable[Seen], *, apart: bool) -> list[Seen]:
    """Everybody's last word, for each place where the places are counted apart."""
    last: dict[tuple[str, str], Seen] = {}
    for each in sorted(seen, key=lambda each: (each.at, each.id)):
        last[each.by, each.place if apart else ''] = each
    return list(last.values())


def _groups(votes: list[Seen], *, apart: bool) -> list[list[Seen]]:
    if not apart:
        return [votes] if votes else []
    places = sorted({each.place for each in votes})
    return [[each for each in votes if each.place == place] for place in places]


def _agreed(book: Book, votes: list[Seen]) -> tuple[str | None, int, int] | None:
    """Place, number and damaged of the majority; None while two views have the same weight."""
    views = Counter(_view(book, each) for each in votes)
    (view, most), *others = views.most_common(2)
    if others and others[0][1] == most:
        return None
    place, quantity = view
    return place, quantity, max(min(each.damaged, quantity) for each in votes if _view(book, each) == view)


def _view(book: Book, seen: Seen) -> tuple[str | None, int]:
    quantity = max(book.quantity, 1) if seen.quantity is None else seen.quantity
    return (seen.place if quantity else None), quantity


def _judged(book: Book, found: list[tuple[str | None, int, int]], people: int, *, is_second: bool) -> Outcome:
    there = [each for each in found if each[1]]
    counted, damaged = sum(each[1] for each in there), sum(each[2] for each in there)
    elsewhere = [each for each in there if each[0] != book.place]
    place = max(elsewhere or there, key=lambda each: (each[1], str(each[0])), default=(None, 0, 0))[0]
    if not counted:
        result = NOT_SEEN
    elif damaged:
        result = 'damaged'
    elif counted != book.quantity:
        result = 'quantity'
    elif not book.place:
        result = 'no_place'
    else:
        result = 'misplaced' if elsewhere else HERE
    return Outcome(result, place, counted, damaged, len(there), people, is_second)
