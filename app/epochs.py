"""The epoch beside the database: an older database put back by hand is noticed before a phone is answered by it.

`tagwalk restore` begins a new epoch, so that phones send again what the backup lacks. A database file that was simply
copied over would still be of the old one, and phones would take for safe what is not there any more.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

from app import settings
from app.core import chain, db
from app.core.config import read_config

EVERY = 60  # seconds between two looks at how far the log has come

OLDER = (
    'This database is older than, or another one than, the one that ran here (record {number} is not as it was). '
    'To put back an older one, use `tagwalk restore FILE`: it takes a copy of a database too, '
    'and phones then send again what it lacks.'
)


def file() -> Path:
    return read_config().data / 'epoch.json'


async def check() -> None:
    """Raises SystemExit when the log does not go on from where it was."""
    known = _read()
    if known and known.get('epoch') == await settings.setting('epoch'):
        rows = await db.rows('SELECT chain FROM record WHERE number = ?', known['number'])
        if known['number'] and (not rows or rows[0]['chain'] != known['head']):
            raise SystemExit(OLDER.format(number=known['number']))
    elif known:
        raise SystemExit(OLDER.format(number=known['number']))
    await note()


async def note() -> None:
    """Write down how far the log has come."""
    number, head = await chain.head()
    said = {'epoch': await settings.setting('epoch'), 'number': number, 'head': head}
    if said != _read():
        unfinished = file().with_suffix('.new')
        await asyncio.to_thread(unfinished.write_text, json.dumps(said))
        unfinished.replace(file())


def begin_anew() -> None:
    """A backup was put back: what was known of the log before says nothing about it."""
    file().unlink(missing_ok=True)


async def go() -> None:
    """For as long as the server runs."""
    while True:
        await asyncio.sleep(EVERY)
        await note()


def _read() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(file().read_text())
        return found if isinstance(found.get('number'), int) else {}
    except (OSError, ValueError, AttributeError):
        return {}
