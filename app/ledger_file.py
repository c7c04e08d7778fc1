"""The finance list of a month as a workbook: totals, what came, what went, and the detail of all that is held."""

import io
from collections.abc import Iterable
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app import register
from app.core.words import t
from app.ledger import Held, Ledger, Line, Sum
from app.sheet_paper import OPTIONS, Paper

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
    book = Workbook(target, OPTIONS)
    paper = Paper(book, language)
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


def _totals(paper: Paper, page: Worksheet, ledger: Ledger, names: dict[str, str]) -> None:
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
