"""Canonical JSON (RFC 8785): the one way to write a value, so that its digest is the same everywhere."""

import hashlib
from typing import Any

import orjson
import rfc8785

SIMPLE = {str, bool, type(None)}
SAFE = 2**53 - 1  # the largest whole number that JSON holds exactly everywhere


def canonical(value: Any) -> bytes:
    """Raises CanonicalizationError, TypeError or RecursionError for what JSON cannot say."""
    if _is_plain(value):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return rfc8785.dumps(value)


def digest_of(value: Any) -> str:
    """The lower-case hex SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _is_plain(value: Any) -> bool:
    """Whether sorted JSON is canonical already: no fractions, which RFC 8785 writes its own way, and ASCII keys."""
    kind = type(value)
    if kind is int:
        return -SAFE <= value <= SAFE
    if kind is dict:
        if not ''.join(value).isascii():
            return False
        value = value.values()
    elif kind is not list:
        return kind in SIMPLE
    for each in value:  # noqa: SIM110 (`all` with a generator takes twice as long, and every record is looked through)
        if type(each) not in SIMPLE and not _is_plain(each):
            return False
    return True
