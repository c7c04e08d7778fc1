"""What a phone's camera sees: labels cut out of the printed sheets and held in front of it."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import qrcode
import zxingcpp
from PIL import Image, ImageFilter

from app.layouts import LAYOUTS

FRAME = (1280, 720)
WALL = '#cfc8bb'
DPI = 300


def labels_in(pdf: Path, layout: str = 'a4-3x8') -> dict[str, Image.Image]:
    """Every label on these sheets by its tag code, cut out along its edges; what cannot be read is not found."""
    paper, labels = LAYOUTS[layout], {}
    mm = DPI / 25.4
    for page in pypdfium2.PdfDocument(pdf):
        sheet = page.render(scale=DPI / 72).to_pil().convert('RGB')
        corners = [paper.corner(place) for place in range(paper.count)]
        for seen in zxingcpp.read_barcodes(sheet, formats=zxingcpp.BarcodeFormat.QRCode):
            x, y = seen.position.top_left.x / mm, seen.position.top_left.y / mm
            left, top = next((l, t) for l, t in corners if l <= x < l + paper.size[0] and t <= y < t + paper.size[1])
            box = (left * mm, top * mm, (left + paper.size[0]) * mm, (top + paper.size[1]) * mm)
            labels[code_in(seen.text)] = sheet.crop(tuple(map(round, box)))
    return labels


def code_in(text: str) -> str:
    match = re.fullmatch(r'http://LOCALHOST:\d+/T/([0-9A-Z]{12})', text)
    assert match, f'not our address: {text}'
    return match[1]


def label_with(text: str) -> Image.Image:
    """A label of somebody else's making that holds this text."""
    return qrcode.make(text, border=4, box_size=10).convert('RGB')


def film(camera: Path, labels: Sequence[Image.Image], shown: int = 24, between: int = 6) -> None:
    """Walk past these labels one after the other, so many frames each with a bit of wall between them, over and over."""
    wall = frame()
    _put(camera, b''.join(frame(label) * shown + wall * between for label in labels) or wall)


def aim(camera: Path, label: Image.Image | None = None) -> None:
    """Hold a label in front of the camera; without one it sees a bare wall."""
    _put(camera, frame(label) * 2)


def frame(label: Image.Image | None = None) -> bytes:
    """One picture of a label, a little askew as hands hold it."""
    view = Image.new('RGB', FRAME, WALL)
    if label:
        scale = min(760 / label.width, 440 / label.height)
        held = label.resize((round(label.width * scale), round(label.height * scale)), Image.Resampling.LANCZOS)
        held = held.rotate(3, expand=True, fillcolor=WALL, resample=Image.Resampling.BICUBIC)
        view.paste(held, ((FRAME[0] - held.width) // 2, (FRAME[1] - held.height) // 2))
    view = view.filter(ImageFilter.GaussianBlur(0.6))
    shown = io.BytesIO()
    view.save(shown, 'JPEG', quality=88)
    return shown.getvalue()


def _put(camera: Path, frames: bytes) -> None:
    fresh = camera.with_suffix('.new')
    fresh.write_bytes(frames)
    fresh.replace(camera)
