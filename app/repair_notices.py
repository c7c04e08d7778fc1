"""What people are told about repairs: given to them, mended, refused or waiting, late, and where two disagree."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from app import repair_finding, schedules
from app.core.clock import now
from app.core.permissions import may
from app.reminder import Reminder
from app.repair_states import OFFICE
from models import Person, Repair, RepairStep, Thing

KINDS = ('given', 'mended', 'refused', 'waiting', 'unanswered', 'unfinished', 'clash')
OWN = ('mended', 'refused', 'waiting')  # for whoever reported it alone: not for the group
RECENT = timedelta(days=7)  # a step is told of for so long: a phone may have been offline over a weekend
LATELY = timedelta(days=14)  # what is late is told of for so long
GIVING = ('assign', 'route', 'pass_on', 'reopen')
KEEPERS = ('property_keeper',)  # the office, where somebody has this post


async def steps(people: list[Person], since: datetime) -> list[Reminder]:
    """What has just been given to somebody, and what became of what somebody reported."""
    begin = max(since, now() - RECENT)
    moved = await Repair.filter(moved_at__gte=begin, settled_at=None).select_related('thing')
    moved += await Repair.filter(state='refused', settled_at__gte=begin).select_related('thing')
    places = await _places(moved)
    here = {person.id for person in people}
    found = await _given([repair for repair in moved if repair.state != 'done'], places)
    for repair in moved:
        what = {'done': 'mended', 'refused': 'refused', 'waiting': 'waiting'}.get(repair.state)
        who = repair.reported_by
        by = repair.closed_by if repair.state == 'done' else repair.settled_by
        if what and who and who != by and not (what == 'waiting' and who == repair.owner_id):
            found.append(_reminder(what, repair, {who}, places, f'{repair.moved_at}'))
    return [each for each in found if each.people & here]


async def _given(repairs: list[Repair], places: dict[str, str]) -> list[Reminder]:
    """To whom each was given last, unless they took it themselves or have begun already."""
    last: dict[UUID, RepairStep] = {}
    ids = [repair.id for repair in repairs]
    for step in await RepairStep.filter(repair_id__in=ids, verb__in=GIVING).order_by('number', 'at'):
        last[UUID(str(step.repair_id))] = step
    return [
        _reminder('given', repair, {repair.owner_id}, places, f'{last[repair.id].id}')
        for repair in repairs
        if repair.id in last and repair.owner_id and repair.owner_id != last[repair.id].by_id
        and (repair.state == 'assigned' or last[repair.id].verb == 'pass_on')
    ]  # fmt: skip


async def late(people: list[Person], since: datetime) -> list[Reminder]:
    """What nobody looked at in time: its owner and the office. What is not done in time: those who decide as well."""
    moment = now()
    begin = max(since, moment - LATELY)
    overdue = repair_finding.late(moment)
    repairs = await Repair.filter(overdue, finish_by__gte=begin).select_related('thing')
    places = await _places(repairs)
    decide = {person.id for person in people if may(person.roles, OFFICE)}
    office = {person.id for person in people if set(KEEPERS) & set(person.roles)} or decide
    found = []
    for repair in repairs:
        owner = {repair.owner_id} if repair.owner_id else set()
        answers = repair.state in repair_finding.UNANSWERED and not repair.responded_at
        if answers and repair.respond_by and begin <= repair.respond_by < moment:
            found.append(_reminder('unanswered', repair, owner | office, places, f'{repair.respond_by}'))
        if repair.finish_by and begin <= repair.finish_by < moment:
            found.append(_reminder('unfinished', repair, owner | decide, places, f'{repair.finish_by}'))
    return found


async def clashes(people: list[Person], since: datetime) -> list[Reminder]:
    """Two people say different things of one repair: somebody who decides has to settle it."""
    repairs = await Repair.filter(settled_at=None, clashes=True, moved_at__gte=since).select_related('thing')
    places = await _places(repairs)
    decide = {person.id for person in people if may(person.roles, OFFICE)}
    return [_reminder('clash', repair, decide, places, '') for repair in repairs]


def _reminder(what: str, repair: Repair, people: Iterable[UUID], places: dict[str, str], which: str) -> Reminder:
    """`which` tells one time from another: given again, mended again."""
    facts: dict[str, Any] = {'name': repair.thing.name, 'place': places.get(str(repair.thing.inside_id), '—')}
    if what == 'unfinished' and repair.finish_by:
        facts['time'] = f'{repair.finish_by.astimezone(schedules.zone()):%m-%d %H:%M}'
    return Reminder(what, uuid5(repair.id, which), f'/repairs/{repair.id}', set(people), facts)


async def _places(repairs: Iterable[Repair]) -> dict[str, str]:
    insides = {repair.thing.inside_id for repair in repairs if repair.thing.inside_id}
    return {str(place.id): place.name for place in await Thing.filter(id__in=list(insides))}
