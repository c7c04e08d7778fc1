"""Lines as printers break them: English between words, Chinese anywhere but before a closing mark."""

import re
from collections.abc import Callable

PIECES = re.compile(r'□\S+|[A-Za-z0-9_.,:%℃/+-]+|\s+|.', re.DOTALL)
NOT_FIRST = '，。、；：？！）】》」』”’％℃…)]},.;:?!%'
NOT_LAST = '（【《「『“‘([{'


def broken(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text with line ends put in so that no line is wider; a word that is wider than a line is cut."""
    return '\n'.join(line for part in text.split('\n') for line in _lines(part, width, measure))


def _lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line = ''
    for piece in _pieces(text):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ''
            piece = piece.lstrip()
        while measure(piece.rstrip()) > width and len(piece) > 1:
            fits = next(n for n in range(len(piece) - 1, 0, -1) if n == 1 or measure(piece[:n]) <= width)
            lines.append(piece[:fits])
            piece = piece[fits:]
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What stays together: a word, or a character with the marks that hang on it."""
    found: list[str] = []
    for piece in PIECES.findall(text):
        sticks = found and (piece[0] in NOT_FIRST or found[-1][-1] in NOT_LAST)
        if sticks and not piece.isspace():
            found[-1] += piece
        else:
            found.append(piece)
    return found
