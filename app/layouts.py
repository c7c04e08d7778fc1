"""Sheets and rolls of labels that a school can buy or measure: numbers only, nothing in them is ever run."""

import re
from dataclasses import dataclass, replace
from typing import Literal, Self

from app.core.errors import BadInput

SHEET_MARGIN = 4.0  # mm along the edges of a sheet where many printers leave nothing
OFFSET_MOST = 10.0  # mm
LARGEST = 1000.0  # mm
MOST_ON_A_PAGE = 400
DOTS = 25.4  # a thermal head has 8 or 12 dots a mm: 203.2 or 304.8 dpi


@dataclass(frozen=True)
class Layout:
    """A sheet of labels, in mm from the paper's top left corner.

    `dpi` is the printer's; `shift` moves everything, for a printer that prints askew.
    """

    page: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float
    pitch: tuple[float, float]
    size: tuple[float, float]
    dpi: float = 300
    design: Literal['label', 'plate', 'door'] = 'label'
    is_roll: bool = False
    shift: tuple[float, float] = (0, 0)

    @property
    def count(self) -> int:
        """Labels a page."""
        return self.columns * self.rows

    @property
    def codes(self) -> int:
        """How often a label carries its code: a large plate twice, since one corner may be scratched away."""
        return 2 if self.design == 'plate' else 1

    @property
    def inset(self) -> tuple[float, float]:
        """How far from a label's edges nothing is printed, across and down."""
        edge = max(1.0, min(self.size) * 0.04)
        if self.is_roll:
            return edge, edge
        outer = [
            min(first, page - first - (count - 1) * pitch - size) for first, page, count, pitch, size in self._axes()
        ]
        return max(edge, SHEET_MARGIN - outer[0]), max(edge, SHEET_MARGIN - outer[1])

    def corner(self, place: int) -> tuple[float, float]:
        """Top left corner of a label, counted along the rows."""
        row, column = divmod(place % self.count, self.columns)
        return (
            self.left + self.shift[0] + column * self.pitch[0],
            self.top + self.shift[1] + row * self.pitch[1],
        )

    def shifted(self, x: float, y: float) -> Self:
        """Everything moved by x mm to the right and y mm down. Raises BadInput `offset_too_large`."""
        for offset, inset, (first, page, count, pitch, size) in zip((x, y), self.inset, self._axes(), strict=True):
            after = page - first - (count - 1) * pitch - size
            most = max(0.0, min(OFFSET_MOST, inset + (after if offset > 0 else first)))
            if not abs(offset) <= most:  # what is not a number compares as false
                raise BadInput('offset_too_large', offset=_short(offset), most=_short(most))
        return replace(self, shift=(x, y))

    def alone(self) -> Self:
        """One label of this size on a page of its own."""
        return replace(
            self, page=self.size, columns=1, rows=1, left=0, top=0, pitch=self.size, shift=(0, 0), is_roll=True
        )

    def checked(self) -> Self:
        """Itself. Raises BadInput when labels overlap or leave the page, or a number is beyond what there is."""
        numbers = (*self.page, *self.size, *self.pitch)
        if not all(0 < number <= LARGEST for number in numbers) or not (self.left >= 0 <= self.top):
            raise BadInput('bad_measures', text=self.text)
        if self.columns < 1 or self.rows < 1 or self.count > MOST_ON_A_PAGE:
            raise BadInput('bad_label_count', most=MOST_ON_A_PAGE)
        for way, (first, page, count, pitch, size) in zip(('across', 'down'), self._axes(), strict=True):
            if count > 1 and pitch < size - 0.01:
                raise BadInput('labels_overlap', way=way, pitch=_short(pitch), size=_short(size))
            needs = first + (count - 1) * pitch + size
            if needs > page + 0.01:
                raise BadInput('labels_off_page', way=way, needs=_short(needs), page=_short(page))
        return self

    @property
    def text(self) -> str:
        """The measures as they are typed: page, labels across and down, size, first corner, pitch."""
        pairs = (self.page, (self.columns, self.rows), self.size, (self.left, self.top), self.pitch)
        return '/'.join('x'.join(map(_short, pair)) for pair in pairs)

    def _axes(self) -> tuple[tuple[float, float, int, float, float], ...]:
        """Across and down: the first label's edge, the page, how many, how far apart, how large."""
        return (
            (self.left, self.page[0], self.columns, self.pitch[0], self.size[0]),
            (self.top, self.page[1], self.rows, self.pitch[1], self.size[1]),
        )


