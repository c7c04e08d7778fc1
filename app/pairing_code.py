"""A QR code on the screen, as a drawing that needs no picture file."""

import html

from app import qr

QUIET = 4  # modules of white around it, as the standard asks


def svg(text: str, name: str) -> str:
    """Black squares on white in one path; it scales to whatever holds it. `name` is read out instead of it."""
    [matrix] = qr.matrices([text], 'M')
    size = len(matrix) + 2 * QUIET
    squares = ''.join(
        f'M{x + QUIET} {y + QUIET}h1v1h-1z' for y, line in enumerate(matrix) for x, dark in enumerate(line) if dark
    )
    return (
        f'<svg viewBox="0 0 {size} {size}" role="img" aria-label="{html.escape(name)}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{squares}" fill="#000"/></svg>'
    )
