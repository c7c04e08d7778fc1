"""What every HTTP call shares: who is calling, in which language, and how a refusal is worded."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from app.core import auth
from app.core.actors import Actor
from app.core.config import read_config
from app.core.errors import BadInput, Problem, TooLarge
from app.core.words import known, sentence

DEVICE_DAYS = 90
XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'


def cookie_names() -> tuple[str, str]:
    """The names of the session's and the device's cookie; the prefix makes browsers refuse them over plain http."""
    return ('__Host-tw', '__Host-tw-device') if read_config().is_https else ('tw', 'tw-device')


def session_token(cookies: dict[str, str]) -> str | None:
    return cookies.get(cookie_names()[0])


async def caller_or_none(request: Request) -> Actor | None:
    actor = await auth.who(session_token(request.cookies), used=request.method not in ('GET', 'HEAD'))
    request.state.language = actor.language if actor else language_of(request)
    return actor


async def signed_in(request: Request) -> Actor:
    """Whoever calls. Raises SignIn when nobody is signed in, Refused on a phone that was shut out."""
    actor = await caller_or_none(request)
    if not actor:
        raise await auth.why_nobody(session_token(request.cookies), request.cookies.get(cookie_names()[1], ''))
    return actor


Caller = Annotated[Actor, Depends(signed_in)]


def language_of(request: Request) -> str:
    """The language of somebody who is not signed in: as the browser asks."""
    header = request.headers.get('accept-language', '')
    return known(header.split(',')[0].strip()) if header else read_config().language


def address_of(request: Request) -> str:
    """Where a call comes from; what a client writes into a header is not believed."""
    return request.client.host if request.client else ''


async def answer_problem(request: Request, problem: Exception) -> JSONResponse:
    """A Problem as JSON: the word, the facts and the sentence in the person's language."""
    assert isinstance(problem, Problem)
    language = getattr(request.state, 'language', None) or language_of(request)
    headers = {'Retry-After': str(problem.facts['seconds'])} if 'seconds' in problem.facts else {}
    facts = {
        name: value if isinstance(value, int | float | str) else str(value) for name, value in problem.facts.items()
    }
    body = {'problem': problem.code, 'facts': facts, 'message': sentence(problem, language)}
    return JSONResponse(body, problem.status, headers)


async def limited(request: Request, limit: int, problem: TooLarge | None = None) -> AsyncIterator[bytes]:
    """A body piece by piece. Raises TooLarge, or the given one, as soon as it is longer than `limit` bytes.

    Raises BadInput when whoever sends it hangs up; nobody hears of that, but the server's log stays readable.
    """
    problem = problem or TooLarge('body_too_large', kilobytes=limit // 1000)
    announced = request.headers.get('content-length', '')
    if announced.isdecimal() and int(announced) > limit:
        raise problem
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise problem
            yield chunk
    except ClientDisconnect:
        raise BadInput('bad_body') from None


async def body_of(request: Request, limit: int) -> bytes:
    if request.headers.get('content-encoding', 'identity') not in ('', 'identity'):
        raise BadInput('compressed_body')
    return b''.join([chunk async for chunk in limited(request, limit)])
