"""Score boards: scored checks of classes, offices and dormitories, rewards, publication on a date, and appeals."""

from datetime import timedelta
from typing import Literal
from uuid import UUID

from pydantic import Field

from app import checklists
from app.core.config import read_config
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.due import Time
from app.standings import ranked, standing
from models import Appeal, Award, Board, Checklist, ScorePlan, Thing

MOST_POINTS = 100


class AwardForm(Form):
    checklist: str = Field(max_length=60)
    points: float = Field(ge=-MOST_POINTS, le=MOST_POINTS)
    reason: str = Field(min_length=1, max_length=300)


@kind
async def award(thing: Thing, form: AwardForm, record: Writing) -> None:
    """Points besides the checks: a reward for care, or a deduction. Raises BadInput for none at all."""
    if not form.points:
        raise BadInput('no_points')
    await award_place(thing, form.checklist, form.points, form.reason, record)


async def award_place(
    thing: Thing, checklist: str, points: float, reason: str, record: Writing, id: UUID | None = None
) -> None:
    """Points for a place on the board of a scored checklist. Raises BadInput where that is not scored."""
    await _scored(checklist)
    await Award.create(
        id=id or record.id, thing=thing, checklist=checklist, points=points, reason=reason, at=record.at,
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


class PlanForm(Form):
    checklist: str = Field(max_length=60)
    automatic: bool = True
    every: Literal['week', 'month'] = 'week'
    weekday: int = Field(default=0, ge=0, le=6)  # 0 is Monday
    day: int = Field(default=1, ge=1, le=28)
    at: Time = '08:00'
    appeal_days: int = Field(default=3, ge=0, le=30)


@kind
async def plan(form: PlanForm, record: Writing) -> None:
    """When the scores of a checklist come out by themselves, and how long there is to appeal."""
    await _scored(form.checklist)
    values = form.model_dump(exclude={'checklist'}) | {'since': record.received_at}
    await ScorePlan.update_or_create(checklist=form.checklist, defaults=values)


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
    found.board.rows = ranked(found.board.rows)
    await found.board.save()


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


async def latest_board(key: str) -> Board:
    """Raises NotFound."""
    found = await Board.filter(checklist=key).order_by('-published_at').first()
    if not found:
        raise NotFound('unknown_board')
    return found


async def boards(key: str, limit: int = 12) -> list[Board]:
    return await Board.filter(checklist=key).order_by('-published_at').limit(limit)


async def appeals(board_id: UUID | str) -> list[Appeal]:
    return await Appeal.filter(board_id=board_id).order_by('at')
