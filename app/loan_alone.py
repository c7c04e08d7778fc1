"""Borrowing without the counter: whom the school lets do it, and which loans are one's own.

Staff borrow by their account. A class's account, which pupils use, borrows as the class: no person stands on its
slips (SECURITY S31).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app import settings
from app.class_names import CLASSROOMS, MONITOR, bare
from app.core.actors import Actor, actor_of
from app.core.errors import BadInput, Refused
from models import Person, Setting, Thing

STAFF, CLASSES = 'borrow_alone', 'borrow_alone_classes'  # settings


@dataclass(frozen=True)
class Own:
    """Whose loans are one's own: a person's by the account, a class's by what it is called."""

    person: UUID | None = None
    classes: tuple[str, ...] = ()  # what it is called, the first stands on new slips

    @property
    def borrower(self) -> dict[str, Any]:
        """As a slip says who has it."""
        if self.classes:
            return {'borrower_kind': 'class', 'borrower': self.classes[0]}
        return {'borrower_kind': 'staff', 'person': self.person}

    def must_be_nameless(self, *said: str) -> None:
        """Raises BadInput where a class's account, which pupils use, was signed on or names somebody."""
        if self.classes and any(said):
            raise BadInput('class_by_name')

    def has(self, kind: str, person: UUID | None, borrower: str) -> bool:
        if self.classes:
            return kind == 'class' and borrower in self.classes
        return person is not None and person == self.person


async def own(by: Actor) -> Own:
    return Own(classes=await _called(by.rooms, by.name)) if MONITOR in by.roles else Own(by.id)


async def allowed(by: Actor) -> bool:
    """Whether the school lets this account do it; one that has said nothing lets nobody."""
    return await is_on(CLASSES if MONITOR in by.roles else STAFF)


async def must(by: Actor) -> Own:
    """Raises Refused."""
    if not by.id or not await allowed(by):
        raise Refused('borrow_alone_off')
    return await own(by)


async def own_of(person: UUID | None) -> Own:
    """Of who wrote something down earlier."""
    found = await Person.get_or_none(id=person)
    return await own(actor_of(found)) if found else Own(person)


async def accounts(people: Iterable[Person]) -> dict[str, set[UUID]]:
    """The classes' accounts by what the classes are called."""
    found: dict[str, set[UUID]] = {}
    for each in people:
        if MONITOR in each.roles:
            for name in await _called(frozenset(UUID(room) for room in each.rooms or []), each.shown):
                found.setdefault(name, set()).add(each.id)
    return found


async def _called(rooms: frozenset[UUID], account: str) -> tuple[str, ...]:
    """By its own classroom if that is one, and by the name that it signs in with."""
    found = Thing.filter(id__in=list(rooms), kind='place', category__in=CLASSROOMS).exclude(state='retired')
    names = [bare(room.name) for room in await found.limit(2)] if rooms else []
    return tuple(dict.fromkeys([*names, account])) if len(names) == 1 else (account,)


async def is_on(key: str) -> bool:
    return bool(await settings.setting(key))


async def keep(key: str, on: bool | None) -> None:
    """Write down what is given, inside a kind."""
    if on is not None:
        await Setting.update_or_create(key=key, defaults={'value': 'on' if on else ''})
