"""The states of a repair, which verb leads from where to where, and the row that says who did it and when."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from app import hazard_states, routing
from app.core.errors import Conflict, NotFound, Refused
from app.core.records import Writing
from models import Person, Repair, RepairStep, RepairThing, Thing

OFFICE = 'dispatch.merge'  # whoever may do this decides about other people's repairs
OPEN = ('reported', 'accepted', 'assigned', 'working', 'waiting')
SETTLED = ('confirmed', 'refused', 'merged')
STATES = (*OPEN, 'done', *SETTLED)

# From which states each verb leads to which; what is not named stays as it is. Work that was done is never refused,
# so `close` has a rule of its own in app/repairs.py for the others.
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    'triage': (OPEN, ''),
    'accept': (('reported', 'assigned'), 'accepted'),
    'assign': (OPEN, 'assigned'),
    'start': (OPEN, 'working'),
    'wait': (OPEN, 'waiting'),
    'close': (OPEN, 'done'),
    'confirm': (('done',), 'confirmed'),
    'refuse': (OPEN, 'refused'),
    'merge': (OPEN, 'merged'),
    'reopen': (('done', 'confirmed', 'refused'), 'assigned'),
    'charge': ((*OPEN, 'done', 'confirmed'), ''),
    'comment': (STATES, ''),
    'me_too': (OPEN, ''),
}


def check(repair: Repair, verb: str) -> None:
    """Raises Conflict where a verb does not lead on from here: somebody else was there before."""
    if repair.state not in MOVES[verb][0]:
        raise Conflict('repair_moved', state=repair.state, repair=repair.ref)


def moment_of(repair: Repair, record: Writing) -> datetime:
    """When a step was taken by the phone's clock; never later than now, nor before the step that it follows."""
    at = min(record.at, record.received_at)
    return max(at, repair.moved_at) if repair.moved_at else at


def step(
    repair: Repair, record: Writing, verb: str, *, at: datetime | None = None, note: str = '', **facts: Any
) -> datetime:
    """Note that somebody took a step, after which the repair is in the state that the verb leads to."""
    at = at or moment_of(repair, record)
    repair.state = MOVES.get(verb, ((), ''))[1] or repair.state
    repair.moved_at, repair.cursor = at, record.number
    record.plant(
        RepairStep(
            id=uuid5(record.id, f'{repair.id}:{verb}'), repair_id=repair.id, number=record.number, verb=verb,
            state=repair.state, by_id=record.by.id, at=at, note=note,
            facts={name: str(fact) if isinstance(fact, UUID) else fact for name, fact in facts.items() if fact},
        )
    )  # fmt: skip
    return at


async def save(repair: Repair, record: Writing, *, owner: UUID | None = None) -> None:
    """Write it, and let its things' pages hear of it.

    Somebody who has left since may hand in what they did, but answers for nothing any more: it stays whose it is.
    """
    if owner and await Person.exists(id=owner, left_at=None):
        repair.owner_id = owner
    await repair.save()
    await hazard_states.follow(repair, record, is_open=repair.state in OPEN)
    for thing in await touched_by(repair, record):
        await record.change(thing)


async def settle(repair: Repair, record: Writing, verb: str, note: str = '', **facts: Any) -> None:
    """The last step: nothing about it is open any more."""
    repair.settled_at, repair.settled_by = moment_of(repair, record), record.by.id  # type: ignore[assignment]
    repair.clashes = False
    step(repair, record, verb, note=note, **facts)
    await save(repair, record)


async def respond(repair: Repair, record: Writing) -> None:
    """Somebody who can mend it has looked at it."""
    if not repair.responded_at:
        at = moment_of(repair, record)
        repair.responded_at = at
        repair.responded_in = (await routing.clock()).school.between(repair.reported_at, at)


async def keep_owned(repair: Repair, thing: Thing, record: Writing) -> None:
    """Something is open about it again: whoever had it may have left meanwhile."""
    if not repair.owner_id or not await Person.exists(id=repair.owner_id, left_at=None):
        repair.owner_id, _ = await routing.owner_for(thing, repair.trade, record)  # type: ignore[assignment]


async def wind(repair: Repair, moment: datetime) -> None:
    """Its clock begins anew."""
    repair.respond_by, repair.finish_by = (await routing.clock()).ends(priority_of(repair), moment)
    repair.minutes_left = None  # type: ignore[assignment]


async def run_on(repair: Repair, record: Writing) -> None:
    """Its clock goes on after it stood still."""
    if repair.minutes_left is not None:
        repair.finish_by = (await routing.clock()).school.later(moment_of(repair, record), repair.minutes_left)
    repair.minutes_left = repair.waits_until = None  # type: ignore[assignment]
    repair.waits_for = ''


def decides(repair: Repair, record: Writing) -> None:
    """Raises Refused for somebody who neither reported it nor is the office."""
    if record.by.id != repair.reported_by and not record.by.may(OFFICE):
        raise Refused('not_your_report')


async def repair_for(thing: Thing, id: UUID, verb: str) -> Repair:
    """A repair that a verb leads on from. Raises NotFound, Conflict."""
    found = await repair_of(thing, id)
    check(found, verb)
    return found


def concern_id(repair: UUID, thing: UUID | str) -> UUID:
    """The id of the row that says that a repair is about a thing."""
    return uuid5(repair, str(thing))


async def repair_of(thing: Thing, id: UUID) -> Repair:
    """A repair as it is spoken of at one of its things. Raises NotFound."""
    found = await Repair.get_or_none(id=id)
    if not found or not (found.thing_id == thing.id or await concerns(id, thing)):
        raise NotFound('unknown_repair')
    return found


async def concerns(id: UUID, thing: Thing) -> bool:
    return await RepairThing.filter(repair_id=id, thing_id=thing.id).exists()


async def root_of(repair: Repair) -> Repair:
    """The repair that this one became part of in the end, or itself."""
    seen = {repair.id}
    while repair.into_id and repair.into_id not in seen:
        repair = await Repair.get(id=repair.into_id)
        seen.add(repair.id)
    return repair


async def touched_by(repair: Repair, record: Writing) -> list[Thing]:
    """What a repair is about, as the batch knows it: a second copy of a thing would not hear of its changes."""
    await record.flush()
    ids = await RepairThing.filter(repair_id=repair.id).order_by('id').values_list('thing_id', flat=True)
    return [thing for id in ids if (thing := await record.known.thing(id))]  # type: ignore[arg-type]


async def things_of(repair: Repair) -> list[Thing]:
    """Everything that a repair is about, what it was reported on first."""
    rows = await RepairThing.filter(repair_id=repair.id).select_related('thing')
    return sorted((row.thing for row in rows), key=lambda thing: (thing.id != repair.thing_id, thing.sort))


def priority_of(repair: Repair) -> str:
    return 'danger' if repair.blocks_use else repair.urgency
