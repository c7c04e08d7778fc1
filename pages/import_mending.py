"""What somebody can put right before a spreadsheet is written: what its columns mean, and which place is meant."""

import unicodedata
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import ui

from app import cells, tree
from app.categories import guess_place_kind
from app.columns import COLUMNS
from app.core.entries import Entry, enter
from app.core.records import write, write_one
from app.place_names import NO_PLACE
from app.rows import Row
from app.sheets import Sheet
from pages.parts import Visitor, box, button, guarded, words
from pages.place_choice import place_choice

MOST_PLACES, FEW = 60, 6  # asked about in one go, and of those shown at once
NEW = 'new'
Again = Callable[[], Awaitable[None]]


def columns(visitor: Visitor, sheet: Sheet, again: Again, *, is_open: bool = False) -> None:
    """For each of our columns which of theirs; remembered for all sheets with these headings."""
    headings = list(dict.fromkeys(heading for heading in sheet.headings if heading))
    options = {'': visitor.t('imports-columns-none')} | {heading: heading[:40] for heading in headings}
    chosen: dict[str, ui.select] = {}
    with ui.expansion(visitor.t('imports-columns'), value=is_open).classes('tw-card tw-wide'), box('tw-stack tw-wide'):
        words(visitor.t('imports-columns-sub'), 'tw-sub', 'p')
        with box('tw-import-columns'):
            for column in COLUMNS:
                place = sheet.columns.get(column.key)
                value = sheet.headings[place] if place is not None else ''
                chosen[column.key] = (
                    ui.select(options, label=visitor.t(f'imports-column-{column.key}'), value=value)
                    .props('outlined')
                    .classes('tw-wide')
                )

        async def save() -> None:
            actor = await visitor.now('imports.choose')
            meant = {key: select.value for key, select in chosen.items() if select.value}
            await write_one(enter('imports.choose', {'signature': sheet.signature, 'columns': meant}), actor)
            await again()

        button(visitor.t('imports-columns-save'), guarded(visitor, save), picture='refresh')


@dataclass
class _Unknown:
    """A place that nobody knows: how it is spelled, and which known place it may be."""

    spellings: Counter[str]
    like: str

    @property
    def written(self) -> str:
        return self.spellings.most_common(1)[0][0]

    @property
    def is_none(self) -> bool:
        """Whether it only says that the place is not known."""
        return bool(NO_PLACE.fullmatch(cells.place_key(self.written)))


def places(visitor: Visitor, rows: list[Row], again: Again) -> None:
    """The places that nobody knows, each with a choice of those that there are."""
    found: dict[str, _Unknown] = {}
    for row in rows:
        for finding in row.findings:
            if finding.code == 'W04':
                written = finding.facts['value']
                one = found.setdefault(cells.place_key(written), _Unknown(Counter(), finding.facts['like']))
                one.spellings[written] += 1
    if found:
        waiting = sorted(found.values(), key=lambda one: -one.spellings.total())
        holder = box('tw-card tw-stack')
        ui.timer(0, lambda: _places(visitor, holder, waiting, again), once=True)


async def _places(visitor: Visitor, holder: ui.element, waiting: list[_Unknown], again: Again) -> None:
    named: dict[str, list[str]] = {}
    for id, branch in (await tree.tree()).branches.items():
        named.setdefault(branch.name, []).append(str(id))
    by_name = {name: ids[0] for name, ids in named.items() if len(ids) == 1}
    chosen: list[ui.select] = []

    async def ask(some: list[_Unknown]) -> None:
        with asked:
            for one in some:
                with box('tw-import-place'):
                    count = one.spellings.total()
                    words(visitor.t('imports-unknown-place', written=one.written, count=count))
                    made = await place_choice(
                        visitor.t('imports-unknown-place-pick'),
                        by_name.get(one.like, ''),
                        first={NEW: visitor.t('imports-unknown-place-new')},
                    )
                    chosen.append(made.props('outlined dense').classes('tw-wide'))

    async def more() -> None:
        rest.delete()
        await ask(waiting[FEW:MOST_PLACES])

    async def all_new() -> None:
        if len(chosen) < len(waiting[:MOST_PLACES]):
            await more()
        for one, select in zip(waiting, chosen, strict=False):
            if not select.value and not one.is_none:
                select.value = NEW

    async def save() -> None:
        actor = await visitor.now('imports.alias')
        meant = [(one, select.value) for one, select in zip(waiting, chosen, strict=False) if select.value]
        await write([_meaning(one.written, id) for one, id in meant], actor)
        await again()

    with holder:
        words(visitor.t('imports-unknown-places', count=len(waiting)), 'tw-title', 'div')
        words(visitor.t('imports-unknown-places-sub'), 'tw-sub', 'p')
        asked = box('tw-stack')
        await ask(waiting[:FEW])
        if waiting[FEW:]:
            rest = button(visitor.t('imports-more-places', count=len(waiting[FEW:MOST_PLACES])), more, picture='down')
            rest.classes('tw-quiet')
        with box('tw-pair'):
            button(visitor.t('imports-unknown-places-new'), all_new, picture='plus', classes='tw-quiet')
            button(visitor.t('imports-unknown-places-save'), guarded(visitor, save), picture='check')


def _meaning(written: str, id: str) -> Entry:
    """What somebody said about a spelling: that it is this place, or a place that the register does not have yet."""
    if id == NEW:
        name, _ = cells.name(unicodedata.normalize('NFKC', written))
        return enter('register.add', {'name': name[:200], 'kind': 'place', 'category': guess_place_kind(name)})
    return enter('imports.alias', {'written': written}, thing_id=id)
