"""The phone's own parts as NiceGUI elements, and what a page's head needs for them."""

import hashlib
import html
import json
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

import orjson
from nicegui import app as server
from nicegui import ui

from app.core.config import read_config
from app.phone_words import phone_text
from pages.bundle import address, look, needed_by

THEME = '#0a4f49'
COLOURS = {
    'primary': 'var(--tw-primary)', 'secondary': 'var(--tw-neutral-fill)', 'accent': 'var(--tw-primary)',
    'dark': 'var(--tw-surface)', 'dark_page': 'var(--tw-bg)', 'positive': 'var(--tw-ok-fill)',
    'negative': 'var(--tw-bad)', 'warning': 'var(--tw-warn-fill)', 'info': 'var(--tw-info)',
}  # Quasar's own names for ours  # fmt: skip
DRESS = """globalThis.tagwalk?.dress(Quasar, app);  // our icons instead of a font
document.getElementById('tw-early')?.remove();  // the page itself comes in its place (pages/early.py)"""


def phone_head(language: str, *, user: str | None = None, hosts: Sequence[str] = ()) -> None:
    """Adds the style sheet, the manifest and the phone's start-up code to the page being built.

    `user` is the id of whoever is signed in; `hosts` are host names (with port) whose tag addresses are ours too,
    besides the public address and the one in the address bar.
    """
    if DRESS not in server.config.vue_config_script:
        server.config.vue_config_script += f'\n{DRESS}\n'
    server.colors(**COLOURS)
    ui.add_head_html(_head(language, user, (urlsplit(read_config().public_url).netloc, *hosts)))


def icon_address(name: str) -> str:
    """An icon from our own sheet, as Quasar takes it: `ui.button(icon=icon_address('scan'))`."""
    return f'svguse:{address("icons.svg")}#{name}'


def icon(name: str) -> ui.html:
    """An icon from our own sheet as a bare element."""
    return ui.html(drawn(name), sanitize=False, tag='span').style('display: contents')


def drawn(name: str) -> str:
    """An icon from our own sheet as HTML."""
    return f'<svg class="tw-icon" aria-hidden="true"><use href="{address("icons.svg")}#{html.escape(name)}"/></svg>'


def given(value: Any) -> orjson.Fragment:
    """What a part of the phone is given, as JSON: NiceGUI would watch every list and every item of it for changes,
    which costs a page with a checklist more memory than all its elements; the same value is kept once for all pages."""
    return _kept(orjson.dumps(value, default=str))


@lru_cache(maxsize=500)
def _kept(text: bytes) -> orjson.Fragment:
    return orjson.Fragment(text)


class Part(ui.element):
    """A part that the phone's own code draws."""

    module = ''  # its source's name, so that the page fetches it at once
    waits = ''  # what stands there until then: tw-waits-page, tw-waits-lens, or nothing


class FormView(Part, component='components/tagwalk_form.js'):
    """The one form: a checklist, or the fields of a kind. Saves through the phone's outbox."""

    module = 'form.js'
    waits = 'tw-waits-page'

    def __init__(
        self,
        kind: str,
        *,
        thing: dict[str, Any] | None = None,
        tag: str = '',
        how: str = '',
        schema: dict[str, Any] | None = None,
        kv: int = 1,
        checklist: dict[str, Any] | str | None = None,
        repair: dict[str, Any] | None = None,
        prefill: dict[str, Any] | None = None,
        known: list[dict[str, Any]] | None = None,
        next: str = '',
        heading: bool = False,
        preview: bool = False,
        round: str = '',
        quick: bool = False,
        on_saved: Callable | None = None,
    ) -> None:
        """Without `schema` or with a checklist's id alone, the phone's own copy is used.

        `prefill` holds fields of the payload that are known and not asked; `known` are the open repairs of the thing;
        `next` is where «back» leads; with `heading` the form says its own title; a `preview` can be tried and saves
        nothing.
        `round` is the round that a check is a stop of; with `quick` all is taken for normal at once, but for the spot
        check.
        `on_saved` gets `args` = {id, kind, thing_id, seq} once the record is safe on the phone.
        """
        super().__init__()
        self._props.update(kind=kind, kv=kv, tag=tag, how=how, next=next, heading=heading, preview=preview)
        self._props.update(thing=given(thing), checklist=given(checklist), schema=given(schema), repair=given(repair))
        self._props.update(prefill=given(prefill or {}), known=given(known or []), round=round, quick=quick)
        self.style('width: 100%')
        if on_saved:
            self.on('saved', on_saved)

    def show(self, checklist: dict[str, Any]) -> None:
        """Draw another state of the checklist, as its editor does at every change."""
        self._props['checklist'] = given(checklist)
        self.update()


class ScanView(Part, component='components/tagwalk_scan.js'):
    """The scanner. Goes to `/t/CODE?how=…` by itself unless `go` is off; `on_scan` gets `args` = {code, how, text}.

    With `many` it goes on after a label; with `others` it is other makers' codes that are wanted.
    """

    module = 'scan-view.js'
    waits = 'tw-waits-lens'

    def __init__(
        self, *, go: bool = True, many: bool = False, others: bool = False, on_scan: Callable | None = None
    ) -> None:
        super().__init__()
        self._props.update(go=go, many=many, others=others)
        self.style('width: 100%')
        if on_scan:
            self.on('scan', on_scan)


