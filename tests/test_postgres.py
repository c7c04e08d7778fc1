"""The register on PostgreSQL: what is imported, searched, listed and labelled comes out as it does on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import tree
from app.core import db
from app.finding import Found, Wanted, count, find, ids
from models import Thing
from tests.house import ROOT, House
from tests.postgres import running

DATA = ROOT / 'tests' / 'data'
FILES = (DATA / 'register-clean.xlsx', DATA / 'sample-places.csv', DATA / 'sample-register.xlsx')
WANTED = (
    Wanted(), Wanted(kind='asset'), Wanted(search='课桌'), Wanted(search='kz'), Wanted(search='QH2018'),
    Wanted(search='0012'), Wanted(search="a'b\\c:* & |!"), Wanted(search='触控一体机'), Wanted(search='kt', kind='asset'),
    Wanted(unlabelled=True), Wanted(state='idle'), Wanted(state='retired'), Wanted(category='furniture', state='in_use'),
)  # fmt: skip


@pytest.fixture(scope='module')
def database() -> Iterator[str]:
    """The address of a database of its own."""
    with running() as address:
        yield address


def typed(database: str, folder: Path, *words: str) -> str:
    """A command as somebody types it; its last line. Without a database: on SQLite in the folder."""
    done = House(folder).run(*words, **({'DATABASE_URL': database} if database else {}))
    assert not done.returncode, done.stderr
    return done.stdout.strip().split('\n')[-1]


@pytest.mark.server
async def test_a_school_is_the_same_on_both_databases(database: str, tmp_path: Path) -> None:
    seen = []
    for address in (database, ''):
        folder = tmp_path / ('postgres' if address else 'sqlite')
        said = [typed(address, folder, 'import', str(file)) for file in (*FILES, FILES[-1])]
        assert said[-1].startswith('created 0 · updated 0'), 'the same file twice changes nothing'
        labels = typed(address, folder, 'labels', '-o', str(tmp_path / 'labels.pdf'), '--place', '明德楼', '--printed')
        typed(address, folder, 'export', '-o', str(tmp_path / 'register.xlsx'))
        again = typed(address, folder, 'import', '--check', str(tmp_path / 'register.xlsx'))
        await db.connect(address or f'sqlite://{folder}/tagwalk.sqlite3')
        try:
            seen.append((said, labels.split(':')[0], again, await _looked_up()))
        finally:
            await db.disconnect()
    assert seen[0] == seen[1]


async def _looked_up() -> list[object]:
    """What every question finds, by name; its pages follow one another without a gap or a repeat."""
    found: list[object] = []
    names = {thing.id: (thing.name, thing.code, thing.piece) for thing in await Thing.all()}
    for wanted in WANTED:
        lines, page = [], Found([])
        while page.next or not lines:
            page = await find(wanted, page.next)
            lines += [line.id for line in page.lines]
            if not page.next:
                break
        assert len(lines) == len(set(lines))
        assert set(lines) == set(await ids(wanted))
        found.append((await count(wanted), sorted(names[id] for id in lines)))
    grown = await tree.tree()
    return [*found, sorted((branch.name, branch.total) for branch in grown.branches.values())]
