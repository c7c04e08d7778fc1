"""What is signed at a hand-over: a room's list as the register has it, what was counted, and the digest of both."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app import calendar, schedules
from app.core.canonical import digest_of
from app.core.errors import NotFound
from app.register import code_of
from app.signing import ROLES
from models import Handover, Repair, Thing

CONDITIONS = ('good', 'damaged', 'missing')
STATES = ('drawn', 'signing', 'signed', 'cancelled')
OCCASIONS = ('start', 'end', 'change')
CHANGING = ('outgoing', 'incoming', 'keeper')  # who sign at a change: who leaves the room, who takes it, its head
COUNTED = ('end', 'change')  # occasions at which somebody has to look before anybody signs


def signers(handover: Handover) -> tuple[str, ...]:
    """Who signs a list. A change that the class and one teacher began to sign, as was usual before, goes on so."""
    former = handover.signatures.keys() & {'pupil', 'teacher'}
    return CHANGING if handover.occasion == 'change' and not former else ROLES


@dataclass(frozen=True)
class Result:
    """How a line was found: empty while nobody looked, `differs` while two people say different things."""

    condition: str = ''
    quantity: int = 0
    note: str = ''
    photos: tuple[str, ...] = ()


async def lines_of(room: Thing, before: Handover | None) -> list[dict[str, Any]]:
    """What stands in a room now, and what did by the list before but does not any more."""
    found = await Thing.filter(inside_id=room.id, kind='asset').exclude(state='retired').order_by('sort', 'id')
    broken = await _broken([thing.id for thing in found])
    known = {line['thing'] for line in before.lines if line['was'] != 'left'} if before else set()
    lines = []
    for thing in found:
        note = broken.get(str(thing.id), '')
        lines.append({
            'thing': str(thing.id), 'name': thing.name, 'code': code_of(thing), 'spec': thing.spec, 'unit': thing.unit,
            'quantity': thing.quantity, 'condition': 'damaged' if note or thing.state == 'repair' else 'good',
            'note': note, 'was': 'added' if before and str(thing.id) not in known else '',
        })  # fmt: skip
    here = {line['thing'] for line in lines}
    gone = [line for line in before.lines if line['thing'] in known - here] if before else []
    return lines + [line | {'was': 'left'} for line in gone]


async def _broken(ids: list[UUID]) -> dict[str, str]:
    """What is the matter with those of these things that are broken now."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        wanted = Repair.filter(thing_id__in=some, closed_at=None, nature='fault')
        for repair in await wanted.exclude(state__in=('refused', 'merged')).order_by('-reported_at', '-id'):
            found[str(repair.thing_id)] = repair.what[:200] or '—'
    return found


def results(handover: Handover) -> dict[str, Result]:
    """What those who counted found, line by line.

    A person's last word counts. Where people differ, what more than half of them say; else it stays open.
    """
    said: dict[str, dict[str, Any]] = {}
    for check in in_order(handover):
        for answer in check['answers']:
            said.setdefault(answer['thing'], {})[check['by'] or check['id']] = answer
    return {line['thing']: _agreed(line, [*said.get(line['thing'], {}).values()]) for line in handover.lines}


def in_order(handover: Handover) -> list[dict[str, Any]]:
    """The counts that came before the first signature."""
    return sorted((each for each in handover.checks if not each['late']), key=lambda each: each['number'])


def _agreed(line: dict[str, Any], answers: list[dict[str, Any]]) -> Result:
    if not answers:
        return Result(quantity=line['quantity'])
    told = [(answer['condition'], _quantity(line, answer)) for answer in answers]
    [(most, times)] = Counter(told).most_common(1)
    notes = dict.fromkeys(answer['note'] for answer in answers if answer.get('note'))
    photos = dict.fromkeys(sha for answer in answers for sha in answer.get('photos', []))
    agree = times * 2 > len(told)
    return Result(most[0] if agree else 'differs', most[1] if agree else line['quantity'], '；'.join(notes), (*photos,))


def _quantity(line: dict[str, Any], answer: dict[str, Any]) -> int:
    """How many there are by an answer."""
    if answer['condition'] == 'missing' and answer.get('quantity') is None:
        return 0
    given = answer.get('quantity')
    return int(given if given is not None else line['quantity'])


def is_difference(line: dict[str, Any], result: Result) -> bool:
    """Whether a line is worse than it was handed over."""
    if line['was'] == 'left' or not result.condition or result.condition == 'differs':
        return False
    worse = result.condition == 'damaged' and line['condition'] != 'damaged'
    return worse or result.condition == 'missing' or result.quantity != line['quantity']


def differences(handover: Handover) -> list[tuple[dict[str, Any], Result]]:
    found = results(handover)
    pairs = [(line, found[line['thing']]) for line in handover.lines]
    return [(line, result) for line, result in pairs if is_difference(line, result)]


def open_lines(handover: Handover) -> list[dict[str, Any]]:
    """Lines that stand in the way of signing: nobody looked where that is asked, or people differ."""
    wanted = ('', 'differs') if handover.occasion in COUNTED else ('differs',)
    found = results(handover)
    return [
        line for line in handover.lines if line['was'] != 'left' and found[line['thing']].condition in wanted
    ]  # fmt: skip


def extras(handover: Handover) -> list[str]:
    """Things found in the room that are not on its list."""
    known = {line['thing'] for line in handover.lines if line['was'] != 'left'}
    return list(dict.fromkeys(thing for each in in_order(handover) for thing in each['extra'] if thing not in known))


def contents(handover: Handover) -> dict[str, Any]:
    """All that the three sign for, and nothing else."""
    found = results(handover)
    return {
        'v': 1, 'id': str(handover.id), 'room': str(handover.room_id), 'name': handover.room_name,
        'owner': handover.owner, 'occasion': handover.occasion, 'term': handover.term,
        'before': str(handover.before_id or ''), 'extra': sorted(extras(handover)),
        'lines': [
            {key: line[key] for key in ('thing', 'name', 'code', 'spec', 'quantity', 'condition', 'note', 'was')}
            | {'found': found[line['thing']].condition, 'count': found[line['thing']].quantity,
               'said': found[line['thing']].note}
            | ({'photos': [*found[line['thing']].photos]} if found[line['thing']].photos else {})
            for line in handover.lines
        ],
    }  # fmt: skip


def digest(handover: Handover) -> str:
    """SHA-256 of the canonical JSON of what is signed, as the rows say it at this moment."""
    return digest_of(contents(handover))


def seal(handover: Handover) -> str:
    """The digest that paper bears: of what was signed together with who signed it."""
    return digest_of({'digest': handover.digest or digest(handover), 'signatures': handover.signatures})


async def term_now(moment: Any = None) -> str:
    day = schedules.day_of(moment) if moment else schedules.today()
    term = (await calendar.calendar()).term_of(day)
    return term.name if term else ''


async def handover(id: UUID | str) -> Handover:
    """Raises NotFound."""
    try:
        found = await Handover.get_or_none(id=UUID(str(id))).select_related('room')
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_handover')
    return found


async def last_signed(room_id: UUID) -> Handover | None:
    return await Handover.filter(room_id=room_id, state='signed').order_by('-signed_at', '-drawn_at').first()


async def answers_for(handover: Handover) -> str:
    """The class that what is missing is asked of: the one that took the room over before, not the one that comes."""
    before = await Handover.get_or_none(id=handover.before_id) if handover.before_id else None
    return before.owner if before else handover.owner


async def open_of(room_id: UUID) -> Handover | None:
    return await Handover.filter(room_id=room_id, state__in=('drawn', 'signing')).order_by('-drawn_at').first()
