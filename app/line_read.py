"""One row of a register being read: its values, what was found in it and what was put right."""

from typing import TYPE_CHECKING, Any

from app import cells, seldom
from app.categories import guess_category
from app.columns import COPIED, LONGEST, REPEATABLE
from app.rows import REJECTS, Finding

if TYPE_CHECKING:
    from app.lines import Checker

MOST_TAGS = 500  # from one row


class LineRead:
    """One row being read: its values, what was found and what was put right."""

    def __init__(self, checker: 'Checker', found: dict[str, Any], *, is_own: bool = False) -> None:
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
