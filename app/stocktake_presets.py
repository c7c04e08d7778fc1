"""How a stocktake is begun: the monthly reconciliation (对账盘存), the count at the end of a term, or another one."""

from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from app import calendar, schedules
from app.core import db
from app.core.words import t
from app.stocktake_forms import PlanForm

PRESETS = get_args(PlanForm.model_fields['preset'].annotation)

STORES = "SELECT id FROM thing WHERE kind = 'place' AND category = 'store' AND state != 'retired' ORDER BY sort, id"


@dataclass
class Draft:
    """What the form shows at first."""

    preset: str
    name: str
    reference: date
    places: list[str] = field(default_factory=list)
    blind: bool = False


async def draft(preset: str, language: str) -> Draft:
    """Monthly: the stores, with the list shown. At the end of a term: the whole school, blind."""
    today = schedules.today()
    match preset:
        case 'monthly':
            stores = [str(row['id']) for row in await db.rows(STORES)]
            name = t('stocktakes-name-monthly', language, year=str(today.year), month=today.month)
            return Draft(preset, name, today, stores)
        case 'term_end':
            running = [term for term in await calendar.terms() if term.starts <= today <= term.ends]
            name = t('stocktakes-name-term_end', language, term=running[0].name if running else str(today.year))
            return Draft(preset, name, running[0].ends if running else today, blind=True)
    return Draft('special', t('stocktakes-name-special', language, day=f'{today}'), today)


async def custodians() -> list[str]:
    """Whose name stands on things."""
    sql = "SELECT DISTINCT custodian FROM thing WHERE custodian != '' AND state != 'retired' ORDER BY custodian"
    return [row['custodian'] for row in await db.rows(sql)]
