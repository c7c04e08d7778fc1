"""What a page shows before its own code runs: the same frame and words as plain HTML, in the page itself.

A phone on a slow line reads it a second or two sooner. Links lead where they lead; what needs code waits for it. It
goes the moment before the page's code draws the page (`DRESS` in pages/phone.py).
"""

import re
from html import escape
from typing import Any

from fastapi import Response
from nicegui import Client, ui
from nicegui.element import Element

from pages.bundle import address, needed_by
from pages.phone import Part

PLAIN = {
    'a', 'button', 'dd', 'details', 'div', 'dl', 'dt', 'fieldset', 'figure', 'footer', 'form', 'h1', 'h2', 'h3',
    'header', 'label', 'legend', 'li', 'main', 'nav', 'ol', 'p', 'section', 'small', 'span', 'strong', 'summary',
    'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul',
}  # fmt: skip
FIELDS = (ui.input, ui.number, ui.select, ui.textarea, ui.toggle)
OWN = ('innerHTML', 'tag', 'sanitize', 'target', 'id')  # what is no attribute, or would stand in the page twice
NAME = re.compile(r'[a-z][a-z-]*')


def add(client: Client) -> None:
    """Puts it into the page that is being built; a page that asks its browser something is on its way already."""
    if client.has_socket_connection or client._waiting_for_connection.is_set():
        return
    for url in dict.fromkeys(url for name in _modules(client) for url in (address(name), *needed_by(name))):
        ui.add_head_html(f'<link rel="modulepreload" href="{url}">')
    inside = ''.join(_html(child) for child in client.content.default_slot.children)
    ui.add_body_html(f'<div id="tw-early">{inside}</div>')
    _forget_once_sent(client)


def _forget_once_sent(client: Client) -> None:
    """NiceGUI would keep what a page came with for as long as it stands open, for nothing."""
    build = client.build_response

    def answer(*given: Any, **named: Any) -> Response:
        setattr(client, 'build_response', build)  # noqa: B010 (a method of one instance)
        try:
            return build(*given, **named)
        finally:
            client._head_html = client._body_html = ''

    setattr(client, 'build_response', answer)  # noqa: B010


def _modules(client: Client) -> set[str]:
    """What the parts of the phone on this page are drawn by."""
    return {element.module for element in client.elements.values() if isinstance(element, Part)}


def _html(element: Element) -> str:
    """An element and what is in it; nothing for what opens later or draws nothing."""
    if not element.visible:
        return ''
    if isinstance(element, Part):
        return f'<div class="tw-skeleton {element.waits}"></div>' if element.waits else ''
    if isinstance(element, FIELDS):
        return '<div class="tw-skeleton tw-wide"></div>'
    if isinstance(element, ui.html):
        return _tagged(str(element._props['tag']), element, element.content)
    inside = escape(element._text or '', quote=False) + ''.join(_html(child) for child in element.default_slot.children)
    if isinstance(element, ui.link):
        return _tagged('a', element, inside)
    if isinstance(element, ui.sub_pages) or element.tag == 'refreshable':
        return _tagged('div', element, inside)
    return _tagged(element.tag, element, inside) if element.tag in PLAIN else ''


def _tagged(tag: str, element: Element, inside: str) -> str:
    given = {
        'class': ' '.join(element._classes),
        'style': ';'.join(f'{key}:{is_}' for key, is_ in element._style.items()),
    }
    given |= {name: value for name, value in element._props.items() if name not in OWN and NAME.fullmatch(name)}
    attributes = ''.join(
        f' {name}' if value is True else f' {name}="{escape(str(value))}"'
        for name, value in given.items()
        if value is True or (isinstance(value, str | int) and value is not False and value != '')
    )
    return f'<{tag}{attributes}>{inside}</{tag}>'
