"""Sheets and rolls of labels that a school can buy: numbers only, nothing in them is ever run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """A sheet of labels, in mm from the paper's top left corner.

    `level` is the QR error correction; `copies` is how often a label carries its code; `dpi` is the printer's.
    """

    page: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float
    pitch: tuple[float, float]
    size: tuple[float, float]
    level: str = 'Q'
    copies: int = 1
    dpi: int = 300

    @property
    def count(self) -> int:
        """Labels a page."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Top left corner of a label, counted along the rows."""
        row, column = divmod(place % self.count, self.columns)
        return self.left + column * self.pitch[0], self.top + row * self.pitch[1]


A4 = (210, 297)
LAYOUTS = {
    'a4-3x8': Layout(A4, 3, 8, 0, 0.5, (70, 37), (70, 37)),
    'a4-3x7': Layout(A4, 3, 7, 7.21, 15.15, (66.04, 38.1), (63.5, 38.1)),  # Avery L7160
    'a4-2x5': Layout(A4, 2, 5, 4.63, 6, (101.64, 57), (99.1, 57)),  # Avery L7173
    'a4-4x10': Layout(A4, 4, 10, 8, 21.5, (48.5, 25.4), (48.5, 25.4)),
    'plate': Layout(A4, 1, 2, 10, 10, (190, 138.5), (190, 138.5), level='H', copies=2),
    'roll-60x40': Layout((60, 40), 1, 1, 0, 0, (60, 40), (60, 40), dpi=203),
    'roll-50x30': Layout((50, 30), 1, 1, 0, 0, (50, 30), (50, 30), dpi=203),
    'roll-40x30': Layout((40, 30), 1, 1, 0, 0, (40, 30), (40, 30), dpi=203),
}
