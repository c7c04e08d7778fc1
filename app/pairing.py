"""Signing somebody in on a new phone by a code they scan: good once, for ten minutes, and not for administrators."""

import secrets
from datetime import timedelta
from uuid import UUID

from pydantic import Field

from app.core import auth, db, factors
from app.core.actors import Actor
from app.core.clock import now
from app.core.config import read_config
from app.core.entries import enter
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing, write_one
from models import Pairing, Person

LIFE = timedelta(minutes=10)


class OfferForm(Form):
    person: UUID
    token: str = Field(pattern=r'^[0-9a-f]{64}$')  # the SHA-256 of the code: the log never sees what opens


@kind(grave=True)
async def offer(form: OfferForm, record: Writing) -> None:
    """A code for somebody's new phone; an older one for them is worth nothing from now on."""
    person = await Person.get_or_none(id=form.person, left_at=None)
    if not person:
        raise NotFound('unknown_person')
    if not await may_pair(person):
        raise Conflict('pairing_not_for', name=person.shown)
    await Pairing.filter(person_id=person.id, used_at=None).update(used_at=record.received_at)
    await Pairing.create(token=form.token, person=person, by_id=record.by.id, made_at=record.received_at)


async def may_pair(person: Person) -> bool:
    """Not whoever looks after accounts, nor whom an authenticator protects: a code would be a way around it."""
    return 'administrator' not in person.roles and not await factors.has_second(person.id)


async def offer_to(person: Person, by: Actor) -> str:
    """The address that stands in the QR code."""
    token = secrets.token_urlsafe(32)
    await write_one(enter('pairing.offer', {'person': str(person.id), 'token': auth.digest_of(token)}), by)
    return f'{read_config().public_url}/join/{token}'


async def whose(token: str) -> Person | None:
    """Who is signed in by a code; nobody once it has been used or is old."""
    found = await Pairing.get_or_none(
        token=auth.digest_of(token), used_at=None, made_at__gt=now() - LIFE, person__left_at=None
    ).select_related('person')
    return found.person if found and await may_pair(found.person) else None


async def join(token: str, *, device_token: str = '', agent: str = '') -> auth.SignedIn:
    """Sign in by a code, which is worth nothing from then on. Raises NotFound for one that is no good."""
    person = await whose(token)
    if not person or not await db.write_tx(lambda: _use(token)):
        raise NotFound('pairing_over')
    return await auth.open_session(person, device_token=device_token, agent=agent)


async def _use(token: str) -> int:
    return await Pairing.filter(token=auth.digest_of(token), used_at=None).update(used_at=now())
