"""The book side of a stocktake: what of the register is in its scope, frozen when it starts."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from app.core import db
from app.core.errors import BadInput, NotFound
from app.core.known import among
from app.core.permissions import may
from app.core.records import Writing
from app.stocktake_counts import FACTS, line_of
from app.stocktake_forms import PlanForm, TeamForm
from models import Person, Stocktake, StocktakeLine, StocktakePlace

AT_ONCE = 2_000  # lines written in one statement
COUNT = 'stocktakes.count'

Row = Mapping[str, Any]


async def check_plan(form: PlanForm) -> None:
    """Raises NotFound for a place and BadInput for a person who may not count."""
    await _check_places(form.places)
    await check_teams(form.teams)


async def check_teams(teams: list[TeamForm]) -> None:
    await _check_places(place for team in teams for place in team.places)
    people = {person for team in teams for person in team.people}
    known = await Person.filter(id__in=list(people), left_at=None) if people else []
    if len(known) < len(people) or not all(may(person.roles, COUNT) for person in known):
        raise BadInput('not_able')


async def _check_places(places: Iterable[UUID]) -> None:
    wanted = {str(place) for place in places}
    sql = f"SELECT id FROM thing WHERE kind = 'place' AND {among('id', wanted)}"
    if wanted and len(await db.rows(sql, *wanted)) < len(wanted):
        raise NotFound('unknown_place')


async def freeze(stocktake: Stocktake) -> int:
    """Write down what the register says of all that is in the scope; how many lines that are."""
    scope = stocktake.scope
    places = await _places()
    inside = within(places, scope['places']) if scope['places'] else None
    lines: list[dict[str, Any]] = []
    holding: set[str] = set()
    total = 0
    for row in await _assets(scope):
        if inside is not None and str(row['inside_id']) not in inside:
            continue
        if row['inside_id']:
            holding.add(str(row['inside_id']))
        lines.append(line_of(stocktake.id, row))
        if len(lines) == AT_ONCE:
            total += await _write(lines)
            lines = []
    total += await _write(lines)
    narrow = scope['categories'] or scope['custodians'] or scope['value_from']
    await _write_rooms(stocktake, _rooms(places, inside, holding, empty=not narrow))
    await assign(stocktake, places)
    return total


async def take_in(stocktake: Stocktake, chosen: Iterable[UUID], record: Writing) -> None:
    """Rooms that are to be counted too, with what the register has in them today. Raises NotFound for what is none."""
    wanted = list(dict.fromkeys(chosen))
    for id in wanted:
        place = await record.known.thing(id)
        if not place or not place.is_place or place.is_retired:
            raise NotFound('unknown_place')
    await record.flush()
    places = await _places()
    inside = within(places, (str(id) for id in wanted))
    rows = {str(row['id']): row for row in await _assets(stocktake.scope) if str(row['inside_id']) in inside}
    rooms = _rooms(places, inside, {str(row['inside_id']) for row in rows.values()} | {str(id) for id in wanted})
    has = {str(room.place_id) for room in await StocktakePlace.filter(stocktake_id=stocktake.id)}
    await _write_rooms(stocktake, [room for room in rooms if str(room['id']) not in has], is_added=True)
    booked = await db.rows('SELECT thing_id, extra FROM stocktake_line WHERE stocktake_id = ?', str(stocktake.id))
    met = [str(line['thing_id']) for line in booked if line['extra'] and str(line['thing_id']) in rows]
    for start in range(0, len(met), 500):
        some = met[start : start + 500]
        sql = f'UPDATE stocktake_line SET extra = ? WHERE stocktake_id = ? AND {among("thing_id", some)}'
        await db.run(sql, False, str(stocktake.id), *some)
    fresh = rows.keys() - {str(line['thing_id']) for line in booked}
    again = {'is_again': stocktake.round > 1}
    lines = [line_of(stocktake.id, row) | again for id, row in rows.items() if id in fresh]
    for start in range(0, len(lines), AT_ONCE):
        await _write(lines[start : start + AT_ONCE])


def _rooms(places: list[Row], inside: set[str] | None, holding: set[str], *, empty: bool = False) -> list[Row]:
    """The places that hold something; with `empty` also the innermost ones that hold nothing."""
    outer = {str(place['inside_id']) for place in places}
    return [
        place
        for place in places
        if str(place['id']) in holding
        or (empty and str(place['id']) not in outer and (inside is None or str(place['id']) in inside))
    ]


async def _write_rooms(stocktake: Stocktake, rooms: list[Row], *, is_added: bool = False) -> None:
    made = [
        StocktakePlace(
            id=uuid5(stocktake.id, str(room['id'])), stocktake_id=stocktake.id, place_id=room['id'],
            name=room['name'], custodian=room['custodian'], is_added=is_added,
        )
        for room in rooms
    ]  # fmt: skip
    await StocktakePlace.bulk_create(made, batch_size=500)


async def _assets(scope: dict[str, Any]) -> list[dict[str, Any]]:
    where, values = ["kind = 'asset'", "state != 'retired'"], []
    for column, wanted in (('category', scope['categories']), ('custodian', scope['custodians'])):
        if wanted:
            where.append(among(column, wanted))
            values += wanted
    if scope['value_from']:
        where.append('CAST(price AS NUMERIC) >= CAST(? AS NUMERIC)')
        values.append(scope['value_from'])
    return await db.rows(f'SELECT {", ".join(FACTS)} FROM thing WHERE {" AND ".join(where)}', *values)


async def _write(lines: list[dict[str, Any]]) -> int:
    await db.insert_rows(StocktakeLine, lines)
    await asyncio.sleep(0)
    return len(lines)


async def _places() -> list[Row]:
    sql = "SELECT id, inside_id, name, custodian FROM thing WHERE kind = 'place' AND state != 'retired'"
    return [*await db.rows(sql)]


def within(places: Iterable[Row], chosen: Iterable[str]) -> set[str]:
    """The chosen places and all that lie in them."""
    inside: dict[str, list[str]] = {}
    for place in places:
        inside.setdefault(str(place['inside_id']), []).append(str(place['id']))
    found: set[str] = set()
    todo = [str(id) for id in chosen]
    while todo:
        id = todo.pop()
        if id not in found:
            found.add(id)
            todo += inside.get(id, [])
    return found


async def assign(stocktake: Stocktake, places: list[Row] | None = None) -> None:
    """Tell every room who counts it; one that nobody was given is for whoever comes."""
    places = await _places() if places is None else places
    people: dict[str, list[str]] = {}
    for team in stocktake.teams:
        for place in within(places, team['places']):
            people[place] = list(dict.fromkeys([*people.get(place, []), *team['people']]))
    rooms = await StocktakePlace.filter(stocktake_id=stocktake.id)
    for room in rooms:
        room.people = people.get(str(room.place_id), [])
    if rooms:
        await db.save(rooms, ['people'])
