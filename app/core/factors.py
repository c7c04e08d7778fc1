"""What somebody proves who they are with besides the password: an authenticator, recovery codes, a PIN.

None of it is in the log. A PIN is for a shared phone that its people hand to one another: it works only where they have
lately signed in properly, for nobody with an authenticator, and is locked after a few wrong ones.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pyotp

from app.core import db, hashing
from app.core.clock import now
from app.core.errors import BadInput, Refused, SignIn
from app.core.tagcode import ALPHABET
from models import Factor, Person, Session

ISSUER = 'Tagwalk 码上巡'
STEP = 30  # seconds, as every authenticator counts
RECOVERY_CODES = 10
PIN_LENGTHS = (4, 6)
MOST_PINS = 8  # wrong ones in a row; then only the password helps
PIN_DAYS = 30  # after a sign-in with the password on the same phone


async def has_second(person: UUID | None) -> bool:
    return await Factor.filter(person_id=person, kind='totp').exists()


def new_secret() -> str:
    return pyotp.random_base32()


def address_of(secret: str, name: str) -> str:
    """What stands in the QR code that an authenticator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


async def turn_on(person: UUID, secret: str, code: str) -> list[str]:
    """Ask for a code of this authenticator from now on; gives ten recovery codes. Raises SignIn for a wrong code."""
    step = _step_of(secret, code, 0)
    if step is None:
        raise SignIn('wrong_code')
    codes = [''.join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]

    async def work() -> None:
        await Factor.filter(person_id=person).delete()  # a PIN would be a way around it
        await Factor.create(person_id=person, kind='totp', value=secret, step=step, made_at=now())
        for each in codes:
            await Factor.create(person_id=person, kind='recovery', value=_digest(each), made_at=now())

    await db.write_tx(work)
    return [f'{each[:5]}-{each[5:]}' for each in codes]


async def turn_off(person: UUID) -> None:
    """For a kind: inside of the transaction that is open."""
    await Factor.filter(person_id=person, kind__in=['totp', 'recovery']).delete()


async def check_second(person: Person, code: str) -> None:
    """Raises SignIn where somebody has an authenticator and this is neither its code nor a recovery code."""
    factor = await Factor.get_or_none(person_id=person.id, kind='totp')
    if not factor:
        return
    if not code.strip():
        raise SignIn('second_wanted')
    step = _step_of(factor.value, code, factor.step or 0)
    if step is not None:
        factor.step = step
        await db.write_tx(lambda: factor.save(update_fields=['step']))
    elif not await db.write_tx(lambda: _use_recovery(person.id, code)):
        raise SignIn('wrong_code')


async def _use_recovery(person: UUID, code: str) -> bool:
    """A recovery code counts once."""
    plain = code.upper().replace('-', '').replace(' ', '')
    return bool(await Factor.filter(person_id=person, kind='recovery', value=_digest(plain)).delete())


async def recovery_codes_left(person: UUID | None) -> int:
    return await Factor.filter(person_id=person, kind='recovery').count()


def _step_of(secret: str, code: str, last: int) -> int | None:
    """The half minute a code is of: this one, the one before or after; never one that was used."""
    plain = code.replace(' ', '')
    here = int(now().timestamp()) // STEP
    for step in (here, here - 1, here + 1):
        if step > last and secrets.compare_digest(pyotp.TOTP(secret).at(step * STEP).encode(), plain.encode()):
            return step
    return None


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def has_pin(person: UUID | None) -> bool:
    return await Factor.filter(person_id=person, kind='pin').exists()


async def may_have_pin(person: Person) -> bool:
    """Not whoever looks after accounts, and nobody with an authenticator, which a PIN would get around."""
    return 'administrator' not in person.roles and not await has_second(person.id)


async def set_pin(person: Person, pin: str) -> None:
    """Raises BadInput for what is no PIN or the first one anybody tries, Refused for whoever may not have one."""
    shortest, longest = PIN_LENGTHS
    if not (pin.isascii() and pin.isdecimal() and shortest <= len(pin) <= longest):
        raise BadInput('pin_length', shortest=shortest, longest=longest)
    if _is_plain(pin):
        raise BadInput('pin_known')
    if not await may_have_pin(person):
        raise Refused('pin_not_for_you')
    hashed = await hashing.hashed(pin)

    async def work() -> None:
        await drop_pin(person.id)
        await Factor.create(person_id=person.id, kind='pin', value=hashed, made_at=now())

    await db.write_tx(work)


def _is_plain(pin: str) -> bool:
    """One digit over and over, or up or down the keys, or a year."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(set(pin)) < 2 or steps in ({1}, {9}) or (len(pin) == 4 and pin[:2] in ('19', '20'))


async def drop_pin(person: UUID) -> None:
    await Factor.filter(person_id=person, kind='pin').delete()


async def give_pin_up(person: UUID) -> None:
    """The same by itself, for a page."""
    await db.write_tx(lambda: drop_pin(person))


async def check_pin(person: Person, device: UUID, pin: str) -> None:
    """Raises SignIn for a wrong PIN, for a phone they never signed in on lately, and once too many were wrong."""
    factor = await Factor.get_or_none(person_id=person.id, kind='pin')
    if not factor or factor.failed >= MOST_PINS or not await _is_known_here(person.id, device):
        raise SignIn('pin_locked')
    if await hashing.is_right(factor.value, pin):
        await forget_failures(person.id)
        return
    await db.write_tx(lambda: Factor.filter(id=factor.id).update(failed=factor.failed + 1))
    raise SignIn('wrong_pin', left=MOST_PINS - factor.failed - 1)


async def forget_failures(person: UUID) -> None:
    """Somebody has proved who they are."""
    if await Factor.filter(person_id=person, kind='pin', failed__gt=0).exists():
        await db.write_tx(lambda: Factor.filter(person_id=person, kind='pin').update(failed=0))


async def _is_known_here(person: UUID, device: UUID) -> bool:
    """Whether they have signed in on this phone with more than a PIN in the last thirty days."""
    return await Session.filter(person_id=person, device_id=device, confirmed_at__gt=_since()).exists()


def _since() -> datetime:
    return now() - timedelta(days=PIN_DAYS)


async def people_here(device: UUID) -> list[Person]:
    """Who may sign in on this phone with a PIN, by name."""
    found = (
        await Session.filter(device_id=device, confirmed_at__gt=_since()).distinct().values_list('person_id', flat=True)
    )
    having = await Factor.filter(kind='pin', person_id__in=list(found), failed__lt=MOST_PINS).values_list(
        'person_id', flat=True
    )
    return await Person.filter(id__in=list(having), left_at=None).order_by('name')
