"""Comma, semicolon and tab separated text, in whatever encoding and with whatever line ends an office writes it."""

import csv
import io
import re
from typing import Any

from app.columns import keys_of
from app.core.errors import BadInput

SEPARATORS = ',;\t，|'
LOOKED_AT = 40  # lines, for finding the separator
_PAIR = re.compile(rb'[\x81-\xfe]([\x40-\x7e\x80-\xfe])')


def read_text(data: bytes, most_rows: int, most_columns: int) -> list[list[Any]]:
    """The rows of a text file, one more than `most_rows` where there are too many.

    Raises BadInput: `not_a_spreadsheet`, `broken_spreadsheet`, `empty_spreadsheet`.
    """
    if not data.strip():
        raise BadInput('empty_spreadsheet')
    written = decode(data)
    start = written.lstrip()[:200].lower()
    if start.startswith(('<', '{\\rtf', '%pdf', '{"', '[{')) or '\0' in written:
        raise BadInput('not_a_spreadsheet', looks='html' if start.startswith('<') else 'other')
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(written, newline=''), delimiter=separator_of(written)):
            rows.append(row[:most_columns])
            if len(rows) > most_rows:
                break
    except csv.Error as error:
        raise BadInput('broken_spreadsheet') from error
    return rows


def decode(data: bytes) -> str:
    """Raises BadInput when no encoding makes a text of it."""
    for encoding in _likely_encodings(data):
        try:
            written = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(letter < ' ' and letter not in '\t\r\n\f' for letter in written[:2000]):
            return written
    raise BadInput('not_a_spreadsheet', looks='other')


def separator_of(written: str) -> str:
    """What makes the most known headings of a line, and then the most columns."""
    lines = io.StringIO(written, newline='').readlines(200_000)[:LOOKED_AT]

    def worth(separator: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(lines, delimiter=separator))
        except csv.Error:
            return 0, 0
        return max((len(keys_of(row)) for row in rows), default=0), sum(len(row) > 1 for row in rows)

    return max(SEPARATORS, key=worth)


def _likely_encodings(data: bytes) -> list[str]:
    if data.startswith((b'\xff\xfe', b'\xfe\xff')):
        return ['utf-16']
    if b'\0' in data[:200]:
        return ['utf-16-le' if data[1:400:2].count(0) > data[:400:2].count(0) else 'utf-16-be']
    return ['utf-8-sig', *(['gb18030', 'cp1252'] if _looks_chinese(data) else ['cp1252', 'gb18030'])]


def _looks_chinese(data: bytes) -> bool:
    """Chinese text in GB18030 has mostly pairs of high bytes; Western text has a high byte here and there."""
    seconds = [pair[1][0] for pair in _PAIR.finditer(data[:200_000])]
    return sum(second >= 0xA1 for second in seconds) * 2 >= len(seconds)
