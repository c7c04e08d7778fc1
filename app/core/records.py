"""The one way in: every change of the system goes through `write`."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError
from tortoise.transactions import in_transaction

from app.core import db, live
from app.core.actors import Actor
from app.core.clock import now
from app.core.entries import Entry
from app.core.errors import BadInput, Conflict, Held, NotFound, Problem, Refused
from app.core.kinds import KINDS, Kind
from app.core.tagcode import read_code
from models import Device, Person, Photo, Record, Refusal, Session, Tag, Thing

logger = logging.getLogger('tagwalk.records')

CLOCK_AHEAD = timedelta(minutes=10)
LATE = timedelta(days=1)
UNREADABLE = ('bad_envelope', 'bad_digest', 'too_long_record')  # what such an entry says of itself is not believed


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


class _Again(Exception):
    """The quick pass met a refusal, so its transaction is undone and every entry gets a savepoint of its own."""


async def write(entries: Sequence[Entry], by: Actor) -> list[Verdict]:
    """Judge and write entries in the order given; returns a verdict each.

    The whole batch shares one transaction, so that it costs one sync to disk. Almost every batch is free of refusals,
    so it is first tried without savepoints; one refused or broken entry undoes that and the batch runs again with a
    savepoint an entry. Nothing that one entry does can hold up the others.
    """
    try:
        batch = await db.write_tx(lambda: _Batch(by, careful=False).run(entries))
    except _Again:
        batch = await db.write_tx(lambda: _Batch(by, careful=True).run(entries))
    if batch.kinds:
        live.changed.emit(live.Change(frozenset(batch.kinds), frozenset(batch.touched)))
    return batch.verdicts


async def write_one(entry: Entry, by: Actor) -> Verdict:
    """Write one entry for a page or a command. Raises the Problem when it is refused or clashes."""
    [verdict] = await write([entry], by)
    if verdict.fate == 'rejected':
        raise Refused(verdict.code, **verdict.facts)
    if verdict.fate == 'conflict':
        raise Conflict(verdict.code, **verdict.facts)
    return verdict


class _Batch:
    """One transaction's worth of entries."""

    def __init__(self, by: Actor, *, careful: bool) -> None:
        self.by = by
        self.careful = careful
        self.now = now()
        self.verdicts: list[Verdict] = []
        self.kinds: set[str] = set()
        self.touched: set[UUID] = set()
        self.number = 0
        self.records: list[Record] = []
        self.known: dict[str, Record | Refusal] = {}
        self.refused: dict[str, Refusal] = {}
        self.seqs: dict[tuple[str, int], str] = {}
        self.things: dict[UUID, Thing | None] = {}
        self.tags: dict[str, Tag | None] = {}
        self.devices: dict[UUID, Device | None] = {}

    async def run(self, entries: Sequence[Entry]) -> '_Batch':
        await self._look_up(entries)
        for entry in entries:
            self.verdicts.append(await self._judge(entry))
        if self.records:
            await Record.bulk_create(self.records)
        if any(KINDS[kind].releases for kind in self.kinds if kind in KINDS):
            await self._release()
        await self._advance(entries)
        return self

    async def _release(self) -> None:
        """Write what was held because nobody knew whose label it was, now that somebody does."""
        waiting = await Record.filter(verdict='held', code='unknown_tag').order_by('number')
        bound = {
            tag.code for tag in await Tag.filter(code__in=[held.tag for held in waiting], thing_id__not_isnull=True)
        }
        for held in waiting:
            if held.tag not in bound:
                continue
            envelope = Entry(orjson.loads(held.envelope)).envelope
            by = await _actor(held.by_id)
            writing = Writing(held.id, self.number, by, held.at, self.now, envelope, list(held.flags))
            rule = KINDS[held.kind]
            held.verdict, held.code = 'accepted', ''
            try:
                thing = await self._thing_of(envelope, rule, writing)
                async with in_transaction():
                    await self._call(rule, thing, _read_form(rule, envelope.payload), writing)  # type: ignore[union-attr]
                held.thing_id = thing.id if thing else None  # type: ignore[assignment]
            except Exception as problem:
                if not isinstance(problem, Problem):
                    logger.exception('record %s broke', held.id)
                self.things.clear()
                held.verdict, held.code = 'conflict', getattr(problem, 'code', 'broken')
            held.flags = writing.flags
            await held.save(update_fields=['verdict', 'code', 'thing_id', 'flags'])
            self.kinds.add(held.kind)
            if held.thing_id:
                self.touched.add(held.thing_id)

    async def _look_up(self, entries: Sequence[Entry]) -> None:
        """Fetch in a few queries what the entries will be asked about."""
        ids = [entry.id for entry in entries]
        uuids = [entry.envelope.id for entry in entries if entry.envelope]
        top = await db.rows('SELECT COALESCE(MAX(number), 0) AS top FROM record')
        self.number = top[0]['top']
        for refusal in await Refusal.filter(record_id__in=ids).exclude(code__in=UNREADABLE):
            self.known.setdefault(refusal.record_id, refusal)
        for refusal in await Refusal.filter(digest__in=[entry.true_digest for entry in entries]):
            self.refused[refusal.digest] = refusal
        for record in await Record.filter(id__in=uuids):
            self.known[str(record.id)] = record
        envelopes = [entry.envelope for entry in entries if entry.envelope]
        by_device: dict[UUID, list[int]] = {}
        for envelope in envelopes:
            if envelope.device_id and envelope.seq:
                by_device.setdefault(envelope.device_id, []).append(envelope.seq)
        for device_id, seqs in by_device.items():
            self.devices[device_id] = await Device.get_or_none(id=device_id)
            taken = await Record.filter(device_id=device_id, seq__in=seqs).values_list('seq', 'id')
            refused = await Refusal.filter(device_id=device_id, seq__in=seqs).values_list('seq', 'record_id')
            for seq, id in (*refused, *taken):
                self.seqs[str(device_id), seq] = str(id)
        codes = {read_code(envelope.tag) or '' for envelope in envelopes if envelope.tag} - {''}
        if codes:
            self.tags = {tag.code: tag for tag in await Tag.filter(code__in=codes)}
        wanted = {envelope.thing_id for envelope in envelopes if envelope.thing_id}
        wanted |= {tag.thing_id for tag in self.tags.values() if tag and tag.thing_id}  # type: ignore[misc]
        if wanted:
            self.things = {thing.id: thing for thing in await Thing.filter(id__in=wanted)}

    async def _judge(self, entry: Entry) -> Verdict:
        known = self.known.get(entry.id)
        if known and known.digest == entry.digest and not entry.problem:
            return self._repeat(entry, known)
        if entry.true_digest in self.refused:
            return self._repeat(entry, self.refused[entry.true_digest])
        try:
            if known and not entry.problem:
                raise Refused('id_reuse')
            return await self._accept(entry)
        except _Again:
            raise
        except Problem as problem:
            return await self._refuse(entry, problem)
        except Exception:
            logger.exception('record %s broke', entry.id)
            return await self._refuse(entry, BadInput('broken'))

    async def _accept(self, entry: Entry) -> Verdict:
        """Write one entry, or raise the Problem that stands in its way."""
        if entry.problem:
            raise entry.problem
        envelope = entry.envelope
        assert envelope
        await self._check_device(entry)
        rule = KINDS.get(envelope.kind)
        if not rule:
            raise BadInput('unknown_kind', kind=envelope.kind)
        author = await self._author_of(envelope)
        if not author.may(rule.name):
            raise Refused('not_allowed', action=rule.word)
        self.number += 1
        writing = Writing(envelope.id, self.number, author, envelope.at, self.now, envelope, self._flags(envelope))
        verdict, code, facts = 'accepted', '', {}
        thing: Thing | None = None
        try:
            await self._check_actor(envelope)
            if envelope.kv > rule.version:
                raise Held('schema_newer')
            thing = await self._thing_of(envelope, rule, writing)
            form = _read_form(rule, envelope.payload)
            await self._do(rule, thing, form, writing)
        except Conflict as problem:
            verdict, code, facts = 'conflict', problem.code, problem.facts
        except Held as problem:
            verdict, code, facts = 'held', problem.code, problem.facts
        except Problem:
            self.number -= 1
            raise
        return self._keep(entry, writing, thing, verdict, code, facts)

    async def _do(self, rule: Kind, thing: Thing | None, form: Any, writing: Writing) -> None:
        """Call the kind's function, so that a refusal leaves nothing behind."""
        if self.careful:
            try:
                async with in_transaction():
                    await self._call(rule, thing, form, writing)
            except Exception:
                self.things.clear()  # what the function changed in memory is undone too
                raise
        else:
            try:
                await self._call(rule, thing, form, writing)
            except Exception as error:
                raise _Again from error

    async def _call(self, rule: Kind, thing: Thing | None, form: Any, writing: Writing) -> None:
        given = {'thing': thing, 'form': form, 'record': writing}
        await rule.function(**{name: given[name] for name in rule.takes})
        if rule.releases:
            self.tags.clear()

    def _keep(
        self, entry: Entry, writing: Writing, thing: Thing | None, verdict: str, code: str, facts: dict[str, Any]
    ) -> Verdict:
        envelope = writing.envelope
        record = Record(
            id=envelope.id,
            number=writing.number,
            kind=envelope.kind,
            kv=envelope.kv,
            thing_id=thing.id if thing else None,
            tag=(read_code(envelope.tag) or envelope.tag)[:40] if envelope.tag else None,
            by_id=envelope.actor_id or self.by.id,
            device_id=envelope.device_id,
            seq=envelope.seq,
            at=envelope.at,
            received_at=self.now,
            verdict=verdict,
            code=code,
            flags=writing.flags,
            digest=entry.digest,
            envelope=entry.text,
        )
        self.records.append(record)
        self._remember(entry, record)
        if verdict != 'held':
            self.kinds.add(envelope.kind)
            if thing:
                self.touched.add(thing.id)
        return Verdict(
            entry.id, entry.digest, verdict, code, facts, writing.flags, None, writing.number,
            record.thing_id, thing.ver if thing else None, [photo.sha256 for photo in envelope.photos],
        )  # fmt: skip

    async def _refuse(self, entry: Entry, problem: Problem) -> Verdict:
        """Keep what was refused, with its reason, once."""
        envelope = entry.envelope
        refusal = await Refusal.create(
            record_id=entry.id,
            digest=entry.true_digest,
            device_id=envelope.device_id if envelope else None,
            seq=envelope.seq if envelope else None,
            kind=envelope.kind if envelope else '',
            by_id=self.by.id,
            code=problem.code,
            facts={name: str(value) for name, value in problem.facts.items()},
            envelope=entry.text,
            received_at=self.now,
        )
        self.kinds.add('refusals.add')
        self.refused[entry.true_digest] = refusal
        self._remember(entry, refusal)
        return Verdict(entry.id, entry.digest, 'rejected', problem.code, problem.facts)

    def _remember(self, entry: Entry, row: Record | Refusal) -> None:
        if not entry.problem:
            self.known.setdefault(entry.id, row)
        if entry.envelope and entry.envelope.seq and entry.envelope.device_id:
            self.seqs.setdefault((str(entry.envelope.device_id), entry.envelope.seq), entry.id)

    def _repeat(self, entry: Entry, known: Record | Refusal) -> Verdict:
        if isinstance(known, Refusal):
            return Verdict(entry.id, entry.digest, 'duplicate', known.code, known.facts, was='rejected')
        photos = [photo.sha256 for photo in entry.envelope.photos] if entry.envelope else []
        return Verdict(
            entry.id, entry.digest, 'duplicate', known.code, {}, known.flags, known.verdict, known.number,
            known.thing_id, None, photos,
        )  # fmt: skip

    async def _check_device(self, entry: Entry) -> None:
        envelope = entry.envelope
        assert envelope
        if not envelope.device_id:
            return
        device = self.devices.get(envelope.device_id)
        if not device:
            raise Refused('unknown_device')
        if device.revoked_at:
            raise Refused('device_revoked')
        if not envelope.seq:
            raise BadInput('bad_envelope', field='seq')
        if self.seqs.get((str(device.id), envelope.seq), entry.id) != entry.id:
            await Device.filter(id=device.id).update(forked_at=self.now)
            raise Refused('seq_reuse')

    async def _author_of(self, envelope: Any) -> Actor:
        """Whoever recorded it, who need not be the one who delivers it."""
        if not self.by.id or envelope.actor_id in (None, self.by.id):
            return self.by
        return await _actor(envelope.actor_id)

    async def _check_actor(self, envelope: Any) -> None:
        """On a shared phone one person may deliver what another one recorded; both must have been signed in on it."""
        if not self.by.id:
            return
        foreign = envelope.device_id and self.by.device_id and envelope.device_id != self.by.device_id
        if envelope.actor_id and envelope.actor_id != self.by.id:
            if not await Session.filter(person_id=envelope.actor_id, device_id=envelope.device_id).exists():
                raise Held('actor_unverified')
        elif foreign and not await Session.filter(person_id=self.by.id, device_id=envelope.device_id).exists():
            raise Held('device_unverified')

    def _flags(self, envelope: Any) -> list[str]:
        flags = []
        device = self.devices.get(envelope.device_id) if envelope.device_id else None
        if envelope.at > self.now + CLOCK_AHEAD or (device and envelope.at < device.enrolled_at - LATE):
            flags.append('clock_suspect')
        elif envelope.at < self.now - LATE:
            flags.append('late')
        if envelope.actor_id and envelope.actor_id != self.by.id:
            flags.append('delivered')
        return flags

    async def _thing_of(self, envelope: Any, rule: Kind, writing: Writing) -> Thing | None:
        """The thing an entry is about. Raises NotFound or Held when that is not known."""
        thing: Thing | None = None
        if envelope.tag:
            code = read_code(envelope.tag)
            if not code:
                raise BadInput('bad_code', code=envelope.tag[:40])
            tag = self.tags.get(code) or await Tag.get_or_none(code=code)
            if tag and tag.thing_id:
                thing = await self._find(UUID(str(tag.thing_id)))
            elif not envelope.thing_id and rule.needs_thing:
                raise Held('unknown_tag', code=code)
        if envelope.thing_id:
            stated = await self._find(envelope.thing_id)
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

    async def _find(self, id: UUID) -> Thing | None:
        if id not in self.things:
            self.things[id] = await Thing.get_or_none(id=id)
        return self.things[id]

    async def _advance(self, entries: Iterable[Entry]) -> None:
        """Move each device's end of the gapless run of sequence numbers."""
        for device in self.devices.values():
            if not device:
                continue
            have = {seq for (id, seq) in self.seqs if id == str(device.id)}
            if device.seen_to + 1 not in have:
                continue
            seen = device.seen_to
            later: set[Any] = set(await Record.filter(device_id=device.id, seq__gt=seen).values_list('seq', flat=True))
            later |= set(await Refusal.filter(device_id=device.id, seq__gt=seen).values_list('seq', flat=True))
            later |= have
            while seen + 1 in later:
                seen += 1
            await Device.filter(id=device.id).update(seen_to=seen)


