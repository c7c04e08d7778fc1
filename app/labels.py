"""Sheets of QR labels as PDF: vector codes, Chinese names, the code in clear text below."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fpdf import FPDF

from app.core.errors import BadInput
from app.core.tagcode import ALPHABET, LENGTH, spell
from app.fonts import ELLIPSIS, Font, find_font
from app.layouts import LAYOUTS, Layout
from app.qr import matrices

MOST_LABELS = 20_000
LONGEST_ADDRESS = 120
QUIET = 4  # modules of white around a code
SMALLEST_MODULE = 0.33  # mm
POINT = 25.4 / 72  # mm
OPENING = '（(【《「“['  # never at the end of a row
CODE = re.compile(f'[{ALPHABET}]{{{LENGTH}}}')
ADDRESS = re.compile(r'(https?)://([!-~]+?)/*', re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """What one label says: the tag's code, the thing's name, and smaller lines (place, asset code…)."""

    code: str
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in mm."""

    x: float
    y: float
    width: float
    height: float


def qr_text(public_url: str, code: str) -> str:
    """What a code holds: scheme in lower case, all the rest in upper case, which keeps the code small.

    Raises BadInput `bad_address` or `bad_code`.
    """
    match = ADDRESS.fullmatch(public_url)
    if not match or len(public_url) > LONGEST_ADDRESS or set(match[2]) & set('?#'):
        raise BadInput('bad_address', address=public_url[:LONGEST_ADDRESS])
    if not CODE.fullmatch(code):
        raise BadInput('bad_code', code=code[:40])
    return f'{match[1].lower()}://{match[2].upper()}/T/{code}'


def write_labels(
    labels: Sequence[Label], public_url: str, layout: Layout | str = 'a4-3x8', skip: int = 0, marks: bool = False
) -> bytes:
    """A PDF with these labels, leaving `skip` used-up places free on the first page; `marks` draws the cutting lines.

    Raises BadInput: `unknown_layout`, `no_labels`, `too_many_labels`, `bad_skip`, `bad_address`, `bad_code`,
    `label_too_small`; Refused: `no_font`.
    """
    layout = _layout(layout)
    if not labels:
        raise BadInput('no_labels')
    if len(labels) > MOST_LABELS:
        raise BadInput('too_many_labels', count=len(labels), most=MOST_LABELS)
    if not 0 <= skip < layout.count:
        raise BadInput('bad_skip', skip=skip, most=layout.count - 1)
    codes = matrices([qr_text(public_url, label.code) for label in labels], layout.level)
    font = find_font()
    labels = [Label(each.code, font.clean(each.title), tuple(map(font.clean, each.lines[:6]))) for each in labels]
    sheet = _Sheet(layout, font, labels)
    for place, (label, code) in enumerate(zip(labels, codes, strict=True), start=skip):
        sheet.add(place, label, code, marks)
    return sheet.pdf()


def _layout(layout: Layout | str) -> Layout:
    if isinstance(layout, Layout):
        return layout
    if layout not in LAYOUTS:
        raise BadInput('unknown_layout', layout=layout[:40], known=list(LAYOUTS))
    return LAYOUTS[layout]


