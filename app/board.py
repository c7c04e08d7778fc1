"""The board: what is due, remembered while schedules and calendar stay the same, beside the rounds that were walked."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from app import calendar, schedules
from app.calendar import Calendar, each_day
from app.core import db
from app.due import DAY, Due, due_of
from app.proof import FLAGS as PROOF_FLAGS
from models import Schedule

__all__ = ['PROOF_FLAGS', 'Board', 'board']

VERSION = """
SELECT (SELECT MAX(cursor) FROM schedule) AS changed, (SELECT MAX(CAST(id AS VARCHAR(36))) FROM schedule) AS newest,
(SELECT MAX(cursor) FROM term) AS terms, (SELECT MAX(cursor) FROM special_day) AS days
"""
# Days before and after a day on which a round that is open then may be due, by how often it is.
REACH = {'day': (1, 0), 'meal': (1, 0), 'week': (7, 0), 'month': (31, 2), 'quarter': (31, 2), 'holiday': (1, 2)}
YEARLY = (15, 15)
NEIGHBOURS = 8  # days before and after a day that are worked out with it


@dataclass
class Board:
    """All checks that are in force, and what was asked about them already; `plans` are schedules of work."""

    schedules: dict[UUID, Schedule]
    calendar: Calendar
    plans: dict[UUID, Schedule] = field(default_factory=dict)
    _around: dict[date, list[Due]] = field(default_factory=dict)
    _over: dict[tuple[date, date], list[Due]] = field(default_factory=dict)

    def open_at(self, moment: datetime) -> list[Due]:
        """What may be walked at a moment: begun is not yet missed."""
        return [each for each in self.around(schedules.day_of(moment)) if each.opens <= moment < each.closes]

    def around(self, day: date) -> list[Due]:
        """What is due on a day, and what may be walked on it though it is due on another."""
        if day not in self._around:
            if len(self._around) > 5 * NEIGHBOURS:
                self._around.clear()
            self._look_around(day - DAY * NEIGHBOURS, day + DAY * NEIGHBOURS)
        return self._around[day]

    def over(self, first: date, last: date) -> list[Due]:
        """What can no longer be walked after one of these days, in the order in which that ends."""
        if (first, last) not in self._over:
            found = {each.id: each for day in each_day(first, last) for each in self.around(day)}
            self._over = {(first, last): sorted(found.values(), key=lambda each: each.closes)}
        return self._over[first, last]

    def _look_around(self, first: date, last: date) -> None:
        """All days from `first` to `last` in one go: whoever asks about one soon asks about those beside it."""
        days: dict[date, list[Due]] = {day: [] for day in each_day(first, last)}
        zone = schedules.zone()
        for schedule in self.schedules.values():
            before, after = REACH.get(schedule.rule['every'], YEARLY)
            for each in due_of(schedule, first - DAY * before, last + DAY * after, self.calendar, zone):
                opens, closes = schedules.day_of(each.opens), schedules.day_of(each.closes - timedelta(seconds=1))
                for day in each_day(max(opens, first), min(closes, last)):
                    days[day].append(each)
        for day, found in days.items():
            self._around[day] = sorted(found, key=lambda each: (each.by, each.schedule))

    def due(self, schedule: UUID, day: date, slot: int) -> Due | None:
        known = self.schedules.get(schedule)
        found = due_of(known, day, day, self.calendar, schedules.zone()) if known else ()
        return next((each for each in found if each.slot == slot), None)


async def board() -> Board:
    """The board as it is now; made anew when a schedule or the calendar has changed."""
    global _kept
    [row] = await db.rows(VERSION)
    version = tuple(row.values())
    if not _kept or _kept[0] != version:
        found = {schedule.id: schedule for schedule in await schedules.schedules()}
        plans = {id: each for id, each in found.items() if each.makes == 'job'}
        checks = {id: each for id, each in found.items() if id not in plans}
        _kept = (version, Board(checks, await calendar.calendar(), plans))
    return _kept[1]


_kept: tuple[tuple[object, ...], Board] | None = None
