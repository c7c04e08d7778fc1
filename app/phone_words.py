"""The words of the phone's own screens: a first visit fetches them; what only the office says stays with the office."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, get_args, get_origin

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from app.core.kinds import KINDS
from app.core.words import text_of

NAMED = Path(__file__).parent.parent / 'static' / 'dist' / 'words.json'


@cache
def phone_text(language: str) -> str:
    """A language's messages that the phone may say, as Fluent, without the others and without comments.

    They are the ones that its code names (`static/build.mjs` lists them) and those of the forms of the kinds.
    """
    text = text_of(language)
    spoken = named() | set(titles())
    messages = [entry for entry in FluentParser().parse(text).body if isinstance(entry, Message)]
    shapes = re.compile('|'.join(re.escape(shape).replace(r'\*', '.+') for shape in spoken))
    return '\n'.join(
        text[entry.span.start : entry.span.end] for entry in messages if entry.span and shapes.fullmatch(entry.id.name)
    )


def named() -> set[str]:
    """Ids in the phone's code; a `*` in one stands for what is put in when it runs."""
    return set(json.loads(NAMED.read_text(encoding='utf-8')))


def titles() -> Iterator[str]:
    """What the screens of the kinds say: their names, the titles of their fields, and the values to choose from."""
    for kind in KINDS.values():
        yield kind.word
        for name, field in kind.form.model_fields.items():
            if field.title:
                yield field.title
                if get_origin(field.annotation) is Literal:
                    yield from (f'{kind.word}-{name}-{value}' for value in get_args(field.annotation) if value)
