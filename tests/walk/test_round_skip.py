"""A stop left out for a reason of one's own, without a network, on a phone whose clock is set to another country."""

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_rounds import NAME, plan_round

WHY = '钥匙不在门卫室，张师傅下午送来'


def test_a_stop_is_left_out_offline_in_ones_own_words_and_times_are_the_schools(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    plan_round(campus)
    phone = hand('caretaker', language=language, zone='America/New_York')
    row = phone.page.locator('.tw-row[href^="/rounds/"]')
    expect(row).to_contain_text(say('rounds-by', time='23:59'))
    row.click()
    expect(phone.page.locator('[data-round]')).to_contain_text(say('rounds-by', time='23:59'))
    phone.ready_for_offline()
    phone.poll("async () => (await tagwalk.db.get('meta', 'rounds'))?.rounds?.length > 0")
    phone.restart()
    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.go('/')
    phone.shell()
    row = phone.page.locator('.tw-row[href^="/rounds/"]')
    expect(row).to_contain_text(NAME)
    expect(row).to_contain_text(say('rounds-by', time='23:59'))
    row.click()
    phone.page.locator('button.tw-primary').click()
    phone.page.get_by_role('button', name=say('rounds-skip-go')).click()
    phone.page.get_by_role('button', name=say('rounds-skip-other')).click()
    leave = phone.page.get_by_role('button', name=say('rounds-skip-save'))
    expect(leave).to_be_disabled()
    phone.page.locator('textarea').fill('   ')
    expect(leave).to_be_disabled()
    phone.page.locator('textarea').fill(f' {WHY} ')
    phone.shot('59-skip-own-words')
    leave.click()
    expect(phone.page.locator('.tw-row-done')).to_contain_text(say('rounds-skipped', why=WHY))
    campus.start()
    expect(phone.badge()).to_have_text(say('outbox-safe'), timeout=60_000)
    [walked] = campus.rows('SELECT skipped FROM round')
    assert list(json.loads(walked['skipped']).values()) == [WHY]
