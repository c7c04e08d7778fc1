"""Words: one Fluent catalogue for the server and for the phone."""

from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from app.core.config import LANGUAGES
from app.core.errors import Problem

FOLDER = Path(__file__).parent.parent / 'words'


@cache
def text_of(language: str) -> str:
    """A language's whole catalogue as the phone gets it."""
    return (FOLDER / f'{known(language)}.ftl').read_text(encoding='utf-8')


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(text_of(language)))
    return bundle


def known(language: str | None) -> str:
    """The language nearest to the one asked for: Chinese first, English for the rest of the world."""
    wanted = (language or '').lower()
    if not wanted or wanted.startswith('zh'):
        return 'zh-CN'
    return next((name for name in LANGUAGES if wanted.startswith(name.lower()[:2])), 'en')


def has(word: str, language: str = 'en') -> bool:
    return _bundle(known(language)).has_message(word)


def t(word: str, language: str, /, **facts: Any) -> str:
    """The sentence for a word in a language; an unknown word shows as itself, so that it is seen."""
    bundle = _bundle(known(language))
    pattern = bundle.get_message(word).value if bundle.has_message(word) else None
    if not pattern:
        return word
    text, _ = bundle.format_pattern(pattern, {name: _plain(value) for name, value in facts.items()})
    return str(text)


def sentence(problem: Problem, language: str) -> str:
    return t(problem.word, language, **problem.facts)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | set):
        return '、'.join(str(part) for part in value)
    return value if isinstance(value, int | float) else str(value)
