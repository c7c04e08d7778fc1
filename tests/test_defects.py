"""Defects planted into the real write path: the simulation of phones and server has to notice each of them."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from app import pull, register, rounds, sync, writeoffs
from app.core import checks, clock, entries, judging, known, releasing, seqs, transacting
from app.core.actors import Actor
from app.core.errors import BadInput, Conflict, Refused, Unavailable
from app.core.known import Before
from app.core.writing import Verdict, Writing
from models import Thing
from tests.simulation.ground import Ground
from tests.soak import SOAKS
from tests.test_simulation import live

pytestmark = pytest.mark.sqlite
SEEDS = 1000  # within which each has to be noticed; almost all are within twenty
RARE = ('what was undone in the tables stays in memory', 'a label that changed hands leads to where it was')

Patch = Callable[[pytest.MonkeyPatch], None]
PLANTED: dict[str, Patch] = {}


def defect(what: str) -> Callable[[Patch], Patch]:
    def note(patch: Patch) -> Patch:
        PLANTED[what] = patch
        return patch

    return note


async def nothing(*_: Any, **__: Any) -> None:
    """What is not done."""


@defect('what was written is not known again')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known.Known, '_take_record', lambda self, row: None)


@defect('what was refused is not known again')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known.Known, '_take_refusal', lambda self, row: None)


@defect('a repeat is answered as accepted whatever it was')
def _(patch: pytest.MonkeyPatch) -> None:
    real = judging.Batch._repeat

    def repeat(self: Any, entry: Any, before: Before) -> Verdict:
        answer = real(self, entry, before)
        answer.was, answer.code = 'accepted', ''
        return answer

    patch.setattr(judging.Batch, '_repeat', repeat)


@defect('an id may be used twice')
def _(patch: pytest.MonkeyPatch) -> None:
    class Tolerant(Refused):
        def __init__(self, code: str, /, **facts: Any) -> None:
            super().__init__('not_allowed' if code == 'id_reuse' else code, **facts)

    patch.setattr(judging, 'Refused', Tolerant)


@defect('a sequence number may be used twice')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judging, 'check_device', nothing)


@defect('a damaged record takes the number of the honest one')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known, 'UNREADABLE', ())


@defect('nobody looks whether a record was damaged on its way')
def _(patch: pytest.MonkeyPatch) -> None:
    real = entries.Entry.__init__

    def init(self: Any, raw: dict[str, Any]) -> None:
        real(self, raw)
        if self.problem and self.problem.code == 'bad_digest':
            self.problem = None

    patch.setattr(entries.Entry, '__init__', init)


@defect('rights are not asked')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Actor, 'may', lambda self, action: True)


@defect('a newer schema is written as if it were known')
def _(patch: pytest.MonkeyPatch) -> None:
    real = judging.Batch._accept

    async def accept(self: Any, entry: Any) -> Verdict:
        if entry.envelope:
            entry.envelope.kv = 1
        return await real(self, entry)

    patch.setattr(judging.Batch, '_accept', accept)


@defect('what is held is never written')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judging, 'release', nothing)


@defect('what was held stays held in its row')
def _(patch: pytest.MonkeyPatch) -> None:
    real = releasing._write

    async def write(batch: Any, held: Any) -> None:
        held.save = nothing
        await real(batch, held)

    patch.setattr(releasing, '_write', write)


@defect('a clash is taken for a success')
def _(patch: pytest.MonkeyPatch) -> None:
    real = judging.Batch.keep

    def keep(self: Any, entry: Any, writing: Any, thing: Any, verdict: str, code: str, facts: Any) -> Verdict:
        return real(self, entry, writing, thing, 'accepted' if verdict == 'conflict' else verdict, code, facts)

    patch.setattr(judging.Batch, 'keep', keep)


@defect('a clash is refused instead of kept')
def _(patch: pytest.MonkeyPatch) -> None:
    class Never(Conflict):
        pass

    patch.setattr(judging, 'Conflict', Never)


@defect('an unknown label is refused instead of held')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(checks, 'Held', BadInput)


@defect('one refused record takes those behind it along')
def _(patch: pytest.MonkeyPatch) -> None:
    real = judging.Batch._judge

    async def judge(self: Any, entry: Any) -> Verdict:
        if self.careful and any(verdict.fate == 'rejected' for verdict in self.verdicts):
            return Verdict(entry.id, entry.digest, 'rejected', 'broken')
        return await real(self, entry)

    patch.setattr(judging.Batch, '_judge', judge)


@defect('a refusal is answered and not kept')
def _(patch: pytest.MonkeyPatch) -> None:
    async def keep(entry: Any, problem: Any, by: Any, now: Any) -> Any:
        return type('Kept', (), {'facts': {}})

    patch.setattr(judging, 'keep_refused', keep)


@defect('a gap is not seen')
def _(patch: pytest.MonkeyPatch) -> None:
    async def highest(device: Any, have: set[int], reach: int) -> int:
        return max([device.seen_to, *have])

    patch.setattr(judging, 'seen_to', highest)


@defect('what arrived past a gap is asked for again')
def _(patch: pytest.MonkeyPatch) -> None:
    async def beyond(device_id: Any, seq: int) -> set[int]:
        return set()

    patch.setattr(seqs, '_beyond', beyond)


@defect('the last record of a batch is answered and not written')
def _(patch: pytest.MonkeyPatch) -> None:
    real = judging.Batch.run

    async def run(self: Any, batch: Any) -> Any:
        if len(batch) < 2:
            return await real(self, batch)
        done = await real(self, batch[:-1])
        last = batch[-1]
        done.verdicts.append(Verdict(last.id, last.digest, 'accepted'))
        return done

    patch.setattr(judging.Batch, 'run', run)


@defect('a batch is written from its end')
def _(patch: pytest.MonkeyPatch) -> None:
    real = judging.Batch.run

    async def run(self: Any, batch: Any) -> Any:
        done = await real(self, batch[::-1])
        done.verdicts.reverse()
        return done

    patch.setattr(judging.Batch, 'run', run)


@defect('what the disk did not take is answered for')
def _(patch: pytest.MonkeyPatch) -> None:
    real = sync.judge

    async def judge(entries: Any, by: Any) -> Any:
        try:
            return await real(entries, by)
        except Unavailable:
            batch = judging.Batch(by, careful=False)
            batch.verdicts = [Verdict(entry.id, entry.digest, 'accepted') for entry in entries]
            return batch

    patch.setattr(sync, 'judge', judge)


@defect('an answer says that nothing is missing')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sync, 'missing_seqs', lambda device, high: _none())


async def _none() -> list[int]:
    return []


@defect('a batch that fails is written as far as it came')
def _(patch: pytest.MonkeyPatch) -> None:
    async def whole(work: Any) -> Any:
        async with transacting._begun() as begun:
            try:
                return await work()
            finally:
                await begun.commit()

    patch.setattr(transacting, '_whole', whole)


@defect('half a transaction is left open when the disk fails')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(transacting, '_undo_half', nothing)


@defect('photos that have not arrived are not asked for')
def _(patch: pytest.MonkeyPatch) -> None:
    async def missing(hashes: Any) -> set[str]:
        return set()

    patch.setattr(sync, 'photos_missing', missing)


@defect('the cursor goes on before what it stands for is there')
def _(patch: pytest.MonkeyPatch) -> None:
    real = pull._top

    async def top() -> int:
        return await real() + 1

    patch.setattr(pull, '_top', top)


@defect('phones do not hear of what was written off')
def _(patch: pytest.MonkeyPatch) -> None:
    real = pull._things

    async def things(*words: Any) -> Any:
        return [thing for thing in await real(*words) if thing['state'] != 'retired']

    patch.setattr(pull, '_things', things)


@defect('a change is counted twice')
def _(patch: pytest.MonkeyPatch) -> None:
    real = Writing.change

    async def change(self: Any, thing: Thing, **values: Any) -> None:
        if values.get('state'):
            thing.ver += 1
        await real(self, thing, **values)

    patch.setattr(Writing, 'change', change)


@defect('a batch forgets what it changed in a thing')
def _(patch: pytest.MonkeyPatch) -> None:
    async def thing(self: Any, id: Any) -> Thing | None:
        return await Thing.get_or_none(id=id)

    patch.setattr(known.Known, 'thing', thing)


@defect('what was undone in the tables stays in memory')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known.Known, 'forget_things', lambda self: None)


@defect('a label that changed hands leads to where it was')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known.Known, 'forget_owners', lambda self: None)


@defect('whoever hands in a record is taken for who recorded it')
def _(patch: pytest.MonkeyPatch) -> None:
    async def author(envelope: Any, by: Actor) -> Actor:
        return by

    patch.setattr(judging, 'author_of', author)


@defect("anybody's name may be given on any phone")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judging, 'check_actor', nothing)


@defect('a link of the chain leaves out who it was')
def _(patch: pytest.MonkeyPatch) -> None:
    real = judging.link
    patch.setattr(judging, 'link', lambda *facts: real(*facts[:4], None, *facts[5:]))


@defect('one person takes every step of a write-off')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(writeoffs, '_by_another', lambda writeoff, record: None)


@defect('two write-offs of one thing may be open')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(writeoffs, 'open_of', nothing)


@defect('a stop that was left out does not count')
def _(patch: pytest.MonkeyPatch) -> None:
    real = rounds._keep

    async def keep(found: Any, record: Any, **values: Any) -> None:
        found.done_at = None
        await real(found, record, **values)

    patch.setattr(rounds, '_keep', keep)


@defect('the day of leaving the books is that of the server and not of the record')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(register, 'day_of', lambda moment: f'{clock.now():%M%S%f}'[:10])


@pytest.mark.parametrize('what', [what for what in PLANTED if SOAKS or what not in RARE])
def test_a_planted_defect_is_noticed(
    runner: asyncio.Runner, ground: Ground, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    PLANTED[what](monkeypatch)
    for seed in range(SEEDS):
        try:
            live(runner, ground, seed)
        except AssertionError:
            return
    pytest.fail(f'{SEEDS} histories, and nobody noticed that {what}')
