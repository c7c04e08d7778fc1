"""What few sheets say of a thing: maker and supplier, national code, warranty, service life and interval."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app import cells
from app.columns import SELDOM

LATEST = date(9000, 1, 1)  # a warranty may end in any year
LONGEST_LIFE = 200  # years
LONGEST_UPKEEP = 240  # months


def read(found: Mapping[str, Any]) -> dict[str, Any]:
    """The values in a row's cells; a row that says nothing of it carries no mark of it."""
    values: dict[str, Any] = {key: cells.text(found[key]) for key in SELDOM if key in found}
    for key in ('booked', 'warranty'):
        if key in found and (day := cells.day(found[key], LATEST)[0]):
            values[key] = day
    for key, unit, longest in (('life', '年', LONGEST_LIFE), ('upkeep', '个?月', LONGEST_UPKEEP)):
        said = re.fullmatch(rf'(\d{{1,3}})(?:{unit})?', cells.half(found.get(key, '')))
        if said and 0 < int(said[1]) <= longest:
            values[key] = int(said[1])
    return values
