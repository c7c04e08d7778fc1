"""What a loss comes to by the school's rules, with the arithmetic that leads there. Money is decimal, to the fen."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FEN = Decimal('0.01')
NOTHING = Decimal('0.00')
CAUSES = ('wear', 'careless', 'deliberate', 'nobody', 'lost')
STEPS = (
    'wear', 'price', 'age', 'present', 'repair', 'share', 'most', 'least', 'beyond', 'allowance', 'total',
)  # fmt: skip
STARTER = Path(__file__).parent / 'starter' / 'compensation.yaml'


@dataclass(frozen=True)
class Facts:
    """What is known of a loss; whatever is None is not known, and never guessed."""

    cause: str
    pieces: int = 1
    price: Decimal | None = None  # of one, new
    bought: str = ''  # 2017-06-11, 2017-06 or 2017
    life: int | None = None  # years
    repair_cost: Decimal | None = None
    beyond_repair: bool = False
    on: date = date(2000, 1, 1)  # the day of the loss
    free: Decimal = NOTHING  # what is left of the class's allowance


@dataclass
class Proposal:
    """A sum with its arithmetic; without a sum while something is still asked."""

    total: Decimal | None = None
    allowed: Decimal = NOTHING
    asks: list[str] = field(default_factory=list)  # cause price bought life repair_cost
    steps: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def say(self, step: str, **facts: Any) -> None:
        self.steps.append((step, {name: _plain(fact) for name, fact in facts.items()}))


@cache
def presets() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(STARTER.read_text(encoding='utf-8')))


def preset(key: str) -> dict[str, Any]:
    """Raises KeyError."""
    return {each['key']: each for each in presets()}[key]


def fen(amount: Decimal) -> Decimal:
    """To the fen, half a fen up."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def proposal(rules: dict[str, Any], facts: Facts) -> Proposal:
    """What the rules say. It is a proposal: a person verifies it."""
    found = Proposal()
    rule = rules['causes'].get(facts.cause)
    if not rule:
        found.asks.append('cause')
        return found
    if rule['base'] == 'none':
        found.say('wear')
        found.total = NOTHING
        return found
    beyond = facts.beyond_repair or facts.cause == 'lost'
    base = rule['beyond'] if beyond and rule['base'] == 'repair' else rule['base']
    values = {'repair': None if beyond else facts.repair_cost, 'price': None, 'present': None}
    wanted = {base, rule['most'], '' if beyond and rule['least'] == 'repair' else rule['least']}
    if wanted & {'price', 'present'}:
        _values(found, facts, rules, values, needs_age='present' in wanted)
    if 'repair' in wanted and values['repair'] is None:
        found.asks.append('repair_cost')
    if found.asks:
        return found
    _charge(found, rule, base, values, beyond=beyond)
    assert found.total is not None
    if facts.cause in rules['allowed'] and facts.free > 0 and found.total > 0:
        found.allowed = min(facts.free, found.total)
        found.say('allowance', allowed=found.allowed, left=found.total - found.allowed)
        found.total -= found.allowed
    found.say('total', sum=found.total)
    return found


def _values(
    found: Proposal, facts: Facts, rules: dict[str, Any], values: dict[str, Decimal | None], *, needs_age: bool
) -> None:
    """The price of all pieces new, and what they were still worth; asks for what is not known."""
    months = months_since(facts.bought, facts.on)
    found.asks += ['price'] * (facts.price is None)
    found.asks += ['bought'] * (needs_age and months is None) + ['life'] * (needs_age and not facts.life)
    if found.asks:
        return
    assert facts.price is not None
    price = values['price'] = fen(facts.price * facts.pieces)
    found.say('price', price=facts.price, pieces=facts.pieces, sum=price)
    if needs_age and facts.life and months is not None:
        found.say('age', years=months // 12, months=months % 12, life=facts.life)
        values['present'] = present_value(price, months, facts.life, Decimal(rules['residual']))
        found.say('present', sum=values['present'])


def _charge(
    found: Proposal, rule: dict[str, str], base: str, values: dict[str, Decimal | None], *, beyond: bool
) -> None:
    start, share = values[base], Decimal(rule['share'])
    assert start is not None
    if base == 'repair':
        found.say('repair', sum=start)
    elif beyond:
        found.say('beyond', sum=start)
    total = fen(start * share)
    if share != 1:
        found.say('share', sum=start, percent=f'{(share * 100).normalize():f}', result=total)
    least = values.get(rule['least']) if rule['least'] else None
    if least is not None and least > total:
        total = least
        found.say('least', sum=least)
    most = values.get(rule['most']) if rule['most'] else None
    if most is not None and most < total:
        total = most
        found.say('most', sum=most)
    found.total = fen(total)


def present_value(price: Decimal, months: int, life: int, residual: Decimal) -> Decimal:
    """What is left of a price after some months of a life of years, in a straight line, down to the residual share."""
    worn = price * (life * 12 - months) / (life * 12)
    return fen(max(worn, price * residual))


def months_since(bought: str, on: date) -> int | None:
    """Whole months from a day as exact as it is known; one known by its year alone counts from its first day."""
    if not re.fullmatch(r'\d{4}(-\d{2}){0,2}', bought):
        return None
    year, month, day = (int(part) for part in f'{bought}-01-01'[:10].split('-'))
    months = (on.year - year) * 12 + on.month - month - (on.day < day)
    return max(0, months)


def _plain(fact: Any) -> Any:
    return f'{fen(fact)}' if isinstance(fact, Decimal) else fact
