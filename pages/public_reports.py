"""Reporting a fault without an account: a small form on the public page that needs no socket and no secure line."""

import html

from fastapi import APIRouter, Request
from pydantic import ValidationError

from app import public_reports
from app.core import limiting, web
from app.core.errors import BadInput, WrongType
from app.core.words import t
from app.sync import phone_calls
from pages.bundle import address
from pages.sign_in import language_of

router = APIRouter()

# What is often the matter, in one tap.
OFTEN = ('dead', 'loose', 'leaks', 'noise', 'cracked', 'dirty')


@router.post('/t/{code}/report', include_in_schema=False)
async def report(request: Request, code: str) -> dict[str, str]:
    """Raises NotFound for every label at which nothing may be reported, whatever the reason."""
    await phone_calls(request)
    if 'json' not in request.headers.get('content-type', ''):
        raise WrongType('not_json')
    caller = web.address_of(request)
    limiting.allow(limiting.STRANGER_LOOK_UPS, 'notice', caller)
    thing = await public_reports.open_thing(code)
    try:
        said = public_reports.Said.model_validate_json(await web.body_of(request, public_reports.BODY_BYTES))
    except ValidationError:
        raise BadInput('bad_body') from None
    language = language_of(request)
    outcome = await public_reports.take(thing, said, caller, language)
    return {'outcome': outcome, 'message': t(f'public-{outcome}', language)}


def form(language: str, code: str, *, known: bool) -> str:
    """What is below the thing's name: where it is being repaired, first a button to say that one found it too."""

    def say(word: str) -> str:
        return html.escape(t(word, language))

    often = ''.join(
        f'<button class="tw-button" type="button" data-often>{say(f"public-often-{each}")}</button>' for each in OFTEN
    )
    fields = f"""<h2 class="tw-h2">{say('public-what')}</h2>
<div class="tw-picks">{often}</div>
<label class="tw-field"><span class="tw-label">{say('public-words')}</span>
<textarea name="what" rows="2" maxlength="500"></textarea></label>
<div class="tw-photos">
<div class="tw-thumb" hidden><img alt="{say('photo-taken')}">
<button type="button" aria-label="{say('photo-remove')}">{_icon('close')}</button></div>
<label class="tw-take"><input class="tw-hidden-text" type="file" accept="image/*" capture="environment">
{_icon('camera')}<span>{say('photo-take')}</span></label>
</div>
<div class="tw-stack-small" data-voice hidden>
<div class="tw-voice" hidden><audio controls aria-label="{say('repairs-voice')}"></audio>
<button type="button" class="tw-button" aria-label="{say('voice-remove')}">{_icon('delete')}</button></div>
<button type="button" class="tw-button tw-wide tw-speak" data-speak>
{_icon('mic')}<span>{say('voice-record')}</span></button>
</div>
<p class="tw-hint">{say('public-privacy')}</p>
<p class="tw-banner tw-banner-bad" role="alert" hidden></p>
<button class="tw-button tw-primary" type="submit">{say('public-send')}</button>"""
    why_not = ('insecure', 'refused', 'none', 'busy')
    silent = ' '.join(f'data-voice-{why}="{say(f"voice-{why}")}"' for why in why_not)
    running = html.escape(t('voice-stop', language, time='{time}', most='{most}'))
    said = f"""data-to="/t/{html.escape(code)}/report" data-nothing="{say('public-nothing')}"
 data-offline="{say('public-offline')}" data-unreadable="{say('photo-unreadable')}" {silent}
 data-voice-stop="{running}\""""
    script = f'<script type="module" src="{address("report.js")}"></script>'
    done = f"""<div class="tw-card tw-saved-mark tw-mood-ok" role="status" data-done hidden>{_icon('ok')}
<p></p></div>"""
    if not known:
        return f'<form class="tw-card tw-stack" novalidate {said}>{fields}</form>{done}{script}'
    return f"""<form class="tw-card tw-stack" novalidate {said} data-me-too>
<h2 class="tw-h2">{say('public-found')}</h2>
<p class="tw-banner tw-banner-bad" role="alert" hidden></p>
<button class="tw-button tw-primary" type="submit">{say('public-me_too')}</button>
</form>
<details><summary class="tw-button tw-quiet">{say('public-other')}</summary>
<form class="tw-card tw-stack" novalidate {said} data-other>{fields}</form></details>{done}{script}"""


def _icon(name: str) -> str:
    return f'<svg class="tw-icon" aria-hidden="true"><use href="{address("icons.svg")}#{name}"/></svg>'
