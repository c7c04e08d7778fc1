"""Fonts with Chinese in them: found on this machine, measured, and cut to the characters that a document uses."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

import uharfbuzz as hb

from app.core.errors import Refused

ELLIPSIS = '…'
MISSING = '〓'  # the typesetter's mark for a character that no fount has
PLACES = (
    '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#2',
    '/usr/share/fonts/opentype/noto-cjk/NotoSansCJK-Regular.ttc#2',
    '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
    '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc',
    '/System/Library/Fonts/STHeiti Medium.ttc#1',
    'C:/Windows/Fonts/msyh.ttc',
    # Only these have most of the characters that Unicode took in after 2001, which some names are written with.
    '/usr/share/fonts/truetype/hanazono/HanaMinA.ttf',
    '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf',
    'C:/Windows/Fonts/simsunb.ttf',
)


class Face:
    """A font file opened to ask which characters it has and how wide they are."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self._face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        self._font = hb.Font(self._face)

    def has(self, character: str) -> bool:
        return bool(self._font.get_nominal_glyph(ord(character)))

    def width(self, character: str) -> float:
        """Width in ems."""
        glyph = self._font.get_nominal_glyph(ord(character)) or 0
        return self._font.get_glyph_h_advance(glyph) / self._face.upem

    def cut(self, characters: Iterable[str]) -> bytes:
        """A font file with these characters only."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.UNICODE).update(ord(character) for character in characters)
        wanted.pin_all_axes_to_default(self._face)
        return bytes(hb.subset(self._face, wanted).blob.data)


class Font:
    """Faces in the order in which they are asked for a character: the first one sets nearly everything."""

    def __init__(self, places: Sequence[str]) -> None:
        self._places = places
        self._homes: dict[str, int] = {}
        self._widths = _Widths(self)

    @cached_property
    def faces(self) -> list[Face]:
        return [_open(*_split(place)) for place in self._places]

    def home(self, character: str) -> int:
        """The number of the face that has a character, -1 where none has it."""
        found = self._homes.get(character)
        if found is None:
            holders = (number for number, face in enumerate(self.faces) if face.has(character))
            found = self._homes[character] = next(holders, -1)
        return found

    def has(self, character: str) -> bool:
        return self.home(character) >= 0

    def width(self, text: str) -> float:
        """Width of a cleaned text in ems."""
        return sum(map(self._widths.__getitem__, text))

    def clean(self, text: str, longest: int = 200) -> str:
        """What can be printed of a text: one line, nothing invisible, 〓 for what no face has."""
        kept: list[str] = []
        for character in unicodedata.normalize('NFC', ' '.join(text[: 4 * longest].split())):
            if unicodedata.category(character) in ('Cc', 'Cf', 'Cs') or '\ufe00' <= character <= '\ufe0f':
                continue
            shown = character if self.has(character) else MISSING
            if shown != MISSING or kept[-1:] != [MISSING]:
                kept.append(shown)
        cleaned = ''.join(kept)
        return cleaned if len(cleaned) <= longest else cleaned[: longest - 1] + ELLIPSIS

    def cut(self, characters: set[str]) -> dict[int, bytes]:
        """For each face that is needed a font file with its share of these characters."""
        shares: dict[int, list[str]] = {}
        for character in sorted(characters):
            shares.setdefault(max(0, self.home(character)), []).append(character)
        return {number: self.faces[number].cut(share) for number, share in shares.items()}


class _Widths(dict[str, float]):
    def __init__(self, font: Font) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, character: str) -> float:
        width = self[character] = self.font.faces[max(0, self.font.home(character))].width(character)
        return width


def find_font() -> Font:
    """The fonts of the house: TAGWALK_FONT (`path` or `path#face`, several with `;`), a package's, the system's.

    Raises Refused `no_font` when none of them is there.
    """
    found = tuple(place for place in _places() if Path(place.partition('#')[0]).is_file())
    if not found:
        raise Refused('no_font')
    return _chain(found)


def _places() -> Iterator[str]:
    yield from filter(None, map(str.strip, os.environ.get('TAGWALK_FONT', '').split(';')))
    try:
        from pylopdf_fonts_zh_cn import sans_path

        yield str(sans_path())
    except ImportError:
        pass
    yield from PLACES


def _split(place: str) -> tuple[str, int]:
    path, _, index = place.partition('#')
    return path, int(index or 0)


@cache
def _chain(places: tuple[str, ...]) -> Font:
    return Font(places)


@cache
def _open(path: str, index: int) -> Face:
    return Face(Path(path), index)
