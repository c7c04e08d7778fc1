"""The paper that labels are drawn on: a PDF with vector codes and embedded fonts, in mm from the top left corner."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from app.fonts import Font
from app.label_text import ASCENT, LEADING

POINT = 25.4 / 72  # mm
BOLD = 0.035  # ems that a bold letter's outline is wide: no package brings a bold face
SMALL = 2.0  # mm; smaller letters would run together, so their outline is half as wide
BLACK, WHITE, GREY, PALE, GREEN = '0 g 0 G', '1 g 1 G', '.38 g .38 G', '.75 g .75 G', '.06 .42 .39 rg .06 .42 .39 RG'


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in mm."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> 'Box':
        return Box(self.x + x, self.y + y, self.width, self.height)


class Paper:
    """Pages as they are being drawn. `dpi` is the printer's: codes stand on its dots."""

    def __init__(self, page: tuple[float, float], dpi: float, font: Font, characters: set[str]) -> None:
        from fpdf import FPDF  # takes longer to read than the rest, and most commands draw nothing

        self.height, self.dot, self.font = page[1], 25.4 / dpi, font
        self._pdf = FPDF(unit='mm', format=page)
        self._pdf.set_auto_page_break(False)
        self._pdf.set_creator('Tagwalk 码上巡')
        self._drawn: list[str] = []
        self._faces: dict[int, Any] = {}
        with tempfile.TemporaryDirectory() as folder:
            for number, data in font.cut(characters).items():
                path = Path(folder) / f'{number}.otf'
                path.write_bytes(data)
                self._pdf.add_font(f'face{number}', fname=path)
                self._faces[number] = self._pdf.fonts[f'face{number}']
        main = min(self._faces)
        self._main = self._faces[main].i
        self._rare = {letter for letter in characters if max(0, font.home(letter)) != main}
        # Each letter as the cut font knows it, without the brackets and the operator around it.
        self._letters = {
            letter: self._face(letter).encode_text(letter).removeprefix('(').removesuffix(') Tj')
            for letter in characters
        }

    def turn(self) -> None:
        """A new page."""
        self._finish()
        self._pdf.add_page()
        for face in self._faces.values():
            # fpdf2 has no public call that only names a font on a page, and none for a bare path below.
            self._pdf._set_font_for_page(face, 1)

    def pdf(self) -> bytes:
        self._finish()
        return bytes(self._pdf.output())

    def code(self, x: float, y: float, module: float, bars: str) -> None:
        """One path a code: separate rectangles would leave seams. The corner is put on the nearest printer dot."""
        x, y = (round(edge / self.dot) * self.dot for edge in (x, y))
        scale = module / POINT
        self._drawn.append(f'q {scale:.5f} 0 0 {-scale:.5f} {x / POINT:.3f} {self._up(y):.3f} cm 0 g {bars}f Q')

    def text(self, text: str, x: float, baseline: float, size: float, bold: bool = False, ink: str = BLACK) -> None:
        parts = [
            f'/F{face} {size / POINT:.2f} Tf ({"".join(map(self._letters.__getitem__, letters))}) Tj'
            for face, letters in self._runs(text)
        ]
        weight = f'2 Tr {BOLD * (size if size > SMALL else size / 2) / POINT:.3f} w 1 j' if bold else '0 Tr'
        self._drawn.append(f'BT {ink} {weight} {x / POINT:.2f} {self._up(baseline):.2f} Td {" ".join(parts)} ET')

    def rows(self, rows: Iterable[str], x: float, y: float, size: float, bold: bool = False, ink: str = BLACK) -> float:
        """Rows below y; gives back where the next thing may begin."""
        for row in rows:
            self.text(row, x, y + size * ASCENT, size, bold, ink)
            y += size * LEADING
        return y

    def centred(self, text: str, box: Box, bold: bool = False, ink: str = BLACK) -> None:
        """One row as large as the box allows, in its middle."""
        width = self.font.width(text) or 1
        size = min(box.height, box.width / width)
        self.text(text, box.x + (box.width - size * width) / 2, box.y + size * ASCENT, size, bold, ink)

    def line(self, x: float, y: float, to_x: float, to_y: float, width: float, ink: str = BLACK) -> None:
        points = f'{x / POINT:.2f} {self._up(y):.2f} m {to_x / POINT:.2f} {self._up(to_y):.2f} l'
        self._drawn.append(f'{ink} {width / POINT:.3f} w {points} S')

    def frame(self, x: float, y: float, width: float, height: float, line: float, ink: str = BLACK) -> None:
        """An empty rectangle."""
        self._drawn.append(f'{ink} {line / POINT:.3f} w {self._rectangle(x, y, width, height)} S')

    def block(self, x: float, y: float, width: float, height: float, ink: str = BLACK) -> None:
        """A full rectangle."""
        self._drawn.append(f'{ink} {self._rectangle(x, y, width, height)} f')

    def _rectangle(self, x: float, y: float, width: float, height: float) -> str:
        return f'{x / POINT:.2f} {self._up(y):.2f} {width / POINT:.2f} {-height / POINT:.2f} re'

    def _up(self, y: float) -> float:
        """PDF counts points from the bottom."""
        return (self.height - y) / POINT

    def _runs(self, text: str) -> Iterable[tuple[int, Iterable[str]]]:
        """The parts of a text that one face sets each; nearly always that is all of it."""
        if self._rare.isdisjoint(text):
            return ((self._main, text),)
        return groupby(text, lambda letter: self._face(letter).i)

    def _face(self, letter: str) -> Any:
        return self._faces[max(0, self.font.home(letter))]

    def _finish(self) -> None:
        if self._drawn:
            self._pdf._out('\n'.join(self._drawn))
            self._drawn = []


def bars_of(codes: np.ndarray) -> list[str]:
    """The dark runs of each matrix as rectangles, in modules; matrices of one size are done together."""
    size = codes.shape[-1]
    edges = np.diff(codes.astype(np.int8), axis=2, prepend=0, append=0)
    (number, rows, starts), (_, _, ends) = np.nonzero(edges == 1), np.nonzero(edges == -1)
    places = ((rows * size + starts) * (size + 1) + ends - starts).tolist()
    known = {place: _bar(place, size) for place in set(places)}
    bars = [known[place] for place in places]
    cuts = [0, *np.cumsum(np.bincount(number, minlength=len(codes))).tolist()]
    return [''.join(bars[start:end]) for start, end in pairwise(cuts)]


def _bar(place: int, size: int) -> str:
    corner, length = divmod(place, size + 1)
    row, start = divmod(corner, size)
    return f'{start} {row} {length} 1 re '
