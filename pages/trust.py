"""Trusting this server once: over plain http too, since it is the way to https."""

import html
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import qrcode
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from app import packed, trusting
from app.certificates import fingerprint, leaf_names
from app.core.config import read_config
from app.core.words import t
from pages.bundle import address, look, look_hash
from pages.sign_in import language_of
from pages.trust_pictures import screen

router = APIRouter()

POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'self' '{look}'; "
    "connect-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff'}
HERE = ('127.0.0.1', '::1')
FOR_HERE = ('/healthz', '/api/command/')  # what this machine's own commands ask, over plain http as ever

Say = Callable[[str], str]


@router.get('/trust', include_in_schema=False)
def trust(request: Request) -> Response:
    """How a phone comes to trust this server; where it need not, what is missing without https, or nothing."""
    config = read_config()
    if config.own_https:
        return _page(request, _steps)
    return RedirectResponse('/') if config.is_https else _page(request, _missing)


@router.get('/trust/tagwalk-ca.crt', include_in_schema=False)
def authority() -> Response:
    return _file(trusting.authority_file, trusting.CRT, 'tagwalk-ca.crt')


@router.get('/trust/tagwalk.mobileconfig', include_in_schema=False)
def profile() -> Response:
    return _file(trusting.profile, trusting.PROFILE, 'tagwalk.mobileconfig')


def plain(app: Any) -> Callable[..., Awaitable[None]]:
    """What answers over plain http where the app itself speaks https: this page, and this machine's commands."""
    door = FastAPI(openapi_url=None)
    door.mount('/static/dist', StaticFiles(directory=packed.DIST, check_dir=False))
    door.include_router(router)

    @door.get('/{path:path}')
    def lead(request: Request) -> Response:
        return _page(request, _steps)

    @door.api_route('/{path:path}', methods=['POST', 'PUT', 'PATCH', 'DELETE'])
    def refuse(request: Request) -> Response:
        body = {'problem': 'needs_https', 'message': t('problem-needs_https', language_of(request))}
        return JSONResponse(body, 426, {'Upgrade': 'TLS/1.2', 'Connection': 'Upgrade'})

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        ours = scope['client'] and scope['client'][0] in HERE and scope['path'].startswith(FOR_HERE)
        await (app if ours else door)(scope, receive, send)

    return answer


def _file(made: Callable[[], bytes], media_type: str, name: str) -> Response:
    if not read_config().own_https:
        return Response(status_code=404)
    how = {'Cache-Control': 'no-store', 'Content-Disposition': f'attachment; filename="{name}"'}
    return Response(made(), media_type=media_type, headers=how)


def _host(request: Request) -> str:
    """The name this phone called us by, if it is one of ours; else the public one."""
    called = (request.url.hostname or '').lower()
    if called in leaf_names(trusting.certificates().leaf):
        return f'[{called}]' if ':' in called else called
    return urlsplit(read_config().public_url).hostname or ''


