"""A reminder: what somebody should hear of without being asked."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5


@dataclass(frozen=True)
class Reminder:
    """What somebody should hear of: about what, which page to open, and whose phones are told.

    A fact that is a mapping of languages is said in the listener's. There is never a person's name among them.
    """

    what: str
    about: UUID
    path: str
    people: set[UUID]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return uuid5(self.about, f'notice:{self.what}')
