"""Score boards: scored checks of classes, offices and dormitories, rewards, publication on a date, and appeals."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import orjson
from pydantic import Field

from app import checklists
from app.core.config import read_config
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Appeal, Award, Board, Checklist, Inspection, Record, Thing

MOST_POINTS = 100
WEEK, MONTH = re.compile(r'(\d{4})-W(\d{2})'), re.compile(r'(\d{4})-(\d{2})')


class AwardForm(Form):
    checklist: str = Field(max_length=60)
    points: float = Field(ge=-MOST_POINTS, le=MOST_POINTS)
    reason: str = Field(min_length=1, max_length=300)


@kind
async def award(thing: Thing, form: AwardForm, record: Writing) -> None:
    """Points besides the checks: a reward for care, or a deduction. Raises BadInput for none at all."""
    if not form.points:
        raise BadInput('no_points')
    await _scored(form.checklist)
    await Award.create(
        id=record.id, thing=thing, checklist=form.checklist, points=form.points, reason=form.reason, at=record.at,
        by_id=record.by.id,
    )  # fmt: skip


class PublishForm(Form):
    checklist: str = Field(max_length=60)
    period: str = Field(max_length=10)
    appeal_days: int = Field(default=3, ge=0, le=30)


@kind
async def publish(form: PublishForm, record: Writing) -> None:
    """The scores of a week or month are out, and from now on stay as they are but for appeals."""
    await _scored(form.checklist)
    await record.flush()
    if await Board.exists(checklist=form.checklist, period=form.period):
        raise Conflict('already_published', period=form.period)
    rows = await standing(form.checklist, form.period)
    if not rows:
        raise Conflict('nothing_scored', period=form.period)
    until = record.received_at + timedelta(days=form.appeal_days)
    await Board.create(
        id=record.id, checklist=form.checklist, period=form.period, rows=rows, published_at=record.received_at,
        appeals_until=until,
    )  # fmt: skip


class AppealForm(Form):
    board: UUID
    text: str = Field(min_length=1, max_length=1000)


@kind
async def appeal(thing: Thing, form: AppealForm, record: Writing) -> None:
    """Somebody does not agree with a place's points, while there is time for it."""
    found = await board(form.board)
    if str(thing.id) not in {row['thing'] for row in found.rows}:
        raise NotFound('not_on_board', thing=thing.name)
    if record.at > found.appeals_until:
        raise Conflict('appeals_over', day=f'{found.appeals_until.astimezone(read_config().timezone):%Y-%m-%d}')
    await Appeal.create(
        id=record.id, board=found, thing_id=thing.id, text=form.text, at=record.at, by_id=record.by.id
    )  # fmt: skip


class SettleForm(Form):
    appeal: UUID
    points: float = Field(default=0, ge=-MOST_POINTS, le=MOST_POINTS)
    note: str = Field(default='', max_length=1000)


@kind
async def settle(form: SettleForm, record: Writing) -> None:
    """An appeal is answered: points are given back, or the score stays. Whoever appealed does not settle it."""
    found = await Appeal.get_or_none(id=form.appeal).select_related('board')
    if not found:
        raise NotFound('unknown_appeal')
    if found.settled_at:
        record.flags.append('already_settled')
        return
    if found.by_id == record.by.id:
        raise Conflict('own_appeal')
    found.points, found.note = form.points, form.note
    found.settled_at, found.settled_by = record.received_at, record.by.id  # type: ignore[assignment]
    await found.save()
    for row in found.board.rows:
        if row['thing'] == str(found.thing_id):
            row['points'] = round(row['points'] + form.points, 2)
            row['appealed'] = round(row.get('appealed', 0) + form.points, 2)
    found.board.rows = _ranked(found.board.rows)
    await found.board.save()


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
            row['reasons'].append(f'{each.reason} {each.points:+g}')
    for row in rows.values():
        totals = row.pop('totals')
        row['checks'] = len(totals)
        row['points'] = round(sum(totals) / len(totals) + row.get('awards', 0), 2)
    return _ranked(list(rows.values()))


def _ranked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The best first; those with the same points share a place."""
    ordered = sorted(rows, key=lambda row: (-row['points'], row['name']))
    for row in ordered:
        row['rank'] = 1 + sum(other['points'] > row['points'] for other in ordered)
    return ordered


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


def periods(body: dict[str, Any], today: date) -> list[str]:
    """This period and the one before: weeks, or months where the checklist is published by the month."""
    if body.get('frequency', {}).get('publish') == 'month':
        before = today.replace(day=1) - timedelta(days=1)
        return [f'{day:%Y-%m}' for day in (today, before)]
    weeks = [(today - timedelta(days=days)).isocalendar() for days in (0, 7)]
    return [f'{year}-W{week:02}' for year, week, _ in weeks]


async def scored_checklists() -> list[Checklist]:
    return [each for each in await checklists.current_checklists() if each.body.get('scored')]


async def _scored(key: str) -> Checklist:
    found = await checklists.current(key)
    if not found.body.get('scored'):
        raise BadInput('not_scored', checklist=found.body['zh'])
    return found


async def board(id: UUID | str) -> Board:
    """Raises NotFound."""
    try:
        found = await Board.get_or_none(id=UUID(str(id)))
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_board')
    return found


async def boards(key: str, limit: int = 12) -> list[Board]:
    return await Board.filter(checklist=key).order_by('-published_at').limit(limit)


async def appeals(board_id: UUID | str) -> list[Appeal]:
    return await Appeal.filter(board_id=board_id).order_by('at')
