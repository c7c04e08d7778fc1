"""The code on a label: 11 characters of Crockford's base 32 that nobody can guess, and a check character."""

import hmac
import re
from functools import lru_cache

ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
LENGTH = 12
BITS = 5 * (LENGTH - 1)
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_ALLOWED = frozenset(ALPHABET)
_MEANT = str.maketrans('OIL', '011')
_ADDRESS = re.compile(r'^https?://[^/\s]+/t/([^/?#\s]+)/?$', re.IGNORECASE)
_FILLING = re.compile(r'[\s-]')


def check_character(body: str) -> str:
    """The character that closes a code.

    The body's values, weighted with powers of two, are added up in the field GF(32) (x^5 + x^2 + 1): one wrong
    character or two swapped neighbours always change the sum.
    """
    total = 0
    for weighted, character in zip(_WEIGHTED, body, strict=True):
        total ^= weighted[_VALUES[character]]
    return ALPHABET[total]


def code_for(key: str, what: str) -> str:
    """A code nobody can guess without the key, and always the same for the same: so it follows from the log."""
    bits = int.from_bytes(hmac.digest(key.encode(), what.encode(), 'sha256'))
    body = ''.join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH - 1))
    return body + check_character(body)


def clean_code(text: str) -> str | None:
    """The 12 characters in a typed code or a label's address, check character unseen; None when it is neither."""
    match = _ADDRESS.match(text.strip())
    code = _plain(match[1] if match else text)
    return code if len(code) == LENGTH and _ALLOWED.issuperset(code) else None


def begun_code(text: str, least: int = 4) -> str | None:
    """The first characters of a code that somebody began to type, None when this is none."""
    code = _plain(text)
    return code if least <= len(code) < LENGTH and _ALLOWED.issuperset(code) else None


def _plain(text: str) -> str:
    return _FILLING.sub('', text).upper().translate(_MEANT)


@lru_cache(maxsize=10_000)  # the same labels come again and again
def read_code(text: str) -> str | None:
    """The code in a typed text or a label's address, or None when a character of it is wrong."""
    code = clean_code(text)
    return code if code and check_character(code[:-1]) == code[-1] else None


def spell(code: str) -> str:
    """A code as it is printed."""
    return '-'.join(code[start : start + 4] for start in range(0, LENGTH, 4))


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= 0b100101
        right >>= 1
    return product


def _weighted() -> list[list[int]]:
    """What each value counts at each place of the body."""
    weight, tables = 1, []
    for _ in range(LENGTH - 1):
        weight = _times(weight, 2)
        tables.append([_times(weight, value) for value in range(len(ALPHABET))])
    return tables


_WEIGHTED = _weighted()
