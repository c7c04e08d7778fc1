"""Signing in, and making the first account: small plain pages that need no socket."""

import html
from collections.abc import Callable, Sequence
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from app import pairing, people, schools
from app.checklists_template import SCHOOLS
from app.core import auth, limiting, web
from app.core.actors import the_server
from app.core.words import known, t
from app.sync import phone_calls, set_cookies
from models import Person
from pages.bundle import address, look

router = APIRouter()


@router.get('/sign-in', include_in_schema=False)
async def sign_in(request: Request, next: str = '/') -> Response:
    if await auth.who(web.session_token(request.cookies)):
        return RedirectResponse(safe(next))
    language = language_of(request)
    hint = t('sign-in-nobody-yet', language) if await people.has_nobody() else ''
    here = await auth.people_here(request.cookies.get(web.cookie_names()[1], ''))
    return _page(request, 'sign-in', to='/api/session', next=safe(next), hint=hint, here=here)


@router.get('/first/{key}', include_in_schema=False)
async def first(request: Request, key: str) -> Response:
    """The one-time page of the link that the terminal showed."""
    limiting.allow(limiting.STRANGER_LOOK_UPS, 'first', web.address_of(request))
    if not await people.is_first_key(key):
        return RedirectResponse('/sign-in')
    return _page(request, 'first', to=f'/first/{quote(key)}', next='/')


class FirstBody(BaseModel):
    name: str = Field(max_length=40)
    password: str = Field(max_length=200)
    kindergarten: Literal['', 'on'] = ''
    primary: Literal['', 'on'] = ''
    secondary: Literal['', 'on'] = ''

    @property
    def schools(self) -> list[str]:
        return [kind for kind in SCHOOLS if getattr(self, kind)]


@router.post('/first/{key}', include_in_schema=False)
async def make_first(request: Request, response: Response, key: str, body: FirstBody) -> dict[str, str]:
    await phone_calls(request)
    limiting.allow(limiting.STRANGER_LOOK_UPS, 'first', web.address_of(request))
    person = await people.add_first(key, body.name, body.password)
    if body.schools:
        await schools.choose_kinds(body.schools, the_server())
    set_cookies(response, await auth.open_session(person, agent=request.headers.get('user-agent', '')))
    return {'name': person.name}


@router.get('/join/{token}', include_in_schema=False)
async def ask_to_join(request: Request, token: str) -> Response:
    """What a one-time code leads to: a question first, since programs that preview links must not use it up."""
    limiting.allow(limiting.STRANGER_LOOK_UPS, 'join', web.address_of(request))
    person = await pairing.whose(token)
    language = language_of(request)
    if not person:
        return _page(request, 'sign-in', to='/api/session', next='/', hint=t('problem-pairing_over', language))
    return _page(request, 'join', to=f'/join/{quote(token)}', next='/', fields=False, name=person.shown)


@router.post('/join/{token}', include_in_schema=False)
async def join(request: Request, response: Response, token: str) -> dict[str, str]:
    await phone_calls(request)
    limiting.allow(limiting.STRANGER_LOOK_UPS, 'join', web.address_of(request))
    before = await auth.who(web.session_token(request.cookies))
    device = request.cookies.get(web.cookie_names()[1], '')
    signed = await pairing.join(token, device_token=device, agent=request.headers.get('user-agent', ''))
    if before:
        await auth.end(before.session)
    set_cookies(response, signed)
    return {'name': signed.actor.name}


def safe(next: str) -> str:
    """A path of our own to go on to, whatever the address asked for."""
    return next if next.startswith('/') and not next.startswith(('//', '/\\')) else '/'


def language_of(request: Request) -> str:
    chosen = request.cookies.get('tw-language')
    return known(chosen) if chosen else web.language_of(request)


