"""Reading photographs of our own labels, as bad as hands and light make them: the page's own decoder beside jsQR."""

import base64
import io
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import sync_playwright

from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.house import ROOT, House
from tests.walk.camera import FRAME, WALL, labels_in
from tests.walk.phone import Phone

EACH = 24  # photographs of every sort
COVERED = 0.1  # of the code's area
SEVERAL = 6  # labels in a photograph of several
HAND = '#c99b7a'
JSQR = ROOT / 'static' / 'node_modules' / 'jsqr' / 'dist' / 'jsQR.js'
# The reader that the page started, and what the page asks it for.
LISTEN = """(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (task, ...more) {
        if (task?.options?.formats?.[0] === 'QRCodeModel2' && task.id > 0) globalThis.reader = [this, task.options];
        return post.call(this, task, ...more);
    };
})()"""
# One photograph through both: what each found and how long it took, from the picture to the text.
READ = """async ([photo, number]) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(photo), (c) => c.charCodeAt(0))]));
    const [worker, options] = reader;
    const begun = performance.now();
    const pixels = await createImageBitmap(picture);
    const codes = await new Promise((done) => {
        const hear = ({ data }) => data.id === number && (worker.removeEventListener('message', hear), done(data.codes));
        worker.addEventListener('message', hear);
        worker.postMessage({ id: number, picture: pixels, options }, [pixels]);
    });
    const ours = performance.now() - begun;
    const again = performance.now();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(picture, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, picture.width, picture.height);
    const other = jsQR(data, width, height);
    return [codes.map((code) => code.text), ours, other ? [other.data] : [], performance.now() - again];
}"""

Spoil = Callable[[Image.Image, random.Random], Image.Image]


@dataclass(frozen=True)
class Photo:
    """A photograph and the codes of the labels in it."""

    sort: str
    jpeg: str  # in base 64
    codes: frozenset[str]


def figures(house: House) -> Figures:
    with tempfile.TemporaryDirectory(prefix='tagwalk-bench-') as folder, sync_playwright() as playwright:
        house.command('labels', '-o', f'{folder}/labels.pdf')
        photos = list(_photos(labels_in(Path(folder) / 'labels.pdf')))
        phone = Phone(playwright, Path(folder) / 'phone', house)
        try:
            phone.context.add_init_script(LISTEN)
            phone.context.add_init_script(path=JSQR)
            phone.arrive(NAME, '/scan')
            phone.poll('() => Boolean(globalThis.reader)')
            read = [phone.page.evaluate(READ, [photo.jpeg, -1 - number]) for number, photo in enumerate(photos)]
        finally:
            phone.close()
    yield from _told('decode', photos, read)
    for sort in dict.fromkeys(photo.sort for photo in photos):
        chosen = [number for number, photo in enumerate(photos) if photo.sort == sort]
        yield from _told(f'decode.{sort}', [photos[n] for n in chosen], [read[n] for n in chosen])


def _told(name: str, photos: Sequence[Photo], read: Sequence[Any]) -> Iterator[Figure]:
    there = sum(len(photo.codes) for photo in photos)
    found = [
        sum(len(_codes(each[of]) & photo.codes) for photo, each in zip(photos, read, strict=True)) for of in (0, 2)
    ]
    took = [statistics.median(each[of] for each in read) for of in (1, 3)]
    yield Figure(f'{name}.share', found[0] / there, '', 'jsQR', found[1] / there)
    yield Figure(f'{name}.ms', took[0], 'ms', 'jsQR', took[1])


def _codes(texts: Sequence[str]) -> set[str]:
    return {text.rpartition('/')[2] for text in texts}


def _photos(labels: dict[str, Image.Image]) -> Iterator[Photo]:
    """The same ones in every run."""
    dice = random.Random(9)
    codes = sorted(labels)
    for sort, spoil in SORTS.items():
        for _ in range(EACH):
            code = dice.choice(codes)
            yield _photo(sort, spoil(labels[code], dice), [code], dice)
    for _ in range(EACH):
        several = dice.sample(codes, SEVERAL)
        yield _photo('several', _wall([labels[code] for code in several], dice), several, dice)


def _photo(sort: str, view: Image.Image, codes: Sequence[str], dice: random.Random) -> Photo:
    noise = np.random.default_rng(dice.randrange(2**32)).normal(0, 5, (FRAME[1], FRAME[0], 1))
    grainy = Image.fromarray(np.clip(np.asarray(view, dtype=np.float32) + noise, 0, 255).astype(np.uint8))
    shown = io.BytesIO()
    grainy.save(shown, 'JPEG', quality=82)
    return Photo(sort, base64.b64encode(shown.getvalue()).decode(), frozenset(codes))


