"""What somebody without an account sees at a label: nothing, unless the thing is dangerous or its sort is opened."""

import html

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from app import public, register, tags
from app.core import limiting, web
from app.core.config import read_config
from app.core.errors import Problem
from app.core.words import t
from models import Thing
from pages import public_reports
from pages.bundle import address, look
from pages.sign_in import language_of


async def notice(request: Request, wanted: str) -> Response | None:
    """A red page for a label whose thing, or something in whose place, is out of use; None for every other address.

    Things of a category that the school has opened have a page although they are safe. Names and states stand here
    and nothing else: no price, no person, no reason. Unknown codes answer as safe things do.
    """
    if not request.url.path.lower().startswith('/t/'):
        return None
    try:
        limiting.allow(limiting.STRANGER_LOOK_UPS, 'notice', web.address_of(request))
        thing = await tags.thing_of(request.url.path[3:])
    except Problem:
        return None
    dangers = [thing] if thing.blocked_by else await register.blocked_inside(thing) if thing.is_place else []
    if thing.is_retired:
        return None
    if dangers:
        return _page(language_of(request), thing, dangers, wanted)
    shown = await public.of(thing)
    return _plain(language_of(request), shown, wanted, request.url.path[3:]) if shown else None


def _page(language: str, thing: Thing, dangers: list[Thing], wanted: str) -> HTMLResponse:
    """The red one."""
    what = ''.join(f'<h1 class="tw-h1">{html.escape(each.name)}</h1>' for each in dangers)
    where = f'<p>{html.escape(thing.name)}</p>' if dangers != [thing] else ''
    card = f"""<div class="tw-card tw-tape tw-notice" role="alert">
<svg class="tw-icon" aria-hidden="true"><use href="{address('icons.svg')}#tape"/></svg>
<p class="tw-notice-what">{html.escape(t('notice-title', language))}</p>
{what}
{where}
<p>{html.escape(t('notice-more', language))}</p>
</div>"""
    return _whole(
        language, f'{t("notice-title", language)} · {thing.name}', card, t('notice-sign-in', language), wanted
    )


def _plain(language: str, shown: public.Shown, wanted: str, code: str) -> HTMLResponse:
    """The one of a category that the school has opened."""
    since = f'{shown.since.astimezone(read_config().timezone):%Y-%m-%d}' if shown.since else ''
    said = t(f'public-{shown.state}', language, day=since)
    mood = {'in_use': 'ok', 'repair': 'warn'}.get(shown.state, 'info')
    card = f"""<div class="tw-card tw-stack">
<h1 class="tw-h1">{html.escape(shown.name)}</h1>
<p class="tw-banner tw-banner-{mood}"><span>{html.escape(said)}</span></p>
</div>"""
    if not shown.may_report:
        return _whole(language, shown.name, card, t('public-sign-in', language), wanted)
    card += public_reports.form(language, code, known=shown.state == 'repair')
    return _whole(language, shown.name, card, t('notice-sign-in', language), wanted)


def _whole(language: str, title: str, card: str, door: str, wanted: str) -> HTMLResponse:
    return HTMLResponse(
        f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>{html.escape(title)}</title>
<link rel="icon" href="/icons/192.png">{look()}<link rel="stylesheet" href="{address('tagwalk.css')}">
</head>
<body class="tw-body">
<main class="tw-page tw-door">
{card}
<a class="tw-button tw-quiet" href="/sign-in?next={html.escape(wanted)}">{html.escape(door)}</a>
</main>
</body>
</html>""",
        headers={'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer'},
    )
