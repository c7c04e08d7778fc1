"""The frame around every page: who is looking, the header, the bar at the bottom, and moving between pages."""

import asyncio
import logging
import secrets
from html import escape
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import APIRouter, Client, background_tasks, core, ui

from app.core import auth, health, web
from app.core.words import sentence
from pages import early, routes
from pages.notice import notice
from pages.parts import Visitor, banner, box, empty, piece, words, written
from pages.phone import StatusBadge, drawn, phone_head

logger = logging.getLogger('tagwalk.pages')
router = APIRouter()
PATIENCE = 0.5  # seconds for the inside of a page to come with it


@router.page('/')
@router.page('/{_:path}')
async def root(request: Request) -> Response | None:
    """Every page is drawn inside this one, so that moving about needs no full load."""
    actor = await auth.who(web.session_token(request.cookies))
    path = request.url.path
    wanted = path + (f'?{request.url.query}' if request.url.query else '')
    if not actor:
        return await notice(request, quote(wanted)) or RedirectResponse(f'/sign-in?next={quote(wanted)}')
    if path.upper().startswith('/T/') and not path.startswith('/t/'):
        return RedirectResponse(f'/t/{path[3:]}')
    visitor = Visitor(actor.session, actor.language, actor)
    _own(ui.context.client, visitor.session)
    phone_head(visitor.language, user=str(actor.id))
    await _draw(visitor).drawn()
    early.add(ui.context.client)
    return None


def _draw(visitor: Visitor) -> 'Pages':
    ui.query('html').props(f'lang={visitor.language}')
    ui.query('body').classes('tw-body')
    with ui.element('header').classes('tw-header'):
        piece(drawn('mark') + written(visitor.t('app-name')), 'tw-brand', 'a', href='/')
        StatusBadge()
        ways = [('/find', 'everywhere-title', 'search')] if visitor.may('things.see') else []
        ways.append(('/me', 'me-title', 'account'))
        piece(''.join(_way(path, visitor.t(word), picture) for path, word, picture in ways), 'tw-ways')
    with box('tw-page'):
        if trouble := health.health.trouble:
            banner('bad', sentence(trouble, visitor.language), 'alert')
        pages = Pages(visitor)
    _draw_tabs(visitor)
    return pages


def _draw_tabs(visitor: Visitor) -> None:
    """The bar at the bottom; the tab of the page that is shown stands out."""
    tabs: dict[str, ui.element] = {}
    with ui.element('nav').classes('tw-tabs') as bar:
        bar._props['aria-label'] = visitor.t('app-tabs')
        tabs['/'] = _tab('/', 'home', visitor.t('home-title'))
        if visitor.may('things.see'):
            tabs['/things'] = _tab('/things', 'list', visitor.t('register-title'))
            tabs['/scan'] = _tab('/scan', 'scan', visitor.t('scan-title')).classes('tw-tab-scan')
            tabs['/repairs'] = _tab('/repairs', 'wrench', visitor.t('repairs-title'))
        tabs['/more'] = _tab('/more', 'menu', visitor.t('more-title'))

    def mark(path: str) -> None:
        here = '/' + path.partition('?')[0].split('/')[1]
        for root, tab in tabs.items():
            tab.props('aria-current=page') if root == here else tab.props(remove='aria-current')

    router = ui.context.client.sub_pages_router
    router.on_path_changed(mark)
    mark(router.current_path)


class Pages(ui.sub_pages):
    """What is inside the frame; an address that leads nowhere says so in the person's language."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        super().__init__(routes.DRAWN)

    async def drawn(self) -> None:
        """Wait for what is inside, so that it comes with the page itself.

        Over the socket it would come a tenth of a second later, since NiceGUI looks no more often whether there is one.
        A page that takes long follows that way.
        """
        if self._active_tasks:
            await asyncio.wait(self._active_tasks, timeout=PATIENCE)

    def _render_404(self) -> None:
        empty('info', self.visitor.t('problem-unknown_page'), 'h1')

    def _render_error(self, error: Exception) -> None:
        id = secrets.token_hex(3)
        logger.error('page broke %s', id, exc_info=error)
        empty('error', self.visitor.t('problem-page_broken'), 'h1')
        words(self.visitor.t('page-broken-id', id=id), 'tw-sub tw-centre', 'p')


def _way(path: str, label: str, picture: str) -> str:
    return f'<a class="tw-icon-button" href="{path}" aria-label="{escape(label)}">{drawn(picture)}</a>'


def _tab(path: str, name: str, label: str) -> ui.element:
    return piece(drawn(name) + written(label), '', 'a', href=path)


def _own(client: Client, session: str) -> None:
    _clients.setdefault(session, set()).add(client.id)
    client.on_delete(lambda: _clients.get(session, set()).discard(client.id))


_clients: dict[str, set[str]] = {}


def _close_pages(session: str) -> None:
    """A session has ended: so have its pages, since an open page would go on working."""
    for id in _clients.pop(session, set()):
        client = Client.instances.get(id)
        if client:
            # What a page is told in the usual way goes out after its client is gone, so this goes straight to it.
            leave = {'code': 'location.replace("/sign-in")', '_id': client.outbox.next_message_id}
            background_tasks.create(core.sio.emit('run_javascript', leave, room=id))
            client.delete()


auth.on_end.append(_close_pages)
