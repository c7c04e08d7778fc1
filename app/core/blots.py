"""Names taken out of the log: what a record says instead, and that nothing else in it has changed.

A record's digest, which the chain is made of, stays that of what was sent. The text is written anew with a pseudonym,
and the record that orders it holds the hash of that new text: so the new text is held by the chain as well.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from app.core.canonical import digest_of

FORGET = 'people.forget', 'borrowers.forget'  # the records that order it

Blots = dict[str, set[str]]  # the hashes of the texts that stand for a record's own, by its id


def blotted(envelope: str, name: str) -> str:
    """An account's record with a pseudonym; the hash of the password goes too, though nobody could sign in with it."""
    raw = orjson.loads(envelope)
    instead = {'name': name, 'display': '', 'password': ''}
    raw['payload'] |= {field: value for field, value in instead.items() if field in raw['payload']}
    return orjson.dumps(raw).decode()


def hash_of(envelope: str) -> str:
    return hashlib.sha256(envelope.encode()).hexdigest()


def blots_in(envelopes: Iterable[str]) -> Blots:
    """What the log's own records say about texts that were written anew."""
    found: Blots = {}
    for envelope in envelopes:
        for id, text in orjson.loads(envelope)['payload']['texts'].items():
            found.setdefault(id, set()).add(text)
    return found


def is_ordered(row: Mapping[str, Any], blots: Blots) -> bool:
    """Whether a row's text is not the one that was sent, but one that the log says stands for it."""
    return hash_of(row['envelope']) in blots.get(str(row['id']), ())


def resealed(envelope: str) -> dict[str, Any]:
    """A text that was written anew as an envelope that can be read: with a digest of its own."""
    raw = {name: value for name, value in orjson.loads(envelope).items() if name != 'digest'}
    return raw | {'digest': digest_of(raw)}
