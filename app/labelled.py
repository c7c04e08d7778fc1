"""Whether a printed label is on a thing: kept with the thing, so that lists of many need not look at its labels."""

from collections.abc import Iterable
from uuid import UUID

from app.core import db
from app.core.known import among

AT_ONCE = 500
# That a thing has a label in use that came out of a printer.
PRINTED = (
    'EXISTS (SELECT 1 FROM tag WHERE tag.thing_id = thing.id AND tag.replaced_at IS NULL AND tag.retired_at IS NULL '
    'AND tag.printed_at IS NOT NULL)'
)


async def note(things: Iterable[UUID | str | None]) -> None:
    """Write down which of these things have one now; to be called wherever a label changes hands or is printed."""
    ids = list({str(id) for id in things if id})
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        await db.run(f'UPDATE thing SET labelled = {PRINTED} WHERE {among("id", some)}', *some)
