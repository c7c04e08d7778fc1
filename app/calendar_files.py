"""Reading a school calendar from a spreadsheet or an .ics file: first look, then write."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from icalendar import Calendar as IcsFile
from pydantic import ValidationError

from app.calendar import AddTermForm, MarkForm
from app.core.actors import Actor
from app.core.entries import Entry, enter
from app.core.errors import BadInput, TooLarge
from app.core.records import write
from app.workbook import open_workbook

MOST_EVENTS = 10_000
MOST_BYTES = 5_000_000
BATCH = 500
WORDS = {
    'term': r'学期|夏令营|暑托|semester|\bterm\b',
    'makeup': r'调休|补班|补课|上班|上课|make-?up|working day',
    'holiday': r'假|节|休|元旦|清明|端午|中秋|国庆|春节|holiday|vacation|break|festival',
}
HEADS = {
    'first': r'^(日期|开始|起|首日|first|start|date|from)',
    'last': r'^(结束|止|到|末日|last|end|to)',
    'name': r'^(名称|名字|内容|说明|节日|name|summary|title)',
    'what': r'^(类型|类别|性质|what|kind|type)',
    'weekday': r'^(补|按|weekday)',
}
WEEKDAYS = '一二三四五六日'
What = Literal['term', 'holiday', 'makeup']


@dataclass(frozen=True)
class Line:
    """One event of the file and what it will be; `why` says why it is left out."""

    number: int
    name: str
    starts: date | None
    ends: date | None
    what: str = ''  # term | holiday | makeup
    weekday: int | None = None
    why: str = ''  # no_date | no_kind | too_long | repeats | bad_dates


def read_calendar(data: bytes) -> list[Line]:
    """What stands in an .ics, .xlsx, .xls or .csv; the content tells which. Raises BadInput and TooLarge."""
    if len(data) > MOST_BYTES:
        raise TooLarge('body_too_large', kilobytes=MOST_BYTES // 1000)
    is_ics = b'BEGIN:VCALENDAR' in data[:2000].upper()
    lines = [_checked(line) for line in (_from_ics(data) if is_ics else _from_sheet(data))]
    if not lines:
        raise BadInput('empty_calendar')
    return lines


def _from_ics(data: bytes) -> Iterator[Line]:
    events = data.upper().count(b'BEGIN:VEVENT')
    if events > MOST_EVENTS:
        raise TooLarge('too_many_events', most=MOST_EVENTS, found=events)
    try:
        found = IcsFile.from_ical(data.decode('utf-8-sig', errors='replace')).walk('VEVENT')
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise BadInput('broken_calendar') from error
    for number, event in enumerate(found, 1):
        name = str(event.get('SUMMARY', '')).strip()[:60]
        first, last = _dates_of(event)
        repeats = 'repeats' if event.get('RRULE') else ''
        yield Line(number, name, first, last, _what_of(name, str(event.get('CATEGORIES', ''))), why=repeats)


def _dates_of(event: Any) -> tuple[date | None, date | None]:
    """An all-day event's end is the day after its last; one with times ends on the day it says."""
    try:
        start = event.decoded('DTSTART')
        end = event.decoded('DTEND', None)
        length = event.decoded('DURATION', None)
        if end is None:
            end = start + length if length else start if isinstance(start, datetime) else start + timedelta(days=1)
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError):
        return None, None
    if isinstance(end, datetime):
        return _day(start), _day(end)
    return _day(start), end - timedelta(days=1) if end > _day(start) else end


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _from_sheet(data: bytes) -> Iterator[Line]:
    rows = open_workbook(data)[0].rows
    found = next(((n, _columns(row)) for n, row in enumerate(rows[:20]) if 'first' in _columns(row)), None)
    if not found:
        raise BadInput('calendar_columns')
    head, columns = found
    if len(rows) - head > MOST_EVENTS:
        raise TooLarge('too_many_events', most=MOST_EVENTS, found=len(rows) - head)
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cell = {name: row[at] if at < len(row) else '' for name, at in columns.items()}
        if not any(str(value).strip() for value in cell.values()):
            continue
        name = str(cell.get('name', '')).strip()[:60]
        first = read_date(cell['first'])
        last = read_date(cell['last']) if str(cell.get('last', '')).strip() else first
        weekday = _weekday(str(cell.get('weekday', '')))
        yield Line(number, name, first, last, _what_of(str(cell.get('what', '')), name), weekday)


def _columns(row: list[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        for name, pattern in HEADS.items():
            if name not in found and re.match(pattern, str(cell).strip(), re.IGNORECASE):
                found[name] = at
                break
    return found


def read_date(cell: Any) -> date | None:
    """A cell's day, or None for one that is not on the calendar, such as 30 February."""
    if isinstance(cell, date | datetime):
        return _day(cell)
    found = re.fullmatch(r'\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s.*)?', str(cell))
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _weekday(text: str) -> int | None:
    found = re.search(rf'[{WEEKDAYS}]', text)
    return WEEKDAYS.index(found[0]) if found else None


def _what_of(*texts: str) -> str:
    """What an event is by the first of its texts that says so; 国庆节调休 is a make-up day, not a holiday."""
    for text in texts:
        for what, pattern in WORDS.items():
            if re.search(pattern, text, re.IGNORECASE):
                return what
    return ''


def _checked(line: Line) -> Line:
    why = line.why
    if not line.starts or not line.ends:
        why = why or 'no_date'
    elif not line.what:
        why = why or 'no_kind'
    elif not why:
        try:
            _form_of(line)
        except ValidationError:
            why = 'bad_dates'
    return Line(line.number, line.name, line.starts, line.ends, line.what, line.weekday, why)


def _form_of(line: Line) -> AddTermForm | MarkForm:
    """Raises ValidationError for days that are out of order, too many or too far off."""
    days = {'starts': line.starts, 'ends': line.ends, 'name': line.name}
    if line.what == 'term':
        return AddTermForm(**days)  # type: ignore[arg-type]
    return MarkForm(**days, what=line.what, weekday=line.weekday)  # type: ignore[arg-type]


def entries_of(lines: list[Line]) -> list[Entry]:
    kinds = {'term': 'calendar.add_term'}
    return [
        enter(kinds.get(line.what, 'calendar.mark'), _form_of(line).model_dump(mode='json', exclude_none=True))
        for line in lines
        if not line.why
    ]


async def write_calendar(lines: list[Line], by: Actor, told: Callable[[int], None] = lambda done: None) -> int:
    """Write what was read; returns how many were refused, such as a term that is there already."""
    refused, entries = 0, entries_of(lines)
    for start in range(0, len(entries), BATCH):
        verdicts = await write(entries[start : start + BATCH], by)
        refused += sum(verdict.fate != 'accepted' for verdict in verdicts)
        told(min(start + BATCH, len(entries)))
    return refused
