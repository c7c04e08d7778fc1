"""Amounts, shares, points, years and days as people type them, or a sentence on what is wrong with them."""

import unicodedata
from decimal import Decimal, InvalidOperation

from app import cells, schedules
from app.core.errors import BadInput

MOST = Decimal('9999999999.99')  # yuan
FEN, SHARE = Decimal('0.01'), Decimal('0.0001')
FULL = Decimal(100)


def money(text: str | None) -> Decimal:
    """In yuan, to the fen. Raises BadInput."""
    found = _number(text, MOST)
    if found is None:
        raise BadInput('bad_amount', text=_short(text))
    return found


def points(text: str | None) -> Decimal:
    """Raises BadInput."""
    found = _number(text, FULL)
    if found is None:
        raise BadInput('bad_points', text=_short(text))
    return found


def share(text: str | None) -> Decimal:
    """A share of one, from a percentage. Raises BadInput."""
    found = _number((text or '').strip().rstrip('%％'), FULL)
    if found is None:
        raise BadInput('bad_percent', text=_short(text))
    return (found / 100).quantize(SHARE)


def years(text: str | None) -> int | None:
    """Whole years; nothing where nothing is given. Raises BadInput."""
    if not (text or '').strip():
        return None
    found = _number(text, FULL)
    if not found or found % 1:
        raise BadInput('bad_years', text=_short(text))
    return int(found)


def day(text: str | None) -> str:
    """A day as exact as it is known: 2017-06-11, 2017-06 or 2017. Raises BadInput."""
    found, _ = cells.day((text or '').strip(), schedules.today())
    if not found:
        raise BadInput('bad_day', day=_short(text))
    return str(found)


def _number(text: str | None, most: Decimal) -> Decimal | None:
    """To two places; nothing where it is no number, less than nothing, too much or more exact than that."""
    plain = unicodedata.normalize('NFKC', text or '').strip().replace(',', '').lstrip('¥').removesuffix('元').strip()
    try:
        found = Decimal(plain)
        return found.quantize(FEN) if 0 <= found <= most and found == found.quantize(FEN) else None
    except InvalidOperation:
        return None


def _short(text: str | None) -> str:
    return (text or '')[:20]
