"""The periods that repairs are looked at in: a month, a term, a school year, twelve months, or ever."""

from datetime import UTC, date, datetime, time, timedelta

from app import board, schedules

PERIODS = ('month', 'term', 'year', 'twelve', 'ever')
FIRST_MONTH = 9  # in which a school year begins


async def begin_of(period: str) -> datetime | None:
    """When a period began that goes on until now; None for ever."""
    if period == 'ever':
        return None
    day = await _first_day(period, schedules.today())
    return datetime.combine(day, time(), schedules.zone()).astimezone(UTC)  # as moments are kept


async def _first_day(period: str, today: date) -> date:
    if period == 'month':
        return today - timedelta(days=30)
    if period == 'year':
        return date(today.year - (today.month < FIRST_MONTH), FIRST_MONTH, 1)
    if period == 'term':
        begun = [term.starts for term in (await board.board()).calendar.terms if term.starts <= today]
        if begun:
            return max(begun)
    return twelve_months_before(today)


def twelve_months_before(day: date) -> date:
    """The first of the month after the same month a year ago, so that twelve months are whole but the last."""
    return date(day.year - (day.month < 12), day.month % 12 + 1, 1)
