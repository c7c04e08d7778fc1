"""A fault on its way from a parent without an account to the office, and a hazard recorded where there is no network."""

from collections.abc import Callable

from playwright.sync_api import expect

from app.core.words import t
from tests.house import PASSWORD
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_walk import photo


def test_a_parent_scans_and_reports_in_three_taps_and_one_photo(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    campus.command('user', 'add', 'head', '--role', 'administrator', '--display', '校长', given=PASSWORD)
    code = campus.code_of('吊扇')
    office = hand('head', '/public', language=language, desk=True)
    office.page.get_by_role('checkbox', name='Fan' if language == 'en' else '风扇', exact=True).click()
    office.page.get_by_role('checkbox', name=say('public-reports-on')).click()
    office.page.get_by_role('button', name=say('form-save')).click()
    expect(office.page.get_by_text(say('public-saved', count=1))).to_be_visible()

    parent = hand(language=language)
    parent.go(f'/T/{code}')
    page = parent.page
    page.get_by_role('button', name=say('public-often-noise')).tap()
    with page.expect_file_chooser() as chooser:
        page.locator('.tw-take').tap()
    chooser.value.set_files({'name': 'x.jpg', 'mimeType': 'image/jpeg', 'buffer': photo()})
    page.locator('.tw-thumb img').wait_for()
    parent.shot('90-stranger')
    page.get_by_role('button', name=say('public-send')).tap()
    expect(page.get_by_role('status')).to_contain_text(say('public-reported'))
    parent.shot('91-stranger-reported')
    parent.go(f'/t/{code}')
    page.get_by_role('button', name=say('public-me_too')).tap()
    expect(page.get_by_role('status')).to_contain_text(say('public-counted'))
    [repair] = campus.rows('SELECT id, what, source, photos, others FROM repair')
    assert (repair['what'], repair['source'], repair['others']) == (t('public-often-noise', language), 'public', 0)

    office.go(f'/repairs/{repair["id"]}')
    office.settle()
    expect(office.page.locator('.tw-page')).to_contain_text(say('public-somebody'))
    expect(office.page.locator('.tw-page img').first).to_be_visible()
    office.shot('92-stranger-at-the-office')


def test_a_hazard_recorded_without_a_network_arrives_and_has_an_owner(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('caretaker', f'/things/{fan}', language=language)
    phone.ready_for_offline()
    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.go(f'/things/{fan}')
    phone.shell()
    phone.page.get_by_role('link', name=say('hazards-report')).click()
    phone.page.locator('.tw-form textarea').first.fill('吊杆有裂纹')
    phone.finish()
    expect(phone.saved('sealed', 'sent')).to_contain_text(say('saved-phone'))
    phone.shot('93-hazard-offline')
    campus.start()
    phone.until(lambda: campus.rows('SELECT id FROM hazard'))
    [hazard] = campus.rows('SELECT state, owner_id, found_by FROM hazard')
    assert hazard['state'] == 'open' and hazard['owner_id'] and hazard['owner_id'] != hazard['found_by']
