"""The log's head, told to administrators every day: who has heard it can tell later whether anything was cut off."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from app import schedules, settings
from app.core import chain
from app.core.clock import now
from app.core.permissions import may
from app.reminder import Reminder
from models import Person, Record

KINDS = ('log_head',)
FROM = time(16)  # school time
SEE = 'backups.see'


async def daily(people: list[Person], since: datetime) -> list[Reminder]:
    """Once on each day on which anything was written down; it stands on paper or on phones then, beyond the server."""
    moment = now()
    if moment.astimezone(schedules.zone()).time() < FROM:
        return []
    number, link = await chain.head()
    if not await Record.exists(number=number, received_at__gt=moment - timedelta(days=1)):
        return []
    about = uuid5(UUID(await settings.setting('server_id')), schedules.today().isoformat())
    told = {person.id for person in people if may(person.roles, SEE)}
    facts = {'number': number, 'head': ' '.join(link[at : at + 8] for at in range(0, 32, 8))}
    return [Reminder('log_head', about, '/backups', told, facts)]
