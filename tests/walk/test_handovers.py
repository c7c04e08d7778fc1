"""A room changes hands: signed on the screen, printed, counted again by scanning without a network, and settled."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import qrcode
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from app.core.words import t
from tests.walk import shelf
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_axe import AXE, LOOK
from tests.walk.test_stocktakes import Desk, take_picture
from tests.walk.test_stocktakes import room_of as full_room

OWNER = '一(1)班'
FOREIGN = 'HTTPS://OTHER.SCHOOL/T/0123456789AB'
STROKES = (((20, 60), (70, 20), (60, 110)), ((90, 40), (170, 90), (120, 120), (230, 30)), ((60, 90), (250, 100)))


def room_of(campus: Campus) -> tuple[str, list[dict[str, Any]], str]:
    """A room with a handful of labelled things, its labels, and the label of a thing that stands elsewhere."""
    labels = campus.rows(
        'SELECT tag.code, thing.id, thing.name, thing.inside_id FROM tag JOIN thing ON thing.id = tag.thing_id '
        "WHERE thing.kind = 'asset' AND thing.quantity = 1 ORDER BY tag.code"
    )
    rooms = campus.rows(
        "SELECT inside_id FROM thing WHERE kind = 'asset' GROUP BY inside_id HAVING COUNT(*) BETWEEN 4 AND 12 "
        'AND MAX(quantity) = 1 ORDER BY COUNT(*), inside_id'
    )
    room = next(row['inside_id'] for row in rooms if row['inside_id'])
    here = [label for label in labels if label['inside_id'] == room]
    return str(room), here, next(label['code'] for label in labels if label['inside_id'] != room)


def sign(phone: Phone, handover: str, role: str, nth: int) -> None:
    """The screen is turned to whoever signs; each writes another name."""
    phone.page.locator(f'a[href="/handovers/{handover}/sign/{role}"]').click()
    canvas = phone.page.locator('.tw-pad canvas')
    canvas.wait_for()
    canvas.evaluate("field => field.scrollIntoView({block: 'center'})")
    draw(phone, [((30, 60), (34, 62)), ((90, 60), (93, 62)), ((150, 60), (153, 62))], nth)
    expect(phone.page.locator('.tw-pad .tw-error')).to_have_text(t('sign-more', phone.language))
    draw(phone, STROKES, nth)
    phone.page.locator('img.tw-sign').wait_for()
    if role != 'pupil':
        phone.page.locator('.tw-form input.tw-input').fill('李老师')
    phone.shot(f'8{nth}-sign-{role}')
    phone.page.locator('.tw-form .tw-bottom .tw-primary').click()


def draw(phone: Phone, strokes: Any, nth: int) -> None:
    box = phone.page.locator('.tw-pad canvas').bounding_box()
    assert box
    for stroke in strokes:
        points = [(box['x'] + x + 9 * nth, box['y'] + min(y + 5 * nth, box['height'] - 6)) for x, y in stroke]
        phone.page.mouse.move(*points[0])
        phone.page.mouse.down()
        for point in points[1:]:
            phone.page.mouse.move(*point, steps=4)
        phone.page.mouse.up()


def printed(phone: Phone, handover: str) -> tuple[str, list[str], int]:
    """The words of the paper, where its codes lead, and its pages."""
    answer = phone.context.request.get(f'{phone.campus.url}/handovers/{handover}/list.pdf')
    assert answer.ok
    paper = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    words = ''.join(page.get_textpage().get_text_bounded() for page in paper)
    only = zxingcpp.BarcodeFormat.QRCode  # ink may look like bars
    seen = [zxingcpp.read_barcodes(page.render(scale=3).to_pil(), formats=only) for page in paper]
    return words, [code.text for codes in seen for code in codes], len(paper)


def test_a_room_is_handed_over_and_counted_again_at_the_end_without_a_network(
    founded: tuple[Campus, dict[str, Image.Image]],
    campus: Campus,
    hand: Callable[..., Phone],
    language: str,
    tmp_path: Path,
) -> None:
    room, here, stray = room_of(campus)
    teacher = hand('teacher', f'/things/{room}/do/handovers.draw', language=language)
    page = teacher.page
    page.locator('.tw-form button[data-value=start], .tw-form .tw-segments button').first.click()
    page.locator('.tw-form input.tw-input').fill(OWNER)
    teacher.shot('80-draw')
    teacher.finish()
    teacher.until(lambda: campus.rows('SELECT id FROM handover'))
    [first] = [row['id'] for row in campus.rows('SELECT id FROM handover')]

    # Three sign on the screen, one after the other, each once for the whole list.
    for nth, role in enumerate(('pupil', 'teacher', 'keeper'), 1):
        teacher.go(f'/handovers/{first}')
        teacher.settle()
        sign(teacher, first, role, nth)
        roles = [role for role, _ in zip(('pupil', 'teacher', 'keeper'), range(nth), strict=False)]
        teacher.until(lambda roles=roles: set(signatures(campus, first)) == set(roles))
    assert signatures(campus, first)['pupil']['name'] == '', 'a class signs without a pupil’s name'
    teacher.go(f'/handovers/{first}')
    teacher.settle()
    teacher.shot('84-signed')

    # Two copies on paper; what is printed is what was signed, and the code leads to the page that says so.
    [row] = campus.rows('SELECT * FROM handover WHERE id = ?', first)
    words, codes, pages = printed(teacher, first)
    assert (row['state'], pages) == ('signed', 2)
    assert words.replace('\r\n', '').replace('\n', '').count(row['digest']) == 2
    assert len(codes) == 2 and len(set(codes)) == 1
    teacher.page.goto(codes[0], wait_until='domcontentloaded')
    expect(teacher.page.locator('.tw-page')).to_contain_text(t('handovers-verify-holds', language))

    # The term ends. The list is on the phone; the phone has no network any more.
    Desk(campus.sign_in('keeper')).say_of(room, 'handovers.draw', occasion='end')
    [again] = [row['id'] for row in campus.rows("SELECT id FROM handover WHERE occasion = 'end'")]
    teacher.go('/')
    teacher.settle()
    teacher.ready_for_offline()
    teacher.poll("() => tagwalk.sync.run('button').then(() => true)")
    teacher.poll("async () => ((await tagwalk.db.get('meta', 'handovers')) ?? []).length > 0")
    teacher.restart()
    teacher.forgive(NO_NETWORK)
    teacher.context.set_offline(True)
    missing, damaged, *fine = here
    labels, foreign = founded[1], qrcode.make(FOREIGN).convert('RGB')
    shelf.film(teacher.camera, [labels[label['code']] for label in fine] + [labels[stray], foreign], after=0)
    teacher.go('/handovers')
    teacher.shell()
    page = teacher.page
    page.locator(f'a[href="/handovers/{again}"]').click()
    page.locator(f'[data-handover="{again}"]').wait_for()
    teacher.shot('85-offline')
    page.locator(f'[data-handover="{again}"] .tw-primary').click()
    said = page.locator('.tw-handover-scan .tw-banner', has_text=t('scan-foreign', language, text=FOREIGN))
    said.wait_for(timeout=60_000)
    for label in fine:
        page.locator(f'[data-line="{label["id"]}"] button[aria-pressed=true]').wait_for(timeout=60_000)
    page.locator('.tw-banner', has_text=t('handovers-extra', language, names='').strip()[:8]).wait_for(timeout=60_000)
    teacher.shot('86-scanned')
    assert campus.rows('SELECT COUNT(*) AS n FROM tag') == [{'n': len(labels)}], 'nothing of another school is kept'
    line = page.locator(f'[data-line="{damaged["id"]}"]')
    line.locator('.tw-segments button').nth(1).click()
    line.locator('input.tw-input').fill('腿断了')
    picture = tmp_path / 'leg.png'
    Image.new('RGB', (320, 240), '#8a6a45').save(picture)
    line.locator('.tw-take input').set_input_files(picture)
    line.locator('.tw-thumb img').wait_for()
    line.scroll_into_view_if_needed()
    teacher.shot('87-damaged')
    page.locator('button', has_text=t('handovers-rest-missing', language, count=1)).click()
    page.locator('.tw-bottom .tw-primary').click()
    page.locator('.tw-banner', has_text=t('handovers-counted', language)).wait_for()
    for nth, role in enumerate(('pupil', 'teacher', 'keeper'), 1):
        sign(teacher, again, role, nth)
        page.locator(f'[data-signed="{nth}"]').wait_for()
    teacher.shot('88-signed-offline')
    assert campus.rows('SELECT state FROM handover WHERE id = ?', again)[0]['state'] == 'drawn', 'it had no network'
    teacher.context.set_offline(False)
    page.evaluate("tagwalk.sync.run('button')")
    teacher.until(lambda: campus.rows('SELECT state FROM handover WHERE id = ?', again)[0]['state'] == 'signed', 60)
    assert not [row for row in teacher.outbox() if row['state'] in ('conflict', 'rejected')]

    # The office settles what was found different: nothing is typed again.
    keeper = hand('keeper', f'/handovers/{again}', language=language, desk=True)
    keeper.page.locator('.tw-page button', has_text=t('handovers-settle-go', language)).wait_for()
    keeper.shot('89-settle')
    keeper.page.locator('.tw-page button', has_text=t('handovers-settle-go', language)).click()
    keeper.until(lambda: campus.rows('SELECT id FROM claim'))
    [repair] = campus.rows('SELECT * FROM repair WHERE thing_id = ?', damaged['id'])
    assert (repair['what'], repair['source'], len(json.loads(repair['photos']))) == ('腿断了', 'handover', 1)
    [claim] = campus.rows('SELECT * FROM claim')
    assert (str(claim['thing_id']), claim['cause'], claim['owner']) == (missing['id'], 'lost', OWNER)
    assert printed(keeper, again)[2] == 2


def signatures(campus: Campus, handover: str) -> dict[str, Any]:
    [row] = campus.rows('SELECT signatures FROM handover WHERE id = ?', handover)
    return dict(json.loads(row['signatures']))


def test_pieces_are_counted_and_damage_is_photographed_with_the_camera_open(
    founded: tuple[Campus, dict[str, Image.Image]], campus: Campus, hand: Callable[..., Phone], language: str
) -> None:
    room, here, _, many = full_room(campus)
    single = here[0]
    take_picture(campus, single['id'])
    Desk(campus.sign_in('keeper')).say_of(room, 'handovers.draw', occasion='end')
    [handover] = [row['id'] for row in campus.rows('SELECT id FROM handover')]
    phone = hand('teacher', '/', language=language)
    phone.ready_for_offline()
    phone.poll("async () => (await (await caches.open('tw-photos')).keys()).length > 0")
    labels = founded[1]
    shelf.film(phone.camera, [labels[many['code']]], after=0)
    phone.go(f'/handovers/{handover}')
    page = phone.page
    page.locator(f'[data-handover="{handover}"] .tw-primary').click()
    keys = page.locator('.tw-handover-scan .tw-keys')
    keys.wait_for(timeout=60_000)
    assert page.locator(f'[data-line="{many["id"]}"] button[aria-pressed=true]').count() == 0, (
        'not before it is counted'
    )
    phone.shot('94-pad')
    page.evaluate(AXE.read_text(encoding='utf-8'))
    assert page.evaluate(LOOK) == []
    fewer = many['quantity'] - 1
    for digit in str(fewer):
        keys.get_by_text(digit, exact=True).click()
    page.locator('.tw-handover-scan .tw-sheet .tw-primary').click()
    counted = page.locator(f'[data-line="{many["id"]}"] .tw-handover-count')
    expect(counted).to_have_value(str(fewer))

    # One of them is broken: the open camera takes the picture.
    page.locator('.tw-handover-scan .tw-button', has_text=t('stocktakes-walk-wrong', language)).click()
    page.locator('.tw-handover-scan .tw-take').click()
    page.locator('.tw-handover-scan .tw-thumb img').wait_for()
    page.locator('.tw-handover-scan textarea').fill('凳面裂了')
    phone.shot('95-wrong')
    page.locator('.tw-handover-scan .tw-sheet .tw-primary').click()
    line = page.locator(f'[data-line="{many["id"]}"]')
    expect(line.locator('input.tw-input:not(.tw-handover-count)')).to_have_value('凳面裂了')
    line.locator('.tw-thumb img').wait_for()
    expect(counted).to_have_value(str(fewer))
    page.locator(f'[data-line="{single["id"]}"] .tw-handover-photo').wait_for()
    line.scroll_into_view_if_needed()
    phone.shot('96-line')
    page.locator('.tw-bottom .tw-primary').click()
    page.locator('.tw-banner', has_text=t('handovers-counted', language)).wait_for()
    phone.until(lambda: campus.rows('SELECT checks FROM handover')[0]['checks'] != '[]', 60)
    [check] = json.loads(campus.rows('SELECT checks FROM handover')[0]['checks'])
    [answer] = [each for each in check['answers'] if each['thing'] == many['id']]
    assert (answer['condition'], answer['quantity'], answer['note'], answer['how']) == (
        'damaged',
        fewer,
        '凳面裂了',
        'scan',
    )
    assert len(answer['photos']) == 1
    phone.until(lambda: campus.rows('SELECT sha256 FROM photo WHERE sha256 = ?', answer['photos'][0]), 60)
