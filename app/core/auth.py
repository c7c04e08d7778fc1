"""Signing in: passwords, devices and sessions kept on the server."""

import hashlib
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from app.core import db, factors, hashing, limiting, records
from app.core.actors import Actor, actor_of
from app.core.clock import now
from app.core.errors import Refused, SignIn, Unavailable
from models import Device, Person, Session

IDLE_HOURS = 72  # over a weekend: a caretaker who types a password every morning writes it on the wall
FRESH_SECONDS = 5  # how long an answer about a session may be reused

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


async def sign_in(
    name: str, password: str, *, address: str, code: str = '', device_token: str = '', agent: str = ''
) -> SignedIn:
    """Open a session on this browser's device, enrolling the browser if it is new.

    Raises SignIn for a wrong name or password (one answer and one time for both), for a code that is lacking or wrong,
    and TooOften after several failures: per account with a growing wait, per address and for the whole server.
    """
    name = name.strip()[:40]
    _allow(address)
    async with _tries(name.casefold()):
        person = await Person.get_or_none(name=name, left_at=None)
        if not await hashing.is_right(person.password if person else hashing.nobody, password) or not person:
            raise SignIn('wrong_password')
        await factors.check_second(person, code)
    await factors.forget_failures(person.id)
    return await open_session(person, device_token=device_token, agent=agent)


async def sign_in_by_pin(name: str, pin: str, *, address: str, device_token: str, agent: str = '') -> SignedIn:
    """On a shared phone, where somebody has lately signed in with their password. It proves too little for grave steps.

    Raises SignIn and TooOften as signing in does.
    """
    name = name.strip()[:40]
    _allow(address)
    async with _tries(f'pin/{name.casefold()}'):
        person, device = await Person.get_or_none(name=name, left_at=None), await _device(device_token)
        if not person or not device:
            raise SignIn('pin_locked')
        await factors.check_pin(person, device.id, pin)
    return await open_session(person, device_token=device_token, agent=agent, confirmed=False)


async def people_here(device_token: str) -> list[Person]:
    """Who may sign in on this browser with a PIN."""
    device = await _device(device_token)
    return await factors.people_here(device.id) if device else []


async def confirm(session: str, password: str, *, address: str = '') -> None:
    """Note that whoever has this session has just proved who they are. Raises what signing in raises."""
    row = await Session.get_or_none(token=session, ended_at=None).select_related('person')
    if not row:
        raise Refused('sign_in')
    _allow(address)
    async with _tries(row.person.name.casefold()):
        if not await hashing.is_right(row.person.password, password):
            raise SignIn('wrong_password')
    await db.write_tx(lambda: Session.filter(token=session).update(confirmed_at=now()))


def _allow(address: str) -> None:
    limiting.allow(limiting.SIGN_INS, 'sign-in', address)
    limiting.allow('300/minute', 'sign-in')


@asynccontextmanager
async def _tries(who: str) -> AsyncIterator[None]:
    """One try of an account: a wrong one makes the next ones wait, a right one forgets them."""
    _delays.check(who)
    try:
        yield
    except SignIn as problem:
        if problem.code != 'second_wanted':
            _delays.fail(who)
        raise
    _delays.forget(who)


async def open_session(person: Person, *, device_token: str = '', agent: str = '', confirmed: bool = True) -> SignedIn:
    """A session for somebody who has proved who they are; `confirmed` when with what only they know."""
    device = await _device(device_token)
    fresh_device = '' if device else secrets.token_urlsafe(32)
    token = secrets.token_urlsafe(32)

    async def work() -> Device:
        kept = device or await Device.create(
            id=uuid4(), token=digest_of(fresh_device), agent=agent[:200], enrolled_at=now(), seen_at=now()
        )
        at = now()
        confirmed_at = at if confirmed else None
        await Session.create(
            token=digest_of(token), person=person, device=kept, began_at=at, seen_at=at, confirmed_at=confirmed_at
        )
        return kept

    kept = await db.write_tx(work)
    actor = actor_of(person, kept.id, digest_of(token))
    await records.release_named(actor)
    return SignedIn(actor, token, fresh_device or device_token)


async def _device(token: str) -> Device | None:
    if not token:
        return None
    return await Device.get_or_none(token=digest_of(token), revoked_at=None)


async def who(token: str | None, *, used: bool = True) -> Actor | None:
    """Whose session a cookie belongs to, asked of the database at least every five seconds.

    `used` when a person is behind it: what a page or a phone asks by itself keeps no session alive.
    """
    if not token:
        return None
    return await who_has(digest_of(token), used=used)


async def why_nobody(token: str | None, device_token: str) -> SignIn | Refused:
    """Why nobody is signed in: the phone was shut out, the session was ended by somebody, or just so."""
    if device_token and await Device.exists(token=digest_of(device_token), revoked_at__not_isnull=True):
        return Refused('device_revoked')
    row = await Session.get_or_none(token=digest_of(token)) if token else None
    if row and row.ended_at and row.ended_at - row.seen_at < timedelta(hours=IDLE_HOURS):
        return SignIn('session_ended')
    return SignIn('sign_in')


async def who_has(session: str, *, used: bool = True) -> Actor | None:
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
        await end(session, at=row.seen_at + timedelta(hours=IDLE_HOURS))
        return None
    if used and idle > 600:
        with suppress(Unavailable):  # who cannot write may still read
            await db.write_tx(lambda: Session.filter(token=session).update(seen_at=now()))
    actor = actor_of(row.person, row.device.id, session)
    if len(_fresh) > 5_000:
        _fresh.clear()
    _fresh[session] = (time.monotonic() + FRESH_SECONDS, actor)
    return actor


async def end(session: str, *, at: datetime | None = None) -> None:
    """Close a session and every page it has open."""
    await db.write_tx(lambda: Session.filter(token=session, ended_at=None).update(ended_at=at or now()))
    _forget(session)


async def end_all(at: datetime, *, but: str = '', **whose: UUID) -> None:
    """Close the sessions of a person, a device or both, for a kind: inside of the transaction that is open."""
    sessions = Session.filter(ended_at=None, **whose).exclude(token=but)
    found = [str(token) for token in await sessions.values_list('token', flat=True)]
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
