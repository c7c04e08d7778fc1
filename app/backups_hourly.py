"""A backup every hour, made by a process of its own beside the server."""

import asyncio
import logging
import os
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import backups_folder
from app.core.clock import now
from app.core.config import read_config

logger = logging.getLogger('tagwalk.backups')

FIRST = 300  # seconds after the start: a server that was restarted has other things to do
AGAIN = timedelta(minutes=10)  # after one that failed


@dataclass
class State:
    """How the last one went that this server made."""

    running: bool = False
    failed_at: datetime | None = None
    why: str = ''


state = State()


async def go() -> None:
    """For as long as the server runs."""
    minutes = read_config().backup_minutes
    if not minutes:
        return
    await asyncio.sleep(min(FIRST, minutes * 60))
    while True:
        if is_due(minutes):
            await make()
        await asyncio.sleep(min(60, minutes * 60))


def is_due(minutes: float) -> bool:
    if state.failed_at and now() - state.failed_at < min(AGAIN, timedelta(minutes=minutes)):
        return False
    there = backups_folder.kept()
    return not there or now() - there[0].made_at >= timedelta(minutes=minutes)


async def make() -> bool:
    """Make one now. Whether it went well; otherwise `state` says why not."""
    if state.running:
        return False
    state.running = True
    config = read_config()
    process = await asyncio.create_subprocess_exec(
        'nice', sys.executable, '-m', 'app', 'backup', env=os.environ | {'TAGWALK_DATA': str(config.data)},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.terminate()
        raise
    finally:
        state.running = False
    state.why = (said.decode(errors='replace').strip().splitlines() or ['?'])[-1] if process.returncode else ''
    state.failed_at = now() if process.returncode else None
    if state.why:
        logger.error('backup failed: %s', state.why)
    return not state.failed_at
