"""Rows of our own export: a hidden last column says which thing each is, and seals what was written about it.

A row that nobody touched changes nothing when it is read in again, however its cells would be understood, and even
if the register has moved on since. A touched row is about the same thing, whatever its code or name is now.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.cells import text
from app.columns import COLUMNS

KEY = 'own'
SEALED = tuple(column.key for column in COLUMNS if column.key != KEY)
_STAMP = re.compile(r'([0-9a-f-]{36}):([0-9a-f]{16})')


def stamp(id: str, values: Mapping[str, Any]) -> str:
    """What the hidden cell says of a row with these values, as they stand in the cells."""
    return f'{id}:{_seal(values)}'


def read(row: Sequence[Any], columns: Mapping[str, int]) -> tuple[str, bool] | None:
    """The thing that a row of our own is about, and whether it is as we wrote it; None for any other row."""
    place = columns.get(KEY)
    found = _STAMP.fullmatch(text(row[place])) if place is not None and place < len(row) else None
    if not found:
        return None
    values = {key: row[columns[key]] for key in SEALED if key in columns and columns[key] < len(row)}
    return found[1], found[2] == _seal(values)


def key_of(id: str) -> str:
    """Under which a thing is known by its own row."""
    return f'#{id}'


def _seal(values: Mapping[str, Any]) -> str:
    plain = '\x1f'.join(text(values.get(key, '')) for key in SEALED)
    return hashlib.sha256(plain.encode(errors='replace')).hexdigest()[:16]
