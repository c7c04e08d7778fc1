"""Registers exported by other programs: told by their headings, and brought into our own columns.

Columns as documented: Snipe-IT's list, report and import sample; Homebox's `HB.` columns; Shelf's CSV guide and its
export; InvenTree's stock items. Their places come as trees, `Building A / Room 1`, and are taken from the file.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.cells import text
from app.columns import COLUMNS, fold
from app.workbook import Grid

SEPARATOR = ' / '  # between the places of a path, as it is shown
_PATH = re.compile(r'\s*[/>\\›→]\s*')
_STATES = {
    'in_use': 'deployed|ready to deploy|deployable|available|in custody|checked out|ok|in use',
    'repair': 'out for repair|broken|broken - not fixable|damaged|attention needed|attention|quarantined|undeployable',
    'idle': 'pending|returned',
    'retired': 'archived|lost/stolen|lost|destroyed|rejected|sold',
}
STATES = {word: state for state, words in _STATES.items() for word in words.split('|')}


@dataclass(frozen=True)
class Program:
    """One program: the headings that only it writes, and where our columns come from, the first that is filled.

    `joined` columns are put together from all of theirs; `is_path` when one cell holds the whole way to a place.
    """

    name: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, Sequence[str]]
    joined: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_path: bool = True
    retired_by: Sequence[str] = ()  # columns that are true, or filled, for what is gone


PROGRAMS = (
    Program(
        'Homebox',
        (frozenset({'hb.name'}),),
        {
            'code': ('hb.asset_id', 'hb.import_ref'), 'name': ('hb.name',), 'category': ('hb.tags', 'hb.labels'),
            'quantity': ('hb.quantity',), 'price': ('hb.purchase_price',), 'place': ('hb.location',),
            'bought': ('hb.purchase_date', 'hb.purchase_time'), 'serial': ('hb.serial_number',),
        },
        {
            'spec': ('hb.manufacturer', 'hb.model_number'), 'remarks': ('hb.description', 'hb.notes'),
        },
        retired_by=('hb.archived', 'hb.sold_date', 'hb.sold_time'),
    ),
    Program(
        'Snipe-IT',
        (
            *(
                frozenset({'assettag', each})
                for each in ('modelno.', 'modelnumber', 'model', 'itemname', 'purchasecost')
            ),
        ),
        {
            'code': ('assettag',), 'name': ('assetname', 'itemname', 'name', 'model', 'modelname'),
            'category': ('category',), 'price': ('purchasecost', 'cost'), 'serial': ('serial', 'serialnumber'),
            'bought': ('purchasedate', 'purchased'), 'place': ('location', 'checkedoutto:location', 'defaultlocation'),
            'state': ('status',), 'department': ('department', 'company'), 'quantity': ('quantity',),
        },
        {
            'custodian': ('checkedoutto', 'checkedoutto:firstname', 'checkedoutto:lastname', 'fullname'),
            'spec': ('manufacturer', 'model', 'modelname', 'modelno.', 'modelnumber'),
            'remarks': ('notes', 'assetnotes'),
        },
        is_path=False,
    ),
    Program(
        'Shelf',
        (
            frozenset({'title', 'qrid'}), frozenset({'title', 'custodian'}), frozenset({'title', 'bookable'}),
            frozenset({'title', 'imageurl'}), frozenset({'title', 'valuation'}), frozenset({'name', 'valuation'}),
            frozenset({'title', 'category', 'location'}), frozenset({'name', 'qrid'}),
        ),
        {
            'code': ('assetid', 'sequentialid', 'qrid'), 'name': ('title', 'name'), 'category': ('category',),
            'price': ('valuation', 'value'), 'place': ('location',), 'custodian': ('custodian', 'custody'),
            'state': ('status',), 'quantity': ('quantity',), 'serial': ('cf:serialnumber', 'cf:serial'),
            'bought': ('cf:purchasedate', 'purchasedate'),
        },
        {
            'remarks': ('description', 'kit', 'tags'), 'spec': ('cf:manufacturer', 'cf:model'),
        },
    ),
    Program(
        'InvenTree',
        (
            frozenset({'stockitemid', 'partname'}), frozenset({'partname', 'locationname'}),
            frozenset({'part_detail.name', 'quantity'}), frozenset({'part.name', 'quantity'}),
            frozenset({'part_name', 'quantity'}), frozenset({'part', 'location', 'batch'}),
        ),
        {
            'code': ('barcode', 'stockitemid', 'pk', 'id'), 'quantity': ('quantity',),
            'name': ('partname', 'part_detail.name', 'part.name', 'part_name', 'part_detail.full_name', 'part'),
            'category': ('categoryname', 'part_detail.category_name'),
            'place': (
                'locationpath', 'location_path', 'location_detail.pathstring', 'location.pathstring', 'pathstring',
                'locationname', 'location_detail.name', 'location.name', 'location_name', 'location',
            ),
            'price': ('purchaseprice', 'purchase_price'), 'serial': ('serial', 'serialnumber'),
            'state': ('status', 'status_text', 'statuslabel'), 'unit': ('units', 'part_detail.units'),
        },
        {
            'spec': ('ipn', 'part_detail.ipn', 'part.ipn', 'batch', 'batchcode'), 'remarks': ('notes', 'packaging'),
        },
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """How one sheet of another program is read: our columns from which of theirs."""

    program: Program
    first: Mapping[str, tuple[int, ...]]
    joined: Mapping[str, tuple[int, ...]]
    parent: int | None
    retired_by: tuple[int, ...]


def plan_of(headings: Sequence[Any]) -> Plan | None:
    """The plan for a row of headings; None when no other program wrote it."""
    where: dict[str, int] = {}
    for place, heading in enumerate(headings):
        where.setdefault(_fold(heading), place)
    program = next((each for each in PROGRAMS if any(mark <= where.keys() for mark in each.marks)), None)
    if not program:
        return None

    def places(names: Sequence[str]) -> tuple[int, ...]:
        return tuple(where[name] for name in names if name in where)

    parents = places(('parentlocation', 'locationparent', 'parentname'))
    return Plan(
        program,
        {key: found for key, names in program.columns.items() if (found := places(names))},
        {key: found for key, names in program.joined.items() if (found := places(names))},
        parents[0] if parents else None,
        places(program.retired_by),
    )


def translate(grid: Grid, header: int, plan: Plan) -> Grid:
    """The same sheet with our own headings, row for row."""
    keys = [column.key for column in COLUMNS if column.key in plan.first or column.key in plan.joined]
    if plan.retired_by and 'state' not in keys:
        keys.append('state')
    names = {column.key: column.zh for column in COLUMNS}
    rows: list[list[Any]] = [[] for _ in range(header)]
    rows.append([names[key] for key in keys])
    rows += [_line(row, keys, plan) for row in grid.rows[header + 1 :]]
    return Grid(grid.name, rows, [])


def path_of(written: str) -> list[str]:
    """The places on the way, outermost first."""
    return [part for part in (text(each) for each in _PATH.split(written)) if part]


def _fold(heading: Any) -> str:
    """As `columns.fold`, but Shelf's `cf:Serial number,type:text` keeps its `cf:`."""
    plain = ''.join(text(heading).lower().split())
    return plain.split(',type:')[0] if plain.startswith(('cf:', 'checkedoutto:')) else fold(heading) or plain


