"""Score boards on paper: what was published for the weeks of a month, or for the month."""

from typing import Any

from app.core.words import t
from app.prints_shape import Table
from app.standings import period_of, said, signed, span
from models import Board, Checklist


async def boards(template: Checklist, month: str, language: str) -> list[Table]:
    """A table for each published board whose period begins in the month."""
    found = await Board.filter(checklist=template.key).order_by('period')
    head = [t(word, language) for word in HEAD]
    return [
        Table(head, [_row(row) for row in board.rows], [6, 24, 10, 10, 10, 40],
              f'{t("scores-published", language)} {said(board.period, language)}')
        for board in found
        if period_of('month', span(board.period)[0].date()) == month or board.period == month
    ]  # fmt: skip


HEAD = ('prints-rank', 'prints-where', 'prints-total', 'prints-given', 'prints-checks', 'prints-reasons')


def _row(row: dict[str, Any]) -> list[str]:
    given = signed(row['awards']) if row.get('awards') else ''
    why = '；'.join(row.get('reasons', []))
    return [str(row['rank']), row['name'], f'{row["points"]:g}', given, str(row['checks']), why]
