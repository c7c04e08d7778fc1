"""What axe-core finds on any page, in both languages: nothing."""

from pathlib import Path
from typing import Any

from tests import rights
from tests.house import PASSWORD, ROOT
from tests.walk.campus import Campus
from tests.walk.conftest import Hand

AXE = Path(ROOT / 'static' / 'node_modules' / 'axe-core' / 'axe.min.js')
LOOK = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .map((found) => `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 160)).join(' · ')}`)"""
SETTLED = 400  # ms for what is drawn on the phone itself
STRANGERS = ('/sign-in', '/trust')  # they need no account


def test_axe_finds_nothing_on_any_page(hand: Hand, campus: Campus, language: str) -> None:
    script = AXE.read_text(encoding='utf-8')
    campus.command('user', 'add', 'boss', '--role', 'administrator', given=PASSWORD)
    phone = hand()
    found = {path: wrong(phone, script, path) for path in STRANGERS}
    phone.arrive('boss', '/')
    phone.speak(language)
    for path in rights.table(rights.PAGES):
        found[path] = wrong(phone, script, filled(path, campus))
    assert len(found) > 50

    assert {path: what for path, what in found.items() if what} == {}


def wrong(phone: Any, script: str, path: str) -> list[str]:
    phone.page.goto(phone.campus.url + path)
    phone.page.wait_for_timeout(SETTLED)
    phone.page.evaluate(script)
    return list(phone.page.evaluate(LOOK))


def filled(path: str, campus: Campus) -> str:
    """An address with a thing, its place and its label in the gaps."""
    query = """SELECT thing.id AS fan, thing.inside_id AS room, tag.code FROM thing JOIN tag ON tag.thing_id = thing.id
        WHERE thing.kind = 'asset' AND thing.inside_id IS NOT NULL ORDER BY thing.id LIMIT 1"""
    [row] = campus.rows(query)
    return path.format_map(row)
