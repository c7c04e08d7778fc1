"""The `tagwalk` command as a person types it: what it does, what it prints, and how it refuses."""

import io
import json
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter
import zxingcpp

from tests.house import PASSWORD, REGISTER, House

pytestmark = pytest.mark.server
COUNTS = {'created', 'updated', 'unchanged', 'warned', 'rejected', 'skipped', 'tags'}
COMMANDS = (
    'run', 'migrate', 'user', 'user add', 'import', 'undo-import', 'export', 'labels', 'backup', 'restore', 'drill', 'backup-key', 'check', 'demo'
)  # fmt: skip

Type = Callable[..., 'subprocess.CompletedProcess[str]']


@pytest.fixture(scope='module')
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A school with the clean register in it and its server running, so that commands go through it."""
    house = House(tmp_path_factory.mktemp('cli') / 'data')
    house.start()
    house.command('import', str(REGISTER))
    yield house
    house.stop()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / 'data')
    yield house
    house.stop()


def refusal(done: 'subprocess.CompletedProcess[str]') -> str:
    """The one line that says why a command was not done, after lines of progress if there were any."""
    assert done.returncode, f'{done.args} went through: {done.stdout}'
    lines = done.stderr.strip().splitlines()
    assert lines, f'{done.args} says nothing'
    assert 'Traceback' not in done.stderr, done.stderr
    assert all(line.endswith('…') for line in lines[:-1]), done.stderr
    return lines[-1]


def all_at_once(type: Type, *typed: tuple[str, ...]) -> list['subprocess.CompletedProcess[str]']:
    """Several commands; two at a time, for starting is what takes them longest."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda words: type(*words), typed))


# Help


def test_every_command_explains_itself(empty: House) -> None:
    told = all_at_once(empty.run, *[(*words.split(), '--help') for words in COMMANDS])
    for words, done in zip(COMMANDS, told, strict=True):
        assert done.returncode == 0, done.stderr
        assert words.split()[-1] in done.stdout
    known = re.findall(r'^│ ([a-z][a-z-]*) ', empty.run('--help').stdout, re.MULTILINE)
    assert set(known) == {words.split()[0] for words in COMMANDS}
    assert not empty.data.exists(), 'looking for help makes no data folder'


# Bad input


def workbook(*rows: list[str]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {'in_memory': True})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def test_what_cannot_be_imported_is_refused_in_one_line_and_nothing_is_written(house: House, tmp_path: Path) -> None:
    files = {
        'nothing-here.xlsx': (None, '没有这个文件'),
        'folder.xlsx': ('', '读不了'),
        'cut-off.xlsx': (REGISTER.read_bytes()[:3000], '已损坏'),
        'photo.xlsx': (b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 4, '不是表格文件'),
        'empty.csv': (b'', '空的'),
        'no-columns.xlsx': (workbook(['a', 'b'], ['1', '2']), '没有找到需要的列：资产名称'),
        'all-bad.xlsx': (workbook(['资产名称', '数量'], ['桌子', '几张'], ['椅子', '许多']), '没有一行能导入'),
    }
    for name, (content, _) in files.items():
        if content == '':
            (tmp_path / name).mkdir()
        elif content is not None:
            (tmp_path / name).write_bytes(content)
    before = house.rows('SELECT count(*) AS n FROM record')
    done = all_at_once(house.run, *[('import', str(tmp_path / name), '--json') for name in files])
    for (name, (_, said)), each in zip(files.items(), done, strict=True):
        if name == 'all-bad.xlsx':
            assert json.loads(each.stdout)['rejected'] == 2
        else:
            assert said in refusal(each), name
            assert each.stdout == ''
    assert said in refusal(house.run('import', str(tmp_path / name)))
    assert house.rows('SELECT count(*) AS n FROM record') == before


