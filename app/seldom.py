"""What few sheets say of a thing: its maker and supplier, its national code, its warranty and its service life."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app import cells
from app.columns import SELDOM

LATEST = date(9000, 1, 1)  # a warranty may end in any year
LONGEST_LIFE = 200  # years


def read(found: Mapping[str, Any]) -> dict[str, Any]:
    """The values in a row's cells; a row that says nothing of it carries no mark of it."""
    values: dict[str, Any] = {key: cells.text(found[key]) for key in SELDOM if key in found}
    for key in ('booked', 'warranty'):
        if key in found and (day := cells.day(found[key], LATEST)[0]):
            values[key] = day
    years = re.fullmatch(r'(\d{1,3})年?', cells.half(found.get('life', '')))
    if years and 0 < int(years[1]) <= LONGEST_LIFE:
        values['life'] = int(years[1])
    return values
