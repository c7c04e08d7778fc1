"""What stands where on a label: the code as large as it goes, the name beside it, smaller lines below."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.core.errors import BadInput
from app.core.tagcode import spell
from app.fonts import Font
from app.label_paper import BLACK, GREY, PALE, Box, Paper
from app.label_text import ASCENT, LEADING, fit
from app.layouts import Layout

QUIET = 4  # modules of white around a code
SMALLEST_MODULE = 0.33  # mm
SMALLEST_TEXT = 1.8  # mm, about 5 points


@dataclass(frozen=True)
class Label:
    """What one label says: the tag's code, the thing's name, smaller lines (place, asset code…), and lists for a sign.

    `owner` stands small at the bottom, as a school's name; each of `lists` is a heading with what stands under it.
    """

    code: str
    title: str = ''
    lines: tuple[str, ...] = ()
    owner: str = ''
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def cleaned(self, clean: Callable[[str], str]) -> 'Label':
        """The same with only what can be printed."""
        return Label(
            self.code,
            clean(self.title),
            tuple(filter(None, map(clean, self.lines[:6]))),
            clean(self.owner),
            tuple((clean(head), tuple(map(clean, items[:60]))) for head, items in self.lists[:3]),
        )

    @property
    def texts(self) -> Iterable[str]:
        return (self.title, self.owner, *self.lines, *(text for head, items in self.lists for text in (head, *items)))


@dataclass(frozen=True)
class Plan:
    """Where things stand on every label of a layout, from the label's corner: `code` is the dark part of the QR."""

    module: float
    code: Box
    spelled: Box
    words: Box
    is_stacked: bool


def _is_stacked(layout: Layout) -> bool:
    (width, height), (edge_x, edge_y) = layout.size, layout.inset
    return width - 2 * edge_x < 1.15 * (height - 2 * edge_y)


def _letters_of(layout: Layout) -> float:
    """How high the code in letters is, in mm."""
    return min(max(SMALLEST_TEXT, layout.size[1] * (0.07 if _is_stacked(layout) else 0.085)), 4.5)


@lru_cache(maxsize=64)
def size_of_module(layout: Layout, modules: int) -> float:
    """The largest number of whole printer dots, in mm, that leaves room for the letters and for a name."""
    (width, height), (edge_x, edge_y) = layout.size, layout.inset
    is_stacked, letters = _is_stacked(layout), _letters_of(layout)
    across = width if is_stacked else width * 0.6
    down = height * 0.66 if is_stacked else height - edge_y
    dot = 25.4 / layout.dpi

    def fits(module: float) -> bool:
        quiet = QUIET * module
        return (
            max(edge_x, quiet) + modules * module + quiet <= across
            and max(edge_y, quiet) + modules * module + max(quiet * 0.75, 0.8) + letters <= down
        )

    dots = int(min(across, down) / modules / dot)
    while dots and not fits(dots * dot):
        dots -= 1
    return dots * dot


@lru_cache(maxsize=64)
def plan(layout: Layout, modules: int) -> Plan:
    """Where things stand on a label. Raises BadInput `label_too_small`."""
    (width, height), (edge_x, edge_y) = layout.size, layout.inset
    is_stacked, letters, module = _is_stacked(layout), _letters_of(layout), size_of_module(layout, modules)
    if module < SMALLEST_MODULE:
        raise BadInput('label_too_small', module=round(module, 2), least=SMALLEST_MODULE)
    side, quiet = modules * module, QUIET * module
    x = (width - side) / 2 if is_stacked else max(edge_x, quiet)
    used = side + max(quiet * 0.75, 0.8) + letters
    y = max(edge_y, quiet) if is_stacked else max(edge_y, quiet, (height - used) / 2)
    code = Box(x, y, side, side)
    spelled = Box(x - quiet / 2, y + used - letters, side + quiet, letters)
    if is_stacked:
        top = y + used + letters * 0.5
        words = Box(edge_x, top, width - 2 * edge_x, height - edge_y - top)
    else:
        left = x + side + quiet
        words = Box(left, y, width - edge_x - left, max(y + used, height - edge_y) - y)
    return Plan(module, code, spelled, words, is_stacked)


def draw_label(
    paper: Paper, layout: Layout, corner: tuple[float, float], label: Label, bars: str, modules: int
) -> None:
    """One label with its corner there. Raises BadInput `label_too_small`."""
    made, height = plan(layout, modules), layout.size[1]
    paper.code(corner[0] + made.code.x, corner[1] + made.code.y, made.module, bars)
    paper.centred(spell(label.code), made.spelled.moved(*corner))
    words = made.words.moved(*corner)
    size = min(max(2.3, height * (0.085 if made.is_stacked else 0.13)), 8)
    if not label.title:
        _letters(paper, label, words, size)
        return
    ink = BLACK if layout.is_roll else GREY
    small = max(SMALLEST_TEXT, size * 0.6)
    bottom = words.y + words.height
    if label.owner and words.height > 5 * small:
        used, rows = fit(label.owner, words.width, small * 0.95, paper.font, most=1)
        bottom -= used * LEADING
        paper.text(rows[0], words.x, bottom + used * (LEADING - 1 + ASCENT - 0.12), used, ink=ink)
    lines = label.lines
    room = bottom - words.y
    below = small * (LEADING * min(2, len(lines)) + 0.8)  # for the rule and the first two lines
    most = max(1, min(4, int((room - below) / (size * LEADING))))
    used, rows = _fitted(label.title, words.width, size, most, paper.font)
    y = paper.rows(rows, words.x, words.y, used, bold=True)
    if lines and room > 6 * small:
        y += small * 0.25
        width, tone = (0.25, BLACK) if layout.is_roll else (0.15, PALE)
        paper.line(words.x, y, words.x + words.width, y, width, tone)
        y += small * 0.1
    y += small * 0.25
    for text in lines:
        left = int((bottom - y) / (small * LEADING))
        if left < 1:
            break
        used, rows = _fitted(text, words.width, small, min(2, left), paper.font)
        y = paper.rows(rows, words.x, y, used) + small * 0.1


@lru_cache(maxsize=4096)
def _fitted(text: str, width: float, size: float, most: int, font: Font) -> tuple[float, list[str]]:
    return fit(text, width, size, font, most=most)


def _letters(paper: Paper, label: Label, words: Box, size: float) -> None:
    """A label that is not bound yet: its code in large letters, to be read out and typed."""
    parts = spell(label.code).split('-')
    size = min(size * 1.3, words.width / max(map(paper.font.width, parts)), words.height / (len(parts) * LEADING + 1))
    y = paper.rows(parts, words.x, words.y, size, bold=True)
    if label.owner:
        used, rows = fit(label.owner, words.width, size * 0.5, paper.font, most=1)
        if y + used * LEADING <= words.y + words.height:
            paper.rows(rows, words.x, words.y + words.height - used * LEADING, used, ink=GREY)
