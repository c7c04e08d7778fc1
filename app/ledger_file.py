"""The finance list of a month as a workbook: totals, what came, what went, and the detail of all that is held."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app import register
from app.cells import FORMULA_STARTS
from app.core.words import t
from app.ledger import Held, Ledger, Line, Sum

# The columns of a 固定资产台账, and those that a finance office adds (DOMAIN 3.8).
COLUMNS = (
    'register-code', 'register-name', 'register-category', 'register-gb_code', 'register-gb_edition', 'register-spec',
    'register-brand', 'register-unit', 'register-quantity', 'register-price', 'register-amount', 'register-acquired',
    'register-bought', 'register-booked', 'register-funds', 'register-department', 'register-inside',
    'register-custodian', 'register-state', 'register-life', 'ledger-worn', 'ledger-net', 'register-serial',
    'register-old_code', 'register-disposed', 'register-remarks',
)  # fmt: skip
HELD = ('opening', 'added', 'removed', 'closing')


async def write(ledger: Ledger, language: str) -> bytes:
    """An .xlsx; no cell of it is a formula."""
    known = await register.categories()
    names = {key: each.en if language == 'en' else each.zh for key, each in known.items()}
    target = io.BytesIO()
    book = Workbook(target, {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False})
    paper = _Paper(book, language)
    page = paper.sheet('ledger-totals')
    _totals(paper, page, ledger, names)
    for word, lines in (
        ('ledger-added', ledger.added), ('ledger-removed', ledger.removed), ('ledger-held', ledger.held),
    ):  # fmt: skip
        page = paper.sheet(word)
        rows = [_row(line, names, language) for line in lines]
        paper.table(page, 0, [t(word, language) for word in COLUMNS], rows)
    book.close()
    return target.getvalue()


def _totals(paper: '_Paper', page: Worksheet, ledger: Ledger, names: dict[str, str]) -> None:
    page.write_string(0, 0, t('ledger-of', paper.language, month=ledger.month), paper.bold)
    headings = [t('register-category', paper.language)]
    for name in HELD:
        about = t(f'ledger-{name}', paper.language)
        units = (t('ledger-pieces', paper.language), t('ledger-yuan', paper.language))
        headings += [f'{about} {unit}' for unit in units]
    rows = [[names.get(key, key), *_figures(each)] for key, each in ledger.by_category.items()]
    rows.append([t('ledger-total', paper.language), *_figures(ledger.total)])
    paper.table(page, 2, headings, rows)
    if ledger.unpriced:
        note = t('ledger-unpriced', paper.language, count=ledger.unpriced)
        page.write_string(len(rows) + 4, 0, note)


def _figures(each: Sum) -> list[Any]:
    held: Iterable[Held] = (getattr(each, name) for name in HELD)
    return [figure for one in held for figure in (one.pieces, one.yuan)]


def _row(line: Line, names: dict[str, str], language: str) -> list[Any]:
    facts = line.facts
    net = line.amount - line.worn if line.worn is not None else ''
    state = t(f'state-{facts["state"]}', language) if facts['state'] else ''
    return [
        ' · '.join(part for part in (facts['code'], facts['piece']) if part), facts['name'],
        names.get(facts['category'], facts['category']), facts['gb_code'], facts['gb_edition'], facts['spec'],
        facts['brand'], facts['unit'], facts['quantity'], '' if facts['price'] is None else facts['price'],
        '' if facts['price'] is None else line.amount, facts['acquired'], facts['bought'], facts['booked'],
        facts['funds'], facts['department'], line.place, facts['custodian'], state, facts['life'] or '',
        '' if line.worn is None else line.worn, net, facts['serial'], facts['old_code'], facts['disposed'],
        facts['remarks'],
    ]  # fmt: skip


class _Paper:
    """A workbook with its formats; writes text as text and numbers as numbers."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.book, self.language = book, language
        self.bold: Format = book.add_format({'bold': True})
        self.head: Format = book.add_format({'bold': True, 'bottom': 1, 'text_wrap': True})
        self.money: Format = book.add_format({'num_format': '#,##0.00'})

    def sheet(self, word: str) -> Worksheet:
        return self.book.add_worksheet(t(word, self.language)[:31])

    def table(self, page: Worksheet, top: int, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        page.freeze_panes(top + 1, 1)
        for column, heading in enumerate(headings):
            page.write_string(top, column, heading, self.head)
            page.set_column(column, column, 14)
        for number, row in enumerate(rows, top + 1):
            for column, value in enumerate(row):
                self.cell(page, number, column, value)

    def cell(self, page: Worksheet, row: int, column: int, value: Any) -> None:
        if isinstance(value, Decimal):
            page.write_number(row, column, float(value), self.money)
        elif isinstance(value, int):
            page.write_number(row, column, value)
        elif value:
            text = str(value)
            page.write_string(row, column, ("'" if text[0] in FORMULA_STARTS else '') + text)
