"""Which process holds the data: the lock that only one has, and the note that a running server leaves for commands."""

import fcntl
import json
import os
import secrets
from pathlib import Path
from typing import IO, Any

from app.core.config import read_config


def take_lock(data: Path) -> IO[str] | None:
    """The right to be the only writer of this data folder, or None while another process has it."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = (data / 'writer.lock').open('w')
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def leave_note() -> None:
    """Tell commands on this machine where the running server is, and the key to it."""
    path = read_config().data / 'server.json'
    path.unlink(missing_ok=True)
    config = read_config()
    host = '127.0.0.1' if config.host in ('0.0.0.0', '::') else config.host
    place = f'[{host}]:{config.port}' if ':' in host else f'{host}:{config.port}'
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'w') as file:
        json.dump({'place': place, 'key': secrets.token_urlsafe(24)}, file)


def note() -> dict[str, Any]:
    """Where the running server is; empty when none has left word."""
    try:
        found: dict[str, Any] = json.loads((read_config().data / 'server.json').read_text())
        return found
    except (OSError, ValueError):
        return {}
