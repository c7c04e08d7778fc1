"""What makes the site an app: the service worker, the offline page, the manifest and its icons."""

import hashlib
import io
import json
import os
from functools import cache
from pathlib import Path

import nicegui
from fastapi import APIRouter, Request, Response
from PIL import Image, ImageDraw

from app.core.config import read_config
from pages.bundle import DIST, File, address, built, look, look_hash, needed_by
from pages.phone import THEME

router = APIRouter()

SHELL_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{importmap}' '{look}'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
FRESH = {'Cache-Control': 'no-cache'}


@router.get('/sw.js', include_in_schema=False)
def worker(request: Request) -> Response:
    headers = FRESH | {'Service-Worker-Allowed': '/', 'Content-Security-Policy': "default-src 'self'"}
    headers['ETag'] = f'"{_sha256(_worker().encode())}"'  # browsers ask for it at every visit
    if request.headers.get('if-none-match') == headers['ETag']:
        return Response(status_code=304, headers=headers)
    return Response(_worker(), media_type='text/javascript', headers=headers)


@router.get('/sw-kill.json', include_in_schema=False)
def kill() -> Response:
    """The way out: with TAGWALK_SW_KILL=1 every service worker removes itself and what it kept."""
    body = {'kill': os.environ.get('TAGWALK_SW_KILL', '') == '1'}
    return Response(json.dumps(body), media_type='application/json', headers={'Cache-Control': 'no-store'})


@router.get('/offline', include_in_schema=False)
def offline() -> Response:
    policy = SHELL_POLICY.format(importmap=_hash_of(_importmap()), look=look_hash())
    headers = FRESH | {'Content-Security-Policy': policy}
    return Response(_shell(), media_type='text/html', headers=headers)


@router.get('/manifest.webmanifest', include_in_schema=False)
def webmanifest() -> Response:
    return Response(_webmanifest(), media_type='application/manifest+json', headers=FRESH)


@router.get('/icons/{name}.png', include_in_schema=False)
def app_icon(name: str) -> Response:
    if name not in ('192', '512', 'maskable'):
        return Response(status_code=404)
    headers = {'Cache-Control': 'public, max-age=86400'}
    return Response(_icon(512 if name == 'maskable' else int(name), name == 'maskable'), 200, headers, 'image/png')


@cache
def _worker() -> str:
    """The worker with its exact list of files in front, so that a changed file makes a new worker."""
    wasm = address('reader.wasm')
    own = [file for file in built() if file.url != wasm]
    later = [file for file in built() if file.url == wasm]
    first = [*own, _vue(), File('/offline', _sha256(_shell().encode()))]
    first += [
        File('/manifest.webmanifest', _sha256(_webmanifest().encode())),
        File('/icons/192.png', _sha256(_icon(192))),
    ]
    files = {'first': [_entry(file) for file in first], 'later': [_entry(file) for file in later], 'shell': '/offline'}
    return f'self.TAGWALK_FILES = {json.dumps(files)};\n{(DIST / "sw.js").read_text(encoding="utf-8")}'


def _entry(file: File) -> dict[str, str | None]:
    """A file with a version in its address may come from the browser's own cache; the hash is checked either way."""
    versioned = file.url.startswith(('/static/', '/_nicegui/'))
    return {'url': file.url, 'revision': None if versioned else file.sha256, 'integrity': file.integrity}


@cache
def _vue() -> File:
    """The Vue that NiceGUI ships, at the address its pages use."""
    name = 'vue.esm-browser.prod.js'
    content = (Path(nicegui.__file__).parent / 'static' / name).read_bytes()
    return File(f'/_nicegui/{nicegui.__version__}/static/{name}', _sha256(content))


@cache
def _shell() -> str:
    """The offline app's page: the same bytes for everybody, so that its hash can be checked."""
    preload = ''.join(
        f'<link rel="modulepreload" href="{url}">' for url in [*needed_by('phone.js'), *needed_by('shell.js')]
    )
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>码上巡 Tagwalk</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="{THEME}">
<link rel="manifest" href="/manifest.webmanifest">
<link rel="icon" href="/icons/192.png">
{look()}
<link rel="stylesheet" href="{address('tagwalk.css')}">
<script type="application/json" id="tw-config">{_config()}</script>
<script type="importmap">{_importmap()}</script>
{preload}
<script type="module" src="{address('phone.js')}"></script>
<script type="module" src="{address('shell.js')}"></script>
</head>
<body><div id="app"></div><noscript>请打开 JavaScript · Please turn on JavaScript</noscript></body>
</html>
"""


def _config() -> str:
    return json.dumps({'timezone': read_config().timezone.key})


def _importmap() -> str:
    return json.dumps({'imports': {'vue': _vue().url}})


@cache
def _webmanifest() -> str:
    return json.dumps(
        {
            'id': '/',
            'name': '码上巡',
            'short_name': '码上巡',
            'description': '扫一扫，巡查、报修、盘点 · Scan, check, report, count',
            'lang': 'zh-CN',
            'start_url': '/',
            'scope': '/',
            'display': 'standalone',
            'background_color': '#f5f3ee',
            'theme_color': THEME,
            'icons': [
                {'src': '/icons/192.png', 'sizes': '192x192', 'type': 'image/png', 'purpose': 'any'},
                {'src': '/icons/512.png', 'sizes': '512x512', 'type': 'image/png', 'purpose': 'any'},
                {'src': '/icons/maskable.png', 'sizes': '512x512', 'type': 'image/png', 'purpose': 'maskable'},
            ],
            'shortcuts': [{'name': '扫一扫', 'url': '/scan'}, {'name': '待发箱', 'url': '/outbox'}],
        },
        ensure_ascii=False,
    )


@cache
def _icon(size: int, maskable: bool = False) -> bytes:
    """Our mark: the three corners of a label and a tick."""
    big = 1024
    picture = Image.new('RGBA', (big, big), THEME if maskable else (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    if not maskable:
        pen.rounded_rectangle((0, 0, big - 1, big - 1), 220, fill=THEME)
    inset, reach = (300, 170) if maskable else (230, 215)
    far = big - inset
    for x, y, dx, dy in ((inset, inset, 1, 1), (far, inset, -1, 1), (inset, far, 1, -1)):
        pen.line([(x + dx * reach, y), (x, y), (x, y + dy * reach)], fill='#ffffff', width=64, joint='curve')
        for end in ((x + dx * reach, y), (x, y + dy * reach), (x, y)):
            pen.ellipse((end[0] - 32, end[1] - 32, end[0] + 32, end[1] + 32), fill='#ffffff')
    span = far - inset
    tick = [(inset + span * a, inset + span * b) for a, b in ((0.33, 0.6), (0.58, 0.86), (1.04, 0.36))]
    pen.line(tick, fill='#ffc94d', width=88, joint='curve')
    for across, down in tick:
        pen.ellipse((across - 44, down - 44, across + 44, down + 44), fill='#ffc94d')
    made = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(made, 'PNG', optimize=True)
    return made.getvalue()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash_of(script: str) -> str:
    return File('', _sha256(script.encode())).integrity
