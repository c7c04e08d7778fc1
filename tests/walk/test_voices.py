"""Saying what is broken instead of writing it: without a network, through a dead battery, to the office's ear."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.core.words import t
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone, until
from tests.walk.test_offline import HERE
from tests.walk.test_repairs import open_to_strangers

REPORT = 'a[href*="/do/repairs.report"]'


def speak(page: Page, milliseconds: int = 1_500) -> None:
    """One tap, a sentence, another tap; then it can be heard again."""
    page.locator('.tw-speak').click()
    page.locator('.tw-speaking').wait_for()
    page.wait_for_timeout(milliseconds)
    page.locator('.tw-speaking').click()
    page.locator('.tw-voice audio').wait_for()


def hear(page: Page, where: str) -> None:
    """Play it, until it has gone on for a while."""
    page.locator(where).first.evaluate('audio => audio.play()')
    until(lambda: page.locator(where).first.evaluate('audio => audio.currentTime > 0.3'), what='it plays')


def test_a_voice_note_is_recorded_without_a_network_outlives_the_browser_and_is_heard_at_the_office(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher', f'/things/{fan}', language=language)
    phone.ready_for_offline()
    phone.restart()
    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.go(f'/things/{fan}')
    phone.shell()
    phone.page.locator(REPORT).first.click()
    page = phone.page
    page.locator('.tw-speak').click()
    page.locator('.tw-speaking').wait_for()
    expect(page.locator('.tw-form .tw-bottom .tw-primary')).to_be_disabled()
    phone.shot('95-speaking')
    page.wait_for_timeout(1_500)
    page.locator('.tw-speaking').click()
    hear(page, '.tw-voice audio')
    phone.shot('96-spoken')
    page.get_by_role('button', name=say('voice-remove')).click()
    speak(page)
    page.wait_for_timeout(600)  # until the draft is kept

    phone.kill()
    phone.open()
    page = phone.page
    phone.go(f'/things/{fan}/do/repairs.report')
    phone.shell()
    page.locator('.tw-voice audio').wait_for()
    phone.finish()
    expect(phone.saved(*HERE)).to_contain_text(say('saved-phone'))
    phone.kill()
    phone.open()
    phone.go('/outbox')
    phone.shell()
    campus.start()
    expect(phone.badge()).to_have_text(say('outbox-safe'), timeout=60_000)
    [repair] = campus.rows('SELECT id, what, voice FROM repair')
    assert repair['what'] == t('repairs-hear_voice', language)
    [kept] = campus.rows('SELECT media, sha256 FROM photo')
    assert (kept['media'], kept['sha256']) == ('audio/mpeg', repair['voice'])
    phone.close()

    office = hand('keeper', f'/repairs/{repair["id"]}', language=language, desk=True)
    hear(office.page, 'audio.tw-voice-heard')
    office.shot('97-heard-at-the-office')


def test_without_a_microphone_a_sentence_says_so_and_the_rest_of_the_form_works(
    campus: Campus, hand: Callable[..., Phone]
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher', f'/things/{fan}')
    refusals = {'NotAllowedError': 'voice-refused', 'NotFoundError': 'voice-none', 'NotReadableError': 'voice-busy'}
    phone.page.locator(REPORT).first.click()
    phone.page.locator('.tw-speak').wait_for()
    for name, word in refusals.items():
        phone.page.evaluate(
            "name => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); }; }", name
        )
        phone.page.locator('.tw-speak').click()
        expect(phone.page.locator('.tw-form [role=alert]')).to_have_text(t(word, 'zh-CN'))
    phone.page.locator('.tw-form textarea').first.fill('不转了')
    phone.finish()
    phone.saved('acked')
    assert campus.rows('SELECT what FROM repair') == [{'what': '不转了'}]


@pytest.mark.parametrize('language', ['zh-CN'])
def test_a_stranger_says_what_is_broken_on_the_public_page(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    code = campus.code_of('吊扇')
    open_to_strangers(campus, campus.thing_of(code))
    stranger = hand(language=language)
    stranger.go(f'/T/{code}')
    speak(stranger.page)
    stranger.shot('98-stranger-spoke')
    stranger.page.get_by_role('button', name=say('public-send')).tap()
    expect(stranger.page.get_by_role('status')).to_contain_text(say('public-reported'))
    [repair] = campus.rows('SELECT voice, source FROM repair')
    assert repair['source'] == 'public' and len(repair['voice']) == 64
