"""From «it is broken» to confirmed: a stranger and a teacher report, the office gives it out, a worker mends it offline."""

import json
from collections.abc import Callable

from playwright.sync_api import expect

from app.core.words import t
from tests.house import PASSWORD
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_offline import HERE
from tests.walk.test_rounds import Taps, hand_in, scan
from tests.walk.test_walk import photo

FAN, DESKS = '吊扇', '学生课桌椅'
PICTURE = {'name': 'x.jpg', 'mimeType': 'image/jpeg', 'buffer': photo()}


def open_to_strangers(campus: Campus, thing: str) -> None:
    """The administrator lets strangers report faults of things like this one."""
    campus.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
    [category] = campus.rows('SELECT category FROM thing WHERE id = ?', thing)
    hand_in(campus.sign_in('head'), 'public.open', {'categories': [category['category']], 'reports': True})


def test_a_stranger_reports_the_office_gives_it_out_a_worker_mends_it_offline_and_the_office_confirms(
    campus: Campus, hand: Callable[..., Phone], show: Callable[..., None], say: Callable[..., str], language: str
) -> None:
    what = '第三档不转了' if language == 'zh-CN' else 'Speed three does not turn'
    code = campus.code_of(FAN)
    fan = campus.thing_of(code)
    open_to_strangers(campus, fan)

    # Somebody without an account opens the label's address.
    stranger = hand(language=language)
    stranger.go(f'/T/{code}')
    stranger.page.locator('form textarea').fill(what)
    stranger.shot('60-stranger')
    stranger.page.locator('form [type=submit]').click()
    stranger.page.locator('[data-done]:not([hidden])').wait_for()
    stranger.shot('61-stranger-done')
    [repair] = campus.rows('SELECT id, state, source FROM repair')
    assert (repair['state'], repair['source']) == ('reported', 'public')
    path = f'/repairs/{repair["id"]}'

    # A teacher scans the same label: it is reported already, one tap more says so.
    teacher = hand('teacher', language=language)
    scan(teacher, show, code)
    taps = Taps(teacher)
    taps.tap('a[href*="/do/repairs.report"]')
    taps.tap('[data-known] button')
    teacher.saved('acked')
    assert taps.count <= 2
    teacher.shot('62-me-too')
    assert [row['others'] for row in campus.rows('SELECT others FROM repair')] == [1], 'no second repair'
    teacher.close()

    # The office gives it to the caretaker from the repair's page.
    office = hand('keeper', path, language=language, desk=True)
    expect(office.page.locator('h1')).to_contain_text(what)
    office.shot('63-office-repair')
    office.page.locator('[data-verb=assign]').click()
    office.page.locator('.q-dialog button', has_text='李师傅').click()
    expect(office.page.locator('[data-step=assign]')).to_contain_text('李师傅')
    expect(office.page.locator('[data-repair-state=assigned]')).to_be_visible()
    office.shot('64-office-given')

    worker = hand('caretaker', '/', language=language)
    expect(worker.page.locator('[data-job]')).to_contain_text(what)
    worker.shot('65-worker-home')
    worker.ready_for_offline()
    worker.restart()
    worker.forgive(NO_NETWORK)
    office.forgive(NO_NETWORK)
    campus.stop()
    mend_offline(worker, what, say)
    campus.start()
    expect(worker.badge()).to_have_text(say('outbox-safe'), timeout=60_000)
    [done] = campus.rows('SELECT * FROM repair')
    assert (done['state'], done['cause'], done['outcome']) == ('done', 'wear', 'replaced')
    assert float(done['cost']) == 71 and done['signature'] and json.loads(done['photos_after'])
    assert [row['verb'] for row in campus.rows('SELECT verb FROM repair_step ORDER BY number, at')] == [
        'report', 'me_too', 'assign', 'accept', 'start', 'close',
    ]  # fmt: skip
    worker.go(path)
    worker.live()
    expect(worker.page.locator('[data-repair-state=done]')).to_be_visible()
    expect(worker.page.locator('[data-kind="repairs.confirm"]')).to_have_count(0)
    worker.shot('69-worker-done')

    # Another confirms, with stars; nothing is open any more.
    office.go(path)
    office.page.locator('[data-kind="repairs.confirm"]').click()
    office.page.locator('.tw-stars button[data-value="5"]').click()
    office.shot('70-confirm')
    office.finish()
    office.saved('acked')
    office.go(path)
    expect(office.page.locator('[data-repair-state=confirmed]')).to_be_visible()
    expect(office.page.locator('[data-costs]')).to_contain_text('¥71.00')
    office.shot('71-confirmed')
    [settled] = campus.rows('SELECT state, stars, settled_at FROM repair')
    assert (settled['state'], settled['stars']) == ('confirmed', 5) and settled['settled_at']
    office.go('/')
    expect(office.page.locator('a.tw-figure[href="/repairs"] .tw-num')).to_have_text('0')
    office.go('/repairs/figures')
    for number, shown in enumerate(('1', '1', '0', '¥71.00', '5.0')):
        expect(office.page.locator('.tw-figure .tw-num').nth(number)).to_have_text(shown)
    office.shot('72-figures')
    assert office.page.evaluate('document.documentElement.scrollWidth <= innerWidth')


