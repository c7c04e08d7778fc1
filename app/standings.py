"""How a score board stands: points added up, places given, weeks and months as spans of time."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import orjson

from app import checklists
from app.core.config import read_config
from app.core.errors import BadInput
from app.core.words import t
from models import Award, Inspection, Record

WEEK, MONTH = re.compile(r'(\d{4})-W(\d{2})'), re.compile(r'(\d{4})-(\d{2})')


async def standing(key: str, period: str) -> list[dict[str, Any]]:
    """The scores of a week or month so far: the mean of a place's checks, with rewards and deductions added.

    A place without a check is not on it. Raises BadInput for a period that is none.
    """
    begin, end = span(period)
    checks = await Inspection.filter(checklist=key, at__gte=begin, at__lt=end).select_related('thing')
    given = await Award.filter(checklist=key, at__gte=begin, at__lt=end)
    records = {record.id: record for record in await Record.filter(id__in=[check.id for check in checks])}
    bodies = {version: (await checklists.checklist(key, version)).body for version in {c.version for c in checks}}
    rows: dict[str, dict[str, Any]] = {}
    for check in checks:
        row = rows.setdefault(
            str(check.thing_id), {'thing': str(check.thing_id), 'name': check.thing.name, 'totals': [], 'reasons': []}
        )
        answers = orjson.loads(records[check.id].envelope)['payload']['answers']
        row['totals'].append(total(bodies[check.version], answers))
        row['reasons'] += [
            answers[item['id']]['value']
            for item in bodies[check.version]['items']
            if item['type'] == 'text' and answers.get(item['id'], {}).get('value')
        ]
    for each in given:
        if str(each.thing_id) in rows:
            row = rows[str(each.thing_id)]
            row['awards'] = round(row.get('awards', 0) + each.points, 2)
            row['reasons'].append(f'{each.reason} {signed(each.points)}')
    for row in rows.values():
        totals = row.pop('totals')
        row['checks'] = len(totals)
        row['points'] = round(sum(totals) / len(totals) + row.get('awards', 0), 2)
    return ranked(list(rows.values()))


def ranked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The best first; those with the same points share a place."""
    ordered = sorted(rows, key=lambda row: (-row['points'], row['name']))
    for row in ordered:
        row['rank'] = 1 + sum(other['points'] > row['points'] for other in ordered)
    return ordered


def signed(points: float) -> str:
    """Points given or taken, with the sign that belongs to numbers."""
    return f'{points:+g}'.replace('-', '−')


def total(body: dict[str, Any], answers: dict[str, Any]) -> float:
    """The points of one check: its number items added up, each held within its limits."""
    points = 0.0
    for item in body['items']:
        value = answers.get(item['id'], {}).get('value')
        if item['type'] == 'number' and isinstance(value, int | float):
            points += max(item.get('min', value), min(value, item.get('max', value)))
    return points


def full(body: dict[str, Any]) -> float:
    """The most points that a check can give."""
    return float(sum(item.get('max', 0) for item in body['items'] if item['type'] == 'number'))


def span(period: str) -> tuple[datetime, datetime]:
    """The first moment of a week or month and of the one after, in the school's time. Raises BadInput."""
    try:
        if week := WEEK.fullmatch(period):
            first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            after = first + timedelta(days=7)
        elif month := MONTH.fullmatch(period):
            first = date(int(month[1]), int(month[2]), 1)
            after = (first + timedelta(days=32)).replace(day=1)
        else:
            raise ValueError
    except (ValueError, OverflowError):
        raise BadInput('bad_period', period=period) from None
    zone = read_config().timezone
    begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, after))
    return begin, end


def period_of(every: str, day: date) -> str:
    """The week or month that a day is in."""
    if every == 'month':
        return f'{day:%Y-%m}'
    year, week, _ = day.isocalendar()
    return f'{year}-W{week:02}'


def periods(every: str, today: date) -> list[str]:
    """This week or month, and the one before."""
    before = today.replace(day=1) - timedelta(days=1) if every == 'month' else today - timedelta(days=7)
    return [period_of(every, today), period_of(every, before)]


def said(period: str, language: str) -> str:
    """A week or month as people say it, a week with its days."""
    year, _, part = period.partition('-')
    if not part.startswith('W'):
        return t('scores-month', language, year=year, month=int(part))
    begin, end = (moment.astimezone(read_config().timezone) for moment in span(period))
    last = end - timedelta(days=1)
    days = {'month': begin.month, 'day': begin.day, 'to_month': last.month, 'to_day': last.day}
    return t('scores-week', language, year=year, week=int(part[1:]), **days)
