"""The register: places as a tree, things as a list; searching, filters, and changing many at once."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from nicegui import ui

from app import tree
from app.finding import Wanted
from pages import register_bulk, register_export, register_filters, register_list, register_tree
from pages.parts import Visitor, box, button, go, heading, watch, words
from pages.phone import icon


class Browsing:
    """What somebody looks at in the register: the search, the filters, and what is chosen."""

    def __init__(self, wanted: Wanted, *, is_tree: bool, own: Sequence[UUID] = ()) -> None:
        self.own = own  # the rooms of a class's account: it looks at nothing else
        self.wanted = wanted
        self.is_tree = is_tree and not own
        self.want()
        self.opened: set[UUID] = set()  # branches of the tree
        self.chosen: dict[UUID, None] = {}
        self.is_choosing = False
        self.shown = 1  # pages of the list
        self.has_filters = wanted.is_narrowed and not own
        self.outcome: register_bulk.Outcome | None = None

    @property
    def lists(self) -> bool:
        """A search or a filter is answered with a list."""
        return not self.is_tree or bool(self.wanted.search) or self.wanted.is_narrowed

    def want(self, **changes: object) -> None:
        self.wanted, self.shown = replace(self.wanted, **changes), 1  # type: ignore[arg-type]
        if self.own and self.wanted.inside not in self.own:
            self.wanted = replace(self.wanted, inside=self.own[0])


async def show(visitor: Visitor, q: str = '', kind: str = '', inside: str = '', view: str = '') -> None:
    visitor.actor.must('things.see')
    place = UUID(inside) if inside else None
    browsing = Browsing(
        Wanted(search=q, kind=kind, inside=place), is_tree=view != 'list', own=sorted(visitor.actor.rooms)
    )
    box('tw-desk hidden')
    with box('tw-line'):
        heading(visitor.t('register-title'))
        ui.element('div').classes('tw-spacer')
        register_export.door(visitor, 'tw-quiet tw-small tw-desk-only')
        if visitor.may('ledger.see'):
            go('/ledger', visitor.t('ledger-title'), picture='table', classes='tw-quiet tw-small tw-desk-only')
        if visitor.may('register.add'):
            go('/things/new', visitor.t('register-add'), picture='plus', classes='tw-small')
    search = ui.input(placeholder=visitor.t('register-search'), value=q)
    search.props('outlined clearable debounce=200 autocomplete=off').classes('tw-wide')
    with search.add_slot('prepend'):
        icon('search')
    search.props(f'aria-label="{visitor.t("register-search")}"')

    @ui.refreshable
    async def result() -> None:
        if browsing.own:
            await _own(visitor, browsing, result)
        else:
            _views(visitor, browsing, result)
        register_bulk.tell(visitor, browsing, result)
        if browsing.has_filters:
            await register_filters.draw(visitor, browsing, result)
        if browsing.lists:
            await register_list.draw(visitor, browsing, result)
        else:
            await register_tree.draw(visitor, browsing, await tree.tree(), result)

    async def look() -> None:
        browsing.want(search=search.value or '')
        await result.refresh()

    await result()
    search.on_value_change(look)
    watch('register', 'batches', 'corrections', 'writeoffs', 'repairs', 'enrolments', then=result.refresh)


async def _own(visitor: Visitor, browsing: Browsing, result: ui.refreshable) -> None:
    """The rooms of a class: one of them is looked at."""
    grown = await tree.tree()

    def turn(room: UUID) -> None:
        browsing.want(inside=room)
        result.refresh()

    with box('tw-line tw-views'):
        for room in browsing.own:
            if branch := grown.branches.get(room):
                classes = 'tw-small tw-on' if room == browsing.wanted.inside else 'tw-small'
                button(branch.name, lambda room=room: turn(room), picture='room', classes=classes)  # type: ignore[misc]


def _views(visitor: Visitor, browsing: Browsing, result: ui.refreshable) -> None:
    """Tree or list; filters; choosing."""

    def turn(is_tree: bool) -> None:
        browsing.is_tree = is_tree
        if is_tree:
            browsing.want(**{name: value for name, value in vars(Wanted()).items() if name != 'search'})
            browsing.has_filters = False
        result.refresh()

    def filter() -> None:
        browsing.has_filters = not browsing.has_filters
        result.refresh()

    def choose() -> None:
        browsing.is_choosing = not browsing.is_choosing
        browsing.is_tree = browsing.is_tree and not browsing.is_choosing
        browsing.chosen.clear()
        result.refresh()

    with box('tw-line tw-views'):
        with box('tw-tabs', 'div').props('role=group'):
            for is_tree, word in ((True, 'register-by-place'), (False, 'register-as-list')):
                on = browsing.lists != is_tree
                with box('active' if on else '', 'button').props(f'type=button aria-pressed={str(on).lower()}') as made:
                    words(visitor.t(word))
                made.on('click', lambda is_tree=is_tree: turn(is_tree))
        ui.element('div').classes('tw-spacer')
        button(visitor.t('register-filter'), filter, picture='filter', classes=_pressed(browsing.has_filters))
        if visitor.may('register.revise'):
            button(visitor.t('register-choose'), choose, picture='checklist', classes=_pressed(browsing.is_choosing))


def _pressed(on: bool) -> str:
    return 'tw-small tw-on' if on else 'tw-small'
