"""Checklists: versioned templates of what is looked at, and which of them belong to a thing."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from app.core import db
from app.core.actors import the_server
from app.core.canonical import digest_of
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing, write
from models import Checklist, Thing

STARTER = Path(__file__).parent / 'starter'
GENERAL = 'general'


class ReviseForm(Form):
    key: str = Field(pattern=r'^[a-z0-9-]+$', max_length=60)
    body: dict[str, Any]


@kind
async def revise(form: ReviseForm, record: Writing) -> None:
    """A new version of a checklist, or its first. Versions before it stay, for the answers that were given to them."""
    latest = await Checklist.filter(key=form.key).order_by('-version').first()
    sha256 = digest_of(form.body)
    if latest and latest.sha256 == sha256:
        return
    await Checklist.filter(key=form.key, is_current=True).update(is_current=False)
    version = latest.version + 1 if latest else 1
    await Checklist.create(key=form.key, version=version, sha256=sha256, body=form.body, cursor=record.number)


async def load_starters() -> None:
    """Put the starter checklists in where a school has none of that name yet."""
    have = set(await Checklist.all().values_list('key', flat=True))
    missing = [template for template in starters() if template['id'] not in have]
    if missing:
        entries = [enter('checklists.revise', {'key': template['id'], 'body': template}) for template in missing]
        await write(entries, the_server())


@cache
def starters() -> tuple[dict[str, Any], ...]:
    """The templates that come with the program; kitchens' scores and hand-over sheets wait for their own features."""
    found = []
    for file in sorted(STARTER.glob('checklists*.yaml')):
        found += yaml.safe_load(file.read_text(encoding='utf-8'))['templates']
    return tuple(template for template in found if all(item['type'] in ITEM_TYPES for item in template['items']))


ITEM_TYPES = ('ok', 'number', 'text', 'choice', 'photo')


async def current_checklists() -> list[Checklist]:
    return await Checklist.filter(is_current=True).order_by('key')


async def checklist(key: str, version: int) -> Checklist:
    """One version of a checklist. Raises NotFound."""
    found = await db.fetch(Checklist, 'key = ? AND version = ?', key, version)
    if not found:
        raise NotFound('unknown_checklist', checklist=key)
    return found[0]


def belongs(body: dict[str, Any], thing: Thing) -> bool:
    """Whether a checklist is aimed at a thing: at its category, or at its kind of place."""
    target = body.get('target', {})
    wanted = target.get('place_kinds', []) if thing.is_place else target.get('categories', [])
    places = target.get('places')
    return thing.category in wanted and (not places or thing.name in places)


def checks_of(thing: Thing, checklists: list[Checklist]) -> list[str]:
    """The keys of the checklists that belong to a thing; the general one where no other does."""
    if thing.is_retired:
        return []
    own = [checklist.key for checklist in checklists if belongs(checklist.body, thing)]
    return own or [GENERAL]


def shown(checklist: Checklist) -> dict[str, Any]:
    """A checklist as phones get it."""
    body = checklist.body
    return {
        'id': checklist.key,
        'version': checklist.version,
        'sha256': checklist.sha256,
        'zh': body['zh'],
        'en': body['en'],
        'items': body['items'],
    }
