"""School time: the hours in which the school works, so that nobody is late over a weekend."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.calendar import DAY, Calendar

FAR = 150  # days without one school day after which plain weekdays count: nobody has entered the next term yet


@dataclass(frozen=True)
class SchoolTime:
    """When the school works: from `opens` to `closes` on its school days."""

    calendar: Calendar
    zone: ZoneInfo
    opens: time = time(7, 30)
    closes: time = time(17, 30)

    @property
    def minutes_a_day(self) -> int:
        return (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute

    def later(self, moment: datetime, minutes: int) -> datetime:
        """The moment that many minutes of school time later."""
        left = timedelta(minutes=minutes)
        day = moment.astimezone(self.zone).date()
        quiet = 0
        while True:
            begins, ends = self._hours(day)
            begins = max(begins, moment)
            quiet = 0 if self.calendar.is_school_day(day) else quiet + 1
            works = self._works(day, quiet)
            if works and begins < ends:
                if left <= ends - begins:
                    return begins + left
                left -= ends - begins
            day += DAY

    def between(self, first: datetime, last: datetime) -> int:
        """Whole minutes of school time from one moment to another; nothing when the second is not after the first."""
        if last <= first:
            return 0
        day, end = first.astimezone(self.zone).date(), last.astimezone(self.zone).date()
        total, quiet = timedelta(), 0
        while day <= end:
            begins, ends = self._hours(day)
            quiet = 0 if self.calendar.is_school_day(day) else quiet + 1
            works = self._works(day, quiet)
            if works:
                total += max(timedelta(), min(ends, last) - max(begins, first))
            day += DAY
        return int(total.total_seconds() // 60)

    def _works(self, day: date, quiet: int) -> bool:
        return not quiet or (quiet >= FAR and day.weekday() < 5)

    def _hours(self, day: date) -> tuple[datetime, datetime]:
        return datetime.combine(day, self.opens, self.zone), datetime.combine(day, self.closes, self.zone)
