"""Without a network: whoever reported a repair says that it is not in order after all, and a hazard is put right."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_offline import HERE
from tests.walk.test_rounds import hand_in


def test_a_repair_is_opened_again_and_a_hazard_put_right_without_a_network(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    fan = campus.thing_of(campus.code_of('吊扇'))
    teacher = campus.sign_in('teacher')
    hand_in(teacher, 'repairs.report', {'what': '第三档不转'}, thing=fan)
    [repair] = campus.rows('SELECT id FROM repair')
    hand_in(campus.sign_in('keeper'), 'repairs.close', {'repair': repair['id']}, thing=fan)
    [me] = campus.rows("SELECT id FROM person WHERE name = 'teacher'")
    hand_in(campus.sign_in('keeper'), 'hazards.report', {'what': '吊杆松动', 'owner': me['id']}, thing=fan)
    phone = hand('teacher', '/', language=language)
    phone.ready_for_offline()
    phone.restart()
    phone.forgive(NO_NETWORK)
    campus.stop()

    phone.go('/')
    phone.shell()
    expect(phone.page.locator('.tw-page')).to_contain_text(say('hazards-mine'))
    phone.go(f'/things/{fan}')
    phone.shell()
    phone.page.locator('a[href^="/hazards/"]').first.wait_for()
    phone.shot('73-offline-thing-hazard')
    phone.page.locator('a[href^="/hazards/"]').first.click()
    phone.page.locator('[data-hazard] textarea').first.fill('紧了螺栓')
    phone.shot('74-offline-hazard')
    phone.finish()
    phone.saved(*HERE)
    expect(phone.page.locator('[data-hazard]')).to_contain_text(say('hazards-state-fixed'))

    phone.go(f'/repairs/{repair["id"]}')
    phone.shell()
    expect(phone.page.locator('[data-kind="repairs.confirm"]')).to_be_visible()
    phone.page.locator('[data-kind="repairs.reopen"]').click()
    phone.page.locator('[data-asking] textarea').first.fill('还是不转')
    phone.finish()
    phone.saved(*HERE)
    phone.go(f'/repairs/{repair["id"]}')
    phone.shell()
    phone.page.locator('[data-repair-state=assigned]').wait_for()
    phone.shot('75-offline-reopened')

    campus.start()
    expect(phone.badge()).to_have_text(say('outbox-safe'), timeout=60_000)
    assert campus.rows('SELECT state FROM repair') == [{'state': 'assigned'}]
    assert campus.rows('SELECT state, done FROM hazard') == [{'state': 'fixed', 'done': '紧了螺栓'}]
