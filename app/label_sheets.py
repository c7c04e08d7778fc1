"""Sheets of QR labels as PDF: vector codes, Chinese names, the code in clear text below."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import numpy as np

from app.core.errors import BadInput
from app.core.tagcode import ALPHABET, LENGTH
from app.fonts import ELLIPSIS, find_font
from app.label_designs import Label, draw_label, size_of_module
from app.label_paper import BLACK, GREEN, GREY, PALE, Paper, bars_of
from app.label_signs import draw_sign
from app.layouts import Layout, find_layout
from app.qr import BATCH, matrices

MOST_LABELS = 20_000
MOST_COPIES = 100
FINEST = 5  # printer dots a module that a worn label is still read with
LONGEST_ADDRESS = 120
CODE = re.compile(f'[{ALPHABET}]{{{LENGTH}}}')
ADDRESS = re.compile(r'(https?)://([!-~]+?)/*', re.IGNORECASE)

Progress = Callable[[int, int], None]  # how many labels are done, and of how many


def qr_text(public_url: str, code: str) -> str:
    """What a code holds: scheme in lower case, all the rest in upper case, which keeps the code small.

    Raises BadInput `bad_address` or `bad_code`.
    """
    scheme, rest = _address(public_url)
    if not CODE.fullmatch(code):
        raise BadInput('bad_code', code=code[:40])
    return f'{scheme}://{rest}/T/{code}'


@lru_cache(maxsize=8)
def _address(public_url: str) -> tuple[str, str]:
    match = ADDRESS.fullmatch(public_url)
    if not match or len(public_url) > LONGEST_ADDRESS or set(match[2]) & set('?#'):
        raise BadInput('bad_address', address=public_url[:LONGEST_ADDRESS])
    return match[1].lower(), match[2].upper()


def level_for(layout: Layout, payload: str) -> tuple[str, int]:
    """The error correction for such a label, and how many modules its code has: H, or Q where H would be too fine."""
    high, less = (len(matrices([payload], level)[0]) for level in 'HQ')
    if layout.design == 'label':
        size = size_of_module(layout, high)
        if size < FINEST * 25.4 / layout.dpi and size < size_of_module(layout, less):
            return 'Q', less
    return 'H', high


def write_labels(
    labels: Sequence[Label],
    public_url: str,
    layout: Layout | str = 'a4-3x8',
    *,
    start: int = 1,
    copies: int = 1,
    marks: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """A PDF with these labels, each so many times, from place `start` of the first page; `marks` draws lines to cut.

    Raises BadInput: `unknown_layout` or another of the layout's, `no_labels`, `too_many_labels`, `bad_start`,
    `bad_copies`, `bad_address`, `bad_code`, `label_too_small`; Refused: `no_font`.
    """
    layout = find_layout(layout) if isinstance(layout, str) else layout.checked()
    if not labels:
        raise BadInput('no_labels')
    if not 1 <= copies <= MOST_COPIES:
        raise BadInput('bad_copies', copies=copies, most=MOST_COPIES)
    total = len(labels) * copies
    if total > MOST_LABELS:
        raise BadInput('too_many_labels', count=total, most=MOST_LABELS)
    if not 1 <= start <= layout.count:
        raise BadInput('bad_start', start=start, most=layout.count)
    payloads = [qr_text(public_url, label.code) for label in labels]
    font = find_font()
    clean = cache(font.clean)
    labels = [label.cleaned(clean) for label in labels]
    characters = set(f'{ALPHABET}- {ELLIPSIS}·+').union(*(text for label in labels for text in label.texts))
    paper = Paper(layout.page, layout.dpi, font, characters)
    draw = draw_label if layout.design == 'label' else draw_sign
    level, _ = level_for(layout, payloads[0])
    place = start - 1
    for first in range(0, len(labels), BATCH):
        codes = matrices(payloads[first : first + BATCH], level)
        for label, code, bars in zip(labels[first : first + BATCH], codes, _bars(codes), strict=True):
            for _ in range(copies):
                if place == start - 1 or place % layout.count == 0:
                    paper.turn()
                    if marks:
                        _cutting_lines(paper, layout)
                draw(paper, layout, layout.corner(place), label, bars, len(code))
                place += 1
        if progress:
            progress(place - start + 1, total)
    return paper.pdf()


def _bars(codes: Sequence[np.ndarray]) -> list[str]:
    """The bars of each code; the codes of a batch are nearly always of one size."""
    found = [''] * len(codes)
    for size in {len(code) for code in codes}:
        places = [place for place, code in enumerate(codes) if len(code) == size]
        for place, bars in zip(places, bars_of(np.stack([codes[place] for place in places])), strict=True):
            found[place] = bars
    return found


def _cutting_lines(paper: Paper, layout: Layout) -> None:
    for place in range(layout.count):
        paper.frame(*layout.corner(place), *layout.size, 0.1, PALE)


def write_test_page(layout: Layout | str, title: str, steps: Sequence[str]) -> bytes:
    """A sheet to print on plain paper and hold against the labels: every label's outline, a millimetre rule each way.

    `steps` says what to do with it, in the order of doing. Raises BadInput as `write_labels` does.
    """
    layout = find_layout(layout) if isinstance(layout, str) else layout.checked()
    font = find_font()
    title, steps = font.clean(title), [font.clean(step) for step in steps]
    paper = Paper(layout.page, layout.dpi, font, set('0123456789mm ').union(title, *steps))
    paper.turn()
    width, height = layout.size
    for place in range(layout.count):
        x, y = layout.corner(place)
        paper.frame(x, y, width, height, 0.2, BLACK if place in (0, layout.count - 1) else GREY)
        middle, arm = (x + width / 2, y + height / 2), min(width, height, 16) / 4
        paper.line(middle[0] - arm, middle[1], middle[0] + arm, middle[1], 0.15, GREY)
        paper.line(middle[0], middle[1] - arm, middle[0], middle[1] + arm, 0.15, GREY)
    _rules(paper, layout)
    _steps(paper, layout, title, steps)
    return paper.pdf()


def _rules(paper: Paper, layout: Layout) -> None:
    """A rule to the right and one downwards from the first label's corner, 20 mm where the label is that large."""
    x, y = layout.corner(0)
    for mm in range(int(min(20, *layout.size)) + 1):
        long = 3 if mm % 10 == 0 else 2 if mm % 5 == 0 else 1.2
        paper.line(x + mm, y, x + mm, y + long, 0.15, GREEN)
        paper.line(x, y + mm, x + long, y + mm, 0.15, GREEN)


def _steps(paper: Paper, layout: Layout, title: str, steps: Sequence[str]) -> None:
    """What to do, written over the middle of the page on white."""
    width = min(layout.page[0] - 12, 150)
    longest = max(map(paper.font.width, steps), default=1)
    size = min(4.2, (width - 8) / longest, (layout.page[1] - 4) / (1.6 * (len(steps) + 3)))
    height = size * 1.6 * (len(steps) + 2.2)
    x, y = (layout.page[0] - width) / 2, (layout.page[1] - height) / 2
    paper.block(x, y, width, height, '1 g')
    paper.frame(x, y, width, height, 0.3, GREEN)
    paper.text(title, x + size, y + size * 1.7, size * 1.15, bold=True)
    for number, step in enumerate(steps, 2):
        paper.text(step, x + size, y + size * (1.6 * number + 0.4), size)
