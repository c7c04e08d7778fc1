"""Label files: pictures, and what thermal printers are sent, drawn again from the file and decoded."""

import io
import random
import re

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from app.core.errors import BadInput
from app.label_designs import Label, plan
from app.label_files import write_file
from app.label_pictures import pictures, preview
from app.label_sheets import level_for, qr_text, write_labels
from app.label_thermal import _squeezed
from app.layouts import LAYOUTS, find_layout, roll
from tests.cast import new_code, told

URL = 'https://tag.school.edu.cn'
ROLLS = [name for name, layout in LAYOUTS.items() if layout.is_roll]
MODULES = 33  # of a code for this address with the highest error correction
NAMES = ('触控一体机', '㛃𠅤䶮𬭎的办公桌', 'Interactive flat panel', '移动紫外线消毒灯车（幼儿园中一班活动室专用）')


def some(count: int) -> list[Label]:
    return [Label(new_code(), NAMES[n % 4], ('一(1)班教室', f'QH2017-{n:04}'), '清河小学') for n in range(count)]


def read(picture: Image.Image) -> list[str]:
    grey = np.array(picture.convert('L'))
    return [found.text for found in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCodeModel2)]


def unsqueezed(text: str, row: int) -> bytes:
    """ZPL's short form of hexadecimal digits written out, as its Programming Guide has it."""
    lines: list[str] = []
    line, count = '', 0
    for letter in text:
        if letter == ':':
            assert not line
            lines.append(lines[-1])
        elif letter in ',!':
            lines.append(line.ljust(row * 2, '0' if letter == ',' else 'F'))
            line = ''
        elif 'G' <= letter <= 'Y':
            count += ord(letter) - ord('F')
        elif 'g' <= letter <= 'z':
            count += (ord(letter) - ord('f')) * 20
        else:
            line, count = line + letter * max(1, count), 0
            if len(line) == row * 2:
                lines.append(line)
                line = ''
        assert len(line) < row * 2 or not line
    assert not line
    return bytes.fromhex(''.join(lines))


def zpl_labels(data: bytes) -> list[tuple[Image.Image, int]]:
    """The graphics in a ZPL file as a printer would print them, with how often."""
    found = []
    shape = r'\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([^^]*)\^FS\^PQ(\d+)\^XZ\n'
    text = data.decode('ascii')
    for part in re.finditer(shape, text):
        width, height, sent, total, row = map(int, part.groups()[:5])
        bits = unsqueezed(part[6], row)
        assert sent == total == len(bits) == row * height
        picture = Image.frombytes('1', (row * 8, height), bytes(byte ^ 255 for byte in bits))
        found.append((picture.crop((0, 0, width, height)), int(part[7])))
    assert re.sub(shape, '', text) == ''
    return found


def tspl_labels(data: bytes) -> list[tuple[Image.Image, int]]:
    """The same for TSPL."""
    found = []
    head, rest = data.split(b'CLS\r\n', 1)
    assert re.fullmatch(rb'SIZE [\d.]+ mm,[\d.]+ mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\n', head)
    while rest:
        start = re.match(rb'BITMAP 0,0,(\d+),(\d+),0,', rest)
        assert start
        row, height = int(start[1]), int(start[2])
        bits, rest = rest[start.end() : start.end() + row * height], rest[start.end() + row * height :]
        end = re.match(rb'\r\nPRINT 1,(\d+)\r\n(?:CLS\r\n)?', rest)
        assert end
        found.append((Image.frombytes('1', (row * 8, height), bits), int(end[1])))
        rest = rest[end.end() :]
    return found


@pytest.mark.parametrize('name', ROLLS)
@pytest.mark.parametrize(('kind', 'labels_in'), [('zpl', zpl_labels), ('tspl', tspl_labels)])
def test_a_thermal_printer_prints_what_the_pdf_shows(name: str, kind: str, labels_in) -> None:
    layout, labels = LAYOUTS[name], some(4)
    printed = labels_in(write_file(kind, labels, URL, layout, copies=3))
    assert [times for _, times in printed] == [3] * 4
    shown = pictures(write_labels(labels, URL, layout), layout, layout.dpi)
    for (picture, _), label, page in zip(printed, labels, shown, strict=True):
        assert read(picture) == [qr_text(URL, label.code)]
        width, height = (round(mm * 8) for mm in layout.size)
        assert picture.height == height
        assert width <= picture.width < width + 8
        page_ink, ink = np.array(page) < 128, ~np.array(picture)
        assert np.array_equal(ink[:, :width], page_ink)
        assert not ink[:, width:].any()


@pytest.mark.parametrize('dots', [8, 12])
def test_modules_on_a_thermal_label_are_whole_dots(dots: int) -> None:
    layout = roll(60, 40, dots)
    [picture] = pictures(write_labels(some(1), URL, layout), layout, layout.dpi)
    made = plan(layout, MODULES)
    size = round(made.module * dots)
    assert size == pytest.approx(made.module * dots)
    ink = np.array(picture) < 128
    x, y = (round(round(edge * dots)) for edge in (made.code.x, made.code.y))
    side = MODULES * size
    code = ink[y : y + side, x : x + side].reshape(MODULES, size, MODULES, size)
    assert (code.all(axis=(1, 3)) | ~code.any(axis=(1, 3))).all(), 'a module is half black'