def mend_offline(worker: Phone, what: str, say: Callable[..., str]) -> None:
    """From the list of one's own jobs to «work done», all without a network."""
    worker.go('/')
    worker.shell()
    worker.page.locator('[data-job]').click()
    expect(worker.page.locator('h1')).to_contain_text(what)
    worker.page.locator('[data-kind="repairs.accept"]').click()
    worker.page.locator('[data-repair-state=accepted]').wait_for()
    expect(worker.page.locator('.tw-banner-warn').first).to_contain_text(say('repairs-here'))
    worker.shot('66-offline-accepted')
    worker.page.locator('[data-kind="repairs.start"]').click()
    worker.page.locator('[data-repair-state=working]').wait_for()
    worker.page.locator('[data-kind="repairs.close"]').click()
    form = worker.page.locator('.tw-form')
    form.locator('button[data-value=replaced]').click()
    form.locator('textarea').fill('换了电容')
    form.locator('.tw-causes button[data-value=wear]').click()
    form.locator('input[type=file]').set_input_files(PICTURE)
    form.locator('.tw-thumb img').wait_for()
    form.locator('[data-add]').click()
    line = form.locator('[data-cost="0"] input')
    for place, text in enumerate(('电容', '2', '35.5')):
        line.nth(place).fill(text)
    expect(form).to_contain_text('¥71.00')
    sign(worker)
    worker.shot('67-offline-close')
    assert worker.page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    worker.finish()
    worker.saved(*HERE)
    worker.shot('68-offline-closed')
    worker.page.locator('.tw-saved a.tw-button').last.click()
    worker.page.locator('[data-repair-state=done]').wait_for()


def sign(worker: Phone) -> None:
    pad = worker.page.locator('canvas.tw-sign')
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    mouse = worker.page.mouse
    mouse.move(box['x'] + 40, box['y'] + 60)
    mouse.down()
    for step in range(8):
        mouse.move(box['x'] + 40 + 25 * step, box['y'] + (100 if step % 2 else 50))
    mouse.up()
    worker.page.locator('img.tw-sign').wait_for()


def test_reporting_from_a_scan_takes_at_most_four_taps_and_a_photo(
    campus: Campus, hand: Callable[..., Phone], show: Callable[..., None], say: Callable[..., str], language: str
) -> None:
    phone = hand('teacher', language=language)
    code = campus.code_of(FAN)
    scan(phone, show, code)
    taps = Taps(phone)
    taps.tap('a[href*="/do/repairs.report"]')
    field = phone.page.locator('.tw-form [data-field=photos]')
    field.locator('input[type=file]').set_input_files(PICTURE)
    taps.count += 1  # the photo
    field.locator('.tw-thumb img').wait_for()
    taps.tap('.tw-form .tw-bottom .tw-primary')
    phone.saved('acked')
    assert taps.count <= 4
    [repair] = campus.rows('SELECT what, photos FROM repair')
    assert repair['what'] == say('repairs-see_photo') and len(json.loads(repair['photos'])) == 1


def test_a_photo_is_marked_with_a_finger_and_a_batch_is_asked_how_many(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    desks = campus.thing_of(campus.code_of(DESKS))
    phone = hand('teacher', f'/things/{desks}/do/repairs.report', language=language)
    form = phone.page.locator('.tw-form')
    phone.finish()
    expect(form.locator('[role=alert]')).to_have_text(say('problem-nothing_said'))
    form.locator('input[type=file]').set_input_files(PICTURE)
    form.locator('.tw-thumb img').wait_for()
    before = form.locator('.tw-thumb img').get_attribute('src')
    form.locator('.tw-thumb-open').click()
    canvas = phone.page.locator('.tw-draw canvas')
    phone.until(lambda: canvas.evaluate('element => element.width > 300'))
    for _ in range(2):
        draw(phone)
    phone.page.locator('.tw-draw [data-undo]').click()
    phone.shot('72-draw')
    phone.page.locator('.tw-draw .tw-primary').click()
    phone.until(lambda: form.locator('.tw-thumb img').get_attribute('src') != before)
    form.locator('[data-field=pieces] input').fill('3')
    phone.shot('73-report-batch')
    phone.finish()
    phone.saved('acked')
    [row] = campus.rows('SELECT pieces FROM repair_thing')
    assert row['pieces'] == 3
    phone.go(f'/repairs/{campus.rows("SELECT id FROM repair")[0]["id"]}')
    expect(phone.page.locator('[data-repair] .tw-row')).to_contain_text(
        say(
            'repairs-pieces',
            count=3,
            total=campus.rows('SELECT quantity FROM thing WHERE id = ?', desks)[0]['quantity'],
        )
    )


def draw(phone: Phone) -> None:
    box = phone.page.locator('.tw-draw canvas').bounding_box()
    assert box
    mouse = phone.page.mouse
    mouse.move(box['x'] + 60, box['y'] + 60)
    mouse.down()
    for x, y in ((160, 50), (200, 120), (120, 160), (60, 70)):
        mouse.move(box['x'] + x, box['y'] + y)
    mouse.up()


def test_what_is_reported_already_is_known_without_a_network(campus: Campus, hand: Callable[..., Phone]) -> None:
    fan = campus.thing_of(campus.code_of(FAN))
    first = hand('caretaker', f'/things/{fan}/do/repairs.report', language='en')
    first.page.locator('.tw-form textarea').fill('Does not turn')
    first.finish()
    first.saved('acked')
    phone = hand('teacher', '/', language='en')
    phone.ready_for_offline()
    phone.poll("async () => (await tagwalk.db.getAll('repairs')).length === 1")
    phone.restart()
    phone.forgive(NO_NETWORK)
    first.close()
    campus.stop()
    phone.go(f'/things/{fan}/do/repairs.report')
    phone.shell()
    expect(phone.page.locator('[data-known]')).to_contain_text('Does not turn')
    phone.shot('74-known-offline')
    phone.page.locator('[data-known] button').click()
    phone.saved(*HERE)
    campus.start()
    expect(phone.badge()).to_have_text(t('outbox-safe', 'en'), timeout=60_000)
    assert [row['others'] for row in campus.rows('SELECT others FROM repair')] == [1]
