"""One port for both: https is the app, and plain http the page that shows the way to it."""

import asyncio
import ssl
from asyncio.sslproto import SSLProtocol
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.server import ServerState

HELLO = 0x16  # with which every TLS connection begins (RFC 8446, section 5.1)
SECONDS = 20.0  # for a phone to say its first word, and to shake hands


class SecurePort(asyncio.Protocol):
    """Looks at the first byte of a connection and hands the connection on, with all that came."""

    def __init__(
        self,
        context: ssl.SSLContext,
        plain: Any,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self.context, self.plain, self.state = context, plain, server_state
        self.loop = _loop or asyncio.get_event_loop()
        make: Any = AutoHTTPProtocol
        self.inner: Any = make(config=config, server_state=server_state, app_state=app_state, _loop=_loop)

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.state.connections.add(self)  # type: ignore[arg-type]
        self.patience = self.loop.call_later(SECONDS, transport.abort)

    def data_received(self, data: bytes) -> None:
        self._leave()
        if data[0] == HELLO:
            self._hand_to_tls(data)
            return
        self.inner.app, self.inner.ws_protocol_class = self.plain, None
        self.transport.set_protocol(self.inner)
        self.inner.connection_made(self.transport)
        self.inner.data_received(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._leave()

    def shutdown(self) -> None:
        self.transport.abort()

    def _hand_to_tls(self, data: bytes) -> None:
        """What `loop.start_tls` does, but with a first word that has been read already."""
        made: Any = SSLProtocol
        tls = made(
            self.loop, self.inner, self.context, None,
            server_side=True, call_connection_made=True, ssl_handshake_timeout=SECONDS,
        )  # fmt: skip
        self.transport.set_protocol(tls)
        tls.connection_made(self.transport)
        while data:
            room = tls.get_buffer(len(data))
            size = min(len(room), len(data))
            room[:size] = data[:size]
            tls.buffer_updated(size)
            data = data[size:]

    def _leave(self) -> None:
        self.patience.cancel()
        self.state.connections.discard(self)  # type: ignore[arg-type]
