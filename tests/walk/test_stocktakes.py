"""Two phones count one room, one of them without a network; the server's figures are those a person would add up."""

import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from app.core.words import t
from tests.house import Line
from tests.walk import shelf
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone
from tests.walk.test_rounds import hand_in

NAME = '期末清查'
FIGURES = ('账面数量', '账面原值', '实盘数量', '盘盈', '盘亏', '毁损')


class Desk:
    """The office at its desk, over HTTP."""

    def __init__(self, line: Line) -> None:
        self.line, self.seq = line, 0

    def say(self, kind: str, **payload: Any) -> None:
        self.say_of('', kind, **payload)

    def say_of(self, thing: str, kind: str, **payload: Any) -> None:
        self.seq += 1
        hand_in(self.line, kind, payload, self.seq, thing)


def start(campus: Campus, **more: Any) -> str:
    """The keeper plans a stocktake of everything and starts it; returns its id."""
    desk = Desk(campus.sign_in('keeper'))
    desk.say('stocktakes.plan', name=NAME, reference='2026-11-20', **more)
    [row] = campus.rows('SELECT id FROM stocktake')
    desk.say('stocktakes.start', stocktake=row['id'])
    return str(row['id'])


def take_picture(campus: Campus, thing: str) -> None:
    """The register knows what a thing looks like."""
    line, data = campus.sign_in('keeper'), io.BytesIO()
    Image.new('RGB', (640, 480), 'teal').save(data, 'JPEG')
    sha = hashlib.sha256(data.getvalue()).hexdigest()
    line.send('PUT', f'/api/photos/{sha}', data.getvalue(), **{'Content-Type': 'image/jpeg'})
    hand_in(line, 'pictures.add', {'photos': [sha]}, thing=thing)


def room_of(campus: Campus) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """The room with most labels, the labels of single things in it and elsewhere, and a batch that stands there."""
    labels = campus.rows(
        'SELECT tag.code, thing.id, thing.name, thing.inside_id, thing.quantity FROM tag '
        "JOIN thing ON thing.id = tag.thing_id WHERE thing.kind = 'asset' ORDER BY tag.code"
    )
    [(room, _)] = Counter(label['inside_id'] for label in labels if label['quantity'] == 1).most_common(1)
    single = [label for label in labels if label['quantity'] == 1]
    here = [label for label in single if label['inside_id'] == room]
    many = next(label for label in labels if label['inside_id'] == room and label['quantity'] > 1)
    return str(room), here, [label for label in single if label['inside_id'] != room], many


def walk(phone: Phone, id: str, room: str) -> None:
    """Into walk mode, and into the room by the list."""
    phone.go(f'/stocktakes/{id}/walk')
    phone.page.locator(f'button[data-room="{room}"]').click()
    phone.page.locator(f'.tw-walk[data-room="{room}"] .tw-ring').wait_for()


def counted(phone: Phone, found: int, extra: int = 0) -> None:
    """Until the ring says so much."""
    ring = phone.page.locator(f'.tw-ring[data-found="{found}"][data-extra="{extra}"]')
    ring.wait_for(timeout=40_000)


