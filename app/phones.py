"""Phones and browsers that people signed in on: what each told last, and shutting one out."""

import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from app.core import auth, db
from app.core.actors import Actor
from app.core.chain import moment_of
from app.core.clock import now
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Device

SHOWN_DAYS = 180  # a phone that has been silent for longer is not listed, unless something on it is unsent
RETELL = 600  # seconds after which a phone that says the same is noted again
MOST_WAITING = 100_000
SYSTEMS = (
    ('HarmonyOS', r'HarmonyOS|OpenHarmony'), ('iPhone', 'iPhone'), ('iPad', 'iPad'), ('Android', 'Android'),
    ('Windows', 'Windows'), ('Mac', 'Macintosh'), ('Linux', 'Linux'),
)  # fmt: skip
# The apps that open pages inside of themselves come first: they call themselves Chrome or Safari too.
BROWSERS = (
    ('wecom', 'wxwork'), ('wechat', 'MicroMessenger'), ('dingtalk', 'DingTalk'), ('feishu', 'Lark|Feishu'),
    ('Edge', 'Edg'), ('Firefox', 'Firefox|FxiOS'), ('Chrome', 'Chrome|CriOS'), ('Safari', 'Safari'),
)  # fmt: skip
_heard: dict[UUID, tuple[float, int | None, str, bool | None]] = {}


class PhoneForm(Form):
    phone: UUID


@kind
async def revoke(form: PhoneForm, record: Writing) -> None:
    """Shut a phone out that is lost or not ours: its sessions end, and what it still sends is refused and kept."""
    await Device.filter(id=form.phone).update(revoked_at=record.received_at)
    await auth.end_all(record.received_at, device_id=form.phone)


@kind
async def trust(form: PhoneForm) -> None:
    """Let a phone in again that was shut out; whoever has it signs in anew."""
    await Device.filter(id=form.phone).update(revoked_at=None)


@kind
async def sign_out(form: PhoneForm, record: Writing) -> None:
    """Sign out on another phone, of which somebody else may go on using it."""
    if record.by.id:
        await auth.end_all(record.received_at, device_id=form.phone, person_id=record.by.id)


@dataclass
class Phone:
    """A browser on which people signed in, as the list shows it."""

    id: UUID
    system: str  # '' where it does not say
    browser: str
    seen_at: datetime
    waiting: int | None  # unsent records as it last told; None: it never did
    build: str
    revoked_at: datetime | None
    is_forked: bool
    persisted: bool | None  # whether its browser promised to keep what is stored; None: not told
    people: list[str] = field(default_factory=list)  # the last one first
    open: set[UUID] = field(default_factory=set)  # who is signed in on it at present


async def phones(of: UUID | None = None) -> list[Phone]:
    """All phones, the last seen first, those shut out at the end; with `of` those that this person is signed in on."""
    rows = await db.rows(
        """
        SELECT session.device_id, session.person_id, person.name, person.display, MAX(session.seen_at) AS seen,
               MAX(CASE WHEN session.ended_at IS NULL THEN 1 ELSE 0 END) AS is_open
        FROM session JOIN person ON person.id = session.person_id
        GROUP BY session.device_id, session.person_id, person.name, person.display ORDER BY seen DESC
        """
    )
    found = {device.id: _phone(device) for device in await Device.all()}
    for row in rows:
        phone = found[UUID(str(row['device_id']))]
        phone.seen_at = max(phone.seen_at, moment_of(row['seen']))
        phone.people.append(row['display'] or row['name'])
        if row['is_open'] and not phone.revoked_at:
            phone.open.add(UUID(str(row['person_id'])))
    since = now() - timedelta(days=SHOWN_DAYS)
    listed = [phone for phone in found.values() if (of in phone.open if of else phone.waiting or phone.seen_at > since)]
    return sorted(listed, key=lambda phone: (phone.revoked_at is None, phone.seen_at), reverse=True)


def _phone(device: Device) -> Phone:
    return Phone(
        device.id, _first(SYSTEMS, device.agent), _first(BROWSERS, device.agent), device.seen_at or device.enrolled_at,
        device.waiting, device.build, device.revoked_at, bool(device.forked_at), device.persisted,
    )  # fmt: skip


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, agent)), '')


async def heard(caller: Actor, waiting: str, build: str, kept: str = '') -> None:
    """Note what a phone tells of itself when it asks for what is new: not the same again within ten minutes."""
    if not caller.device_id:
        return
    told = min(int(waiting), MOST_WAITING) if waiting.isdecimal() and len(waiting) < 10 else None
    build = build if re.fullmatch(r'[A-Za-z0-9]{0,20}', build) else ''
    persisted = {'1': True, '0': False}.get(kept)
    before = _heard.get(caller.device_id)
    if before and before[0] > time.monotonic() - RETELL and before[1:] == (told, build, persisted):
        return
    changes = {'seen_at': now(), 'build': build, **({} if told is None else {'waiting': told})}
    changes |= {} if persisted is None else {'persisted': persisted}
    await db.write_tx(lambda: Device.filter(id=caller.device_id).update(**changes))
    if len(_heard) > 5_000:
        _heard.clear()
    _heard[caller.device_id] = (time.monotonic(), told, build, persisted)
