"""A disk that is full, broken or read-only, and a database that somebody holds: nothing is answered for, all goes on."""

import asyncio
import hashlib
import io
import resource
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from PIL import Image

from app.core.trouble import trouble_of
from tests.house import PASSWORD, House, Line
from tests.postgres import running as postgres
from tests.test_kill import Phone, enrol


@pytest.fixture(scope='module')
def founded_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = House(tmp_path_factory.mktemp('troubles') / 'data')
    house.command('demo')
    house.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
    return house.data


@pytest.fixture
def house(founded_house: Path, tmp_path: Path) -> Iterator[House]:
    yield from at_work(founded_house, tmp_path / 'data')


def at_work(founded: Path, data: Path) -> Iterator[House]:
    shutil.copytree(founded, data, dirs_exist_ok=True)
    house = House(data)
    house.start()
    yield house
    house.stop()


def health(house: House) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(f'http://127.0.0.1:{house.port}/healthz', timeout=20) as answer:
            return answer.status, orjson.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, orjson.loads(error.read())


@contextmanager
def nothing_can_be_written(house: House) -> Iterator[None]:
    """No file of the server's may grow or be written past its first byte: the disk answers with an error."""
    assert house.server
    before = resource.prlimit(house.server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(house.server.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(house.server.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def somebody_holds_the_database(house: House) -> Iterator[None]:
    with closing(sqlite3.connect(house.database, isolation_level=None)) as other:
        other.execute('BEGIN IMMEDIATE')
        yield
        other.execute('ROLLBACK')


@contextmanager
def the_file_was_moved_away(house: House) -> Iterator[None]:
    """What is written into a file without its name is not there after the next start; SQLite does not mind."""
    aside = house.database.with_suffix('.aside')
    house.database.rename(aside)
    try:
        yield
    finally:
        aside.rename(house.database)


TROUBLES: dict[str, Callable[[House], Any]] = {
    'disk_error': nothing_can_be_written,
    'database_busy': somebody_holds_the_database,
    'database_moved': the_file_was_moved_away,
}


@pytest.mark.server
@pytest.mark.parametrize('code', TROUBLES)
def test_nothing_is_answered_for_that_cannot_be_written_and_all_goes_on_afterwards(house: House, code: str) -> None:
    phone = enrol(house, 'head', 1)
    phone.waiting = [phone.seal() for _ in range(20)]
    phone.hand_in(phone.waiting[:10])
    with TROUBLES[code](house):
        for _ in range(2):
            refused(phone, code)
        status, said = health(house)
        assert (status, said['status']) == (503, code)
        assert '现在不能保存' in said['message'] or 'nothing can be saved' in said['message']
        assert phone.line.call('GET', '/api/session')[0]['user']['name'] == 'head', 'who cannot write may still read'
    until = time.monotonic() + 20
    while health(house)[0] != 200:
        assert time.monotonic() < until, 'it did not go on'
        time.sleep(0.2)
    assert phone.hand_in(phone.waiting) == []
    assert set(phone.answered) == set(phone.sealed)
    whole(house, phone)


def refused(phone: Phone, code: str) -> None:
    """Hand in what waits: a batch with good records and one that is to be refused."""
    bad = phone.seal_what_is_refused()
    with pytest.raises(RuntimeError, match=rf'503 .*"problem":"{code}"'):
        phone.hand_in([*phone.waiting, bad])
    phone.seq -= 1
    del phone.sealed[bad['id']]


def whole(house: House, phone: Phone) -> None:
    assert house.rows('PRAGMA integrity_check') == [{'integrity_check': 'ok'}]
    assert house.rows('SELECT * FROM refusal') == [], 'a fault of the disk is no fault of a record'
    mine = house.rows('SELECT id, number FROM record WHERE device_id = ?', phone.line.device_id)
    assert {row['id']: row['number'] for row in mine} == {
        id: result['server_seq'] for id, result in phone.answered.items()
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of ten megabytes."""
    folder = tmp_path / 'disk'
    folder.mkdir()
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=10m', 'tmpfs', str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip('no disk can be mounted here')
    yield folder
    subprocess.run(['umount', '-l', str(folder)], check=True)


@pytest.mark.server
def test_a_full_disk_is_said_and_once_there_is_room_all_goes_on(founded_house: Path, small_disk: Path) -> None:
    data = small_disk / 'data'
    for house in at_work(founded_house, data):
        phone = enrol(house, 'head', 2)
        phone.waiting = [phone.seal() for _ in range(20)]
        phone.hand_in(phone.waiting[:10])
        filler = small_disk / 'filler'
        fill(filler)
        said = until_full(phone)
        assert '"problem":"disk_full"' in said
        assert health(house)[1]['status'] == 'disk_full'
        filler.unlink()
        assert health_soon(house)
        phone.hand_in(phone.waiting[:50])
        while phone.waiting:
            phone.hand_in(phone.waiting[:50])
        whole(house, phone)


def fill(file: Path) -> None:
    with file.open('wb') as filling:
        try:
            while True:
                filling.write(b'x' * 65536)
                filling.flush()
        except OSError:
            return


def until_full(phone: Phone) -> str:
    """Hand in until the disk takes no more; what was answered before that counts."""
    for _ in range(200):
        phone.waiting += [phone.seal() for _ in range(50)]
        try:
            phone.hand_in(phone.waiting[:50])
        except RuntimeError as error:
            return str(error)
    raise AssertionError('the disk never filled up')


def health_soon(house: House) -> bool:
    for _ in range(50):
        if health(house)[0] == 200:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.server
def test_a_photo_that_cannot_be_written_leaves_nothing_behind_and_comes_again(house: House) -> None:
    drawn = io.BytesIO()
    Image.new('RGB', (400, 300), 'red').save(drawn, 'JPEG')
    data = drawn.getvalue()
    line: Line = house.sign_in('head')
    path = f'/api/photos/{hashlib.sha256(data).hexdigest()}'
    with nothing_can_be_written(house), pytest.raises(RuntimeError, match=r'503 .*disk_full'):
        line.send('PUT', path, data, **{'Content-Type': 'image/jpeg'})
    assert [file for file in (house.data / 'photos').rglob('*') if file.is_file()] == []
    assert house.rows('SELECT * FROM photo') == []
    line.send('PUT', path, data, **{'Content-Type': 'image/jpeg'})
    assert len([file for file in (house.data / 'photos').rglob('*') if file.is_file()]) == 1


def test_what_a_record_did_wrong_is_not_taken_for_the_disks_fault() -> None:
    with closing(sqlite3.connect(':memory:')) as base:
        for wrong in ('SELECT * FROM nowhere', 'NONSENSE'):
            with pytest.raises(sqlite3.Error) as caught:
                base.execute(wrong)
            assert trouble_of(caught.value) is None
    assert trouble_of(ValueError('x')) is None
    assert trouble_of(FileNotFoundError(2, 'x')) is None


def test_a_line_that_broke_in_the_middle_of_something_is_the_databases_trouble() -> None:
    trouble = trouble_of(asyncpg.InternalClientError('cannot switch to state 12; another operation (2) is in progress'))
    assert trouble and trouble.code == 'database_away'


@pytest.mark.server
async def test_a_postgres_that_only_reads_or_drops_its_lines_is_said_and_all_goes_on(tmp_path: Path) -> None:
    with postgres() as address:
        house = House(tmp_path / 'data', extra={'TAGWALK_DATABASE_URL': address})
        house.command('demo')
        house.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
        house.start()
        try:
            phone = enrol(house, 'head', 3)
            phone.waiting = [phone.seal() for _ in range(20)]
            phone.hand_in(phone.waiting[:10])
            await say(address, 'ALTER SYSTEM SET default_transaction_read_only = on', 'SELECT pg_reload_conf()')
            await asyncio.sleep(0.5)
            refused(phone, 'read_only')
            assert health(house)[1]['status'] == 'read_only'
            free = 'SET default_transaction_read_only = off', 'ALTER SYSTEM RESET default_transaction_read_only'
            await say(address, *free, 'SELECT pg_reload_conf()')
            await asyncio.sleep(0.5)
            assert health_soon(house)
            phone.hand_in(phone.waiting[:5])
            others = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid()'
            await say(address, f"{others} AND backend_type = 'client backend'")
            assert health_soon(house)
            phone.hand_in(phone.waiting)
            assert set(phone.answered) == set(phone.sealed)
        finally:
            house.stop()


async def say(address: str, *queries: str) -> None:
    line = await asyncpg.connect(address)
    try:
        for query in queries:
            await line.execute(query)
    finally:
        await line.close()
