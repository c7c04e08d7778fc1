"""Twelve balls are lent, one comes back torn: a claim, its receipt, the class's marks, and the term signed by three."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.house import PASSWORD
from tests.walk.campus import Campus
from tests.walk.phone import Phone
from tests.walk.test_handovers import STROKES, draw
from tests.walk.test_repairs import PICTURE
from tests.walk.test_rounds import Taps, hand_in

BOARD = 'area-score'
ITEMS = ('floor', 'glass', 'desk', 'tools', 'outside', 'bin')


def prepared(campus: Campus) -> tuple[dict[str, Any], dict[str, Any]]:
    """Something with a dozen pieces under one label and a price, a class with a score, and rules that give marks."""
    campus.command('user', 'add', 'head', '--role', 'director', '--display', '张主任', given=PASSWORD)
    [balls, *_] = campus.rows(
        'SELECT thing.id, thing.name, thing.quantity, tag.code FROM thing JOIN tag ON tag.thing_id = thing.id '
        "WHERE thing.quantity >= 12 AND thing.kind = 'asset' ORDER BY thing.id"
    )
    [room, *_] = campus.rows("SELECT id, name FROM thing WHERE category = 'classroom' ORDER BY name, id")
    head = campus.sign_in('head')
    hand_in(head, 'compensation.rules', {'preset': 'common', 'checklist': BOARD, 'points': {'careless': '1'}}, 1)
    hand_in(head, 'compensation.price', {'name': balls['name'], 'price': '60.00', 'life': 15}, 2)
    answers = {item: {'value': 10} for item in ITEMS}
    form = {'checklist': BOARD, 'version': 1, 'answers': answers}
    hand_in(head, 'inspections.inspect', form, 3, thing=str(room['id']))
    return balls, room


def test_a_torn_ball_becomes_a_claim_a_receipt_and_marks_and_three_sign_the_term(
    campus: Campus, hand: Callable[..., Phone], show: Callable[..., None], say: Callable[..., str], language: str
) -> None:
    balls, room = prepared(campus)
    name = str(room['name']).removesuffix('教室')
    counter = hand('keeper', '/', language=language)
    lend(counter, show, balls, name)
    back(counter, show, balls, say)
    [claim] = campus.rows('SELECT * FROM claim')
    assert (claim['source'], claim['owner'], claim['owner_id']) == ('loan', name, room['id'])
    assert (claim['pieces'], len(json.loads(claim['photos']))) == (1, 1)
    assert campus.rows("SELECT 1 FROM repair WHERE source = 'return'"), 'it is mended before it is lent again'

    # The keeper verifies on the phone what the counter has said already.
    path = f'/compensation/{claim["id"]}'
    counter.go('/compensation')
    counter.page.locator(f'a[href="{path}"]').click()
    expect(counter.page.locator('h1')).to_contain_text(str(balls['name']))
    counter.page.get_by_label(say('compensation-cause'), exact=True).click()
    counter.page.get_by_role('option', name=say('compensation-open-cause-careless')).click()
    counter.page.get_by_label(say('compensation-asks-repair_cost').capitalize(), exact=True).fill('15.50')
    counter.shot('90-verify')
    counter.page.get_by_role('button', name=say('compensation-verify-go')).click()
    counter.until(lambda: state(campus) == 'verified')
    counter.shot('91-verified')

    # Somebody else approves, and the class loses its mark.
    office = hand('head', path, language=language, desk=True)
    office.page.locator('.tw-form button[data-value=yes]').click()
    office.page.locator('.tw-form:has([data-value=yes]) .tw-bottom .tw-primary').click()
    office.until(lambda: state(campus) == 'approved')
    [mark] = campus.rows('SELECT * FROM award')
    assert (mark['thing_id'], mark['points'], mark['checklist']) == (room['id'], -1, BOARD)
    office.go('/scores')
    expect(office.page.locator('body')).to_contain_text('−1')
    office.shot('92-marks')

    # The money comes, and with it a numbered receipt.
    counter.go(path)
    counter.page.get_by_role('button', name=say('compensation-pay-go', amount='15.50')).click()
    receipt = counter.page.locator(f'a[href="{path}/receipt.pdf"]')
    expect(receipt).to_contain_text('000001')
    counter.shot('93-paid')
    assert counter.context.request.get(f'{campus.url}{path}/receipt.pdf').body().startswith(b'%PDF')

    # The term is settled: three sign one after the other on the screen that is handed to them.
    counter.go('/compensation')
    counter.page.locator('a[href^="/compensation/class?"]').click()
    counter.page.wait_for_url('**/compensation/class?*')
    term = counter.page.url.removeprefix(campus.url)
    for nth, role in enumerate(('pupil', 'teacher', 'keeper')):
        counter.page.locator(f'a[href$="role={role}"]').click()
        write(counter, nth)
        counter.page.locator('img.tw-sign').wait_for()
        if role != 'pupil':
            counter.page.locator('.tw-form input.tw-input').fill('李老师')
        counter.shot(f'94-sign-{role}')
        counter.page.locator('.tw-form .tw-bottom .tw-primary').click()
        counter.until(lambda nth=nth: len(signatures(campus)) == nth + 1)
        counter.go(term)
    assert signatures(campus)['pupil']['name'] == '', 'a class signs without a pupil’s name'
    expect(counter.page.locator('.tw-handover-ink')).to_have_count(3)
    counter.shot('95-signed')
    paper = counter.context.request.get(f'{campus.url}/compensation/settlement.pdf?term=')
    assert paper.body().startswith(b'%PDF')

    # A class that broke nothing gets its reward by one tap, once.
    counter.go('/compensation/rewards')
    line = counter.page.locator(f'[data-room="{room["id"]}"]')
    expect(line.locator('button')).to_have_count(0)
    other = counter.page.locator('[data-room]', has=counter.page.locator('button')).first
    rewarded = other.get_attribute('data-room')
    other.locator('button').click()
    expect(counter.page.locator(f'[data-room="{rewarded}"]')).to_contain_text(say('compensation-rewarded'))
    counter.shot('96-rewards')
    assert campus.rows('SELECT points FROM award WHERE thing_id = ?', rewarded) == [{'points': 2}]


def write(phone: Phone, nth: int) -> None:
    """A signature in the middle of the screen, where no button lies over the field."""
    phone.page.locator('.tw-pad canvas').evaluate("field => field.scrollIntoView({block: 'center'})")
    draw(phone, STROKES, nth)


def lend(phone: Phone, show: Callable[..., None], balls: dict[str, Any], name: str) -> None:
    taps = Taps(phone)
    phone.ready_for_offline()
    show(phone, balls['code'])
    phone.go('/lend')
    phone.page.locator('.tw-pad-card').wait_for()
    for digit in ('1', '2'):
        taps.tap(f'.tw-pad-keys button[aria-label="{digit}"]')
    taps.tap('.tw-pad-keys .tw-primary')
    phone.page.locator('[data-next]').click()
    phone.page.locator('input[type=search]').fill(name)
    taps.tap(f'[data-who="{name}"]')
    write(phone, 0)
    phone.page.locator('img.tw-sign').wait_for()
    phone.shot('87-lend')
    taps.tap('[data-write]')
    phone.page.locator('[data-done="12"]').wait_for()
    phone.until(lambda: phone.campus.rows("SELECT 1 FROM loan WHERE state = 'out' AND quantity = 12"))


def back(phone: Phone, show: Callable[..., None], balls: dict[str, Any], say: Callable[..., str]) -> None:
    taps = Taps(phone)
    show(phone, balls['code'])
    phone.go('/take-back')
    phone.page.locator('[data-next]:not([disabled])').wait_for()
    for digit in ('1', '2') if phone.page.locator('.tw-pad-card').count() else ():
        taps.tap(f'.tw-pad-keys button[aria-label="{digit}"]')
    taps.tap('[data-next]')
    taps.tap('button[data-condition=damaged]')
    phone.page.get_by_label(say('loans-what_is_broken')).fill('外皮裂了')
    phone.page.locator('[data-line] .tw-take input[type=file]').first.set_input_files(PICTURE)
    phone.page.locator('[data-line] .tw-thumb img').first.wait_for()
    taps.tap('[data-claim]')
    expect(phone.page.locator('[data-claim]')).to_have_attribute('aria-pressed', 'true')
    phone.shot('88-back')
    taps.tap('[data-write]')
    phone.page.locator('[data-done="12"]').wait_for()
    phone.until(lambda: phone.campus.rows('SELECT 1 FROM claim'))


def state(campus: Campus) -> str:
    return str(campus.rows('SELECT state FROM claim')[0]['state'])


def signatures(campus: Campus) -> dict[str, Any]:
    found = campus.rows('SELECT signatures FROM settlement')
    return dict(json.loads(found[0]['signatures'])) if found else {}
