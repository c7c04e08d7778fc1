"""The office's view of repairs: a board by state, or a list with filters; both open on what is not settled."""

from dataclasses import replace
from uuid import UUID

from nicegui import ui

from app import repair_finding
from app.repair_finding import Column, Sought
from app.repair_states import OFFICE, STATES
from app.routing import PRIORITIES
from app.trades import TRADES
from pages import repairs_figures, repairs_filters, repairs_lines, repairs_mine
from pages.parts import Visitor, banner, box, button, empty, go, heading, link, piece, watch, words, written
from pages.phone import drawn, icon

CARDS = 20  # of a column; the others are one tap away
STATUSES = ('open', *STATES, 'settled', 'all')
WATCHED = (
    'repairs',
    'dispatch',
    'inspections',
    'public',
    'plans',
    'people',
    'hazards',
)  # what opens, moves or passes on a repair


class Browsing:
    """What somebody looks at among the repairs."""

    def __init__(self, sought: Sought, *, is_board: bool) -> None:
        self.sought, self.is_board = sought, is_board
        self.column = ''  # of the board, on a phone
        self.shown = 1  # pages of the list
        self.has_filters = sought.is_narrowed

    def seek(self, **changes: object) -> None:
        self.sought, self.shown = replace(self.sought, **changes), 1  # type: ignore[arg-type]
        if self.is_board and not self.sought.is_open:
            self.is_board = False


async def show(
    visitor: Visitor, view: str = '', mine: str = '', own: str = '', q: str = '', status: str = 'open', trade: str = '',
    inside: str = '', owner: str = '', priority: str = '', late: str = '', clash: str = '', cause: str = '',
    period: str = 'twelve',
) -> None:  # fmt: skip
    """`mine`: what this visitor is to mend; `own`: what this visitor has reported. The others narrow what is shown."""
    visitor.actor.must('repairs.see')
    office, mends = visitor.may(OFFICE), visitor.may('repairs.close')
    if mine or (mends and not office and not (view or own or q or inside)):
        repairs_mine.show(visitor)
        return
    sought = Sought(
        status=status if status in STATUSES else 'open', text=q, trade=trade if trade in TRADES else '',
        inside=_id(inside), owner=_id(owner), reporter=visitor.actor.id if own else None,
        priority=priority if priority in PRIORITIES else '', late=bool(late), clash=bool(clash), cause=cause,
        period=period,
    )  # fmt: skip
    browsing = Browsing(sought, is_board=office and view != 'list' and sought.is_open)
    box('tw-desk hidden')
    _head(visitor)
    search = ui.input(placeholder=visitor.t('repairs-search'), value=q)
    search.props('outlined clearable debounce=250 autocomplete=off').classes('tw-wide')
    search.props(f'aria-label="{visitor.t("repairs-search")}"')
    with search.add_slot('prepend'):
        icon('search')

    @ui.refreshable
    async def result() -> None:
        await _clashes(visitor, browsing)
        _views(visitor, browsing, result)
        if browsing.has_filters:
            await repairs_filters.draw(visitor, browsing, result)
        if browsing.is_board:
            await _board(visitor, browsing)
        else:
            await repairs_lines.draw(visitor, browsing)

    async def look() -> None:
        browsing.seek(text=search.value or '')
        await result.refresh()

    await result()
    search.on_value_change(look)
    watch(*WATCHED, then=result.refresh)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _head(visitor: Visitor) -> None:
    with box('tw-line'):
        heading(visitor.t('repairs-title'))
        ui.element('div').classes('tw-spacer')
        if repairs_figures.may(visitor):
            go('/repairs/figures', visitor.t('repairs-figures'), picture='chart', classes='tw-quiet tw-small')
        if visitor.may('routing.rule'):
            go('/repairs/rules', visitor.t('repairs-rules'), picture='settings', classes='tw-quiet tw-small')


async def _clashes(visitor: Visitor, browsing: Browsing) -> None:
    """Where two people say different things, somebody who decides has to look."""
    if visitor.may(OFFICE) and not browsing.sought.clash and (count := await repair_finding.count_clashes()):
        with link('/repairs?view=list&clash=1'):
            banner('warn', visitor.t('repairs-clashes', count=count), 'alert')


def _views(visitor: Visitor, browsing: Browsing, result: ui.refreshable) -> None:
    """Board or list, and the filters."""

    def turn(is_board: bool) -> None:
        browsing.is_board = is_board
        if is_board and browsing.sought.status != 'open':
            browsing.seek(status='open')
        result.refresh()

    def filter() -> None:
        browsing.has_filters = not browsing.has_filters
        result.refresh()

    with box('tw-line tw-views'):
        with box('tw-tabs', 'div').props('role=group'):
            for is_board, word in ((True, 'repairs-as-board'), (False, 'repairs-as-list')):
                on = browsing.is_board == is_board
                with box('active' if on else '', 'button').props(f'type=button aria-pressed={str(on).lower()}') as made:
                    words(visitor.t(word))
                made.on('click', lambda is_board=is_board: turn(is_board))
        ui.element('div').classes('tw-spacer')
        look = 'tw-small tw-on' if browsing.has_filters else 'tw-small'
        button(visitor.t('register-filter'), filter, picture='filter', classes=look)


async def _board(visitor: Visitor, browsing: Browsing) -> None:
    columns = await repair_finding.board(browsing.sought, CARDS)
    if not any(column.count for column in columns):
        empty('ok', visitor.t('repairs-none-found' if browsing.sought.is_narrowed else 'repairs-none'))
        return
    teller = await repairs_lines.teller(visitor, [line for column in columns for line in column.lines])
    filled = [column.state for column in columns if column.count]
    chosen = browsing.column if browsing.column in filled else filled[0]

    def keep(event: object) -> None:
        browsing.column = str(event.args)  # type: ignore[attr-defined]

    parts = [_choice(visitor, column, column.state == chosen) for column in columns]
    parts.append(f'<div class="tw-lanes">{"".join(_column(visitor, teller, column) for column in columns)}</div>')
    made = piece(''.join(parts), 'tw-lanes-whole')
    made.on('change', keep, js_handler='(event) => emit(event.target.value)')


def _choice(visitor: Visitor, column: Column, is_on: bool) -> str:
    """On a phone one column is shown at a time, of the state that is chosen here."""
    checked = ' checked' if is_on else ''
    said = written(visitor.t(f'repairs-state-{column.state}')) + written(str(column.count), 'tw-num')
    box = f'<input type="radio" name="column" value="{column.state}"{checked}>'
    return f'<label class="tw-lane-choice tw-chip">{box}{said}</label>'


def _column(visitor: Visitor, teller: repairs_lines.Teller, column: Column) -> str:
    head = written(visitor.t(f'repairs-state-{column.state}'), 'tw-strong') + written(
        str(column.count), 'tw-num tw-sub'
    )
    cards = ''.join(teller.card(line) for line in column.lines)
    more = column.count - len(column.lines)
    if more > 0:
        said = written(visitor.t('repairs-more', count=more)) + drawn('next')
        cards += f'<a class="tw-lane-more" href="/repairs?view=list&status={column.state}">{said}</a>'
    return f'<section class="tw-lane tw-lane-{column.state}"><h2>{head}</h2>{cards}</section>'
