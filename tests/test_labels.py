"""Labels: every code on every sheet is read back, and every name can be read."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from app import fonts
from app.core.errors import BadInput, Refused
from app.core.tagcode import ALPHABET
from app.label_designs import SMALLEST_MODULE, Label
from app.label_sheets import MOST_LABELS, level_for, qr_text, write_labels, write_test_page
from app.layouts import LAYOUTS, Layout
from app.qr import LEVELS, matrices
from tests.cast import new_code, told

URL = 'https://tag.school.edu.cn'
NAMES = [
    '触控一体机',
    '学生课桌椅',
    '移动紫外线消毒灯车（幼儿园中一班活动室专用）',
    'Interactive flat panel with stand',
]
# From the third part of the 8,105 characters of 通用规范汉字表 (2013), beyond the first 65,536 of Unicode.
RARE = (
    '㛃䶮𬭎𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡'
    '𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤'
    '𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟'
    '𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓'
)


def some(count: int) -> list[Label]:
    return [Label(new_code(), NAMES[n % 4], ('一(1)班教室', f'QH2017-{n:04}', '保管人 王海燕')) for n in range(count)]


def payload(address: str = 'https://TAG.SCHOOL.EDU.CN') -> str:
    return f'{address}/T/' + ''.join(random.choices(ALPHABET, k=12))


def pages(pdf: bytes, dpi: int) -> Iterator[list[str]]:
    """What a decoder reads on each page."""
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=dpi / 72, grayscale=True).to_numpy()
        yield [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCodeModel2)]


def texts(pdf: bytes) -> str:
    return ''.join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize('dpi', [200, 300])
@pytest.mark.parametrize('name', LAYOUTS)
def test_every_code_on_every_sheet_is_read_back(name: str, dpi: int) -> None:
    layout = LAYOUTS[name]
    labels = some(min(layout.count * 2 + 1, 45))
    read = list(pages(write_labels(labels, URL, name), dpi))
    assert len(read) == -(-len(labels) // layout.count)
    for number, found in enumerate(read):
        due = labels[number * layout.count : (number + 1) * layout.count]
        assert sorted(found) == sorted([qr_text(URL, each.code) for each in due] * layout.codes)


@pytest.mark.parametrize('level', LEVELS)
@pytest.mark.parametrize(
    'address', ['https://A.CN', 'http://192.168.1.20:8080', 'https://TAGS_OF.SCHOOL~ONE.EDU.CN/' + 'X' * 60]
)
def test_matrices_are_the_ones_that_qrcode_makes(address: str, level: str) -> None:
    payloads = [payload(address) for _ in range(12)] + [f'{address}/T/{digit * 12}' for digit in '0Z']
    for text, matrix in zip(payloads, matrices(payloads, level), strict=True):
        code = qrcode.QRCode(error_correction=LEVELS[level], border=0)
        code.add_data(text)
        assert np.array_equal(matrix, np.array(code.get_matrix())), text


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=150))
def test_matrices_of_any_text_are_the_ones_that_qrcode_makes(text: str) -> None:
    code = qrcode.QRCode(error_correction=LEVELS['Q'], border=0)
    code.add_data(text)
    assert np.array_equal(matrices([text])[0], np.array(code.get_matrix()))


def test_a_text_too_long_for_a_label_is_refused() -> None:
    with pytest.raises(ValueError, match='too long'):
        matrices(['x' * 400])


def test_the_payload_is_upper_case_after_the_scheme() -> None:
    assert qr_text('HTTPS://Tag.School.edu.cn/', '0123456789AB') == 'https://TAG.SCHOOL.EDU.CN/T/0123456789AB'
    assert matrices([qr_text('https://tag.school.cn', '0123456789AB')])[0].shape == (29, 29)  # version 3


@pytest.mark.parametrize('name', LAYOUTS)
def test_modules_are_whole_printer_dots_and_large_enough(name: str) -> None:
    layout = LAYOUTS[name]
    drawn = pypdfium2.PdfDocument(write_labels(some(1), 'https://tagwalk.example.edu.cn', name))
    shapes = [each for each in drawn[0].get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    paths = [each for each in shapes if pypdfium2.raw.FPDFPath_CountSegments(each) > 100]
    assert len(paths) == layout.codes  # one path a code
    left, _, right, _ = paths[0].get_bounds()
    _, modules = level_for(layout, payload('https://TAGWALK.EXAMPLE.EDU.CN'))
    dots = (right - left) / 72 * layout.dpi / modules
    assert abs(dots - round(dots)) < 0.02
    assert dots * 25.4 / layout.dpi >= SMALLEST_MODULE
    assert round(dots) >= (4 if layout.is_roll else 5)


def test_used_places_are_skipped_on_the_first_page_only() -> None:
    labels = some(3)
    assert [len(found) for found in pages(write_labels(labels, URL, 'a4-3x8', start=24), 200)] == [1, 2]


@pytest.mark.parametrize(
    ('problem', 'asked'),
    [
        ('unknown_layout', {'layout': 'L9999'}),
        ('bad_measures', {'layout': '../../etc/passwd'}),
        ('no_labels', {'labels': []}),
        ('bad_start', {'start': 0}),
        ('bad_start', {'start': 25}),
        ('bad_start', {'start': 10**12}),
        ('bad_copies', {'copies': 0}),
        ('bad_copies', {'copies': 101}),
        ('too_many_labels', {'labels': [Label('0' * 12, '')] * (MOST_LABELS // 100 + 1), 'copies': 100}),
        ('too_many_labels', {'labels': [Label('0' * 12, '')] * (MOST_LABELS + 1)}),
        ('bad_address', {'public_url': 'javascript:alert(1)'}),
        ('bad_address', {'public_url': 'https://学校.cn'}),
        ('bad_address', {'public_url': 'https://a.cn/?x=1'}),
        ('bad_address', {'public_url': 'https://' + 'a' * 200}),
        ('bad_code', {'labels': [Label('0123456789AU', '')]}),
        ('bad_code', {'labels': [Label('0123-4567-89AB', '')]}),
        ('label_too_small', {'layout': Layout((20, 10), 1, 1, 0, 0, (20, 10), (20, 10))}),
    ],
)
def test_bad_input_is_refused_with_a_word(problem: str, asked: dict) -> None:
    with pytest.raises(BadInput) as refused:
        write_labels(**{'labels': some(1), 'public_url': URL} | asked)
    assert refused.value.code == problem
    told(problem, refused.value.facts)


def test_a_machine_without_a_chinese_font_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, '_places', lambda: iter(['/nowhere/font.otf']))
    with pytest.raises(Refused) as refused:
        write_labels(some(1), URL)
    assert refused.value.code == 'no_font'


def test_a_font_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = next(place for place in fonts._places())
    monkeypatch.setenv('TAGWALK_FONT', f'{chosen}#0')
    assert next(fonts._places()) == f'{chosen}#0'
    assert fonts.find_font().has('扇')


@pytest.mark.parametrize('name', LAYOUTS)
def test_no_ink_leaves_its_label_or_comes_near_its_edge(name: str) -> None:
    layout, dpi = LAYOUTS[name], 200
    long = '升降式铝合金防静电学生实验操作台（带水槽、电源、储物柜、网络接口）' * 3
    texts = (long, 'W' * 120, 'Interactive whiteboards and projectors ' * 4)
    labels = [
        Label(
            new_code(), texts[n % 3], (texts[n % 3],) * (n % 5), texts[n % 3], ((texts[n % 3], texts * 20),) * (n % 3)
        )
        for n in range(layout.count)
    ]
    drawn = pypdfium2.PdfDocument(write_labels(labels, URL, name))[0]
    ink = drawn.render(scale=dpi / 72, grayscale=True).to_numpy() < 200
    allowed = np.zeros_like(ink)
    edges = [min(layout.inset[axis] - 0.3, 1) for axis in (0, 1)]
    for place in range(layout.count):
        (x, y), (width, height) = layout.corner(place), layout.size
        left, top, right, bottom = (
            round(mm / 25.4 * dpi) for mm in (x + edges[0], y + edges[1], x + width - edges[0], y + height - edges[1])
        )
        assert ink[top:bottom, left:right].any()
        allowed[top:bottom, left:right] = True
    assert not (ink & ~allowed).any()


def test_each_label_can_be_printed_several_times() -> None:
    labels = some(3)
    [first, second] = pages(write_labels(labels, URL, 'a4-3x8', start=20, copies=3), 200)
    assert len(first) == 5
    assert sorted(first + second) == sorted([qr_text(URL, label.code) for label in labels] * 3)


def test_progress_is_told_up_to_the_last_label() -> None:
    told_of: list[tuple[int, int]] = []
    write_labels(some(1100), URL, copies=2, progress=lambda done, total: told_of.append((done, total)))
    assert told_of == [(1000, 2200), (2000, 2200), (2200, 2200)]


@pytest.mark.parametrize('name', LAYOUTS)
def test_a_test_page_is_drawn_for_every_layout(name: str) -> None:
    page = write_test_page(name, '标签纸测试页', ['1. 用普通白纸打印', '2. 对着亮处看'])
    assert '标签纸测试页' in texts(page)


def test_a_character_that_the_first_font_lacks_comes_from_the_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = fonts.find_font()
    few = tmp_path / 'few.otf'
    few.write_bytes(whole.faces[0].cut('办公桌'))
    rest = next(place for place in fonts._places())
    monkeypatch.setattr(fonts, '_places', lambda: iter([str(few), rest]))
    font = fonts.find_font()
    assert [font.home(letter) for letter in '办䶮𬭎'] == [0, 1, 1]
    written = texts(write_labels([Label('0' * 12, '䶮𬭎的办公桌')], URL))
    assert '䶮𬭎的办公桌' in written


def test_what_no_font_has_is_marked() -> None:
    assert fonts.find_font().clean('灭火器🧯🧯二') == '灭火器〓二'