def sheet(page: tuple[float, float], grid: tuple[int, int], size: tuple[float, float], **more: float | str) -> Layout:
    """A sheet whose labels stand in the middle of it; `across` and `down` are the pitch where labels do not touch."""
    pitch = float(more.pop('across', size[0])), float(more.pop('down', size[1]))
    left, top = ((page[n] - (grid[n] - 1) * pitch[n] - size[n]) / 2 for n in (0, 1))
    return Layout(page, *grid, round(left, 2), round(top, 2), pitch, size, **more)  # type: ignore[arg-type]


def roll(width: float, height: float, dots: int = 8) -> Layout:
    """A roll of labels for a thermal printer with so many dots a mm."""
    size = (width, height)
    return Layout(size, 1, 1, 0, 0, size, size, dpi=dots * DOTS, is_roll=True)


A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)
PAGES = {'a4': A4, 'letter': LETTER}
LAYOUTS = {
    'a4-3x8': sheet(A4, (3, 8), (70, 37)),
    'l7160': sheet(A4, (3, 7), (63.5, 38.1), across=66.04),
    'l7163': sheet(A4, (2, 7), (99.1, 38.1), across=101.6),
    'l7173': sheet(A4, (2, 5), (99.1, 57), across=101.64),
    'l7651': sheet(A4, (5, 13), (38.1, 21.2), across=40.6),
    'l4778': sheet(A4, (4, 12), (45.7, 21.2), across=48.3),
    'a4-4x10': sheet(A4, (4, 10), (48.5, 25.4)),
    '5160': sheet(LETTER, (3, 10), (66.68, 25.4), across=69.85),
    'roll-40x30': roll(40, 30),
    'roll-50x30': roll(50, 30),
    'roll-60x40': roll(60, 40),
    'roll-70x50': roll(70, 50),
    'plate': sheet(A4, (1, 2), (190, 138.5), design='plate'),
    'door': sheet(A4, (1, 2), (194, 140), down=144.0, design='door'),
}
ALIASES = {'a4-3x7': 'l7160', 'a4-2x5': 'l7173'}
MEASURE = r'\d{1,4}(?:\.\d{1,2})?'
PAIR = re.compile(rf'({MEASURE})\s*[x×*,，]\s*({MEASURE})(?:\s*mm)?', re.IGNORECASE)


def find_layout(text: str) -> Layout:
    """A layout by its name, as «Avery L7160» too, or by measures.

    Measures are `PAGE/LABELS ACROSS x DOWN/WIDTH x HEIGHT`, then the first label's left and top edge and the distance
    from one label's edge to the next one's where they differ: `A4/3x7/63.5x38.1/7.2x15.1/66x38.1`; `roll/60x40` for a
    roll. Raises BadInput: `unknown_layout`, `bad_measures` or what `checked` raises.
    """
    name = text.strip().casefold()
    name = ALIASES.get(name, name.removeprefix('avery').strip(' -'))
    if name in LAYOUTS:
        return LAYOUTS[name]
    if '/' not in name:
        raise BadInput('unknown_layout', layout=text[:40], known=', '.join(LAYOUTS))
    first, *parts = name.split('/')
    pairs = [PAIR.fullmatch(part.strip()) for part in parts]
    page = PAIR.fullmatch(first.strip())
    if not all(pairs) or not 1 <= len(pairs) <= 4:
        raise BadInput('bad_measures', text=text[:80])
    numbers = [(float(pair[1]), float(pair[2])) for pair in pairs if pair]
    if first.strip() == 'roll' and len(numbers) == 1:
        return roll(*numbers[0]).checked()
    paper = PAGES.get(first.strip()) or (page and (float(page[1]), float(page[2])))
    if not paper or len(numbers) < 2 or not all(number.is_integer() for number in numbers[0]):
        raise BadInput('bad_measures', text=text[:80])
    grid = int(numbers[0][0]), int(numbers[0][1])
    if not 0 < grid[0] * grid[1] <= MOST_ON_A_PAGE:
        raise BadInput('bad_label_count', most=MOST_ON_A_PAGE)
    pitch = numbers[3] if len(numbers) > 3 else numbers[1]
    middle = sheet(paper, grid, numbers[1], across=pitch[0], down=pitch[1])
    left, top = numbers[2] if len(numbers) > 2 else (max(0.0, middle.left), max(0.0, middle.top))
    return replace(middle, left=left, top=top).checked()


def _short(number: float) -> str:
    return f'{number:.2f}'.rstrip('0').rstrip('.') if number == number else '?'
