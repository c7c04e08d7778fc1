"""Fixtures: for every test a school in a folder of its own, in this process or behind the assembled application."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from datetime import time
from pathlib import Path

import httpx
import pytest
from limits.storage import MemoryStorage
from nicegui import core
from nicegui.testing.general import nicegui_reset_globals, prepare_simulation
from tortoise.backends.base.executor import EXECUTOR_CACHE

from app import chain_notices, features, public_reports, server, settings, tree
from app.core import auth, db, hashing, limiting, migrating, photos
from tests.cast import School, found_school, line
from tests.postgres import copied, running
from tests.simulation.ground import Ground, lay
from tests.simulation.server import stage

assert features.FEATURES


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption('--postgres', action='store_true', help='what uses a database, on a PostgreSQL server of its own')


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption('--postgres'):
        kept = [item for item in items if 'copy' in item.fixturenames and not item.get_closest_marker('sqlite')]  # type: ignore[attr-defined]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def use(folder: Path, setenv=os.environ.__setitem__) -> None:
    """Settings for a folder of its own."""
    setenv('TAGWALK_DATA', str(folder))
    setenv('TAGWALK_PUBLIC_URL', 'http://test')
    setenv('TAGWALK_LANGUAGE', 'zh-CN')


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is left over from the test before: no settings, no sessions, no counts of tries."""
    for name in [name for name in os.environ if name.startswith('TAGWALK_')]:
        monkeypatch.delenv(name)
    use(tmp_path, monkeypatch.setenv)
    forget()
    yield
    forget()


def forget() -> None:
    auth._fresh.clear()
    auth._delays._failures.clear()
    hashing._hashing, photos._decoding = asyncio.Semaphore(2), asyncio.Semaphore(2)  # bound to the loop of a test
    public_reports._writing = asyncio.Lock()
    settings._installation.clear()
    tree._grown.clear()
    storage = limiting._limiter.storage
    assert isinstance(storage, MemoryStorage)
    storage.reset()
    EXECUTOR_CACHE.clear()  # Tortoise keeps the SQL of a connection's name, whichever database that leads to


@pytest.fixture(scope='session')
def postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a PostgreSQL server's first database, where tests are asked to run on one; else nothing."""
    if not request.config.getoption('--postgres'):
        yield ''
        return
    with running() as address:
        yield address


@pytest.fixture(scope='session')
def original(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> tuple[Path, School]:
    """A migrated database with the school in it, made once."""
    folder = tmp_path_factory.mktemp('founded')
    before = dict(os.environ)
    use(folder)
    if postgres:
        os.environ['TAGWALK_DATABASE_URL'] = postgres

    async def found() -> School:
        await migrating.bring_up_to_date()
        await db.connect()
        try:
            await server.prepare()
            return await found_school()
        finally:
            await db.disconnect()

    try:
        with asyncio.Runner() as runner:
            school = runner.run(found())
    finally:
        os.environ.clear()
        os.environ.update(before)
    return folder / 'tagwalk.sqlite3', school


@pytest.fixture
def founded(original: tuple[Path, School]) -> tuple[Path, School]:
    """The same; whatever a test adds to the school stays in the test."""
    return original[0], deepcopy(original[1])


@pytest.fixture(scope='session')
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """What every simulated school begins with."""
    before = dict(os.environ)
    use(folder := tmp_path_factory.mktemp('ground'))
    try:
        return lay(folder)
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """A loop in which worlds may be lived through one after the other."""
    with stage() as runner:
        yield runner


@pytest.fixture
def forenoon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told of the log's head yet, whenever the tests are run: that comes at four in the afternoon."""
    monkeypatch.setattr(chain_notices, 'FROM', time.max)


@pytest.fixture
async def copy(founded: tuple[Path, School], tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch) -> School:
    """The school, and a copy of its database that the settings lead to."""
    file, school = founded
    if postgres:
        monkeypatch.setenv('TAGWALK_DATABASE_URL', await copied(postgres))
    else:
        shutil.copy(file, tmp_path / 'tagwalk.sqlite3')
    return school


@pytest.fixture
async def school(copy: School) -> AsyncIterator[School]:
    """A copy of the school, its database open."""
    await db.connect()
    try:
        yield copy
    finally:
        await db.disconnect()


@pytest.fixture
async def api(school: School) -> AsyncIterator[School]:
    """The school behind the assembled application; call it by `school.call(name)` and `line()`."""
    if not any(getattr(route, 'path', '') == '/static/dist' for route in core.app.routes):
        with nicegui_reset_globals():  # a page test has taken the application apart again
            prepare_simulation()
            server.install()
    core.loop = asyncio.get_running_loop()
    yield school


@pytest.fixture
async def stranger(api: School) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who has not signed in."""
    async with line() as client:
        yield client
