"""Pictures of what is printed: of a page for the screen, of one label, and in black and white for thermal printers."""

import io
from collections.abc import Iterator
from threading import Lock
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

from app.layouts import Layout

BACKING, USED = '#e9e4d8', '#cfc8b8'
SHADE = 128  # darker is black

_pdfium = Lock()  # pdfium may be used by one thread at a time


def pictures(pdf: bytes, layout: Layout, dpi: float, colour: bool = False) -> Iterator[Image.Image]:
    """Each page, grey or in colour, a whole number of dots wide and high, so that codes keep to the printer's dots."""
    width, height = (round(side / 25.4 * dpi) for side in layout.page)
    with _pdfium:
        paper = pypdfium2.PdfDocument(pdf)
    for number in range(page_count(pdf)):
        with _pdfium:
            drawn = _picture(paper[number], width, height, colour)
        yield drawn


def page_count(pdf: bytes) -> int:
    with _pdfium:
        return len(pypdfium2.PdfDocument(pdf))


def _picture(page: Any, width: int, height: int, colour: bool) -> Image.Image:
    shades = raw.FPDFBitmap_BGR if colour else raw.FPDFBitmap_Gray
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, shades, rev_byteorder=colour)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    raw.FPDF_RenderPageBitmap(
        bitmap, page, 0, 0, width, height, 0, raw.FPDF_PRINTING | colour * raw.FPDF_REVERSE_BYTE_ORDER
    )
    return bitmap.to_pil().copy()


def bits(picture: Image.Image) -> Image.Image:
    """The same in black and white: 1 is white."""
    return picture.point(lambda shade: 255 if shade >= SHADE else 0).convert('1', dither=Image.Dither.NONE)


def png(pdf: bytes, layout: Layout) -> bytes:
    """The first page as a picture at the printer's resolution, which the file states."""
    picture = next(pictures(pdf, layout, layout.dpi, colour=layout.design != 'label'))
    return _saved(picture, dpi=(layout.dpi, layout.dpi))


def preview(pdf: bytes, layout: Layout, start: int = 1, width: int = 1000) -> bytes:
    """The first page as it will look: labels white on their backing, places used already filled in."""
    dpi = width / layout.page[0] * 25.4
    ink = next(pictures(pdf, layout, dpi, colour=True))
    paper = Image.new('RGB', ink.size, BACKING if layout.count > 1 or not layout.is_roll else 'white')
    drawing, scale = ImageDraw.Draw(paper), dpi / 25.4
    for place in range(layout.count):
        (x, y), (wide, high) = layout.corner(place), layout.size
        x, y = x - layout.shift[0], y - layout.shift[1]
        corners = tuple(round(edge * scale) for edge in (x + 0.2, y + 0.2, x + wide - 0.2, y + high - 0.2))
        drawing.rounded_rectangle(corners, radius=1.5 * scale, fill=USED if place < start - 1 else 'white')
    return _saved(ImageChops.darker(paper, ink))


def _saved(picture: Image.Image, **more: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, 'PNG', **more)
    return file.getvalue()
