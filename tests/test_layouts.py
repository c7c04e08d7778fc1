"""Layouts: sheets by their numbers, measures that people type, and printers that print askew."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.layouts import ALIASES, LAYOUTS, OFFSET_MOST, Layout, find_layout
from tests.cast import told


@pytest.mark.parametrize('name', LAYOUTS)
def test_labels_of_every_sheet_lie_on_the_page_and_never_on_each_other(name: str) -> None:
    layout = LAYOUTS[name].checked()
    corners = [layout.corner(place) for place in range(layout.count)]
    for x, y in corners:
        assert x >= 0 <= y
        assert x + layout.size[0] <= layout.page[0] + 0.01
        assert y + layout.size[1] <= layout.page[1] + 0.01
    for number, (x, y) in enumerate(corners):
        for other_x, other_y in corners[:number]:
            apart = abs(x - other_x) >= layout.size[0] - 0.01 or abs(y - other_y) >= layout.size[1] - 0.01
            assert apart, (name, number)


@pytest.mark.parametrize(
    ('name', 'grid', 'size', 'corner'),
    [
        ('l7160', (3, 7), (63.5, 38.1), (7.21, 15.15)),
        ('l7163', (2, 7), (99.1, 38.1), (4.65, 15.15)),
        ('l7651', (5, 13), (38.1, 21.2), (4.75, 10.7)),
        ('l4778', (4, 12), (45.7, 21.2), (9.7, 21.3)),
        ('5160', (3, 10), (66.68, 25.4), (4.76, 12.7)),
    ],
)
def test_bought_sheets_are_as_their_makers_say(name: str, grid: tuple, size: tuple, corner: tuple) -> None:
    layout = LAYOUTS[name]
    assert ((layout.columns, layout.rows), layout.size) == (grid, size)
    assert layout.corner(0) == pytest.approx(corner, abs=0.02)


def test_names_are_taken_as_people_write_them() -> None:
    for text in ('l7160', 'L7160', 'Avery L7160', 'avery-l7160', ' a4-3x7 '):
        assert find_layout(text) is LAYOUTS['l7160']
    assert all(name in LAYOUTS for name in ALIASES.values())


@pytest.mark.parametrize(
    'text', ['A4/3x8/70x37', 'a4 / 3 × 8 / 70 mm x 37'.replace(' mm', ''), '210x297/3x8/70x37/0x0.5']
)
def test_measures_that_are_typed_make_a_sheet(text: str) -> None:
    layout = find_layout(text)
    assert (layout.page, layout.count, layout.size, layout.left, layout.top) == ((210, 297), 24, (70, 37), 0, 0.5)


@pytest.mark.parametrize('name', [name for name, layout in LAYOUTS.items() if layout.design == 'label'])
def test_a_sheet_told_by_its_measures_is_the_same_sheet(name: str) -> None:
    layout = LAYOUTS[name]
    again = find_layout(layout.text)
    assert (again.page, again.columns, again.rows, again.size) == (
        layout.page, layout.columns, layout.rows, layout.size,
    )  # fmt: skip
    assert again.corner(layout.count - 1) == pytest.approx(layout.corner(layout.count - 1), abs=0.011 * layout.rows)


@pytest.mark.parametrize(
    ('problem', 'text'),
    [
        ('unknown_layout', '../../etc/passwd'.replace('/', '')),
        ('bad_measures', '../../etc/passwd'),
        ('bad_measures', 'A4/'),
        ('bad_measures', 'A4/3x8'),
        ('bad_measures', 'A4/3x8/70'),
        ('bad_measures', 'A4/3.5x8/70x37'),
        ('bad_measures', 'A5/3x8/70x37'),
        ('bad_measures', 'roll/0x30'),
        ('bad_measures', 'A4/3x8/70x-37'),
        ('bad_measures', 'A4/3x8/nanxinf'),
        ('bad_measures', '9999x9999/1x1/9x9'),
        ('bad_measures', 'A4/3x8/70x37/1x1/1x1/1x1'),
        ('bad_label_count', 'A4/0x8/70x37'),
        ('bad_label_count', 'A4/900x900/70x37'),
        ('labels_off_page', 'A4/4x8/70x37'),
        ('labels_off_page', 'A4/3x9/70x37'),
        ('labels_off_page', 'A4/3x8/70x37/5x0'),
        ('labels_overlap', 'A4/2x2/70x37/0x0/60x37'),
        ('labels_overlap', 'A4/2x2/70x37/0x0/70x30'),
    ],
)
def test_measures_that_cannot_be_are_refused_in_words(problem: str, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        find_layout(text)
    assert refused.value.code == problem
    told(problem, refused.value.facts)


@given(st.text(max_size=60))
def test_any_text_is_a_layout_or_refused_as_none(text: str) -> None:
    try:
        assert find_layout(text).count > 0
    except BadInput as refused:
        assert refused.code in ('unknown_layout', 'bad_measures')  # whatever else is wrong takes numbers to say


@pytest.mark.parametrize('name', LAYOUTS)
@pytest.mark.parametrize('offset', [(0.5, -0.5), (-1.0, 1.0), (0, 0)])
def test_a_printer_that_is_askew_moves_every_label(name: str, offset: tuple[float, float]) -> None:
    layout = LAYOUTS[name]
    moved = layout.shifted(*offset)
    for place in range(layout.count):
        (x, y), (to_x, to_y) = layout.corner(place), moved.corner(place)
        assert (to_x - x, to_y - y) == pytest.approx(offset)


@pytest.mark.parametrize('offset', [(OFFSET_MOST + 0.1, 0), (0, -11), (1e9, 0), (math.nan, 0), (0, math.inf)])
def test_an_offset_that_is_too_large_is_refused_in_words(offset: tuple[float, float]) -> None:
    for layout in LAYOUTS.values():
        with pytest.raises(BadInput) as refused:
            layout.shifted(*offset)
        told('offset_too_large', refused.value.facts)


def test_nothing_is_moved_off_the_paper() -> None:
    """Labels that touch the edge have white only as far as printers need it."""
    layout: Layout = LAYOUTS['a4-3x8']
    assert layout.inset == (4, 3.5)
    assert layout.shifted(-4, 0).corner(0) == (-4, 0.5)
    with pytest.raises(BadInput) as refused:
        layout.shifted(-4.5, 0)
    assert refused.value.facts == {'offset': '-4.5', 'most': '4'}
