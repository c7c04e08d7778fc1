"""Labels in the languages of thermal printers: each is one picture, since the printers know few Chinese characters.

ZPL II is Zebra's and many others' (Programming Guide, ^GF); TSPL is TSC's, Gprinter's and most Chinese makers'.
"""

import re
from collections.abc import Iterator

from PIL import Image, ImageOps

from app.core.errors import BadInput
from app.label_pictures import bits, page_count, pictures
from app.label_sheets import MOST_COPIES, Progress
from app.layouts import Layout

GAP = 2  # mm from one label on the roll to the next
RUN = re.compile(r'([0-9A-F])\1*')
ONES, TWENTIES = ' GHIJKLMNOPQRSTUVWXY', ' ghijklmnopqrstuvwxyz'  # how often the next digit is repeated


def zpl(pdf: bytes, layout: Layout, copies: int = 1, progress: Progress | None = None) -> bytes:
    """The pages of a roll for a ZPL printer. Raises BadInput `not_a_roll` or `bad_copies`."""
    return b''.join(_zpl_label(picture, copies) for picture in _bitmaps(pdf, layout, copies, progress))


def tspl(pdf: bytes, layout: Layout, copies: int = 1, progress: Progress | None = None) -> bytes:
    """The pages of a roll for a TSPL printer. Raises BadInput `not_a_roll` or `bad_copies`."""
    width, height = layout.size
    head = f'SIZE {width:g} mm,{height:g} mm\r\nGAP {GAP} mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\n'.encode()
    return head + b''.join(_tspl_label(picture, copies) for picture in _bitmaps(pdf, layout, copies, progress))


def _bitmaps(pdf: bytes, layout: Layout, copies: int, progress: Progress | None) -> Iterator[Image.Image]:
    if not layout.is_roll:
        raise BadInput('not_a_roll')
    if not 1 <= copies <= MOST_COPIES:
        raise BadInput('bad_copies', copies=copies, most=MOST_COPIES)
    total = page_count(pdf)
    for done, picture in enumerate(pictures(pdf, layout, layout.dpi), 1):
        yield bits(picture)
        if progress and (done % 20 == 0 or done == total):
            progress(done, total)


def _zpl_label(picture: Image.Image, copies: int) -> bytes:
    """^GFA wants 1 for black, in rows of whole bytes."""
    width, height = picture.size
    row = (width + 7) // 8
    data = ImageOps.invert(picture).tobytes()
    lines = [_squeezed(data[start : start + row].hex().upper()) for start in range(0, len(data), row)]
    lines = [':' if number and line == lines[number - 1] else line for number, line in enumerate(lines)]
    graphic = f'^FO0,0^GFA,{len(data)},{len(data)},{row},{"".join(lines)}^FS'
    return f'^XA^PW{width}^LL{height}^LH0,0{graphic}^PQ{copies}^XZ\n'.encode()


def _squeezed(digits: str) -> str:
    """A row of hexadecimal digits in ZPL's short form: runs counted by letters, `,` and `!` up to the row's end."""
    for end, digit in ((',', '0'), ('!', 'F')):
        rest = digits.rstrip(digit)
        if len(digits) - len(rest) > 1:
            return RUN.sub(_counted, rest) + end
    return RUN.sub(_counted, digits)


def _counted(run: re.Match[str]) -> str:
    count = len(run[0])
    if count < 3:
        return run[0]
    many, count = divmod(count, 400)
    twenties, ones = divmod(count, 20)
    return f'z{run[1]}' * many + (f'{TWENTIES[twenties]}{ONES[ones]}'.replace(' ', '') + run[1] if count else '')


def _tspl_label(picture: Image.Image, copies: int) -> bytes:
    """BITMAP wants 0 for black, in rows of whole bytes; what is beyond the right edge stays white."""
    width, height = picture.size
    row = (width + 7) // 8
    spare = (1 << (row * 8 - width)) - 1
    data = bytearray(picture.tobytes())
    for end in range(row - 1, len(data), row):
        data[end] |= spare
    return f'CLS\r\nBITMAP 0,0,{row},{height},0,'.encode() + bytes(data) + f'\r\nPRINT 1,{copies}\r\n'.encode()
