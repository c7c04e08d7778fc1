"""The register: things, the places they stand in, and what the school knows of them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID, uuid5

from pydantic import Field
from tortoise.expressions import Q

from app import search, tags
from app.categories import starters
from app.core import db
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import Conflict, NotFound, Refused
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.facts import FIXED_ASSET, Facts, found_by
from app.finding import Line, Wanted, find
from models import Category, Change, Loan, Record, Thing, WriteOff

PIECES = 500  # at most this many pieces from one entry

EMPTIED = ('price', 'life', 'upkeep')  # what may be taken back to nothing


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
    facts: dict[str, Any] = form.model_dump(exclude={'pieces', 'tags', 'inside', 'quantity', 'code', 'codes'})
    made: list[Thing] = []
    for piece in range(form.pieces):
        code = form.codes[piece] if piece < len(form.codes) else form.code
        mark = f'{piece + 1}/{form.pieces}' if form.pieces > 1 and code == form.code else ''
        thing = record.plant_thing(
            **facts | found_by(facts | {'code': code, 'piece': mark}),
            code=code,
            piece=mark,
            id=record.id if form.pieces == 1 else uuid5(record.id, str(piece)),
            inside_id=form.inside,
            quantity=1 if form.pieces > 1 else form.quantity,
            cursor=record.number,
        )
        search.plant(thing, record)
        made.append(thing)
        if form.state != 'retired':
            await tags.give(thing, record, form.tags[piece] if piece < len(form.tags) else '')
    record.made(*made)


class ReviseForm(Facts):
    name: str | None = Field(default=None, min_length=1, max_length=200, title='register-name')  # type: ignore[assignment]
    import_digest: str | None = Field(default=None, max_length=64)


@kind
async def revise(thing: Thing, form: ReviseForm, record: Writing) -> None:
    """Correct what is written about a thing; only the fields that are sent are changed."""
    changes: dict[str, Any] = form.model_dump(exclude_unset=True)
    changes = {name: value for name, value in changes.items() if value is not None or name in EMPTIED}
    if changes.get('state', thing.state) != thing.state:
        await check_state(thing, changes['state'])
    await change_facts(thing, changes, record)


async def change_facts(thing: Thing, changes: dict[str, Any], record: Writing) -> None:
    """Change what is written about a thing, and what it is found by."""
    if not changes:
        return
    await record.change(thing, **changes, **found_by(search.vars_of(thing) | changes))
    await search.put(thing)


async def check_state(thing: Thing, state: str) -> None:
    """Raises Conflict while a write-off is under way, Refused for a fixed asset that would go without one."""
    if await WriteOff.exists(thing_id=thing.id, is_open=True):
        raise Conflict('writeoff_open', thing=thing.name)
    if state in ('retired', 'writeoff') and await Loan.exists(thing_id=thing.id, state='out'):
        raise Conflict('has_open_loan', thing=thing.name)
    if state == 'retired' and not thing.is_place and thing.price is not None and thing.price >= FIXED_ASSET:
        raise Refused('needs_writeoff', thing=thing.name, yuan=int(FIXED_ASSET))


class MoveForm(Form):
    to: UUID = Field(title='register-move-to')


@kind
async def move(thing: Thing, form: MoveForm, record: Writing) -> None:
    """Put a thing into another place; what somebody wants to write off stays where it is until that is approved."""
    if await WriteOff.exists(thing_id=thing.id, is_open=True, stage__not='approved'):
        raise Conflict('writeoff_open', thing=thing.name)
    await put_inside(thing, form.to, record)


async def put_inside(thing: Thing, to: UUID, record: Writing) -> None:
    """Raises NotFound when that is no place, Conflict when it is inside the thing itself."""
    place = await Thing.get_or_none(id=to, kind='place')
    if not place:
        raise NotFound('unknown_place')
    if place.id == thing.id or thing.id in {outer.id for outer in await places_around(place)}:
        raise Conflict('inside_itself', thing=thing.name)
    await record.change(thing, inside_id=place.id)


class RetireForm(Form):
    reason: str = Field(default='', max_length=2000, title='register-retire-reason')


@kind
async def retire(thing: Thing, form: RetireForm, record: Writing) -> None:
    """Take a place or a thing of little value off the register. Its label and its history stay readable."""
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    await check_state(thing, 'retired')
    if thing.is_place and await Thing.filter(inside_id=thing.id).exclude(state='retired').exists():
        raise Conflict('place_not_empty', thing=thing.name)
    await record.change(thing, state='retired', disposed=day_of(record.received_at))


def code_of(thing: Thing | Line) -> str:
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
    """Things by what people type, with the places around them; a label's code finds its thing."""
    found = (await find(Wanted(search=search, kind=kind, inside=inside), limit=limit)).lines
    known = {
        thing.id: thing for thing in await Thing.filter(id__in=[line.id for line in found]).select_related('inside')
    }
    return [known[line.id] for line in found]


async def places() -> list[Thing]:
    return await Thing.filter(kind='place').exclude(state='retired').order_by('name')


async def contents_of(place: Thing, limit: int = 200) -> list[Thing]:
    return await Thing.filter(inside_id=place.id).exclude(state='retired').order_by('kind', 'name', 'code').limit(limit)


async def blocked_inside(place: Thing) -> list[Thing]:
    """What stands in a place and is out of use."""
    return await Thing.filter(inside_id=place.id, blocked_by__not_isnull=True).exclude(state='retired').order_by('name')


async def history_of(thing_id: UUID, limit: int = 100) -> list[Record]:
    """What happened to a thing, newest first; what was done to it by a record about something else too."""
    numbers = await Change.filter(thing_id=thing_id).order_by('-number').limit(limit).values_list('number', flat=True)
    about = Q(thing_id=thing_id) | Q(number__in=list(numbers)) | Q(id=thing_id)
    return await Record.filter(about).order_by('-number').limit(limit)


async def paths_of(found: Iterable[Thing]) -> dict[UUID, str]:
    """Where each thing stands, in words."""
    ids = {thing.inside_id for thing in found if thing.inside_id}
    names = {str(place.id): place.name for place in await Thing.filter(id__in=ids)}
    return {thing.id: names.get(str(thing.inside_id), '') for thing in found}


def today() -> str:
    """The day it is at the school."""
    return day_of(now())


def day_of(moment: datetime) -> str:
    """The school's day at a moment."""
    return moment.astimezone(read_config().timezone).date().isoformat()


async def names_of(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    return {thing.id: thing.name for thing in await Thing.filter(id__in={id for id in ids if id})}


async def named_things(limit: int = 3000) -> dict[str, str]:
    """What may be chosen from a list, by id: places first, each thing with the place it is in."""
    found = await Thing.exclude(state='retired').select_related('inside').order_by('-kind', 'name').limit(limit)
    return {
        str(thing.id): ' · '.join(
            part for part in (thing.name, thing.piece, thing.inside.name if thing.inside else '') if part
        )
        for thing in found
    }


async def has_things() -> bool:
    return await Thing.exists()


async def out_of_use() -> list[Thing]:
    """What may not be used until it is repaired and checked again."""
    return await Thing.filter(blocked_by__not_isnull=True).exclude(state='retired').order_by('name')


async def checked_today() -> int:
    """How many things were checked since midnight, school time."""
    midnight = now().astimezone(read_config().timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    return await Thing.filter(checked_at__gte=midnight.astimezone(UTC)).count()  # SQLite compares the text


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
