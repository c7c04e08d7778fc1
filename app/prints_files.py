"""Sheets as PDF and xlsx."""

import io
import math
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, WrapMode
from fpdf.fonts import FontFace
from PIL import Image

from app.fonts import Font, find_font
from app.prints_lines import broken
from app.prints_shape import Sheet, Table
from app.prints_signed import ink
from app.qr import matrices

PALE = (236, 242, 240)
BOTTOM = 14  # mm that stay free at the foot of a page
PADDING = 1.1  # mm inside a cell
BY_HAND = 9.5  # mm of a row that somebody writes in
KEPT = 45  # mm of a table that stay with its title
CODE = 26.0  # mm of a QR code
WIDEST = 28.0  # mm of a signature


class _Signed(str):
    """What stands in a cell under a signature, with as many empty lines before it as the signature is high."""

    drawn: Image.Image
    width: float

    @classmethod
    def under(cls, said: str, path: Path, width: float, line: float) -> '_Signed':
        drawn = ink(path)
        made = cls('\n' * math.ceil(width * drawn.height / drawn.width / line) + said)
        made.drawn, made.width = drawn, width
        return made


class _Paper(FPDF):
    """A document whose table cells may hold a signature with words under it; the library has one or the other."""

    def multi_cell(self, *given: Any, **named: Any) -> Any:
        if isinstance(said := named.get('text'), _Signed):
            self.image(said.drawn, self.x + PADDING, self.y + PADDING, said.width)
        return super().multi_cell(*given, **named)


def to_pdf(*sheets: Sheet, stamp: Callable[[FPDF], None] = lambda paper: None) -> bytes:
    """An A4 document, each sheet on pages of its own, a table's head repeated; `stamp` puts more on each first page."""
    font = find_font()
    paper = _Paper(orientation='landscape' if sheets[0].is_wide else 'portrait', unit='mm', format='A4')
    paper.set_creator('Tagwalk 码上巡')
    paper.set_margins(12, 12, 12)
    paper.set_auto_page_break(True, BOTTOM)
    _dress(paper, font, sheets)
    for sheet in sheets:
        first = paper.page + 1
        _sheet(paper, font, sheet, stamp)
        if sheet.is_numbered:
            _number(paper, font, first, [sheet.title, sheet.facts[0], sheet.facts[-1]] if len(sheets) > 1 else [])
    return bytes(paper.output())


def _sheet(paper: FPDF, font: Font, sheet: Sheet, stamp: Callable[[FPDF], None]) -> None:
    paper.add_page()
    stamp(paper)
    paper.set_font('sheet', size=17)
    paper.cell(0, 10, font.clean(sheet.title), align='C', new_x='LMARGIN', new_y='NEXT')
    paper.set_font('sheet', size=10)
    _spread(paper, [font.clean(fact) for fact in sheet.facts])
    for text in sheet.paragraphs:
        _paragraph(paper, font, text)
    for table in sheet.tables:
        _table(paper, font, table)
    paper.ln(6)
    if sheet.signers:
        paper.set_font('sheet', size=11)
        _spread(
            paper,
            [font.clean(f'{signer}{": " if signer.isascii() else "："}______________') for signer in sheet.signers],
        )
    if sheet.foot or sheet.code:
        _foot(paper, font, sheet)


def _number(paper: FPDF, font: Font, first: int, named: list[str]) -> None:
    """Which page of a sheet each of its pages is, and of which sheet where a document has several."""
    last = paper.page
    paper.set_auto_page_break(False)
    for page in range(first, last + 1):
        paper.page = page
        for size in (9, 8):  # a size that stands already is not written again, and this page may end with another one
            paper.set_font('sheet', size=size)
        paper.set_xy(paper.l_margin, -11)
        said = [*(font.clean(each) for each in named), f'{page - first + 1} / {last - first + 1}']
        paper.cell(0, 5, ' · '.join(said), align='C')
    paper.set_auto_page_break(True, BOTTOM)


def _paragraph(paper: FPDF, font: Font, text: str) -> None:
    paper.set_font('sheet', size=11)
    paper.ln(2)
    said = broken(font.clean(text, 2000), paper.epw - 2 * paper.c_margin, paper.get_string_width)
    paper.multi_cell(0, 6.5, said, align='L', new_x='LMARGIN', new_y='NEXT')


