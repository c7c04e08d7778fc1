"""What somebody can put right before a spreadsheet is written: what its columns mean, and which place is meant."""

from collections import Counter
from collections.abc import Awaitable, Callable

from nicegui import ui

from app import register
from app.columns import COLUMNS
from app.core.entries import enter
from app.core.records import write, write_one
from app.rows import Row
from app.sheets import Sheet
from pages.parts import Visitor, box, button, guarded, words

MOST_PLACES = 30
Again = Callable[[], Awaitable[None]]


def columns(visitor: Visitor, sheet: Sheet, again: Again, *, is_open: bool = False) -> None:
    """For each of our columns which of theirs; remembered for all sheets with these headings."""
    headings = list(dict.fromkeys(heading for heading in sheet.headings if heading))
    options = {'': visitor.t('imports-columns-none')} | {heading: heading[:40] for heading in headings}
    chosen: dict[str, ui.select] = {}
    with ui.expansion(visitor.t('imports-columns'), value=is_open).classes('tw-card tw-wide'), box('tw-stack'):
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


def places(visitor: Visitor, rows: list[Row], again: Again) -> None:
    """The places that nobody knows, each with a choice of those that there are."""
    unknown: Counter[str] = Counter()
    like: dict[str, str] = {}
    for row in rows:
        for finding in row.findings:
            if finding.code == 'W04':
                unknown[finding.facts['value']] += 1
                like[finding.facts['value']] = finding.facts['like']
    if unknown:
        holder = box('tw-card tw-stack')
        ui.timer(0, lambda: _places(visitor, holder, unknown, like, again), once=True)


async def _places(
    visitor: Visitor, holder: ui.element, unknown: Counter[str], like: dict[str, str], again: Again
) -> None:
    found = await register.places()
    paths = await register.paths_of(found)
    options = {str(place.id): ' · '.join(filter(None, [place.name, paths[place.id]])) for place in found}
    by_name = {place.name: str(place.id) for place in found}
    chosen: dict[str, ui.select] = {}
    with holder:
        words(visitor.t('imports-unknown-places'), 'tw-title', 'div')
        words(visitor.t('imports-unknown-places-sub'), 'tw-sub', 'p')
        for written, count in unknown.most_common(MOST_PLACES):
            with box('tw-import-place'):
                words(visitor.t('imports-unknown-place', written=written, count=count))
                chosen[written] = (
                    ui.select(
                        options,
                        label=visitor.t('imports-unknown-place-pick'),
                        value=by_name.get(like[written]),
                        with_input=True,
                        clearable=True,
                    )
                    .props('outlined')
                    .classes('tw-wide')
                )

        async def save() -> None:
            actor = await visitor.now('imports.alias')
            meant = [(written, select.value) for written, select in chosen.items() if select.value]
            await write([enter('imports.alias', {'written': written}, thing_id=id) for written, id in meant], actor)
            await again()

        button(visitor.t('imports-unknown-places-save'), guarded(visitor, save), picture='check')
