"""What the server does by itself, twice a minute: work due or accepted, reminders, boards, stocktakes to close."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from app import epochs, notices_sending, plans, repair_acceptance, score_dates, stocktake_closing
from app.core import health

logger = logging.getLogger('tagwalk.rhythm')

EVERY = 30  # seconds
WORK: tuple[Callable[[], Awaitable[object]], ...] = (
    health.look, repair_acceptance.accept_due, plans.open_due, notices_sending.send_due, score_dates.publish_due,
    stocktake_closing.close_awaited, epochs.note,
)  # fmt: skip


async def go() -> None:
    """For as long as the database is open."""
    while True:
        await asyncio.sleep(EVERY)
        await beat()


async def beat() -> None:
    """Everything once; what breaks is logged and holds up nothing else."""
    for work in WORK:
        try:
            await work()
        except Exception:
            logger.exception('%s broke', work.__name__)