def _page(request: Request, inside: Callable[[Request, Say], str]) -> HTMLResponse:
    language = language_of(request)

    def say(word: str) -> str:
        return html.escape(t(word, language))

    other, other_name = ('en', 'English') if language == 'zh-CN' else ('zh-CN', '中文')
    return HTMLResponse(
        f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>{say('trust-title')} · Tagwalk 码上巡</title>
{look()}
<link rel="stylesheet" href="{address('tagwalk.css')}">
<script type="module" src="{address('trust.js')}"></script>
</head>
<body class="tw-body">
<main class="tw-page tw-door">
<div class="tw-door-mark"><svg class="tw-icon" aria-hidden="true"><use href="{address('icons.svg')}#mark"/></svg></div>
{inside(request, say)}
<button class="tw-button tw-quiet" data-language="{other}" lang="{other}">{other_name}</button>
</main>
</body>
</html>""",
        headers=HEADERS | {'Content-Security-Policy': POLICY.format(look=look_hash())},
    )


def _missing(request: Request, say: Say) -> str:
    return f"""<h1 class="tw-h1">{say('trust-plain')}</h1>
<div class="tw-card tw-stack"><p>{say('trust-plain-works')}</p><p>{say('trust-plain-missing')}</p></div>
<div class="tw-card tw-stack"><h2 class="tw-h2">{say('trust-plain-how')}</h2>
<p>{say('trust-plain-own')}</p><pre class="tw-code">tagwalk run --https</pre><p>{say('trust-plain-proxy')}</p></div>
<a class="tw-button tw-primary" href="/">{say('trust-plain-on')}</a>"""


def _steps(request: Request, say: Say) -> str:
    port = urlsplit(read_config().public_url).port
    place = _host(request) + (f':{port}' if port else '')
    path = request.url.path if request.url.path.startswith('/t/') or request.url.path.startswith('/T/') else '/'
    secure = html.escape(f'https://{place}{path}')
    android = screen(say('trust-settings'), (say('trust-ca-search'), say('trust-ca'), say('trust-ca-user')), 1)
    files = screen(say('trust-downloads'), ('tagwalk-ca.crt', 'IMG_0412.jpg', 'IMG_0411.jpg'), 0)
    profile = screen(say('trust-settings'), ('Apple ID', say('trust-profile'), say('trust-general')), 1)
    switch = screen(say('trust-certificates'), (say('trust-roots'), 'Tagwalk …'), 1, switch=True)
    return f"""<h1 class="tw-h1">{say('trust-title')}</h1>
<p class="tw-sub">{say('trust-sub')}</p>
<p class="tw-banner tw-banner-warn" data-unsent role="alert" hidden>{say('trust-unsent')}</p>
<p class="tw-banner tw-banner-ok" data-secure="{secure}" role="status" hidden>{say('trust-done')}</p>
<details class="tw-card tw-trust" data-for="android"><summary>{say('trust-android')}</summary>
<ol class="tw-steps">
<li><p>{say('trust-android-1')}</p>
<a class="tw-button tw-primary" href="/trust/tagwalk-ca.crt">{say('trust-fetch')}</a></li>
<li>{android}<p>{say('trust-android-2')}</p></li>
<li>{files}<p>{say('trust-android-3')}</p></li>
<li><p>{say('trust-last')}</p><a class="tw-button" href="{secure}">{say('trust-open')}</a></li>
</ol></details>
<details class="tw-card tw-trust" data-for="apple"><summary>{say('trust-apple')}</summary>
<ol class="tw-steps">
<li><p>{say('trust-apple-1')}</p>
<a class="tw-button tw-primary" href="/trust/tagwalk.mobileconfig">{say('trust-fetch-profile')}</a></li>
<li>{profile}<p>{say('trust-apple-2')}</p></li>
<li>{switch}<p>{say('trust-apple-3')}</p></li>
<li><p>{say('trust-last')}</p><a class="tw-button" href="{secure}">{say('trust-open')}</a></li>
</ol></details>
<details class="tw-card tw-trust" data-for="computer"><summary>{say('trust-computer')}</summary>
<div class="tw-stack"><a class="tw-button" href="/trust/tagwalk-ca.crt">{say('trust-fetch')}</a>
<p>{say('trust-windows')}</p><p>{say('trust-mac')}</p>
<a class="tw-button" href="{secure}">{say('trust-open')}</a></div></details>
<section class="tw-card tw-stack"><h2 class="tw-h2">{say('trust-other')}</h2>
<p class="tw-sub">{say('trust-other-more')}</p>{_code(f'http://{place}/trust')}
<p class="tw-code">{html.escape(f'http://{place}/trust')}</p></section>
<section class="tw-card tw-stack"><h2 class="tw-h2">{say('trust-compare')}</h2>
<p class="tw-sub">{say('trust-compare-more')}</p>
<p class="tw-code tw-fingerprint">{fingerprint(trusting.certificates().authority)}</p></section>"""


def _code(text: str) -> str:
    """A QR code as one path."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    path = ''.join(f'M{x} {y}h1v1h-1z' for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return (
        f'<svg class="tw-trust-code" viewBox="0 0 {len(rows)} {len(rows)}" role="img" aria-label="{html.escape(text)}">'
        f'<rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
