"""Plates for outdoors and signs for doors: the name in a band, the code large, lists beside it."""

from collections.abc import Sequence

from app.core.errors import BadInput
from app.core.tagcode import spell
from app.label_designs import QUIET, SMALLEST_MODULE, Label
from app.label_paper import GREEN, GREY, WHITE, Box, Paper
from app.label_text import LEADING, fit
from app.layouts import Layout


def draw_sign(paper: Paper, layout: Layout, corner: tuple[float, float], label: Label, bars: str, modules: int) -> None:
    """One of them with its corner there. Raises BadInput `label_too_small`."""
    (width, height), (edge_x, edge_y) = layout.size, layout.inset
    box = Box(corner[0] + edge_x, corner[1] + edge_y, width - 2 * edge_x, height - 2 * edge_y)
    band, pad = box.height * 0.26, box.height * 0.06
    paper.block(box.x, box.y, box.width, band, GREEN)
    paper.frame(box.x, box.y, box.width, box.height, 0.6, GREEN)
    _band(paper, label, Box(box.x + pad, box.y, box.width - 2 * pad, band))
    foot = box.height * 0.075
    body = Box(box.x + pad, box.y + band, box.width - 2 * pad, box.height - band - foot)
    if label.owner:
        paper.centred(label.owner, Box(body.x, body.y + body.height + foot * 0.1, body.width, foot * 0.5), ink=GREY)
    letters = body.height * 0.075
    dot = 25.4 / layout.dpi
    share = body.width / 2 if layout.codes > 1 else body.width * 0.48
    module = int(min(share, body.height - letters * 1.1) / (modules + 2 * QUIET) / dot) * dot
    if module < SMALLEST_MODULE:
        raise BadInput('label_too_small', module=round(module, 2), least=SMALLEST_MODULE)
    side = module * (modules + 2 * QUIET)
    for number in range(layout.codes):
        left = body.x + number * share + (share - side) / 2 if layout.codes > 1 else body.x
        paper.code(left + QUIET * module, body.y + QUIET * module, module, bars)
        paper.centred(spell(label.code), Box(left, body.y + side - module, side, letters))
    if layout.design == 'door':
        rest = side + pad * 0.3
        _lists(paper, label, Box(body.x + rest, body.y + pad * 0.8, body.width - rest, body.height - pad * 0.8))


def _band(paper: Paper, label: Label, band: Box) -> None:
    """The name in white, what belongs to it below."""
    small = band.height * 0.17
    below = label.lines[:1]
    size = band.height * (0.44 if below else 0.5)
    used, rows = fit(label.title or spell(label.code), band.width, size, paper.font, most=1 if below else 2)
    if len(rows) > 1:
        used = min(used, band.height * 0.36)
    total = used * LEADING * len(rows) + (small * 1.3 if below else 0)
    y = paper.rows(rows, band.x, band.y + (band.height - total) / 2, used, bold=True, ink=WHITE)
    if below:
        used, rows = fit(' · '.join(label.lines[:2]), band.width, small, paper.font, most=1)
        paper.rows(rows, band.x, y + small * 0.1, used, ink=WHITE)


def _lists(paper: Paper, label: Label, box: Box) -> None:
    """Headings with what stands under them, in one or two columns; what there is no room for is counted."""
    y, bottom = box.y, box.y + box.height
    head, small = box.height * 0.066, box.height * 0.054
    lists = [(heading, items) for heading, items in label.lists if items]
    for number, (heading, items) in enumerate(lists, 1):
        used, rows = fit(heading, box.width, head, paper.font, most=1)
        y = paper.rows(rows, box.x, y, used, bold=True, ink=GREEN) + small * 0.3
        share = (bottom - y) * (1 if number == len(lists) else 0.62)
        y = _items(paper, items, Box(box.x, y, box.width, share), small) + small * 0.6


def _items(paper: Paper, items: Sequence[str], box: Box, small: float) -> float:
    """A list with a square before each item, all of one size; gives back where it ends."""
    leading, indent = small * 1.42, small * 0.9
    most = max(1, int(box.height / leading + 0.01))
    half = (box.width - small) / 2
    columns = 2 if len(items) > most and max(map(paper.font.width, items)) * small <= half - indent else 1
    width = half if columns == 2 else box.width
    room = most * columns
    shown = items if len(items) <= room else (*items[: room - 1], f'… +{len(items) - room + 1}')
    for place, item in enumerate(shown):
        column, row = divmod(place, most)
        used, rows = fit(item, width - indent, small, paper.font, least=0.8, most=1)
        x, y = box.x + column * (half + small), box.y + row * leading
        paper.block(x + small * 0.1, y + small * 0.42, small * 0.34, small * 0.34, GREEN)
        paper.rows(rows, x + indent, y, used)
    return box.y + min(most, len(shown)) * leading
