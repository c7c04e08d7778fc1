"""Labels on a real phone: a classroom of desks is registered with blank labels, with and without a network."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.walk.camera import aim, film, label_with, labels_in
from tests.walk.campus import PASSWORD, Campus
from tests.walk.phone import NO_NETWORK, Phone

ROOM = '一(1)班教室'
Labels = dict[str, Image.Image]


@pytest.fixture
def monitor(campus: Campus) -> str:
    """The class's own account."""
    campus.command('user', 'add', 'class11', '--role', 'class_monitor', given=PASSWORD)
    return 'class11'


@pytest.fixture
def blank(campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str, tmp_path: Path) -> Labels:
    """A batch of blank labels that the keeper makes on the page and prints."""
    office = hand('keeper', '/blanks', language=language)
    count = office.page.get_by_label(say('blanks-count'))
    count.fill('0')
    office.page.locator('.tw-page button.tw-primary').click()
    expect(office.page.locator('.q-notification')).to_contain_text(say('problem-batch_size', most=5000, count=0))
    count.fill('42')
    office.shot('60-blank-labels')
    office.page.locator('.tw-page button.tw-primary').click()
    office.page.wait_for_url('**/blanks/*-*', wait_until='commit')
    printed = office.page.locator('a[href*="labels.pdf"]')
    expect(printed).to_contain_text('42')
    office.shot('61-blank-batch')
    answer = office.context.request.get(campus.url + str(printed.get_attribute('href')))
    sheet = tmp_path / 'blank.pdf'
    sheet.write_bytes(answer.body())
    found = labels_in(sheet)
    assert len(found) == 42
    office.close()
    return found


def begin(phone: Phone, say: Callable[..., str]) -> None:
    """Choose the room and «desk», and start scanning."""
    phone.page.locator('input[type=search]').fill(ROOM)
    phone.page.locator('.tw-choices button', has_text=ROOM).click()
    phone.page.locator('.tw-choices .tw-small').first.click()
    expect(phone.page.locator('.tw-enrol')).to_contain_text(say('enrolments-first', name=f'{desk(say)} 01'))
    phone.page.locator('.tw-bottom .tw-primary').click()
    phone.page.locator('[data-camera=on]').wait_for()


def desk(say: Callable[..., str]) -> str:
    return say('enrolments-examples').split('/')[0]


def counted(phone: Phone, number: int, patience: float = 20) -> None:
    expect(phone.page.locator('.tw-enrol-count strong')).to_have_text(str(number), timeout=patience * 1000)


def desks(campus: Campus) -> list[tuple[str, str]]:
    """Name and label of what was registered in the room, as the database has it."""
    rows = campus.rows(
        "SELECT thing.name, tag.code FROM enrolment JOIN thing ON thing.id = enrolment.id "
        'JOIN tag ON tag.thing_id = thing.id JOIN thing AS room ON room.id = thing.inside_id '
        'WHERE room.name = ? AND enrolment.undone_at IS NULL ORDER BY thing.name', ROOM,
    )  # fmt: skip
    return [(row['name'], row['code']) for row in rows]


def test_a_class_monitor_registers_desks_by_walking_past_them(
    campus: Campus, hand: Callable[..., Phone], blank: Labels, monitor: str, say: Callable[..., str], language: str
) -> None:
    name, codes = desk(say), list(blank)
    fan = campus.code_of('吊扇')
    [room] = campus.rows(
        'SELECT room.name FROM thing JOIN thing AS room ON room.id = thing.inside_id WHERE thing.id = ?',
        campus.thing_of(fan),
    )
    phone = hand(monitor, '/enrol', language=language)
    phone.page.locator('.tw-choices button').first.wait_for()
    phone.shot('62-enrol')
    film(phone.camera, [blank[code] for code in codes[:8]])
    begin(phone, say)
    counted(phone, 8, 60)
    phone.shot('63-enrol-eight')
    # The film begins again: every label is known by now, and none is registered twice.
    expect(phone.page.locator('.tw-enrol .tw-banner')).to_contain_text(say('enrolments-again', name=f'{name} 0')[:6])
    phone.shot('64-enrol-again')
    counted(phone, 8)

    # The walk goes on where it was after the page was left. Wrong labels, one after the other, typed as somebody would whose camera is broken.
    aim(phone.camera)
    phone.go('/enrol')
    counted(phone, 8)
    typed = phone.page.locator('.tw-typed input')
    phone.page.locator('details summary').first.click()
    for text, said in (
        (fan, say('enrolments-taken', name='吊扇', where=room['name'])),
        (codes[9][:-1] + ('A' if codes[9][-1] != 'A' else 'B'), say('scan-one-wrong')),
    ):
        typed.fill(text)
        phone.page.locator('.tw-typed button').click()
        expect(phone.page.locator('.tw-enrol')).to_contain_text(said)
    counted(phone, 8)
    phone.shot('65-enrol-refused')

    phone.page.locator('.tw-enrol button', has_text=say('enrolments-undo-last', name=f'{name} 08')).click()
    counted(phone, 7)
    typed.fill(codes[10])
    counted(phone, 8)
    phone.page.locator('.tw-bottom .tw-primary').click()
    expect(phone.page.locator('h1')).to_have_text(say('enrolments-done', count=8, name=name))
    expect(phone.badge()).to_have_text(say('outbox-safe'))
    expect(phone.page.locator('.tw-row[data-state=acked]')).to_have_count(8)
    phone.shot('66-enrol-done')
    registered = desks(campus)
    assert [each for each, _ in registered] == [f'{name} {number:02d}' for number in range(1, 9)]
    assert {code for _, code in registered} == {*codes[:8], codes[10]} - {registered_last(campus)}


