"""The report of a stocktake in the columns of a 清查盘点表 (DOMAIN 3.8), as a sheet to sign."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from app import people, register, schedules, stocktake_list, stocktake_met
from app.core import db
from app.core.words import t
from app.prints_shape import Sheet, Table
from app.stocktake_before import compared, last_before
from app.stocktake_list import Figures
from app.stocktake_outcomes import RESULTS
from app.units import unit_said
from models import Stocktake, StocktakeCount, StocktakeLine, StocktakePlace

COLUMNS = {
    'number': 4.5, 'code': 9.5, 'name': 9, 'spec': 8, 'unit': 4.5, 'place': 10, 'book': 6, 'value': 8.5, 'counted': 6.5,
    'surplus': 6, 'shortage': 5, 'damaged': 6.5, 'reason': 12, 'state': 6, 'by': 7.5,
}  # fmt: skip
WHOLE = 400  # lines that a printed report lists in full; of more only the differences, all are in the workbook
MOST_PRINTED = 3_000
SIGNERS = ('stocktakes-signer-counts', 'stocktakes-signer-watches', 'stocktakes-signer-heads')

BY = """
SELECT DISTINCT c.thing_id, c.by_id FROM stocktake_count c
WHERE c.stocktake_id = ? AND c.thing_id IS NOT NULL AND c.undone_at IS NULL AND NOT c.is_late
"""


@dataclass
class Sums:
    """Pieces and yuan of a category."""

    book: int = 0
    value: Decimal = Decimal()
    counted: int = 0
    surplus: int = 0
    shortage: int = 0
    damaged: int = 0

    def add(self, line: StocktakeLine) -> None:
        self.book += line.quantity
        self.value += amount(line) or Decimal()
        self.counted += line.counted
        self.surplus += surplus(line)
        self.shortage += shortage(line)
        self.damaged += line.damaged

    def cells(self) -> list[Any]:
        return [self.book, self.value, self.counted, self.surplus, self.shortage, self.damaged]


@dataclass
class Report:
    """All that the report says."""

    stocktake: Stocktake
    language: str
    figures: Figures
    lines: list[StocktakeLine]
    places: dict[str, str]
    by: dict[str, str]  # who counted, by thing
    unknown: list[StocktakeCount]
    late: list[StocktakeCount]
    people: dict[UUID, str]
    categories: dict[str, str]
    things: dict[UUID, str] = field(default_factory=dict)

    def sums(self) -> dict[str, Sums]:
        """By category, in the order of the lines."""
        found: dict[str, Sums] = {}
        for line in self.lines:
            found.setdefault(self.categories.get(line.category, line.category), Sums()).add(line)
        return found

    def row(self, number: int, line: StocktakeLine) -> list[Any]:
        """A line in the columns of the authorities; numbers as numbers."""
        reason = t(f'stocktakes-reason-{line.reason}', self.language) if line.reason else ''
        if not line.reason and line.result != 'here':
            reason = t(f'stocktakes-result-{line.result}', self.language)
        where = self.places.get(str(line.place_id), '') if line.place_id else ''
        if line.found_id and line.found_id != line.place_id:
            where = f'{where} → {self.places.get(str(line.found_id), "")}'.strip()
        return [
            number, line.code, line.name, line.spec, unit_said(line.unit, self.language), where, line.quantity,
            amount(line), line.counted, surplus(line), shortage(line), line.damaged,
            ' · '.join(part for part in (reason, line.note) if part),
            t(f'state-{line.state}', self.language) if line.state else '', self.by.get(str(line.thing_id), ''),
        ]  # fmt: skip

    def met(self, count: StocktakeCount) -> list[str]:
        """Something on no book, or a count that came too late."""
        said = count.settled or {}
        name = self.things.get(count.thing_id, '') if count.thing_id else said.get('name', '')
        name = name or ('' if count.code else count.note)
        pieces = said.get('quantity') if said.get('enters') else count.quantity
        who = self.people.get(count.by_id, '') if count.by_id else ''
        at = schedules.day_of(count.at)
        return [
            name or count.code or t('stocktakes-no-label', self.language), self.places.get(str(count.place_id), ''),
            '' if pieces is None else str(pieces), self._why(count, name), who, f'{at}',
        ]  # fmt: skip

    def _why(self, count: StocktakeCount, name: str) -> str:
        """Why something is on no book, and whether it has been entered since."""
        said = count.settled or {}
        parts = [t(f'stocktakes-reason-{said["reason"]}', self.language)] if said else []
        if said.get('enters'):
            parts.append(t('stocktakes-entered' if count.entered_id else 'stocktakes-enters', self.language))
        return ' · '.join(part for part in (*parts, said.get('note', ''), count.note) if part and part != name)


def amount(line: StocktakeLine) -> Decimal | None:
    """账面原值: yuan for all pieces, where a price is known."""
    return line.price * line.quantity if line.price is not None else None


def surplus(line: StocktakeLine) -> int:
    return max(0, line.counted - line.quantity)


def shortage(line: StocktakeLine) -> int:
    return max(0, line.quantity - line.counted)


async def report(stocktake: Stocktake, language: str) -> Report:
    own = str(stocktake.id)
    lines = await db.fetch(StocktakeLine, 'stocktake_id = ? ORDER BY sort, id', own)
    unknown, late = await stocktake_met.unknown(stocktake.id), await stocktake_list.late(stocktake.id)
    met = [*unknown, *late]
    rows = await db.rows(BY, own)
    ids = {UUID(str(row['by_id'])) for row in rows if row['by_id']} | {each.by_id for each in met if each.by_id}
    ids |= {UUID(each['person']) for each in stocktake.not_waited}
    names = await people.names_of(ids)
    by: dict[str, list[str]] = {}
    for row in rows:
        if row['by_id']:
            by.setdefault(str(row['thing_id']), []).append(names.get(UUID(str(row['by_id'])), '—'))
    places = await stocktake_list.names(lines, *(each.place_id for each in met))
    known = await register.categories()
    categories = {key: each.en if language == 'en' else each.zh for key, each in known.items()}
    things = {key: name for key, name in (await stocktake_list.things_of(met)).items() if key}
    by_said = {thing: '、'.join(sorted(each)) for thing, each in by.items()}
    figures = await stocktake_list.figures(stocktake.id)
    return Report(stocktake, language, figures, lines, places, by_said, unknown, late, names, categories, things)


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return f'{value:,.2f}'
    return str(value) if value not in (None, 0, '') else ''


async def sheet(stocktake: Stocktake, language: str) -> Sheet:
    """What is printed: totals, the list or its differences, what is on no book, what came too late."""
    found = await report(stocktake, language)
    tables = [_results(found), _totals(found)]
    before = await last_before(stocktake)
    if before:
        tables.append(await compared(stocktake, found.figures, before, language))
    tables += list(_lists(found))
    facts = [
        t('stocktakes-reference-on', language, day=f'{stocktake.reference}'),
        t('stocktakes-seen-of', language, seen=found.figures.seen, all=found.figures.all),
        t(f'stocktakes-state-{stocktake.state}', language),
    ]
    title = t('stocktakes-report', language, name=stocktake.name)
    signers = [t(word, language) for word in SIGNERS]
    return Sheet(
        title, facts, tables, signers, is_wide=True, is_numbered=True, foot=await signed_in(stocktake, language)
    )


async def signed_in(stocktake: Stocktake, language: str) -> list[str]:
    """Who countersigned which rooms in the program, and who approved it there."""
    rooms = await StocktakePlace.filter(stocktake_id=stocktake.id, countersigned_at__not_isnull=True).order_by('name')
    names = await people.names_of({room.countersigned_by for room in rooms if room.countersigned_by})
    approved = await people.names_of({stocktake.approved_by} if stocktake.approved_by else set())
    foot = [
        t('stocktakes-signed-rooms', language, name=name, rooms='、'.join(
            room.name for room in rooms if room.countersigned_by == id
        ))
        for id, name in names.items()
    ]  # fmt: skip
    if stocktake.approved_at:
        name = next(iter(approved.values()), '—')
        said = t('stocktakes-approved-by', language, name=name, day=f'{schedules.day_of(stocktake.approved_at)}')
        foot.append(' · '.join(part for part in (said, stocktake.approval) if part))
    return foot


def _results(found: Report) -> Table:
    """How many lines have each result, and whose phones were not waited for."""
    language = found.language
    head = [t(f'stocktakes-result-{result}', language) for result in (*RESULTS, 'unknown', 'late')]
    numbers = [found.figures.results.get(result, 0) for result in RESULTS]
    row = [str(number) for number in (*numbers, found.figures.unknown, found.figures.late)]
    return Table(head, [row], [1.0] * len(head), ' · '.join(not_waited(found)))


def not_waited(found: Report) -> list[str]:
    """Whose phones were not waited for."""
    names = [found.people.get(UUID(each['person']), '—') for each in found.stocktake.not_waited]
    said = '、'.join(dict.fromkeys(names))
    return [t('stocktakes-not-waited', found.language, names=said)] if names else []


def _totals(found: Report) -> Table:
    language = found.language
    head = sums_head(language)
    total = Sums()
    for line in found.lines:
        total.add(line)
    sums = [*found.sums().items(), (t('ledger-total', language), total)]
    rows = [[name, *(_shown(cell) or '0' for cell in each.cells())] for name, each in sums]
    return Table(head, rows, [3.0, 1.2, 2.0, 1.2, 1.2, 1.2, 1.2], t('stocktakes-by-category', language))


def sums_head(language: str) -> list[str]:
    names = ('book', 'value', 'counted', 'surplus', 'shortage', 'damaged')
    return [t('register-category', language), *(t(f'stocktakes-column-{name}', language) for name in names)]


def _lists(found: Report) -> Iterator[Table]:
    language = found.language
    is_whole = len(found.lines) <= WHOLE
    lines = found.lines if is_whole else [line for line in found.lines if line.result != 'here'][:MOST_PRINTED]
    rows = [_printed(found, number, line) for number, line in enumerate(lines, 1)]
    head = [t(f'stocktakes-column-{name}', language) for name in COLUMNS]
    title = t('stocktakes-list' if is_whole else 'stocktakes-only-differences', language)
    if rows:
        yield Table(head, rows, [float(width) for width in COLUMNS.values()], title)
    for word, counts in (('unknown', found.unknown), ('late', found.late)):
        if counts:
            rows = [found.met(count) for count in counts]
            yield Table(met_head(language), rows, [4, 3, 1.2, 4, 2, 2], t(f'stocktakes-result-{word}', language))


def _printed(found: Report, number: int, line: StocktakeLine) -> list[str]:
    """A line as it is printed: nought only where it is a number that was counted."""
    cells = dict(zip(COLUMNS, found.row(number, line), strict=True))
    return [str(cell) if name in ('book', 'counted') else _shown(cell) for name, cell in cells.items()]


def met_head(language: str) -> list[str]:
    names = ('name', 'place', 'counted', 'reason', 'by', 'day')
    return [t(f'stocktakes-column-{name}', language) for name in names]