def _foot(paper: FPDF, font: Font, sheet: Sheet) -> None:
    """Small print, beside a QR code where there is one."""
    if paper.will_page_break(CODE + 4):
        paper.add_page()
    top, left = paper.y, paper.l_margin
    if sheet.code:
        [matrix] = matrices([sheet.code], 'M')
        picture = Image.fromarray(np.where(matrix, 0, 255).astype(np.uint8)).resize(
            (matrix.shape[0] * 8, matrix.shape[0] * 8), Image.Resampling.NEAREST
        )
        paper.image(picture, left, top + 2, CODE)
        left += CODE + 4
    paper.set_font('sheet', size=8)
    paper.set_xy(left, top + 2)
    width = paper.w - paper.r_margin - left - 2 * paper.c_margin
    for line in sheet.foot:
        paper.set_x(left)
        said = broken(font.clean(line, 2000), width, paper.get_string_width)
        paper.multi_cell(0, 4, said, align='L', new_x='LMARGIN', new_y='NEXT')
    paper.set_y(max(paper.y, top + 2 + (CODE if sheet.code else 0)))


def _spread(paper: FPDF, texts: list[str]) -> None:
    """Texts beside one another on one line, over the whole width."""
    for number, text in enumerate(texts):
        align = 'L' if number == 0 else 'R' if number == len(texts) - 1 else 'C'
        paper.cell(paper.epw / len(texts), 8, text, align=align)
    paper.ln(8)


def _dress(paper: FPDF, font: Font, sheets: Sequence[Sheet]) -> None:
    """Give the document a font with just the characters it uses."""
    texts: list[str] = []
    for sheet in sheets:
        texts += [sheet.title, *sheet.facts, *sheet.paragraphs, *sheet.signers, *sheet.foot]
        texts += [table.title for table in sheet.tables]
        texts += [cell for table in sheet.tables for row in (table.head, *table.rows) for cell in row]
    characters = set(' _：…〓·0123456789/').union(*(font.clean(text, 2000) for text in texts))
    with tempfile.TemporaryDirectory() as folder:
        for number, data in font.cut(characters).items():
            path = Path(folder) / f'sheet{number}.otf'
            path.write_bytes(data)
            paper.add_font(f'sheet{number or ""}', fname=path)
    paper.set_fallback_fonts([name for name in paper.fonts if name != 'sheet'], exact_match=False)


def _table(paper: FPDF, font: Font, table: Table) -> None:
    paper.ln(3)
    if table.title:
        if paper.will_page_break(KEPT):
            paper.add_page()  # a title never stands alone at the foot of a page
        paper.set_font('sheet', size=12)
        paper.cell(0, 8, font.clean(table.title), new_x='LMARGIN', new_y='NEXT')
    size = next((each for most, each in ((6, 10), (12, 8), (16, 7)) if len(table.head) <= most), 6.5)
    paper.set_font('sheet', size=size)
    inside = [paper.epw * share / sum(table.widths) - 2 * PADDING - 1 for share in table.widths]
    head = FontFace(fill_color=PALE, emphasis='')
    with paper.table(
        col_widths=tuple(table.widths), borders_layout=TableBordersLayout.ALL, headings_style=head,
        line_height=size * 0.56, padding=PADDING, wrapmode=WrapMode.CHAR, text_align='LEFT',
    ) as drawn:  # fmt: skip
        for number, cells in enumerate((table.head, *table.rows)):
            line = drawn.row(min_height=BY_HAND if table.tall and number else None)
            for column, (cell, width) in enumerate(zip(cells, inside, strict=True)):
                said = broken(font.clean(cell, 2000), width, paper.get_string_width)
                path = table.pictures.get((number - 1, column)) if number else None
                line.cell(_Signed.under(said, path, min(width, WIDEST), size * 0.56) if path else said)


def to_xlsx(sheet: Sheet) -> bytes:
    """The same tables on one worksheet each; nothing that a cell says is taken for a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False})
    title = book.add_format({'bold': True, 'font_size': 15})
    head = book.add_format({'bold': True, 'border': 1, 'bg_color': '#ECF2F0', 'text_wrap': True, 'valign': 'top'})
    cell = book.add_format({'border': 1, 'text_wrap': True, 'valign': 'top'})
    for number, table in enumerate(sheet.tables, 1):
        page = book.add_worksheet(str(number))
        page.set_landscape() if sheet.is_wide else page.set_portrait()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(3)
        page.write_string(0, 0, sheet.title + (f' · {table.title}' if table.title else ''), title)
        page.write_string(1, 0, '    '.join(sheet.facts))
        for column, (text, width) in enumerate(zip(table.head, table.widths, strict=True)):
            page.write_string(3, column, text, head)
            page.set_column(column, column, max(6, min(40, width * 1.3)))
        for row, cells in enumerate(table.rows, 4):
            for column, text in enumerate(cells):
                page.write_string(row, column, text, cell)
    book.close()
    return file.getvalue()
