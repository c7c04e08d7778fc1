"""Routing: whose a new repair is, by trade and place, and how soon it is to be looked at and done."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

import orjson
from pydantic import Field, field_validator

from app import board, register, schedules, settings
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.permissions import may
from app.core.records import Writing
from app.school_time import SchoolTime
from app.trades import known_trade
from models import DispatchRule, Person, Setting, Thing

KEY = 'repair_times'
PRIORITIES = ('danger', 'high', 'normal', 'low')
MEND = 'repairs.close'  # what somebody must be allowed to do to be given a repair
OFFICE = ('director', 'property_keeper', 'administrator')  # who answers for what nobody was given, the first there is
# Minutes of school time to the first response and to the end of the work; ten hours are a school day.
TARGETS = {'danger': (30, 240), 'high': (120, 600), 'normal': (600, 3_000), 'low': (1_200, 6_000)}
ACCEPT_AFTER = 3  # school days after which work that nobody complained of counts as accepted


class RuleForm(Form):
    trade: str = Field(default='', max_length=20)
    place: UUID | None = None
    person: UUID

    _known = field_validator('trade')(known_trade)


@kind
async def rule(form: RuleForm, record: Writing) -> None:
    """From now on, repairs of this trade in this place are this person's. The same rule again replaces the person."""
    person = await Person.get_or_none(id=form.person, left_at=None)
    if not person or not may(person.roles, MEND):
        raise BadInput('not_able')
    if form.place and not await Thing.exists(id=form.place, kind='place'):
        raise NotFound('unknown_place')
    same = DispatchRule.filter(trade=form.trade, place_id=form.place, removed_at=None)
    await same.update(removed_at=record.received_at)
    await DispatchRule.create(id=record.id, trade=form.trade, place_id=form.place, person_id=form.person)


class RemoveForm(Form):
    rule: UUID


@kind
async def remove(form: RemoveForm, record: Writing) -> None:
    """The rule no longer holds; what it gave out stays given."""
    found = await DispatchRule.filter(id=form.rule, removed_at=None).update(removed_at=record.received_at)
    if not found:
        raise Conflict('unknown_rule')


class TimesForm(Form):
    """Opening hours, minutes of school time by priority, and school days until work counts as accepted."""

    opens: time
    closes: time
    targets: dict[str, tuple[int, int]]
    accept_after: int = Field(ge=1, le=60)

    @field_validator('targets')
    @classmethod
    def _all_of_them(cls, targets: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        if set(targets) != set(PRIORITIES):
            raise ValueError('a priority is missing')
        if any(not 0 < respond <= finish <= 60_000 for respond, finish in targets.values()):
            raise ValueError('to respond comes before to finish')
        return targets


@kind
async def times(form: TimesForm, record: Writing) -> None:
    """How soon repairs are to be looked at and done. What is under way keeps its times."""
    if form.opens >= form.closes:
        raise BadInput('closes_before_it_opens')
    await Setting.update_or_create(key=KEY, defaults={'value': form.model_dump_json()})


class Clock:
    """School time, and how much of it a repair has."""

    def __init__(self, given: dict[str, Any], school: SchoolTime) -> None:
        self.school = school
        self.targets = {key: tuple(both) for key, both in given.get('targets', TARGETS).items()}
        self.accept_after: int = given.get('accept_after', ACCEPT_AFTER)

    def ends(self, priority: str, moment: datetime) -> tuple[datetime, datetime]:
        """When to respond and when to finish, for what is reported at a moment."""
        respond, finish = self.targets[priority]
        return self.school.later(moment, respond), self.school.later(moment, finish)

    def accepted_at(self, closed_at: datetime) -> datetime:
        """When work that nobody complained of counts as accepted."""
        return self.school.later(closed_at, self.accept_after * self.school.minutes_a_day)


async def clock() -> Clock:
    kept = await settings.setting(KEY)
    given = orjson.loads(kept) if kept else {}
    calendar = (await board.board()).calendar
    hours = {name: time.fromisoformat(given[name]) for name in ('opens', 'closes') if name in given}
    return Clock(given, SchoolTime(calendar, schedules.zone(), **hours))


async def rules() -> list[DispatchRule]:
    return await DispatchRule.filter(removed_at=None).order_by('trade', 'id')


async def people_here() -> dict[UUID, Person]:
    return {person.id: person for person in await Person.filter(left_at=None).order_by('name')}


async def owner_for(thing: Thing, trade: str, record: Writing, *, but: UUID | None = None) -> tuple[UUID | None, bool]:
    """Whose a repair is, and whether a rule says so; else the office's. `but` is somebody who cannot.

    The closest place decides, then the trade: whoever mends everything in this building comes before the electrician
    of the whole school.
    """
    people = await record.known.once(people_here)
    held = [each for each in await record.known.once(rules) if each.person_id in people and each.person_id != but]
    if any(each.place_id for each in held):
        around = [thing.id, *(place.id for place in await register.places_around(thing))]
    else:
        around = []
    fitting = [
        each for each in held if each.trade in ('', trade) and (not each.place_id or each.place_id in around)
    ]  # fmt: skip
    if fitting:
        nearest = min(fitting, key=lambda each: _distance(each, around))
        return nearest.person_id, True
    return office_of(person for person in people.values() if person.id != but), False


def _distance(rule: DispatchRule, around: list[UUID]) -> tuple[int, bool]:
    return around.index(rule.place_id) if rule.place_id else len(around), not rule.trade


def office_of(people: Iterable[Person]) -> UUID | None:
    """Who answers for what no rule gives to anybody."""
    here = list(people)
    return next((person.id for role in OFFICE for person in here if role in person.roles), None)
