"""Whether a maker's warranty still holds: known to the day, the month or only the year."""

from datetime import date

from models import Thing


def holds(thing: Thing, day: date) -> bool:
    """Whether a thing is under warranty on a day; the last year, month or day of it is part of it."""
    return bool(thing.warranty) and day.isoformat()[: len(thing.warranty)] <= thing.warranty


def is_over(thing: Thing, day: date) -> bool:
    """Whether there was a warranty that holds no more."""
    return bool(thing.warranty) and not holds(thing, day)
