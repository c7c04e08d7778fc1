"""The board: what is due, remembered while schedules and calendar stay the same, beside the rounds that were walked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from app import calendar, schedules
from app.calendar import Calendar
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


@dataclass
class Board:
    """All that is in force, and what was asked about it already."""

    schedules: dict[UUID, Schedule]
    calendar: Calendar
    _around: dict[date, list[Due]] = field(default_factory=dict)

    def open_at(self, moment: datetime) -> list[Due]:
        """What may be walked at a moment: begun is not yet missed."""
        return [each for each in self.around(schedules.day_of(moment)) if each.opens <= moment < each.closes]

    def around(self, day: date) -> list[Due]:
        """What is due on a day, and what may be walked on it though it is due on another."""
        if day not in self._around:
            if len(self._around) > 40:
                self._around.clear()
            found = [each for schedule in self.schedules.values() for each in self._near(schedule, day)]
            self._around[day] = sorted(found, key=lambda each: (each.by, each.schedule))
        return self._around[day]

    def _near(self, schedule: Schedule, day: date) -> Iterable[Due]:
        before, after = REACH.get(schedule.rule['every'], YEARLY)
        first, last = day - DAY * before, day + DAY * after
        zone = schedules.zone()
        for each in due_of(schedule, first, last, self.calendar, zone):
            opens, closes = schedules.day_of(each.opens), schedules.day_of(each.closes - timedelta(seconds=1))
            if opens <= day <= closes:
                yield each

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
        _kept = (version, Board(found, await calendar.calendar()))
    return _kept[1]


_kept: tuple[tuple[object, ...], Board] | None = None
