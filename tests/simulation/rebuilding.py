"""Writing a simulated school's log once more into an empty database, and comparing."""

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app import audit, audit_compare, audit_replay
from app.audit_books import _OfSqlite

if TYPE_CHECKING:
    from tests.simulation.world import World


async def differences(world: 'World') -> list[Any]:
    """What the tables say and the log does not, or the other way round. The world is left as it was."""
    image = world.server.back_up()
    with closing(sqlite3.connect(':memory:')) as before:
        before.deserialize(image)
        before.row_factory = sqlite3.Row
        books, found = _OfSqlite(before), []

        def note(word: str, facts: dict[str, Any]) -> None:
            found.append((word, facts))

        world.server.open(world.ground.empty)
        try:
            await audit_replay.write_again(
                books, await audit.releases_of(books), note, lambda done, top: None, await audit.blots_of(books)
            )
            await audit_compare.compare(books, _OfSqlite(world.server.base), note)
        finally:
            world.server.open(image)
    return found