def test_what_was_typed_wrong_is_refused_in_one_line(house: House, tmp_path: Path) -> None:
    out, taken = str(tmp_path / 'out'), tmp_path / 'taken'
    taken.write_text('here already')
    cases = {
        ('teleport',): 'teleport',
        ('import',): 'file',
        ('export',): '--output',
        ('user', 'add', 'x'): '--role',
        ('labels', '-o', out, '--layout', 'napkin'): '没有这种标签纸：napkin',
        ('labels', '-o', out, '--place', '月球'): '没有叫「月球」的地点',
        ('labels', '-o', out, '--place', '月球', '--all'): '只能用一个',
        ('labels', '-o', out, '--skip', '24'): '第 1 到第 24 格',
        ('labels', '-o', out, '--skip', 'some'): '--skip',
        ('labels', '-o', str(tmp_path / 'no' / 'l.pdf')): '写不了',
        ('export', '-o', str(tmp_path)): '写不了',
        ('backup', str(taken)): '文件已存在',
        ('backup', str(tmp_path / 'no' / 'b')): '没有这个文件夹',
        ('backup', '/proc/tagwalk'): '写不了',
        ('restore', str(taken)): '请先停止它',
        ('migrate',): '请先停止它',
        ('run',): '正在使用',
        ('demo',): '已有内容',
    }
    for said, done in zip(cases.values(), all_at_once(house.run, *cases), strict=True):
        assert said in refusal(done), done.args
    assert not Path(out).exists()
    assert taken.read_text() == 'here already'
    assert json.loads(house.command('check'))['status'] == 'ok'


def test_an_account_that_cannot_be_is_refused_in_one_line(house: House) -> None:
    add = ('user', 'add')
    for words, password, said in (
        ((*add, 'wang', '--role', 'wizard'), PASSWORD, '没有这个角色：wizard'),
        ((*add, 'wang', '--role', 'staff'), 'short', '12 到 200'),
        ((*add, 'wang', '--role', 'staff'), '', '12 到 200'),
        ((*add, 'wang li', '--role', 'staff'), PASSWORD, 'name'),
    ):
        assert said in refusal(house.run(*words, given=password))
    assert house.rows('SELECT * FROM person') == []


def test_settings_that_cannot_be_are_refused_in_one_line(empty: House, tmp_path: Path) -> None:
    (tmp_path / 'file').write_text('no folder')
    (tmp_path / 'damaged').mkdir()
    (tmp_path / 'damaged' / 'tagwalk.sqlite3').write_bytes(b'SQLite format 3\x00' + b'x' * 5000)
    cases = [
        ({'PORT': 'eighty'}, 'TAGWALK_PORT'),
        ({'LANGUAGE': 'fr'}, 'TAGWALK_LANGUAGE'),
        ({'TIMEZONE': 'Mars/Base'}, 'TAGWALK_TIMEZONE'),
        ({'PUBLIC_URL': 'tags'}, 'TAGWALK_PUBLIC_URL'),
        ({'DATABASE_URL': 'mysql://root:secret@db/tagwalk'}, 'TAGWALK_DATABASE_URL'),
        ({'DATABASE_URL': 'postgresql://tagwalk:secret@127.0.0.1:9/tagwalk'}, '127.0.0.1'),
        ({'DATA': str(tmp_path / 'file')}, str(tmp_path / 'file')),
        ({'DATA': '/proc/tagwalk'}, '/proc/tagwalk'),
        ({'DATA': str(tmp_path / 'damaged')}, '数据库不能用'),
    ]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda case: empty.run('check', **case[0]), cases))
    for (settings, said), each in zip(cases, done, strict=True):
        assert said in refusal(each), settings
        assert 'secret' not in each.stderr


def test_a_refusal_is_in_the_language_of_the_installation(house: House) -> None:
    assert refusal(house.run('backup', '/nowhere/b', LANGUAGE='en')) == 'There is no such folder: /nowhere/b.'


# What it does


def test_an_import_is_told_row_by_row(empty: House) -> None:
    found = json.loads(empty.command('import', '--check', '--json', str(REGISTER)))
    assert set(found) >= COUNTS | {'rows'}
    assert (found['created'], found['updated'], found['rejected'], found['tags']) == (60, 0, 0, 115)
    assert all(set(row) >= {'row', 'outcome', 'codes', 'message'} for row in found['rows'])
    assert empty.rows('SELECT count(*) AS n FROM thing') == [{'n': 0}], 'a check writes nothing'
    assert json.loads(empty.command('import', '--json', str(REGISTER)))['created'] == 60
    again = json.loads(empty.command('import', '--json', str(REGISTER)))
    assert (again['created'], again['updated'], again['unchanged']) == (0, 0, 60)
    assert 'unchanged 60' in empty.command('import', str(REGISTER))


def test_every_printed_label_is_read_back_as_a_tag(house: House, tmp_path: Path) -> None:
    out = tmp_path / 'labels.pdf'
    printed = house.command('labels', '-o', str(out), '--all')
    codes = {row['code'] for row in house.rows('SELECT code FROM tag WHERE thing_id IS NOT NULL')}
    assert printed.startswith(f'{len(codes)} ')
    read: list[str] = []
    for page in pypdfium2.PdfDocument(out):
        picture = page.render(scale=300 / 72).to_numpy()
        read += [found.text for found in zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCodeModel2)]
    prefix = f'http://{house.url.removeprefix("http://")}/t/'.upper().replace('HTTP://', 'http://')
    assert sorted(read) == sorted(prefix + code for code in codes)


