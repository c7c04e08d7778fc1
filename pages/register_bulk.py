"""Changing many things at once: place, people, state, category, or an application to write them off."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nicegui import ui

from app import finding, register
from app.core.entries import Entry, enter
from app.core.records import Verdict, write
from app.core.words import t
from app.facts import STATES
from pages.parts import Visitor, box, button, guarded, words
from pages.phone import icon
from pages.place_choice import place_choice

if TYPE_CHECKING:
    from pages.register import Browsing

AT_ONCE = 200  # entries in one transaction, so that others get their turn
SAID = 3  # reasons named when some could not be changed


@dataclass
class Outcome:
    """What a change of many did: a sentence, and what can be taken back."""

    text: str
    good: list[Verdict]
    is_clean: bool


async def ask(visitor: Visitor, browsing: 'Browsing', result: ui.refreshable) -> None:
    """What to change; what is left empty stays as it is."""
    count = len(browsing.chosen)
    categories = {key: visitor.name_of(each) for key, each in (await register.categories()).items()}
    states = {state: visitor.t(f'state-{state}') for state in STATES if state not in ('', 'retired', 'writeoff')}
    with ui.dialog() as dialog, box('tw-card tw-stack tw-dialog'):
        words(visitor.t('register-bulk-title', count=count), 'tw-h2', 'h2')
        words(visitor.t('register-bulk-more'), 'tw-sub', 'p')
        fields: dict[str, Any] = {
            'to': await place_choice(visitor.t('register-move-to')),
            'custodian': ui.input(
                visitor.t('register-custodian'), autocomplete=await finding.names_in_use('custodian')
            ),
            'department': ui.input(
                visitor.t('register-department'), autocomplete=await finding.names_in_use('department')
            ),
            'state': ui.select(states, label=visitor.t('register-state'), clearable=True),
            'category': ui.select(categories, label=visitor.t('register-category'), with_input=True, clearable=True),
        }
        for field in fields.values():
            field.props('outlined dense hide-bottom-space').classes('tw-wide')
        done = words('', 'tw-sub', 'p')

        async def save() -> None:
            entries = _entries(browsing, fields)
            if not entries:
                dialog.close()
                return
            verdicts = await _write(visitor, entries, done)
            dialog.close()
            browsing.chosen.clear()
            browsing.is_choosing = False
            browsing.outcome = _outcome(visitor, verdicts)
            await result.refresh()

        with box('tw-line'):
            button(visitor.t('register-bulk-cancel'), dialog.close, classes='tw-quiet')
            ui.element('div').classes('tw-spacer')
            button(visitor.t('register-bulk-save'), guarded(visitor, save), picture='check', classes='tw-strong-button')
    dialog.open()


def _entries(browsing: 'Browsing', fields: dict[str, Any]) -> list[Entry]:
    facts = {name: (field.value or '').strip() for name, field in fields.items() if name != 'to'}
    facts = {name: value for name, value in facts.items() if value}
    to = fields['to'].value
    found = []
    for id in browsing.chosen:
        if facts:
            found.append(enter('register.revise', facts, thing_id=str(id)))
        if to:
            found.append(enter('register.move', {'to': to}, thing_id=str(id)))
    return found


async def _write(visitor: Visitor, entries: list[Entry], done: ui.label) -> list[Verdict]:
    """All of them, some at a time, saying how far it is."""
    verdicts: list[Verdict] = []
    for start in range(0, len(entries), AT_ONCE):
        verdicts += await write(entries[start : start + AT_ONCE], await visitor.now('register.revise'))
        done.text = visitor.t('register-bulk-done', done=len(verdicts), count=len(entries))
        await asyncio.sleep(0)
    return verdicts


def _outcome(visitor: Visitor, verdicts: list[Verdict]) -> Outcome:
    good = [verdict for verdict in verdicts if verdict.fate == 'accepted']
    bad = [verdict for verdict in verdicts if verdict.fate != 'accepted']
    text = visitor.t('register-bulk-changed', count=len({verdict.thing_id for verdict in good}))
    if bad:
        reasons = dict.fromkeys(t(f'problem-{each.code}', visitor.language, **each.facts) for each in bad)
        text = ' '.join([text, visitor.t('register-bulk-refused', count=len(bad)), *list(reasons)[:SAID]])
    return Outcome(text, good, is_clean=not bad)


def tell(visitor: Visitor, browsing: 'Browsing', result: ui.refreshable) -> None:
    """What became of the last change of many, with the way back."""
    outcome = browsing.outcome
    if not outcome:
        return

    async def back() -> None:
        undo = [
            enter('corrections.undo', {'record': verdict.id}, thing_id=str(verdict.thing_id))
            for verdict in reversed(outcome.good)
        ]
        browsing.outcome = None
        undone = [each for each in await _write(visitor, undo, said) if each.fate == 'accepted']
        text = visitor.t('register-bulk-undone', count=len({each.thing_id for each in undone}))
        browsing.outcome = Outcome(text, [], is_clean=True)
        await result.refresh()

    def close() -> None:
        browsing.outcome = None
        result.refresh()

    with box(f'tw-banner tw-banner-{"ok" if outcome.is_clean else "warn"}').props('role=status'):
        icon('ok' if outcome.is_clean else 'alert')
        said = words(outcome.text)
        if outcome.good:
            button(visitor.t('corrections-undo'), guarded(visitor, back), classes='tw-small')
        with box('tw-icon-button', 'button').props(
            f'type=button aria-label="{visitor.t("register-close")}"'
        ) as closing:
            icon('close')
        closing.on('click', close)
