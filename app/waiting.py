"""What waits for somebody today besides rounds: lines to close, missed rounds to explain, checks again, decisions."""

from collections.abc import Iterable
from dataclasses import dataclass

from app import board, checklists, dangers, duty, logs, repair_finding, round_list, schedules, writeoffs
from app.core import db
from app.core.actors import Actor
from app.core.clock import now
from app.repair_states import OFFICE as DECIDE
from app.round_list import Line
from app.stops import aimed_at
from models import Appeal, Checklist, LogEntry, Repair, Schedule, Thing, WriteOff

OFFICE = 'rounds.see'  # who sees everybody's
# Whose logbooks and checklists are a role's own: the posts that the templates name.
POSTS = {
    'gatekeeper': ('gatekeeper', 'duty_staff'),
    'kitchen': ('kitchen_lead', 'kitchen_receiver', 'kitchen_staff'),
}
MOST_LINES = 100  # that were forgotten, the latest first; what is older is in the book
MOST_PLACES = 3  # a logbook that hangs in more places than these is found by its label


@dataclass(frozen=True)
class Book:
    """A logbook of somebody's post, where it hangs, and how many of its lines are open."""

    template: Checklist
    thing: Thing
    open: int


@dataclass(frozen=True)
class Overdue:
    """Lines of one logbook that should have been closed: visitors who never left, samples kept long enough."""

    template: Checklist
    lines: list[LogEntry]


async def overdue(actor: Actor) -> list[Overdue]:
    """The office sees all; others what they wrote themselves and what is their post's."""
    if not actor.may('logs.close'):
        return []
    found: dict[tuple[str, int], list[LogEntry]] = {}
    for line in await LogEntry.filter(closed_at=None, due_at__lt=now()).order_by('-due_at').limit(MOST_LINES):
        found.setdefault((line.checklist, line.version), []).append(line)
    told = []
    for (key, version), lines in sorted(found.items()):
        template = await checklists.checklist(key, version)
        is_own = actor.may(OFFICE) or template.body.get('role') in posts_of(actor.roles)
        if own := [line for line in lines if is_own or line.by_id == actor.id]:
            told.append(Overdue(template, own))
    return told


async def books(actor: Actor) -> list[Book]:
    """The logbooks that somebody in this post writes in every day."""
    posts = posts_of(actor.roles)
    if not posts:
        return []
    open_now = await _open_lines()
    found = []
    for template in await checklists.current_checklists():
        if not logs.is_log(template.body) or template.body.get('role') not in posts:
            continue
        things = await aimed_at(template.body, 10 * MOST_PLACES)
        for thing in things if len(things) <= MOST_PLACES else ():
            found.append(Book(template, thing, open_now.get((template.key, str(thing.id)), 0)))
    return found


async def _open_lines() -> dict[tuple[str, str], int]:
    """How many lines of each logbook at each place are open."""
    book = 'checklist, thing_id'
    rows = await db.rows(f'SELECT {book}, COUNT(*) AS lines FROM log_entry WHERE closed_at IS NULL GROUP BY {book}')
    return {(row['checklist'], str(row['thing_id'])): row['lines'] for row in rows}


def posts_of(roles: Iterable[str]) -> set[str]:
    return {post for role in roles for post in POSTS.get(role, ())}


async def missed(actor: Actor) -> list[Line]:
    """Rounds of the last days that nobody walked and nobody has explained: one's own, for the office everybody's."""
    if not actor.may('rounds.explain'):
        return []
    return await round_list.unexplained(None if actor.may(OFFICE) else actor.id)


async def rechecks(actor: Actor, blocked: Iterable[Thing]) -> list[tuple[Thing, list[str]]]:
    """Of the things out of use, those that were repaired by somebody else and wait for a check, with its checklists.

    Gate and kitchen are not asked: they have posts of their own to keep.
    """
    found = []
    asked = actor.may('inspections.inspect') and (actor.may(OFFICE) or not posts_of(actor.roles))
    for thing in blocked if asked else ():
        blocking = await dangers.blocking(thing)
        if all(each.closed_at and each.closed_by != actor.id for each in blocking):
            found.append((thing, sorted(await dangers.recheck_keys(blocking))))
    return found


async def orphans(actor: Actor) -> list[Schedule]:
    """Schedules that nobody answers for any more: the person left, or the post is empty."""
    if not actor.may('schedules.revise'):
        return []
    roster, today = await duty.roster(), schedules.today()
    known = await board.board()
    return [each for each in (known.schedules | known.plans).values() if not roster.responsible(each, today)]


async def mended(actor: Actor) -> list[Repair]:
    """What somebody reported and somebody else has repaired: is it in order?

    What was out of use waits for a check instead.
    """
    if not actor.id or not actor.may('repairs.confirm'):
        return []
    done = Repair.filter(state='done', settled_at=None, reported_by=actor.id, blocks_use=False)
    return await done.exclude(closed_by=actor.id).select_related('thing').order_by('closed_at').limit(MOST_LINES)


async def repairs_late(actor: Actor) -> int:
    """How many repairs are late, for whoever decides about them."""
    return await Repair.filter(repair_finding.late(now())).count() if actor.may(DECIDE) else 0


async def repairs_in_dispute(actor: Actor) -> int:
    """Of how many repairs two people say different things, for whoever can settle it."""
    return await repair_finding.count_clashes() if actor.may(DECIDE) else 0


async def decisions(actor: Actor) -> list[WriteOff]:
    """The write-offs whose next signature may be this person's; nobody signs twice."""
    if not actor.may('writeoffs.see'):
        return []
    return [
        each
        for each in await writeoffs.open_writeoffs()
        if actor.may(writeoffs.next_step(each)) and writeoffs.is_another(each, actor.id)
    ]


async def appeals(actor: Actor) -> list[Appeal]:
    """Appeals against scores that somebody else made and nobody has answered."""
    if not actor.may('scores.settle'):
        return []
    open_now = await Appeal.filter(settled_at=None).select_related('board').order_by('at')
    return [each for each in open_now if each.by_id != actor.id]
