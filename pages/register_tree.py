"""The register as a tree: campus, building, floor, room, and what stands in each."""

from typing import TYPE_CHECKING
from uuid import UUID

from nicegui import ui

from app import finding, register
from app.finding import Line
from app.tree import Branch, Tree
from models import Category
from pages.parts import Visitor, box, empty, go, link, row, states_of, words
from pages.phone import icon

if TYPE_CHECKING:
    from pages.register import Browsing

PICTURES = {'campus': 'school', 'building': 'building', 'floor': 'list'}
FEW = 60  # things shown in a branch; the list has the rest


async def draw(visitor: Visitor, browsing: 'Browsing', grown: Tree, result: ui.refreshable) -> None:
    if not grown.roots and not grown.loose:
        empty('box', visitor.t('register-none'))
        if visitor.may('register.add'):
            go('/import', visitor.t('imports-title'), picture='upload', classes='tw-primary')
        return
    names = await register.categories()
    opened = browsing.opened
    if len(grown.roots) == 1:
        opened.add(grown.roots[0].id)
    with box('tw-card tw-card-flush tw-tree', 'div').props('role=tree'):
        for branch in grown.roots:
            await _branch(visitor, opened, branch, names, 0)
    if grown.loose:
        words(visitor.t('register-loose', count=grown.loose), 'tw-sub', 'p')


async def _branch(visitor: Visitor, opened: set[UUID], branch: Branch, names: dict[str, Category], depth: int) -> None:
    """One place with a lid; what is in it is drawn when it is opened."""
    is_open = branch.id in opened
    with box('tw-row tw-branch').style(f'--tw-depth: {depth}').props('role=treeitem'):
        with box('tw-lid', 'button').props('type=button') as lid:
            arrow = box('tw-arrow tw-open' if is_open else 'tw-arrow')
            with arrow:
                icon('next')
            icon(PICTURES.get(branch.category, 'room'))
            with box('tw-row-main'):
                words(branch.name, 'tw-title', 'div')
                kind = visitor.name_of(names.get(branch.category))
                about = [kind, visitor.t('register-places-in', count=len(branch.places)) if branch.places else '']
                words(' · '.join(part for part in about if part), 'tw-sub', 'div')
        words(str(branch.total), 'tw-chip').props(f'title="{visitor.t("register-things-in", count=branch.total)}"')
        with link(f'/things/{branch.id}', 'tw-icon-button').props(f'aria-label="{branch.name}"'):
            icon('arrow')
    inner = box('tw-branches').props('role=group')
    lid.props(f'aria-expanded={str(is_open).lower()}')

    async def fill() -> None:
        with inner:
            for place in branch.places:
                await _branch(visitor, opened, place, names, depth + 1)
            await _things(visitor, branch, depth + 1)

    async def turn() -> None:
        if branch.id in opened:
            opened.discard(branch.id)
            inner.clear()
            arrow.classes(remove='tw-open')
        else:
            opened.add(branch.id)
            await fill()
            arrow.classes('tw-open')
        lid.props(f'aria-expanded={str(branch.id in opened).lower()}')

    lid.on('click', turn)
    if is_open:
        await fill()


async def _things(visitor: Visitor, branch: Branch, depth: int) -> None:
    """What stands in the place itself."""
    if not branch.own:
        if not branch.places:
            words(visitor.t('register-empty-place'), 'tw-sub tw-leaf-note').style(f'--tw-depth: {depth}')
        return
    found = await finding.standing_in(branch.id, FEW)
    for line in found:
        with box('tw-leaf').style(f'--tw-depth: {depth}'):
            row(f'/things/{line.id}', line.name, about(visitor, line), picture='box', chips=states_of(visitor, line))
    if branch.own > len(found):
        with box('tw-leaf').style(f'--tw-depth: {depth}'):
            row(f'/things?inside={branch.id}', visitor.t('register-all-of', count=branch.own), picture='next')


def about(visitor: Visitor, line: Line) -> str:
    """What tells a thing from others of its name."""
    many = visitor.t('thing-quantity', count=line.quantity, unit=line.unit) if line.quantity > 1 else ''
    return ' · '.join(part for part in (line.spec, register.code_of(line), many) if part)
