"""Duty: who is responsible for a schedule on which day, substitutes for absence counted."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from models import Person, Schedule, Substitute


class Roster:
    """The people and who stands in for whom, as looked up once."""

    def __init__(self, people: Iterable[Person], away: Iterable[Substitute]) -> None:
        self.people = {person.id: person for person in people if not person.left_at}
        self.away = list(away)
        self._known: dict[tuple[str, UUID | None, date], list[Person]] = {}

    def responsible(self, found: Schedule, day: date) -> list[Person]:
        """The people who answer for a schedule on a day; nobody when the post is empty or the person has left."""
        wanted = (found.post, found.person_id, day)
        if wanted not in self._known:
            self._known[wanted] = self._look_up(found, day)
        return self._known[wanted]

    def _look_up(self, found: Schedule, day: date) -> list[Person]:
        if found.post:
            own = [person.id for person in self.people.values() if found.post in person.roles]
        else:
            own = [found.person_id] if found.person_id else []
        ids = dict.fromkeys(self._present(id, day) for id in own)
        return [self.people[id] for id in ids if id in self.people]

    def _present(self, id: UUID, day: date) -> UUID:
        """Whoever does it that day: a substitute may be away as well, and two never stand in for each other."""
        seen = {id}
        while True:
            substitute = next(
                (away.substitute_id for away in self.away if away.person_id == id and away.starts <= day <= away.ends),
                None,
            )
            if substitute is None or substitute in seen or substitute not in self.people:
                return id
            seen.add(substitute)
            id = substitute


async def roster() -> Roster:
    return Roster(await Person.filter(left_at=None), await Substitute.filter(removed_at=None))
