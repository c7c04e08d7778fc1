"""Categories of assets and kinds of places, and guessing them from a name."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name('starter') / 'categories.yaml'
OTHER, ROOM = 'other', 'room'
_DIGITS = str.maketrans('123456789', '一二三四五六七八九')


@dataclass(frozen=True)
class Starter:
    """A sort of asset or a kind of place, with the words that tell it in a name."""

    key: str
    kind: str
    zh: str
    en: str
    words: tuple[str, ...]


@cache
def starters() -> tuple[Starter, ...]:
    """Every sort of asset and kind of place that a new school starts with."""
    found = yaml.safe_load(FILE.read_text(encoding='utf-8'))
    return tuple(Starter(**{**each, 'words': tuple(each['words'])}) for each in found)


def guess_category(name: str) -> str:
    """The key of the asset category that a name points to, `other` when nothing does."""
    return _guess(name, 'asset') or OTHER


def guess_place_kind(name: str) -> str:
    """The kind of a place by its name, `room` when nothing tells."""
    return _guess(name, 'place') or ROOM


@lru_cache(maxsize=5000)
def _guess(name: str, kind: str) -> str | None:
    plain = _plain(name)
    best, key = (0, 0), None
    for word, pattern, candidate in _patterns(kind):
        place = max((found.start() for found in pattern.finditer(plain)), default=-1)
        if place >= 0 and (len(word), place) > best:
            best, key = (len(word), place), candidate
    return key


@cache
def _patterns(kind: str) -> list[tuple[str, re.Pattern[str], str]]:
    return [
        (word.removesuffix('$'), _pattern(word), each.key)
        for each in starters()
        if each.kind == kind
        for word in each.words
    ]


def _pattern(word: str) -> re.Pattern[str]:
    """Chinese words are found anywhere, English ones only whole (`fan` is not in `infant`)."""
    plain, end = re.escape(_plain(word.removesuffix('$'))), '$' if word.endswith('$') else ''
    return re.compile(f'(?<![a-z]){plain}s?(?![a-z])' if word.isascii() else plain + end)


def _plain(name: str) -> str:
    text = ' '.join(unicodedata.normalize('NFKC', name).lower().split())
    text = re.sub(r'(?<=[^ -~]) | (?=[^ -~])|[()\[\]【】]', '', text)
    return text.translate(_DIGITS)
