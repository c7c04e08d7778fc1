"""The office's repairs in a real browser: one column at a time on a phone, figures that move, a rule by three taps."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import uuid_utils
from playwright.sync_api import expect

from tests.cast import digest_of
from tests.house import Line
from tests.walk.campus import Campus
from tests.walk.phone import Phone

NARROW = 'document.documentElement.scrollWidth <= document.documentElement.clientWidth'


def hand_in(line: Line, kind: str, payload: dict[str, Any], thing: str, seq: int = 1) -> None:
    """One record about a thing over HTTP."""
    envelope: dict[str, Any] = {
        'id': str(uuid_utils.uuid7()), 'device_id': line.device_id, 'seq': seq, 'kind': kind, 'kv': 1,
        'at': datetime.now(UTC).isoformat(), 'payload': payload, 'thing_id': thing,
    }  # fmt: skip
    envelope['digest'] = digest_of(envelope)
    answer, _ = line.call('POST', '/api/records', {'device_id': line.device_id, 'records': [envelope]})
    assert answer['results'][0]['verdict'] == 'accepted', answer


def test_a_phone_shows_one_column_of_the_board_at_a_time_and_the_figures_move(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    teacher, caretaker = campus.sign_in('teacher'), campus.sign_in('caretaker')
    for seq, what in enumerate(('叶片松动', '不转了'), 1):
        hand_in(teacher, 'repairs.report', {'what': what}, fan, seq)
    office = hand('keeper', '/repairs', language=language)
    reported, done = office.page.locator('.tw-lane-reported .tw-job'), office.page.locator('.tw-lane-done .tw-job')
    expect(reported).to_have_count(2)
    expect(reported.first).to_be_visible()
    assert office.page.evaluate(NARROW), 'the page scrolls sideways'
    office.shot('80-board')

    # The caretaker mends one: the board moves by itself.
    [first, _] = campus.rows('SELECT id FROM repair ORDER BY reported_at')
    hand_in(caretaker, 'repairs.close', {'repair': first['id'], 'cause': 'wear'}, fan)
    expect(done).to_have_count(1)
    expect(done).to_be_hidden()
    office.page.locator('.tw-lane-choice', has_text=say('repairs-state-done')).click()
    expect(done).to_be_visible()
    expect(reported.first).to_be_hidden()
    office.shot('81-board-done')

    office.go('/repairs/figures')
    figures = office.page.locator('.tw-figure')
    expect(figures.nth(0)).to_contain_text('2')
    expect(figures.nth(1)).to_contain_text('1')
    office.page.locator('.tw-chart canvas, .tw-chart svg').first.wait_for()
    assert office.page.evaluate(NARROW), 'the page scrolls sideways'
    [_, second] = campus.rows('SELECT id FROM repair ORDER BY reported_at')
    hand_in(caretaker, 'repairs.close', {'repair': second['id'], 'cause': 'wear'}, fan, 2)
    expect(figures.nth(1)).to_contain_text('2')
    office.shot('82-figures')


def test_a_rule_is_made_on_a_computer_and_gives_out_the_next_report(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    office = hand('keeper', '/repairs/rules', language=language, desk=True)
    page = office.page
    page.locator('.q-field', has_text=say('repairs-owner')).click()
    page.locator('.q-menu .q-item', has_text='李师傅').click()
    page.locator('.tw-button:not(.tw-primary)', has_text=say('form-save')).click()
    expect(page.locator('.tw-row')).to_contain_text('李师傅')
    office.shot('83-rules')
    fan = campus.thing_of(campus.code_of('吊扇'))
    hand_in(campus.sign_in('teacher'), 'repairs.report', {'what': '不转了'}, fan)
    assert [row['state'] for row in campus.rows('SELECT state FROM repair')] == ['assigned']
    office.go('/repairs')
    expect(page.locator('.tw-lane-assigned .tw-job')).to_contain_text('李师傅')
    office.shot('84-board-desk')
