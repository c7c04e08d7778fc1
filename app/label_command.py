"""Drawing labels for the `tagwalk` command, with a bar that shows how far it is."""

import sys
from typing import Any

import typer

from app.label_files import label_from, layout_from, write_file


def drawn(found: dict[str, Any], suffix: str, *, start: int, copies: int, marks: bool) -> bytes:
    """The file for what `commands.labels_to_print` found. Raises a Problem as `write_file` does."""
    chosen = list(map(label_from, found['labels']))
    with typer.progressbar(length=len(chosen), label='Drawing labels …', file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        kind = suffix.removeprefix('.').lower() or 'pdf'
        return write_file(
            kind, chosen, found['address'], layout_from(found['layout']),
            start=start, copies=copies, marks=marks, progress=progress,
        )  # fmt: skip
