"""What the office decides about a repair: whose it is, how urgent, part of another, or none at all."""

from collections.abc import Awaitable, Callable
from typing import Any, get_args

from nicegui import ui

from app import repair_story
from app.core.entries import enter
from app.core.records import write_one
from app.dispatch import RefuseForm
from app.repair_states import MOVES, OFFICE
from app.trades import TRADES
from models import Repair
from pages.parts import Visitor, box, button, empty, guarded, section, words

REASONS = get_args(RefuseForm.model_fields['reason'].annotation)
URGENCIES = ('high', 'normal', 'low')
Open = Callable[[Visitor, Repair], Awaitable[None]]


async def draw(visitor: Visitor, repair: Repair) -> None:
    """The decisions that are open to whoever looks, the one that is wanted most first."""
    found = [each for each in ACTIONS if _may(visitor, repair, each[0])]
    if not found:
        return
    section(visitor.t('repairs-office'))
    with box('tw-stack').props('data-office'):
        if repair.state == 'reported' and visitor.may(OFFICE):
            _button(visitor, repair, *found.pop(0), 'tw-primary')
        with box('tw-grid tw-fit'):
            for each in found:
                _button(visitor, repair, *each)


def _button(visitor: Visitor, repair: Repair, verb: str, picture: str, open_sheet: Open, classes: str = '') -> None:
    work = guarded(visitor, _opener(visitor, repair, open_sheet))
    button(visitor.t(f'dispatch-{verb}'), work, picture=picture, classes=classes).props(f'data-verb={verb}')


def _may(visitor: Visitor, repair: Repair, verb: str) -> bool:
    if repair.state not in MOVES[verb][0] or not visitor.may(f'dispatch.{verb}'):
        return False
    is_own = repair.owner_id in (None, visitor.actor.id)
    return visitor.may(OFFICE) or is_own


def _opener(visitor: Visitor, repair: Repair, open_sheet: Open) -> Callable[[], Awaitable[None]]:
    async def show() -> None:
        await open_sheet(visitor, repair)

    return show


class Sheet:
    """A sheet from the bottom whose buttons decide something and close it."""

    def __init__(self, visitor: Visitor, repair: Repair, verb: str) -> None:
        self.visitor, self.repair, self.verb = visitor, repair, verb
        self.dialog = ui.dialog().props('position=bottom')
        with self.dialog, box('tw-card tw-stack tw-sheet') as self.inside:
            words(visitor.t(f'dispatch-{verb}'), 'tw-h2', 'h2')
        self.dialog.on('hide', self.dialog.delete)
        self.dialog.open()

    def decide(self, text: str, facts: Callable[[], dict[str, Any]], *, picture: str = '', classes: str = '') -> None:
        async def work() -> None:
            kind = f'dispatch.{self.verb}'
            payload = {'repair': str(self.repair.id), **facts()}
            entry = enter(kind, payload, thing_id=str(self.repair.thing_id))
            await write_one(entry, await self.visitor.now(kind))
            self.dialog.close()

        button(text, guarded(self.visitor, work), picture=picture, classes=f'tw-wide {classes}')


async def _assign(visitor: Visitor, repair: Repair) -> None:
    """One tap: whoever is chosen has it."""
    people, busy = await repair_story.menders(), await repair_story.open_by_owner()
    sheet = Sheet(visitor, repair, 'assign')
    with sheet.inside, box('tw-choices'):
        for person in people:
            if person.id == repair.owner_id and repair.state == 'assigned':
                continue
            count = visitor.t('repairs-has_open', count=busy.get(person.id, 0))
            to = str(person.id)
            sheet.decide(f'{person.shown} · {count}', lambda to=to: {'to': to}, picture='account')  # type: ignore[misc]


async def _triage(visitor: Visitor, repair: Repair) -> None:
    sheet = Sheet(visitor, repair, 'triage')
    with sheet.inside:
        levels = {urgency: visitor.t(f'repairs-report-urgency-{urgency}') for urgency in URGENCIES}
        urgency = ui.toggle(levels, value=repair.urgency).props('spread unelevated no-caps').classes('tw-wide')
        trades = {trade: visitor.t(f'trade-{trade}') for trade in TRADES}
        trade = ui.select(trades, label=visitor.t('repairs-trade'), value=repair.trade).props('outlined')
        trade.classes('tw-wide')
        sheet.decide(
            visitor.t('form-save'),
            lambda: {'urgency': urgency.value, 'trade': trade.value},
            picture='check', classes='tw-primary',
        )  # fmt: skip


async def _merge(visitor: Visitor, repair: Repair) -> None:
    """One tap on the repair that this one is part of."""
    found = await repair_story.similar_to(repair)
    sheet = Sheet(visitor, repair, 'merge')
    with sheet.inside:
        if not found:
            empty('link', visitor.t('repairs-none_alike'))
            return
        words(visitor.t('repairs-merge-more'), 'tw-sub', 'p')
        with box('tw-choices'):
            for other in found:
                text = f'{other.what[:60]} · {other.thing.name} · {visitor.t("repairs-ref", ref=other.ref)}'
                into = str(other.id)
                sheet.decide(text, lambda into=into: {'into': into}, picture='link')  # type: ignore[misc]


async def _refuse(visitor: Visitor, repair: Repair) -> None:
    sheet = Sheet(visitor, repair, 'refuse')
    with sheet.inside:
        words(visitor.t('dispatch-refuse-reason'), 'tw-label')
        note = ui.textarea(visitor.t('repairs-note')).props('outlined autogrow').classes('tw-wide')
        with box('tw-choices'):
            for reason in REASONS:
                text = visitor.t(f'dispatch-refuse-reason-{reason}')
                sheet.decide(text, lambda reason=reason: {'reason': reason, 'note': note.value or ''})  # type: ignore[misc]


ACTIONS: tuple[tuple[str, str, Open], ...] = (
    ('assign', 'handover', _assign),
    ('triage', 'settings', _triage),
    ('merge', 'link', _merge),
    ('refuse', 'close', _refuse),
)
