"""People: accounts, roles, and the first administrator."""

import hmac
from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

import orjson
from pydantic import Field, field_validator
from pypinyin import lazy_pinyin

from app import dispatch, hazards, labels, routing, settings
from app.core import auth, blots, factors, hashing
from app.core.actors import Actor, the_server
from app.core.config import LANGUAGES
from app.core.entries import enter
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.permissions import ROLES, may
from app.core.records import Writing, write_one
from app.search import folded
from models import Factor, Person, Record, Refusal, Thing

MOST_ROOMS = 20
ACCOUNT_KINDS = ('people.add', 'people.revise')  # where names stand


class AddForm(Form):
    name: str = Field(min_length=1, max_length=40, pattern=r'^[^\s/\\<>"\']+$')
    display: str = Field(default='', max_length=40)
    roles: list[str] = Field(min_length=1, max_length=6)
    password: str = Field(max_length=200)  # an argon2id hash: the log never sees the password
    language: str = 'zh-CN'
    rooms: list[UUID] = Field(default=[], max_length=MOST_ROOMS)  # a class monitor's own

    @field_validator('roles')
    @classmethod
    def _known(cls, roles: list[str]) -> list[str]:
        if unknown := set(roles) - set(ROLES):
            raise ValueError(f'unknown role: {", ".join(sorted(unknown))}')
        return roles


@kind(grave=True)
async def add(form: AddForm, record: Writing) -> None:
    """A new account. A class monitor signs in as the class: no full name is kept for it."""
    if await is_taken(form.name):
        raise Conflict('name_taken', name=form.name)
    display = _shown(form.display, form.roles)
    await Person.create(
        id=record.id, name=form.name, display=display, roles=form.roles, password=form.password,
        language=form.language, rooms=await _rooms(form.rooms, form.roles),
    )  # fmt: skip


class ReviseForm(Form):
    person: UUID
    display: str | None = Field(default=None, max_length=40)
    roles: list[str] | None = Field(default=None, min_length=1, max_length=6)
    password: str | None = Field(default=None, max_length=200)
    left: bool | None = None
    rooms: list[UUID] | None = Field(default=None, max_length=MOST_ROOMS)

    _known = field_validator('roles')(lambda roles: AddForm._known(roles) if roles else roles)


@kind(grave=True)
async def revise(form: ReviseForm, record: Writing) -> None:
    """Change somebody's roles, rooms, name shown or password, or note that they left. It ends their sessions."""
    person = await Person.get_or_none(id=form.person)
    if not person:
        raise NotFound('unknown_person')
    loses = form.left or (form.roles is not None and 'administrator' not in form.roles)
    if loses and 'administrator' in person.roles and not await _another_administrator(person):
        raise Conflict('last_administrator')
    person.roles = form.roles or person.roles
    person.password = form.password or person.password
    person.display = _shown(person.display if form.display is None else form.display, person.roles)
    if form.rooms is not None or 'class_monitor' not in person.roles:
        person.rooms = await _rooms(form.rooms or [], person.roles)
    if form.left is not None:
        person.left_at = record.received_at if form.left else None  # type: ignore[assignment]
    await person.save()
    if person.left_at or not may(person.roles, routing.MEND):
        await dispatch.pass_on(person.id, record)
    if person.left_at or not may(person.roles, hazards.FIX):
        await hazards.pass_on(person.id, record)
    if person.left_at:
        await Factor.filter(person_id=person.id).delete()
    elif form.password:
        await factors.drop_pin(person.id)
    await auth.end_all(record.received_at, person_id=person.id)


class OwnPasswordForm(Form):
    password: str = Field(max_length=200)  # an argon2id hash
    is_same: bool = False  # only hashed anew, with today's measures: sessions go on


@kind(grave=True)
async def choose_password(form: OwnPasswordForm, record: Writing) -> None:
    """Somebody chooses another password for themselves; their other sessions end, and their PIN goes."""
    await Person.filter(id=record.by.id).update(password=form.password)
    if not form.is_same and record.by.id:
        await factors.drop_pin(record.by.id)
        await auth.end_all(record.received_at, but=record.by.session, person_id=record.by.id)


class ForgetForm(Form):
    person: UUID
    texts: dict[UUID, str] = Field(max_length=10_000)  # the hash of what each of their account's records says instead


@kind(grave=True)
async def forget(form: ForgetForm, record: Writing) -> None:
    """Somebody who left is nobody from now on: a pseudonym stands in the table and in the log. It cannot be undone."""
    person = await Person.get_or_none(id=form.person)
    if not person:
        raise NotFound('unknown_person')
    if not person.left_at:
        raise Conflict('not_left', name=person.shown)
    person.name, person.display, person.password = nobody(person.id), '', ''
    texts = await _texts_about(person)
    if {id: blots.hash_of(text) for id, text in texts.items()} != {str(id): text for id, text in form.texts.items()}:
        raise Conflict('changed_meanwhile')
    for id, text in texts.items():
        await Record.filter(id=id).update(envelope=text)
    for refusal in await Refusal.filter(kind__in=ACCOUNT_KINDS, envelope__contains=str(person.id)):
        await Refusal.filter(id=refusal.id).update(envelope=blots.blotted(refusal.envelope, person.name))
    await person.save()
    await auth.end_all(record.received_at, person_id=person.id)


async def change_password(person: Person, by: Actor, old: str, new: str, *, address: str = '') -> None:
    """Somebody's own. Raises SignIn when the old one is wrong, BadInput when the new one is no good."""
    await auth.confirm(by.session, old, address=address)
    await write_one(enter('people.choose_password', {'password': await _hashed(person, new)}), by)


