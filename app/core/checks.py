"""What has to be right before an entry is written: its device, its author, its thing and its form."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from app.core import db
from app.core.actors import Actor, actor_of
from app.core.entries import Entry, Envelope
from app.core.errors import BadInput, Held, NotFound, Refused
from app.core.kinds import Kind
from app.core.known import Known
from app.core.permissions import is_everywhere
from app.core.writing import Writing
from models import Device, Person, Session, Thing

CONFIRMED = timedelta(minutes=15)  # how long a password that was typed counts for grave steps
CLOCK_AHEAD = timedelta(minutes=10)
LATE = timedelta(days=1)


async def check_device(entry: Entry, known: Known, now: datetime) -> None:
    """Raises Refused for a phone we do not know or no longer trust, and for a number that it gave out before."""
    envelope = entry.envelope
    assert envelope
    if not envelope.device_id:
        return
    device = known.devices.get(envelope.device_id)
    if not device:
        raise Refused('unknown_device')
    if device.revoked_at:
        raise Refused('device_revoked')
    if not envelope.seq:
        raise BadInput('bad_envelope', field='seq')
    if known.seqs.get((db.text_of(device.id), envelope.seq), entry.id) != entry.id:
        await Device.filter(id=device.id).update(forked_at=now)
        raise Refused('seq_reuse')


async def check_grave(author: Actor, by: Actor, now: datetime) -> None:
    """Raises Refused for a grave step in somebody else's name, or long after the password was typed."""
    if not by.id:
        return
    if author is not by:
        raise Refused('not_in_their_name')
    if not await is_confirmed(by, now):
        raise Refused('confirm_first')


async def is_confirmed(by: Actor, now: datetime) -> bool:
    """Whether somebody has proved a quarter of an hour ago at most who they are."""
    return await Session.filter(token=by.session, ended_at=None, confirmed_at__gt=now - CONFIRMED).exists()


def check_deps(envelope: Envelope, known: Known) -> None:
    """Raises Held while something that has to be written first has not arrived."""
    if not all(known.has_arrived(dep) for dep in envelope.deps):
        raise Held('waiting_for_dep')


async def author_of(envelope: Envelope, by: Actor) -> Actor:
    """Whoever recorded it, who need not be the one who delivers it."""
    if not by.id or envelope.actor_id in (None, by.id):
        return by
    return await actor(envelope.actor_id)


async def actor(id: UUID | None) -> Actor:
    """Somebody who is not the one calling; without any right when nobody knows them."""
    person = await Person.get_or_none(id=id) if id else None
    if not person:
        return Actor(id, '', (), '')
    return actor_of(person)


async def check_actor(envelope: Envelope, by: Actor) -> None:
    """On a shared phone one person may deliver what another one recorded; both must have been signed in on it."""
    if not by.id:
        return
    foreign = envelope.device_id and by.device_id and envelope.device_id != by.device_id
    if foreign and not await Session.filter(person_id=by.id, device_id=envelope.device_id).exists():
        raise Held('device_unverified')
    if envelope.actor_id in (None, by.id):
        return
    if not await Session.filter(person_id=envelope.actor_id, device_id=envelope.device_id).exists():
        raise Held('actor_unverified')


def flags_of(envelope: Envelope, by: Actor, known: Known, now: datetime) -> list[str]:
    flags = []
    device = known.devices.get(envelope.device_id) if envelope.device_id else None
    age = now - envelope.at
    if age < -CLOCK_AHEAD or (device and device.enrolled_at - envelope.at > LATE):
        flags.append('clock_suspect')
    elif age > LATE:
        flags.append('late')
    if envelope.actor_id and envelope.actor_id != by.id:
        flags.append('delivered')
    return flags


async def thing_of(entry: Entry, rule: Kind, writing: Writing, known: Known) -> Thing | None:
    """The thing an entry is about. Raises NotFound or Held when that is not known."""
    envelope = writing.envelope
    thing: Thing | None = None
    if envelope.tag:
        if not entry.code:
            raise BadInput('bad_code', code=envelope.tag[:40])
        owner = await known.owner_of(entry.code)
        if owner:
            thing = await known.thing(owner)
        elif entry.code in known.retired:
            writing.flags.append('tag_retired')
        if not owner and not envelope.thing_id and rule.needs_thing:
            raise Held('unknown_tag', code=entry.code)
    if envelope.thing_id:
        stated = await known.thing(envelope.thing_id)
        if not stated:
            raise NotFound('unknown_thing')
        if thing and thing.id != stated.id:
            writing.flags.append('tag_differs')
        thing = stated
    if rule.needs_thing and not thing:
        raise BadInput('no_thing')
    if thing:
        if writing.base_ver is not None and writing.base_ver < thing.ver:
            writing.flags.append('stale_base')
        if thing.is_retired:
            writing.flags.append('thing_retired')
    return thing


async def check_rooms(rule: Kind, thing: Thing | None, form: Any, by: Actor, known: Known) -> None:
    """Raises Refused for what somebody with rooms of their own does outside them."""
    if not by.rooms or is_everywhere(rule.name):
        return
    places = [thing.id] if thing and rule.needs_thing else []
    places += [inside] if (inside := getattr(form, 'inside', None)) else []
    places += [to] if rule.scope == 'thing' and isinstance(to := getattr(form, 'to', None), UUID) else []
    for place in places:
        if not await is_theirs(by, place, known):
            raise Refused('not_your_room')


async def is_theirs(by: Actor, id: UUID, known: Known) -> bool:
    """Whether a thing or place is one of somebody's own rooms or in one; everything is for whoever has none."""
    if not by.rooms:
        return True
    place: UUID | None = id
    seen: set[UUID] = set()
    while place and place not in by.rooms and place not in seen:
        seen.add(place)
        thing = await known.thing(place)
        place = UUID(str(thing.inside_id)) if thing and thing.inside_id else None
    return place in by.rooms


def read_form(rule: Kind, payload: dict[str, Any]) -> Any:
    """Raises BadInput naming the first field that does not fit."""
    try:
        return rule.form.model_validate(payload)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput('bad_payload', field='.'.join(str(part) for part in first['loc']) or '?') from None
