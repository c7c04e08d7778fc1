"""What can be read on labels: any name fits, rare characters are there, nothing runs into the code."""

import numpy as np
import pypdfium2
import pytest

from app.label_designs import Label, plan
from app.label_sheets import level_for, write_labels
from app.layouts import LAYOUTS
from tests.cast import new_code
from tests.test_labels import URL, payload, texts


def test_text_does_not_run_into_the_code() -> None:
    """Decoding would still work with a few letters on the code, so the quiet zone is looked at itself."""
    labels = [Label(new_code(), '长' * 60, ('W' * 60,) * 5, '学' * 60)]
    bare = [Label(labels[0].code)]
    for name in ('l7160', 'l7651', 'roll-40x30'):
        layout = LAYOUTS[name]
        full, empty = (
            pypdfium2.PdfDocument(write_labels(each, URL, name))[0].render(scale=6, grayscale=True).to_numpy() < 128
            for each in (labels, bare)
        )
        x, y = layout.corner(0)
        made = plan(layout, level_for(layout, payload())[1])
        quiet = 3.5 * made.module
        left, top, right, bottom = (
            round(mm * 72 / 25.4 * 6)
            for mm in (
                x + made.code.x - quiet, y + made.code.y - quiet / 2,
                x + made.code.x + made.code.width + quiet, y + made.code.y + made.code.height + quiet / 2,
            )
        )  # fmt: skip
        assert np.array_equal(full[max(0, top) : bottom, left:right], empty[max(0, top) : bottom, left:right])


@pytest.mark.parametrize('name', [name for name, layout in LAYOUTS.items() if layout.design == 'label'])
def test_a_long_name_leaves_room_for_the_place_and_the_asset_code(name: str) -> None:
    for title in (
        '移动紫外线消毒灯车（幼儿园中一班活动室专用）',
        '升降式铝合金防静电学生实验操作台（带水槽、电源、储物柜）',
    ):
        written = texts(write_labels([Label(new_code(), title, ('一(1)班教室', 'QH2017-0002'))], URL, name))
        assert '一(1)班教室' in written
        assert 'QH2017-0002' in written
