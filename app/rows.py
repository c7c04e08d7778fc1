"""Rows of a checked register: what each would do, and everything that can be found in one."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal['create', 'update', 'unchanged', 'warn', 'reject', 'skip']
WARNINGS = {
    'W01': 'missing_code',
    'W02': 'code_taken',
    'W03': 'missing_place',
    'W04': 'unknown_place',
    'W05': 'odd_date',
    'W06': 'odd_price',
    'W07': 'odd_amount',
    'W08': 'missing_unit',
    'W10': 'two_custodians',
    'W11': 'odd_state',
    'W12': 'odd_range',
    'W13': 'missing_quantity',
    'W14': 'too_many_pieces',
    'W15': 'text_cut',
}
REJECTS = {'R1': 'missing_name', 'R2': 'odd_quantity', 'R3': 'pasted_twice'}
NOTES = {  # put right without asking
    'N1': 'name_spaces',
    'N2': 'wide_digits',
    'N3': 'date_as_text',
    'N4': 'date_partly_known',
    'N5': 'price_as_text',
    'N6': 'place_from_above',
    'N7': 'place_spelling',
    'N8': 'unit_in_quantity',
    'N9': 'state_synonym',
    'N10': 'amount_computed',
    'N11': 'code_spelling',
    'N12': 'range_expanded',
    'N14': 'no_custodian',
    'N15': 'number_as_text',
}


@dataclass(frozen=True)
class Finding:
    """What was found in a row: a code of the published list (W01, R2…), and the facts of its sentence."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """The id of the sentence in the words."""
        return f'sheets-{(WARNINGS | REJECTS)[self.code]}'

    @property
    def mending(self) -> str:
        """The id of the sentence that says what to do about it."""
        return f'mend-{(WARNINGS | REJECTS)[self.code]}'


@dataclass(frozen=True, slots=True)
class Row:
    """One physical row: what it would do, with which values.

    `outcome` is `warn` for a row that is written and has something to ask; `thing` is the thing that it updates, None
    where it makes a new one. `key` finds the row again at the next import: its code or, without one, a fingerprint of
    name, spec, place and date. `digest` covers all values. `notes` are the marks of what was put right silently.
    `changes`: what an update changes, as (column, before, after).
    """

    number: int
    outcome: Outcome
    values: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    key: str = ''
    digest: str = ''
    thing: str | None = None
    cells: tuple[Any, ...] = ()
    changes: tuple[tuple[str, Any, Any], ...] = ()

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    @property
    def pieces(self) -> int:
        """How many tags the row asks for."""
        return 0 if self.outcome in ('reject', 'skip') else int(self.values['pieces'])


@dataclass(frozen=True)
class Known:
    """What the register holds already.

    `things`: key → (thing id, digest of the values imported). `places`: their names. `aliases`: other spelling → name.
    Without any place known, the places of the sheet are taken as they stand.
    """

    things: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    places: Collection[str] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)


def digest_of(values: Mapping[str, Any]) -> str:
    """The same for the same values, however often they are imported."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def key_of(values: Mapping[str, Any]) -> str:
    """What finds a thing again at the next import: its code or, without one, a fingerprint."""
    if values['code']:
        return str(values['code'])
    line = '\n'.join(str(values[key]) for key in ('name', 'spec', 'place', 'bought'))
    return '~' + hashlib.sha256(line.encode()).hexdigest()[:20]
