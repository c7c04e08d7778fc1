"""What the database knows already about the entries of a batch, asked in a few plain queries."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from uuid import UUID

import orjson

from app.core import db
from app.core.entries import Entry, Envelope
from app.core.making import made
from app.core.seqs import REACH
from models import Device, Thing

UNREADABLE = ('bad_envelope', 'bad_digest', 'too_long_record')  # what such an entry says of itself is not believed
AT_ONCE = 1_000  # entries asked about in one query; databases take only so many values

# The log's end, and whether anything waits for a record that had not arrived.
TOP = """
    SELECT number, chain, EXISTS (
        SELECT 1 FROM record WHERE verdict != 'accepted' AND verdict = 'held' AND code = 'waiting_for_dep'
    ) AS waits FROM record ORDER BY number DESC LIMIT 1
"""
RECORDS = 'SELECT id, number, thing_id, verdict, code, flags, digest, device_id, seq FROM record WHERE '
OWNERS = 'SELECT code, thing_id, retired_at FROM tag WHERE (thing_id IS NOT NULL OR retired_at IS NOT NULL) AND '
REFUSALS = 'SELECT record_id, code, facts, digest, device_id, seq FROM refusal WHERE '

T = TypeVar('T')
Row = Mapping[str, Any]
Rows = Sequence[Row]
Question = tuple[Callable[[Rows], None], str, list[Any]]


@dataclass(slots=True)
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
        self.head = ''  # and its link in the chain
        self.waits = False  # whether a record waits for another one
        self.entries: dict[str, Before] = {}  # by id
        self.refused: dict[str, Before] = {}  # by true digest
        self.devices: dict[UUID, Device] = {}
        self.reach: dict[UUID, int] = {}  # the highest sequence number of a device that had arrived before
        self.seqs: dict[tuple[str, int], str] = {}  # which entry has a device's sequence number
        self.claimed: set[tuple[str, int]] = set()  # numbers in what could not be read: the honest entry may still come
        self._owners: dict[str, UUID] = {}
        self.retired: set[str] = set()  # labels that lead nowhere any more
        self._things: dict[UUID, Thing | None] = {}
        self._lookups: dict[Any, Any] = {}
        self.kept: dict[Any, Any] = {}  # what features want to know of the entries before, for the length of the batch

    async def learn(self, entries: Sequence[Entry]) -> None:
        """Ask for all that the judging of these entries will want."""
        for start in range(0, max(len(entries), 1), AT_ONCE):
            questions = list(self._questions(entries[start : start + AT_ONCE]))
            answers = await db.answers(*((sql, values) for _, sql, values in questions))
            for (take, _, _), rows in zip(questions, answers, strict=True):
                take(rows)

    def _questions(self, entries: Sequence[Entry]) -> Iterator[Question]:
        """What to do with the rows of the answer, and the query with its values."""
        yield self._take_top, TOP, []
        if not entries:
            return
        envelopes = [entry.envelope for entry in entries if entry.envelope]
        by_device = _seqs_by_device(envelopes)
        for id in by_device:
            yield self._take_devices, REACH, [id]
        deps = [db.text_of(dep) for envelope in envelopes for dep in envelope.deps]
        ids, digests = [*(entry.id for entry in entries), *deps], [entry.true_digest for entry in entries]
        same = f'{among("digest", digests)} OR {among("record_id", ids)}'
        yield self._take_refusals, *_or_numbered(REFUSALS + same, [*digests, *ids], by_device)
        if envelopes:
            ids = [*(entry.id for entry in entries if entry.envelope), *deps]
            yield self._take_records, *_or_numbered(RECORDS + among('id', ids), ids, by_device)
        codes = {entry.code for entry in entries if entry.code}
        things = {db.text_of(envelope.thing_id) for envelope in envelopes if envelope.thing_id}
        if things:
            yield self._take_things, f'SELECT * FROM thing WHERE {among("id", things)}', [*things]
        if codes:
            yield self._take_owners, OWNERS + among('code', codes), [*codes]

    def _take_top(self, rows: Rows) -> None:
        for row in rows:
            self.top, self.head, self.waits = row['number'], row['chain'], bool(row['waits'])

    def _take_refusals(self, rows: Rows) -> None:
        for row in rows:
            before = self.refused[row['digest']] = _refused(row)
            if row['code'] not in UNREADABLE:
                self.entries.setdefault(row['record_id'], before)
                self._take_seq(row, row['record_id'])

    def _take_records(self, rows: Rows) -> None:
        for row in rows:
            self.entries[str(row['id'])] = Before(
                row['digest'], row['verdict'], row['code'], {}, orjson.loads(row['flags']), row['number'],
                UUID(str(row['thing_id'])) if row['thing_id'] else None,
            )  # fmt: skip
            self._take_seq(row, str(row['id']))

    def _take_devices(self, rows: Rows) -> None:
        for device, row in zip(made(Device, rows), rows, strict=True):
            self.devices[device.id] = device
            self.reach[device.id] = row['reach']

    def _take_seq(self, row: Row, id: str) -> None:
        if row['device_id'] and row['seq']:
            self.seqs[str(row['device_id']), row['seq']] = id

    def _take_things(self, rows: Rows) -> None:
        self._things.update((thing.id, thing) for thing in made(Thing, rows))

    def _take_owners(self, rows: Rows) -> None:
        for row in rows:
            if row['retired_at']:
                self.retired.add(row['code'])
            else:
                self._owners[row['code']] = UUID(str(row['thing_id']))

    async def owner_of(self, code: str) -> UUID | None:
        """Whose label this is; what an earlier entry of the batch bound counts."""
        if code not in self._owners:
            self._take_owners(await db.rows(OWNERS + 'code = ?', code))
        return self._owners.get(code)

    async def thing(self, id: UUID) -> Thing | None:
        thing = self._things.get(id)
        if not thing and id not in self._things:
            thing = next(iter(await db.fetch(Thing, 'id = ?', str(id))), None)
            self._things[id] = thing
        return thing

    def add_thing(self, thing: Thing) -> None:
        """A thing that this batch makes."""
        self._things[thing.id] = thing

    async def once(self, ask: Callable[..., Awaitable[T]], *words: Any) -> T:
        """The answer to a question that stays the same while entries only plant."""
        if (ask, *words) not in self._lookups:
            self._lookups[ask, *words] = await ask(*words)
        return cast(T, self._lookups[ask, *words])

    def has_arrived(self, id: UUID) -> bool:
        """Whether an entry has been judged for good, well or not: whoever waited for it need wait no more."""
        before = self.entries.get(str(id))
        return bool(before) and before.verdict != 'held'  # type: ignore[union-attr]

    def is_accepted(self, id: UUID) -> bool:
        """Whether an entry of this batch, or one that was sent again with it, has been written."""
        before = self.entries.get(str(id))
        return bool(before) and before.verdict == 'accepted'  # type: ignore[union-attr]

    def forget_lookups(self) -> None:
        """Anything may have been changed."""
        self._lookups.clear()

    def forget_assets(self, things: Iterable[Thing]) -> None:
        """New things that are in the database by now; places are kept, since others are put into them."""
        for thing in things:
            if not thing.is_place:
                self._things.pop(thing.id, None)

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
            given = db.text_of(envelope.device_id), envelope.seq
            if entry.problem:
                self.claimed.add(given)
            else:
                self.seqs.setdefault(given, entry.id)

    def seqs_of(self, device: Device) -> set[int]:
        """The sequence numbers of a device that this batch is about."""
        own = db.text_of(device.id)
        return {seq for given in (self.seqs, self.claimed) for id, seq in given if id == own}


def among(column: str, values: Collection[Any]) -> str:
    """The condition that a column has one of these values, with a mark for each."""
    return f'{column} IN ({", ".join("?" * len(values))})'


def _seqs_by_device(envelopes: Sequence[Envelope]) -> dict[str, list[int]]:
    """The numbers that each phone gives here."""
    found: dict[str, list[int]] = {}
    for envelope in envelopes:
        if envelope.device_id and envelope.seq:
            found.setdefault(db.text_of(envelope.device_id), []).append(envelope.seq)
    return found


def _or_numbered(sql: str, values: list[Any], by_device: dict[str, list[int]]) -> tuple[str, list[Any]]:
    """A query widened to the rows that have one of these numbers of a phone."""
    for id, seqs in by_device.items():
        first, last = min(seqs), max(seqs)
        if last - first < 2 * len(seqs):  # as a phone sends them: one after the other
            sql += ' OR device_id = ? AND seq BETWEEN ? AND ?'
            values = [*values, id, first, last]
        else:
            sql += f' OR device_id = ? AND {among("seq", seqs)}'
            values = [*values, id, *seqs]
    return sql, values


def _refused(row: Row) -> Before:
    return Before(row['digest'], 'rejected', row['code'], orjson.loads(row['facts']))
