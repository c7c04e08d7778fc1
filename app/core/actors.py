"""Actors: who is behind a change."""

from dataclasses import dataclass
from uuid import UUID

from app.core.config import read_config
from app.core.errors import Refused
from app.core.permissions import STRANGER, may
from models import Person


@dataclass(frozen=True)
class Actor:
    """A person on a device, or the server's own command line (`id` None)."""

    id: UUID | None
    name: str
    roles: tuple[str, ...]
    language: str
    device_id: UUID | None = None
    session: str = ''
    rooms: frozenset[UUID] = frozenset()  # nothing: everywhere

    def may(self, action: str) -> bool:
        return may(self.roles, action)

    def must(self, action: str) -> None:
        """Raises Refused when this person may not."""
        if not self.may(action):
            raise Refused('not_allowed', action=action)


def actor_of(person: Person, device_id: UUID | None = None, session: str = '') -> Actor:
    rooms = frozenset(UUID(room) for room in person.rooms or [])
    return Actor(person.id, person.shown, tuple(person.roles), person.language, device_id, session, rooms)


def the_server() -> Actor:
    """Whoever can run commands on the server holds its data anyway."""
    return Actor(None, 'tagwalk', ('administrator',), read_config().language)


def stranger(language: str) -> Actor:
    """Somebody without an account, of whom nothing is known."""
    return Actor(None, '', (STRANGER,), language)
