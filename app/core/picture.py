"""Writing a picture anew from its pixels: run as a process of its own, with limits, on bytes nobody trusts."""

import io
import json
import resource
import sys
import warnings
from pathlib import Path

MAX_PIXELS = 40_000_000
LONGEST_SIDE = 1600
SMALL_SIDE = 192


def rewrite(data: bytes) -> tuple[bytes, int, int]:
    """A JPEG without EXIF and at most 1600 pixels long, with its width and height. Raises when it is no picture."""
    from PIL import Image, ImageOps

    warnings.simplefilter('error', Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(io.BytesIO(data), formats=['JPEG', 'PNG', 'WEBP']) as opened:
        opened.draft('RGB', (LONGEST_SIDE, LONGEST_SIDE))
        turned = ImageOps.exif_transpose(opened)
        turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        plain = Image.new('RGB', turned.size, 'white')
        plain.paste(turned.convert('RGBA'), mask=turned.convert('RGBA').getchannel('A'))
    out = io.BytesIO()
    plain.save(out, 'JPEG', quality=82, optimize=True)
    return out.getvalue(), plain.width, plain.height


def small(path: Path) -> bytes:
    """A picture that was written anew here, as it goes beside a line of a list."""
    from PIL import Image

    with Image.open(path, formats=['JPEG']) as opened:
        opened.draft('RGB', (SMALL_SIDE, SMALL_SIDE))
        opened.thumbnail((SMALL_SIDE, SMALL_SIDE))
        out = io.BytesIO()
        opened.save(out, 'JPEG', quality=78, optimize=True)
    return out.getvalue()


def main() -> None:
    """Bytes in on standard input; a line of JSON and the JPEG out on standard output; exit 1 when it is no picture."""
    resource.setrlimit(resource.RLIMIT_AS, (768 * 2**20, 768 * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    try:
        jpeg, width, height = rewrite(sys.stdin.buffer.read())
    except Exception as error:
        print(type(error).__name__, file=sys.stderr)
        raise SystemExit(1) from None
    sys.stdout.buffer.write(json.dumps({'width': width, 'height': height}).encode() + b'\n' + jpeg)


if __name__ == '__main__':
    main()
