"""The register's page when a school is large, and when a name would rather be something else."""

import asyncio
from html import escape
from html.parser import HTMLParser

from nicegui import ui

from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.core.words import t
from pages import place_choice, register_tree
from tests.cast import School
from tests.test_pages import Visit, press, visit

__all__ = ['visit']

HOSTILE = '<img src=x onerror="alert(1)">\'"&'


async def add_rooms(count: int) -> None:
    rooms = [enter('register.add', {'name': f'{number}号教室', 'kind': 'place'}) for number in range(1, count + 1)]
    assert {verdict.verdict for verdict in await write(rooms, the_server())} == {'accepted'}


async def test_names_are_never_read_as_html(visit: Visit, school: School) -> None:
    facts = {'name': HOSTILE, 'spec': HOSTILE, 'custodian': HOSTILE[:40], 'code': HOSTILE[:30]}
    place = enter('register.add', {'name': HOSTILE, 'kind': 'place'})
    thing = enter('register.add', facts | {'inside': place.id})
    await write([place, thing, enter('repairs.report', {'what': HOSTILE}, thing_id=thing.id)], the_server())
    for path in ('/things?view=list', '/things', f'/things/{place.id}', f'/things/{thing.id}', '/repairs'):
        user = await visit('keeper', path)
        await user.should_see('&lt;img src=x')
        with user:
            written = [str(each.content) for each in user.find(ui.html).elements if isinstance(each, ui.html)]
        assert any('&lt;img' in text for text in written)
        assert not [found for text in written for found in dangers_in(text)]


def dangers_in(text: str) -> list[str]:
    """Pictures and handlers that a browser would find in a piece of HTML."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            found.extend(name for name in (tag, *dict(attributes)) if name == 'img' or name.startswith('on'))

    Reader().feed(text)
    return found


def test_what_the_test_of_names_looks_for_is_found() -> None:
    assert dangers_in(f'<p>{HOSTILE}</p>') == ['img', 'onerror'] and not dangers_in(f'<p>{escape(HOSTILE)}</p>')


async def test_a_level_of_many_places_is_shown_some_at_a_time(visit: Visit) -> None:
    await add_rooms(register_tree.FEW + 10)
    user = await visit('keeper', '/things')
    await user.should_see('9号教室')
    await user.should_not_see('70号教室')
    await press(user, t('register-more-places', 'zh-CN', count=11))
    await user.should_see('70号教室', retries=50)


async def test_the_places_of_a_large_school_are_sent_when_somebody_turns_to_them(visit: Visit) -> None:
    await add_rooms(place_choice.AT_ONCE + 5)
    user = await visit('keeper', '/things/new')
    label = t('register-inside', 'zh-CN')
    await user.should_see(label, retries=50)
    [select] = [each for each in user.find(ui.select).elements if each._props.get('label') == label]
    assert isinstance(select, ui.select)
    assert len(select.options) == 0
    user.find(label).trigger('focus')
    for _ in range(50):
        if select.options:
            break
        await asyncio.sleep(0.05)
    rooms = [name for name in select.options.values() if name.endswith('号教室')]
    assert rooms[8:10] == ['9号教室', '10号教室'], 'in the order in which people count'
    assert len(select.options) == place_choice.AT_ONCE + 6
