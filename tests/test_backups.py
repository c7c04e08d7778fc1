"""Backups: whole, read back before they count, kept for so long, put back under a new epoch, and only by the key."""

import hashlib
import io
import json
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app import backups, backups_folder, backups_restore
from app.backups_folder import wanted_of
from app.core.errors import BadInput
from tests.house import PASSWORD, House
from tests.test_cli import refusal


@pytest.fixture(scope='module')
def founded_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a small school with a photo."""
    house = House(tmp_path_factory.mktemp('backups') / 'data')
    house.command('demo')
    house.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
    house.start()
    add_photo(house, 'red')
    house.stop()
    return house.data


@pytest.fixture
def house(founded_house: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of it; no server runs."""
    shutil.copytree(founded_house, tmp_path / 'data')
    house = House(tmp_path / 'data')
    yield house
    house.stop()


def add_photo(house: House, colour: str) -> None:
    drawn = io.BytesIO()
    Image.new('RGB', (40, 30), colour).save(drawn, 'JPEG')
    data = drawn.getvalue()
    line = house.sign_in('head')
    line.send('PUT', f'/api/photos/{hashlib.sha256(data).hexdigest()}', data, **{'Content-Type': 'image/jpeg'})


def photo_files(folder: Path) -> list[Path]:
    return [path.relative_to(folder) for path in sorted(folder.rglob('*.jpg'))]


# One file, by hand


@pytest.mark.server
def test_a_backup_has_everything_in_it_and_says_how_far_the_log_goes(house: House, tmp_path: Path) -> None:
    file = tmp_path / 'school.backup'
    house.start()
    said = house.command('backup', str(file))
    [top] = house.rows('SELECT number, chain FROM record ORDER BY number DESC LIMIT 1')
    assert f'{top["number"]} records, {top["chain"]}' in said
    with zipfile.ZipFile(file) as packed:
        manifest = json.loads(packed.read('manifest.json'))
        assert [Path(name).suffix for name in packed.namelist()] == ['.sqlite3', '.jpg', '.json']
        assert packed.testzip() is None
    assert (manifest['number'], manifest['head']) == (top['number'], top['chain'])
    assert manifest['tables']['record'] == top['number']
    assert list(tmp_path.glob('.tagwalk-*')) == []


@pytest.mark.server
def test_what_is_put_back_is_what_was_there_photos_too_under_a_new_epoch(house: House, tmp_path: Path) -> None:
    file = tmp_path / 'school.backup'
    before = house.rows('SELECT id, chain FROM record ORDER BY number')
    [epoch] = house.rows("SELECT value FROM setting WHERE key = 'epoch'")
    photos = photo_files(house.data / 'photos')
    house.command('backup', str(file))
    for path in photos:
        (house.data / 'photos' / path).unlink()
    house.database.write_bytes(b'a disk wrote nonsense' * 500)
    house.command('restore', str(file))
    assert house.rows('SELECT id, chain FROM record ORDER BY number') == before
    assert photo_files(house.data / 'photos') == photos != []
    assert house.rows("SELECT value FROM setting WHERE key = 'epoch'") != [epoch]
    assert json.loads(house.command('check'))['status'] == 'ok'
    assert list(house.data.glob('.tagwalk-*')) == []


@pytest.mark.server
def test_a_sealed_backup_opens_with_its_key_only(house: House, tmp_path: Path) -> None:
    file, key, other = tmp_path / 'sealed.backup', tmp_path / 'key', tmp_path / 'other'
    public = house.command('backup-key', str(key)).strip().split('=')[1]
    house.command('backup-key', str(other))
    assert key.stat().st_mode & 0o777 == 0o600
    assert '文件已存在' in refusal(house.run('backup-key', str(key)))
    assert not house.run('backup', str(file), BACKUP_KEY=public).returncode
    assert file.read_bytes().startswith(b'age-encryption.org/')
    assert b'SQLite' not in file.read_bytes()
    assert '已加密' in refusal(house.run('restore', str(file)))
    assert '打不开' in refusal(house.run('restore', str(file), '--key', str(other)))
    before = house.rows('SELECT id FROM record ORDER BY number')
    house.command('restore', str(file), '--key', str(key))
    assert house.rows('SELECT id FROM record ORDER BY number') == before
    assert 'age1' in refusal(house.run('backup', str(tmp_path / 'b'), BACKUP_KEY='age1nonsense'))