def _held(label: Image.Image, dice: random.Random) -> Image.Image:
    """A label in the middle of the view, as far away and as askew as people hold a phone."""
    scale = dice.uniform(380, 620) / label.width
    held = label.resize((round(label.width * scale), round(label.height * scale)), Image.Resampling.LANCZOS)
    held = held.rotate(dice.uniform(-25, 25), expand=True, resample=Image.Resampling.BICUBIC, fillcolor=WALL)
    view = Image.new('RGB', FRAME, WALL)
    at = ((FRAME[0] - held.width) // 2 + dice.randint(-90, 90), (FRAME[1] - held.height) // 2 + dice.randint(-40, 40))
    view.paste(held, at)
    return view.filter(ImageFilter.GaussianBlur(0.6))


def _blur(label: Image.Image, dice: random.Random) -> Image.Image:
    """Out of focus, or moved while the picture was taken."""
    view = _held(label, dice)
    if dice.random() < 0.5:
        return view.filter(ImageFilter.GaussianBlur(dice.uniform(1.2, 3.2)))
    length = dice.randint(5, 13)
    pixels = np.asarray(view, dtype=np.float32)
    moved = sum(np.roll(pixels, shift, axis=1) for shift in range(length)) / length
    return Image.fromarray(np.asarray(moved, dtype=np.uint8))


def _tilt(label: Image.Image, dice: random.Random) -> Image.Image:
    """From the side: the far edge is up to half as long as the near one."""
    view = _held(label, dice)
    width, height = FRAME
    near, far = (0, 0), (height * dice.uniform(0.12, 0.25), width * dice.uniform(0.1, 0.25))
    # The corners of what is seen, where the corners of the picture are taken from: outside of it is more wall.
    corners = [(-far[1], -far[0]), (width + near[1], near[0]), (width + near[1], height), (-far[1], height + far[0])]
    rows = []
    for (x, y), (u, v) in zip(((0, 0), (width, 0), (width, height), (0, height)), corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    system = np.array(rows, dtype=np.float64)
    coefficients = np.linalg.solve(system[:, :8], system[:, 8])
    return view.transform(
        FRAME, Image.Transform.PERSPECTIVE, coefficients.tolist(), Image.Resampling.BICUBIC, fillcolor=WALL
    )


def _glare(label: Image.Image, dice: random.Random) -> Image.Image:
    """A lamp mirrored in the label's film, somewhere over the code."""
    left, top, side = _code_in(label)
    shine = Image.new('L', label.size, 0)
    x, y = left + dice.uniform(0, 1) * side, top + dice.uniform(0, 1) * side
    wide, high = dice.uniform(0.2, 0.4) * side, dice.uniform(0.06, 0.14) * side
    ImageDraw.Draw(shine).ellipse((x - wide, y - high, x + wide, y + high), fill=255)
    shine = shine.rotate(dice.uniform(-40, 40), center=(x, y)).filter(ImageFilter.GaussianBlur(side / 16))
    return _held(Image.composite(Image.new('RGB', label.size, 'white'), label, shine), dice)


def _covered(label: Image.Image, dice: random.Random) -> Image.Image:
    """A finger or dirt over a tenth of the code, wherever it may be."""
    left, top, side = _code_in(label)
    wide = COVERED**0.5 * side
    x, y = left + dice.uniform(0, 1) * (side - wide), top + dice.uniform(0, 1) * (side - wide)
    spoilt = label.copy()
    ImageDraw.Draw(spoilt).rectangle((x, y, x + wide, y + wide), fill=HAND)
    return _held(spoilt, dice)


def _code_in(label: Image.Image) -> tuple[float, float, float]:
    """Left, top and length of the code's side."""
    [seen] = zxingcpp.read_barcodes(label, formats=zxingcpp.BarcodeFormat.QRCode)
    corner = seen.position.top_left
    return corner.x, corner.y, seen.position.top_right.x - corner.x


def _dark(label: Image.Image, dice: random.Random) -> Image.Image:
    """A basement: a fifth of the light, and what is left of the contrast."""
    share = dice.uniform(0.15, 0.35)
    return _held(label, dice).point([round(12 + value * share) for value in range(256)] * 3)


def _wall(labels: Sequence[Image.Image], dice: random.Random) -> Image.Image:
    """Several labels beside each other."""
    view = Image.new('RGB', FRAME, WALL)
    cell = FRAME[0] // 3, FRAME[1] // 2
    for number, label in enumerate(labels):
        scale = (cell[0] - 50) / label.width * dice.uniform(0.85, 1)
        held = label.resize((round(label.width * scale), round(label.height * scale)), Image.Resampling.LANCZOS)
        held = held.rotate(dice.uniform(-6, 6), expand=True, fillcolor=WALL, resample=Image.Resampling.BICUBIC)
        column, line = number % 3, number // 3
        at = column * cell[0] + (cell[0] - held.width) // 2, line * cell[1] + (cell[1] - held.height) // 2
        view.paste(held, at)
    return view.filter(ImageFilter.GaussianBlur(0.6))


SORTS: dict[str, Spoil] = {
    'plain': _held,
    'blur': _blur,
    'tilt': _tilt,
    'glare': _glare,
    'covered': _covered,
    'dark': _dark,
}