def _line(row: Sequence[Any], keys: Sequence[str], plan: Plan) -> list[Any]:
    def cell(place: int) -> Any:
        return _plain(row[place]) if place < len(row) else ''

    if not any(text(value) for value in row):
        return []
    found: dict[str, Any] = {
        key: next((value for place in places if text(value := cell(place))), '') for key, places in plan.first.items()
    }
    for key, places in plan.joined.items():
        parts = dict.fromkeys(text(cell(place)) for place in places)
        found[key] = ('；' if key == 'remarks' else ' ').join(
            part for part in parts if part and part != found.get('name')
        )
    if text(found.get('price', '')).strip('0.') == '':
        found['price'] = ''  # they write nought for what nobody filled in
    if text(found.get('bought', '')).startswith('0001'):
        found['bought'] = ''
    if plan.parent is not None and text(found.get('place', '')) and text(cell(plan.parent)):
        found['place'] = SEPARATOR.join([text(cell(plan.parent)), text(found['place'])])
    state = text(found.get('state', '')).lower()
    found['state'] = STATES.get(state) or next((STATES[word] for word in STATES if state.startswith(word)), state)
    if any(text(cell(place)).lower() not in ('', 'false', '0', 'no') for place in plan.retired_by):
        found['state'] = 'retired'
    return [found.get(key, '') for key in keys]


def _plain(cell: Any) -> Any:
    """Shelf's backup holds what a cell points to as JSON: only its name is wanted."""
    if isinstance(cell, str) and cell.startswith('{'):
        try:
            found = json.loads(cell)
        except ValueError:
            return cell
        return found.get('name', '') if isinstance(found, dict) else cell
    return cell
