"""The gatekeeper's book: a visitor is written down and signed out at the gate's own label, with and without a network."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.house import PASSWORD
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone

BOOK = {'zh-CN': '来访登记', 'en': 'Visitors'}
CLOSE = {'zh-CN': '还在校内', 'en': 'Still inside'}


def test_a_visitor_comes_and_goes_while_the_network_is_away(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    campus.command('user', 'add', 'gate', '--role', 'gatekeeper', given=PASSWORD)
    gate = str(campus.rows("SELECT id FROM thing WHERE category = 'gate' AND kind = 'place' ORDER BY id")[0]['id'])
    phone = hand('gate', f'/things/{gate}', language=language)
    phone.ready_for_offline()
    phone.forgive(NO_NETWORK)
    campus.stop()

    phone.go(f'/things/{gate}')
    phone.shell()
    phone.page.get_by_text(BOOK[language], exact=True).click()
    form = phone.page.locator('.tw-form')
    form.locator('.tw-item').first.wait_for()
    texts = form.locator('.tw-item textarea, .tw-item input[type=text]')
    texts.nth(0).fill('王先生')
    texts.nth(2).fill('李老师')
    for item in form.locator('.tw-item').all():
        if (first := item.locator('button[data-value=ok], button[data-value=meet]')).count():
            first.first.click()
    phone.shot('80-visitors-offline')
    phone.finish()
    expect(phone.saved('sealed', 'sent')).to_contain_text(say('saved-phone'))

    campus.start()
    phone.until(lambda: campus.rows('SELECT title FROM log_entry'), 30, 'the visitor has arrived')
    [line] = campus.rows('SELECT id, title, closed_at FROM log_entry')
    assert (line['title'], line['closed_at']) == ('王先生', None)
    phone.go('/logs')
    phone.live()
    expect(phone.page.locator('.tw-row').first).to_contain_text('王先生')
    phone.shot('81-visitors-inside')
    phone.go(f'/things/{gate}')
    phone.live()
    phone.poll('async () => (await tagwalk.db.getAll("logs")).length > 0')

    campus.stop()
    phone.go(f'/things/{gate}')
    phone.shell()
    expect(phone.page.get_by_text(CLOSE[language], exact=True)).to_be_visible()
    phone.page.locator('a.tw-row').filter(has_text='王先生').click()
    phone.page.locator('.tw-form .tw-item').first.wait_for()
    phone.answer_ok()
    phone.shot('82-visitors-closing')
    phone.finish()
    phone.saved('sealed', 'sent').wait_for()
    campus.start()
    phone.until(lambda: campus.rows('SELECT id FROM log_entry WHERE closed_at IS NOT NULL'), 30, 'signed out')
