"""Finding the way back: one search for everything, stars, the last room, shared addresses; with a network and without."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.house import PASSWORD
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone

PASTED = """(() => {
    Object.defineProperty(navigator, 'share', {value: undefined});
    Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => void (globalThis.pasted = text)}});
})()"""
SHARED = 'Object.defineProperty(navigator, "share", {value: async (given) => void (globalThis.shared = given)})'


def test_everything_is_found_from_every_page_with_a_key_or_a_tap(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    campus.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
    desk = hand('head', '/more', language=language, desk=True)
    desk.page.keyboard.press('/')
    desk.page.wait_for_url('**/find', wait_until='commit')
    field = desk.page.locator('.tw-find input')
    expect(field).to_be_focused()
    rows = desk.page.locator('.tw-find a.tw-row')
    field.fill('吊扇')
    expect(desk.page.locator(f'.tw-find a[href="/things/{fan}"]')).to_be_visible()
    field.fill('diaoshan')  # the server knows how it is said
    expect(desk.page.locator(f'.tw-find a[href="/things/{fan}"]')).to_be_visible()
    field.fill(say('labels-title'))
    expect(rows.first).to_have_attribute('href', '/labels')
    field.fill('李师傅')
    expect(rows.first).to_contain_text('李师傅')
    desk.shot('95-find-desk')
    desk.page.keyboard.press('Enter')
    desk.page.wait_for_url('**/people?q=caretaker', wait_until='commit')
    expect(desk.page.locator('.tw-page button.tw-row')).to_have_count(1)
    desk.page.go_back()
    expect(field).to_have_value('李师傅')
    # A slash that is part of a text is one.
    field.fill('')
    field.press_sequentially('a/b')
    expect(field).to_have_value('a/b')


def test_stars_and_the_last_room_are_on_the_first_page_with_and_without_a_network(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    [room] = campus.rows(
        'SELECT place.id, place.name FROM thing JOIN thing AS place ON place.id = thing.inside_id WHERE thing.id = ?',
        fan,
    )
    phone = hand('caretaker', language=language)
    phone.ready_for_offline()
    phone.context.add_init_script(PASTED)
    phone.go(f'/things/{fan}')
    star = phone.page.get_by_role('button', name=say('memory-star'))
    expect(star).to_have_attribute('aria-pressed', 'false')
    star.click()
    expect(star).to_have_attribute('aria-pressed', 'true')
    phone.page.get_by_role('button', name=say('memory-share')).click()
    expect(phone.page.locator('.tw-keep-said')).to_have_text(say('memory-copied'))
    assert phone.page.evaluate('pasted') == f'{campus.url}/things/{fan}'
    phone.shot('96-star')
    phone.go('/')
    lately = phone.page.locator('.tw-lately')
    expect(lately.locator('a').first).to_have_text('吊扇')
    expect(lately).to_contain_text(room['name'])
    phone.shot('97-lately')

    phone.restart()
    phone.forgive(NO_NETWORK, 'status of 503')
    campus.stop()
    phone.go('/')
    phone.shell()
    lately = phone.page.locator('.tw-lately')
    expect(lately.locator('a').first).to_have_text('吊扇')
    phone.shot('98-lately-offline')
    phone.page.locator('header a[href="/find"]').click()
    field = phone.page.locator('.tw-find input')
    field.fill(f'{room["name"]} 吊扇')
    expect(phone.page.locator(f'.tw-find a[href="/things/{fan}"]')).to_be_visible()
    phone.shot('99-find-offline')
    # A shared address opens without a network, too.
    phone.go(f'/things/{fan}')
    phone.shell()
    expect(phone.page.locator('h1')).to_have_text('吊扇')
    expect(phone.page.get_by_role('button', name=say('memory-star'))).to_have_attribute('aria-pressed', 'true')


def test_a_shared_address_leads_whoever_is_signed_out_through_the_door_to_the_thing(
    campus: Campus, hand: Callable[..., Phone]
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand()
    phone.context.add_init_script(SHARED)
    phone.go(f'/things/{fan}')
    phone.sign_in('caretaker')
    phone.settle()
    expect(phone.page.locator('h1')).to_have_text('吊扇')
    assert phone.page.url == f'{campus.url}/things/{fan}'
    phone.page.locator('.tw-keep button').last.click()
    assert phone.poll('() => globalThis.shared') == {'title': '吊扇', 'url': f'{campus.url}/things/{fan}'}
