"""The items of a checklist that is being written: one of them stands open, the others are a line each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui import ui

from app.checklists_draft import NUMBERS, Draft
from app.checklists_template import ANSWERS_OF_OK, TYPES
from app.units import unit_said
from pages.parts import Visitor, box, button, chip, section, words
from pages.phone import icon

PICTURES = {
    'ok': 'check',
    'number': 'count',
    'text': 'pen',
    'choice': 'list',
    'photo': 'camera',
    'signature': 'handover',
}
FLAGS = ('blocks_use', 'fix_now', 'opens_repair', 'required')


class Items:
    """The list of items; `changed` is called whenever the preview has to follow."""

    def __init__(self, visitor: Visitor, draft: Draft, changed: Callable[[], None], *, closing: bool = False) -> None:
        self.visitor, self.draft, self.changed, self.closing = visitor, draft, changed, closing
        self.open = draft.items[0]['id'] if draft.items and not draft.base else ''
        self.live = ui.refreshable(self._draw)

    def _redraw(self) -> None:
        self.live.refresh()
        self.changed()

    def _then(self, work: Callable[[], Any], opens: bool = False) -> Callable[[], None]:
        """An event's handler: change the draft, draw it again."""

        def handle() -> None:
            done = work()
            if opens:
                self.open = done or ''
            self._redraw()

        return handle

    async def _draw(self) -> None:
        t = self.visitor.t
        with box('tw-line'):
            count = len(self.draft.items)
            section(t('checklists-closing' if self.closing else 'checklists-items', count=count))
            box('tw-spacer')
            if self.draft.steps:
                button(t('checklists-undo'), self._then(self.draft.undo), picture='history', classes='tw-small')
        with box('tw-stack-small'):
            for item in self.draft.items:
                self._item(item) if item['id'] == self.open else self._line(item)
        words(t('checklists-add'), 'tw-label', 'p')
        with box('tw-picks'):
            for type_of in TYPES:
                add = self._then(partial(self.draft.add, type_of, self.open), opens=True)
                button(t(f'checklists-type-{type_of}'), add, picture=PICTURES[type_of], classes='tw-small')

    def _line(self, item: dict[str, Any]) -> None:
        t = self.visitor.t
        with box('tw-card tw-row tw-item-line', 'button').props('type=button') as made:
            icon(PICTURES[item['type']])
            with box('tw-row-main'):
                words(item['zh' if self.visitor.language != 'en' else 'en'] or item['zh'] or '……', 'tw-title', 'div')
                words(self._in_short(item), 'tw-sub', 'div')
            if item.get('blocks_use'):
                chip(t('checklists-blocks_use-short'), 'bad')
        made.on('click', self._then(lambda: item['id'], opens=True))

    def _in_short(self, item: dict[str, Any]) -> str:
        t = self.visitor.t
        parts = [t(f'checklists-type-{item["type"]}')]
        if item['type'] == 'number':
            parts += self._limits_in_short(item)
        parts += [t(f'checklists-{flag}-short') for flag in ('fix_now',) if item.get(flag)]
        parts += [t('checklists-hangs')] if item.get('show_if') else []
        return ' · '.join(parts)

    def _limits_in_short(self, item: dict[str, Any]) -> list[str]:
        t, unit = self.visitor.t, unit_said(item.get('unit', ''), self.visitor.language)
        low, high = (f'{item[name]:g}' if name in item else '' for name in ('min', 'max'))
        if low and low == high:
            return [t('form-exactly', value=low, unit=unit)]
        if low and high:
            return [t('form-between', min=low, max=high, unit=unit)]
        return (
            [t('form-at-least', min=low, unit=unit)]
            if low
            else [t('form-at-most', max=high, unit=unit)]
            if high
            else []
        )

    def _item(self, item: dict[str, Any]) -> None:
        t, id = self.visitor.t, item['id']
        with box('tw-card tw-stack tw-item-open'):
            with box('tw-line'):
                words(t(f'checklists-type-{item["type"]}'), 'tw-label')
                box('tw-spacer')
                for by, name, word in ((-1, 'up', 'checklists-up'), (1, 'down', 'checklists-down')):
                    self._tool(name, word, partial(self.draft.move, id, by))
                self._tool('delete', 'checklists-remove', lambda: self.draft.remove(id))
                self._tool('close', 'checklists-close', lambda: setattr(self, 'open', ''))
            self._text(item, 'zh', 'checklists-asks', 'autogrow').classes('tw-ask')
            self._text(item, 'en', 'checklists-asks-en', 'autogrow')
            if item['type'] == 'number':
                self._limits(item)
            if item['type'] == 'choice':
                self._choices(item)
            self._flags(item)
            self._hangs(item)
            heading = next((s['zh'] for s in self.draft.body.get('sections', []) if s['id'] == item.get('section')), '')
            under = ui.input(t('checklists-section'), value=heading).props('outlined').classes('tw-wide')

            def put_under() -> None:
                self.draft.put_under(id, under.value or '')
                self.changed()

            under.on('blur', put_under)

    def _tool(self, name: str, word: str, work: Callable[[], Any]) -> None:
        with box('tw-icon-button', 'button').props(f'type=button aria-label="{self.visitor.t(word)}"') as made:
            icon(name)
        made.on('click', self._then(work))

    def _text(self, said: dict[str, Any], name: str, word: str, props: str = '') -> ui.input:
        def keep(value: str | None) -> None:
            said[name] = value or ''
            self.changed()

        field = ui.input(self.visitor.t(word), value=said.get(name, ''))
        field.props(f'outlined debounce=250 maxlength=300 {props}').classes('tw-wide')
        field.on_value_change(lambda event: keep(event.value))
        return field

    def _limits(self, item: dict[str, Any]) -> None:
        def keep(name: str, value: float | None) -> None:
            item.pop(name, None)
            if value is not None:
                item[name] = int(value) if float(value).is_integer() else value
            self.changed()

        with box('tw-pairs'):
            self._text(item, 'unit', 'checklists-unit')
            for name in NUMBERS:
                field = ui.number(self.visitor.t(f'checklists-{name}'), value=item.get(name))
                field.props('outlined debounce=250').classes('tw-wide')
                field.on_value_change(lambda event, name=name: keep(name, event.value))
        words(self.visitor.t('checklists-limits-more'), 'tw-sub', 'p')

    def _choices(self, item: dict[str, Any]) -> None:
        def mark(choice: dict[str, Any], bad: bool) -> None:
            choice['fault'] = bad
            self.changed()

        words(self.visitor.t('checklists-choices'), 'tw-label', 'p')
        for choice in item['choices']:
            with box('tw-choice'):
                self._text(choice, 'zh', 'checklists-choice')
                self._text(choice, 'en', 'checklists-choice-en')
                bad = ui.checkbox(self.visitor.t('answer-fault'), value=choice.get('fault', False))
                bad.on_value_change(lambda event, choice=choice: mark(choice, event.value))
                if len(item['choices']) > 2:
                    self._tool(
                        'delete', 'checklists-remove',
                        partial(self.draft.drop_choice, item['id'], choice['v']),
                    )  # fmt: skip
        button(
            self.visitor.t('checklists-add-choice'), self._then(lambda: self.draft.add_choice(item['id'])),
            picture='plus', classes='tw-small',
        )  # fmt: skip

    def _flags(self, item: dict[str, Any]) -> None:
        standard = {'opens_repair': True, 'required': item['type'] in ('ok', 'number', 'choice')}

        def keep(name: str, value: bool) -> None:
            item.pop(name, None)
            if value != standard.get(name, False):
                item[name] = value
            self.changed()

        finds = item['type'] in ('ok', 'number', 'choice')
        with box('tw-stack-small'):
            for name in FLAGS if finds else ('required',):
                value = item.get(name, standard.get(name, False))
                field = ui.checkbox(self.visitor.t(f'checklists-{name}'), value=value)
                field.on_value_change(lambda event, name=name: keep(name, event.value))

    def _hangs(self, item: dict[str, Any]) -> None:
        """Only asked after certain answers to an earlier item."""
        earlier = self.draft.before(item['id'])
        if not earlier:
            return
        hung = list(item.get('show_if', {}).items())
        for condition in [*hung, ('', [])][: len(earlier)]:
            others = {key for key, _ in hung if key != condition[0]}
            self._condition(item, [each for each in earlier if each['id'] not in others], *condition)

    def _condition(self, item: dict[str, Any], earlier: list[dict[str, Any]], now: str, wanted: list[Any]) -> None:
        """One of the earlier items that an item hangs on, or the place to choose another."""
        t = self.visitor.t
        more = bool(item.get('show_if')) and not now
        options = {'': t('checklists-no-more' if more else 'checklists-always')} | {
            other['id']: t('checklists-after', item=other['zh'] or other['id']) for other in earlier
        }
        label = t('checklists-and' if now != next(iter(item.get('show_if', {})), now) or more else 'checklists-when')
        picked = ui.select(options, label=label, value=now if now in options else '')
        picked.props('outlined').classes('tw-wide')

        def hang(other: str) -> None:
            first = self._answers(self.draft.item(other))[-1][0] if other else ''
            self.draft.hang_on(item['id'], other, [first] if first else [], instead=now)
            self._redraw()

        def narrow(values: list[str]) -> None:
            self.draft.hang_on(item['id'], now, values)
            self.changed()

        picked.on_value_change(lambda event: hang(event.value))
        if now and now in options:
            given = dict(self._answers(self.draft.item(now)))
            chosen = ui.select(given, label=t('checklists-answers'), value=[str(v) for v in wanted], multiple=True)
            chosen.props('outlined use-chips').classes('tw-wide')
            chosen.on_value_change(lambda event: narrow(list(event.value)))

    def _answers(self, item: dict[str, Any]) -> list[tuple[str, str]]:
        """What may be answered to an item, as stored and as read; the likely one for a question after it comes last."""
        if item['type'] == 'ok':
            order = ('ok', 'na', 'fault')
            assert set(order) == set(ANSWERS_OF_OK)
            return [(value, self.visitor.t(f'answer-{value}')) for value in order]
        return [(choice['v'], choice['zh'] or choice['v']) for choice in item['choices']]
