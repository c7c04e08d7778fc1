"""What the database knows already about the entries of a batch, asked in a few plain queries."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from app.core import db
from app.core.entries import Entry, Envelope
from app.core.seqs import REACH
from models import Device, Thing

UNREADABLE = ('bad_envelope', 'bad_digest', 'too_long_record')  # what such an entry says of itself is not believed
AT_ONCE = 1_000  # entries asked about in one query; databases take only so many values

RECORDS = 'SELECT id, number, thing_id, verdict, code, flags, digest FROM record WHERE '
OWNERS = 'SELECT code, thing_id, retired_at FROM tag WHERE (thing_id IS NOT NULL OR retired_at IS NOT NULL) AND '
REFUSALS = 'SELECT record_id, code, facts, digest FROM refusal WHERE '

Row = Mapping[str, Any]
Question = tuple[Callable[[Row], None], str, list[Any]]


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
        self.reach: dict[UUID, int] = {}  # the highest sequence number of a device that had arrived before
        self.seqs: dict[tuple[str, int], str] = {}  # which entry has a device's sequence number
        self.claimed: set[tuple[str, int]] = set()  # numbers in what could not be read: the honest entry may still come
        self._owners: dict[str, UUID] = {}
        self.retired: set[str] = set()  # labels that lead nowhere any more
        self._things: dict[UUID, Thing | None] = {}

    async def learn(self, entries: Sequence[Entry]) -> None:
        """Ask for all that the judging of these entries will want."""
        for start in range(0, len(entries), AT_ONCE):
            questions = list(self._questions(entries[start : start + AT_ONCE]))
            answers = await db.answers(*((sql, values) for _, sql, values in questions))
            for (take, _, _), rows in zip(questions, answers, strict=True):
                for row in rows:
                    take(row)

    def _questions(self, entries: Sequence[Entry]) -> Iterator[Question]:
        """What to do with each row of the answer, and the query with its values."""
        yield self._take_top, 'SELECT COALESCE(MAX(number), 0) AS top FROM record', []
        yield self._take_refused, REFUSALS + among('digest', entries), [entry.true_digest for entry in entries]
        yield self._take_refusal, REFUSALS + among('record_id', entries), [entry.id for entry in entries]
        envelopes = [entry.envelope for entry in entries if entry.envelope]
        if envelopes:
            ids = [entry.id for entry in entries if entry.envelope]
            yield self._take_record, RECORDS + among('id', ids), ids
        yield from self._questions_of_devices(envelopes)
        codes = {entry.code for entry in entries if entry.code}
        things = {str(envelope.thing_id) for envelope in envelopes if envelope.thing_id}
        if things:
            yield self._take_thing, f'SELECT * FROM thing WHERE {among("id", things)}', [*things]
        if codes:
            yield self._take_owner, OWNERS + among('code', codes), [*codes]

    def _questions_of_devices(self, envelopes: Sequence[Envelope]) -> Iterator[Question]:
        """The devices, and which of the numbers they give here were given before."""
        by_device: dict[str, list[int]] = {}
        for envelope in envelopes:
            if envelope.device_id and envelope.seq:
                by_device.setdefault(str(envelope.device_id), []).append(envelope.seq)
        for id, seqs in by_device.items():
            yield self._take_device, REACH, [id]
            where = f'device_id = ? AND {among("seq", seqs)}'
            refused = f'SELECT device_id, seq, record_id AS id FROM refusal WHERE code NOT IN {UNREADABLE} AND {where}'
            yield self._take_seq, refused, [id, *seqs]
            yield self._take_seq, f'SELECT device_id, seq, id FROM record WHERE {where}', [id, *seqs]

    def _take_top(self, row: Row) -> None:
        self.top = row['top']

    def _take_refused(self, row: Row) -> None:
        self.refused[row['digest']] = _refused(row)

    def _take_refusal(self, row: Row) -> None:
        if row['code'] not in UNREADABLE:
            self.entries.setdefault(row['record_id'], _refused(row))

    def _take_record(self, row: Row) -> None:
        self.entries[str(row['id'])] = Before(
            row['digest'], row['verdict'], row['code'], {}, orjson.loads(row['flags']), row['number'],
            UUID(str(row['thing_id'])) if row['thing_id'] else None,
        )  # fmt: skip

    def _take_device(self, row: Row) -> None:
        device = db.made(Device, row)
        self.devices[device.id] = device
        self.reach[device.id] = row['reach']

    def _take_seq(self, row: Row) -> None:
        self.seqs[str(row['device_id']), row['seq']] = str(row['id'])

    def _take_thing(self, row: Row) -> None:
        thing = db.made(Thing, row)
        self._things[thing.id] = thing

    def _take_owner(self, row: Row) -> None:
        if row['retired_at']:
            self.retired.add(row['code'])
        else:
            self._owners[row['code']] = UUID(str(row['thing_id']))

    async def owner_of(self, code: str) -> UUID | None:
        """Whose label this is; what an earlier entry of the batch bound counts."""
        if code not in self._owners:
            for row in await db.rows(OWNERS + 'code = ?', code):
                self._take_owner(row)
        return self._owners.get(code)

    async def thing(self, id: UUID) -> Thing | None:
        if id not in self._things:
            found = await db.fetch(Thing, 'id = ?', str(id))
            self._things[id] = found[0] if found else None
        return self._things[id]

    def add_thing(self, thing: Thing) -> None:
        """A thing that this batch makes."""
        self._things[thing.id] = thing

    def forget_things(self) -> None:
        """What was changed in memory has been undone in the database."""
        self._things.clear()

    def forget_owners(self) -> None:
        """Labels may have changed hands."""
        self._owners.clear()
        self.retired.clear()

    def add(self, entry: Entry, before: Before) -> None:
        """An entry of this batch has been judged."""
        if before.verdict == 'rejected':
            self.refused[entry.true_digest] = before
        if not entry.problem:
            self.entries.setdefault(entry.id, before)
        envelope = entry.envelope
        if envelope and envelope.device_id and envelope.seq:
            given = str(envelope.device_id), envelope.seq
            if entry.problem:
                self.claimed.add(given)
            else:
                self.seqs.setdefault(given, entry.id)

    def seqs_of(self, device: Device) -> set[int]:
        """The sequence numbers of a device that this batch is about."""
        own = str(device.id)
        return {seq for id, seq in self.seqs.keys() | self.claimed if id == own}


def among(column: str, values: Collection[Any]) -> str:
    """The condition that a column has one of these values, with a mark for each."""
    return f'{column} IN ({", ".join("?" * len(values))})'


def _refused(row: Row) -> Before:
    return Before(row['digest'], 'rejected', row['code'], orjson.loads(row['facts']))