def test_a_backup_is_put_back_under_a_new_epoch(empty: House, tmp_path: Path) -> None:
    kept = tmp_path / 'kept?.sqlite3'
    empty.start()
    assert 'keeper' in empty.command('demo')
    empty.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
    empty.command('backup', str(kept))
    epoch = empty.rows("SELECT value FROM setting WHERE key = 'epoch'")
    before = json.loads(empty.command('check'))
    empty.command('import', str(REGISTER))
    assert json.loads(empty.command('check'))['thing'] > before['thing']
    empty.stop()
    for file, said in ((REGISTER, '不是完好的码上巡备份'), (tmp_path / 'none?%20', '没有这个文件')):
        assert said in refusal(empty.run('restore', str(file)))
    assert str(kept) in empty.command('restore', str(kept))
    assert json.loads(empty.command('check')) == before
    assert empty.rows("SELECT value FROM setting WHERE key = 'epoch'") != epoch


def test_a_backup_is_put_in_the_place_of_a_damaged_database(empty: House, tmp_path: Path) -> None:
    kept = tmp_path / 'kept.sqlite3'
    empty.command('backup', str(kept))
    before = empty.rows('SELECT id, name FROM thing')
    empty.database.write_bytes(b'a disk wrote nonsense' * 500)
    assert '数据库不能用' in refusal(empty.run('check'))
    empty.command('restore', str(kept))
    assert empty.rows('SELECT id, name FROM thing') == before
    assert empty.rows('PRAGMA integrity_check') == [{'integrity_check': 'ok'}]


def test_the_demo_is_a_school_in_the_middle_of_its_term(empty: House) -> None:
    empty.command('demo')
    states = {row['state'] for row in empty.rows('SELECT state FROM repair')}
    assert {'reported', 'assigned', 'working', 'waiting', 'done', 'confirmed'} <= states
    assert {row['state'] for row in empty.rows('SELECT state FROM hazard')} == {'open', 'passed'}
    assert {row['state'] for row in empty.rows('SELECT state FROM loan')} == {'out', 'back'}
    [checks] = empty.rows('SELECT COUNT(*) AS found, MAX(at) AS last FROM inspection')
    assert checks['found'] > 100 and checks['last'] < datetime.now(UTC).isoformat(' ')
    assert empty.rows("SELECT verdict FROM record WHERE verdict != 'accepted'") == []
    assert json.loads(empty.command('check'))['thing'] > 100, 'all of it follows from the log'


def test_the_demo_leaves_an_account_that_has_one_of_its_names(empty: House) -> None:
    empty.command('user', 'add', 'keeper', '--role', 'staff', given=PASSWORD)
    passwords = dict(line.split() for line in empty.command('demo').splitlines())
    assert set(passwords) == {'keeper-demo', 'caretaker', 'teacher', 'director', 'class61'}
    empty.start()
    assert empty.sign_in('keeper').device_id
    assert empty.sign_in('teacher', passwords['teacher']).device_id


def test_commands_go_through_the_running_server(empty: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('http_proxy', 'http://127.0.0.1:9')  # a school's proxy is not asked
    with ThreadPoolExecutor() as pool:
        starting = pool.submit(empty.start)
        while not (empty.data / 'server.json').exists():
            time.sleep(0.05)
        empty.command('user', 'add', 'wang', '--role', 'staff', given=PASSWORD)
        starting.result()
    assert empty.sign_in('wang').device_id
    assert 'wang' in refusal(empty.run('user', 'add', 'wang', '--role', 'staff', given=PASSWORD))


def test_two_commands_at_once_wait_for_each_other(empty: House) -> None:
    typed = [('user', 'add', name, '--role', 'staff') for name in ('wang', 'zhao', 'qian')]
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda words: empty.run(*words, given=PASSWORD), typed))
    assert [each.stderr for each in done] == ['', '', '']
    assert empty.rows('SELECT count(*) AS n FROM person') == [{'n': 3}]


def test_a_server_whose_port_is_taken_says_so(empty: House) -> None:
    with closing(socket.socket()) as other:
        other.bind(('127.0.0.1', empty.port))
        other.listen()
        assert f'127.0.0.1:{empty.port}' in refusal(empty.run('run'))
