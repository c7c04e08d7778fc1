"""A checklist while somebody is writing it: changes that keep it whole, and the way back."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from app.checklists_template import TYPES

NUMBERS = ('min', 'max', 'warn_below', 'warn_above')
MOST_STEPS = 50
SAID = ('closes', 'open', 'overdue')  # what is said of a line
CLOSED = (*SAID, 'items', 'by', 'hours')  # what only a line has that is closed later


@dataclass
class Draft:
    """A template's body that is not saved yet. `base` is the version it began from, 0 for a new one."""

    body: dict[str, Any]
    base: int = 0
    steps: list[dict[str, Any]] = field(default_factory=list)

    @property
    def items(self) -> list[dict[str, Any]]:
        return self.body['items']  # type: ignore[no-any-return]

    def item(self, id: str) -> dict[str, Any]:
        return next(item for item in self.items if item['id'] == id)

    def remember(self) -> None:
        """Keep how it is now, so that `undo` comes back here."""
        self.steps = [*self.steps[-MOST_STEPS:], deepcopy(self.body)]

    def undo(self) -> None:
        if self.steps:
            self.body = self.steps.pop()

    def add(self, type_of: str, after: str = '') -> str:
        """A new item, after another or at the end. Gives its id, which no item of this checklist had before."""
        self.remember()
        id = self._new_id()
        place = next((n + 1 for n, item in enumerate(self.items) if item['id'] == after), len(self.items))
        item: dict[str, Any] = {'id': id, 'zh': '', 'en': '', 'type': type_of}
        if after and self.item(after).get('section'):
            item['section'] = self.item(after)['section']
        self.items.insert(place, item)
        self.retype(id, type_of)
        return id

    def retype(self, id: str, type_of: str) -> None:
        """Another type of item; what only the old one had goes."""
        assert type_of in TYPES
        item = self.item(id)
        item['type'] = type_of
        if type_of != 'number':
            for name in ('unit', *NUMBERS):
                item.pop(name, None)
        if type_of == 'choice':
            item.setdefault('choices', [{'v': 'a', 'zh': '', 'en': ''}, {'v': 'b', 'zh': '', 'en': '', 'fault': True}])
        else:
            item.pop('choices', None)
        self._let_go(id)

    def add_choice(self, id: str) -> None:
        choices = self.item(id)['choices']
        used = {choice['v'] for choice in choices}
        v = next(letter for letter in map(str, [*'abcdefghijklmnopqrstuvwxyz', *range(100)]) if letter not in used)
        choices.append({'v': v, 'zh': '', 'en': ''})

    def drop_choice(self, id: str, v: str) -> None:
        self.remember()
        item = self.item(id)
        item['choices'] = [choice for choice in item['choices'] if choice['v'] != v]
        for other in self.items:
            values = other.get('show_if', {}).get(id)
            if values and v in values:
                values.remove(v)
        self._tidy()

    def remove(self, id: str) -> None:
        self.remember()
        self.body['items'] = [item for item in self.items if item['id'] != id]
        self._let_go(id)

    def move(self, id: str, by: int) -> None:
        """Up or down; a question never comes to stand before what it hangs on."""
        place = next(n for n, item in enumerate(self.items) if item['id'] == id)
        to = place + by
        if not 0 <= to < len(self.items):
            return
        first, second = sorted((place, to))
        if self.items[first]['id'] in self.items[second].get('show_if', {}):
            return
        self.remember()
        self.items[place], self.items[to] = self.items[to], self.items[place]

    def put_under(self, id: str, heading: str) -> None:
        """Put an item under a section's heading, a new one if there is none of that name yet."""
        heading = heading.strip()
        sections = self.body.setdefault('sections', [])
        found = next((section for section in sections if heading in (section['zh'], section['en'])), None)
        if heading and not found:
            number = max((int(each['id'][1:]) for each in sections if each['id'][1:].isdecimal()), default=0) + 1
            found = {'id': f's{number}', 'zh': heading, 'en': heading}
            sections.append(found)
        if heading and found:
            self.item(id)['section'] = found['id']
        else:
            self.item(id).pop('section', None)

    def hang_on(self, id: str, other: str, values: list[str], instead: str = '') -> None:
        """Ask an item only after certain answers to an earlier one, besides whatever else it hangs on.

        `instead` is the earlier one that this takes the place of; without answers nothing does.
        """
        item = self.item(id)
        asked = {other: values} if other and values else {}
        found: dict[str, list[Any]] = {}
        for key, wanted in item.pop('show_if', {}).items():
            found |= asked if key in (instead, other) else {key: wanted}
        if found | asked:
            item['show_if'] = found | asked

    def before(self, id: str) -> list[dict[str, Any]]:
        """The items that this one may hang on."""
        place = next(n for n, item in enumerate(self.items) if item['id'] == id)
        return [item for item in self.items[:place] if item['type'] in ('ok', 'choice')]

    @property
    def sort(self) -> str:
        """A check, a logbook or a scored one."""
        return 'log' if 'log' in self.body else 'score' if self.body.get('scored') else 'check'

    def become(self, sort: str) -> None:
        """Another sort of checklist; what only the old one had goes."""
        self.remember()
        self.body.pop('log', None)
        self.body.pop('scored', None)
        if sort == 'log':
            first = [item['id'] for item in self.items if item['type'] in ('text', 'choice')][:2]
            self.body['log'] = {'title': first}
        if sort == 'score':
            self.body['scored'] = True
            self.publish(self.body.get('frequency', {}).get('publish', 'week'))

    def publish(self, every: str) -> None:
        self.body['frequency'] = {**self.body.get('frequency', {}), 'publish': every}

    def close_later(self, wanted: bool) -> None:
        """Whether a line stays open until somebody closes it."""
        log = self.body['log']
        for name in CLOSED:
            log.pop(name, None)
        if wanted:
            log |= {
                'closes': {'zh': '办结', 'en': 'Close'},
                'open': {'zh': '还没办结', 'en': 'Still open'},
                'items': [],
            }

    def close_by(self, way: str) -> None:
        """By the end of the day, by an hour of it, or after so many hours."""
        log = self.body['log']
        log.pop('by', None)
        log.pop('hours', None)
        if way == 'hour':
            log['by'] = '18:00'
        if way == 'hours':
            log['hours'] = 48

    def whole(self) -> dict[str, Any]:
        """The body for saving: what is said in Chinese only stands in English too, unused headings go."""
        body = deepcopy(self.body)
        used = {item.get('section') for item in body['items']}
        body['sections'] = [section for section in body.get('sections', []) if section['id'] in used]
        log = body.get('log', {})
        log['title'] = [id for id in log.get('title', []) if id in {item['id'] for item in body['items']}]
        if not self.base and not log['title']:  # a line has a name, even where nobody chose one
            log['title'] = [item['id'] for item in body['items'] if item['type'] in ('text', 'choice')][:1]
        if 'log' in body:
            body['log'] = {name: value for name, value in log.items() if name not in SAID or any(value.values())}
        said = [body, *body['sections'], *(log[name] for name in SAID if name in log)]
        items = [*body['items'], *log.get('items', [])]
        for each in (*said, *items, *(choice for item in items for choice in item.get('choices', []))):
            each['zh'] = each['zh'].strip() or each['en'].strip()
            each['en'] = each['en'].strip() or each['zh']
        return body

    def _new_id(self) -> str:
        known = {item['id'] for body in (self.body, *self.steps) for item in body['items']}
        number = len(known) + 1
        while f'q{number}' in known:
            number += 1
        return f'q{number}'

    def _let_go(self, id: str) -> None:
        """Nothing hangs on an item that is gone or another now."""
        for item in self.items:
            item.get('show_if', {}).pop(id, None)
        self._tidy()

    def _tidy(self) -> None:
        for item in self.items:
            if 'show_if' in item:
                item['show_if'] = {key: values for key, values in item['show_if'].items() if values}
                if not item['show_if']:
                    del item['show_if']
