"""The one way in: every change of the system goes through `write`."""

from collections.abc import Callable, Iterable, Sequence

from app.core import db, live
from app.core.actors import Actor
from app.core.entries import Entry
from app.core.errors import Conflict, Refused
from app.core.judging import Again, Batch
from app.core.known import among
from app.core.releasing import is_named
from app.core.seqs import highest_seq, missing_seqs
from app.core.writing import Verdict, Writing

__all__ = [
    'Verdict',
    'Writing',
    'highest_seq',
    'judge',
    'missing_seqs',
    'photos_missing',
    'release_held',
    'release_named',
    'write',
    'write_one',
]


async def write(entries: Sequence[Entry], by: Actor, told: Callable[[int], None] = lambda done: None) -> list[Verdict]:
    """Judge and write entries in the order given; returns a verdict each."""
    return (await judge(entries, by, told)).verdicts


async def judge(entries: Sequence[Entry], by: Actor, told: Callable[[int], None] = lambda done: None) -> Batch:
    """The same, with what the batch has learned on the way.

    The whole batch shares one transaction, so that it costs one sync to disk. Almost every batch is free of refusals,
    so it is first tried without savepoints; one refused or broken entry undoes that and the batch runs again with a
    savepoint an entry. Nothing that one entry does can hold up the others. `told` hears how many have been judged.
    """
    try:
        batch = await db.write_tx(lambda: Batch(by, careful=False, told=told).run(entries), _tell_pages)
    except Again:
        batch = await db.write_tx(lambda: Batch(by, careful=True, told=told).run(entries), _tell_pages)
    return batch


async def release_held(by: Actor) -> None:
    """Look whether anything that was held can be written now: after a new version, or when somebody signed in."""

    async def work() -> Batch:
        batch = Batch(by, careful=True)
        batch.frees = True
        return await batch.run([])

    await db.write_tx(work, _tell_pages)


async def release_named(by: Actor) -> None:
    """Write what was held until this person had signed in on this phone."""
    if by.id and await is_named(by.id, by.device_id):
        await release_held(by)


def _tell_pages(batch: Batch) -> None:
    if batch.kinds:
        live.changed.emit(live.Change(frozenset(batch.kinds), frozenset(batch.touched)))


async def write_one(entry: Entry, by: Actor) -> Verdict:
    """Write one entry for a page or a command. Raises the Problem when it is refused or clashes."""
    [verdict] = await write([entry], by)
    if verdict.fate == 'rejected':
        raise Refused(verdict.code, **verdict.facts)
    if verdict.fate == 'conflict':
        raise Conflict(verdict.code, **verdict.facts)
    return verdict


async def photos_missing(hashes: Iterable[str]) -> set[str]:
    """Which of these photos have not arrived."""
    wanted = set(hashes)
    if not wanted:
        return wanted
    found = await db.rows(f'SELECT sha256 FROM photo WHERE {among("sha256", wanted)}', *wanted)
    return wanted - {row['sha256'] for row in found}
