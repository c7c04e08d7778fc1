"""Taking an import back: what it made is gone, what it changed is as before, unless somebody went on from there."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import orjson
from tortoise.exceptions import IntegrityError

from app import register, search
from app.cells import place_key
from app.core import db
from app.core.errors import Conflict
from app.core.known import among
from app.core.records import Writing
from models import Gone, Import, Thing

AT_ONCE = 500  # values in one statement
TOLD = 3  # names of things that changed since


async def take_back(found: Import, record: Writing) -> None:
    """Raises Conflict naming what changed since; nothing is undone then."""
    made, was, aliases = await _what_it_did(found)
    await _check_untouched(found, made, was)
    for key in aliases:
        await db.run('DELETE FROM place_alias WHERE key = ?', key)
    for id, values in was.items():
        thing = await Thing.get(id=id)
        if 'inside_id' in values:
            await record.change(thing, inside_id=values.pop('inside_id'))
        if values.get('price'):
            values['price'] = Decimal(values['price'])
        await register.change_facts(thing, values, record)
    try:
        await unmake(made, record)
    except IntegrityError as error:
        raise Conflict('import_in_use') from error


async def _what_it_did(found: Import) -> tuple[list[str], dict[str, dict[str, Any]], list[str]]:
    """The ids of the things it made, what the things that it changed were like before, and the aliases it taught."""
    made: list[str] = []
    was: dict[str, dict[str, Any]] = {}
    aliases: list[str] = []
    sql = "SELECT id, kind, thing_id, envelope FROM record WHERE number > ? AND number < ? AND verdict = 'accepted'"
    for row in await db.rows(sql, found.opens, found.closes):
        sent = orjson.loads(row['envelope'])
        if row['kind'] == 'register.add':
            pieces = sent['payload'].get('pieces', 1)
            own = UUID(str(row['id']))
            made += [str(own)] if pieces == 1 else [str(uuid5(own, str(piece))) for piece in range(pieces)]
        elif row['kind'] == 'imports.alias':
            aliases.append(place_key(sent['payload']['written'])[:200])
        elif row['thing_id']:
            before = (sent.get('base') or {}).get('was') or {}
            was[str(row['thing_id'])] = before | was.get(str(row['thing_id']), {})
    return made, was, aliases


async def _check_untouched(found: Import, made: Sequence[str], was: dict[str, Any]) -> None:
    names: dict[str, str] = {}
    for ids in _chunks([*made, *was]):
        here = among('id', ids)
        for row in await db.rows(f'SELECT id, name FROM thing WHERE cursor > ? AND {here}', found.closes, *ids):
            names[str(row['id'])] = row['name']
        about = f"""SELECT thing.id, thing.name FROM thing JOIN record ON record.thing_id = thing.id
            WHERE record.number > ? AND record.verdict = 'accepted' AND {among('thing.id', ids)}"""
        for row in await db.rows(about, found.closes, *ids):
            names[str(row['id'])] = row['name']
        tagged = f"""SELECT thing.id, thing.name FROM thing JOIN tag ON tag.thing_id = thing.id
            WHERE tag.cursor > ? AND {among('thing.id', ids)}"""
        for row in await db.rows(tagged, found.closes, *ids):
            names[str(row['id'])] = row['name']
    own = {*made, *was}
    for ids in _chunks(made):
        inside = f'SELECT id, name FROM thing WHERE {among("inside_id", ids)}'
        names |= {str(row['id']): row['name'] for row in await db.rows(inside, *ids) if str(row['id']) not in own}
    if names:
        raise Conflict('import_changed', count=len(names), names='、'.join([*names.values()][:TOLD]))


async def unmake(made: Sequence[str], record: Writing) -> None:
    """Rows out of the tables; their labels are blank again and phones hear of both."""
    for ids in _chunks(made):
        freed = f'UPDATE tag SET thing_id = NULL, bound_at = NULL, cursor = ? WHERE {among("thing_id", ids)}'
        await db.run(freed, record.number, *ids)
        await db.run(f'DELETE FROM place_alias WHERE {among("place_id", ids)}', *ids)
        await db.run(f'UPDATE thing SET inside_id = NULL WHERE {among("id", ids)}', *ids)
    for ids in _chunks(made):
        await search.drop_all(ids)
        await db.run(f'DELETE FROM thing WHERE {among("id", ids)}', *ids)
        await Gone.bulk_create([Gone(id=UUID(id), cursor=record.number) for id in ids])
    record.known.forget_things()


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