@pytest.mark.server
def test_a_backup_that_was_damaged_is_not_put_back(house: House, tmp_path: Path) -> None:
    file = tmp_path / 'school.backup'
    house.command('backup', str(file))
    whole = file.read_bytes()
    before = house.rows('SELECT id FROM record ORDER BY number')
    for place in (40, len(whole) // 3, len(whole) - 30):
        damaged = bytearray(whole)
        damaged[place : place + 8] = b'NONSENSE'
        file.write_bytes(damaged)
        assert '不是完好的码上巡备份' in refusal(house.run('restore', str(file)))
        assert house.rows('SELECT id FROM record ORDER BY number') == before


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), noise=st.binary(min_size=1, max_size=12))
def test_wherever_a_backup_is_damaged_it_is_unpacked_whole_or_not_at_all(
    tmp_path: Path, place: float, noise: bytes
) -> None:
    database, file = tmp_path / 'small.sqlite3', tmp_path / 'small.backup'
    database.write_bytes(bytes(range(256)) * 40)
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, backups.DATABASE)
        archive.writestr(backups.MANIFEST, json.dumps({'database': backups.fingerprint(database), 'number': 1}))
    whole = bytearray(file.read_bytes())
    at = int(place * (len(whole) - len(noise)))
    whole[at : at + len(noise)] = noise
    file.write_bytes(whole)
    try:
        copy, _ = backups_restore.unpack(file, tmp_path, file)
    except BadInput as problem:
        assert problem.code == 'not_a_backup'
    else:
        assert copy.read_bytes() in (
            database.read_bytes(),
            bytes(whole),
        )  # a file that is no archive is a bare database


@pytest.mark.server
def test_a_log_that_was_changed_makes_no_backup(house: House, tmp_path: Path) -> None:
    with closing(sqlite3.connect(house.database)) as behind_its_back:
        behind_its_back.execute("UPDATE record SET verdict = 'conflict' WHERE number = 3")
        behind_its_back.commit()
    assert '不能算备份' in refusal(house.run('backup', str(tmp_path / 'b')))
    assert not (tmp_path / 'b').exists()


# By itself


@pytest.mark.server
def test_the_server_makes_backups_by_itself_and_a_drill_puts_them_back(house: House, tmp_path: Path) -> None:
    folder = tmp_path / 'elsewhere'
    house.extra = {'TAGWALK_BACKUPS': str(folder), 'TAGWALK_BACKUP_MINUTES': '0.02'}
    house.start()
    wait_for(lambda: len(backups_folder.kept(folder)) >= 1)
    newest = backups_folder.kept(folder)[0]
    assert newest.manifest['tables']['record'] == house.rows('SELECT count(*) AS n FROM record')[0]['n']
    assert photo_files(folder / 'photos') == photo_files(house.data / 'photos') != []
    add_photo(house, 'blue')
    found = json.loads(house.command('drill'))
    assert (found['status'], found['rebuilt'], found['photos_missing']) == ('ok', True, 0)
    house.stop()
    for path in (folder / 'photos').rglob('*.jpg'):
        path.unlink()
    done = house.run('drill')
    assert done.returncode == 1
    assert json.loads(done.stdout)['photos_missing'] >= 1


def wait_for(what, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, 'it did not happen'
        time.sleep(0.2)


@pytest.mark.server
def test_a_drill_says_so_when_the_school_has_another_log(house: House, tmp_path: Path) -> None:
    file = tmp_path / 'school.backup'
    house.command('backup', str(file))
    assert json.loads(house.command('drill', str(file)))['status'] == 'ok'
    other = House(tmp_path / 'other')
    other.command('demo')
    done = other.run('drill', str(file))
    assert done.returncode == 1
    assert '不是接着这份备份写的' in done.stderr
    assert '还没有备份' in refusal(other.run('drill'))


# Which are kept

MOMENTS = st.lists(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), max_size=60, unique=True
)


@given(MOMENTS)
def test_the_newest_is_always_kept_and_the_rest_by_hours_days_and_months(moments: list[datetime]) -> None:
    wanted = wanted_of(moments)
    assert wanted <= set(moments)
    assert len(wanted) <= 24 + 30 + 12
    assert wanted_of(wanted) == wanted
    if moments:
        assert max(moments) in wanted


def test_two_years_of_hours_leave_a_day_a_month_and_a_year() -> None:
    end = datetime(2027, 12, 31, 23, 30, tzinfo=UTC)
    hours = [end - timedelta(hours=hour) for hour in range(2 * 365 * 24)]
    wanted = sorted(wanted_of(hours), reverse=True)
    assert wanted[:24] == hours[:24]
    assert 60 <= len(wanted) <= 24 + 30 + 12
    assert end - wanted[-1] > timedelta(days=300)


def test_what_nobody_wants_any_more_goes_with_its_note_and_a_note_alone_counts_for_nothing(tmp_path: Path) -> None:
    end = datetime(2026, 11, 21, 12, tzinfo=UTC)
    for number in range(100):
        file = tmp_path / f'tagwalk-{number:03}.backup'
        file.write_bytes(b'x' * 10)
        note = {'made_at': (end - timedelta(minutes=10 * number)).isoformat(), 'file': {'bytes': 10}}
        file.with_name(f'{file.name}.json').write_text(json.dumps(note))
    (tmp_path / 'tagwalk-000.backup').write_bytes(b'cut short')
    assert len(backups_folder.kept(tmp_path)) == 99
    gone = backups_folder.let_go(tmp_path)
    left = backups_folder.kept(tmp_path)
    assert len(gone) + len(left) == 99
    assert len(left) == len({f'{each.made_at:%d%H}' for each in left}) == 17
    assert len(list(tmp_path.iterdir())) == 2 * len(left) + 2
