"""The worked examples of docs/compensation.md: the program comes to each of them, and so does their own arithmetic."""

import ast
import operator
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.compensation_sums import CAUSES, Facts, fen, preset, presets, proposal

PAGE = (Path(__file__).parent.parent / 'docs' / 'compensation.md').read_text(encoding='utf-8')
DAY = date(2026, 11, 20)
NAMES = {'repair': 'repair_cost', 'allowance left': 'free'}
SUMS: dict[type, Callable[..., Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
CALLS: dict[str, Callable[..., Decimal]] = {'min': min, 'max': max, 'fen': fen}


def tables() -> Iterator[tuple[str, list[str]]]:
    """The rows of every table with the heading that they stand under."""
    heading = ''
    for line in PAGE.splitlines():
        if line.startswith('## '):
            heading = line[3:]
        elif line.startswith('|') and not line.startswith(('|---', '| Cause', '| Rules')):
            yield heading, [cell.strip() for cell in line.strip('|').split('|')]


WORKED = [(heading.split(':')[0], *row) for heading, row in tables() if ':' in heading]
ASKED = [row for heading, row in tables() if ':' not in heading]


def facts(cause: str, known: str) -> Facts:
    said: dict[str, Any] = {}
    for part in filter(None, known.split(', ')):
        name, _, value = part.rpartition(' ')
        if part == 'beyond repair':
            said['beyond_repair'] = True
        elif name in ('life', 'pieces'):
            said[name] = int(value)
        else:
            said[NAMES.get(name, name)] = value if name == 'bought' else Decimal(value)
    return Facts(cause, on=DAY, **said)


def worked_out(arithmetic: str) -> Decimal:
    """What a line of arithmetic comes to by itself."""
    plain = arithmetic.replace('×', '*').replace('÷', '/').replace('−', '-')
    plain = re.sub(r'\d+(\.\d+)?', lambda number: f'"{number[0]}"', plain)
    return fen(_of(ast.parse(plain, mode='eval').body))


def _of(part: ast.expr) -> Decimal:
    match part:
        case ast.Constant(value=str(number)):
            return Decimal(number)
        case ast.BinOp(left=left, op=op, right=right):
            return SUMS[type(op)](_of(left), _of(right))
        case ast.Call(func=ast.Name(id=name), args=args):
            return CALLS[name](*(_of(each) for each in args))
    raise AssertionError(ast.dump(part))


@pytest.mark.parametrize(('rules', 'cause', 'known', 'arithmetic', 'pays'), WORKED)
def test_every_worked_example_is_what_the_program_proposes_and_what_its_arithmetic_says(
    rules: str, cause: str, known: str, arithmetic: str, pays: str
) -> None:
    found = proposal(preset(rules), facts(cause, known))
    assert (f'{found.total}', found.asks) == (pays, [])
    assert f'{worked_out(arithmetic)}' == pays


@pytest.mark.parametrize(('rules', 'cause', 'known', 'asks'), ASKED)
def test_what_the_page_says_a_claim_asks_it_asks(rules: str, cause: str, known: str, asks: str) -> None:
    found = proposal(preset(rules), facts(cause, known))
    assert (found.total, found.asks) == (None, asks.split(', '))


def test_every_preset_and_every_cause_has_an_example() -> None:
    assert {(rules, cause) for rules, cause, *_ in WORKED} == {
        (each['key'], cause) for each in presets() for cause in CAUSES
    }


def test_what_the_page_says_of_the_presets_is_in_them() -> None:
    for each in presets():
        assert f'## {each["key"]}: ' in PAGE
        assert Decimal(each['residual']) == Decimal('0.05')
    assert f'{Decimal(preset("allowance")["allowance"]):.0f} yuan a class and term are free' in PAGE


def test_a_share_is_said_as_the_percentage_it_is() -> None:
    said = {
        rules: [step['percent'] for name, step in proposal(preset(rules), facts('deliberate', 'price 300.00, repair 1.00')).steps if name == 'share']
        for rules in ('strict', 'allowance')
    }  # fmt: skip
    assert said == {'strict': ['200'], 'allowance': ['150']}