def registered_last(campus: Campus) -> str:
    """The label of the one that was undone, which is blank again."""
    [row] = campus.rows('SELECT code FROM enrolment WHERE undone_at IS NOT NULL')
    assert campus.rows('SELECT thing_id FROM tag WHERE code = ?', row['code']) == [{'thing_id': None}]
    return str(row['code'])


@pytest.mark.parametrize('language', ['zh-CN'], ids=['zh'])
def test_a_classroom_of_forty_desks_is_registered_in_the_basement(
    campus: Campus, hand: Callable[..., Phone], blank: Labels, monitor: str, say: Callable[..., str], language: str
) -> None:
    codes = list(blank)[:40]
    phone = hand(monitor, '/enrol', language=language)
    phone.ready_for_offline()
    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.go('/enrol')
    phone.shell()
    phone.page.locator('.tw-choices button').first.wait_for()
    phone.shot('70-offline-enrol')
    film(phone.camera, [blank[code] for code in codes], shown=18, between=3)
    begin(phone, say)
    counted(phone, 40, 180)
    phone.shot('71-offline-enrol-forty')
    sealed = [row['envelope'] for row in phone.outbox()]
    assert sorted(each['payload']['code'] for each in sealed) == sorted(codes)

    # The label leads to its new desk at once, and a dead battery loses nothing.
    phone.kill()
    phone.open()
    phone.go(f'/t/{codes[4]}')
    phone.shell()
    first = next(each['payload'] for each in sealed if each['payload']['code'] == codes[4])
    expect(phone.page.locator('h1')).to_have_text(f'{desk(say)} {first["number"]:02d}')
    phone.go('/enrol')
    counted(phone, 40)
    phone.shot('72-offline-enrol-after-battery')

    campus.start()
    expect(phone.badge()).to_have_text(say('outbox-safe'), timeout=60_000)
    assert desks(campus) == sorted(
        (f'{desk(say)} {each["payload"]["number"]:02d}', each['payload']['code']) for each in sealed
    )
    kinds = campus.rows("SELECT verdict, COUNT(*) AS n FROM record WHERE kind = 'enrolments.enrol' GROUP BY verdict")
    assert kinds == [{'verdict': 'accepted', 'n': 40}]


def test_a_lost_label_is_replaced_and_the_old_one_says_so(
    campus: Campus, hand: Callable[..., Phone], blank: Labels, say: Callable[..., str], language: str
) -> None:
    old, new = campus.code_of('吊扇'), next(iter(blank))
    fan = campus.thing_of(old)
    phone = hand('caretaker', f'/things/{fan}/label', language=language)
    phone.page.locator('[data-camera=on]').wait_for()
    phone.shot('80-replace')
    aim(phone.camera, blank[new])
    phone.go(f'/things/{fan}/label')
    expect(phone.page.locator('.tw-banner-ok')).to_contain_text('吊扇')
    phone.shot('81-replaced')
    phone.go(f'/t/{old}')
    phone.settle()
    expect(phone.page.locator('.tw-banner-warn')).to_contain_text(new[:4])
    expect(phone.page.locator('h1')).to_have_text('吊扇')
    phone.shot('82-old-label')
    [row] = campus.rows('SELECT replaced_by, thing_id FROM tag WHERE code = ?', old)
    assert (row['replaced_by'], row['thing_id']) == (new, fan)
    phone.go(f'/t/{new}')
    phone.settle()
    expect(phone.page.locator('h1')).to_have_text('吊扇')


def test_a_cloned_label_is_reported_withdrawn_and_says_whom_to_ask(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    code = campus.code_of('吊扇')
    fan = campus.thing_of(code)
    teacher = hand('teacher', f'/things/{fan}/do/tags.report?tag={code}', language=language)
    teacher.page.locator('.tw-form button[data-value=cloned]').click()
    teacher.shot('85-label-problem')
    teacher.finish()
    teacher.saved('acked')
    keeper = hand('keeper', '/tags', language=language)
    keeper.page.locator(f'a[href="/tags/{code}"]').click()
    expect(keeper.page.locator('.tw-page')).to_contain_text(say('tags-report-what-cloned'))
    keeper.shot('86-label-reported')
    keeper.page.locator('.tw-danger').first.click()
    expect(keeper.page.locator('.tw-page')).to_contain_text(say('tags-reinstate-go'))
    teacher.go(f'/t/{code}')
    expect(teacher.page.locator('h1')).to_have_text(say('tags-retired'))
    expect(teacher.page.locator('.tw-page')).to_contain_text('周会计')
    teacher.shot('87-label-withdrawn')


def test_a_makers_barcode_is_given_to_a_thing_and_scanned_without_a_network(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    text = 'SN-4471-X'
    fan = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('caretaker', f'/things/{fan}/barcode', language=language)
    phone.page.locator('[data-camera=on]').wait_for()
    phone.shot('90-barcode')
    aim(phone.camera, label_with(text))
    phone.go(f'/things/{fan}/barcode')
    expect(phone.page.locator('.tw-banner-ok')).to_contain_text(text)
    phone.shot('91-barcode-attached')
    [record] = campus.records('barcodes.attach', fan)
    assert json.loads(record['envelope'])['payload'] == {'text': text}
    phone.go('/')
    phone.ready_for_offline()
    phone.poll("async text => Boolean(await tagwalk.db.get('barcodes', text))", text, 70)
    phone.forgive(NO_NETWORK)
    campus.stop()
    phone.go('/scan')
    phone.shell()
    expect(phone.page.locator('h1')).to_have_text('吊扇')
    phone.shot('92-barcode-offline')
