"""Signatures on paper: the drawn one, who wrote the record down and when; or that its picture is not here yet."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from app import answered
from app.core import photos
from app.core.config import read_config
from app.core.words import t
from models import Photo

FAINT = 200  # brightness above which nothing was drawn
PIXELS = (480, 160)  # of a signature on paper
EDGE = 8  # pixels around the ink


async def arrived(answers: Iterable[dict[str, Any]]) -> dict[str, Path]:
    """Where the pictures of these answers are that have arrived, by the hash they were sent with."""
    hashes = {sha for answer in answers if isinstance(answer, dict) for sha in answer.get('photos', [])}
    found = await Photo.filter(sha256__in=hashes) if hashes else []
    paths = {photo.sha256: photos.path_of(photo.stored) for photo in found}
    return {sha: path for sha, path in paths.items() if path.exists()}


def is_signed(line: answered.Line) -> bool:
    return line.item['type'] == 'signature' and bool(line.photos)


def stamped(
    lines: list[answered.Line], pictures: dict[str, Path], by: str, at: datetime, language: str
) -> list[answered.Line]:
    """The lines with what stands under a signature. It names who wrote the record: who signed is in the drawing."""
    when = f'{at.astimezone(read_config().timezone):%m-%d %H:%M}'
    found = []
    for line in lines:
        if is_signed(line):
            word = 'prints-signed' if line.photos[0] in pictures else 'prints-signed-waiting'
            said = (line.text, t(word, language, name=by or '—', time=when))
            line = replace(line, text=' '.join(part for part in said if part))
        found.append(line)
    return found


def drawn(lines: list[answered.Line], pictures: dict[str, Path]) -> dict[str, Path]:
    """The signatures among these lines that have arrived, by the line's title."""
    signed = {line.title: line.photos[0] for line in lines if is_signed(line)}
    return {title: pictures[sha] for title, sha in signed.items() if sha in pictures}


def ink(path: Path) -> Image.Image:
    """A signature cut out of its field, all in one shape, so that small ones are as easy to read as large ones."""
    with Image.open(path) as opened:
        grey = opened.convert('L')
    drawn = grey.point(lambda brightness: 255 if brightness < FAINT else 0).getbbox() or (0, 0, *grey.size)
    inside = (PIXELS[0] - 2 * EDGE, PIXELS[1] - 2 * EDGE)
    cut = ImageOps.contain(grey.crop(drawn), inside)
    field = Image.new('L', PIXELS, 255)
    field.paste(cut, ((PIXELS[0] - cut.width) // 2, (PIXELS[1] - cut.height) // 2))
    return field
