"""`python -m tests.shots [part of an address]`: every page as a phone and a desk show it, in both languages and themes.

The pictures and `index.html`, a contact sheet of them all, go into tests/shots/out/, which is not kept.
"""

import html
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests import rights
from tests.house import PASSWORD
from tests.shots.school import school
from tests.walk.campus import Campus
from tests.walk.phone import DESK, SCREEN, SWITCHES, chromium

OUT = Path(__file__).parent / 'out'
LANGUAGES, THEMES = ('zh-CN', 'en'), ('light', 'dark')
SCREENS: dict[str, dict[str, Any]] = {
    'phone': {'viewport': SCREEN, 'device_scale_factor': 1.5, 'is_mobile': True, 'has_touch': True},
    'desk': {'viewport': DESK},
}
HOMES = ('boss', 'director', 'keeper', 'caretaker', 'teacher', 'monitor')  # whose first page is drawn
OFFLINE = ('/', '/scan', '/outbox', '/things/{fan}', '/repairs/mine')
SETTLED = 700  # ms for what is drawn on the phone itself


def main(part: str = '') -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        campus = school(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(SWITCHES))
        try:
            for screen, how in SCREENS.items():
                for language in LANGUAGES:
                    there = {'locale': language, 'timezone_id': 'Asia/Shanghai', 'base_url': campus.url, **how}
                    for name, page in _pages(browser, there, campus, language, part):
                        for theme in THEMES:
                            page.emulate_media(color_scheme=theme, reduced_motion='reduce')
                            page.screenshot(path=OUT / f'{name}.{screen}.{language}.{theme}.png')
                    print(screen, language, flush=True)
        finally:
            browser.close()
            campus.stop()
    _write_sheet()


def _pages(browser: Any, how: dict[str, Any], campus: Campus, language: str, part: str) -> Iterator[tuple[str, Page]]:
    """Each page as it stands open, with the name of its picture."""
    wanted = [path for path in ('/sign-in', *rights.table(rights.PAGES)) if part in path]
    for person in HOMES if part in 'home' or part == '/' else ():
        page = _sign_in(browser, how, person, language)
        _open(page, '/')
        yield f'home {person}', page
        page.context.close()
    page = _sign_in(browser, how, 'boss', language)
    for path in wanted:
        if path == '/sign-in':
            stranger = browser.new_context(**how).new_page()
            _open(stranger, path)
            yield _name(path), stranger
            stranger.context.close()
        elif path != '/':
            _open(page, _filled(path, campus))
            yield _name(path), page
    if not part or part == 'offline':
        yield from _offline(page, campus)
    page.context.close()


def _offline(page: Page, campus: Campus) -> Iterator[tuple[str, Page]]:
    _open(page, '/')
    page.wait_for_timeout(6000)  # until the worker has its files and the phone its copy
    page.context.set_offline(True)
    for path in OFFLINE:
        _open(page, _filled(path, campus))
        yield f'offline {_name(path)}', page


def _sign_in(browser: Any, how: dict[str, Any], person: str, language: str) -> Page:
    page = browser.new_context(**how).new_page()
    page.goto('/sign-in')
    page.locator('input[name=name]').fill(person)
    page.locator('input[name=password]').fill(PASSWORD)
    page.locator('button[type=submit]').click()
    page.wait_for_url('**/', wait_until='domcontentloaded')
    page.goto('/me')
    page.locator(f'.tw-page button[lang={language}]').click()
    page.wait_for_timeout(1500)
    return page


def _open(page: Page, path: str) -> None:
    page.goto(path, wait_until='domcontentloaded')
    page.wait_for_timeout(SETTLED)


def _filled(path: str, campus: Campus) -> str:
    query = """SELECT thing.id AS fan, thing.inside_id AS room, tag.code FROM thing JOIN tag ON tag.thing_id = thing.id
        WHERE thing.name = ? AND thing.inside_id IS NOT NULL ORDER BY thing.id LIMIT 1"""
    return path.format_map(campus.rows(query, '吊扇')[0])


def _name(path: str) -> str:
    return path.strip('/').replace('/', '-').replace('?', ' ').replace('{', '').replace('}', '') or 'home'


def _write_sheet() -> None:
    """One page with every picture: a row for each page of the app, light beside dark, Chinese beside English."""
    rows = []
    for name in sorted({file.name.rsplit('.', 4)[0] for file in OUT.glob('*.png')}):
        pictures = ''.join(
            f'<a href="{html.escape(file.name)}"><img loading="lazy" alt="" src="{html.escape(file.name)}"></a>'
            for screen in SCREENS
            for language in LANGUAGES
            for theme in THEMES
            if (file := OUT / f'{name}.{screen}.{language}.{theme}.png').exists()
        )
        rows.append(f'<h2>{html.escape(name)}</h2><div>{pictures}</div>')
    style = 'body{font:16px system-ui;background:#888}div{display:flex;gap:8px;overflow-x:auto}img{height:420px}'
    sheet = f'<!doctype html><meta charset="utf-8"><title>Tagwalk</title><style>{style}</style>{"".join(rows)}'
    (OUT / 'index.html').write_text(sheet, encoding='utf-8')


if __name__ == '__main__':
    os.environ['TZ'] = 'Asia/Shanghai'
    OUT.mkdir(exist_ok=True)
    main(*sys.argv[1:2])
    print(OUT / 'index.html')
