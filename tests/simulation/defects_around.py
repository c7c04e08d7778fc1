"""Defects around the judging: in transactions, answers, what phones fetch, the log, and what kinds do."""

from typing import Any

import pytest

from app import pull, register, rounds, sync, writeoffs
from app.core import clock, judging, known, transacting
from app.core.actors import Actor
from app.core.errors import Unavailable
from app.core.writing import Verdict, Writing
from models import Thing
from tests.simulation.defects import PLANTED, defect, nothing

__all__ = ['PLANTED']


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
