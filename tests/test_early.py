"""The words of a page as plain HTML, before its code runs: whole, harmless, and gone once they are sent."""

import re

import pytest
from nicegui import Client

from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from app.core.words import t
from tests.cast import School
from tests.test_pages import Visit, visit

__all__ = ['visit']
EVIL = '<img src=x onerror=alert(1)>"\'&'


async def early_of(visit: Visit, name: str, path: str) -> str:
    """What stands in the page itself."""
    user = await visit(name, '/')
    text = (await user.http_client.get(path)).text
    found = re.search(r'<div id="tw-early">(.*?)<script', text, re.DOTALL)
    assert found, text[:500]
    return found[1]


async def test_a_page_can_be_read_before_its_code_runs(visit: Visit, copy: School) -> None:
    early = await early_of(visit, 'keeper', f'/things/{copy.id_of("fan")}')
    assert '吊扇' in early and t('repairs-report', 'zh-CN') in early
    assert 'href="/scan"' in early and '<h1' in early


@pytest.mark.parametrize('field', ['name', 'spec'])
async def test_what_people_wrote_is_a_text_there_and_nothing_else(visit: Visit, copy: School, field: str) -> None:
    thing = enter('register.add', {'name': '椅', field: EVIL})
    await write_one(thing, the_server())
    early = await early_of(visit, 'keeper', f'/things/{thing.id}')
    assert '<img' not in early and 'onerror=alert(1)&gt;' in early


async def test_an_open_page_does_not_keep_it(visit: Visit) -> None:
    await early_of(visit, 'keeper', '/things')
    assert not [client for client in Client.instances.values() if 'tw-early' in client._body_html]
