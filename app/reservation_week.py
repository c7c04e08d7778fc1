"""A week of one thing, or of any of its sort, lesson by lesson: what is still free, before anybody asks for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app import loan_due, reservation_guard
from app.calendar import DAY
from app.core.clock import now
from app.reservation_guard import Promises
from models import Thing


@dataclass(frozen=True)
class Slot:
    """One lesson on one day: of `most`, so many can still be promised."""

    begins: datetime
    ends: datetime
    free: int
    most: int
    is_over: bool


async def week(thing: Thing, any_alike: bool, monday: date) -> dict[date, list[Slot]]:
    """The school days of a week with their lessons."""
    school, lessons, moment = await loan_due.school(), await loan_due.lessons(), now()
    since = datetime.combine(monday, lessons[0][0], school.zone)
    found = await reservation_guard.promises(thing, since, moment)
    most = thing.quantity if thing.quantity > 1 else len(await reservation_guard.alike(thing)) if any_alike else 1
    shown: dict[date, list[Slot]] = {}
    for day in (monday + DAY * n for n in range(7)):
        if school.calendar.is_school_day(day):
            moments = [[datetime.combine(day, clock, school.zone) for clock in lesson] for lesson in lessons]
            shown[day] = [
                Slot(begins, ends, _free(found, thing, (begins, ends), any_alike, most), most, ends <= moment)
                for begins, ends in moments
            ]
    return shown


def _free(found: Promises, thing: Thing, span: tuple[datetime, datetime], any_alike: bool, most: int) -> int:
    """The most that could be promised for this time, all the others being kept."""
    least, more = 0, most
    while least < more:
        middle = (least + more + 1) // 2
        if found.can_keep(thing, span, middle, any_alike):
            least = middle
        else:
            more = middle - 1
    return least


def monday_of(day: date) -> date:
    """The week that a day is in; on a Saturday or Sunday the next one."""
    return day - timedelta(days=day.weekday()) + timedelta(days=7 if day.weekday() > 4 else 0)
