"""A film of shelves full of labels: somebody walks along them, stops before each bay and goes on to the next."""

import io
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.walk.camera import FRAME

ACROSS, DOWN = 4, 3  # labels in one bay, which fills the picture
RATE = 30  # pictures a second, as Chromium plays such a film
HELD, MOVED = 45, 15  # pictures that a bay is held for, and that the way to the next one takes
ROOM = 40  # pixels that a hand may shake, on every side
WOOD, WALL = '#8a6a45', '#cfc8bb'
GOODS = ('#7d8b94', '#b8895a', '#5f6f52', '#a34f43', '#d9d2c3', '#4c5a68')


def seconds(count: int) -> float:
    """How long the walk past so many labels takes."""
    return -(-count // (ACROSS * DOWN)) * (HELD + MOVED) / RATE


def film(camera: Path, labels: Sequence[Image.Image], *, before: float = 0, after: float = 0, seed: int = 7) -> None:
    """Film these labels bay after bay, with so many seconds of bare wall before and after; then it begins again."""
    chance = random.Random(seed)
    shelves = np.asarray(_shelves(labels, chance), dtype=np.uint16)
    width, height = FRAME
    bays = (shelves.shape[1] - 2 * ROOM) // width

    def view(left: float, smear: int = 1) -> bytes:
        x, y = int(left) + ROOM + chance.randint(-3, 3), ROOM + chance.randint(-3, 3)
        x = min(max(x, smear), shelves.shape[1] - width - smear)
        seen = sum(shelves[y : y + height, x + shift : x + shift + width] for shift in range(smear)) // smear
        return _jpeg(Image.fromarray(np.asarray(seen, dtype=np.uint8)))

    wall = _jpeg(Image.new('RGB', FRAME, WALL))
    fresh = camera.with_suffix('.new')
    with fresh.open('wb') as out:
        out.write(wall * round(before * RATE))
        for bay in range(bays):
            for _ in range(HELD):
                out.write(view(bay * width, smear=2))
            for step in range(MOVED if bay < bays - 1 else 0):
                out.write(view((bay + step / MOVED) * width, smear=24))
        out.write(wall * round(after * RATE))
    fresh.replace(camera)


def _shelves(labels: Sequence[Image.Image], chance: random.Random) -> Image.Image:
    """All bays beside each other: boards, goods on them, and a label on each, a little askew and not all alike bright."""
    bays = -(-len(labels) // (ACROSS * DOWN))
    picture = Image.new('RGB', (bays * FRAME[0] + 2 * ROOM, FRAME[1] + 2 * ROOM), WALL)
    pen = ImageDraw.Draw(picture)
    cell = FRAME[0] // ACROSS, FRAME[1] // DOWN
    for number, label in enumerate(labels):
        bay, place = divmod(number, ACROSS * DOWN)
        left = ROOM + bay * FRAME[0] + place % ACROSS * cell[0]
        top = ROOM + place // ACROSS * cell[1]
        pen.rectangle((left + 6, top + 10, left + cell[0] - 8, top + cell[1] - 14), fill=chance.choice(GOODS))
        pen.rectangle((left, top + cell[1] - 14, left + cell[0], top + cell[1]), fill=WOOD)
        scale = (cell[0] - 44) / label.width * chance.uniform(0.88, 1)
        size = round(label.width * scale), round(label.height * scale)
        light = chance.uniform(0.62, 1)
        stuck = label.resize(size, Image.Resampling.LANCZOS).point([round(value * light) for value in range(256)] * 3)
        mask = Image.new('L', size, 255)
        angle = chance.uniform(-9, 9)
        stuck, mask = (each.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC) for each in (stuck, mask))
        corner = left + (cell[0] - stuck.width) // 2, top + (cell[1] - 14 - stuck.height) // 2
        picture.paste(stuck, corner, mask)
    return picture.filter(ImageFilter.GaussianBlur(0.7))


def _jpeg(picture: Image.Image) -> bytes:
    shown = io.BytesIO()
    picture.save(shown, 'JPEG', quality=85)
    return shown.getvalue()
