"""Looking for something everywhere at once: things and places, repairs, people, as far as somebody may see them."""

from typing import Any

from app import finding, people, repair_finding
from app.core.actors import Actor
from app.finding import Wanted
from app.repair_finding import Sought

LONGEST = 80  # characters of a question
THINGS, REPAIRS, PEOPLE = 20, 8, 8


async def find(text: str, by: Actor) -> dict[str, list[dict[str, Any]]]:
    """What the server knows besides a phone's copy: pinyin and initials, what is settled, people.

    Whoever has rooms of their own looks at nothing else, and has those on the phone.
    """
    wanted = text.strip()[:LONGEST]
    if not wanted or by.rooms:
        return {'things': [], 'repairs': [], 'people': []}
    return {
        'things': await _things(wanted),
        'repairs': await _repairs(wanted) if by.may('repairs.see') else [],
        'people': await _people(wanted) if by.may('people.see') else [],
    }


async def _things(wanted: str) -> list[dict[str, Any]]:
    found = await finding.find(Wanted(search=wanted), limit=THINGS)
    return [
        {'id': str(line.id), 'kind': line.kind, 'name': line.name, 'code': line.code, 'place': line.place}
        for line in found.lines
    ]


async def _repairs(wanted: str) -> list[dict[str, Any]]:
    found = await repair_finding.find(Sought(status='all', text=wanted, period='ever'), limit=REPAIRS)
    return [{'id': str(line.id), 'what': line.what, 'thing': line.thing, 'state': line.state} for line in found.lines]


async def _people(wanted: str) -> list[dict[str, Any]]:
    return [{'name': person.name, 'shown': person.shown} for person in (await people.called(wanted))[:PEOPLE]]
