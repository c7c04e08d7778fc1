"""A thing's repairs, what they cost, and whether the next one is worth it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tortoise.functions import Count

from app import schedules, warranty
from app.core.clock import now
from app.repair_costs import CENT
from models import Repair, RepairThing, Thing

MOST = 500  # repairs of one thing that are looked at, the newest
YEARS = 3  # of repairs that are set against the price
HALF = Decimal('0.5')
DAYS = Decimal('365.25')  # of a year


@dataclass(frozen=True)
class Past:
    """A repair, and what of its cost is this thing's: a job over many things is shared out evenly."""

    repair: Repair
    cost: Decimal


@dataclass(frozen=True)
class Advice:
    """What to do the next time it breaks, with what that was reckoned from; money in yuan, time in years.

    `what`: warranty | repair | watch | replace, or '' where price or age are not known.
    """

    what: str
    spent: Decimal  # in the last three years
    worth: Decimal | None
    age: Decimal | None
    life: int | None

    @property
    def share(self) -> int:
        """What was spent of what it is worth, in percent."""
        return int(100 * self.spent / self.worth) if self.worth else 0


async def repairs_of(thing: Thing) -> list[Past]:
    """Its repairs, the newest first; what became part of another is told there."""
    found = Repair.filter(concerned__thing_id=thing.id).exclude(state='merged')
    repairs = await found.order_by('-reported_at').limit(MOST)
    ids = [repair.id for repair in repairs if repair.cost]
    counted = RepairThing.filter(repair_id__in=ids).annotate(n=Count('id')).group_by('repair_id')
    counts = {UUID(str(id)): n for id, n in await counted.values_list('repair_id', 'n')}
    return [Past(each, (each.cost / counts.get(each.id, 1)).quantize(CENT)) for each in repairs]


def spent(found: Iterable[Past], since: datetime | None = None) -> Decimal:
    """What they cost together."""
    return sum((one.cost for one in found if not since or one.repair.reported_at >= since), Decimal())


def advise(thing: Thing, found: Iterable[Past], today: date | None = None) -> Advice:
    """Repair or replace.

    Under warranty the supplier is asked first. Before its years of service are over a thing is repaired, whatever it
    costs, and one that has served them stays in use as long as it can (《中央行政单位通用办公设备家具配置标准》, 财资
    〔2016〕27号). Past its years, or where nobody knows them, it is replaced once three years of repairs have cost half
    of its price, the share at which mending is commonly given up. One that costs so much before its time is to be
    watched: overload, poor quality or mismanagement (DOMAIN 1.22).
    """
    today = today or schedules.today()
    lately = spent(found, now() - timedelta(days=YEARS * 365))
    worth = thing.price * thing.quantity if thing.price else None
    age = _age(thing.bought or thing.booked, today)
    costly = bool(worth) and lately >= HALF * (worth or 0)
    if warranty.holds(thing, today):
        what = 'warranty'
    elif worth is None or (thing.life and age is None):
        what = ''
    elif not costly:
        what = 'repair'
    else:
        what = 'watch' if thing.life and age is not None and age < thing.life else 'replace'
    return Advice(what, lately, worth, age, thing.life)


def _age(bought: str, today: date) -> Decimal | None:
    """Years since a day that may be known to the month or the year only, as if it had been in the middle of it."""
    try:
        begun = date.fromisoformat({4: f'{bought}-07-01', 7: f'{bought}-15'}.get(len(bought), bought))
    except ValueError:
        return None
    return max(Decimal(), Decimal((today - begun).days) / DAYS)
