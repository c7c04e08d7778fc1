"""Labels as a file: a PDF for any printer, a picture of one label, or what a thermal printer takes as it is."""

from collections.abc import Sequence
from typing import Any

from app.core.errors import BadInput
from app.label_designs import Label
from app.label_pictures import png
from app.label_sheets import Progress, write_labels
from app.label_thermal import tspl, zpl
from app.layouts import Layout

TYPES = {
    'pdf': 'application/pdf',
    'png': 'image/png',
    'zpl': 'application/octet-stream',
    'tspl': 'application/octet-stream',
}
MOST_ON_A_ROLL = 2_000  # a picture each: more would make a file that printers choke on


def write_file(
    kind: str,
    labels: Sequence[Label],
    public_url: str,
    layout: Layout,
    *,
    start: int = 1,
    copies: int = 1,
    marks: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """Labels as pdf, png, zpl or tspl. Raises BadInput: `unknown_file`, `one_at_a_time`, or as `write_labels` does."""
    if kind not in TYPES:
        raise BadInput('unknown_file', kind=kind[:10], known=', '.join(TYPES))
    if kind == 'pdf':
        return write_labels(labels, public_url, layout, start=start, copies=copies, marks=marks, progress=progress)
    if kind == 'png':
        if len(labels) > 1:
            raise BadInput('one_at_a_time', count=len(labels))
        alone = layout.alone()
        return png(write_labels(labels, public_url, alone), alone)
    if len(labels) > MOST_ON_A_ROLL:
        raise BadInput('too_many_labels', count=len(labels), most=MOST_ON_A_ROLL)
    pages = write_labels(labels, public_url, layout, copies=1)
    write = zpl if kind == 'zpl' else tspl
    return write(pages, layout, copies, progress)


def label_from(said: dict[str, Any]) -> Label:
    """A label as `asdict` told it, after a journey as JSON."""
    lists = tuple((head, tuple(items)) for head, items in said['lists'])
    return Label(**said | {'lines': tuple(said['lines']), 'lists': lists})


def layout_from(said: dict[str, Any]) -> Layout:
    """A layout as `asdict` told it, after a journey as JSON."""
    numbers: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in said.items()}
    return Layout(**numbers)
