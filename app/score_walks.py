"""Scoring walks: the places of a scored checklist, and which of them were scored in this week or month."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from app import checklists, score_dates, standings
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import NotFound
from app.scores import scored_checklists
from app.stops import aimed_at
from models import Checklist, Inspection, Thing

MOST = 300  # places on one walk


@dataclass(frozen=True)
class Walk:
    """A scored checklist's places, those that nobody has scored yet first, and how often each was."""

    template: Checklist
    period: str
    places: list[Thing]
    times: Counter[UUID]

    @property
    def scored(self) -> int:
        return sum(place.id in self.times for place in self.places)


async def walks() -> list[Walk]:
    """Those of the scored checklists that are aimed at anything here."""
    found = [await _walk(template) for template in await scored_checklists()]
    return [each for each in found if each.places]


async def walk(key: str) -> Walk:
    """Raises NotFound for what is no scored checklist in use."""
    template = await checklists.current(key)
    if not template.body.get('scored'):
        raise NotFound('unknown_page')
    return await _walk(template)


async def _walk(template: Checklist) -> Walk:
    plan = await score_dates.plan_of(template)
    period = standings.period_of(plan.every, now().astimezone(read_config().timezone).date())
    begin, end = standings.span(period)
    done = await Inspection.filter(checklist=template.key, at__gte=begin, at__lt=end).values_list('thing_id', flat=True)
    times = Counter(UUID(str(thing)) for thing in done)
    aimed = [place.id for place in await aimed_at(template.body, MOST)]
    places = await Thing.filter(id__in=aimed).order_by('sort', 'id')
    return Walk(template, period, sorted(places, key=lambda place: place.id in times), times)
