"""Finding repairs: by state, trade, place, owner, how urgent, lateness, cause, time, and by what people type."""

import re
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from app import finding, repair_periods, tree
from app.core.clock import now
from app.repair_states import OPEN
from models import Repair, RepairThing

PAGE = 50
NUMBER = re.compile(r'(?:no\.?|#|№)?\s*(\d{1,12}(?:-\d{1,3})?)', re.IGNORECASE)
PARTS = 30  # repairs of one report that are found by its number alone
NAMED = 200  # things by name whose repairs are found
UNANSWERED = ('reported', 'assigned')
RUNNING = ('reported', 'accepted', 'assigned', 'working')  # those whose clock runs
COLUMNS = (
    'id', 'ref', 'what', 'nature', 'trade', 'urgency', 'blocks_use', 'state', 'owner_id', 'respond_by', 'finish_by',
    'responded_at', 'waits_for', 'waits_until', 'reported_at', 'reported_by', 'others', 'clashes', 'cost', 'thing_id',
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A repair as a list or a board shows it; `place` is the name of the place that its thing stands in."""

    id: UUID
    ref: str
    what: str
    nature: str
    trade: str
    urgency: str
    blocks_use: bool
    state: str
    owner_id: UUID | None
    respond_by: datetime | None
    finish_by: datetime | None
    responded_at: datetime | None
    waits_for: str
    waits_until: Any
    reported_at: datetime
    reported_by: UUID | None
    others: int
    clashes: bool
    cost: Any
    thing_id: UUID
    thing: str
    place: str

    def late(self, moment: datetime) -> str:
        """What is late about it: '' | respond | finish. What waits has no clock."""
        if self.state in RUNNING and self.finish_by and self.finish_by < moment:
            return 'finish'
        if self.state in UNANSWERED and not self.responded_at and self.respond_by and self.respond_by < moment:
            return 'respond'
        return ''


@dataclass(frozen=True)
class Sought:
    """What is looked for; what is empty does not matter. `status`: open | settled | all, or one of the states."""

    status: str = 'open'
    text: str = ''
    trade: str = ''
    inside: UUID | None = None
    owner: UUID | None = None
    reporter: UUID | None = None
    priority: str = ''  # danger | high | normal | low
    late: bool = False
    clash: bool = False
    cause: str = ''
    period: str = 'twelve'  # of those that may be settled; what is open is shown however old

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the status, the words and the period is asked."""
        plain = Sought(status=self.status, text=self.text, period=self.period)
        return any(getattr(self, each.name) != getattr(plain, each.name) for each in fields(self))

    @property
    def is_open(self) -> bool:
        """Whether only what is not settled is asked."""
        return self.late or self.clash or self.status in ('open', 'done', *OPEN)


@dataclass(frozen=True)
class Found:
    """One page, and the mark after which the next one begins: empty after the last."""

    lines: list[Line]
    next: str = ''


async def find(sought: Sought, after: str = '', limit: int = PAGE) -> Found:
    """A page, the newest first."""
    asked = await _asked(sought)
    if after:
        moment, id = after.split()
        asked &= Q(reported_at__lte=datetime.fromisoformat(moment)) & (
            Q(reported_at__lt=datetime.fromisoformat(moment)) | Q(id__lt=UUID(id))
        )
    lines = await lines_of(asked, ('-reported_at', '-id'), limit + 1)
    if len(lines) <= limit:
        return Found(lines)
    last = lines[limit - 1]
    return Found(lines[:limit], f'{last.reported_at.isoformat()} {last.id}')


async def lines_of(asked: Q, order: tuple[str, ...], limit: int) -> list[Line]:
    rows = await Repair.filter(asked).order_by(*order).limit(limit).values(
        *COLUMNS, thing='thing__name', place='thing__inside__name'
    )  # fmt: skip
    return [Line(**{**row, 'place': row['place'] or ''}) for row in rows]


@dataclass(frozen=True)
class Column:
    """A state of the board: how many are in it, and those that are due first."""

    state: str
    count: int
    lines: list[Line]


async def board(sought: Sought, most: int) -> list[Column]:
    """What is not settled, by state; the most dangerous first, then by when it is to be done."""
    asked = await _asked(sought)
    counted = await Repair.filter(asked).annotate(n=Count('id')).group_by('state').values_list('state', 'n')
    counts = dict(counted)
    return [
        Column(
            state, counts.get(state, 0),
            await lines_of(asked & Q(state=state), ('-blocks_use', 'finish_by', 'id'), most) if state in counts else [],
        )
        for state in (*OPEN, 'done')
    ]  # fmt: skip


async def count_clashes() -> int:
    """Of how many repairs two people say different things."""
    return await Repair.filter(settled_at=None, clashes=True).count()


async def _asked(sought: Sought) -> Q:
    """The conditions of a question."""
    asked = _status(sought)
    for name, column in (('trade', 'trade'), ('owner', 'owner_id'), ('reporter', 'reported_by'), ('cause', 'cause')):
        if value := getattr(sought, name):
            asked &= Q(**{column: value})
    if sought.priority:
        danger = sought.priority == 'danger'
        asked &= Q(blocks_use=danger) & (Q() if danger else Q(urgency=sought.priority))
    if sought.late:
        asked &= late(now())
    if sought.clash:
        asked &= Q(clashes=True)
    if not sought.is_open and (begin := await repair_periods.begin_of(sought.period)):
        asked &= Q(reported_at__gte=begin)
    if sought.inside:
        asked &= await _standing_in(sought.inside)
    return asked & await _worded(sought.text) if sought.text.strip() else asked


def _status(sought: Sought) -> Q:
    if sought.status in ('done', *OPEN):
        return Q(settled_at=None, state=sought.status)
    if sought.is_open:
        return Q(settled_at=None)
    if sought.status == 'settled':
        return Q(settled_at__not_isnull=True)
    return Q() if sought.status == 'all' else Q(state=sought.status)


def late(moment: datetime) -> Q:
    """Not looked at, or not done, by its time."""
    unanswered = Q(state__in=UNANSWERED, responded_at=None, respond_by__lt=moment)
    return Q(settled_at=None) & (Q(state__in=RUNNING, finish_by__lt=moment) | unanswered)


async def _standing_in(place: UUID) -> Q:
    """Reported on a place, on a place inside of it however deep, or on what stands there."""
    branch = (await tree.tree()).branches.get(place)
    held, waiting = [place], list(branch.places) if branch else []
    while waiting:
        inner = waiting.pop()
        held.append(inner.id)
        waiting += inner.places
    return Q(thing__inside_id__in=held) | Q(thing_id__in=held)


async def _worded(text: str) -> Q:
    """By number, by what was reported, or by the thing."""
    plain = text.strip()
    if found := NUMBER.fullmatch(plain):
        number = found[1]
        either = Q(ref__in=[number, *(f'{number}-{part}' for part in range(1, PARTS))])
    else:
        either = Q(what__icontains=plain)
    things = [line.id for line in (await finding.find(finding.Wanted(search=plain), limit=NAMED)).lines]
    if things:
        either |= Q(id__in=await RepairThing.filter(thing_id__in=things).values_list('repair_id', flat=True))
    return either
