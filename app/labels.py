"""Labels: what is still to be printed, what its labels say, and what is remembered of this school's printers."""

import asyncio
import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic import Field

from app import checklists, labelled, register, settings
from app.core import db
from app.core.actors import Actor
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.kinds import Form, kind
from app.core.known import among
from app.core.records import Writing, write_one
from app.core.words import t
from app.label_designs import Label
from app.label_sheets import write_labels
from app.layouts import Layout, find_layout
from models import Setting, Tag, Thing

__all__ = ['Label', 'labels_of', 'note_printed', 'take_back', 'write_labels']

IN_ONE_RECORD = 2_000
MOST_KEPT = 100  # printers, and layouts of one's own
PRINTERS, LAYOUTS, OWNER = 'label_printers', 'label_layouts', 'label_owner'  # keys of settings
Lists = tuple[tuple[str, tuple[str, ...]], ...]  # headings with what stands under them
DIGITS = re.compile(r'(\d+)')


class PrintedForm(Form):
    codes: list[str] = Field(min_length=1, max_length=IN_ONE_RECORD)
    layout: str = Field(default='', max_length=80)


@kind
async def printed(form: PrintedForm, record: Writing) -> None:
    """These labels came out of the printer well."""
    await _print(form.codes, record.received_at)


@kind
async def unprinted(form: PrintedForm) -> None:
    """They did not after all: they wait to be printed again."""
    await _print(form.codes, None)


async def _print(codes: Sequence[str], at: datetime | None) -> None:
    found = Tag.filter(code__in=codes)
    await found.update(printed_at=at)
    await labelled.note(await found.values_list('thing_id', flat=True))  # type: ignore[arg-type]


class AdjustForm(Form):
    printer: str = Field(min_length=1, max_length=40)
    x: float = Field(ge=-10, le=10)  # mm to the right
    y: float = Field(ge=-10, le=10)  # mm down


@kind
async def adjust(form: AdjustForm) -> None:
    """Remember how far a printer has to be told to move everything, so that labels are hit in the middle."""
    await _remember(PRINTERS, form.printer, [round(form.x, 2), round(form.y, 2)])


class KeepForm(Form):
    name: str = Field(min_length=1, max_length=40)
    measures: str = Field(max_length=80)  # as app.layouts.find_layout reads them


@kind
async def keep(form: KeepForm) -> None:
    """Remember the measures of a sheet under a name."""
    await _remember(LAYOUTS, form.name, find_layout(form.measures).text)


class OwnerForm(Form):
    text: str = Field(max_length=60)


@kind
async def owner(form: OwnerForm) -> None:
    """What stands small at the bottom of every label: the school's name, most often."""
    await Setting.update_or_create(key=OWNER, defaults={'value': form.text})


async def _remember(key: str, name: str, value: Any) -> None:
    known = await _remembered(key)
    if name not in known and len(known) >= MOST_KEPT:
        raise BadInput('too_many_kept', most=MOST_KEPT)
    text = json.dumps(known | {name: value}, ensure_ascii=False)
    await Setting.update_or_create(key=key, defaults={'value': text})


