"""What waits on this phone, what was refused, and why."""

from pages.parts import Visitor, heading
from pages.phone import OutboxView


async def show(visitor: Visitor) -> None:
    heading(visitor.t('outbox-title'))
    OutboxView()
