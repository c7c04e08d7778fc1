"""What writing a record is spoken of in: the verdict on an entry, and the entry as its kind sees it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tortoise.models import Model

from app.core import db
from app.core.actors import Actor
from app.core.known import Known
from app.core.making import blank
from models import Thing

AT_ONCE = 1_000  # rows in one statement
# What is worked out from something else, or has a history of its own.
UNTOLD = ('search', 'sort', 'import_key', 'import_digest', 'blocked_by', 'checked_at')


@dataclass(slots=True)
class Verdict:
    """What became of one entry. It is only handed out once the row is on disk."""

    id: str
    digest: str
    verdict: str  # accepted | duplicate | conflict | held | rejected
    code: str = ''
    facts: dict[str, Any] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    was: str | None = None
    number: int = 0
    thing_id: UUID | None = None
    thing_ver: int | None = None
    photos: list[str] = field(default_factory=list)  # hashes the record speaks of

    @property
    def fate(self) -> str:
        """The verdict that counts: a duplicate's first one."""
        return self.was or self.verdict


class Planting:
    """What waits until a batch needs it in its tables: new rows, table by table as first named, and changed things."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.rows: dict[type[Model], list[Model | dict[str, Any]]] = {}
        self.things: list[Thing] = []  # those among the rows
        self.changed: dict[Thing, set[str]] = {}
        self.after: dict[Callable[[], Awaitable[None]], None] = {}  # what is done once they are written

    def add(self, model: type[Model], row: Model | dict[str, Any]) -> None:
        self.rows.setdefault(model, []).append(row)
        if isinstance(row, Thing):
            self._know(row)

    def add_thing(self, values: dict[str, Any]) -> Thing:
        whole = blank(Thing) | values
        thing = Thing._init_from_db(**whole)
        self.add(Thing, whole | {'id': str(thing.id), 'inside_id': str(thing.inside_id) if thing.inside_id else None})
        self._know(thing)
        return thing

    def _know(self, thing: Thing) -> None:
        self.things.append(thing)
        self.known.add_thing(thing)

    def change(self, thing: Thing, fields: Iterable[str]) -> None:
        self.changed.setdefault(thing, set()).update(fields)

    def drop(self) -> None:
        """Forget what has not been written."""
        self.rows.clear()
        self.changed.clear()
        self.things.clear()

    @property
    def waits(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.rows or self.changed)

    async def flush(self) -> None:
        if not self.waits:
            return
        rows, changed = self.rows, self.changed
        self.rows, self.changed = {}, {}
        for model, new in rows.items():
            await db.insert_rows(model, [row for row in new if isinstance(row, dict)])
            models = [row for row in new if isinstance(row, Model)]
            await model.bulk_create(models, batch_size=AT_ONCE)
            for row in models:
                row._saved_in_db = True  # which bulk_create leaves out
        alike: dict[tuple[str, ...], list[Thing]] = {}
        for thing, fields in changed.items():
            alike.setdefault(tuple(sorted(fields)), []).append(thing)
        for names, things in alike.items():
            await db.save(things, names)
        if rows:
            for work in self.after:
                await work()
        self.known.forget_assets(self.things)
        self.things.clear()


@dataclass(slots=True)
class Writing:
    """One entry being written, as its kind sees it: who, when, and under which number."""

    id: UUID
    number: int
    by: Actor
    at: Any
    received_at: Any
    envelope: Any
    flags: list[str]
    planting: Planting
    plants: bool = False  # its kind leaves it to the batch when its changes are written
    thing_ver: int | None = None
    changes: list[tuple[UUID, dict[str, list[Any]]]] = field(default_factory=list)

    @property
    def known(self) -> Known:
        """What the batch knows: asking it costs less than asking the database."""
        return self.planting.known

    def plant(self, row: Model) -> None:
        """Make a new row, together with those of the entries after this one."""
        self.planting.add(type(row), row)

    def plant_thing(self, **values: Any) -> Thing:
        """The same for a thing, whose row is written as it stands: many of them cost less so."""
        return self.planting.add_thing(values)

    def plant_row(self, model: type[Model], **values: Any) -> None:
        """The same for a row of another table; UUIDs and JSON are given as text."""
        self.planting.add(model, values)

    def after_planting(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something once for all rows that are planted together."""
        self.planting.after[work] = None

    async def flush(self) -> None:
        """Write what was planted, so that queries find it."""
        await self.planting.flush()

    async def change(self, thing: Thing, **values: Any) -> None:
        """Change a thing, so that pages and phones hear of it and its history can say from what to what."""
        told = {name: [getattr(thing, name), value] for name, value in values.items() if name not in UNTOLD}
        told = {name: both for name, both in told.items() if both[0] != both[1]}
        if told:
            self.changes.append((thing.id, told))
        for name, value in values.items():
            setattr(thing, name, value)
        thing.ver += 1
        thing.cursor = self.number
        self.planting.change(thing, [*values, 'ver', 'cursor'])
        if not self.plants:
            await self.flush()

    def made(self, *things: Thing) -> None:
        """Say that this record is where these things begin."""
        self.changes += [(thing.id, {}) for thing in things]

    @property
    def base_ver(self) -> int | None:
        base = self.envelope.base or {}
        return base.get('thing_ver') if isinstance(base.get('thing_ver'), int) else None
