"""Telling open pages that something changed, once a batch."""

from dataclasses import dataclass
from uuid import UUID

from nicegui import Event


@dataclass(frozen=True)
class Change:
    """What a batch of records did: the kinds that were written and the things they were about."""

    kinds: frozenset[str]
    things: frozenset[UUID]

    def touches(self, *features: str) -> bool:
        """Whether one of these features wrote something."""
        return any(kind.split('.')[0] in features for kind in self.kinds)


changed: Event[Change] = Event()
