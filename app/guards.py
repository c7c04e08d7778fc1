"""What stands before every answer: who may open a socket, and the headers that bind the browser."""

import re
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.requests import cookie_parser

from app.core import auth, limiting, web
from app.core.actors import Actor
from app.core.config import read_config
from app.core.errors import TooOften
from app.rescue import MOST_BYTES, RIGHT
from app.sync import own_origin

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self' data:; "
    "connect-src 'self' {sockets}; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
UPLOAD_BYTES = 6_000_000
MOST_SOCKETS = 40  # of one session at once: a person's tabs, on a phone that several share
PLAIN = {
    b'x-content-type-options': b'nosniff',
    b'referrer-policy': b'no-referrer',
    b'permissions-policy': b'camera=(self), geolocation=(), microphone=(self)',
    b'cross-origin-resource-policy': b'same-origin',
}


class SocketGuard:
    """Only pages of our own, opened by somebody signed in, may talk over the socket, and not too many at once."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.open: Counter[str] = Counter()  # sockets, and questions of those without one, by session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope['type'] in ('http', 'websocket') and scope['path'].startswith('/_nicegui_ws'):
            headers = {name.decode('latin-1'): value.decode('latin-1') for name, value in scope['headers']}
            session = await _ours(headers)
            if not session or self.open[session] >= MOST_SOCKETS or _is_too_often(scope, session):
                await _turn_away(scope, receive, send)
                return
            self.open[session] += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.open[session] -= 1
                if not self.open[session]:
                    del self.open[session]
            return
        await self.app(scope, receive, send)


class UploadGuard:
    """NiceGUI takes uploads of any size: keep to a spreadsheet's or a phone's file, and to those signed in."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope['type'] == 'http' and scope['method'] == 'POST' and scope['path'].startswith('/_nicegui/'):
            headers = {name.decode('latin-1'): value.decode('latin-1') for name, value in scope['headers']}
            length = headers.get('content-length', '')
            size = int(length) if length.isdecimal() and len(length) < 12 else MOST_BYTES + 1
            actor = await _caller(headers)
            if not actor or size > (MOST_BYTES if actor.may(RIGHT) else UPLOAD_BYTES):
                await _turn_away(scope, receive, send)
                return
        await self.app(scope, receive, send)


class Headers:
    """Content security policy with a nonce a page, and the other headers that bind the browser."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope['type'] != 'http':
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        start: Message = {}
        body = bytearray()

        async def pass_on(message: Message) -> None:
            nonlocal start
            if message['type'] == 'http.response.start':
                message['headers'] = _headers(scope, message['headers'], nonce)
                start = message
                if not _is_page(start):
                    await send(start)
            elif not _is_page(start):
                await send(message)
            else:
                body.extend(message.get('body', b''))
                if not message.get('more_body'):
                    page = re.sub(rb'<script\b', b'<script nonce="%s"' % nonce.encode(), bytes(body))
                    headers = [(name, value) for name, value in start['headers'] if name.lower() != b'content-length']
                    start['headers'] = [*headers, (b'content-length', str(len(page)).encode())]
                    body.clear()  # an open page keeps its request, and with it what is here
                    await send(start)
                    await send({'type': 'http.response.body', 'body': page})

        await self.app(scope, receive, pass_on)


class Departures:
    """Somebody who left before the answer came is no fault of ours; the framework's middleware takes it for one."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        left = False

        async def hear() -> Message:
            nonlocal left
            message = await receive()
            left = left or message['type'] == 'http.disconnect'
            return message

        try:
            await self.app(scope, hear, send)
        except RuntimeError as error:
            if not left or str(error) != 'No response returned.':
                raise


async def _ours(headers: dict[str, str]) -> str:
    """The session that a call of a page of our own belongs to; nothing for other sites' and for strangers."""
    actor = await _caller(headers)
    return actor.session if actor else ''


async def _caller(headers: dict[str, str]) -> Actor | None:
    origin = headers.get('origin')
    if origin and not own_origin(origin, headers.get('host', '')):
        return None
    return await auth.who(web.session_token(cookie_parser(headers.get('cookie', ''))), used=False)


def _is_too_often(scope: Scope, session: str) -> bool:
    """Whether a session opens new lines faster than pages are opened; questions on an open line do not count."""
    if b'sid=' in scope.get('query_string', b''):
        return False
    try:
        limiting.allow(limiting.SOCKETS, 'socket', session)
    except TooOften:
        return True
    return False


def _is_page(start: Message) -> bool:
    """Whether a nonce goes into this answer: a page that did not come with a policy of its own."""
    headers = dict(start['headers'])
    return headers.get(b'content-type', b'').startswith(b'text/html') and b'x-own-policy' not in headers


def _headers(scope: Scope, given: list[tuple[bytes, bytes]], nonce: str) -> list[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in given}
    if b'content-security-policy' in present:
        given = [*given, (b'x-own-policy', b'1')]
    config = read_config()
    sockets = config.origin.replace('http', 'ws', 1)
    added = dict(PLAIN)
    added[b'content-security-policy'] = POLICY.format(nonce=nonce, sockets=sockets).encode()
    if config.is_https:
        added[b'cross-origin-opener-policy'] = b'same-origin'
    if config.is_https and not config.own_https:  # with our own, plain http is the way to trusting it, today and anew
        added[b'strict-transport-security'] = b'max-age=31536000; includeSubDomains'
    if scope['path'].startswith('/api/'):
        added[b'cache-control'] = b'no-store'
    return [*given, *((name, value) for name, value in added.items() if name not in present)]


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope['type'] == 'websocket':
        await receive()
        await send({'type': 'websocket.close', 'code': 4403})
        return
    await send({'type': 'http.response.start', 'status': 403, 'headers': [(b'content-type', b'text/plain')]})
    await send({'type': 'http.response.body', 'body': b'forbidden'})