async def keep_up(person_id: UUID, by: Actor, password: str) -> None:
    """Hash a password anew that was just typed and is kept with older measures."""
    person = await Person.get(id=person_id)
    if hashing.is_outdated(person.password):
        fresh = {'password': await hashing.hashed(password), 'is_same': True}
        await write_one(enter('people.choose_password', fresh), by)


async def _hashed(person: Person, password: str) -> str:
    return await hashing.hash_password(password, person.name, person.display, *await school_names())


async def school_names() -> list[str]:
    """What the school is called, as it is written and as it is typed: nobody's password."""
    name = await labels.owner_text()
    typed = lazy_pinyin(name)
    return [name, ''.join(typed), ''.join(sound[:1] for sound in typed)] if name else []


async def forget_person(person: Person, by: Actor) -> None:
    """Take somebody's names out of everything. Raises Conflict while they have not left."""
    texts = {id: blots.hash_of(text) for id, text in (await _texts_about(person)).items()}
    await write_one(enter('people.forget', {'person': str(person.id), 'texts': texts}), by)


def nobody(id: UUID) -> str:
    """The pseudonym of an account."""
    return f'gone-{id.hex[-12:]}'


def is_nobody(person: Person) -> bool:
    return person.name == nobody(person.id)


async def _texts_about(person: Person) -> dict[str, str]:
    """What the records of an account will say, by their ids."""
    found = await Record.filter(kind__in=ACCOUNT_KINDS, envelope__contains=str(person.id))
    own = await Record.filter(kind='people.choose_password', by_id=person.id)
    about = [
        row
        for row in found
        if row.id == person.id or orjson.loads(row.envelope)['payload'].get('person') == str(person.id)
    ]
    return {str(row.id): blots.blotted(row.envelope, nobody(person.id)) for row in [*about, *own]}


async def add_person(
    name: str, password: str, roles: list[str], by: Actor, display: str = '', rooms: Sequence[str] = ()
) -> UUID:
    """Make an account. Raises BadInput for a bad name, role or password and Conflict for a name that is taken."""
    if unknown := set(roles) - set(ROLES):
        raise BadInput('unknown_role', role=sorted(unknown), roles=ROLES)
    payload: dict[str, Any] = {
        'name': name.strip(),
        'display': _shown(display, roles),
        'roles': roles,
        'password': await hashing.hash_password(password, name, display, *await school_names()),
        'language': by.language if by.language in LANGUAGES else 'zh-CN',
        **({'rooms': list(rooms)} if rooms else {}),
    }
    verdict = await write_one(enter('people.add', payload), by)
    return UUID(verdict.id)


async def revise_person(person: Person, by: Actor, **changes: Any) -> None:
    """Change an account, which closes its sessions, so that the change holds at once."""
    if changes.get('display'):
        changes['display'] = _shown(changes['display'], changes.get('roles') or person.roles)
    if changes.get('password'):
        changes['password'] = await _hashed(person, changes['password'])
    await write_one(enter('people.revise', {'person': str(person.id), **changes}), by)


def _shown(display: str, roles: list[str]) -> str:
    """The name others see; a class monitor's account has none, and so neither has the log."""
    return '' if 'class_monitor' in roles else display.strip()


async def _rooms(rooms: list[UUID], roles: list[str]) -> list[str]:
    """The rooms a class monitor answers for; other posts have none. Raises NotFound for what is no place."""
    wanted = dict.fromkeys(rooms) if 'class_monitor' in roles else {}
    known = await Thing.filter(id__in=list(wanted), kind='place').values_list('id', flat=True)
    if len(known) < len(wanted):
        raise NotFound('unknown_place')
    return [str(room) for room in wanted]


async def people() -> list[Person]:
    return await Person.all().order_by('left_at', 'name')


async def called(text: str) -> list[Person]:
    """Whose name or sign-in name holds this, case and width of letters ignored."""
    plain = folded(text)
    return [person for person in await people() if plain in folded(person.name, person.shown)]


async def names_of(ids: set[UUID]) -> dict[UUID, str]:
    """How people are shown, by id."""
    return {person.id: person.shown for person in await Person.filter(id__in=ids)}


async def is_taken(name: str) -> bool:
    return await Person.exists(name=name)


async def names_with(role: str) -> list[str]:
    """Who has a role at present."""
    return [person.shown for person in await people() if role in person.roles and not person.left_at]


async def has_nobody() -> bool:
    return not await Person.exists()


async def new_first_key() -> str:
    """A one-time key that makes the first administrator; each start makes the earlier ones worthless."""
    key = settings.new_secret()
    await settings.put('first_key', auth.digest_of(key))
    return key


async def is_first_key(key: str) -> bool:
    kept = await settings.setting('first_key')
    return bool(kept) and await has_nobody() and hmac.compare_digest(kept, auth.digest_of(key))


async def add_first(key: str, name: str, password: str) -> Person:
    """Make the first administrator. Raises NotFound when the key is not, or no longer, the one."""
    if not await is_first_key(key):
        raise NotFound('first_key_used')
    id = await add_person(name, password, ['administrator'], the_server())
    await settings.put('first_key', '')
    return await Person.get(id=id)


async def _another_administrator(person: Person) -> bool:
    others = await Person.filter(left_at=None).exclude(id=person.id)
    return any('administrator' in other.roles for other in others)


class PreferForm(Form):
    language: Literal['zh-CN', 'en']


@kind
async def prefer(form: PreferForm, record: Writing) -> None:
    """Somebody chooses the language they read; what is written for them from now on is in it."""
    await Person.filter(id=record.by.id).update(language=form.language)


async def choose_language(by: Actor, language: str) -> None:
    if language not in LANGUAGES:
        raise BadInput('unknown_language', language=language)
    await write_one(enter('people.prefer', {'language': language}), by)
