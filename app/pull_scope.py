"""What of the register a phone keeps: all of it, and for an account with rooms of its own what is in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from app import loan_phones, tree
from app.core import db
from app.core.actors import Actor
from app.core.known import among


@dataclass(frozen=True)
class Scope:
    """The ids of what may be known: own rooms with all in them, the places around them, and what they have on loan.

    The mark stands in the cursor: with other rooms, or other places in them, a phone begins anew.
    """

    things: frozenset[str]
    mark: str


async def scope_of(caller: Actor | None) -> Scope | None:
    """None for whoever has no rooms of their own: the whole register."""
    if not caller or not caller.rooms:
        return None
    grown = await tree.tree()
    around = {str(place.id) for room in caller.rooms for place in grown.around(room)}
    own = sorted({
        str(id) for room in caller.rooms if room in grown.branches for id in _inside(grown.branches[room])
    })  # fmt: skip
    found = {*own, *around, *(loan['thing'] for loan in await loan_phones.told(caller))}
    for start in range(0, len(own), 500):
        some = own[start : start + 500]
        rows = await db.rows(f'SELECT id FROM thing WHERE {among("inside_id", some)}', *some)
        found |= {str(row['id']) for row in rows}
    mark = sha256('\n'.join([*own, '', *sorted(around)]).encode()).hexdigest()[:16]
    return Scope(frozenset(found), f'-{mark}')


def _inside(place: tree.Branch) -> Iterable[UUID]:
    yield place.id
    for inner in place.places:
        yield from _inside(inner)
