"""Writing a checklist: whatever one does, it can be undone and saved."""

from copy import deepcopy

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.checklists import starters
from app.checklists_draft import Draft
from app.checklists_template import TYPES, read_template
from pages.checklists_sort import SORTS


class Writing(RuleBasedStateMachine):
    """Somebody clicks about in the editor."""

    @initialize()
    def begin(self) -> None:
        self.draft = Draft({'id': 'own', 'zh': '自编', 'en': '', 'target': {}, 'items': []})
        self.draft.add('ok')

    def some(self, place: int) -> str:
        return str(self.draft.items[place % len(self.draft.items)]['id'])

    @rule(type_of=st.sampled_from(TYPES), after=st.integers(0, 9))
    def add(self, type_of: str, after: int) -> None:
        known = {item['id'] for item in self.draft.items}
        assert self.draft.add(type_of, self.some(after)) not in known

    @rule(place=st.integers(0, 9), by=st.sampled_from((-1, 1)))
    def move(self, place: int, by: int) -> None:
        self.draft.move(self.some(place), by)

    @rule(place=st.integers(0, 9), type_of=st.sampled_from(TYPES))
    def retype(self, place: int, type_of: str) -> None:
        self.draft.retype(self.some(place), type_of)

    @rule(place=st.integers(0, 9))
    def remove(self, place: int) -> None:
        if len(self.draft.items) > 1:
            self.draft.remove(self.some(place))

    @rule(place=st.integers(0, 9), heading=st.sampled_from(('', '外观', '电路')))
    def put_under(self, place: int, heading: str) -> None:
        self.draft.put_under(self.some(place), heading)

    @rule(place=st.integers(0, 9), which=st.integers(0, 9))
    def hang(self, place: int, which: int) -> None:
        id = self.some(place)
        earlier = self.draft.before(id)
        if earlier:
            other = earlier[which % len(earlier)]
            values = ['fault'] if other['type'] == 'ok' else [other['choices'][0]['v']]
            self.draft.hang_on(id, other['id'], values)

    @rule(place=st.integers(0, 9))
    def choices(self, place: int) -> None:
        item = self.draft.item(self.some(place))
        if item['type'] == 'choice':
            self.draft.add_choice(item['id'])
            self.draft.drop_choice(item['id'], item['choices'][0]['v'])

    @rule(sort=st.sampled_from(SORTS))
    def become(self, sort: str) -> None:
        self.draft.become(sort)
        assert self.draft.sort == sort

    @rule(wanted=st.booleans(), way=st.sampled_from(('day', 'hour', 'hours')))
    def close_later(self, wanted: bool, way: str) -> None:
        if self.draft.sort == 'log':
            self.draft.close_later(wanted)
            if wanted:
                self.draft.close_by(way)

    @rule()
    def undo(self) -> None:
        if len(self.draft.steps) > 1:
            self.draft.undo()

    @invariant()
    def can_be_saved(self) -> None:
        """Once everything has a text, what is drawn is a checklist that holds together."""
        if not hasattr(self, 'draft'):
            return
        body = self.draft.whole()
        for said in (*body['items'], *(choice for item in body['items'] for choice in item.get('choices', []))):
            said['zh'] = said['en'] = said['zh'] or '文字'
        read_template(body)


TestWriting = Writing.TestCase
TestWriting.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


def test_undo_leads_back_step_by_step() -> None:
    draft = Draft({'id': 'own', 'zh': '自编', 'en': '', 'items': [{'id': 'q1', 'zh': '看', 'en': '', 'type': 'ok'}]})
    draft.add('number')
    draft.remove('q1')
    assert [item['id'] for item in draft.items] == ['q2']
    draft.undo()
    assert [item['id'] for item in draft.items] == ['q1', 'q2']
    draft.undo()
    assert [item['id'] for item in draft.items] == ['q1']


def test_an_item_hangs_on_two_answers_and_changing_one_leaves_the_other() -> None:
    items = [{'id': id, 'zh': id, 'en': id, 'type': 'ok'} for id in 'abcd']
    draft = Draft({'id': 'own', 'zh': '自编', 'en': '', 'items': items})
    for first, values, instead, wanted in (
        ('a', ['fault'], '', {'a': ['fault']}),
        ('b', ['na'], '', {'a': ['fault'], 'b': ['na']}),
        ('a', ['ok', 'na'], '', {'a': ['ok', 'na'], 'b': ['na']}),
        ('c', ['ok'], 'a', {'c': ['ok'], 'b': ['na']}),
        ('', [], 'c', {'b': ['na']}),
        ('b', [], '', {}),
    ):
        draft.hang_on('d', first, values, instead)
        assert draft.item('d').get('show_if', {}) == wanted


def test_a_logbook_that_is_written_in_the_editor_is_one() -> None:
    """Keys that are lent: a line names who has them, and stays open until they are back, by six."""
    draft = Draft({'id': 'keys', 'zh': '钥匙借用', 'en': 'Keys', 'target': {}, 'items': []})
    who = draft.add('text')
    draft.item(who)['zh'] = '谁借'
    draft.become('log')
    draft.close_later(True)
    draft.close_by('hour')
    draft.body['log']['closes'] = {'zh': '归还', 'en': ''}
    draft.body['log']['overdue'] = {'zh': '', 'en': ''}
    kept = read_template(draft.whole())
    assert kept['log'] == {
        'closes': {'zh': '归还', 'en': '归还'}, 'open': {'zh': '还没办结', 'en': 'Still open'}, 'title': [who], 'by': '18:00'
    }  # fmt: skip
    draft.body['log']['title'] = []
    assert draft.whole()['log']['title'] == [who], 'a line has a name, even where nobody chose one'
    draft.remove(who)
    draft.add('ok')
    assert draft.whole()['log']['title'] == []
    draft.become('score')
    assert draft.body['scored'] and 'log' not in draft.body and draft.body['frequency'] == {'publish': 'week'}


def test_a_logbook_of_the_starters_is_unchanged_by_opening_it() -> None:
    for body in starters():
        assert read_template(Draft(deepcopy(body), 1).whole()) == read_template(body)
