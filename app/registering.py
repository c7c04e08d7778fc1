"""The register as a spreadsheet that reads back unchanged."""

import asyncio
from decimal import Decimal
from typing import Any

from app import own_rows, register, sheets
from app.cells import STATE_WORDS, UNPRINTABLE
from app.columns import COLUMNS
from app.core import db
from app.facts import Facts
from app.import_rows import held_register

FACTS = tuple(column.key for column in COLUMNS if column.key in Facts.model_fields and column.key != 'category')
SELECTED = ', '.join(f'thing.{name}' for name in ('id', 'inside_id', 'category', *FACTS))


async def export_file(language: str) -> bytes:
    """Everything in use as .xlsx, in the columns that importing reads, each row sealed (app/own_rows.py)."""
    held = await held_register()
    is_english = not language.startswith('zh')
    names = {key: each.en if is_english else each.zh for key, each in (await register.categories()).items()}
    states = STATE_WORDS['en' if is_english else 'zh']
    sql = f"SELECT {SELECTED} FROM thing WHERE kind = 'asset' AND state != 'retired' ORDER BY sort, id"
    rows = await db.rows(sql)

    def write() -> bytes:
        lines = []
        for row in rows:
            place = held.shown.get(str(row['inside_id']), '')
            line = _line(row, names.get(row['category'], ''), place)
            line['own'] = own_rows.stamp(str(row['id']), line | {'state': states.get(line['state'], '')})
            lines.append(line)
        return sheets.write_register(lines, language)

    return await asyncio.to_thread(write)


def _line(row: dict[str, Any], category: str, place: str) -> dict[str, Any]:
    """The values as they stand in the cells: money as numbers, texts without what no cell can hold."""
    line = {name: _clean(row[name]) for name in FACTS} | {'category': category, 'place': place}
    price = Decimal(str(row['price'])) if row['price'] is not None else None
    line['price'] = '' if price is None else float(price)
    line['amount'] = '' if price is None else float(price * row['quantity'])
    return line


def _clean(value: Any) -> Any:
    return UNPRINTABLE.sub('', value) if isinstance(value, str) else '' if value is None else value
