"""Checklists: versioned templates of what is looked at, and which of them belong to a thing."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from app.checklists_template import read_template
from app.core import db
from app.core.canonical import digest_of
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.units import unit_said
from models import Checklist, Thing

STARTER = Path(__file__).parent / 'starter'
GENERAL = 'general'


class ReviseForm(Form):
    key: str = Field(pattern=r'^[a-z0-9-]+$', max_length=60)
    body: dict[str, Any]
    base: int | None = Field(default=None, ge=0)  # the version that was before the writer's eyes; 0: none


@kind
async def revise(form: ReviseForm, record: Writing) -> None:
    """A new version of a checklist, or its first. Versions before it stay, for the answers that were given to them."""
    body = read_template(form.body | {'id': form.key})
    latest = await latest_of(form.key)
    if form.base is not None and form.base != (latest.version if latest else 0):
        raise Conflict('checklist_changed', checklist=body['zh'])
    sha256 = digest_of(body)
    if latest and latest.sha256 == sha256 and latest.is_current:
        return
    await Checklist.filter(key=form.key, is_current=True).update(is_current=False)
    version = latest.version + 1 if latest else 1
    await Checklist.create(key=form.key, version=version, sha256=sha256, body=body, cursor=record.number)
    was_aimed = latest.body.get('target') if latest and latest.is_current else None
    if was_aimed != body.get('target', {}):
        await _aim_anew([was_aimed or {}, body.get('target', {})], record)


class WithdrawForm(Form):
    key: str = Field(max_length=60)


@kind
async def withdraw(form: WithdrawForm, record: Writing) -> None:
    """A checklist is no longer used; what was answered to it stays readable. Raises BadInput for the general one."""
    if form.key == GENERAL:
        raise BadInput('general_stays')
    latest = await _known(form.key)
    if latest.is_current:
        latest.is_current, latest.cursor = False, record.number
        await latest.save(update_fields=['is_current', 'cursor'])
        await _aim_anew([latest.body.get('target', {})], record)


class RestoreForm(Form):
    key: str = Field(max_length=60)


@kind
async def restore(form: RestoreForm, record: Writing) -> None:
    """A withdrawn checklist is used again, as it was last."""
    latest = await _known(form.key)
    if not latest.is_current:
        latest.is_current, latest.cursor = True, record.number
        await latest.save(update_fields=['is_current', 'cursor'])
        await _aim_anew([latest.body.get('target', {})], record)


async def _known(key: str) -> Checklist:
    found = await latest_of(key)
    if not found:
        raise NotFound('unknown_checklist', checklist=key)
    return found


async def _aim_anew(targets: list[dict[str, Any]], record: Writing) -> None:
    """Let phones hear which checks now belong to the things that a checklist is, or was, aimed at."""
    for kind_of, name in (('asset', 'categories'), ('place', 'place_kinds')):
        wanted = sorted({category for target in targets for category in target.get(name, [])})
        if wanted:
            await Thing.filter(kind=kind_of, category__in=wanted).update(cursor=record.number)


async def latest(key: str) -> Checklist:
    """The newest version, in use or not. Raises NotFound."""
    return await _known(key)


async def latest_of(key: str) -> Checklist | None:
    return await Checklist.filter(key=key).order_by('-version').first()


@cache
def starters() -> tuple[dict[str, Any], ...]:
    """The templates that come with the program."""
    found = []
    for file in sorted(STARTER.glob('checklists*.yaml')):
        found += yaml.safe_load(file.read_text(encoding='utf-8'))['templates']
    return tuple(read_template(template) for template in found)


async def current_checklists() -> list[Checklist]:
    return await Checklist.filter(is_current=True).order_by('key')


async def titles(keys: set[str]) -> dict[str, dict[str, str]]:
    """What checklists are called, also those that are not in use any more."""
    found = await Checklist.filter(key__in=list(keys)).order_by('version') if keys else []
    return {each.key: {'zh': each.body['zh'], 'en': each.body['en']} for each in found}


async def withdrawn_checklists() -> list[Checklist]:
    """The last version of each checklist that is no longer used."""
    used = set(await Checklist.filter(is_current=True).values_list('key', flat=True))
    last: dict[str, Checklist] = {}
    for each in await Checklist.all().order_by('key', 'version'):
        if each.key not in used:
            last[each.key] = each
    return list(last.values())


async def versions(key: str) -> list[Checklist]:
    """All versions of a checklist, the newest first."""
    return await Checklist.filter(key=key).order_by('-version')


async def names() -> list[str]:
    """The keys of all checklists there ever were."""
    return sorted(set(await Checklist.all().values_list('key', flat=True)))  # type: ignore[arg-type]


async def current(key: str) -> Checklist:
    """Raises NotFound when there is none of that name in use."""
    found = await Checklist.get_or_none(key=key, is_current=True)
    if not found:
        raise NotFound('unknown_checklist', checklist=key)
    return found


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
    """The keys of the checks that belong to a thing, the general one where no other does, and then of its logbooks."""
    if thing.is_retired:
        return []
    own = [checklist for checklist in checklists if belongs(checklist.body, thing)]
    checks = [checklist.key for checklist in own if 'log' not in checklist.body]
    return (checks or [GENERAL]) + [checklist.key for checklist in own if 'log' in checklist.body]


def shown(checklist: Checklist) -> dict[str, Any]:
    """A checklist as phones get it."""
    return {'id': checklist.key, 'version': checklist.version, 'sha256': checklist.sha256} | form_of(checklist.body)


def form_of(body: dict[str, Any]) -> dict[str, Any]:
    """What a form is drawn from."""
    told: dict[str, Any] = {
        name: body[name] for name in ('zh', 'en', 'items', 'sections', 'scored', 'log') if name in body
    }
    told['items'] = _with_units(body['items'])
    if 'items' in told.get('log', {}):
        told['log'] = told['log'] | {'items': _with_units(told['log']['items'])}
    return told


def _with_units(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item | {'unit_en': unit_said(item['unit'], 'en')} if 'unit' in item else item for item in items]
