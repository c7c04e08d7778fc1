"""The lines of the register's list, each page of them written as one piece of HTML.

Fifty lines of ten elements would cost the server ten times what it takes to find them.
"""

from collections.abc import Container, Iterable
from html import escape
from uuid import UUID

from nicegui import ui

from app import register
from app.finding import Line
from pages.parts import Visitor, chip_look, states_of, written
from pages.phone import drawn


def draw(
    visitor: Visitor, lines: Iterable[Line], *, money: bool, choosing: bool = False, chosen: Container[UUID] = ()
) -> ui.html:
    """With `choosing`, a box to tick stands before each; otherwise each leads to its page."""
    text = ''.join(_line(visitor, line, money=money, choosing=choosing, is_on=line.id in chosen) for line in lines)
    return ui.html(text, sanitize=False).classes('tw-lines')


def _line(visitor: Visitor, line: Line, *, money: bool, choosing: bool, is_on: bool) -> str:
    many = visitor.many(line.quantity, line.unit)
    price = f'¥{line.price:,.2f}' if money and line.price is not None else ''
    about = ' · '.join(part for part in (line.spec, many, price) if part)
    name = written(line.name, 'tw-title') + (written(about, 'tw-sub', 'div') if about else '')
    states = ''.join(written(text, chip_look(mood)) for text, mood in states_of(visitor, line))
    parts = (
        _box(line, is_on=is_on) if choosing else '',
        f'<div class="tw-thing-icon">{drawn("place" if line.is_place else "box")}</div>',
        f'<div class="tw-thing-name">{name if choosing else _link(line, name)}</div>',
        written(register.code_of(line), 'tw-thing-code tw-code'),
        written(line.place, 'tw-thing-place'),
        written(line.custodian if visitor.may('names.see') else '', 'tw-thing-custodian'),
        f'<div class="tw-thing-state">{states}</div>',
    )
    tag = 'label' if choosing else 'div'
    return f'<{tag} class="tw-thing">{"".join(parts)}</{tag}>'


def _box(line: Line, *, is_on: bool) -> str:
    checked = ' checked' if is_on else ''
    return f'<input class="tw-box" type="checkbox" value="{line.id}" aria-label="{escape(line.name)}"{checked}>'


def _link(line: Line, name: str) -> str:
    return f'<a class="tw-thing-link" href="/things/{line.id}">{name}</a>'
