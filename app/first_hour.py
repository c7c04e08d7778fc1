"""The first hour of a school: what an administrator does one after the other, and how far they are."""

from dataclasses import dataclass

from app.core import db


@dataclass(frozen=True)
class Step:
    """One line of the list: what it is called, where it is done, and whether it is."""

    name: str
    path: str
    done: bool


PATHS = {
    'calendar': '/calendar',
    'places': '/things/new',
    'things': '/import',
    'people': '/people',
    'labels': '/labels',
    'scan': '/scan',
}


async def steps() -> list[Step]:
    """All of them in their order; each is done when what it makes is there, whoever made it and however."""
    [found] = await db.rows(
        'SELECT EXISTS (SELECT 1 FROM term WHERE removed_at IS NULL) AS calendar, '
        "EXISTS (SELECT 1 FROM thing WHERE kind = 'place') AS places, "
        "EXISTS (SELECT 1 FROM thing WHERE kind = 'asset') AS things, "
        '(SELECT count(*) FROM person WHERE left_at IS NULL) > 1 AS people, '
        'EXISTS (SELECT 1 FROM tag WHERE printed_at IS NOT NULL) AS labels, '
        'EXISTS (SELECT 1 FROM record WHERE device_id IS NOT NULL AND tag IS NOT NULL) AS scan'
    )
    return [Step(name, path, bool(found[name])) for name, path in PATHS.items()]
