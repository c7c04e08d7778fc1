"""Suggested schedules: what checklists say of themselves becomes a schedule that only lacks who is responsible."""

from typing import Any

import pytest

from app import checklists, schedule_hints
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from models import Person, Schedule
from tests.cast import School


async def test_a_checklist_that_says_how_often_is_suggested_until_it_is_planned(school: School) -> None:
    hint = await schedule_hints.hint('play-weekly')
    assert hint and hint.count == 1
    draft = hint.draft
    assert (draft.rule['every'], draft.rule['weekdays'], draft.rule['times']) == ('week', [0], ['09:00'])
    assert draft.post == 'maintenance'
    facts = {'name': draft.name, 'rule': draft.rule, 'stops': draft.stops, 'category': draft.category}
    facts |= {'checklist': draft.checklist, 'post': draft.post}
    assert (await write_one(enter('schedules.add', facts), the_server())).verdict == 'accepted'
    assert await Schedule.exists(checklist='play-weekly')
    assert await schedule_hints.hint('play-weekly') is None


async def test_nothing_is_suggested_for_things_that_are_not_there_and_no_post_that_nobody_holds(school: School) -> None:
    assert await schedule_hints.hint('kitchen-weekly') is None, 'there is no kitchen'
    await Person.filter(id=school.people['caretaker']).update(roles=['staff'])
    hint = await schedule_hints.hint('play-weekly')
    assert hint and hint.draft.post == ''


@pytest.mark.parametrize(
    ('frequency', 'expected'),
    [
        ({'every': 'day', 'by': '08:30'}, {'every': 'day', 'times': ['08:30']}),
        ({'every': 'day', 'times': 5, 'school_days_only': False}, {'every': 'day', 'school_days_only': False}),
        ({'every': 'week', 'weekday': 'fri'}, {'every': 'week', 'weekdays': [4]}),
        ({'every': 'year', 'window': {'from': '04-15', 'to': '06-10'}}, {'every': 'year', 'month': 6, 'day': 10}),
        ({'every': 'term', 'when': 'before_holiday'}, {'every': 'holiday'}),
        ({'every': 'term', 'when': ['start', 'end']}, {'every': 'term', 'at': 'first'}),
        ({'every': 'delivery'}, None),
        ({}, None),
    ],
)
def test_what_a_checklist_says_becomes_a_rule(frequency: dict[str, Any], expected: dict[str, Any] | None) -> None:
    rule = schedule_hints.rule_of(frequency)
    assert (rule is None) == (expected is None)
    if rule and expected:
        assert {name: getattr(rule, name) for name in expected} == expected


def test_every_starter_that_says_how_often_is_understood_or_hangs_on_an_event() -> None:
    for template in checklists.starters():
        said = template.get('frequency', {})
        assert schedule_hints.rule_of(said) or said.get('every') in (None, 'delivery', 'trip'), template['id']
