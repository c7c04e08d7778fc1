"""A workbook that we write: text as text, numbers as numbers, and no cell that a program would take for a formula."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.cells import FORMULA_STARTS
from app.core.words import t

OPTIONS = {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False}


class Paper:
    """A workbook with its formats."""

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
