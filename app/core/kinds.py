"""Kinds: the rule for one sort of record, declared by decorating a verb."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """What a person fills in for a kind; its JSON schema draws the screen."""

    model_config = ConfigDict(extra='forbid', str_strip_whitespace=True, str_max_length=20_000)


@dataclass(frozen=True)
class Kind:
    """One sort of record: `loans.lend` is the function `lend` in app/loans.py."""

    name: str
    version: int
    form: type[Form]
    function: Callable[..., Awaitable[None]]
    takes: tuple[str, ...]  # which of thing, form, record the function wants
    releases: bool  # may tell whose a label is, so that held records can go on
    grave: bool = False  # only by whoever has just proved who they are, and never through somebody else's hands
    plants: bool = False  # makes new rows and changes only things, so that what many entries do is written at once

    @property
    def word(self) -> str:
        return self.name.replace('.', '-')

    @property
    def needs_thing(self) -> bool:
        return 'thing' in self.takes

    @property
    def scope(self) -> str:
        """What the screen hangs it on: one of what features have of their own, a thing, or nothing."""
        for name in ('repair', 'hazard', 'entry', 'handover', 'claim'):
            if name in self.form.model_fields:
                return name
        return 'thing' if self.needs_thing else 'none'


KINDS: dict[str, Kind] = {}

Function = Callable[..., Awaitable[None]]


def kind(
    function: Function | None = None,
    *,
    version: int = 1,
    releases: bool = False,
    grave: bool = False,
    plants: bool = False,
) -> Any:
    """Make a verb a kind of record.

    The verb takes any of `thing`, `form` and `record`, and raises a Problem when it cannot be done. A thing that
    is retired is the verb's own business: what was seen is kept, what was claimed may be refused. A verb that `plants`
    writes by `record.plant` and `record.change`, or into tables that nothing is planted in, and reads with
    `record.known` or after `record.flush`.
    """

    def declare(function: Function) -> Function:
        parameters = inspect.signature(function).parameters
        form = parameters['form'].annotation
        name = f'{function.__module__.rsplit(".", 1)[-1]}.{function.__name__}'
        KINDS[name] = Kind(name, version, form, function, tuple(parameters), releases, grave, plants)
        return function

    return declare(function) if function else declare
