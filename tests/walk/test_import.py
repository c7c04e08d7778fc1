"""A register of ten years on a real screen: looked at, put right, written, taken back; what was rejected comes home."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, expect
from python_calamine import CalamineWorkbook

from tests.house import ROOT
from tests.walk.campus import Campus
from tests.walk.phone import Phone

MESSY = ROOT / 'tests' / 'data' / 'sample-register.xlsx'
ROOM = '中二班活动室'  # which the clean register does not have


def hand_in(office: Phone, say: Callable[..., str], file: Path) -> None:
    """Choose a file as people do, and wait until it has been looked at."""
    with office.page.expect_file_chooser() as chooser:
        office.page.locator('.tw-button', has_text=say('imports-pick')).click()
    chooser.value.set_files(file)
    office.page.locator('.tw-import').wait_for()


def pick(office: Phone, field: Locator, option: str) -> None:
    field.click()
    office.page.locator('.q-menu .q-item', has_text=option).first.click()


def things(campus: Campus) -> int:
    return len(campus.rows("SELECT id FROM thing WHERE kind = 'asset'"))


def test_a_messy_register_is_put_right_written_and_taken_back(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str, tmp_path: Path
) -> None:
    before = things(campus)
    office = hand('keeper', '/import', language=language, desk=True)
    page = office.page
    office.shot('70-import')
    hand_in(office, say, MESSY)
    expect(page.locator('.tw-chip', has_text=say('imports-rejected', count=17))).to_be_visible()
    expect(page.locator('.tw-import')).to_contain_text(say('sheets-missing_name'))
    expect(page.locator('.tw-import')).to_contain_text(say('mend-missing_name'))
    office.shot('71-import-looked-at')
    assert things(campus) == before, 'looking writes nothing'

    # The column of keepers is ten years old: the school says that it has none, and the next look knows it.
    page.locator('.q-expansion-item', has_text=say('imports-columns')).locator('.q-item').first.click()
    pick(office, page.get_by_label(say('imports-column-custodian'), exact=True), say('imports-columns-none'))
    office.shot('72-import-columns')
    page.locator('.tw-button', has_text=say('imports-columns-save')).click()
    office.until(lambda: campus.rows('SELECT signature FROM column_choice'), what='the choice of columns is kept')
    page.locator('.tw-import').wait_for()

    # Rooms that nobody has registered: one tap makes them, the next look finds every row its place.
    page.locator('.tw-import-place', has_text=ROOM).wait_for()
    page.locator('.tw-button', has_text=say('imports-unknown-places-new')).click()
    office.shot('73-import-places')
    page.locator('.tw-button', has_text=say('imports-unknown-places-save')).click()
    office.until(lambda: campus.rows('SELECT id FROM thing WHERE name = ?', ROOM), what='the room is there')
    expect(page.locator('.tw-import-place', has_text=ROOM)).to_have_count(0)

    go = page.locator('.tw-button.tw-primary', has_text=re.compile(say('imports-go', count=999).replace('999', r'\d+')))
    go.click()
    expect(page.locator('.tw-banner-ok')).to_be_visible(timeout=60_000)
    office.shot('74-import-written')
    assert things(campus) > before + 400

    with page.expect_download() as download:
        page.locator('.tw-button', has_text=say('imports-rejects')).click()
    file = tmp_path / 'rejects.xlsx'
    download.value.save_as(file)
    [head, *rows] = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    assert (head[-1], len(rows)) == (say('imports-rejects-reason'), 17)
    assert all(row[-1] for row in rows), 'every rejected row says why'

    office.go(f'/things?q={ROOM}&view=list')
    expect(page.locator('.tw-thing').nth(1)).to_contain_text(ROOM)
    office.shot('75-import-in-the-register')

    office.go('/import')
    page.locator('.tw-card', has_text=MESSY.name).locator('.tw-button').first.click()
    expect(page.locator('.tw-card', has_text=MESSY.name)).to_contain_text(say('imports-taken-back'), timeout=60_000)
    expect(page.locator('.q-notification')).to_contain_text(say('imports-take-back-done', name=MESSY.name))
    office.shot('76-import-taken-back')
    assert things(campus) == before


def test_what_is_no_spreadsheet_is_refused_in_a_sentence(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str, tmp_path: Path
) -> None:
    lie = tmp_path / 'register.xlsx'
    lie.write_bytes(b'%PDF-1.7\n' + bytes(3000))
    office = hand('keeper', '/import', language=language)
    with office.page.expect_file_chooser() as chooser:
        office.page.locator('.tw-button', has_text=say('imports-pick')).click()
    chooser.value.set_files(lie)
    expect(office.page.locator('.q-notification')).to_contain_text(say('problem-not_a_spreadsheet', looks='other'))
    expect(office.page.locator('.tw-import')).to_have_count(0)
    office.shot('77-import-refused')
