"""A real nginx for the tests, with the settings that docs/https.md shows: on loopback, in a folder of its own."""

import ipaddress
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.certificates import Certificates, Names
from tests.house import ROOT

DOCS = ROOT / 'docs' / 'https.md'
SETTINGS = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
access_log off;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{documented}
}}
"""


def program() -> str:
    """Raises RuntimeError where there is none."""
    found = shutil.which('nginx') or shutil.which('nginx', path='/usr/sbin:/usr/local/sbin')
    if not found:
        raise RuntimeError('nginx is not installed here; `make proxy` does it')
    return found


def documented(port: int, behind: int, tls: Path) -> str:
    """What the document says, with this test's ports and certificate."""
    [shown] = re.findall(r'```nginx\n(.*?)```', DOCS.read_text(encoding='utf-8'), re.DOTALL)
    for there, here in (
        ('listen 443 ssl', f'listen 127.0.0.1:{port} ssl'), ('tags.school.example', 'localhost'),
        ('/etc/ssl/tags.pem', f'{tls}/server.pem'), ('/etc/ssl/tags.key', f'{tls}/server.key'),
        ('http://127.0.0.1:8080', f'http://127.0.0.1:{behind}'),
    ):  # fmt: skip
        assert there in shown, f'docs/https.md no longer says {there}'
        shown = shown.replace(there, here)
    return shown


@contextmanager
def running(folder: Path, port: int, behind: int) -> Iterator[Path]:
    """In front of the server on another port; gives the authority that vouches for it."""
    certificates = Certificates(folder / 'tls')
    certificates.open(Names(frozenset({'localhost'}), frozenset({ipaddress.ip_address('127.0.0.1')})))
    settings = folder / 'nginx.conf'
    settings.write_text(SETTINGS.format(folder=folder, documented=documented(port, behind, folder / 'tls')))
    words = [program(), '-p', str(folder), '-c', str(settings), '-e', str(folder / 'error.log')]
    if Path('/proc/self').stat().st_uid == 0:
        words += ['-g', 'user root;']  # the folder is this user's alone
    server = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 20
        while not _listens(port):
            assert server.poll() is None and time.monotonic() < until, (folder / 'error.log').read_text()
            time.sleep(0.05)
        yield folder / 'tls' / 'authority.pem'
    finally:
        server.terminate()
        server.wait(20)


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(('127.0.0.1', port)) == 0
