"""Hazards as phones get them: what is open or waits for its re-check, for whoever may see hazards."""

from typing import Any
from uuid import UUID

from app import people
from app.core.actors import Actor
from app.repair_states import OPEN
from models import Hazard, Repair

SEE = 'hazards.see'


async def for_phone(caller: Actor) -> list[dict[str, Any]]:
    """All that are not settled."""
    return await told(await Hazard.filter(settled_at=None)) if caller.may(SEE) else []


async def changes(since: int, until: int, caller: Actor) -> list[dict[str, Any]]:
    """What a phone hears of: every step at a hazard changes its thing, whose cursor says so."""
    if not caller.may(SEE):
        return []
    found = await Hazard.filter(thing__cursor__gt=since, thing__cursor__lte=until)
    gone = [{'type': 'hazard', 'id': str(each.id), 'data': None} for each in found if each.settled_at]
    here = await told([each for each in found if not each.settled_at])
    return gone + [{'type': 'hazard', 'id': each['id'], 'data': each} for each in here]


async def told(found: list[Hazard]) -> list[dict[str, Any]]:
    names = await people.names_of({each.owner_id for each in found if each.owner_id})
    asked = [each.repair_id for each in found if each.repair_id]
    repairs = {each.id: each.state for each in await Repair.filter(id__in=asked)} if asked else {}
    return [_told(each, names, repairs) for each in found]


def _told(hazard: Hazard, names: dict[UUID, str], repairs: dict[UUID, str]) -> dict[str, Any]:
    has_to_be_mended = repairs.get(hazard.repair_id, '') in OPEN if hazard.repair_id else False
    return {
        'id': str(hazard.id),
        'ref': hazard.ref,
        'thing': str(hazard.thing_id),
        'what': hazard.what,
        'level': hazard.level,
        'due': str(hazard.due),
        'state': hazard.state,
        'measure': hazard.measure,
        'photos': hazard.photos,
        'owner': str(hazard.owner_id) if hazard.owner_id else None,
        'owner_name': names.get(hazard.owner_id, '') if hazard.owner_id else '',
        'repair': str(hazard.repair_id) if has_to_be_mended else None,  # which puts it right by being done
    }
