"""Hazards where people meet them: on a thing's page, a place's, a repair's, and on the first page."""

from collections.abc import Iterable

from app import hazard_list, hazards, schedules
from app.hazard_list import Line
from models import Hazard, Repair, Thing
from pages.parts import Visitor, box, go, row, section

OWN, WANTING = 5, 5  # shown on the first page; the others are one tap away


def moods(visitor: Visitor, hazard: Hazard) -> list[tuple[str, str]]:
    """How it stands, and how grave it is."""
    late = hazard.state == 'open' and hazard.due < schedules.today()
    mood = 'bad' if late else {'open': 'warn', 'fixed': 'info', 'passed': 'ok'}.get(hazard.state, '')
    found = [(visitor.t('hazards-late') if late else visitor.t(f'hazards-state-{hazard.state}'), mood)]
    if hazard.level == 'major':
        found.append((visitor.t('hazards-level-major'), 'bad'))
    return found


def rows(visitor: Visitor, found: Iterable[Line]) -> None:
    with box('tw-card tw-card-flush'):
        for line in found:
            due = visitor.t('hazards-until', day=f'{line.hazard.due}') if not line.hazard.settled_at else ''
            about = ' · '.join(part for part in (line.where, line.owner, due) if part)
            chips = sorted(moods(visitor, line.hazard), key=lambda said: said[1] != 'bad')
            row(f'/hazards/{line.hazard.id}', line.hazard.what, about, picture='alert', chips=chips[:1])


async def of_thing(visitor: Visitor, thing: Thing) -> None:
    if visitor.may('hazards.see') and (found := await hazard_list.of_thing(thing)):
        section(visitor.t('hazards-title'))
        rows(visitor, found)


async def of_repair(visitor: Visitor, repair: Repair) -> None:
    """The hazard that it puts right, or the way to make it one."""
    if not visitor.may('hazards.see'):
        return
    found = await hazard_list.of_repair(repair.id)
    if found:
        chips = moods(visitor, found)
        with box('tw-card tw-card-flush'):
            due = visitor.t('hazards-until', day=f'{found.due}')
            row(f'/hazards/{found.id}', visitor.t('hazards-of-repair'), due, picture='alert', chips=chips)
    elif visitor.may('hazards.escalate') and not repair.closed_at:
        go(f'/repairs/{repair.id}/hazard', visitor.t('hazards-escalate'), picture='alert', classes='tw-quiet')


async def today(visitor: Visitor) -> None:
    """What whoever looks is to put right, and for whoever decides what is late or waits for a re-check."""
    if not visitor.may('hazards.see'):
        return
    mine = await hazard_list.owned_by(visitor.actor.id)
    if mine:
        section(visitor.t('hazards-mine'))
        rows(visitor, mine[:OWN])
    if visitor.may(hazards.DECIDE):
        own = {line.hazard.id for line in mine}
        wanting = [line for line in await hazard_list.to_look_at(visitor.actor.id) if line.hazard.id not in own]
        if wanting:
            section(visitor.t('hazards-wanting'))
            rows(visitor, wanting[:WANTING])
        if len(mine) > OWN or len(wanting) > WANTING:
            go('/hazards', visitor.t('hazards-all'), picture='alert', classes='tw-quiet')
