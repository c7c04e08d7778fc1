"""Big buttons and reading aloud: one question a screen, and a good answer brings the next and reads it out."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.walk.campus import Campus
from tests.walk.phone import Phone

SPOKEN = """
    globalThis.spoken = [];
    speechSynthesis.speak = (said) => globalThis.spoken.push([said.lang, said.text]);
"""


def test_a_caretaker_who_would_rather_listen_is_led_through_a_check(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('caretaker', '/me', language=language)
    phone.context.add_init_script(SPOKEN)
    phone.page.locator('[data-look=easy] button[value=on]').click()
    phone.shot('95-easy-choice')
    phone.go(f'/things/{fan}')
    items = phone.page.locator('.tw-item')
    items.first.wait_for()
    first, second = items.nth(0), items.nth(1)
    assert first.locator('[data-value=ok]').bounding_box()['height'] >= 100  # type: ignore[index]
    first.get_by_role('button', name=say('form-read-aloud')).click()
    label = first.get_attribute('aria-label')
    [(spoken_in, text)] = phone.page.evaluate('spoken')
    assert spoken_in == ('en' if language == 'en' else 'zh-CN') and text.startswith(label)
    phone.shot('95-easy-question')
    first.locator('[data-value=ok]').click()
    phone.poll('() => spoken.length === 2')
    assert phone.page.evaluate('spoken[1][1]').startswith(second.get_attribute('aria-label'))
    expect(second).to_be_in_viewport(ratio=0.9)
    second.locator('[data-value=fault]').click()
    expect(second.locator('.tw-fault')).to_be_visible()
    assert phone.page.evaluate('spoken.length') == 2, 'a fault is described before the next question comes'
    phone.shot('95-easy-fault')
    assert phone.page.evaluate('document.documentElement.scrollWidth') <= 390
