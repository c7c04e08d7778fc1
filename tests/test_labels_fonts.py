"""Fonts for labels: rare name characters, a font of one's own, and what no font has."""

import io

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from app import fonts
from app.core.tagcode import spell
from app.label_designs import Label
from app.label_sheets import write_labels
from app.label_text import broken, fit
from tests.cast import new_code
from tests.test_labels import RARE, URL, pages, some, texts


def test_names_and_codes_can_be_read_as_text() -> None:
    labels = some(30)
    written = texts(write_labels(labels, URL))
    for label in labels:
        assert spell(label.code) in written
        assert label.lines[1] in written
    assert '触控一体机' in written
    assert '一(1)班教室' in written


def test_rare_characters_are_in_the_font_and_on_the_label() -> None:
    font = fonts.find_font()
    assert [each for each in RARE if not font.has(each)] == []
    [cut] = font.cut(set(RARE)).values()
    glyphs = TTFont(io.BytesIO(cut)).getBestCmap()
    assert all(glyphs[ord(each)] != '.notdef' for each in RARE)
    labels = [Label(new_code(), RARE[start : start + 8]) for start in range(0, len(RARE), 8)]
    written = texts(write_labels(labels, URL))
    assert [each for each in RARE if each not in written] == []


def test_a_rare_character_leaves_ink() -> None:
    def ink(title: str) -> int:
        page = pypdfium2.PdfDocument(write_labels([Label('0' * 12, title)], URL))[0]
        return int((page.render(scale=3, grayscale=True).to_numpy() < 128).sum())

    assert ink('𬭊') > ink('一') + 100


@pytest.mark.parametrize(
    'title',
    [
        '\x00\x1b[31m\r\n\t',
        '\u202e倒过来\u2066',
        '灭火器🧯🧯',
        'ع' * 40,
        '长' * 500,
        'W' * 500,
        ' ',
        '',
        '\ud800',
        'é' * 90,
        '(' * 300,
    ],
)
def test_hostile_names_do_no_harm(title: str) -> None:
    for name in ('a4-3x8', 'roll-40x30', 'plate', 'door'):
        pdf = write_labels([Label('0123456789AB', title, (title,) * 30, title, ((title, (title,) * 90),))], URL, name)
        assert set(next(pages(pdf, 300))) == {'https://TAG.SCHOOL.EDU.CN/T/0123456789AB'}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.floats(5, 200), st.floats(1, 20))
def test_a_text_always_fits_its_box(text: str, width: float, size: float) -> None:
    font = fonts.find_font()
    clean = font.clean(text)
    used, rows = fit(clean, width, size, font)
    assert len(rows) * used <= 2 * size * 1.001
    assert size * 0.6 - 1e-9 <= used <= size
    assert all(font.width(row) * used <= width + 1e-6 for row in rows if len(row) > 1)


def test_long_names_shrink_then_break_then_are_cut() -> None:
    font = fonts.find_font()
    assert fit('吊扇', 10, 4, font) == (4, ['吊扇'])
    assert fit('空调机', 10, 4, font) == (pytest.approx(10 / 3), ['空调机'])
    assert fit('学生课桌', 10, 4, font) == (4, ['学生', '课桌'])
    assert fit('升降式防静电学生实验台', 10, 4, font) == (2.4, ['升降式防', '静电学生', '实验台'])
    assert fit('升降式铝合金防静电学生实验操作台', 10, 4, font) == (2.4, ['升降式铝', '合金防静', '电学生…'])
    assert fit('升降式铝合金防静电', 10, 4, font, most=1) == (2.4, ['升降式…'])
    assert broken('活动室（大）的', 5, font) == ['活动室', '（大）的']
    assert broken('大班、中班、小班', 5, font) == ['大班、中', '班、小班']
    assert broken('触控一体机，壁挂', 5, font) == ['触控一体', '机，壁挂']
    assert fit('flat panel', 20, 7, font) == (7, ['flat', 'panel'])
    assert fit('', 10, 4, font) == (4, [''])
