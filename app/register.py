"""The register: things, the places they stand in, and what the school knows of them."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID, uuid5

from pydantic import Field
from tortoise.expressions import Q

from app import tags
from app.categories import starters
from app.core import db
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.tagcode import read_code
from models import Category, Record, Thing

STATES = ('in_use', 'idle', 'repair', 'lent', 'writeoff', 'retired', '')
PIECES = 500  # at most this many pieces from one entry


class Facts(Form):
    """What a school writes down about a thing."""

    name: str = Field(min_length=1, max_length=200, title='register-name')
    category: str = Field(default='other', max_length=40, title='register-category')
    code: str = Field(default='', max_length=80, title='register-code')
    spec: str = Field(default='', max_length=200, title='register-spec')
    unit: str = Field(default='', max_length=20, title='register-unit')
    quantity: int = Field(default=1, ge=1, le=1_000_000, title='register-quantity')
    price: Decimal | None = Field(default=None, ge=0, max_digits=14, decimal_places=2, title='register-price')
    bought: str = Field(default='', pattern=r'^(\d{4}(-\d{2}(-\d{2})?)?)?$', title='register-bought')
    funds: str = Field(default='', max_length=80, title='register-funds')
    department: str = Field(default='', max_length=80, title='register-department')
    custodian: str = Field(default='', max_length=80, title='register-custodian')
    serial: str = Field(default='', max_length=80, title='register-serial')
    state: Literal['in_use', 'idle', 'repair', 'lent', 'writeoff', 'retired', ''] = 'in_use'
    remarks: str = Field(default='', max_length=5000, title='register-remarks')


class AddForm(Facts):
    kind: Literal['asset', 'place'] = 'asset'
    inside: UUID | None = None
    pieces: int = Field(default=1, ge=1, le=PIECES)
    codes: list[str] = Field(default=[], max_length=PIECES)  # the pieces' own codes, where they have any
    tags: list[str] = Field(default=[], max_length=PIECES)
    import_key: str = Field(default='', max_length=200)
    import_digest: str = Field(default='', max_length=64)


@kind(releases=True, plants=True)
async def add(form: AddForm, record: Writing) -> None:
    """A new thing with its label; `pieces` above 1 makes that many of the same, each with a label of its own."""
    inside = await record.known.thing(form.inside) if form.inside else None
    if form.inside and (not inside or not inside.is_place):
        raise NotFound('unknown_place')
    facts = form.model_dump(exclude={'pieces', 'tags', 'inside', 'quantity', 'code', 'codes'})
    for piece in range(form.pieces):
        code = form.codes[piece] if piece < len(form.codes) else form.code
        thing = Thing(
            **facts,
            code=code,
            piece=f'{piece + 1}/{form.pieces}' if form.pieces > 1 and code == form.code else '',
            id=record.id if form.pieces == 1 else uuid5(record.id, str(piece)),
            inside_id=form.inside,
            quantity=1 if form.pieces > 1 else form.quantity,
            search=folded(form.name, code, form.spec, form.serial, form.custodian),
            cursor=record.number,
        )
        record.plant(thing)
        if form.state != 'retired':
            await tags.give(thing, record, form.tags[piece] if piece < len(form.tags) else '')


class ReviseForm(Facts):
    name: str | None = Field(default=None, min_length=1, max_length=200, title='register-name')  # type: ignore[assignment]
    import_digest: str | None = Field(default=None, max_length=64)


@kind
async def revise(thing: Thing, form: ReviseForm, record: Writing) -> None:
    """Correct what is written about a thing; only the fields that are sent are changed."""
    changes: dict[str, Any] = form.model_dump(exclude_unset=True, exclude_none=True)
    if not changes:
        return
    after = {name: changes.get(name, getattr(thing, name)) for name in ('name', 'code', 'spec', 'serial', 'custodian')}
    await record.change(thing, **changes, search=folded(*after.values()))


class MoveForm(Form):
    to: UUID = Field(title='register-move-to')


@kind
async def move(thing: Thing, form: MoveForm, record: Writing) -> None:
    """Put a thing into another place."""
    to = await Thing.get_or_none(id=form.to, kind='place')
    if not to:
        raise NotFound('unknown_place')
    if to.id == thing.id or thing.id in {place.id for place in await places_around(to)}:
        raise Conflict('inside_itself', thing=thing.name)
    await record.change(thing, inside_id=to.id)


class RetireForm(Form):
    reason: str = Field(default='', max_length=2000, title='register-retire-reason')


@kind
async def retire(thing: Thing, form: RetireForm, record: Writing) -> None:
    """Write a thing off. Its label and its history stay readable."""
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    if thing.is_place and await Thing.filter(inside_id=thing.id).exclude(state='retired').exists():
        raise Conflict('place_not_empty', thing=thing.name)
    await record.change(thing, state='retired')


def folded(*texts: str) -> str:
    """Texts as they are searched: case and width of letters ignored."""
    return unicodedata.normalize('NFKC', ' '.join(text for text in texts if text)).casefold()


def code_of(thing: Thing) -> str:
    """The school's own code, with which of several pieces it is."""
    return ' · '.join(part for part in (thing.code, thing.piece) if part)


