"""Whether what is answered for can be written down, tried out and remembered."""

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import datetime

from app.core import db
from app.core.clock import now
from app.core.errors import Unavailable
from app.core.trouble import trouble_of
from models import Setting

logger = logging.getLogger('tagwalk.health')

PATIENCE = 8  # seconds for a write; SQLite waits five for a lock
FRESH = 1  # seconds for which an answer holds
KEY = 'pulse'


@dataclass
class Health:
    """What the last write found."""

    trouble: Unavailable | None = None
    since: datetime | None = None
    looked: float = -60.0

    def found(self, trouble: Unavailable | None) -> None:
        if trouble and not self.trouble:
            self.since = now()
            logger.error('nothing can be written: %s', trouble.code)
        if self.trouble and not trouble:
            self.since = None
            logger.warning('it can be written again')
        self.trouble = trouble
        self.looked = time.monotonic()


health = Health()
db.on_write.append(health.found)
_looking = asyncio.Lock()


async def look() -> Unavailable | None:
    """Write and read back something small, once a second at most. What stands in the way, if anything does."""
    async with _looking:
        if time.monotonic() - health.looked > FRESH:
            try:
                await asyncio.wait_for(_write(), PATIENCE)
            except TimeoutError:
                if not db.is_writing():
                    health.found(Unavailable('database_away'))
            except Exception as error:
                health.found(trouble_of(error) or Unavailable('database_away'))
        return health.trouble


async def _write() -> None:
    moment = now().isoformat()
    await db.write_tx(lambda: Setting.update_or_create(key=KEY, defaults={'value': moment}))
    [row] = await db.rows('SELECT value FROM setting WHERE key = ?', KEY)
    if row['value'] != moment:
        raise Unavailable('disk_error')
