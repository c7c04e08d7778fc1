"""What the database knows already about the entries of a batch, asked in a few plain queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from app.core import db
from app.core.entries import Entry, Envelope
from models import Device, Thing

UNREADABLE = ('bad_envelope', 'bad_digest', 'too_long_record')  # what such an entry says of itself is not believed
AT_ONCE = 1_000  # entries asked about in one query; databases take only so many values

RECORDS = 'SELECT id, number, thing_id, device_id, seq, verdict, code, flags, digest FROM record WHERE '
REFUSALS = 'SELECT record_id, device_id, seq, code, facts, digest FROM refusal WHERE '


@dataclass(frozen=True)
class Before:
    """An entry that was judged before: its verdict and what it was given for."""

    digest: str
    verdict: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    number: int = 0
    thing_id: UUID | None = None


class Known:
    """What is known so far; a batch adds to it as it goes, so that its own entries are known too."""

    def __init__(self) -> None:
        self.top = 0  # the last number in the log
        self.entries: dict[str, Before] = {}  # by id
        self.refused: dict[str, Before] = {}  # by true digest
        self.devices: dict[UUID, Device] = {}
        self.seqs: dict[tuple[str, int], str] = {}  # which entry has a device's sequence number
        self._owners: dict[str, UUID] = {}
        self._things: dict[UUID, Thing | None] = {}

    async def learn(self, entries: Sequence[Entry]) -> None:
        """Ask for all that the judging of these entries will want."""
        self.top = (await db.rows('SELECT COALESCE(MAX(number), 0) AS top FROM record'))[0]['top']
        for start in range(0, len(entries), AT_ONCE):
            some = entries[start : start + AT_ONCE]
            envelopes = [entry.envelope for entry in some if entry.envelope]
            await self._learn_refusals(some)
            await self._learn_records([str(envelope.id) for envelope in envelopes])
            await self._learn_devices(envelopes)
            await self._learn_things(envelopes, {entry.code for entry in some if entry.code})

    async def _learn_refusals(self, entries: Sequence[Entry]) -> None:
        for row in await db.rows(REFUSALS + among('digest', entries), *[entry.true_digest for entry in entries]):
            self.refused[row['digest']] = _refused(row)
        for row in await db.rows(REFUSALS + among('record_id', entries), *[entry.id for entry in entries]):
            if row['code'] not in UNREADABLE:
                self.entries.setdefault(row['record_id'], _refused(row))

    async def _learn_records(self, ids: list[str]) -> None:
        if not ids:
            return
        for row in await db.rows(RECORDS + among('id', ids), *ids):
            self.entries[str(row['id'])] = Before(
                row['digest'], row['verdict'], row['code'], {}, orjson.loads(row['flags']), row['number'],
                UUID(str(row['thing_id'])) if row['thing_id'] else None,
            )  # fmt: skip

    async def _learn_devices(self, envelopes: Sequence[Envelope]) -> None:
        """The devices, and which of the numbers they give here were given before."""
        by_device: dict[UUID, list[int]] = {}
        for envelope in envelopes:
            if envelope.device_id and envelope.seq:
                by_device.setdefault(envelope.device_id, []).append(envelope.seq)
        for id, seqs in by_device.items():
            for device in await db.fetch(Device, 'id = ?', str(id)):
                self.devices[id] = device
            where = f'device_id = ? AND {among("seq", seqs)}'
            for row in await db.rows(REFUSALS + where, str(id), *seqs):
                self.seqs[str(id), row['seq']] = row['record_id']
            for row in await db.rows(RECORDS + where, str(id), *seqs):
                self.seqs[str(id), row['seq']] = str(row['id'])

    async def _learn_things(self, envelopes: Sequence[Envelope], codes: Collection[str]) -> None:
        wanted = {str(envelope.thing_id) for envelope in envelopes if envelope.thing_id}
        if codes:
            for row in await db.rows(f'SELECT code, thing_id FROM tag WHERE {among("code", codes)}', *codes):
                if row['thing_id']:
                    self._owners[row['code']] = UUID(str(row['thing_id']))
                    wanted.add(str(row['thing_id']))
        if wanted:
            for thing in await db.fetch(Thing, among('id', wanted), *wanted):
                self._things[thing.id] = thing

    async def owner_of(self, code: str) -> UUID | None:
        """Whose label this is; what an earlier entry of the batch bound counts."""
        if code not in self._owners:
            for row in await db.rows('SELECT thing_id FROM tag WHERE code = ? AND thing_id IS NOT NULL', code):
                self._owners[code] = UUID(str(row['thing_id']))
        return self._owners.get(code)

    async def thing(self, id: UUID) -> Thing | None:
        if id not in self._things:
            found = await db.fetch(Thing, 'id = ?', str(id))
            self._things[id] = found[0] if found else None
        return self._things[id]

    def forget_things(self) -> None:
        """What was changed in memory has been undone in the database."""
        self._things.clear()

    def forget_owners(self) -> None:
        """Labels may have changed hands."""
        self._owners.clear()

    def add(self, entry: Entry, before: Before) -> None:
        """An entry of this batch has been judged."""
        if before.verdict == 'rejected':
            self.refused[entry.true_digest] = before
        if not entry.problem:
            self.entries.setdefault(entry.id, before)
        envelope = entry.envelope
        if envelope and envelope.device_id and envelope.seq:
            self.seqs.setdefault((str(envelope.device_id), envelope.seq), entry.id)

    def seqs_of(self, device: Device) -> set[int]:
        """The sequence numbers of a device that this batch is about."""
        own = str(device.id)
        return {seq for id, seq in self.seqs if id == own}


def among(column: str, values: Collection[Any]) -> str:
    """The condition that a column has one of these values, with a mark for each."""
    return f'{column} IN ({", ".join("?" * len(values))})'


def _refused(row: dict[str, Any]) -> Before:
    return Before(row['digest'], 'rejected', row['code'], orjson.loads(row['facts']))