async def thing(id: UUID | str) -> Thing:
    """Raises NotFound when there is no such thing."""
    try:
        found = await Thing.get_or_none(id=UUID(str(id)))
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_thing')
    return found


async def places_around(thing: Thing) -> list[Thing]:
    """Where a thing stands: the room, the floor, the building… outermost last."""
    around: list[Thing] = []
    while thing.inside_id and len(around) < 20:
        outer = await Thing.get_or_none(id=thing.inside_id)
        if not outer or outer in around:
            break
        around.append(outer)
        thing = outer
    return around


async def things(search: str = '', *, kind: str = '', inside: UUID | None = None, limit: int = 50) -> list[Thing]:
    """Things by name or code, the nearest places with them; a label's code finds its thing."""
    found = Thing.all().select_related('inside').order_by('name', 'code', 'piece')
    if kind:
        found = found.filter(kind=kind)
    if inside:
        found = found.filter(inside_id=inside)
    for part in folded(search).split()[:6]:
        code = read_code(part)
        found = (
            found.filter(Q(search__contains=part) | Q(tags__code=code)) if code else found.filter(search__contains=part)
        )
    return await found.limit(limit)


async def places() -> list[Thing]:
    return await Thing.filter(kind='place').exclude(state='retired').order_by('name')


async def contents_of(place: Thing, limit: int = 200) -> list[Thing]:
    return await Thing.filter(inside_id=place.id).exclude(state='retired').order_by('kind', 'name', 'code').limit(limit)


async def history_of(thing_id: UUID, limit: int = 100) -> list[Record]:
    """What happened to a thing, newest first."""
    return await Record.filter(thing_id=thing_id).order_by('-number').limit(limit)


async def paths_of(found: Iterable[Thing]) -> dict[UUID, str]:
    """Where each thing stands, in words."""
    ids = {thing.inside_id for thing in found if thing.inside_id}
    names = {str(place.id): place.name for place in await Thing.filter(id__in=ids)}
    return {thing.id: names.get(str(thing.inside_id), '') for thing in found}


async def names_of(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    return {thing.id: thing.name for thing in await Thing.filter(id__in={id for id in ids if id})}


async def has_things() -> bool:
    return await Thing.exists()


async def out_of_use() -> list[Thing]:
    """What may not be used until it is repaired and checked again."""
    return await Thing.filter(blocked_by__not_isnull=True).exclude(state='retired').order_by('name')


async def checked_today() -> int:
    """How many things were checked since midnight, school time."""
    midnight = now().astimezone(read_config().timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    return await Thing.filter(checked_at__gte=midnight).count()


async def load_categories() -> None:
    """Keep the table of categories as the starter file says."""

    async def work() -> None:
        for category in starters():
            await Category.update_or_create(
                key=category.key, defaults={'kind': category.kind, 'zh': category.zh, 'en': category.en}
            )

    if await Category.all().count() != len(starters()):
        await db.write_tx(work)


async def categories() -> dict[str, Category]:
    return {category.key: category for category in await Category.all()}
