"""Defects in the judging of batches, to be planted into the real write path."""

from collections.abc import Callable
from typing import Any

import pytest

from app.core import checks, entries, judging, known, releasing, seqs
from app.core.actors import Actor
from app.core.errors import BadInput, Conflict, Refused
from app.core.known import Before
from app.core.writing import Verdict

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
    patch.setattr(known.Known, '_take_records', lambda self, rows: None)


@defect('what was refused is not known again')
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known.Known, '_take_refusals', lambda self, rows: None)


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
