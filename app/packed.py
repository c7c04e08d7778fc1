"""What `static/build.mjs` packed with Brotli, for browsers that take it: the long files of a first visit."""

import json
import mimetypes
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import FileResponse

from app import guards

DIST = Path(__file__).parent.parent / 'static' / 'dist'
FOR_EVER = {'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Encoding': 'br', 'Vary': 'Accept-Encoding'}

Scope = MutableMapping[str, Any]


class Packed:
    """Answers for the addresses that were packed, as long as the browser says that it can unpack; all have a version
    or a hash in them, so that they may be kept for ever."""

    def __init__(self, app: Callable[[Scope, Any, Any], Awaitable[None]]) -> None:
        self.app = app
        self.files = packed_files()
        self.answer = guards.Headers(self._answer)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        wanted = scope['type'] == 'http' and scope['method'] in ('GET', 'HEAD') and scope['path'] in self.files
        await (self.answer if wanted and _takes_brotli(scope) else self.app)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Any, send: Any) -> None:
        kind = mimetypes.guess_type(scope['path'])[0]
        await FileResponse(self.files[scope['path']], headers=FOR_EVER, media_type=kind)(scope, receive, send)


def packed_files() -> dict[str, Path]:
    """The packed file of each address; none before anything was built."""
    manifest = DIST / 'manifest.json'
    found = json.loads(manifest.read_text(encoding='utf-8')).get('packed', {}) if manifest.exists() else {}
    return {address: DIST / file for address, file in found.items()}


def _takes_brotli(scope: Scope) -> bool:
    taken = Headers(scope=scope).get('accept-encoding', '')
    return any(each.strip().partition(';')[0] == 'br' for each in taken.split(','))