def _page(
    request: Request, page: str, *, to: str, next: str, hint: str = '', name: str = '', fields: bool = True,
    here: Sequence[Person] = (),
) -> HTMLResponse:  # fmt: skip
    language = language_of(request)

    def say(word: str) -> str:
        return html.escape(t(word, language, name=name))

    other, other_name = ('en', 'English') if language == 'zh-CN' else ('zh-CN', '中文')
    new = page == 'first'
    note = f'<p class="tw-banner tw-banner-info">{html.escape(hint)}</p>' if hint else ''
    school = _school(say) if new else ''
    return HTMLResponse(f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>{say(f'{page}-title')} · Tagwalk 码上巡</title>
<link rel="manifest" href="/manifest.webmanifest"><link rel="icon" href="/icons/192.png">
{look()}
<link rel="stylesheet" href="{address('tagwalk.css')}">
<script type="module" src="{address('sign-in.js')}"></script>
</head>
<body class="tw-body">
<main class="tw-page tw-door">
<div class="tw-door-mark"><svg class="tw-icon" aria-hidden="true"><use href="{address('icons.svg')}#mark"/></svg></div>
<h1 class="tw-h1">{say(f'{page}-title')}</h1>
<p class="tw-sub">{say(f'{page}-sub')}</p>
{note}
{_pins(say, here, next) if here else ''}
<form class="tw-card tw-stack" novalidate data-to="{html.escape(to)}" data-next="{html.escape(next)}"
 data-offline="{say('sign-in-offline')}">
{_fields(say, new=new) if fields else ''}
{school}
<p class="tw-banner tw-banner-bad" role="alert" hidden></p>
<button class="tw-button tw-primary" type="submit">{say(f'{page}-go')}</button>
</form>
<button class="tw-button tw-quiet" data-language="{other}" lang="{other}">{other_name}</button>
</main>
</body>
</html>""")


def _fields(say: Callable[[str], str], *, new: bool) -> str:
    length = f'<span class="tw-hint">{say("first-password-hint")}</span>' if new else ''
    kind = 'new-password' if new else 'current-password'
    code = (
        ''
        if new
        else f"""<label class="tw-field" data-second hidden>
<span class="tw-label">{say('sign-in-code')}</span>
<input name="code" maxlength="20" autocomplete="one-time-code" autocapitalize="characters">
<span class="tw-hint">{say('sign-in-code-hint')}</span></label>"""
    )
    return f'''<label class="tw-field"><span class="tw-label">{say('sign-in-name')}</span>
<input name="name" required maxlength="40" autocomplete="username" autocapitalize="none" autofocus></label>
<label class="tw-field"><span class="tw-label">{say('sign-in-password')}</span>
<input name="password" type="password" required maxlength="200" autocomplete="{kind}">{length}</label>
{code}'''


def _pins(say: Callable[[str], str], here: Sequence[Person], next: str) -> str:
    """On a shared phone: who of its people is it, and their PIN."""
    people = ''.join(
        f'<button type="button" class="tw-button" data-person="{html.escape(person.name)}">'
        f'{html.escape(person.shown)}</button>'
        for person in here
    )
    return f'''<form class="tw-card tw-stack" novalidate data-to="/api/session" data-next="{html.escape(next)}"
 data-offline="{say('sign-in-offline')}" data-pins>
<h2 class="tw-h2">{say('sign-in-who')}</h2>
<div class="tw-picks">{people}</div>
<div class="tw-stack" hidden>
<input type="hidden" name="name">
<label class="tw-field"><span class="tw-label">{say('sign-in-pin')}</span>
<input name="pin" type="password" inputmode="numeric" pattern="[0-9]*" maxlength="6" autocomplete="off"></label>
<p class="tw-banner tw-banner-bad" role="alert" hidden></p>
<button class="tw-button tw-primary" type="submit">{say('sign-in-go')}</button>
</div>
</form>'''


def _school(say: Callable[[str], str]) -> str:
    """What kind of school it is: one house may hold several."""
    boxes = ''.join(
        f'<label class="tw-pick"><input type="checkbox" name="{kind}"><span>{say(f"schools-{kind}")}</span></label>'
        for kind in SCHOOLS
    )
    return (
        f'<fieldset class="tw-field"><legend class="tw-label">{say("schools-which")}</legend>'
        f'<div class="tw-picks">{boxes}</div><span class="tw-hint">{say("schools-which-more")}</span></fieldset>'
    )
