"""The report of a stocktake as a workbook: every line in the columns of the authorities, numbers as numbers."""

import io

from xlsxwriter import Workbook

from app.core.words import t
from app.sheet_paper import OPTIONS, Paper
from app.stocktake_before import compared, last_before
from app.stocktake_report import COLUMNS, SIGNERS, met_head, not_waited, report, signed_in, sums_head
from models import Stocktake


async def workbook(stocktake: Stocktake, language: str) -> bytes:
    """All lines in the columns of the authorities, the totals, what is on no book, what came too late."""
    found = await report(stocktake, language)
    target = io.BytesIO()
    book = Workbook(target, OPTIONS)
    paper = Paper(book, language)
    page = paper.sheet('stocktakes-list')
    page.write_string(0, 0, t('stocktakes-report', language, name=stocktake.name), paper.bold)
    page.write_string(1, 0, t('stocktakes-reference-on', language, day=f'{stocktake.reference}'))
    signers = '    '.join(f'{t(word, language)}: ____________' for word in SIGNERS)
    page.write_string(2, 0, signers)
    paper.cell(page, 3, 0, ' · '.join([*not_waited(found), *await signed_in(stocktake, language)]))
    head = [t(f'stocktakes-column-{name}', language) for name in COLUMNS]
    paper.table(page, 4, head, (found.row(number, line) for number, line in enumerate(found.lines, 1)))
    page = paper.sheet('stocktakes-by-category')
    paper.table(page, 0, sums_head(language), [[name, *each.cells()] for name, each in found.sums().items()])
    if before := await last_before(stocktake):
        beside = await compared(stocktake, found.figures, before, language)
        rows = [[int(cell) if cell.isdecimal() else cell for cell in row] for row in beside.rows]
        paper.table(paper.sheet('stocktakes-compare'), 0, beside.head, rows)
    for word, counts in (('unknown', found.unknown), ('late', found.late)):
        page = paper.sheet(f'stocktakes-result-{word}')
        paper.table(page, 0, met_head(language), [found.met(count) for count in counts])
    book.close()
    return target.getvalue()
