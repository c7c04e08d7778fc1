"""What is printed: sheets with tables in them."""

from dataclasses import dataclass, field
from pathlib import Path

MARKS = {'ok': '✓', 'fault': '×', 'na': '／'}


@dataclass
class Table:
    """A table on paper; `widths` are shares of the page."""

    head: list[str]
    rows: list[list[str]]
    widths: list[float]
    title: str = ''
    tall: bool = False  # rows to write in by hand
    pictures: dict[tuple[int, int], Path] = field(default_factory=dict)  # row, column: stands above what the cell says


@dataclass
class Sheet:
    """What is printed: a title, lines of facts, tables, and who signs below."""

    title: str
    facts: list[str]
    tables: list[Table]
    signers: list[str] = field(default_factory=list)
    is_wide: bool = False
    is_numbered: bool = False  # its pages, below
    foot: list[str] = field(default_factory=list)  # small print below it
    code: str = ''  # a QR code beside the small print
    paragraphs: list[str] = field(default_factory=list)  # before the tables