async def _actor(id: UUID | None) -> Actor:
    """Somebody who is not the one calling; without any right when nobody knows them."""
    person = await Person.get_or_none(id=id) if id else None
    if not person:
        return Actor(id, '', (), '')
    return Actor(id, person.shown, tuple(person.roles), person.language)


def _read_form(rule: Kind, payload: dict[str, Any]) -> Any:
    try:
        return rule.form.model_validate(payload)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput('bad_payload', field='.'.join(str(part) for part in first['loc']) or '?') from None


async def photos_missing(hashes: Iterable[str]) -> set[str]:
    """Which of these photos have not arrived."""
    wanted = set(hashes)
    if not wanted:
        return wanted
    return wanted - set(await Photo.filter(sha256__in=wanted).values_list('sha256', flat=True))


async def missing_seqs(device_id: UUID, high: int) -> list[int]:
    """The sequence numbers up to `high` that a device has given out and the server has not seen; 500 at most."""
    device = await Device.get_or_none(id=device_id)
    if not device:
        return []
    have: set[Any] = set(await Record.filter(device_id=device_id, seq__gt=device.seen_to).values_list('seq', flat=True))
    have |= set(await Refusal.filter(device_id=device_id, seq__gt=device.seen_to).values_list('seq', flat=True))
    top: int = min(max([high, *have], default=0), device.seen_to + 100_000)
    gaps = (seq for seq in range(device.seen_to + 1, top + 1) if seq not in have)
    return [seq for seq, _ in zip(gaps, range(500), strict=False)]
