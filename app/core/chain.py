"""The chain of the log: each record's link stands for all that came before, so that no row changes unseen."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from app.core import db

RELEASE = 'held.release'  # the record that says what became of one that was held
AT_ONCE = 5_000
SET = 'UPDATE record SET chain = ? WHERE number = ?'
SOME = """
    SELECT id, number, kind, thing_id, by_id, received_at, verdict, code, flags, digest, envelope, chain
    FROM record WHERE number > ? ORDER BY number LIMIT ?
"""

Row = Mapping[str, Any]


def link(
    before: str, number: int, id: str, digest: str, by: str | None, thing: str | None, received: str, *judged: str
) -> str:
    """The next link: of the one before, what the server noted, and what was judged: verdict, code and flags as JSON.

    The digest stands for everything that was sent. None of these texts has a line break in it.
    """
    facts = (before, str(number), id, digest, by or '', thing or '', received, *judged)
    return hashlib.sha256('\n'.join(facts).encode()).hexdigest()


def link_of(before: str, row: Row, release: Row | None = None) -> str:
    """The link that a row should have; of one that was held at first as it was then."""
    verdict, code, flags, thing = row['verdict'], row['code'], flags_of(row), row['thing_id']
    if release:
        was = release['was']
        verdict, code, flags, thing = 'held', was['code'], was['flags'], None
    return link(
        before, row['number'], str(row['id']), row['digest'], _text(row['by_id']), _text(thing),
        moment_of(row['received_at']).isoformat(), verdict, code, orjson.dumps(flags).decode(),
    )  # fmt: skip


@dataclass
class Walk:
    """Along the chain, row by row in the order of their numbers."""

    releases: dict[str, Row]  # what became of records that were held, by their ids
    before: str = ''
    number: int = 0
    broken: list[int] = field(default_factory=list)  # rows that do not follow from those before them

    def take(self, row: Row) -> bool:
        """Whether a row follows from those before it and says what its release says. It goes on from what is there."""
        release = self.releases.get(str(row['id']))
        whole = link_of(self.before, row, release) == row['chain']
        if whole and release:
            now = release['now']
            seen = row['verdict'], row['code'], flags_of(row), _text(row['thing_id'])
            whole = seen == (now['verdict'], now['code'], now['flags'], now['thing'])
        self.before, self.number = row['chain'], row['number']
        if not whole:
            self.broken.append(row['number'])
        return whole


def releases_in(envelopes: Iterable[str]) -> dict[str, Row]:
    """What the log's release records say, by the record that was held."""
    payloads = (orjson.loads(envelope)['payload'] for envelope in envelopes)
    return {payload['record']: payload for payload in payloads}


def flags_of(row: Row) -> list[str]:
    flags: list[str] = orjson.loads(row['flags']) if isinstance(row['flags'], str) else row['flags']
    return flags


def moment_of(kept: str | datetime) -> datetime:
    """A moment as either database keeps it, in UTC."""
    found = kept if isinstance(kept, datetime) else datetime.fromisoformat(kept)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _text(id: Any) -> str | None:
    return str(id) if id else None


async def head() -> tuple[int, str]:
    """The last number in the log and its link."""
    for row in await db.rows('SELECT number, chain FROM record ORDER BY number DESC LIMIT 1'):
        return row['number'], row['chain']
    return 0, ''


async def catch_up() -> None:
    """Give a log its links that was begun before there were any."""
    first = await db.rows('SELECT chain FROM record ORDER BY number LIMIT 1')
    if first and not first[0]['chain']:
        await db.write_tx(_link_all)


async def _link_all() -> None:
    before, number = '', 0
    while found := await db.rows(SOME, number, AT_ONCE):
        links = []
        for row in found:
            before, number = link_of(before, row), row['number']
            links.append([before, number])
        await db.run_many(SET, links)
