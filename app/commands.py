"""What the `tagwalk` command asks for, done by whichever process holds the data.

There is one writer. While a server runs, commands hand their work to it over the loopback interface, with a key that
only those who can read the data folder have.
"""

import base64
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from app import (
    demo,
    import_report,
    imports,
    labels,
    ledger,
    ledger_file,
    people,
    register,
    registering,
    settings,
    tags,
)  # fmt: skip
from app.core import db, holding, progress, web
from app.core.actors import the_server
from app.core.config import read_config
from app.core.entries import enter
from app.core.errors import NotFound, Refused
from app.core.records import write_one
from models import Thing

Answer = dict[str, Any]


async def user_add(name: str, roles: list[str], password: str, display: str = '') -> Answer:
    await people.add_person(name, password, roles, the_server(), display)
    return {'name': name, 'roles': roles}


async def import_register(
    data: str, filename: str, check: bool, language: str, rejects: bool = False, sheet: str = ''
) -> Answer:
    return await import_report.import_file(
        base64.b64decode(data),
        filename,
        the_server(),
        check=check,
        language=language,
        name=sheet,
        rejects=rejects,
        told=progress.tell,
    )


async def undo_import(id: str = '') -> Answer:
    """Take back an import: the one with this id, or the last one that still stands. Raises NotFound and Conflict."""
    found = [one for one in await imports.latest(1000) if (str(one.id) == id if id else not one.undone_at)]
    if not found:
        raise NotFound('unknown_import')
    await write_one(enter('imports.undo', {'of': str(found[0].id)}), the_server())
    return {'import': str(found[0].id), 'name': found[0].name}


async def how_far() -> Answer:
    return progress.how_far()


async def export_register() -> Answer:
    return {'data': base64.b64encode(await registering.export_file(the_server().language)).decode()}


async def export_ledger(month: str) -> Answer:
    data = await ledger_file.write(await ledger.of_month(month), the_server().language)
    return {'data': base64.b64encode(data).decode()}


async def labels_to_print(
    layout: str = 'a4-3x8', place: str = '', waiting: bool = False, printer: str = '', code: str = ''
) -> Answer:
    """What is to be printed, for whoever draws it: labels, the layout's numbers and the address in the codes."""
    inside = await _place_named(place) if place else None
    things = [(await tags.thing_of(code)).id] if code else None
    found = await labels.layout_of(layout, printer)
    signs = the_server().language if found.design == 'door' else ''
    chosen = await labels.labels_of(inside=inside, things=things, waiting=waiting, signs=signs)
    return {'labels': list(map(asdict, chosen)), 'layout': asdict(found), 'address': read_config().public_url}


async def labels_printed(codes: list[str], layout: str = '') -> Answer:
    await labels.note_printed(codes, the_server(), layout)
    return {'labels': len(codes)}


async def _place_named(name: str) -> Thing:
    for thing in await register.places():
        if name in (thing.name, thing.code, str(thing.id)):
            return thing
    raise NotFound('unknown_place_name', name=name)


async def check() -> Answer:
    """How much there is; the audit itself looks on beside whoever writes."""
    counts = {}
    for table in ('thing', 'tag', 'record', 'refusal', 'photo', 'person'):
        counts[table] = (await db.rows(f'SELECT count(*) AS n FROM {table}'))[0]['n']
    return counts


async def fill_demo() -> Answer:
    return {'passwords': await demo.fill()}


async def first_link() -> Answer:
    """The one-time address that makes the first administrator; empty once somebody has an account."""
    if not await people.has_nobody():
        return {'link': ''}
    return {'link': f'{read_config().public_url}/first/{await people.new_first_key()}'}


COMMANDS: dict[str, Callable[..., Awaitable[Answer]]] = {
    'user-add': user_add,
    'import': import_register,
    'undo-import': undo_import,
    'how-far': how_far,
    'export': export_register,
    'export-ledger': export_ledger,
    'labels': labels_to_print,
    'labels-printed': labels_printed,
    'check': check,
    'demo': fill_demo,
    'first-link': first_link,
}

router = APIRouter()


@router.post('/api/command/{name}', include_in_schema=False)
async def command(request: Request, name: str) -> Answer:
    key = request.headers.get('x-tagwalk-command', '')
    if not hmac.compare_digest(key.encode(), (holding.note().get('key') or settings.new_secret()).encode()):
        raise Refused('not_allowed', action=name)
    if name not in COMMANDS:
        raise NotFound('unknown_command', name=name)
    return await COMMANDS[name](**json.loads(await web.body_of(request, 50_000_000)))
