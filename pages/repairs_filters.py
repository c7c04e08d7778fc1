"""The filters of the repairs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from nicegui import ui

from app import routing
from app.core.permissions import may
from app.repair_finding import Sought
from app.repair_forms import CAUSES
from app.repair_periods import PERIODS
from app.repair_states import STATES
from app.routing import MEND, PRIORITIES
from app.schedules import WALK
from app.trades import TRADES
from pages.parts import Visitor, box, button
from pages.place_choice import place_choice

if TYPE_CHECKING:
    from pages.repairs_board import Browsing


async def draw(visitor: Visitor, browsing: 'Browsing', result: ui.refreshable) -> None:
    sought = browsing.sought
    people = {str(each.id): each.shown for each in (await routing.people_here()).values() if may(each.roles, MEND)}

    def set(name: str) -> Callable[[Any], None]:
        def work(event: Any) -> None:
            value = event.value or getattr(Sought(), name)
            browsing.seek(**{name: UUID(str(value)) if name in ('inside', 'owner') and value else value})
            result.refresh()

        return work

    def report(event: Any) -> None:
        browsing.seek(reporter=visitor.actor.id if event.value else None)
        result.refresh()

    def clear() -> None:
        browsing.sought = Sought(text=sought.text)
        result.refresh()

    def pick(word: str, name: str, options: dict[str, str], value: Any, *, clearable: bool = True) -> None:
        made = ui.select(options, label=visitor.t(word), value=value if value in options else None, clearable=clearable)
        dress(made, name)

    def dress(made: ui.select, name: str) -> None:
        made.props('outlined dense options-dense hide-bottom-space').classes('tw-wide').on_value_change(set(name))

    t = visitor.t
    statuses = {'open': t('repairs-status-open')} | {state: t(f'repairs-state-{state}') for state in STATES}
    statuses |= {'settled': t('repairs-status-settled'), 'all': t('repairs-status-all')}
    periods = {period: t(f'repairs-period-{period}') for period in PERIODS}
    trades = {trade: t(f'trade-{trade}') for trade in TRADES}
    priorities = {priority: t(f'repairs-priority-{priority}') for priority in PRIORITIES}
    causes = {cause: t(f'repairs-close-cause-{cause}') for cause in CAUSES}
    with box('tw-card tw-filters'):
        if not browsing.is_board:
            pick('repairs-state', 'status', statuses, sought.status, clearable=False)
        if not sought.is_open:
            pick('repairs-period', 'period', periods, sought.period, clearable=False)
        pick('repairs-trade', 'trade', trades, sought.trade)
        dress(await place_choice(visitor.t('register-inside'), str(sought.inside or '')), 'inside')
        if visitor.may(WALK):  # pupils and guests see no names
            pick('repairs-owner', 'owner', people, str(sought.owner or ''))
        pick('repairs-priority', 'priority', priorities, sought.priority)
        if not sought.is_open:
            pick('repairs-close-cause', 'cause', causes, sought.cause)
        ui.checkbox(visitor.t('repairs-only-late'), value=sought.late).on_value_change(set('late'))
        if visitor.actor.id:
            own = ui.checkbox(t('repairs-only-own'), value=sought.reporter == visitor.actor.id)
            own.on_value_change(report)
        if sought.is_narrowed:
            button(visitor.t('register-filter-clear'), clear, picture='close', classes='tw-quiet tw-small')
