"""When something lent is due: by lesson, day, week or term, and on a school day, since nobody is there on others."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import orjson

from app import routing, settings
from app.calendar import DAY
from app.school_time import SchoolTime
from models import Setting

RULES = ('lesson', 'day', 'week', 'term', 'custody', 'date')
KEY = 'lesson_times'
# A primary school's usual day, until a school says its own.
LESSONS = (
    ('08:20', '09:00'), ('09:10', '09:50'), ('10:20', '11:00'), ('11:10', '11:50'),
    ('13:40', '14:20'), ('14:30', '15:10'), ('15:20', '16:00'),
)  # fmt: skip
FURTHEST = 60  # days looked ahead for a school day

Lessons = Sequence[tuple[time, time]]


async def lessons() -> Lessons:
    """The lessons of a day, as the school has them."""
    kept = await settings.setting(KEY)
    given = orjson.loads(kept) if kept else LESSONS
    return [(time.fromisoformat(begins), time.fromisoformat(ends)) for begins, ends in given]


async def keep(lessons: Lessons | None) -> None:
    """Write down what is given, inside a kind."""
    if lessons is not None:
        said = [[f'{begins:%H:%M}', f'{ends:%H:%M}'] for begins, ends in lessons]
        await Setting.update_or_create(key=KEY, defaults={'value': orjson.dumps(said).decode()})


async def school() -> SchoolTime:
    return (await routing.clock()).school


def due_at(rule: str, moment: datetime, day: date | None, school: SchoolTime, lessons: Lessons) -> datetime | None:
    """When it is due; nothing for long custody, and for a term that the calendar does not know."""
    today = moment.astimezone(school.zone).date()
    match rule:
        case 'lesson':
            return _end_of_lesson(moment, today, school, lessons)
        case 'day':
            return _closing(today if moment < _at(today, school.closes, school) else today + DAY, school)
        case 'week':
            friday = today + timedelta(days=4 - today.weekday()) if today.weekday() < 4 else today + DAY
            last = school.calendar.last_school_day(today + DAY, friday)
            return _closing(last or today + DAY, school)
        case 'term':
            term = school.calendar.term_of(today)
            last = school.calendar.last_school_day(today, term.ends) if term else None
            return _at(last, school.closes, school) if last else None
        case 'date':
            return _closing(day, school) if day else None
    return None


def _end_of_lesson(moment: datetime, today: date, school: SchoolTime, lessons: Lessons) -> datetime:
    """The end of the lesson that is going on, or of the next one; in the afternoon that may be tomorrow's first."""
    day = today
    for _ in range(FURTHEST):
        if school.calendar.is_school_day(day):
            for _, ends in lessons:
                if _at(day, ends, school) > moment:
                    return _at(day, ends, school)
        day += DAY
    return _closing(today, school)


def _closing(day: date, school: SchoolTime) -> datetime:
    """The end of a school day, of the next one where it is none."""
    there = school.calendar.first_school_day(day, day + timedelta(days=FURTHEST)) or day
    return _at(there, school.closes, school)


def _at(day: date, clock: time, school: SchoolTime) -> datetime:
    return datetime.combine(day, clock, school.zone).astimezone(UTC)
