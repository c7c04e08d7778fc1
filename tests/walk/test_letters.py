"""A safety responsibility letter is read and signed on a phone without a network, and it holds once that has come."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from app.core.words import t
from tests.house import PASSWORD
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_axe import AXE, LOOK, SETTLED
from tests.walk.test_handovers import STROKES, draw
from tests.walk.test_stocktakes import Desk

LINES = ['下班前关好门窗和电源。', '每月查一次灭火器，发现问题当天报修。']


def issue(campus: Campus) -> str:
    """The head makes a letter for the teacher; returns its id."""
    campus.command('user', 'add', 'boss', '--role', 'administrator', given=PASSWORD)
    [teacher] = campus.rows("SELECT id FROM person WHERE name = 'teacher'")
    form = {'year': 2026, 'post': 'teacher', 'title': '班主任安全责任书', 'lines': LINES, 'people': [teacher['id']]}
    Desk(campus.sign_in('boss')).say('letters.issue', **form)
    [row] = campus.rows('SELECT id FROM letter')
    return str(row['id'])


def is_clean(phone: Phone) -> bool:
    """Whether axe finds nothing on what is shown."""
    phone.page.wait_for_timeout(SETTLED)
    phone.page.evaluate(AXE.read_text(encoding='utf-8'))
    found: list[Any] = phone.page.evaluate(LOOK)
    assert found == []
    return True


def sign(phone: Phone, letter: str, role: str, name: str, nth: int) -> None:
    phone.page.locator(f'a[href="/letters/{letter}/sign/{role}"]').click()
    canvas = phone.page.locator('.tw-pad canvas')
    canvas.wait_for()
    canvas.evaluate("field => field.scrollIntoView({block: 'center'})")
    draw(phone, STROKES, nth)
    phone.page.locator('img.tw-sign').wait_for()
    phone.page.locator('.tw-form input.tw-input').fill(name)


def test_a_letter_is_read_and_signed_without_a_network(
    campus: Campus, hand: Callable[..., Phone], language: str
) -> None:
    letter = issue(campus)
    teacher = hand('teacher', '/', language=language)
    teacher.ready_for_offline()
    teacher.poll("async () => ((await tagwalk.db.get('meta', 'letters')) ?? []).length > 0")
    teacher.restart()
    teacher.forgive(NO_NETWORK)
    teacher.context.set_offline(True)
    teacher.go('/')
    teacher.shell()
    page = teacher.page
    page.locator('a[href="/letters"]').click()
    page.locator(f'a[href="/letters/{letter}"]').click()
    page.locator(f'[data-letter="{letter}"]').wait_for()
    expect(page.locator('.tw-page')).to_contain_text(LINES[1])
    assert is_clean(teacher)
    teacher.shot('90-letter-offline')
    sign(teacher, letter, 'holder', '李老师', 1)
    assert is_clean(teacher)
    teacher.shot('91-letter-sign-offline')
    page.locator('.tw-form .tw-bottom .tw-primary').click()
    page.locator('[data-signed="holder"]').wait_for()
    teacher.shot('92-letter-signed-offline')
    assert campus.rows('SELECT signatures FROM letter') == [{'signatures': '{}'}], 'it had no network'
    teacher.context.set_offline(False)
    page.evaluate("tagwalk.sync.run('button')")
    teacher.until(lambda: 'holder' in json.loads(campus.rows('SELECT signatures FROM letter')[0]['signatures']), 60)
    assert not [row for row in teacher.outbox() if row['state'] in ('conflict', 'rejected')]

    boss = hand('boss', f'/letters/{letter}', language=language)
    boss.settle()
    assert is_clean(boss)
    sign(boss, letter, 'head', '钱校长', 2)
    assert is_clean(boss)
    boss.page.locator('.tw-form .tw-bottom .tw-primary').click()
    boss.until(lambda: campus.rows('SELECT state FROM letter') == [{'state': 'signed'}], 30)
    boss.go(f'/letters/{letter}')
    boss.settle()
    expect(boss.page.locator('.tw-page img[alt]')).to_have_count(2)
    boss.shot('93-letter-signed')
    boss.go(f'/letters/{letter}/verify')
    boss.settle()
    expect(boss.page.locator('.tw-page')).to_contain_text(t('handovers-verify-holds', language))
    assert is_clean(boss)
    teacher.page.evaluate("tagwalk.sync.run('button')")
    teacher.poll("async () => (await tagwalk.db.get('meta', 'letters')).length === 0")