class _Sheet:
    """The pages as they are being drawn."""

    def __init__(self, layout: Layout, font: Font, labels: Sequence[Label]) -> None:
        self.layout, self.font = layout, font
        self.paper = FPDF(unit='mm', format=layout.page)
        self.paper.set_auto_page_break(False)
        self.paper.set_creator('Tagwalk 码上巡')
        characters = set(f'{ALPHABET}- {ELLIPSIS}').union(*(''.join((each.title, *each.lines)) for each in labels))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'labels.otf'
            path.write_bytes(font.cut(characters))
            self.paper.add_font('labels', fname=path)
        self.paper.set_font('labels')

    def pdf(self) -> bytes:
        return bytes(self.paper.output())

    def add(self, place: int, label: Label, code: np.ndarray, marks: bool) -> None:
        if self.paper.page == 0 or place % self.layout.count == 0:
            self.paper.add_page()
            if marks:
                self._cutting_lines()
        (x, y), (width, height) = self.layout.corner(place), self.layout.size
        edge = max(1, height * 0.03)
        inner = Box(x + edge, y + edge, width - 2 * edge, height - 2 * edge)
        spelled = max(2.4, min(height * 0.09, 8))
        if self.layout.copies == 1:
            side = self._code(Box(inner.x, inner.y, width * 0.58, inner.height - spelled), code, label, spelled)
            words = Box(inner.x + side, inner.y + side * 0.1, inner.width - side, inner.height - side * 0.1)
            self._words(words, label, height * 0.13)
            return
        words = Box(inner.x + 4, inner.y, inner.width - 8, inner.height * 0.29)
        self._words(words, label, height * 0.075)
        share = inner.width / self.layout.copies
        below = Box(inner.x, inner.y + words.height, share, inner.height - words.height - spelled)
        for copy in range(self.layout.copies):
            self._code(Box(inner.x + copy * share, below.y, share, below.height), code, label, spelled, centred=True)

    def _code(self, box: Box, code: np.ndarray, label: Label, spelled: float, centred: bool = False) -> float:
        """Draws the QR and its clear text below, as large as whole printer dots allow; the side with quiet zone."""
        modules = len(code) + 2 * QUIET
        dot = 25.4 / self.layout.dpi
        module = int(min(box.width, box.height) / modules / dot) * dot
        if module < SMALLEST_MODULE:
            raise BadInput('label_too_small', module=round(module, 2), least=SMALLEST_MODULE)
        side = module * modules
        x = box.x + (box.width - side) / 2 if centred else box.x
        x, y = (round(edge / dot) * dot for edge in (x, box.y))
        scale, foot = module / POINT, self.layout.page[1] - y - module * QUIET
        # One path a code: separate rectangles would leave seams. fpdf2 has no public call for a bare path.
        self.paper._out(
            f'q {scale:.5f} 0 0 {-scale:.5f} {(x + module * QUIET) / POINT:.3f} {foot / POINT:.3f} cm {_bars(code)}f Q'
        )
        text = spell(label.code)
        size = min(spelled, (side - 4 * module) / self.font.width(text))
        self._print(text, x + (side - size * self.font.width(text)) / 2, y + side + size * 0.82, size)
        return side

    def _words(self, box: Box, label: Label, size: float) -> None:
        """The name, large, and the lines below it, as many as there is room for."""
        used, rows = fit(label.title, box.width, size, self.font)
        y = box.y
        for row in rows:
            self._print(row, box.x, y + used * 0.88, used)
            y += used * 1.2
        small = size * 0.62
        y += small * 0.35
        for line in filter(None, label.lines):
            used, rows = fit(line, box.width, small, self.font, least=0.9)
            for row in rows:
                if y + used <= box.y + box.height:
                    self._print(row, box.x, y + used * 0.88, used)
                y += used * 1.25
            y += small * 0.1

    def _print(self, text: str, x: float, baseline: float, size: float) -> None:
        self.paper.set_font_size(size / POINT)
        self.paper.text(x, baseline, text)

    def _cutting_lines(self) -> None:
        self.paper.set_draw_color(190)
        self.paper.set_line_width(0.1)
        for place in range(self.layout.count):
            self.paper.rect(*self.layout.corner(place), *self.layout.size)


def fit(text: str, width: float, size: float, font: Font, least: float = 0.6) -> tuple[float, list[str]]:
    """The size and the rows of a text: shrunk a little, else broken in two, else shrunk to `least`, else cut short."""
    total = font.width(text) or 1
    if width / total >= size * max(0.75, least):
        return min(size, width / total), [text]
    for share in (1, 0.9, 0.8, 0.7, 0.6):
        if share >= least:
            room = width / (size * share)
            rows = _broken(text, room, font)
            if len(rows) <= 2:
                even = _broken(text, min(room, total / 2 + 1), font)
                return size * share, even if len(even) == len(rows) else rows
    rows = _broken(text, width / (size * least), font)
    last = text[len(rows[0]) :].lstrip()
    while last and font.width(last + ELLIPSIS) > width / (size * least):
        last = last[:-1]
    return size * least, [rows[0], last.rstrip() + ELLIPSIS]


def _broken(text: str, width: float, font: Font) -> list[str]:
    """Rows no wider than `width` ems, broken at a space inside Latin words, anywhere inside Chinese."""
    rows, row, used = [], '', 0.0
    for character in text:
        wide = font.width(character)
        if row and used + wide > width:
            head, space, tail = row.rpartition(' ')
            keep = tail if space and head and character.isascii() and tail.isascii() else ''
            if row[-1] in OPENING and len(row) > 1:
                keep = row[-1]
            rows.append(row[: len(row) - len(keep)].rstrip())
            row, used = keep, font.width(keep)
        row += character
        used += wide
    return [*rows, row]


def _bars(code: np.ndarray) -> str:
    """The dark runs of a matrix as rectangles, in modules."""
    edges = np.diff(code.astype(np.int8), axis=1, prepend=0, append=0)
    (rows, starts), (_, ends) = np.nonzero(edges == 1), np.nonzero(edges == -1)
    return '%d %d %d 1 re ' * len(rows) % tuple(np.stack((starts, rows, ends - starts), axis=1).ravel().tolist())
