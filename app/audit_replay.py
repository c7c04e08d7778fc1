"""Writing the log once more into an empty database: what comes of it is what the tables should say."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import orjson
from tortoise import Tortoise

from app.audit_books import Books, Row, each
from app.core import db, migrating
from app.core.actors import the_server
from app.core.blots import Blots, is_ordered, resealed
from app.core.chain import RELEASE, flags_of, moment_of
from app.core.checks import actor, read_form
from app.core.entries import Entry
from app.core.judging import CHANGE, COLUMNS, RECORD, Batch
from app.core.kinds import KINDS
from app.core.transacting import begin_with
from app.core.writing import Writing

# What is not written by records, and read by those who judge them.
GIVEN = ('category', 'photo')
# Said before a kind has its say: it cannot be asked a second time.
BEFORE = ('clock_suspect', 'late', 'delivered', 'tag_retired', 'tag_differs', 'stale_base', 'thing_retired')
LIGHT = {'journal_mode': 'memory', 'synchronous': 0, 'foreign_keys': 1, 'cache_size': -65_536}

Told = Callable[[int, int], None]
Found = Callable[[str, dict[str, Any]], None]


async def rebuild(books: Books, url: str, releases: dict[str, Row], found: Found, told: Told, blots: Blots) -> None:
    """Make the database at `url` from the log. `found` hears of records that could not be written again."""
    await migrating.bring_up_to_date(url)
    light = f'{url}?' + '&'.join(f'{name}={value}' for name, value in LIGHT.items())
    await Tortoise.init(config=db.tortoise_config(light), _enable_global_fallback=True)
    begin_with(None)
    await write_again(books, releases, found, told, blots)


async def write_again(books: Books, releases: dict[str, Row], found: Found, told: Told, blots: Blots) -> None:
    """Write a log into the open, empty database, batch by batch as then."""
    await _copy_given(books)
    [top] = await books.rows('SELECT COALESCE(MAX(number), 0) AS top FROM record')
    group: list[Row] = []
    done = 0
    async for row in each(books, 'record', 'number'):
        if group and row['received_at'] != group[0]['received_at']:
            await _write(group, releases, found, blots)
            done += len(group)
            told(done, top['top'])
            group = []
        group.append(row)
    if group:
        await _write(group, releases, found, blots)
    told(top['top'], top['top'])


async def _copy_given(books: Books) -> None:
    for table in GIVEN:
        await _copy(table, await books.rows(f'SELECT * FROM {table}'))
    await _copy('setting', await books.rows("SELECT * FROM setting WHERE key != 'schools'"))
    unsettled = [{**row, 'settled_at': None, 'settled_by': None} for row in await books.rows('SELECT * FROM refusal')]
    await _copy('refusal', unsettled)


async def _copy(table: str, rows: Sequence[Row]) -> None:
    if rows:
        values = [[str(value) if isinstance(value, UUID) else value for value in row.values()] for row in rows]
        await db.insert(table, list(rows[0]), values)


async def _write(group: list[Row], releases: dict[str, Row], found: Found, blots: Blots) -> None:
    """Write what was one batch, in a transaction as then."""

    async def work() -> None:
        await Replay(group, releases, found, blots).run_again()

    await db.write_tx(work)


class Replay(Batch):
    """One batch once more; who came through is known from the log and is not asked again."""

    def __init__(self, group: list[Row], releases: dict[str, Row], found: Found, blots: Blots) -> None:
        super().__init__(the_server(), careful=True)
        self.now = moment_of(group[0]['received_at'])
        self.group, self.releases, self.found, self.blots = group, releases, found, blots

    async def run_again(self) -> None:
        for row in self.group:
            if row['verdict'] == 'accepted' and row['kind'] != RELEASE and str(row['id']) not in self.releases:
                flags = flags_of(row)
                await self._again(
                    row, row['thing_id'], [flag for flag in flags if flag in BEFORE], row['number'], flags
                )
        await db.run_all((RECORD, [_kept(row, self.releases.get(str(row['id']))) for row in self.group]))
        for row in self.group:
            if row['kind'] == RELEASE:
                await self._release_again(orjson.loads(row['envelope'])['payload'], row['number'])
        await db.run_all((CHANGE, self.changes))

    async def _release_again(self, release: Row, number: int) -> None:
        now = release['now']
        [held] = await db.rows('SELECT * FROM record WHERE id = ?', release['record'])
        if now['verdict'] == 'accepted':
            before = [flag for flag in now['flags'] if flag in BEFORE]
            await self._again(held, now['thing'], before, number, now['flags'])
        sql = 'UPDATE record SET verdict = ?, code = ?, thing_id = ?, flags = ? WHERE id = ?'
        flags = orjson.dumps(now['flags']).decode()
        await db.run(sql, now['verdict'], now['code'], now['thing'], flags, release['record'])

    async def _again(self, row: Row, thing_id: Any, before: list[str], number: int, after: list[str]) -> None:
        is_anew = is_ordered(row, self.blots)
        entry = Entry(resealed(row['envelope']) if is_anew else orjson.loads(row['envelope']))
        facts = {'number': row['number'], 'kind': row['kind']}
        rule = KINDS.get(row['kind'])
        if not rule or not entry.envelope or entry.problem:
            self.found('unwritable', {**facts, 'why': 'unknown_kind'})
            return
        by = await actor(UUID(str(row['by_id']))) if row['by_id'] else the_server()
        at = entry.envelope.at
        writing = Writing(entry.envelope.id, number, by, at, self.now, entry.envelope, before, self.planting)
        thing = await self.known.thing(UUID(str(thing_id))) if thing_id else None
        try:
            async with db.savepoint():
                await self.call(rule, thing, read_form(rule, entry.envelope.payload), writing)
                await self.planting.flush()
        except Exception as problem:
            self.planting.drop()
            self.known.forget_things()
            self.found('unwritable', {**facts, 'why': getattr(problem, 'code', type(problem).__name__)})
            return
        if writing.flags != after:
            self.found('other_flags', {**facts, 'here': ' '.join(after), 'there': ' '.join(writing.flags)})
        self.keep_changes(writing, row['number'])


def _kept(row: Row, release: Row | None) -> list[Any]:
    """A record's row as it was first written."""
    kept = {**row, 'flags': orjson.dumps(flags_of(row)).decode()}
    if release:
        was = release['was']
        kept |= {'verdict': 'held', 'code': was['code'], 'flags': orjson.dumps(was['flags']).decode(), 'thing_id': None}
    return [str(kept[name]) if isinstance(kept[name], UUID) else kept[name] for name in COLUMNS]