class RoundView(Part, component='components/tagwalk_round.js'):
    """A round as the phone knows it; `round` is what the server knows, for whoever does not carry it."""

    module = 'round-view.js'
    waits = 'tw-waits-page'

    def __init__(self, id: str, round: dict[str, Any] | None) -> None:
        super().__init__()
        self._props.update(id=id, round=given(round))
        self.style('width: 100%')

    def show(self, round: dict[str, Any] | None) -> None:
        """What the server knows now; whatever the person is choosing just then stays."""
        self._props['round'] = given(round)
        self.update()


class RepairView(Part, component='components/tagwalk_repair.js'):
    """One repair with the step that comes next, as the phone draws it without a network too."""

    module = 'repair-view.js'
    waits = 'tw-waits-page'

    def __init__(self, id: str, repair: dict[str, Any], places: list[dict[str, Any]], moves: dict[str, Any]) -> None:
        super().__init__()
        self._props.update(id=id, repair=given(repair), places=given(places), moves=given(moves))
        self.style('width: 100%')

    def show(self, repair: dict[str, Any], places: list[dict[str, Any]]) -> None:
        """What the server knows now; a form that somebody is filling in stays."""
        self._props.update(repair=given(repair), places=given(places))
        self.update()


class HandoverView(Part, component='components/tagwalk_handover.js'):
    """Counting a room's list; `list` is what the server knows, for whoever does not carry it."""

    module = 'handover-view.js'

    def __init__(self, id: str, list: dict[str, Any]) -> None:
        super().__init__()
        self._props.update(id=id, list=given(list))
        self.style('width: 100%')

    def show(self, list: dict[str, Any]) -> None:
        """What the server knows now; a count that somebody has begun stays."""
        self._props['list'] = given(list)
        self.update()


class JobsView(Part, component='components/tagwalk_jobs.js'):
    """The repairs in somebody's hands, in the order to do them; no more than `most` of them when it is given."""

    module = 'jobs-view.js'

    def __init__(self, most: int = 0) -> None:
        super().__init__()
        self._props.update(most=most)
        self.style('width: 100%')


class OutboxView(Part, component='components/tagwalk_outbox.js'):
    """What waits on this phone and what was refused."""

    module = 'outbox-view.js'
    waits = 'tw-waits-page'

    def __init__(self) -> None:
        super().__init__()
        self.style('width: 100%')


class EnrolView(Part, component='components/tagwalk_enrol.js'):
    """The registration walk; `first` is a blank label that is in hand already."""

    module = 'enrol-view.js'

    def __init__(self, *, place: str = '', first: str = '') -> None:
        super().__init__()
        self._props.update(place=place, first=first)
        self.style('width: 100%')


class LendView(Part, component='components/tagwalk_lend.js'):
    """The counter: `mode` is lend or back; `first` is a thing that is in hand already."""

    module = 'lend-view.js'

    def __init__(self, mode: str, first: str = '') -> None:
        super().__init__()
        self._props.update(mode=mode, first=first)
        self.style('width: 100%')


class StocktakeView(Part, component='components/tagwalk_stocktake.js'):
    """Walk mode over the whole screen; everything it knows of the stocktake it has from the phone's store."""

    module = 'stocktake-view.js'

    def __init__(self, id: str) -> None:
        super().__init__()
        self._props.update(id=id)


class StocktakesView(Part, component='components/tagwalk_stocktakes.js'):
    """The running stocktakes that somebody counts in, each a way into walking; nothing where there is none."""

    module = 'stocktake-cards.js'


class LookView(Part, component='components/tagwalk_look.js'):
    """Choosing this device's colours, size of type and contrast."""

    module = 'look-view.js'


class EverywhereView(Part, component='components/tagwalk_everywhere.js'):
    """The one search for everything; `doors` are the pages that somebody may open: address, icon, name."""

    module = 'everywhere-view.js'

    def __init__(self, doors: list[list[str]]) -> None:
        super().__init__()
        self._props.update(doors=given(doors))
        self.style('width: 100%')


class MemoryView(Part, component='components/tagwalk_memory.js'):
    """On a thing's page its star and sharing; without a thing what this phone's person came back to lately."""

    module = 'memory-view.js'

    def __init__(self, id: str = '', name: str = '') -> None:
        super().__init__()
        self._props.update(id=id, name=name)


class StatusBadge(Part, component='components/tagwalk_status.js'):
    """The outbox's state for the header."""

    module = 'status.js'


@cache
def words_version(language: str) -> str:
    return hashlib.sha256(phone_text(language).encode()).hexdigest()[:12]


@cache
def _head(language: str, user: str | None, hosts: tuple[str, ...]) -> str:
    page = {
        'language': language,
        'user': user,
        'hosts': hosts,
        'timezone': read_config().timezone.key,
        'words': {known: words_version(known) for known in ('zh-CN', 'en')},
    }
    return '\n'.join(
        [
            '<link rel="manifest" href="/manifest.webmanifest">',
            f'<meta name="theme-color" content="{THEME}">',
            '<meta name="mobile-web-app-capable" content="yes">',
            '<link rel="apple-touch-icon" href="/icons/192.png">',
            look(),
            f'<link rel="stylesheet" href="{address("tagwalk.css")}">',
            *(f'<link rel="modulepreload" href="{url}">' for url in needed_by('phone.js')),
            f'<script type="application/json" id="tw-config">{_safe_json(page)}</script>',
            f'<script type="module" src="{address("phone.js")}"></script>',
            '<noscript>请打开 JavaScript · Please turn on JavaScript</noscript>',
        ]
    )


def _safe_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace('<', '\\u003c')
