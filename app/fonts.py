"""A font with Chinese in it: found on this machine, measured, and cut to the characters that a document uses."""

import os
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from app.core.errors import Refused

ELLIPSIS = '…'
MISSING = '〓'  # the typesetter's mark for a character that the fount lacks
PLACES = (
    '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#2',
    '/usr/share/fonts/opentype/noto-cjk/NotoSansCJK-Regular.ttc#2',
    '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
    '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc',
    '/System/Library/Fonts/STHeiti Medium.ttc#1',
    'C:/Windows/Fonts/msyh.ttc',
)


class Font:
    """A font file opened to ask which characters it has and how wide they are."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        self._font = hb.Font(self.face)
        self._widths: dict[str, float] = {}

    def has(self, character: str) -> bool:
        return bool(self._font.get_nominal_glyph(ord(character)))

    def width(self, text: str) -> float:
        """Width of a cleaned text in ems."""
        return sum(self._width(character) for character in text)

    def clean(self, text: str, longest: int = 200) -> str:
        """What can be printed of a text: one line, nothing invisible, 〓 for what the font lacks."""
        kept: list[str] = []
        for character in unicodedata.normalize('NFC', ' '.join(text[: 4 * longest].split())):
            if unicodedata.category(character) in ('Cc', 'Cf', 'Cs') or '\ufe00' <= character <= '\ufe0f':
                continue
            shown = character if self.has(character) else MISSING
            if shown != MISSING or kept[-1:] != [MISSING]:
                kept.append(shown)
        cleaned = ''.join(kept)
        return cleaned if len(cleaned) <= longest else cleaned[: longest - 1] + ELLIPSIS

    def cut(self, characters: set[str]) -> bytes:
        """A font file with these characters only."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.UNICODE).update(ord(character) for character in characters)
        wanted.pin_all_axes_to_default(self.face)
        return bytes(hb.subset(self.face, wanted).blob.data)

    def _width(self, character: str) -> float:
        width = self._widths.get(character)
        if width is None:
            glyph = self._font.get_nominal_glyph(ord(character)) or 0
            width = self._widths[character] = self._font.get_glyph_h_advance(glyph) / self.face.upem
        return width


def find_font() -> Font:
    """The font of the house: TAGWALK_FONT (`path` or `path#face`), a package, Debian's Noto, any system's.

    Raises Refused `no_font` when none of them is there.
    """
    for place in _places():
        path, _, index = place.partition('#')
        if Path(path).is_file():
            return _open(path, int(index or 0))
    raise Refused('no_font')


def _places() -> Iterator[str]:
    if chosen := os.environ.get('TAGWALK_FONT', '').strip():
        yield chosen
    try:
        from pylopdf_fonts_zh_cn import sans_path

        yield str(sans_path())
    except ImportError:
        pass
    yield from PLACES


@cache
def _open(path: str, index: int) -> Font:
    return Font(Path(path), index)
