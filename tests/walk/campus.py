"""A real school for the walks: the server as a process, its accounts, the clean register and its printed labels."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / 'tests' / 'data' / 'register-clean.xlsx'
PASSWORD = 'seven green ladders'
PATIENCE = 60  # seconds for a command or for the server to answer
# name: (role, shown as)
PEOPLE = {
    'keeper': ('property_keeper', '周会计'),
    'caretaker': ('maintenance', '李师傅'),
    'teacher': ('staff', '王老师'),
}


@dataclass
class Campus:
    """A folder of data and the server on it, which can be stopped, killed and started again."""

    data: Path
    port: int
    server: subprocess.Popen[bytes] | None = None
    log: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f'http://localhost:{self.port}'

    @property
    def settings(self) -> dict[str, str]:
        mine = {'DATA': str(self.data), 'PORT': str(self.port), 'HOST': '127.0.0.1', 'PUBLIC_URL': self.url}
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(('TAGWALK_', 'NICEGUI_', 'PYTEST_'))
        }
        return kept | {f'TAGWALK_{name}': value for name, value in mine.items()}

    def start(self) -> None:
        log = (self.data.parent / f'{self.data.name}.log').open('ab')
        self.server = subprocess.Popen(
            [sys.executable, '-m', 'app', 'run'], cwd=ROOT, env=self.settings, stdout=subprocess.DEVNULL, stderr=log
        )
        log.close()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.server.poll() is None:
            if self.answers():
                return
            time.sleep(0.05)
        raise RuntimeError(f'the server did not start (exit code {self.server.poll()}): {self.said()}')

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f'http://127.0.0.1:{self.port}/healthz', timeout=5) as answer:
                return json.load(answer)['status'] == 'ok'
        except OSError:
            return False

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.server and self.server.poll() is None:
            self.server.send_signal(how)
            try:
                self.server.wait(20)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.server = None

    def said(self) -> str:
        """What the server wrote to its log so far."""
        file = self.data.parent / f'{self.data.name}.log'
        return file.read_text(errors='replace') if file.exists() else ''

    def command(self, *words: str, given: str = '') -> str:
        """What a person types; gives back what it printed. Raises CalledProcessError when it fails."""
        return subprocess.run(
            [sys.executable, '-m', 'app', *words], cwd=ROOT, env=self.settings, input=f'{given}\n', check=True,
            text=True, stdout=subprocess.PIPE, timeout=PATIENCE,
        ).stdout  # fmt: skip

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Read the database file itself."""
        with closing(sqlite3.connect(f'file:{self.data}/tagwalk.sqlite3?mode=ro', uri=True)) as base:
            base.row_factory = sqlite3.Row
            return [dict(row) for row in base.execute(query, values)]

    def code_of(self, name: str, nth: int = 0) -> str:
        """The tag code of a thing with this name."""
        query = 'SELECT tag.code FROM tag JOIN thing ON thing.id = tag.thing_id WHERE thing.name = ? ORDER BY thing.id'
        return str(self.rows(query, name)[nth]['code'])

    def thing_of(self, code: str) -> str:
        """The id of the thing that a tag is on."""
        return str(self.rows('SELECT thing_id FROM tag WHERE code = ?', code)[0]['thing_id'])

    def records(self, kind: str, thing: str) -> list[dict[str, Any]]:
        """What the database file holds about a thing, as the write path left it."""
        return self.rows('SELECT * FROM record WHERE kind = ? AND thing_id = ? ORDER BY number', kind, thing)


def found(folder: Path) -> tuple[Campus, Path]:
    """Make the school as its people would: accounts, register and labels through the command. Leaves it stopped."""
    campus = Campus(folder / 'founded', free_port())
    campus.data.mkdir()
    campus.start()
    try:
        with ThreadPoolExecutor(2) as pool:
            done = [
                pool.submit(campus.command, 'user', 'add', name, '--role', role, '--display', shown, given=PASSWORD)
                for name, (role, shown) in PEOPLE.items()
            ]
            done.append(pool.submit(campus.command, 'import', str(REGISTER)))
            for each in done:
                each.result()
        labels = folder / 'labels.pdf'
        campus.command('labels', '-o', str(labels))
    finally:
        campus.stop()
    return campus, labels


def copy_of(campus: Campus, folder: Path) -> Campus:
    """The same school in a folder of its own; it keeps its address, which is printed on its labels."""
    shutil.copytree(campus.data, folder)
    return Campus(folder, campus.port)


def free_port() -> int:
    for port in range(8400, 8500):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(('127.0.0.1', port)):
                return port
    raise RuntimeError('no port from 8400 to 8499 is free')
