"""Lists of places: rooms with the buildings they are in and what else people call them."""

import re
from collections.abc import Sequence
from typing import Any

from app import cells
from app.categories import guess_place_kind, starters
from app.columns import HEADER_WITHIN, TOTALS, fold
from app.foreign import SEPARATOR, path_of
from app.place_names import PlaceNames
from app.rows import Finding, Known, Outcome, Row
from app.workbook import Grid

HEADINGS = {
    'name': '地点名称 场所名称 房间名称 教室名称 存放地点名称 地点 场所 房间 place_zh placename locationname room',
    'path': 'locationpath pathstring 地点路径 路径',
    'inside': '所在楼 楼栋 楼宇 楼名 所属楼栋 所属楼宇 所在建筑 上级地点 building parentname parent parentlocation',
    'code': 'place_code 地点编号 房间编号 房间号 场所编号 locationcode',
    'kind': 'kind 地点类型 场所类型 房间类型',
    'aliases': 'aliases alias 别名 又名 其他叫法 俗称',
}
PLAIN_NAMES = {'name', '名称'}  # of a place, where its building stands beside it and nothing of a thing does
THING_HEADINGS = {
    '数量',
    '单价',
    '资产编号',
    'quantity',
    'assettag',
    'serial',
    'purchasedate',
    'unitprice',
    'price',
    'category',
}
_KEYS = {fold(word): key for key, words in HEADINGS.items() for word in words.split()}
PLACE_KINDS = {category.key for category in starters() if category.kind == 'place'}


def columns_of(row: Sequence[Any]) -> dict[str, int]:
    """Which column of a list of places each heading stands for; empty when this is not the header of one."""
    folded = [fold(cell) for cell in row]
    if THING_HEADINGS & set(folded):
        return {}
    found: dict[str, int] = {}
    for place, heading in enumerate(folded):
        if key := _KEYS.get(heading):
            found.setdefault(key, place)
    if 'name' not in found and 'inside' in found:
        name = next((place for place, heading in enumerate(folded) if heading in PLAIN_NAMES), None)
        found |= {} if name is None else {'name': name}
    return found if len(found) > 1 and ('name' in found or 'path' in found) else {}


def find_places(grid: Grid) -> int | None:
    """The header row of a list of places, None when the sheet is none."""
    counts = [len(columns_of(row)) for row in grid.rows[:HEADER_WITHIN]]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def check_places(grid: Grid, header: int, known: Known) -> list[Row]:
    """What every row would do: a place is new, goes into its building, gets new aliases, or is known already."""
    columns = columns_of(grid.rows[header])
    names = PlaceNames(known.places, known.aliases)
    paths = {cells.place_key(path): path for path in known.places}
    aliases = {cells.place_key(alias) for alias in known.aliases}
    rows = [Row(number, 'skip', cells=tuple(row)) for number, row in enumerate(grid.rows[: header + 1], 1)]
    for number, row in enumerate(grid.rows[header + 1 :], header + 2):
        rows.append(_check(number, row, columns, names, paths, aliases))
    return rows


def _check(
    number: int,
    row: Sequence[Any],
    columns: dict[str, int],
    names: PlaceNames,
    paths: dict[str, str],
    aliases: set[str],
) -> Row:
    found = {key: cells.text(row[place]) if place < len(row) else '' for key, place in columns.items()}
    filled = [text for cell in row if (text := cells.text(cell))]
    if not filled or TOTALS.match(fold(filled[0])):
        return Row(number, 'skip', cells=tuple(row))
    parts = path_of(found['path']) if found.get('path') else [*path_of(found.get('inside', '')), found.get('name', '')]
    name = parts[-1] if parts else ''
    path = SEPARATOR.join(parts)
    others = [each for each in re.split(r'[|｜、;；]', found.get('aliases', '')) if cells.text(each)]
    new = {cells.place_key(each): cells.text(each) for each in others}
    kind = found.get('kind', '')
    values = {
        'kind': 'place', 'name': name, 'place': SEPARATOR.join(parts[:-1]), 'path': path, 'code': found.get('code', ''),
        'category_key': kind if kind in PLACE_KINDS else guess_place_kind(name), 'pieces': 1, 'quantity': 1,
        'aliases': [written for key, written in new.items() if key not in aliases and key != cells.place_key(name)],
    }  # fmt: skip
    if not name:
        return Row(number, 'reject', values, (Finding('R1'),), cells=tuple(row))
    outcome: Outcome = 'create'
    if cells.place_key(path) in paths:
        outcome = 'update' if values['aliases'] else 'unchanged'
    elif cells.place_key(name) in paths and not names.is_open:
        outcome, values['from'] = 'update', paths[cells.place_key(name)]  # it is there, but in no building yet
    paths.setdefault(cells.place_key(path), path)
    aliases.update(new)
    return Row(number, outcome, values, key=path, thing=None if outcome == 'create' else path, cells=tuple(row))
