"""Texts that must fit into a space: shrunk, broken into rows, and cut short only when nothing else helps."""

from app.fonts import ELLIPSIS, Font

OPENING = '（(【《「“['  # never at the end of a row
CLOSING = '）)】》」”]，。、；：！？,.;:!?%'  # never at the start of one
SHARES = (1, 0.9, 0.8, 0.7, 0.6)
ASCENT = 0.88  # from a row's top to its baseline, in its size
LEADING = 1.2  # from one row's top to the next one's, in its size


def fit(text: str, width: float, size: float, font: Font, least: float = 0.6, most: int = 2) -> tuple[float, list[str]]:
    """The size and the rows of a text: shrunk a little, else broken into rows, else shrunk to `least`, else cut short.

    `most` is how many rows there may be at full size; smaller rows never take more height than that.
    """
    total = font.width(text) or 1
    if width / total >= size * max(0.75, least):
        return min(size, width / total), [text]
    for share in SHARES:
        if share >= least and most > 1:
            room = width / (size * share)
            rows = broken(text, room, font)
            if len(rows) <= _rows(most, share):
                even = broken(text, min(room, total / len(rows) + 1), font)
                return size * share, even if len(even) == len(rows) else rows
    if most == 1 and width / total >= size * least:
        return width / total, [text]
    rows = broken(text, width / (size * least), font)
    kept, last = rows[: _rows(most, least) - 1], text
    for row in kept:
        last = last.removeprefix(row).lstrip()
    while last and font.width(last + ELLIPSIS) > width / (size * least):
        last = last[:-1]
    return size * least, [*kept, last.rstrip() + ELLIPSIS]


def _rows(most: int, share: float) -> int:
    """How many smaller rows take no more height than `most` rows at full size."""
    return int(most / share + 1e-6) if most > 1 else 1


def broken(text: str, width: float, font: Font) -> list[str]:
    """Rows no wider than `width` ems, broken at a space inside Latin words, anywhere inside Chinese."""
    rows, row, used = [], '', 0.0
    for character in text:
        wide = font.width(character)
        if row and used + wide > width:
            if character == ' ':
                rows.append(row)
                row, used = '', 0.0
                continue
            head, space, tail = row.rpartition(' ')
            keep = tail if space and head and character.isascii() and tail.isascii() else ''
            opens = row[-1] in OPENING and len(row) > 1
            closes = character in CLOSING and len(row) > 2 and row[-1] not in CLOSING and not keep
            if opens or closes:
                keep = row[-1]
            while keep and len(row) - len(keep) > 1 and row[-len(keep) - 1] in OPENING:
                keep = row[-len(keep) - 1 :]
            rows.append(row[: len(row) - len(keep)].rstrip())
            row, used = keep, font.width(keep)
        row += character
        used += wide
    return [*rows, row]
