"""A real server in a folder of its own, with the clean register in it and somebody to call it."""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / 'tests' / 'data' / 'register-clean.xlsx'
NAME, PASSWORD = 'bench', 'seven green ladders'
PATIENCE = 60  # seconds for the server to answer


@dataclass
class House:
    """Where the running server is and keeps its data."""

    data: Path
    port: int
    server: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f'http://127.0.0.1:{self.port}'

    @property
    def database(self) -> Path:
        return self.data / 'tagwalk.sqlite3'

    def memory(self) -> int:
        """The server's resident memory in bytes."""
        pages = int(Path(f'/proc/{self.server.pid}/statm').read_text().split()[1])
        return pages * os.sysconf('SC_PAGE_SIZE')

    def sign_in(self) -> 'Line':
        line = Line(self.port)
        answer, headers = line.call('POST', '/api/session', {'name': NAME, 'password': PASSWORD})
        line.cookies = '; '.join(cookie.split(';')[0] for cookie in headers.get_all('Set-Cookie', []))
        line.device_id = answer['device_id']
        return line


class Line:
    """A keep-alive connection, signed in."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=PATIENCE)
        self.cookies = ''
        self.device_id = ''

    def send(self, method: str, path: str, body: bytes = b'', **headers: str) -> tuple[bytes, http.client.HTTPMessage]:
        """One call as bytes. Raises RuntimeError when it is refused."""
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


@contextmanager
def open_house(*, register: bool = True) -> Iterator[House]:
    """A server with an administrator, and the clean register unless that is not wanted; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix='tagwalk-bench-') as folder:
        data, port = Path(folder), free_port()
        command(data, port, 'user', 'add', NAME, '--role', 'administrator', given=PASSWORD)
        if register:
            command(data, port, 'import', str(REGISTER))
        server = subprocess.Popen(
            [sys.executable, '-m', 'app', 'run'], cwd=ROOT, env=_settings(data, port), stdout=subprocess.DEVNULL
        )
        try:
            _wait(server, port)
            yield House(data, port, server)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def command(data: Path, port: int, *words: str, given: str = '') -> str:
    """What a person types; gives back what it printed. Raises CalledProcessError when it fails."""
    done = subprocess.run(
        [sys.executable, '-m', 'app', *words], cwd=ROOT, env=_settings(data, port), input=given + '\n',
        check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout


def _settings(data: Path, port: int) -> dict[str, str]:
    mine = {'TAGWALK_DATA': str(data), 'TAGWALK_PORT': str(port), 'TAGWALK_HOST': '127.0.0.1'}
    return {**os.environ, **mine, 'TAGWALK_PUBLIC_URL': f'http://127.0.0.1:{port}'}


def free_port() -> int:
    for port in range(8300, 8400):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(('127.0.0.1', port)):
                return port
    raise RuntimeError('no port from 8300 to 8399 is free')


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f'http://127.0.0.1:{port}/healthz', timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f'the server did not start (exit code {server.poll()})')
