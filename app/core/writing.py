"""What writing a record is spoken of in: the verdict on an entry, and the entry as its kind sees it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.core.actors import Actor
from models import Thing


@dataclass
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


@dataclass
class Writing:
    """One entry being written, as its kind sees it: who, when, and under which number."""

    id: UUID
    number: int
    by: Actor
    at: Any
    received_at: Any
    envelope: Any
    flags: list[str]
    thing_ver: int | None = None

    async def change(self, thing: Thing, **values: Any) -> None:
        """Change a thing, so that pages and phones hear of it."""
        for name, value in values.items():
            setattr(thing, name, value)
        thing.ver += 1
        thing.cursor = self.number
        await thing.save(update_fields=[*values, 'ver', 'cursor'])

    @property
    def base_ver(self) -> int | None:
        base = self.envelope.base or {}
        return base.get('thing_ver') if isinstance(base.get('thing_ver'), int) else None
