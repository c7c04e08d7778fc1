"""The filters of the register."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from nicegui import ui

from app import finding, register
from app.facts import STATES
from app.finding import Wanted
from pages.parts import Visitor, box, button
from pages.place_choice import place_choice

if TYPE_CHECKING:
    from pages.register import Browsing


async def draw(visitor: Visitor, browsing: 'Browsing', result: ui.refreshable) -> None:
    wanted = browsing.wanted
    categories = {key: visitor.name_of(each) for key, each in (await register.categories()).items()}
    states = {state: visitor.t(f'state-{state}') for state in STATES if state}
    kinds = {'asset': visitor.t('register-assets'), 'place': visitor.t('register-places')}
    custodians, departments = await finding.names_in_use('custodian'), await finding.names_in_use('department')

    def set(name: str) -> Callable[[Any], None]:
        def work(event: Any) -> None:
            value = event.value or getattr(Wanted(), name)
            browsing.want(**{name: UUID(str(value)) if name == 'inside' and value else value})
            result.refresh()

        return work

    def clear() -> None:
        browsing.want(inside=None, category='', state='', custodian='', department='', kind='', unlabelled=False)
        result.refresh()

    def pick(options: Any, word: str, name: str, value: Any) -> None:
        dress(ui.select(options, label=visitor.t(word), value=value or None, with_input=True, clearable=True), name)

    def dress(made: ui.select, name: str) -> None:
        made.props('outlined dense options-dense hide-bottom-space').classes('tw-wide').on_value_change(set(name))

    with box('tw-card tw-filters'):
        dress(await place_choice(visitor.t('register-inside'), str(wanted.inside or '')), 'inside')
        pick(categories, 'register-category', 'category', wanted.category)
        pick(states, 'register-state', 'state', wanted.state)
        pick(custodians, 'register-custodian', 'custodian', wanted.custodian)
        pick(departments, 'register-department', 'department', wanted.department)
        pick(kinds, 'register-kind', 'kind', wanted.kind)
        ui.checkbox(visitor.t('register-unlabelled'), value=wanted.unlabelled).on_value_change(set('unlabelled'))
        if wanted.is_narrowed or wanted.kind:
            button(visitor.t('register-filter-clear'), clear, picture='close', classes='tw-quiet tw-small')
