"""A stocktake beside the one before it."""

from app import stocktake_list
from app.core import db
from app.core.words import t
from app.prints_shape import Table
from app.stocktake_list import Figures
from app.stocktake_outcomes import RESULTS
from models import Stocktake


async def last_before(stocktake: Stocktake) -> Stocktake | None:
    """The last one of the same sort that was closed before this one began."""
    began = stocktake.started_at or stocktake.planned_at
    found = Stocktake.filter(preset=stocktake.preset, closed_at__lt=began).exclude(state='cancelled')
    return await found.exclude(id=stocktake.id).order_by('-closed_at').first()


async def compared(stocktake: Stocktake, figures: Figures, before: Stocktake, language: str) -> Table:
    """This count beside the last one, and what differs now as it did then."""
    then = await stocktake_list.figures(before.id)
    sql = """
    SELECT COUNT(*) AS n, now.result FROM stocktake_line now JOIN stocktake_line was
    ON was.thing_id = now.thing_id AND was.stocktake_id = ? AND was.result = now.result
    WHERE now.stocktake_id = ? AND now.result != 'here' GROUP BY now.result
    """
    again = {row['result']: row['n'] for row in await db.rows(sql, str(before.id), str(stocktake.id))}
    head = [t(f'stocktakes-compare-{name}', language) for name in ('result', 'then', 'now', 'again')]
    head[1] = f'{head[1]} {before.reference}'
    rows = [
        [
            t(f'stocktakes-result-{result}', language), str(then.results.get(result, 0)),
            str(figures.results.get(result, 0)), str(again.get(result, 0)) if result != 'here' else '',
        ]
        for result in RESULTS
        if then.results.get(result) or figures.results.get(result)
    ]  # fmt: skip
    return Table(head, rows, [2, 1, 1, 1], t('stocktakes-compare', language))
