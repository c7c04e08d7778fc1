"""The tree of places: what lies in what, and how many things are in each, however deep."""

from dataclasses import dataclass, field
from uuid import UUID

from app.core import db
from app.core.config import read_config

DEEPEST = 20
BETWEEN = ' › '  # two places of a way


@dataclass
class Branch:
    """A place: `own` things stand in it directly, `total` in it and in all the places inside."""

    id: UUID
    name: str
    category: str
    inside_id: UUID | None
    places: list['Branch'] = field(default_factory=list)
    own: int = 0
    total: int = 0


@dataclass
class Tree:
    """All places; `roots` are those that lie in no other, `loose` the things that stand nowhere."""

    branches: dict[UUID, Branch]
    roots: list[Branch]
    loose: int = 0

    def around(self, id: UUID | None) -> list[Branch]:
        """A place and those around it, the outermost first."""
        found: list[Branch] = []
        while id in self.branches and len(found) < DEEPEST:
            found.insert(0, self.branches[id])
            id = found[0].inside_id
        return found

    def path(self, id: UUID | None) -> str:
        return BETWEEN.join(branch.name for branch in self.around(id))


_grown: dict[str, tuple[int, Tree]] = {}


async def tree() -> Tree:
    """The tree as it is now; grown again only when a thing has changed since."""
    url = read_config().database_url
    mark = int((await db.rows('SELECT COALESCE(MAX(cursor), 0) AS top FROM thing'))[0]['top'])
    if url not in _grown or _grown[url][0] != mark:
        _grown.clear()
        _grown[url] = mark, await _grow()
    return _grown[url][1]


async def _grow() -> Tree:
    places, counts = await db.answers(
        (
            "SELECT id, name, category, inside_id FROM thing WHERE kind = 'place' AND state != 'retired' "
            'ORDER BY sort, id',
            (),
        ),
        # Without a condition both databases count along an index that has all three columns.
        ('SELECT inside_id, kind, state, count(*) AS n FROM thing GROUP BY inside_id, kind, state', ()),
    )
    branches = {}
    for row in map(dict, places):
        inside = UUID(str(row['inside_id'])) if row['inside_id'] else None
        id = UUID(str(row['id']))
        branches[id] = Branch(id, row['name'], row['category'], inside)
    grown = Tree(branches, [])
    for branch in branches.values():
        outer = branches.get(branch.inside_id) if branch.inside_id else None
        (outer.places if outer else grown.roots).append(branch)
    for row in map(dict, counts):
        if row['kind'] != 'asset' or row['state'] == 'retired':
            continue
        inside = UUID(str(row['inside_id'])) if row['inside_id'] else None
        if inside in branches:
            branches[inside].own += row['n']
        else:
            grown.loose += row['n']
    for branch in branches.values():
        for around in grown.around(branch.id):
            around.total += branch.own
    return grown