async def _remembered(key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(await settings.setting(key) or '{}')
    return found


async def printers() -> dict[str, tuple[float, float]]:
    """How far each printer is moved, in mm to the right and down."""
    return {name: (x, y) for name, (x, y) in (await _remembered(PRINTERS)).items()}


async def own_layouts() -> dict[str, str]:
    """The measures that were typed in here, by the name they were given."""
    return await _remembered(LAYOUTS)


async def owner_text() -> str:
    return await settings.setting(OWNER)


async def layout_of(text: str, printer: str = '') -> Layout:
    """A layout by name or by measures, moved as the printer needs it.

    Raises BadInput: `unknown_layout` or another of the layout's, `unknown_printer`, `offset_too_large`.
    """
    layout = find_layout((await own_layouts()).get(text, text))
    if not printer:
        return layout
    known = await printers()
    if printer not in known:
        raise BadInput('unknown_printer', printer=printer[:40], known=', '.join(known))
    return layout.shifted(*known[printer])


SAID = (
    'SELECT tag.code, thing.id, thing.name, thing.kind, thing.code AS asset, thing.piece, thing.spec, '
    'place.name AS place FROM tag JOIN thing ON thing.id = tag.thing_id LEFT JOIN thing AS place '
    'ON place.id = thing.inside_id '
    "WHERE tag.replaced_at IS NULL AND tag.retired_at IS NULL AND thing.state <> 'retired'"
)
WAITING = ' AND tag.printed_at IS NULL AND tag.batch IS NULL'  # blank labels are printed by the batch
WITHIN = (
    ' AND thing.id IN (WITH RECURSIVE held(id) AS (SELECT id FROM thing WHERE id = ? UNION '
    'SELECT thing.id FROM thing JOIN held ON thing.inside_id = held.id) SELECT id FROM held)'
)


async def labels_of(
    *,
    inside: Thing | None = None,
    things: Sequence[UUID] | None = None,
    waiting: bool = False,
    signs: str = '',
) -> list[Label]:
    """What the labels say, place by place, each place before its contents; written-off things have none.

    `waiting` takes only those nobody has printed yet; `signs` makes signs for places only, in that language.
    """
    sql, values = SAID, list[str]()
    if things is not None:
        if not things:
            return []
        sql, values = f'{sql} AND {among("thing.id", things)}', [str(id) for id in things]
    if inside:
        sql, values = sql + WITHIN, [*values, str(inside.id)]
    if waiting:
        sql += WAITING
    if signs:
        sql += " AND thing.kind = 'place'"
    [found] = await db.answers((sql, values))
    below = await owner_text()
    lists = await _lists([row['id'] for row in found], signs) if signs else {}

    def make() -> list[Label]:
        return [_label(row, below, lists.get(str(row['id']), ())) for row in sorted(map(dict, found), key=_order)]

    return await asyncio.to_thread(make)  # a hundred thousand take seconds, in which others want to be served


async def count_waiting() -> int:
    """How many labels nobody has printed yet."""
    counted = 'SELECT count(*) AS n' + SAID[SAID.index(' FROM ') :]
    return int((await db.rows(counted + WAITING))[0]['n'])


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    is_place = row['kind'] == 'place'
    place = row['name'] if is_place else row['place'] or ''
    return _numbers(place), not is_place, _numbers(row['asset']), _numbers(row['name']), _numbers(row['piece'])


@lru_cache(maxsize=50_000)  # things share their places and their names
def _numbers(text: str) -> tuple[tuple[int, str], ...]:
    """A text in the order in which people count: room 9 before room 10."""
    return tuple((int(part), '') if place % 2 else (-1, part) for place, part in enumerate(DIGITS.split(text)))


def _label(row: dict[str, Any], below: str, lists: Lists) -> Label:
    own = ' · '.join(part for part in (row['asset'], row['piece']) if part) or row['spec']
    return Label(row['code'], row['name'], tuple(line for line in (row['place'], own) if line), below, lists)


async def _lists(places: Sequence[Any], language: str) -> dict[str, Lists]:
    """For each place what somebody who scans its sign can do there, and what stands in it."""
    wanted = {str(id) for id in places}
    current = await checklists.current_checklists()
    names = {each.key: each.body['en' if language == 'en' else 'zh'] for each in current}
    inside: dict[str, list[str]] = {}
    for row in await db.rows(
        "SELECT inside_id, name, SUM(quantity) AS pieces FROM thing WHERE kind = 'asset' AND state <> 'retired' "
        'AND inside_id IS NOT NULL GROUP BY inside_id, name ORDER BY SUM(quantity) DESC, name'
    ):
        inside.setdefault(str(row['inside_id']), []).append(f'{row["name"]} ×{row["pieces"]}')
    found: dict[str, Lists] = {}
    for place in await register.places():
        if (key := str(place.id)) in wanted:
            checks = [names[check] for check in checklists.checks_of(place, current)]
            actions = (t('labels-sign-report', language), t('labels-sign-see', language), *checks)
            stands = (t('labels-sign-inside', language), tuple(inside.get(key, ())))
            found[key] = ((t('labels-sign-scan', language), actions), stands)
    return found


async def note_printed(codes: Sequence[str], by: Actor, layout: str = '') -> list[str]:
    """Note labels as printed; the codes of those that were not so far. Raises Refused."""
    by.must('labels.printed')
    fresh = {row['code'] for row in await db.rows('SELECT code FROM tag WHERE printed_at IS NULL')}
    await _write('labels.printed', codes, by, layout)
    return [code for code in dict.fromkeys(codes) if code in fresh]


async def take_back(codes: Sequence[str], by: Actor) -> None:
    """Note that these labels still have to be printed. Raises Refused."""
    by.must('labels.unprinted')
    await _write('labels.unprinted', codes, by, '')


async def _write(name: str, codes: Sequence[str], by: Actor, layout: str) -> None:
    codes = list(dict.fromkeys(codes))
    parts = [codes[start : start + IN_ONE_RECORD] for start in range(0, len(codes), IN_ONE_RECORD)]
    for part in parts:
        await write_one(enter(name, {'codes': part, 'layout': layout[:80]}), by)
