"""The register as a tree: campus, building, floor, room, and what stands in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from uuid import UUID

from nicegui import ui

from app import finding, register
from app.finding import Line
from app.tree import Branch, Tree
from models import Category
from pages.parts import Visitor, box, button, empty, go, link, row, states_of, words
from pages.phone import drawn, icon

if TYPE_CHECKING:
    from pages.register import Browsing

PICTURES = {'campus': 'school', 'building': 'building', 'floor': 'list'}
FEW = 60  # places or things shown in a branch at once; a school's places may all lie side by side


@dataclass
class _Drawing:
    """Who looks, what the categories are called, and which branches are open."""

    visitor: Visitor
    names: Mapping[str, Category]
    opened: set[UUID]


async def draw(visitor: Visitor, browsing: 'Browsing', grown: Tree, result: ui.refreshable) -> None:
    if not grown.roots and not grown.loose:
        empty('box', visitor.t('register-none'))
        if visitor.may('register.add'):
            go('/import', visitor.t('imports-title'), picture='upload', classes='tw-primary')
        return
    drawing = _Drawing(visitor, await register.categories(), browsing.opened)
    if len(grown.roots) == 1:
        drawing.opened.add(grown.roots[0].id)
    with box('tw-card tw-card-flush tw-tree', 'div').props('role=tree') as holder:
        await _branches(drawing, grown.roots, 0, holder)
    if grown.loose:
        words(visitor.t('register-loose', count=grown.loose), 'tw-sub', 'p')


async def _branches(drawing: _Drawing, branches: list[Branch], depth: int, holder: ui.element) -> None:
    """Places side by side, so many at once."""
    with holder:
        for branch in branches[:FEW]:
            await _branch(drawing, branch, depth)
        if rest := branches[FEW:]:

            async def more() -> None:
                further.delete()
                await _branches(drawing, rest, depth, holder)

            word = drawing.visitor.t('register-more-places', count=len(rest))
            further = button(word, more, picture='down', classes='tw-quiet tw-wide')


async def _branch(drawing: _Drawing, branch: Branch, depth: int) -> None:
    """One place with a lid; what is in it is drawn when it is opened."""
    is_open = branch.id in drawing.opened
    visitor = drawing.visitor
    with box('tw-row tw-branch').style(f'--tw-depth: {depth}').props('role=treeitem'):
        with box('tw-lid', 'button').props(f'type=button aria-expanded={str(is_open).lower()}') as lid:
            _html(_lid(drawing, branch))
        words(str(branch.total), 'tw-chip').props['title'] = visitor.t('register-things-in', count=branch.total)
        with link(f'/things/{branch.id}', 'tw-icon-button') as leads:
            icon('arrow')
        leads.props['aria-label'] = branch.name
    inner = box('tw-branches').props('role=group')

    async def fill() -> None:
        with inner:
            if branch.places:
                await _branches(drawing, branch.places, depth + 1, box('tw-branches'))
            await _things(visitor, branch, depth + 1)

    async def turn() -> None:
        if branch.id in drawing.opened:
            drawing.opened.discard(branch.id)
            inner.clear()
        else:
            drawing.opened.add(branch.id)
            await fill()
        lid.props(f'aria-expanded={str(branch.id in drawing.opened).lower()}')

    lid.on('click', turn)
    if is_open:
        await fill()


def _lid(drawing: _Drawing, branch: Branch) -> str:
    """What stands on the lid: one piece of HTML, since there are many of them."""
    kind = drawing.visitor.name_of(drawing.names.get(branch.category))
    within = drawing.visitor.t('register-places-in', count=len(branch.places)) if branch.places else ''
    about = escape(' · '.join(part for part in (kind, within) if part))
    return (
        f'<span class="tw-arrow">{drawn("next")}</span>{drawn(PICTURES.get(branch.category, "room"))}'
        f'<span class="tw-row-main"><span class="tw-title">{escape(branch.name)}</span>'
        f'<span class="tw-sub">{about}</span></span>'
    )


def _html(text: str) -> ui.html:
    return ui.html(text, sanitize=False, tag='span').style('display: contents')


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
    many = visitor.many(line.quantity, line.unit)
    return ' · '.join(part for part in (line.spec, register.code_of(line), many) if part)
