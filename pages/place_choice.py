"""Choosing one of the school's places, by its way from the outermost in, so that two rooms 101 are told apart."""

from nicegui import ui

from app import tree
from app.tree import BETWEEN, Tree

AT_ONCE = 100  # places that go out with the page; where there are more, they follow when somebody turns to them


async def place_choice(
    label: str,
    value: str | list[str] = '',
    *,
    but: str = '',
    first: dict[str, str] | None = None,
    clearable: bool = True,
) -> ui.select:
    """All places, found by typing; several where `value` is a list. `but` is left out; `first` are no places."""
    grown = await tree.tree()
    begins = first or {}
    wanted = [value] if isinstance(value, str) else value
    known = {str(id): grown.path(id) for id in grown.branches if str(id) in wanted and str(id) != but} | begins
    kept = [each for each in wanted if each in known]
    chosen = kept if isinstance(value, list) else kept[0] if kept else None
    if len(grown.branches) <= AT_ONCE:
        return _select(begins | _paths(grown, but), label, chosen, clearable=clearable)
    made = _select(known, label, chosen, clearable=clearable)

    async def fill() -> None:
        if len(made.options) == len(known):
            made.set_options(begins | _paths(await tree.tree(), but))

    return made.on('focus', fill)


def _select(options: dict[str, str], label: str, value: str | list[str] | None, *, clearable: bool) -> ui.select:
    several = isinstance(value, list)
    return ui.select(options, label=label, value=value, with_input=True, clearable=clearable, multiple=several)


def _paths(grown: Tree, but: str) -> dict[str, str]:
    """In the order of the tree, so that room 9 comes before room 10."""
    named: dict[str, str] = {}
    waiting = [(branch, '') for branch in reversed(grown.roots)]
    while waiting:
        branch, outer = waiting.pop()
        path = named[str(branch.id)] = f'{outer}{BETWEEN}{branch.name}' if outer else branch.name
        waiting += [(place, path) for place in reversed(branch.places)]
    named.pop(but, None)
    return named
