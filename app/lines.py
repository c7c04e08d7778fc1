"""Checking a register line by line: what each row would do, before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app import cells, own_rows, seldom
from app.categories import guess_category
from app.columns import COPIED, LONGEST, REPEATABLE, row_kind
from app.place_names import PlaceNames
from app.rows import REJECTS, Finding, Known, Outcome, Row, digest_of, key_of
from app.workbook import Grid

PIECE_PRICE = Decimal(500)  # yuan: from here on every piece has its own tag (a county's published rule; a setting)
MOST_TAGS = 500  # from one row
TOLD_EVERY = 500  # rows


def check_rows(
    grid: Grid,
    header: int,
    columns: Mapping[str, int],
    known: Known,
    *,
    piece_price: Decimal = PIECE_PRICE,
    today: date | None = None,
    from_tree: bool = False,
    told: Callable[[int], None] = lambda done: None,
) -> list[Row]:
    """Every physical row, in order. `from_tree`: the file brings its own places; `told` hears how far it is."""
    rows = grid.spread(header, columns.values())
    checker = _Checker(columns, known, piece_price, today or date.today(), from_tree)
    found = [Row(number, 'skip', cells=tuple(row)) for number, row in enumerate(grid.rows[: header + 1], 1)]
    for number, row in enumerate(rows[header + 1 :], header + 2):
        found.append(checker.check(number, row))
        if not number % TOLD_EVERY:
            told(number)
    return found


class _Checker:
    """Goes down the rows, remembering what the rows above said."""

    def __init__(
        self, columns: Mapping[str, int], known: Known, piece_price: Decimal, today: date, from_tree: bool
    ) -> None:
        self.columns, self.known, self.piece_price, self.today = columns, known, piece_price, today
        self.from_tree = from_tree
        self.above: dict[str, Any] = {}
        self.taken: dict[str, set[tuple[Any, ...]]] = {}
        self.keys: dict[str, int] = {}
        self.places = PlaceNames(known.places, known.aliases)

    def check(self, number: int, row: Sequence[Any]) -> Row:
        kept = tuple(row)
        own = own_rows.read(row, self.columns)
        thing, before = self.known.things.get(own_rows.key_of(own[0]), (None, '')) if own else (None, '')
        if own and thing and own[1]:
            return Row(number, 'unchanged', self._untouched(row), key=own_rows.key_of(thing), thing=thing, cells=kept)
        sort = row_kind(row, self.columns)
        if sort == 'heading':
            self.above = {}  # «same as above» does not reach across it
        if sort != 'line' and not thing:
            return Row(number, 'skip', cells=kept)
        found = {key: row[place] for key, place in self.columns.items() if place < len(row) and cells.text(row[place])}
        line = _Line(self, found, is_own=bool(thing))
        values = line.read()
        if any(finding.code in REJECTS for finding in line.findings):
            return Row(number, 'reject', values, tuple(line.findings), tuple(sorted(line.notes)), cells=kept)
        key, digest = own_rows.key_of(thing) if thing else self._key(values), digest_of(values)
        if not thing:
            thing, before = self.known.things.get(key, (None, ''))
        outcome: Outcome = 'create' if thing is None else 'update'
        if before == digest:
            outcome = 'unchanged'
        elif line.findings:
            outcome = 'warn'
        return Row(number, outcome, values, tuple(line.findings), tuple(sorted(line.notes)), key, digest, thing, kept)

    def _untouched(self, row: Sequence[Any]) -> dict[str, Any]:
        """What is shown of a row of our own that nobody has changed."""
        shown = {key: cells.text(row[self.columns[key]]) for key in ('name', 'place') if key in self.columns}
        return shown | {'pieces': 1, 'codes': []}

    def same_as_above(self, key: str, cell: Any) -> tuple[Any, bool]:
        """The cell, or what stood in its column above where it says 同上."""
        if cells.half(cell) in cells.DITTO:
            return self.above.get(key, ''), True
        self.above[key] = cell
        return cell, False

    def place(self, written: str) -> str | None:
        """The name of a place however it is spelled; None for one that the school does not know."""
        return self.places.find(written, from_tree=self.from_tree)

    def claim(self, values: dict[str, Any], codes: list[str]) -> Finding | None:
        """Takes the codes for this row, unless a row above has one of them."""
        line = tuple(str(values[key]) for key in ('name', 'place', 'bought', 'quantity', 'price'))
        for code in codes:
            if code in self.taken:
                return Finding('R3' if line in self.taken[code] else 'W02', {'value': values['code']})
        for code in codes:
            self.taken.setdefault(code, set()).add(line)
        return None

    def _key(self, values: dict[str, Any]) -> str:
        key = key_of(values)
        if values['code']:
            return key
        self.keys[key] = self.keys.get(key, 0) + 1
        return key if self.keys[key] == 1 else f'{key}-{self.keys[key]}'


class _Line:
    """One row being read: its values, what was found and what was put right."""

    def __init__(self, checker: _Checker, found: dict[str, Any], *, is_own: bool = False) -> None:
        self.checker, self.found, self.is_own = checker, found, is_own
        self.values: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self.notes: set[str] = set()
        self.remarks: list[str] = []

    def read(self) -> dict[str, Any]:
        """All values; the findings and notes are left on the line."""
        repeated = {key: self.checker.same_as_above(key, self.found[key]) for key in REPEATABLE if key in self.found}
        self.found |= {key: cell for key, (cell, _) in repeated.items()}
        for key in COPIED:
            self.values[key] = cells.text(self.found.get(key, ''))
        self._name()
        self._quantity()
        self._money()
        self._bought()
        self.values |= seldom.read(self.found)
        self._place(repeated.get('place', ('', False))[1])
        self._people_and_state()
        codes = self._code()
        self._pieces(codes)
        self.values['remarks'] = '；'.join(filter(None, [self.values['remarks'], *self.remarks]))
        self._cut()
        return self.values

    def find(self, code: str, **facts: Any) -> None:
        self.findings.append(Finding(code, facts))

    def clean(self, key: str, cleaner: Any, *context: Any) -> Any:
        value, notes = cleaner(self.found[key], *context)
        self.notes |= notes
        return value

    def lacks(self, key: str) -> bool:
        """Whether the sheet has this column and the row has nothing in it."""
        return key in self.checker.columns and not cells.text(self.found.get(key, ''))

    def _name(self) -> None:
        name = self.clean('name', cells.name) if 'name' in self.found else ''
        self.values |= {'name': name, 'category_key': guess_category(name)}
        if not name:
            self.find('R1')

    def _quantity(self) -> None:
        quantity: int | None = 1
        if 'quantity' in self.found:
            quantity, unit, notes = cells.quantity(self.found['quantity'])
            self.notes |= notes
            self.values['unit'] = self.values['unit'] or unit
            if quantity is None:
                self.find('R2', value=cells.text(self.found['quantity']))
        elif self.lacks('quantity'):
            self.find('W13')
        self.values['quantity'] = quantity
        if not self.values['unit'] and 'unit' in self.checker.columns:
            self.find('W08')

    def _money(self) -> None:
        price = self.clean('price', cells.money) if 'price' in self.found else None
        amount, _ = cells.money(self.found.get('amount', ''))
        if price is None and 'price' in self.checker.columns:
            written = cells.text(self.found.get('price', ''))
            self.find('W06', value=written or 'blank')
            if written[:1].isalpha():
                self.remarks.append(f'原单价：{written}')
        if price is not None and self.values['quantity']:
            computed = price * self.values['quantity']
            if amount is None:
                self.notes.add('N10')
            elif amount != computed:
                self.find('W07', written=float(amount), computed=float(computed))
            amount = computed
        self.values |= {'price': price, 'amount': amount}

    def _bought(self) -> None:
        bought = self.clean('bought', cells.day, self.checker.today) if 'bought' in self.found else None
        if bought is None and 'bought' in self.checker.columns:
            self.notes.discard('N3')
            self.find('W05', value=cells.text(self.found.get('bought', '')) or 'blank')
        self.values['bought'] = bought or ''

    def _place(self, repeated: bool) -> None:
        cell = self.found.get('place', '')
        written = cells.text(cell)
        place = self.checker.place(written) if written else ''
        if self.lacks('place'):
            self.find('W03')
        elif place is None:
            self.find('W04', value=written, like=self.checker.places.like(written) or 'blank')
            self.remarks.append(f'原存放地点：{written}')
        elif repeated:
            self.notes.add('N6')
        elif place != str(cell):
            self.notes.add('N7')
        self.values['place'] = place or ''

    def _people_and_state(self) -> None:
        people = cells.custodians(self.found.get('custodian', ''))
        if len(people) > 1:
            self.find('W10', first=people[0], others=people[1:])
            self.remarks.append(f'另有保管人：{"、".join(people[1:])}')
        elif not people and 'custodian' in self.checker.columns:
            self.notes.add('N14')
        state = self.clean('state', cells.state) if 'state' in self.found else ''
        if state is None:
            self.notes.discard('N9')
            self.find('W11', value=cells.text(self.found['state']))
        self.values |= {'custodian': people[0] if people else '', 'state': state or ''}

    def _code(self) -> list[str]:
        """The code, and the codes of all pieces where it is a range."""
        code = self.clean('code', cells.code) if 'code' in self.found else ''
        codes = cells.code_range(code)
        self.values['code'] = f'{codes[0]}..{codes[-1]}' if codes else code
        if self.lacks('code'):
            self.find('W01')
        if any(finding.code in REJECTS for finding in self.findings):
            return codes
        if self.is_own:
            return []
        if taken := self.checker.claim(self.values, codes or [code] if code else []):
            self.findings.append(taken)
            self.remarks.append(f'原编号：{self.values["code"]}')
            self.values['old_code'] = self.values['old_code'] or self.values['code']
            self.values['code'] = ''
            return []
        if codes:
            self.notes.discard('N11')
            if len(codes) == self.values['quantity']:
                self.notes.add('N12')
            else:
                self.find('W12', codes=len(codes), quantity=self.values['quantity'])
        return codes

    def _pieces(self, codes: list[str]) -> None:
        quantity, price = self.values['quantity'] or 1, self.values['price']
        each = codes or (price is not None and price >= self.checker.piece_price)
        pieces = quantity if each and not self.is_own else 1
        if pieces > MOST_TAGS:
            self.find('W14', pieces=pieces, most=MOST_TAGS)
            pieces = 1
        self.values |= {'codes': codes, 'pieces': pieces}

    def _cut(self) -> None:
        """Texts to the length that the register keeps."""
        for key, longest in LONGEST.items():
            value = self.values.get(key)
            if isinstance(value, str) and len(value) > longest:
                self.find('W15', column=key, most=longest)
                self.values[key] = value[:longest]
