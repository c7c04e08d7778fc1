"""Lines on paper: nothing is lost, nothing is too wide, no line begins with a comma."""

from hypothesis import given
from hypothesis import strategies as st

from app.prints_lines import NOT_FIRST, broken

SOME = st.text(alphabet='检查滑梯，。、（）□ab 12:30%\n', max_size=60)


def wide(text: str) -> float:
    return sum(2 if ord(each) > 255 else 1 for each in text)


@given(SOME, st.integers(6, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = broken(text, width, wide)
    assert ''.join(lines.split()) == ''.join(text.split())
    assert all(wide(line) <= width for line in lines.split('\n'))


def test_a_comma_does_not_begin_a_line_and_a_bracket_does_not_end_one() -> None:
    assert broken('挂钩磨损不明显，座板无裂', 14, wide) == '挂钩磨损不明\n显，座板无裂'
    assert broken('证件已查看（不登记号码）', 12, wide) == '证件已查看\n（不登记号\n码）'
    assert not any(line[0] in NOT_FIRST for line in broken('好' * 9 + '。' + '好' * 9 + '。', 18, wide).split('\n'))


def test_english_is_broken_between_words_and_boxes_stay_with_theirs() -> None:
    assert broken('No loose bolts or nuts', 10, wide) == 'No loose\nbolts or\nnuts'
    assert broken('□送货  □施工维修', 14, wide) == '□送货\n□施工维修'
