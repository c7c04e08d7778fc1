"""Checklists as files: what goes out comes back the same, and what is wrong is said with its place."""

import io
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from app import checklists, checklists_files
from app.checklists_template import ANSWERS_OF_OK, read_template
from app.core.errors import BadInput
from tests.cast import told

TEXT = st.text(st.characters(codec='utf-8', exclude_categories=['C', 'Z']), min_size=1, max_size=12)
LIMIT = st.integers(-50, 50)


@st.composite
def templates(draw: st.DrawFn) -> dict[str, Any]:
    """Any template that holds together."""
    sections = [{'id': f's{n}', 'zh': draw(TEXT), 'en': draw(TEXT)} for n in range(draw(st.integers(0, 2)))]
    items: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        type_of = draw(st.sampled_from(['ok', 'number', 'text', 'choice', 'photo', 'signature']))
        item: dict[str, Any] = {'id': f'q{number}', 'zh': draw(TEXT), 'en': draw(TEXT), 'type': type_of}
        if sections and draw(st.booleans()):
            item['section'] = draw(st.sampled_from(sections))['id']
        if type_of == 'number':
            low, high = sorted((draw(LIMIT), draw(LIMIT)))
            item |= {'min': low, 'max': high, 'unit': '℃', 'warn_above': draw(st.integers(low, high))}
        if type_of == 'choice':
            item['choices'] = [{'v': v, 'zh': draw(TEXT), 'en': draw(TEXT)} for v in ('a', 'b')]
            item['choices'][1]['fault'] = True
        for flag in ('required', 'blocks_use', 'fix_now'):
            if draw(st.booleans()):
                item[flag] = True
        asked = [other for other in items if other['type'] in ('ok', 'choice')]
        if asked and draw(st.booleans()):
            other = draw(st.sampled_from(asked))
            values = ANSWERS_OF_OK if other['type'] == 'ok' else ('a', 'b')
            item['show_if'] = {other['id']: [draw(st.sampled_from(values))]}
        items.append(item)
    body = {'id': 'own', 'zh': draw(TEXT), 'en': draw(TEXT), 'items': items, 'sections': sections}
    return read_template(body | {'target': {'categories': ['fan']}})


@settings(max_examples=40, deadline=None)
@given(templates())
def test_any_checklist_comes_back_from_yaml_as_it_went(body: dict[str, Any]) -> None:
    assert checklists_files.read_file(checklists_files.to_yaml([body])) == [body]


@settings(max_examples=6, deadline=None)
@given(templates())
def test_any_checklist_comes_back_from_xlsx_as_it_went(body: dict[str, Any]) -> None:
    [back] = checklists_files.read_file(checklists_files.to_xlsx(body))
    used = {item.get('section') for item in body['items']}
    kept = [section for section in body.get('sections', []) if section['id'] in used]
    assert {section['id']: section for section in back.get('sections', [])} == {each['id']: each for each in kept}
    assert back['items'] == body['items']
    assert (back['id'], back['zh'], back['en'], back['target']) == ('own', body['zh'], body['en'], body['target'])


def test_every_starter_goes_through_xlsx_unchanged() -> None:
    for template in checklists.starters():
        [back] = checklists_files.read_file(checklists_files.to_xlsx(template))
        assert back == {name: value for name, value in template.items() if name != 'seed'}  # it has no place there


@pytest.mark.parametrize(
    ('change', 'why'),
    [
        ({'type': 'number', 'min': 5, 'max': 1}, 'limits_crossed'),
        ({'type': 'ok', 'min': 5}, 'limits_without_number'),
        ({'type': 'number', 'min': 0, 'warn_below': -1}, 'warning_outside_limits'),
        ({'type': 'choice', 'choices': [{'v': 'a', 'zh': 'a', 'en': 'a'}]}, 'choices_missing'),
        ({'id': 'first'}, 'item_twice'),
        ({'section': 'none'}, 'unknown_section'),
        ({'show_if': {'later': ['ok']}}, 'asked_too_early'),
        ({'show_if': {'first': ['green']}}, 'never_shown'),
        ({'type': 'video'}, 'field'),
    ],
)
def test_what_does_not_hold_together_is_said_with_its_item(change: dict[str, Any], why: str) -> None:
    first = {'id': 'first', 'zh': '外观', 'en': 'Looks', 'type': 'ok'}
    second = {'id': 'second', 'zh': '温度', 'en': 'Heat', 'type': 'ok', **change}
    with pytest.raises(BadInput) as caught:
        read_template({'id': 'own', 'zh': '自编', 'en': 'Own', 'items': [first, second]})
    assert (caught.value.code, caught.value.facts['why']) == ('bad_template', why)
    assert '温度' in told(caught.value.code, caught.value.facts)


@pytest.mark.parametrize(
    'data',
    [
        b'', b'\xff\xfe\x00', b'just words', b'- 1\n- 2', b'a: &a [1]\nb: [*a, *a]', b'PK\x03\x04 broken',
        b'templates: []', b'[' * 5000,
    ],
)  # fmt: skip
def test_a_file_that_holds_no_checklist_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        checklists_files.read_file(data)
    told(caught.value.code, caught.value.facts)


def test_a_plain_xlsform_with_one_language_is_read() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheets = {
        'survey': [['type', 'name', 'label'], ['integer', 'lamps', '坏灯'], ['select_one yn', 'clean', '干净']],
        'choices': [['list_name', 'name', 'label'], ['yn', 'yes', '是'], ['yn', 'no', '否']],
        'settings': [['form_id', 'form_title'], ['lamps', '灯']],
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    [body] = checklists_files.read_file(file.getvalue())
    assert [(item['id'], item['type'], item['en']) for item in body['items']] == [
        ('lamps', 'number', '坏灯'), ('clean', 'choice', '干净'),
    ]  # fmt: skip
