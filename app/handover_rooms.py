"""Which rooms have signed and which have not, by building; and drawing the lists of all that have none yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app import handover_lists, tree
from app.core import db
from app.core.actors import Actor
from app.core.entries import enter
from app.core.records import write
from app.tree import BETWEEN, Branch, Tree
from models import Handover


@dataclass(frozen=True)
class Room:
    """A room with things of its own, and its list of this term, if there is one."""

    id: UUID
    name: str
    things: int
    handover: Handover | None


@dataclass
class Building:
    name: str
    rooms: list[Room] = field(default_factory=list)

    @property
    def signed(self) -> int:
        return sum(bool(room.handover and room.handover.state == 'signed') for room in self.rooms)

    @property
    def without(self) -> list[Room]:
        return [room for room in self.rooms if not room.handover]


async def buildings(occasion: str, actor: Actor) -> list[Building]:
    """All rooms that somebody answers for, in the order of the tree; a class sees its own alone."""
    grown = await tree.tree()
    lists = await _lists(occasion)
    found: dict[str, Building] = {}
    for branch in _in_order(grown):
        around = grown.around(branch.id)
        if not branch.own or (actor.rooms and not actor.rooms & {each.id for each in around}):
            continue
        name = _building(around)
        room = Room(branch.id, branch.name, branch.own, lists.get(branch.id))
        found.setdefault(name, Building(name)).rooms.append(room)
    return list(found.values())


async def _lists(occasion: str) -> dict[UUID, Handover]:
    """By room: what is open now, else the last list of this occasion in this term."""
    term = await handover_lists.term_now()
    where = "(term = ? AND occasion = ? AND state != 'cancelled') OR state IN ('drawn', 'signing')"
    rows = await db.fetch(Handover, f'{where} ORDER BY drawn_at', term, occasion)
    found: dict[UUID, Handover] = {}
    for each in sorted(rows, key=lambda each: each.state in ('drawn', 'signing')):
        found[UUID(str(each.room_id))] = each
    return found


def _in_order(grown: Tree) -> Iterable[Branch]:
    waiting = list(reversed(grown.roots))
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting += reversed(branch.places)


def _building(around: list[Branch]) -> str:
    """The building that a room is in, else the place around it."""
    for place in reversed(around[:-1]):
        if place.category == 'building':
            return place.name
    return BETWEEN.join(place.name for place in around[:-1][-1:])


async def draw_rest(rooms: Iterable[UUID], occasion: str, by: Actor) -> int:
    """Draw the lists of these rooms; gives back how many were drawn. A room that has one meanwhile keeps it."""
    entries = [enter('handovers.draw', {'occasion': occasion}, thing_id=room) for room in rooms]
    verdicts = await write(entries, by)
    return sum(verdict.fate == 'accepted' for verdict in verdicts)


async def of_room(room: UUID, limit: int = 4) -> list[Handover]:
    """The last lists of a room, the newest first."""
    return await Handover.filter(room_id=room).exclude(state='cancelled').order_by('-drawn_at').limit(limit)


def told(handover: Handover, caller: Actor) -> dict[str, Any]:
    """An open list as phones get it: with what each has counted, so that they can sign it without a network."""
    found = handover_lists.results(handover)
    kept = ('thing', 'name', 'code', 'spec', 'quantity', 'condition', 'note', 'was')
    return {
        'id': str(handover.id), 'cursor': handover.cursor, 'room': str(handover.room_id), 'name': handover.room_name,
        'owner': handover.owner, 'occasion': handover.occasion, 'term': handover.term, 'state': handover.state,
        'before': str(handover.before_id or ''), 'digest': handover.digest or handover_lists.digest(handover),
        'open': len(handover_lists.open_lines(handover)), 'signed': sorted(handover.signatures),
        'roles': [*handover_lists.signers(handover)],
        'counted': len(handover.checks), 'checks': _checks(handover, str(caller.id or '')),
        'lines': [
            {key: line[key] for key in kept}
            | {'found': found[line['thing']].condition, 'count': found[line['thing']].quantity}
            for line in handover.lines
        ],
    }  # fmt: skip


def _checks(handover: Handover, me: str) -> list[dict[str, Any]]:
    """What counts, in its order. Who it was is a number: a class is told nobody's name."""
    checks = handover_lists.in_order(handover)
    people = list(dict.fromkeys(each['by'] or each['id'] for each in checks))
    return [
        {
            'id': each['id'], 'who': 'me' if me and each['by'] == me else str(people.index(each['by'] or each['id'])),
            'answers': [_given(answer) for answer in each['answers']],
            'extra': each['extra'],
        }
        for each in checks
    ]  # fmt: skip


def _given(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if value not in (None, '', [])}


async def for_phone(caller: Actor) -> list[dict[str, Any]]:
    """The open lists that somebody may count: all of them, or those of their own rooms."""
    if not caller.may('handovers.recheck'):
        return []
    grown = await tree.tree() if caller.rooms else None
    found = await Handover.filter(state__in=('drawn', 'signing')).order_by('room_name')
    theirs = [
        each
        for each in found
        if not grown or caller.rooms & {place.id for place in grown.around(UUID(str(each.room_id)))}
    ]
    return [told(each, caller) for each in theirs]
