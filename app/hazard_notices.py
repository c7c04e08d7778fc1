"""Who hears of hazards: whoever is to put one right, and past its deadline the office too."""

from datetime import datetime
from uuid import uuid5

from app import hazards, schedules
from app.core.permissions import may
from app.reminder import Reminder
from models import Hazard, Person

KINDS = ('hazard', 'hazard_late')


async def waiting(people: list[Person], since: datetime) -> list[Reminder]:
    """A hazard given to somebody, once for each owner, and one past its deadline, once for each deadline."""
    found, today = [], schedules.today()
    office = {person.id for person in people if may(person.roles, hazards.DECIDE)}
    for each in await Hazard.filter(state='open').select_related('thing'):
        owner = {each.owner_id} if each.owner_id else set()
        facts, path = {'name': each.thing.name, 'day': f'{each.due}'}, f'/hazards/{each.id}'
        if each.due < today:
            about = uuid5(each.id, f'{each.due}')
            found.append(Reminder('hazard_late', about, path, owner | office, facts))
        elif each.found_at >= since and owner - {each.found_by}:
            found.append(Reminder('hazard', uuid5(each.id, f'{each.owner_id}'), path, owner, facts))
    return found
