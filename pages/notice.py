"""What somebody without an account sees at a label: nothing, unless the thing is dangerous."""

import html

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from app import register, tags
from app.core import limiting, web
from app.core.errors import Problem
from app.core.words import t
from models import Thing
from pages.bundle import address
from pages.sign_in import language_of


async def notice(request: Request, wanted: str) -> Response | None:
    """A red page for a label whose thing, or something in whose place, is out of use; None for every other address.

    Names stand here and nothing else: no price, no person, no reason. Unknown codes answer as safe things do.
    """
    if not request.url.path.lower().startswith('/t/'):
        return None
    try:
        limiting.allow(limiting.STRANGER_LOOK_UPS, 'notice', web.address_of(request))
        thing = await tags.thing_of(request.url.path[3:])
    except Problem:
        return None
    dangers = [thing] if thing.blocked_by else await register.blocked_inside(thing) if thing.is_place else []
    if not dangers or thing.is_retired:
        return None
    return _page(language_of(request), thing, dangers, wanted)


def _page(language: str, thing: Thing, dangers: list[Thing], wanted: str) -> HTMLResponse:
    def say(word: str) -> str:
        return html.escape(t(word, language))

    what = ''.join(f'<li>{html.escape(each.name)}</li>' for each in dangers)
    listed = f'<ul class="tw-notice-list">{what}</ul>' if dangers != [thing] else ''
    return HTMLResponse(
        f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>{say('notice-title')} · {html.escape(thing.name)}</title>
<link rel="icon" href="/icons/192.png"><link rel="stylesheet" href="{address('tagwalk.css')}">
</head>
<body class="tw-body">
<main class="tw-page tw-door">
<div class="tw-card tw-tape tw-notice" role="alert">
<svg class="tw-icon" aria-hidden="true"><use href="{address('icons.svg')}#tape"/></svg>
<p class="tw-notice-what">{say('notice-title')}</p>
<h1 class="tw-h1">{html.escape(thing.name)}</h1>
{listed}
<p>{say('notice-more')}</p>
</div>
<a class="tw-button tw-quiet" href="/sign-in?next={html.escape(wanted)}">{say('notice-sign-in')}</a>
</main>
</body>
</html>""",
        headers={'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer'},
    )
