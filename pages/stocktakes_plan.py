"""Planning a stocktake: one of two presets or another, its scope, and who counts what."""

from typing import Any

from nicegui import ui

from app import register, stocktake_presets
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.stocktake_presets import PRESETS, Draft
from pages.calendar import day_input
from pages.parts import Visitor, box, button, go, guarded, heading, section, words
from pages.place_choice import place_choice
from pages.stocktakes_teams import Teams


async def show(visitor: Visitor, preset: str = 'term_end') -> None:
    visitor.actor.must('stocktakes.plan')
    heading(visitor.t('stocktakes-plan'))
    draft = await stocktake_presets.draft(preset, visitor.language)
    with box('tw-line'):
        for name in PRESETS:
            look = 'tw-small tw-strong-button' if name == draft.preset else 'tw-small'
            go(f'/stocktakes/new?preset={name}', visitor.t(f'stocktakes-preset-{name}'), classes=look)
    words(visitor.t(f'stocktakes-preset-{draft.preset}-more'), 'tw-sub', 'p')
    await _Plan(visitor, draft).draw()


class _Plan:
    """The fields, and what they say."""

    def __init__(self, visitor: Visitor, draft: Draft) -> None:
        self.visitor, self.draft = visitor, draft

    async def draw(self) -> None:
        visitor, t = self.visitor, self.visitor.t
        known = await register.categories()
        names = {key: visitor.name_of(each) for key, each in known.items() if each.kind == 'asset'}
        with box('tw-card tw-stack'):
            self.name = _wide(ui.input(t('stocktakes-name'), value=self.draft.name).props('maxlength=80'))
            self.reference = day_input(t('stocktakes-reference'), self.draft.reference)
            words(t('stocktakes-reference-more'), 'tw-hint', 'p')
            self.blind = ui.switch(t('stocktakes-blind'), value=self.draft.blind)
            words(t('stocktakes-blind-more'), 'tw-hint', 'p')
        section(t('stocktakes-scope'))
        with box('tw-card tw-stack'):
            self.places = _wide(await place_choice(t('stocktakes-scope-places'), self.draft.places))
            self.places.props('use-chips')
            self.categories = _several(t('stocktakes-scope-categories'), names)
            keepers = await stocktake_presets.custodians()
            self.custodians = _several(t('stocktakes-scope-custodians'), {name: name for name in keepers})
            self.value = _wide(ui.number(t('stocktakes-scope-value'), min=0, precision=2, prefix='¥'))
            words(t('stocktakes-scope-more'), 'tw-hint', 'p')
        section(t('stocktakes-teams'))
        words(t('stocktakes-teams-more'), 'tw-sub', 'p')
        self.teams = Teams(visitor)
        await self.teams.draw([])
        button(t('stocktakes-plan-save'), guarded(visitor, self._save), picture='check', classes='tw-primary')

    async def _save(self) -> None:
        if not (self.name.value or '').strip() or not self.reference.value:
            raise BadInput('stocktake_name')
        facts: dict[str, Any] = {
            'name': self.name.value.strip(), 'preset': self.draft.preset, 'reference': self.reference.value,
            'blind': self.blind.value, 'places': self.places.value or [], 'categories': self.categories.value or [],
            'custodians': self.custodians.value or [], 'teams': self.teams.said(),
        }  # fmt: skip
        facts |= {'value_from': str(self.value.value)} if self.value.value else {}
        entry = enter('stocktakes.plan', facts)
        await write_one(entry, await self.visitor.now('stocktakes.plan'))
        ui.navigate.to(f'/stocktakes/{entry.id}')


def _several(label: str, options: dict[str, str]) -> ui.select:
    made = ui.select(options, label=label, value=[], multiple=True, with_input=True)
    return _wide(made).props('use-chips')


def _wide(field: Any) -> Any:
    return field.props('outlined').classes('tw-wide')