def test_chinese_names_leave_ink_on_thermal_labels() -> None:
    def ink(title: str) -> int:
        [(picture, _)] = zpl_labels(write_file('zpl', [Label('0' * 12, title)], URL, LAYOUTS['roll-50x30']))
        return int((~np.array(picture)).sum())

    assert ink('㛃𠅤䶮𬭎') > ink('一') + 150


@given(st.binary(min_size=1, max_size=60))
def test_zpl_rows_written_short_are_read_back(data: bytes) -> None:
    assert unsqueezed(_squeezed(data.hex().upper()), len(data)) == data


@pytest.mark.parametrize('name', LAYOUTS)
def test_one_label_is_a_picture_of_its_own_size(name: str) -> None:
    layout, [label] = LAYOUTS[name], some(1)
    picture = Image.open(io.BytesIO(write_file('png', [label], URL, layout)))
    assert set(read(picture)) == {qr_text(URL, label.code)}
    assert [edge / layout.dpi * 25.4 for edge in picture.size] == pytest.approx(layout.size, abs=0.13)
    assert picture.info['dpi'] == pytest.approx((layout.dpi, layout.dpi), abs=0.1)


def test_the_preview_is_the_page_with_its_labels_marked() -> None:
    layout = LAYOUTS['l7160']
    picture = Image.open(io.BytesIO(preview(write_labels(some(3), URL, layout, start=4), layout, start=4)))
    assert len(read(picture)) == 3
    scale = picture.width / layout.page[0]

    def colour(place: int) -> tuple[int, ...]:
        x, y = layout.corner(place)
        return picture.getpixel((round((x + 1) * scale), round((y + 5) * scale)))

    assert colour(3) == (255, 255, 255)
    assert colour(2) != colour(3), 'a place that is used up looks used up'


def test_signs_are_shown_in_colour() -> None:
    layout = LAYOUTS['door']
    shown = Image.open(io.BytesIO(preview(write_labels(some(1), URL, layout), layout)))
    red, green, _ = shown.getpixel((shown.width // 2, shown.height // 20))
    assert green > red + 40


@pytest.mark.parametrize(
    ('problem', 'asked'),
    [
        ('unknown_file', {'kind': 'docx'}),
        ('unknown_file', {'kind': ''}),
        ('one_at_a_time', {'kind': 'png', 'labels': some(2)}),
        ('not_a_roll', {'kind': 'zpl', 'layout': LAYOUTS['l7160']}),
        ('not_a_roll', {'kind': 'tspl', 'layout': LAYOUTS['door']}),
        ('bad_copies', {'kind': 'zpl', 'copies': 0}),
        ('bad_copies', {'kind': 'tspl', 'copies': 101}),
        ('no_labels', {'labels': []}),
        ('no_labels', {'kind': 'png', 'labels': []}),
        ('too_many_labels', {'kind': 'zpl', 'labels': some(1) * 2001}),
        ('label_too_small', {'kind': 'png', 'layout': find_layout('roll/10x8')}),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(problem: str, asked: dict) -> None:
    with pytest.raises(BadInput) as refused:
        write_file(**{'kind': 'pdf', 'labels': some(1), 'public_url': URL, 'layout': LAYOUTS['roll-50x30']} | asked)
    assert refused.value.code == problem
    told(problem, refused.value.facts)


def cut_out(name: str, count: int) -> list[tuple[Image.Image, str]]:
    """Labels as a camera sees them from near by: each code with its quiet zone, at 200 dpi of the paper."""
    layout, labels = LAYOUTS[name], some(count)
    found = []
    for place, page in enumerate(pictures(write_labels(labels, URL, layout), layout, 200)):
        for number in range(min(layout.count, count - place * layout.count)):
            (x, y), (width, height) = layout.corner(number), layout.size
            box = tuple(round(mm / 25.4 * 200) for mm in (x, y, x + width, y + height))
            found.append((page.crop(box), qr_text(URL, labels[place * layout.count + number].code)))
    return found


def share_read(name: str, damage) -> float:
    random.seed(7)
    seen = [(damage(picture, name), text) for picture, text in cut_out(name, 24)]
    for picture, text in seen:
        assert set(read(picture)) <= {text}, 'a damaged label is read as another one'
    return sum(text in read(picture) for picture, text in seen) / len(seen)


def blurred(picture: Image.Image, name: str) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def turned(picture: Image.Image, name: str) -> Image.Image:
    return picture.rotate(random.uniform(0, 360), expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def covered(picture: Image.Image, name: str) -> Image.Image:
    """A white patch over 10% of the code, anywhere but on the three corners by which a code is found."""
    layout = LAYOUTS[name]
    made, scale = plan(layout, level_for(layout, qr_text(URL, '0' * 12))[1]), 200 / 25.4
    side = made.code.width * scale
    patch = side * 0.1**0.5
    x = made.code.x * scale + random.uniform(0.28, 0.95 - 0.1**0.5) * side
    y = made.code.y * scale + random.uniform(0.28, 0.95 - 0.1**0.5) * side
    damaged = picture.copy()
    ImageDraw.Draw(damaged).rectangle((x, y, x + patch, y + patch), fill=255)
    return damaged


@pytest.mark.parametrize('name', ['l7160', 'l7163', 'l7651', 'l4778', '5160', 'roll-40x30', 'roll-60x40'])
@pytest.mark.parametrize('damage', [blurred, turned, covered])
def test_damaged_labels_are_still_read(name: str, damage) -> None:
    level, _ = level_for(LAYOUTS[name], qr_text(URL, '0' * 12))
    assert share_read(name, damage) == 1 if level == 'H' else share_read(name, damage) >= 0.85
