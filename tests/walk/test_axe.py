"""On any page: axe-core finds nothing in either theme; fingers, keys and the largest type have been thought of."""

from pathlib import Path
from typing import Any

from tests import rights
from tests.house import PASSWORD, ROOT
from tests.walk.campus import Campus
from tests.walk.conftest import Hand
from tests.walk.test_stocktakes import start

AXE = Path(ROOT / 'static' / 'node_modules' / 'axe-core' / 'axe.min.js')
MEASURES = Path(__file__).parent / 'measures.js'
LOOK = """async rules => (await axe.run(document, {resultTypes: ['violations'], ...rules})).violations
  .map((found) => `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 160)).join(' · ')}`)"""
COLOURS = {'runOnly': ['color-contrast', 'link-in-text-block']}  # what a theme can change
SETTLED = 400  # ms for what is drawn on the phone itself
STRANGERS = ('/sign-in', '/trust')  # they need no account


def test_nothing_is_wrong_with_any_page(hand: Hand, campus: Campus, language: str) -> None:
    scripts = [file.read_text(encoding='utf-8') for file in (AXE, MEASURES)]
    campus.command('user', 'add', 'boss', '--role', 'administrator', given=PASSWORD)
    count = start(campus)
    phone = hand()
    found = {path: faults(phone, scripts, path) for path in STRANGERS}
    phone.arrive('boss', '/')
    phone.speak(language)
    for path in rights.table(rights.PAGES):
        found[path] = faults(phone, scripts, filled(path, campus, count))
    assert len(found) > 50

    wrong = [f'{path}: {each}' for path, what in found.items() for each in what]
    assert not wrong, '\n'.join(wrong)


def faults(phone: Any, scripts: list[str], path: str) -> list[str]:
    phone.page.emulate_media(color_scheme='light', reduced_motion='reduce')
    phone.page.goto(phone.campus.url + path)
    phone.page.wait_for_timeout(SETTLED)
    for script in scripts:
        phone.page.evaluate(script)
    found = [*phone.page.evaluate(LOOK, {}), *phone.page.evaluate('measures.small()')]
    found += [*phone.page.evaluate('measures.unreachable()'), *phone.page.evaluate('measures.tooWide()')]
    phone.page.emulate_media(color_scheme='dark', reduced_motion='reduce')
    phone.poll("() => document.documentElement.classList.contains('tw-dark')")
    phone.page.wait_for_timeout(SETTLED)
    return [*found, *(f'dark {what}' for what in phone.page.evaluate(LOOK, COLOURS))]


def filled(path: str, campus: Campus, count: str) -> str:
    """An address with a thing, its place and its label in the gaps, and a stocktake that runs."""
    query = """SELECT thing.id AS fan, thing.inside_id AS room, tag.code FROM thing JOIN tag ON tag.thing_id = thing.id
        WHERE thing.kind = 'asset' AND thing.inside_id IS NOT NULL ORDER BY thing.id LIMIT 1"""
    [row] = campus.rows(query)
    return path.format_map(row | {'count': count})
