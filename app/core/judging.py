"""Judging a batch of entries: a verdict each, and a row for every one of them, accepted or refused."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import orjson

from app.core import db
from app.core.actors import Actor
from app.core.chain import link
from app.core.checks import (
    author_of,
    check_actor,
    check_deps,
    check_device,
    check_grave,
    check_rooms,
    flags_of,
    read_form,
    thing_of,
)
from app.core.clock import now
from app.core.entries import Entry
from app.core.errors import BadInput, Conflict, Held, Problem, Refused, Unavailable
from app.core.keeping import keep_refused
from app.core.kinds import KINDS, Kind
from app.core.known import Before, Known
from app.core.releasing import release
from app.core.seqs import ADVANCE, seen_to
from app.core.trouble import raise_trouble
from app.core.writing import AT_ONCE, Planting, Verdict, Writing
from models import Device, Thing

logger = logging.getLogger('tagwalk.records')

COLUMNS = (
    'id', 'number', 'kind', 'kv', 'thing_id', 'tag', 'by_id', 'device_id', 'seq', 'at', 'received_at', 'verdict',
    'code', 'flags', 'digest', 'envelope', 'chain',
)  # fmt: skip
RECORD = db.insertion('record', COLUMNS)
CHANGE = db.insertion('change', ('number', 'thing_id', 'facts'))

PAUSE = 200  # entries between two moments in which others get a turn


class Again(Exception):
    """The quick pass met a refusal, so its transaction is undone and every entry gets a savepoint of its own."""


class Batch:
    """One transaction's worth of entries."""

    def __init__(self, by: Actor, *, careful: bool, told: Callable[[int], None] = lambda done: None) -> None:
        self.by = by
        self.frees = False  # whether something besides its entries may have come that records were held for
        self.told = told
        self.careful = careful
        self.now = now()
        self.received = self.now.isoformat()
        self.head = ''  # the chain's last link
        self.known = Known()
        self.planting = Planting(self.known)
        self.number = 0
        self.verdicts: list[Verdict] = []
        self.kinds: set[str] = set()
        self.touched: set[UUID] = set()
        self.whole: dict[UUID, int] = {}  # by device: the number up to which nothing of it is missing
        self.rows: list[list[Any]] = []
        self.changes: list[list[Any]] = []

    async def run(self, entries: Sequence[Entry]) -> 'Batch':
        await self.known.learn(entries)
        self.number, self.head = self.known.top, self.known.head
        for done, entry in enumerate(entries, 1):
            self.verdicts.append(await self._judge(entry))
            if not done % PAUSE:
                self.told(done)
                await asyncio.sleep(0)
            if not done % AT_ONCE:
                await self._flush()
        await self._flush()
        moved = [await self._seen(device) for device in self.known.devices.values()]
        work = [(RECORD, self.rows), (CHANGE, self.changes), (ADVANCE, [row for row in moved if row])]
        if self.frees or self.known.waits or any(KINDS[kind].releases for kind in self.kinds if kind in KINDS):
            kept, self.rows = work.pop(0), []
            if kept[1]:
                await db.run_all(kept)
            await release(self)
            work.append((RECORD, self.rows))
        await db.run_all(*((sql, rows) for sql, rows in work if rows))
        return self

    async def _seen(self, device: Device) -> list[Any]:
        """How far the numbers of a device are known now, where that has changed."""
        have = self.known.seqs_of(device)
        seen = await seen_to(device, have, self.known.reach[device.id])
        if seen >= max([self.known.reach[device.id], *have]):
            self.whole[device.id] = seen
        return [seen, str(device.id)] if seen != device.seen_to else []

    async def _judge(self, entry: Entry) -> Verdict:
        before = self.known.entries.get(entry.id)
        if before and before.digest == entry.digest and not entry.problem:
            return self._repeat(entry, before)
        if entry.true_digest in self.known.refused:
            return self._repeat(entry, self.known.refused[entry.true_digest])
        try:
            if before and not entry.problem:
                raise Refused('id_reuse')
            return await self._accept(entry)
        except Again:
            raise
        except Unavailable:
            raise
        except Problem as problem:
            return await self._refuse(entry, problem)
        except Exception as error:
            raise_trouble(error)
            logger.exception('record %s broke', entry.id)
            return await self._refuse(entry, BadInput('broken'))

    async def _accept(self, entry: Entry) -> Verdict:
        """Write one entry, or raise the Problem that stands in its way."""
        if entry.problem:
            raise entry.problem
        envelope = entry.envelope
        assert envelope
        await check_device(entry, self.known, self.now)
        rule = KINDS.get(envelope.kind)
        if not rule:
            raise BadInput('unknown_kind', kind=envelope.kind)
        author = await author_of(envelope, self.by)
        if not author.may(rule.name):
            raise Refused('not_allowed', action=rule.word)
        if rule.grave:
            await check_grave(author, self.by, self.now)
        self.number += 1
        flags = flags_of(envelope, self.by, self.known, self.now)
        writing = Writing(envelope.id, self.number, author, envelope.at, self.now, envelope, flags, self.planting)
        verdict, code, facts = 'accepted', '', {}
        thing: Thing | None = None
        try:
            await check_actor(envelope, self.by)
            if envelope.kv > rule.version:
                raise Held('schema_newer')
            check_deps(envelope, self.known)
            thing = await thing_of(entry, rule, writing, self.known)
            form = read_form(rule, envelope.payload)
            await self._do(rule, thing, form, writing)
        except Conflict as problem:
            verdict, code, facts = 'conflict', problem.code, problem.facts
        except Held as problem:
            verdict, code, facts = 'held', problem.code, problem.facts
        except Problem:
            self.number -= 1
            raise
        return self.keep(entry, writing, thing, verdict, code, facts)

    async def _do(self, rule: Kind, thing: Thing | None, form: Any, writing: Writing) -> None:
        """Call the kind's function, so that a refusal leaves nothing behind."""
        if self.careful:
            try:
                async with db.savepoint():
                    await self.call(rule, thing, form, writing)
                    await self.planting.flush()
            except Exception as error:
                raise_trouble(error)
                self.planting.drop()
                self.known.forget_things()
                raise
        else:
            try:
                await self.call(rule, thing, form, writing)
            except Exception as error:
                raise_trouble(error)
                raise Again from error

    async def _flush(self) -> None:
        """Write the new rows that were held back; the quick pass does not know whose fault a refused one is."""
        try:
            await self.planting.flush()
        except Exception as error:
            raise_trouble(error)
            raise Again from error

    async def call(self, rule: Kind, thing: Thing | None, form: Any, writing: Writing) -> None:
        await check_rooms(rule, thing, form, writing.by, self.known)
        writing.plants = rule.plants
        if not rule.plants:
            if self.planting.waits:
                await self._flush()
            self.known.forget_lookups()
        given = {'thing': thing, 'form': form, 'record': writing}
        await rule.function(*[given[name] for name in rule.takes])
        if rule.releases:
            self.known.forget_owners()

    def keep(
        self, entry: Entry, writing: Writing, thing: Thing | None, verdict: str, code: str, facts: dict[str, Any]
    ) -> Verdict:
        envelope = writing.envelope
        by = envelope.actor_id or self.by.id
        tag = (entry.code or envelope.tag)[:40] if envelope.tag else None
        thing_id = thing.id if thing else None
        by_text, thing_text = _text(by), _text(thing_id)
        flags = orjson.dumps(writing.flags).decode() if writing.flags else '[]'
        self.head = link(
            self.head, writing.number, entry.id, entry.digest, by_text, thing_text, self.received, verdict, code, flags
        )
        self.rows.append(
            [
                entry.id, writing.number, envelope.kind, envelope.kv, thing_text, tag, by_text,
                _text(envelope.device_id), envelope.seq, envelope.at, self.now, verdict, code, flags, entry.digest,
                entry.text, self.head,
            ]
        )  # fmt: skip
        self.known.add(entry, Before(entry.digest, verdict, code, {}, writing.flags, writing.number, thing_id))
        self.known.waits |= code == 'waiting_for_dep'
        if verdict == 'accepted':
            self.keep_changes(writing, writing.number)
        if verdict != 'held':
            self.kinds.add(envelope.kind)
            if thing:
                self.touched.add(thing.id)
        return Verdict(
            entry.id, entry.digest, verdict, code, facts, writing.flags, None, writing.number,
            thing_id, thing.ver if thing else None, [photo.sha256 for photo in envelope.photos],
        )  # fmt: skip

    def keep_changes(self, writing: Writing, number: int) -> None:
        for thing_id, told in writing.changes:
            self.changes.append([number, str(thing_id), orjson.dumps(told, default=str).decode()])
            self.touched.add(thing_id)

    async def _refuse(self, entry: Entry, problem: Problem) -> Verdict:
        """Keep what was refused, with its reason, once."""
        refusal = await keep_refused(entry, problem, self.by.id, self.now)
        self.kinds.add('refusals.add')
        self.known.add(entry, Before(entry.true_digest, 'rejected', problem.code, refusal.facts))
        return Verdict(entry.id, entry.digest, 'rejected', problem.code, problem.facts)

    def _repeat(self, entry: Entry, before: Before) -> Verdict:
        speaks = entry.envelope if before.verdict != 'rejected' else None
        return Verdict(
            entry.id, entry.digest, 'duplicate', before.code, before.facts, before.flags, before.verdict, before.number,
            before.thing_id, None, [photo.sha256 for photo in speaks.photos] if speaks else [],
        )  # fmt: skip


def _text(id: UUID | None) -> str | None:
    return db.text_of(id) if id else None
