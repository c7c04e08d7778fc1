"""The real server as a process on a folder of its own: started, stopped, killed, called, and looked into."""

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.soak import times
from tests.warm import Child, Warm

ROOT = Path(__file__).parents[1]
REGISTER = ROOT / 'tests' / 'data' / 'register-clean.xlsx'
PASSWORD = 'seven green ladders'
PATIENCE = times(60, 600)  # seconds for a command or for the server to answer


def free_port() -> int:
    """A port for a server of ours, below those that the system gives out for calls, so that it is free again later."""
    for port in random.SystemRandom().sample(range(8300, 9300), 200):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(('127.0.0.1', port)):
                return port
    raise RuntimeError('no port from 8300 to 9299 is free')


@dataclass
class House:
    """A folder of data and the server on it."""

    data: Path
    port: int = field(default_factory=free_port)
    server: 'subprocess.Popen[bytes] | Child | None' = None
    warm: Warm | None = None  # begins the server in a fraction of the time
    extra: dict[str, str] = field(default_factory=dict)  # further settings

    @property
    def url(self) -> str:
        return f'http://localhost:{self.port}'

    @property
    def database(self) -> Path:
        return self.data / 'tagwalk.sqlite3'

    @property
    def settings(self) -> dict[str, str]:
        mine = {'DATA': str(self.data), 'PORT': str(self.port), 'HOST': '127.0.0.1', 'PUBLIC_URL': self.url}
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(('TAGWALK_', 'NICEGUI_', 'PYTEST_'))
        }
        return kept | {f'TAGWALK_{name}': value for name, value in mine.items()} | self.extra

    def start(self) -> None:
        self.server = self.warm.start(self.settings, self._log) if self.warm else self._begin()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.server.poll() is None:
            if self.answers():
                return
            time.sleep(0.05)
        raise RuntimeError(f'the server did not start (exit code {self.server.poll()}): {self.said()}')

    def _begin(self) -> 'subprocess.Popen[bytes]':
        with self._log.open('ab') as log:
            return subprocess.Popen(
                [sys.executable, '-m', 'app', 'run'], cwd=ROOT, env=self.settings, stdout=subprocess.DEVNULL, stderr=log
            )

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f'http://127.0.0.1:{self.port}/healthz', timeout=5) as answer:
                return bool(json.load(answer)['status'] == 'ok')
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

    @property
    def _log(self) -> Path:
        return self.data.parent / f'{self.data.name}.log'

    def said(self) -> str:
        """What the server wrote to its log so far."""
        return self._log.read_text(errors='replace') if self._log.exists() else ''

    def memory(self) -> int:
        """The server's resident memory in bytes."""
        assert self.server
        pages = int(Path(f'/proc/{self.server.pid}/statm').read_text().split()[1])
        return pages * os.sysconf('SC_PAGE_SIZE')

    def processor_time(self) -> float:
        """Seconds of a processor that the server has used since it started."""
        assert self.server
        words = Path(f'/proc/{self.server.pid}/stat').read_text().rpartition(')')[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf('SC_CLK_TCK')

    def run(self, *words: str, given: str = '', **settings: str) -> 'subprocess.CompletedProcess[str]':
        """What a person types, and what came of it; `settings` are further TAGWALK_… ones."""
        more = {f'TAGWALK_{name}': value for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, '-m', 'app', *words], cwd=ROOT, env=self.settings | more, input=f'{given}\n', text=True,
            capture_output=True, timeout=PATIENCE,
        )  # fmt: skip

    def command(self, *words: str, given: str = '') -> str:
        """The same where it has to go well; gives back what was printed."""
        done = self.run(*words, given=given)
        if done.returncode:
            raise RuntimeError(f'tagwalk {" ".join(words)}: {done.stderr}')
        return done.stdout

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Read the database file itself."""
        with closing(sqlite3.connect(f'file:{self.database}?mode=ro', uri=True)) as base:
            base.row_factory = sqlite3.Row
            return [dict(row) for row in base.execute(query, values)]

    def sign_in(self, name: str, password: str = PASSWORD) -> 'Line':
        line = Line(self.port)
        answer, headers = line.call('POST', '/api/session', {'name': name, 'password': password})
        line.cookies = '; '.join(cookie.split(';')[0] for cookie in headers.get_all('Set-Cookie', []))
        line.device_id = answer['device_id']
        line.name = name
        return line

    def sign_in_again(self, before: 'Line', password: str = PASSWORD) -> 'Line':
        """The same person on the same phone, whose session has ended."""
        line = Line(self.port)
        line.cookies, line.name = before.cookies, before.name
        answer, headers = line.call('POST', '/api/session', {'name': before.name, 'password': password})
        kept = dict(cookie.split('=', 1) for cookie in before.cookies.split('; '))
        kept |= dict(cookie.split(';')[0].split('=', 1) for cookie in headers.get_all('Set-Cookie', []))
        line.cookies = '; '.join(f'{name}={value}' for name, value in kept.items())
        line.device_id = answer['device_id']
        return line


class Line:
    """A keep-alive connection, signed in."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=PATIENCE)
        self.cookies = ''
        self.device_id = ''
        self.name = ''

    def send(self, method: str, path: str, body: bytes = b'', **headers: str) -> tuple[bytes, http.client.HTTPMessage]:
        """One call as bytes. Raises RuntimeError when it is refused, OSError or HTTPException when nobody answers."""
        given = {'Content-Type': 'application/json', 'X-Tagwalk': '1', 'Cookie': self.cookies, **headers}
        self.connection.request(method, path, body, given)
        response = self.connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise RuntimeError(f'{method} {path}: {response.status} {answer[:300]!r}')
        return answer, response.headers

    def call(self, method: str, path: str, body: Any = None) -> tuple[Any, http.client.HTTPMessage]:
        answer, headers = self.send(method, path, json.dumps(body).encode() if body is not None else b'')
        return json.loads(answer), headers
