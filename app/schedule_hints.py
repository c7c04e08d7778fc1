"""Schedules to begin with: what the checklists themselves say about how often, where and by whom."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from app import checklists
from app.core.clock import now
from app.due import Rule
from app.schedules import MOST_STOPS, day_of, schedules
from app.stops import aimed_at
from models import Checklist, Person, Schedule, Thing

WEEKDAYS = ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
PLACED = ('class_teacher', 'room_keeper', 'pe_keeper', 'driver')  # posts that are kept by some of the staff
POSTS = {
    'maintenance': 'maintenance', 'electrician': 'maintenance', 'gardener': 'maintenance', 'gatekeeper': 'gatekeeper',
    'duty_staff': 'gatekeeper', 'safety_officer': 'director', 'kitchen_lead': 'kitchen', 'kitchen_staff': 'kitchen',
    'kitchen_receiver': 'kitchen', **dict.fromkeys(PLACED, 'staff'),
}  # fmt: skip
TIMES = {5: ['08:00', '11:00', '14:00', '17:00', '21:00'], 'meal': ['08:00', '12:30'], '': ['17:00']}


@dataclass(frozen=True)
class Hint:
    """A schedule that is not there yet, and how many things it would be about."""

    checklist: Checklist
    draft: Schedule
    count: int


async def hints() -> list[Hint]:
    """One for each checklist that says how often, has something to be filled in for, and is on no schedule."""
    taken = {schedule.checklist for schedule in await schedules()}
    posts = {role for person in await Person.filter(left_at=None) for role in person.roles}
    found = []
    for template in await checklists.current_checklists():
        rule = rule_of(template.body.get('frequency', {}))
        if template.key in taken or not rule or template.body.get('scored'):
            continue
        if stops := await aimed_at(template.body, MOST_STOPS):
            found.append(Hint(template, _draft(template, rule, stops, posts), len(stops)))
    return found


async def hint(key: str) -> Hint | None:
    return next((each for each in await hints() if each.checklist.key == key), None)


def rule_of(frequency: dict[str, Any]) -> Rule | None:
    """How often, as schedules say it; nothing for what hangs on an event, like a delivery or a trip."""
    every, when = frequency.get('every'), frequency.get('when')
    facts: dict[str, Any] = {'every': every, 'school_days_only': frequency.get('school_days_only', True)}
    facts['times'] = [frequency['by']] if 'by' in frequency else TIMES.get(frequency.get('times', ''), TIMES[''])
    match every:
        case 'day' | 'month' | 'quarter':
            pass
        case 'meal':
            facts['times'] = TIMES['meal']
        case 'week':
            facts['weekdays'] = [WEEKDAYS.index(frequency.get('weekday', 'mon'))]
        case 'year':
            month, day = frequency['window']['to'].split('-')
            facts |= {'month': int(month), 'day': int(day)}
        case 'term':
            facts |= {'every': 'holiday'} if when == 'before_holiday' else {'at': 'first'}
        case _:
            return None
    return Rule.model_validate(facts)


def _draft(template: Checklist, rule: Rule, stops: list[Thing], posts: set[str]) -> Schedule:
    """A schedule that is not written yet. One category alone is named, so that what is bought later is in it too."""
    target = template.body.get('target', {})
    categories, places = target.get('categories', []), [stop for stop in stops if stop.is_place]
    by_category = len(categories) == 1 and not places
    post = POSTS.get(template.body.get('role', ''), '')
    return Schedule(
        id=uuid4(), name=template.body['zh'], rule=rule.model_dump(mode='json'), checklist=template.key,
        stops=[] if by_category else [str(stop.id) for stop in stops], category=categories[0] if by_category else '',
        post=post if post in posts else '', since=now(), starts=day_of(now()),
    )  # fmt: skip
