"""A PostgreSQL server for the tests: on loopback, in a folder of its own, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from tests.house import free_port

MEMORY = Path('/dev/shm')  # every commit is synced all the same, but sooner
ROOM = 2**30  # bytes; with less of it the disk is taken


@contextmanager
def running() -> Iterator[str]:
    """The address of its first database; it does not run as root. Raises RuntimeError without its programs."""
    programs = _programs()
    if not programs:
        raise RuntimeError('PostgreSQL is not installed here; `make database` does it')
    where = MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM else None
    folder, port = Path(tempfile.mkdtemp(prefix='tagwalk-postgres-', dir=where)), free_port()
    who = 'nobody' if os.geteuid() == 0 else None
    if who:
        shutil.chown(folder, who)

    def run(*words: str) -> None:
        subprocess.run([programs / words[0], *words[1:]], check=True, user=who, cwd=folder, stdout=subprocess.DEVNULL)

    run('initdb', '-D', str(folder / 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8')
    options = f'-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}'
    run('pg_ctl', '-D', str(folder / 'data'), '-o', options, '-l', str(folder / 'log'), '-w', 'start')
    try:
        yield f'postgres://postgres@127.0.0.1:{port}/postgres'
    finally:
        run('pg_ctl', '-D', str(folder / 'data'), '-m', 'immediate', 'stop')
        shutil.rmtree(folder, ignore_errors=True)


async def copied(template: str) -> str:
    """The address of a copy of a database, which replaces the copy before."""
    server = await asyncpg.connect(template.removesuffix('/postgres') + '/template1')
    try:
        await server.execute('DROP DATABASE IF EXISTS copy WITH (FORCE)')
        await server.execute('CREATE DATABASE copy TEMPLATE postgres STRATEGY file_copy')
    finally:
        await server.close()
    return template.removesuffix('/postgres') + '/copy'


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version where there are several."""
    found = sorted(Path('/usr/lib/postgresql').glob('*/bin/initdb'), key=lambda each: int(each.parts[4]))
    other = shutil.which('initdb')
    return found[-1].parent if found else Path(other).resolve().parent if other else None
