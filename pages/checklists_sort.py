"""What sort of checklist is being written: a check, a logbook whose lines may be closed later, or a scored one."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from app.checklists_draft import Draft
from pages import checklists_item
from pages.parts import Visitor, box, words

SORTS = ('check', 'log', 'score')


class Sort:
    """The card with the choice and what belongs to it; `changed` is called when the preview has to follow."""

    def __init__(self, visitor: Visitor, draft: Draft, changed: Callable[[], None]) -> None:
        self.visitor, self.draft, self.changed = visitor, draft, changed
        self.live, self.closing = ui.refreshable(self._draw), ui.refreshable(self._draw_closing)
        self.drawn: Any = None

    def follow(self) -> None:
        """Draw again when the items that may name a line are others now, or an undo has brought back another draft."""
        if self.drawn != (id(self.draft.body), self._asked()):
            self._redraw()

    def _redraw(self) -> None:
        self.live.refresh()
        self.closing.refresh()

    def _asked(self) -> dict[str, str]:
        """The items that may name a line."""
        return {item['id']: item['zh'] or item['id'] for item in self.draft.items if item['type'] in ('text', 'choice')}

    async def _draw(self) -> None:
        t, draft = self.visitor.t, self.draft
        self.drawn = (id(draft.body), self._asked())
        with box('tw-card tw-stack'):
            words(t('checklists-sort'), 'tw-label')
            sorts = {sort: t(f'checklists-sort-{sort}') for sort in SORTS}
            picked = ui.toggle(sorts, value=draft.sort).props('spread unelevated no-caps').classes('tw-wide')
            picked.on_value_change(lambda event: self._then(draft.become, event.value))
            words(t(f'checklists-sort-{draft.sort}-more'), 'tw-sub', 'p')
            if draft.sort == 'log':
                self._log(draft.body['log'])
            if draft.sort == 'score':
                every = {each: t(f'checklists-publish-{each}') for each in ('week', 'month')}
                chosen = ui.toggle(every, value=draft.body.get('frequency', {}).get('publish', 'week'))
                chosen.props('spread unelevated no-caps').classes('tw-wide')
                chosen.on_value_change(lambda event: draft.publish(event.value))

    async def _draw_closing(self) -> None:
        """The items that are asked when a line is closed, below those of the line itself."""
        log = self.draft.body.get('log', {})
        if 'closes' in log:
            log.setdefault('items', [])
            draft = Draft(log, self.draft.base)
            await checklists_item.Items(self.visitor, draft, self.changed, closing=True).live()

    def _then(self, work: Callable[..., Any], *given: Any) -> None:
        work(*given)
        self._redraw()
        self.changed()

    def _log(self, log: dict[str, Any]) -> None:
        t, draft = self.visitor.t, self.draft
        asked = self._asked()
        names = ui.select(
            asked, label=t('checklists-log-title'), value=[id for id in log.get('title', []) if id in asked],
            multiple=True,
        )  # fmt: skip
        names.props('outlined use-chips').classes('tw-wide')
        names.on_value_change(lambda event: log.update(title=list(event.value or [])[:4]))
        closes = ui.switch(t('checklists-log-closes'), value='closes' in log)
        closes.on_value_change(lambda event: self._then(draft.close_later, event.value))
        if 'closes' not in log:
            return
        for name in ('closes', 'open', 'overdue'):
            with box('tw-pairs tw-pairs-words'):
                for language in ('zh', 'en'):
                    self._said(log, name, language)
        ways = {
            'day': t('checklists-log-by-day'),
            'hour': t('checklists-log-by-hour'),
            'hours': t('checklists-log-hours'),
        }
        now = 'hours' if log.get('hours') else 'hour' if log.get('by') else 'day'
        way = ui.select(ways, label=t('checklists-log-due'), value=now).props('outlined').classes('tw-wide')
        way.on_value_change(lambda event: self._then(draft.close_by, event.value))
        if now == 'hours':
            hours = ui.number(t('checklists-log-hours'), value=log['hours'], min=1, max=8760).props('outlined')
            hours.classes('tw-wide').on_value_change(lambda event: event.value and log.update(hours=event.value))
        if now == 'hour':
            by = ui.input(t('checklists-log-by-hour'), value=log['by']).props('outlined mask=time').classes('tw-wide')
            by.on_value_change(lambda event: len(event.value or '') == 5 and log.update(by=event.value))

    def _said(self, log: dict[str, Any], name: str, language: str) -> None:
        """One of the three sentences of a line, in one language."""
        word = self.visitor.t(f'checklists-log-{name}-{language}')
        field = ui.input(word, value=log.get(name, {}).get(language, '')).props('outlined maxlength=60 debounce=250')
        field.classes('tw-wide').on_value_change(
            lambda event: log.setdefault(name, {'zh': '', 'en': ''}).update({language: event.value or ''})
        )
