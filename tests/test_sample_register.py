"""The sample register: an old school's spreadsheet with every mess in it, judged row by row against its answers."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.sheets import Known, Row, check_register, count_rows, read_register

DATA = Path(__file__).parent / 'data'
TODAY = date(2026, 11, 21)
STATES = {
    '在用': 'in_use',
    '闲置': 'idle',
    '待修': 'repair',
    '借出': 'lent',
    '待报废': 'writeoff',
    '已报废': 'retired',
    '': '',
}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding='utf-8-sig', newline='') as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope='module')
def places() -> Known:
    """The places that the school set up first, with what else they are called."""
    found = table('sample-places.csv')
    paths = [f'{place["building"]} / {place["place_zh"]}' for place in found]
    aliases = {alias: place['place_zh'] for place in found for alias in place['aliases'].split('|') if alias}
    return Known(places=paths, aliases=aliases)


@pytest.fixture(scope='module')
def rows(places: Known) -> list[Row]:
    return check_register(read_register((DATA / 'sample-register.xlsx').read_bytes()), places, today=TODAY)


EXPECTED = table('sample-register-expected.csv')


def test_the_totals_are_those_that_a_perfect_importer_reaches(rows: list[Row]) -> None:
    assert count_rows(rows) == {
        'created': 547, 'updated': 0, 'unchanged': 0, 'warned': 83, 'rejected': 17, 'skipped': 37, 'tags': 1307,
    }  # fmt: skip
    imported = [row for row in rows if row.outcome in ('create', 'warn')]
    assert sum(row.values['amount'] or 0 for row in imported) == Decimal(3_915_707)
    assert len({row.values['place'] for row in imported} - {''}) == 56
    assert Counter(code for row in rows for code in row.codes) == {
        'W01': 9, 'W02': 6, 'W03': 10, 'W04': 6, 'W05': 12, 'W06': 9, 'W07': 8, 'W08': 7, 'W10': 4, 'W11': 5, 'W12': 2,
        'W13': 5, 'R1': 5, 'R2': 6, 'R3': 6,
    }  # fmt: skip


@pytest.mark.parametrize('expected', EXPECTED, ids=lambda row: row['row'])
def test_every_row_is_judged_as_it_should_be(expected: dict[str, str], rows: list[Row]) -> None:
    row = rows[int(expected['row']) - 1]
    assert row.number == int(expected['row'])
    if expected['kind'] != 'data':
        assert row.outcome == 'skip'
        return
    outcomes = {'ok': 'create', 'ok_fixed': 'create', 'warn': 'warn', 'reject': 'reject'}
    assert row.outcome == outcomes[expected['outcome']]
    assert row.codes == (expected['warns'] or expected['reject']).split()
    if row.outcome == 'reject':
        return
    first, *others = re.split('[、/，]', expected['keeper'])
    assert {key: shown(row, key) for key in ANSWERS} == {key: expected[key] for key in ANSWERS}
    assert row.values['custodian'] == first
    assert all(name in row.values['remarks'] for name in others)
    assert sorted(row.notes) == sorted(expected['notes'].split())
    assert row.values['state'] == STATES[expected['status']]


ANSWERS = ('code', 'name', 'qty', 'unit_price', 'amount', 'date', 'place', 'tags_default')


def shown(row: Row, key: str) -> str:
    """A value as the answers spell it."""
    names = {
        'qty': 'quantity', 'unit_price': 'price', 'date': 'bought', 'tags_default': 'pieces',
    }  # fmt: skip
    value: Any = row.values[names.get(key, key)]
    if key in ('unit_price', 'amount'):
        return '' if value is None else str(float(value))
    return str(value)
