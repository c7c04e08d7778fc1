"""Signing in: passwords, devices and sessions kept on the server."""

import asyncio
import hashlib
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core import db, limiting
from app.core.actors import Actor, actor_of
from app.core.clock import now
from app.core.errors import BadInput, SignIn, Unavailable
from models import Device, Person, Session

IDLE_HOURS = 72  # over a weekend: a caretaker who types a password every morning writes it on the wall
FRESH_SECONDS = 5  # how long an answer about a session may be reused
PASSWORD_LENGTHS = (12, 200)

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_hashing = asyncio.Semaphore(2)
_nobody = _hasher.hash(secrets.token_hex(16))
_delays = limiting.Delays()
_fresh: dict[str, tuple[float, Actor]] = {}
on_end: list[Callable[[str], None]] = []  # told the token hash of each session that ends


@dataclass(frozen=True)
class SignedIn:
    """A new session: the two cookies' values and who they are for."""

    actor: Actor
    session: str
    device: str


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def hash_password(password: str) -> str:
    """Raises BadInput for a password that is too short, too long or among the first ones anybody tries."""
    shortest, longest = PASSWORD_LENGTHS
    if not shortest <= len(password) <= longest:
        raise BadInput('password_length', shortest=shortest, longest=longest)
    if len(set(password)) < 5 or password.lower() in ('123456789012', 'password1234', 'tagwalktagwalk', 'qwertyuiopas'):
        raise BadInput('password_known')
    async with _hashing:
        return await asyncio.to_thread(_hasher.hash, password)


async def _is_password(hashed: str, password: str) -> bool:
    async with _hashing:
        try:
            return await asyncio.to_thread(_hasher.verify, hashed, password[:200])
        except (VerificationError, InvalidHashError):
            return False


async def sign_in(name: str, password: str, *, address: str, device_token: str = '', agent: str = '') -> SignedIn:
    """Open a session on this browser's device, enrolling the browser if it is new.

    Raises SignIn for a wrong name or password (one answer and one time for both) and TooOften after several failures:
    per account with a growing wait, per address and for the whole server.
    """
    name = name.strip()[:40]
    limiting.allow(limiting.SIGN_INS, 'sign-in', address)
    limiting.allow('300/minute', 'sign-in')
    _delays.check(name.casefold())
    person = await Person.get_or_none(name=name, left_at=None)
    if not await _is_password(person.password if person else _nobody, password) or not person:
        _delays.fail(name.casefold())
        raise SignIn('wrong_password')
    _delays.forget(name.casefold())
    return await open_session(person, device_token=device_token, agent=agent)


async def open_session(person: Person, *, device_token: str = '', agent: str = '') -> SignedIn:
    """A session for somebody who has proved who they are."""
    device = await _device(device_token)
    fresh_device = '' if device else secrets.token_urlsafe(32)
    token = secrets.token_urlsafe(32)

    async def work() -> Device:
        kept = device or await Device.create(
            id=uuid4(), token=digest_of(fresh_device), agent=agent[:200], enrolled_at=now(), seen_at=now()
        )
        await Session.create(token=digest_of(token), person=person, device=kept, began_at=now(), seen_at=now())
        return kept

    kept = await db.write_tx(work)
    return SignedIn(actor_of(person, kept.id, digest_of(token)), token, fresh_device or device_token)


async def _device(token: str) -> Device | None:
    if not token:
        return None
    return await Device.get_or_none(token=digest_of(token), revoked_at=None)


async def who(token: str | None) -> Actor | None:
    """Whose session a cookie belongs to, asked of the database at least every five seconds."""
    if not token:
        return None
    return await who_has(digest_of(token))


async def who_has(session: str) -> Actor | None:
    """The same for a session already known by its hash."""
    seen = _fresh.get(session)
    if seen and seen[0] > time.monotonic():
        return seen[1]
    _fresh.pop(session, None)
    row = await Session.get_or_none(token=session, ended_at=None).select_related('person', 'device')
    if not row or row.person.left_at or row.device.revoked_at:
        return None
    idle = (now() - row.seen_at).total_seconds()
    if idle > IDLE_HOURS * 3600:
        await end(session)
        return None
    if idle > 600:
        with suppress(Unavailable):  # who cannot write may still read
            await db.write_tx(lambda: Session.filter(token=session).update(seen_at=now()))
    actor = actor_of(row.person, row.device.id, session)
    if len(_fresh) > 5_000:
        _fresh.clear()
    _fresh[session] = (time.monotonic() + FRESH_SECONDS, actor)
    return actor


async def end(session: str) -> None:
    """Close a session and every page it has open."""
    await db.write_tx(lambda: Session.filter(token=session, ended_at=None).update(ended_at=now()))
    _forget(session)


async def end_all(at: datetime, **whose: UUID) -> None:
    """Close the sessions of a person, a device or both, for a kind: inside of the transaction that is open."""
    found = [str(token) for token in await Session.filter(ended_at=None, **whose).values_list('token', flat=True)]
    await Session.filter(token__in=found).update(ended_at=at)
    for session in found:
        _forget(session)


def refresh(session: str) -> None:
    """Ask the database anew at the next call: something about the person has changed."""
    _fresh.pop(session, None)


def _forget(session: str) -> None:
    _fresh.pop(session, None)
    for tell in on_end:
        tell(session)
