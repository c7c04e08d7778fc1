"""Reservations as lists: what is promised, of a thing, and in all."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from app import people
from app.core.clock import now
from app.loan_alone import Own
from app.reservation_guard import alike, stem_of
from models import Reservation, Thing

MOST = 200
AHEAD = timedelta(days=60)  # as far as a phone warns


@dataclass(frozen=True)
class Line:
    """A reservation with what it is for, and for whom."""

    reservation: Reservation
    name: str
    who: str


async def coming(limit: int = MOST) -> list[Line]:
    """Everything that is promised from now on, the first first."""
    found = Reservation.filter(state='open', ends_at__gt=now())
    return await lines(await found.select_related('thing').order_by('begins_at', 'id').limit(limit))


async def promised(only: Own | None = None, limit: int = MOST) -> list[dict[str, Any]]:
    """What is promised in the coming days, so that a phone can warn without a network, too.

    With `only` it says of one's own alone who reserved them."""
    moment = now()
    coming = Reservation.filter(state='open', ends_at__gt=moment, begins_at__lt=moment + AHEAD)
    found = await coming.select_related('thing').order_by('begins_at', 'id').limit(limit)
    sorts: dict[tuple[str, str], list[str]] = {}
    for each in found:
        if each.any_alike and (each.category, each.stem) not in sorts:
            sorts[each.category, each.stem] = [str(thing.id) for thing in await alike(each.thing)]
    return [
        {
            'things': sorts[each.category, each.stem] if each.any_alike else [str(each.thing_id)],
            'count': each.count, 'begins': each.begins_at.isoformat(), 'ends': each.ends_at.isoformat(),
            'who': _who(each) if not only or only.has(each.borrower_kind, each.person_id, each.borrower) else '',
        }
        for each in found
    ]  # fmt: skip


def _who(each: Reservation) -> str:
    return f'{each.borrower_kind}:{each.person_id or each.borrower}'


async def of_thing(thing: Thing) -> list[Line]:
    """What is promised of a thing, by its name or as one of its sort."""
    found = Reservation.filter(
        state='open', ends_at__gt=now(), category=thing.category, stem=stem_of(thing.name)
    ).order_by('begins_at', 'id')  # fmt: skip
    known = await found.select_related('thing').limit(MOST)
    return await lines([each for each in known if each.any_alike or UUID(str(each.thing_id)) == thing.id])


async def lines(found: list[Reservation]) -> list[Line]:
    names = await people.names_of({each.person_id for each in found if each.person_id})
    return [
        Line(
            each, each.stem if each.any_alike else each.thing.name,
            names.get(each.person_id, '') if each.person_id else each.borrower,
        )
        for each in found
    ]  # fmt: skip
