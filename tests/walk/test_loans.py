"""The counter on a real phone: thirty things on one slip, and what comes back torn, missing or promised to another."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import Image
from playwright.sync_api import expect

from tests.walk.camera import film
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_rounds import hand_in

MANY = 30
SHOWN = 16, 5  # pictures a label is held for, and those of the wall on the way to the next: 1.4 a second
CLASS = '三(2)班'
CLASSROOM = {'name': f'{CLASS}教室', 'kind': 'place', 'category': 'classroom'}


class Hand:
    """A thumb that is counted."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.taps = phone, 0

    def tap(self, what: str) -> None:
        self.phone.page.locator(what).first.click()
        self.taps += 1

    def sign(self) -> None:
        """A signature is one stroke."""
        box = self.phone.page.locator('canvas.tw-sign')
        box.scroll_into_view_if_needed()
        at = box.bounding_box()
        assert at
        mouse = self.phone.page.mouse
        mouse.move(at['x'] + 30, at['y'] + 60)
        mouse.down()
        for step in range(1, 12):
            mouse.move(at['x'] + 30 + step * 18, at['y'] + 60 + (step % 3 - 1) * 30)
        mouse.up()
        self.taps += 1
        self.phone.page.locator('img.tw-sign').wait_for()


def lendable(campus: Campus) -> list[dict[str, Any]]:
    """Single things with a label."""
    return campus.rows(
        'SELECT tag.code, thing.id, thing.name FROM tag JOIN thing ON thing.id = tag.thing_id '
        "WHERE thing.kind = 'asset' AND thing.quantity = 1 AND thing.state = 'in_use' AND thing.blocked_by IS NULL "
        'ORDER BY tag.code'
    )


def promise() -> dict[str, Any]:
    """A class wants it for an hour on a coming weekday."""
    begins = datetime.now(UTC).replace(hour=2, minute=0) + timedelta(days=1)
    while begins.weekday() > 4:
        begins += timedelta(days=1)
    ends = begins + timedelta(hours=1)
    who = {'borrower_kind': 'class', 'borrower': '一(1)班'}
    return {'begins_at': begins.isoformat(), 'ends_at': ends.isoformat(), **who}


def in_cart(phone: Phone, count: int) -> None:
    expect(phone.page.locator('.tw-enrol-count .tw-num')).to_have_text(str(count), timeout=90_000)


