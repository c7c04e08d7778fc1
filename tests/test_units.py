"""Units: a Chinese measure word is no English word."""

from app import answers, checklists, prints_blank
from app.answers import Answer
from app.units import unit_said
from tests.cast import School


def test_measure_words_are_left_out_in_english_and_others_stay() -> None:
    for unit, zh, en in (('台', '台', ''), ('分', '分', 'points'), ('℃', '℃', '℃'), ('kg', 'kg', 'kg'), ('', '', '')):
        assert (unit_said(unit, 'zh-CN'), unit_said(unit, 'en')) == (zh, en)


def test_an_answer_is_said_without_a_chinese_unit_in_english() -> None:
    item = {'id': 'n', 'zh': '数量', 'en': 'Number', 'type': 'number', 'unit': '台'}
    assert [answers.said(item, Answer(value=3), language) for language in ('zh-CN', 'en')] == ['3 台', '3']


async def test_no_starter_shows_a_chinese_unit_on_an_english_phone_or_sheet(school: School) -> None:
    for template in await checklists.current_checklists():
        shown = checklists.shown(template)
        for item in [*shown['items'], *shown.get('log', {}).get('items', [])]:
            assert not any('\u4e00' <= letter <= '\u9fff' for letter in item.get('unit_en', '')), item
        [table] = prints_blank.blank(template, None, 'en').tables
        words = ' '.join(cell for row in [table.head, *table.rows] for cell in row)
        assert not any('\u4e00' <= letter <= '\u9fff' for letter in words), words
