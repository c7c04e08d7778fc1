"""What happened to a repair, where it is, and what is like it: what its page shows."""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from app import register
from app.core.permissions import may
from app.repair_states import OPEN
from app.routing import MEND, people_here
from models import Person, Repair, RepairStep, RepairThing, Thing

MOST = 12  # repairs offered for merging


async def steps_of(repair: Repair) -> list[RepairStep]:
    """Who did what about it and when, the oldest first."""
    return await RepairStep.filter(repair_id=repair.id).order_by('number', 'at')


async def places_of(repair: Repair) -> list[dict[str, Any]]:
    """The things it is about, what it was reported on first, each with where it is and how many pieces of it."""
    rows = await RepairThing.filter(repair_id=repair.id).select_related('thing')
    rows = sorted(rows, key=lambda row: (str(row.thing.id) != str(repair.thing_id), row.thing.sort))
    paths = await register.paths_of([row.thing for row in rows])
    return [
        {
            'id': str(row.thing.id), 'name': row.thing.name, 'where': paths.get(row.thing.id, ''),
            'quantity': row.thing.quantity, 'is_place': row.thing.is_place, 'pieces': row.pieces,
        }
        for row in rows
    ]  # fmt: skip


async def menders() -> list[Person]:
    """Who may be given a repair."""
    return [person for person in (await people_here()).values() if may(person.roles, MEND)]


async def open_by_owner() -> dict[UUID, int]:
    """How many repairs everybody has in hand."""
    found: dict[UUID, int] = {}
    for owner in await Repair.filter(settled_at=None, closed_at=None).values_list('owner_id', flat=True):
        if owner:
            found[owner] = found.get(owner, 0) + 1  # type: ignore[index,call-overload]
    return found


async def similar_to(repair: Repair) -> list[Repair]:
    """Open repairs that may be the same fault or the same job: of the same thing, else place, else sort of thing."""
    thing = await Thing.get(id=repair.thing_id)
    about = await RepairThing.filter(repair_id=repair.id).values_list('thing_id', flat=True)
    alike = Q(concerned__thing_id__in=list(about)) | Q(thing__category=thing.category)
    if thing.inside_id:
        alike |= Q(thing__inside_id=thing.inside_id)
    found = Repair.filter(alike, settled_at=None, state__in=OPEN).exclude(id=repair.id).distinct()
    near = await found.select_related('thing').order_by('-reported_at').limit(10 * MOST)

    def distance(other: Repair) -> int:
        if other.thing_id in about:
            return 0
        return 1 if other.thing.inside_id and other.thing.inside_id == thing.inside_id else 2

    return sorted(near, key=distance)[:MOST]