def test_thirty_things_go_out_on_one_slip_and_come_back_the_same_way(
    founded: tuple[Campus, dict[str, Image.Image]], campus: Campus, hand: Callable[..., Phone], language: str
) -> None:
    things = lendable(campus)[:MANY]
    labels = [founded[1][thing['code']] for thing in things]
    kit = things[0]
    parts = {'parts': [{'name': '排球', 'quantity': 12}, {'name': '打气筒'}]}
    hand_in(campus.sign_in('keeper'), 'kits.define', parts, thing=kit['id'])
    hand_in(campus.sign_in('keeper'), 'register.add', CLASSROOM)
    phone = hand('keeper', '/', language=language)
    phone.ready_for_offline()

    thumb, began = Hand(phone), time.monotonic()
    film(phone.camera, labels, *SHOWN)
    phone.go('/lend')
    in_cart(phone, MANY)
    phone.shot('80-thirty-on-a-slip')
    thumb.tap('[data-next]')
    phone.page.locator('.tw-input[type=search]').fill(CLASS)
    thumb.taps += len(CLASS)
    thumb.tap(f'[data-who="{CLASS}"]')
    phone.page.locator('input[name=mark]').wait_for()
    phone.shot('81-to-whom')
    thumb.sign()
    thumb.tap('[data-write]')
    phone.page.locator(f'[data-done="{MANY}"]').wait_for()
    person = time.monotonic() - began
    phone.shot('82-lent')
    assert thumb.taps <= 4 + len(CLASS)
    assert person < 60, f'{person:.0f} s, {thumb.taps} taps'
    phone.until(lambda: campus.rows("SELECT 1 FROM loan WHERE state = 'out'") and True, 30)
    [slip] = campus.rows('SELECT id, borrower, signature FROM loan_slip')
    assert slip['borrower'] == CLASS and slip['signature']
    assert len(campus.rows("SELECT 1 FROM loan WHERE state = 'out'")) == MANY

    # They come back without a network: one is torn, and of the kit two balls are missing.
    phone.restart()
    phone.forgive(NO_NETWORK, 'AudioContext')  # it makes its sound before anybody has touched the screen
    phone.go('/')
    phone.settle()
    phone.page.evaluate("tagwalk.sync.run('button')")
    phone.poll("async () => (await tagwalk.db.getAll('loans')).some((loan) => loan.parts?.length === 2)")
    phone.context.set_offline(True)
    thumb = Hand(phone)
    phone.go('/take-back')
    in_cart(phone, MANY)
    thumb.tap('[data-next]')
    torn = things[1]['id']
    thumb.tap(f'[data-line="{torn}"] [data-condition=damaged]')
    phone.page.locator(f'[data-line="{torn}"] input.tw-input').last.fill('坏了')
    for _ in range(2):
        thumb.tap(f'[data-line="{kit["id"]}"] [data-lacks="排球"]')
    phone.shot('83-how-is-it')
    thumb.sign()
    thumb.tap('[data-write]')
    phone.page.locator(f'[data-done="{MANY}"]').wait_for()
    assert thumb.taps == 6
    phone.context.set_offline(False)
    phone.page.evaluate("tagwalk.sync.run('button')")
    phone.until(lambda: not campus.rows("SELECT 1 FROM loan WHERE state = 'out'"), 60)
    [repair] = campus.rows('SELECT what, source FROM repair')
    assert (repair['what'], repair['source']) == ('坏了', 'return')
    assert [row['missing'] for row in campus.rows("SELECT missing FROM kit_part WHERE name = '排球'")] == [2]
    assert len(campus.rows("SELECT 1 FROM loan_return WHERE signature != ''")) == MANY
    phone.go(f'/loans/{slip["id"]}')
    phone.settle()
    expect(phone.page.locator('.tw-page')).to_contain_text('排球 × 2')
    phone.shot('84-slip')


def test_what_is_promised_to_another_is_said_before_it_is_handed_out_without_a_network(
    campus: Campus, hand: Callable[..., Phone], show: Callable[..., None], say: Callable[..., str], language: str
) -> None:
    thing = lendable(campus)[0]
    hand_in(campus.sign_in('keeper'), 'reservations.reserve', promise(), thing=thing['id'])
    hand_in(campus.sign_in('keeper'), 'register.add', CLASSROOM)
    phone = hand('keeper', '/lend', language=language)
    phone.ready_for_offline()
    phone.poll("async () => (await tagwalk.db.get('meta', 'borrowers'))?.promises.length === 1")
    phone.restart()
    phone.forgive(NO_NETWORK, 'AudioContext')  # it makes its sound before anybody has touched the screen
    phone.context.set_offline(True)
    phone.go(f'/lend?thing={thing["id"]}')
    in_cart(phone, 1)
    thumb = Hand(phone)
    thumb.tap('[data-next]')
    phone.page.locator('.tw-input[type=search]').fill(CLASS)
    thumb.tap(f'[data-who="{CLASS}"]')
    thumb.tap('[data-rule=custody]')
    phone.page.locator('[data-clashes="1"]').wait_for()
    expect(phone.page.locator('[data-write]')).to_be_disabled()
    phone.shot('85-promised')
    thumb.tap('[data-despite]')
    thumb.tap('[data-write]')
    phone.page.locator('[data-done="1"]').wait_for()

    # A lesson is logged where it was, offline too.
    phone.go(f'/things/{lendable(campus)[1]["id"]}')
    thumb.tap('[data-use]')
    expect(phone.page.get_by_role('status').filter(has_text=say('loans-use_logged'))).to_be_visible()
    phone.shot('86-use')
    phone.context.set_offline(False)
    phone.page.evaluate("tagwalk.sync.run('button')")
    phone.until(lambda: campus.rows("SELECT 1 FROM loan WHERE state = 'out'"), 60)
    phone.until(lambda: campus.rows('SELECT 1 FROM thing_use'), 60)
