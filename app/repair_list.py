"""One repair, and what is open: of a thing, and in all."""

from uuid import UUID

from app.core.errors import NotFound
from models import Repair


async def repair(id: UUID | str) -> Repair:
    """Raises NotFound."""
    try:
        found = await Repair.get_or_none(id=UUID(str(id))).select_related('thing')
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_repair')
    return found


async def open_repairs_of(thing_id: UUID) -> list[Repair]:
    """What is broken about a thing, wherever it was reported."""
    return await Repair.filter(concerned__thing_id=thing_id, closed_at=None).order_by('reported_at')


async def count_open() -> int:
    return await Repair.filter(closed_at=None).count()