def test_two_phones_count_one_room_and_one_of_them_has_no_network(
    founded: tuple[Campus, dict[str, Image.Image]], campus: Campus, hand: Callable[..., Phone], language: str
) -> None:
    room, here, others, many = room_of(campus)
    take_picture(campus, here[20]['id'])
    id = start(campus)
    labels = founded[1]
    pictures = [labels[label['code']] for label in here]
    one, two = hand('caretaker', '/', language=language), hand('teacher', '/', language=language)
    for phone in (one, two):
        phone.page.locator(f'a[data-stocktake="{id}"]').wait_for()
        phone.ready_for_offline()
        phone.poll("async () => (await tagwalk.db.getAll('books')).length > 0")
        phone.poll("async () => (await (await caches.open('tw-photos')).keys()).length > 0")
    one.shot('70-today')

    # The first counts seven things that belong here and one that does not.
    shelf.film(one.camera, [*pictures[:7], labels[others[0]['code']]], after=0)
    walk(one, id, room)
    counted(one, 7, 1)
    one.poll("() => document.querySelectorAll('[data-mood=here]').length >= 7")
    one.shot('71-counting')
    expect(one.page.locator('.tw-walk .tw-badge')).to_have_text(t('outbox-safe', language), timeout=30_000)

    # The second has no network since before it began: it sees two of the same seven, and five more.
    two.restart()
    two.forgive(NO_NETWORK)
    two.context.set_offline(True)
    shelf.film(two.camera, pictures[5:12], after=0)
    walk(two, id, room)
    counted(two, 7)
    two.shot('72-counting-offline')

    # One has no label that can be read: it is ticked from the list, and it is broken.
    two.page.locator('.tw-ring').click()
    ticked = here[20]['id']
    photo = two.page.locator(f'.tw-sheet [data-thing="{ticked}"] img')
    photo.scroll_into_view_if_needed()
    two.poll(f"""() => document.querySelector('[data-thing="{ticked}"] img').naturalWidth === 192""")
    two.shot('73-photo')
    two.shot('73-missing')
    two.page.locator(f'.tw-sheet [data-thing="{ticked}"] .tw-tick').click()
    expect(two.page.locator(f'.tw-sheet [data-thing="{ticked}"]')).to_have_count(0)
    two.page.locator('.tw-sheet-head .tw-icon-button').click()
    counted(two, 8)
    [count] = [row['id'] for row in two.outbox() if row.get('thing_id') == ticked]
    two.page.locator(f'.tw-said[data-count="{count}"] .tw-button').nth(1).click()  # something is wrong with it
    two.page.locator('.tw-take').click()
    two.page.locator('.tw-thumb img').wait_for()
    two.page.locator('textarea').fill('玻璃裂了')
    two.shot('74-broken')
    two.page.locator('.tw-sheet-ways .tw-primary').click()
    two.page.locator('[data-why=wrong]').wait_for()

    # Many under one label: as many as the thumb types, one fewer than the books say.
    batch, booked = many['id'], many['quantity']
    two.page.locator('.tw-ring').click()
    two.page.locator(f'.tw-sheet [data-thing="{batch}"] .tw-tick').click()
    two.page.locator('.tw-keys').wait_for()
    two.shot('75-number-pad')
    for digit in str(booked - 1):
        two.page.locator('.tw-key', has_text=digit).click()
    two.page.locator('.tw-sheet .tw-primary').click()
    counted(two, 9)
    two.shot('76-one-short')

    # A slip is taken back.
    two.page.locator('.tw-ring').click()
    slip = here[21]['id']
    two.page.locator(f'.tw-sheet [data-thing="{slip}"] .tw-tick').click()
    two.page.locator('.tw-sheet-head .tw-icon-button').click()
    counted(two, 10)
    [taken] = [row['id'] for row in two.outbox() if row.get('thing_id') == slip]
    two.page.locator(f'[data-count="{taken}"] button').first.click()
    counted(two, 9)
    shelf.film(two.camera, [], after=1)

    # The battery dies: everything is there again.
    two.kill()
    two.open()
    two.context.set_offline(True)
    two.go(f'/stocktakes/{id}/walk')
    counted(two, 9)
    two.page.locator('.tw-walk-done').click()
    two.shot('77-done')
    two.page.locator('.tw-sheet-ways .tw-primary').click()
    two.page.locator(f'button[data-room="{room}"] .tw-chip-ok').wait_for()
    assert not campus.rows("SELECT 1 FROM stocktake_place WHERE finished != '[]'"), 'it had no network'
    two.context.set_offline(False)
    two.page.evaluate("tagwalk.sync.run('button')")
    expect(two.page.locator('.tw-walk .tw-badge')).to_have_text(t('outbox-safe', language), timeout=60_000)

    # What a person would add up: 12 seen by a camera and two from the list, of all that the books have here.
    lines = {str(row['thing_id']): row for row in campus.rows('SELECT * FROM stocktake_line WHERE NOT extra')}
    of_room = {thing: row['result'] for thing, row in lines.items() if row['place_id'] == room}
    seen = {label['id'] for label in here[:12]}
    assert {thing for thing, result in of_room.items() if result == 'here'} == seen
    assert of_room[ticked] == 'damaged' and lines[ticked]['damaged'] == 1
    assert (of_room[batch], lines[batch]['counted']) == ('quantity', booked - 1)
    rest = [result for thing, result in of_room.items() if thing not in {*seen, ticked, batch}]
    assert Counter(rest) == {'not_seen': len(of_room) - 14}
    assert lines[others[0]['id']]['result'] == 'misplaced'
    standing = campus.rows('SELECT * FROM stocktake_count WHERE undone_at IS NULL')
    assert len(standing) == 8 + 7 + 2, 'each phone counted what it saw, two things twice, and nothing was lost'
    [broken] = [row for row in standing if row['damaged']]
    assert (broken['note'], broken['how'], len(json.loads(broken['photos']))) == ('玻璃裂了', 'list', 1)
    [place] = campus.rows('SELECT finished FROM stocktake_place WHERE place_id = ?', room)
    assert len(json.loads(place['finished'])) == 1

    # The first phone hears of the other's counts and says so.
    one.poll("() => tagwalk.sync.run('button').then(() => true)")
    counted(one, 14, 1)
    shelf.film(one.camera, pictures[8:9], after=0)
    one.go(f'/stocktakes/{id}/walk')
    expect(one.page.locator('.tw-said[data-mood=again]')).to_contain_text('王老师', timeout=30_000)
    one.shot('78-again')

    # The office closes it; the report says what a person adds up from the register and from what was seen.
    desk = Desk(campus.sign_in('keeper'))
    desk.say('stocktakes.meet', stocktake=id, place=room, code='', note='折叠椅')
    desk.say('stocktakes.close', stocktake=id)
    the_report_says(campus, id, desk.line, counted=12 + 1 + (booked - 1) + 1, seen=15)


def the_report_says(campus: Campus, id: str, line: Line, *, counted: int, seen: int) -> None:
    """The totals of the workbook and of the printed report beside those of the register."""
    books = campus.rows("SELECT quantity, price FROM thing WHERE kind = 'asset' AND state != 'retired'")
    pieces = sum(row['quantity'] for row in books)
    yuan = sum((Decimal(str(row['price'] or 0)) * row['quantity'] for row in books), Decimal())
    sheet, _ = line.send('GET', f'/stocktakes/{id}/report.xlsx')
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    [head] = [at for at, row in enumerate(rows) if '实盘数量' in row]
    found = [dict(zip(rows[head], row, strict=False)) for row in rows[head + 1 :]]
    told = {name: sum(Decimal(str(row[name] or 0)) for row in found) for name in FIGURES}
    assert told == {
        '账面数量': pieces, '账面原值': yuan, '实盘数量': counted, '盘盈': 0, '盘亏': pieces - counted, '毁损': 1,
    }  # fmt: skip
    assert len(found) == len(books)
    printed, _ = line.send('GET', f'/stocktakes/{id}/report.pdf')
    text = ''.join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed))
    text = ''.join(text.split())
    assert f'合计{pieces}{yuan:,.2f}{counted}0{pieces - counted}1' in text
    results = [12, 1, 0, len(books) - seen, 1, 1, 0, 1, 0]  # here, elsewhere, no place, not seen, number, damaged…
    assert ''.join(map(str, results)) in text
    assert '折叠椅' in text
