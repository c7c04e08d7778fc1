"""The calls of phones and commands: an application of its own, so that none of them goes the long way of a page."""

import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

import asyncpg
from fastapi import FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from starlette.routing import BaseRoute
from tortoise.exceptions import BaseORMException

from app import commands, guards, settings, sync
from app.core import health, web
from app.core.errors import NotFound, Problem
from app.core.trouble import AGAIN, trouble_of
from app.core.words import sentence

# What the database, the line to it and the disk raise.
TROUBLES = (
    BaseORMException, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError,
    OSError,
)  # fmt: skip
PATHS = ('/api/', '/healthz', '/openapi.json')

Application = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


class Doors:
    """Sends phones' calls to `calls` and everything else to `pages`."""

    def __init__(self, pages: Application, calls: Application) -> None:
        self.pages, self.calls = pages, calls

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        is_call = scope['type'] == 'http' and scope['path'].startswith(PATHS)
        await (self.calls if is_call else self.pages)(scope, receive, send)


def calls() -> FastAPI:
    """What phones and outside programs may call, with its OpenAPI description."""
    made = FastAPI(title='Tagwalk', version='1', docs_url=None, redoc_url=None, openapi_url=None)
    made.include_router(sync.router)
    made.add_api_route('/healthz', healthz)
    described = [*made.routes]
    made.include_router(commands.router)
    made.add_api_route(
        '/openapi.json',
        lambda: JSONResponse(description(described)),
        include_in_schema=False,
    )
    made.add_api_route('/api/{path:path}', nothing_here, methods=['GET', 'HEAD'], include_in_schema=False)
    made.add_exception_handler(Problem, web.answer_problem)
    for error in TROUBLES:
        made.add_exception_handler(error, answer_trouble)
    made.add_middleware(guards.Headers)
    made.add_middleware(GZipMiddleware)
    return made


def description(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """The calls as OpenAPI, with what their bodies' schemas refer to where they refer to it."""
    made = get_openapi(title='Tagwalk', version='1', routes=routes)
    shared = made.setdefault('components', {}).setdefault('schemas', {})
    for calls_of_path in made['paths'].values():
        for call in calls_of_path.values():
            for content in call.get('requestBody', {}).get('content', {}).values():
                shared |= content['schema'].get('$defs', {})
    return made


async def nothing_here() -> None:
    raise NotFound('unknown_page')


async def healthz(request: Request) -> JSONResponse:
    """Well only while something can be written and read back; otherwise what stands in the way, and since when."""
    trouble = await health.look()
    if not trouble:
        return JSONResponse({'status': 'ok', 'server_id': await settings.setting('server_id')})
    since = health.health.since
    body = {'status': trouble.code, 'message': sentence(trouble, web.language_of(request))}
    return JSONResponse(body | ({'since': since.isoformat()} if since else {}), 503, {'Retry-After': str(AGAIN)})


async def answer_trouble(request: Request, error: Exception) -> JSONResponse:
    """What the database says when it cannot be asked: as a Problem, so that a phone keeps what it has and waits."""
    trouble = trouble_of(error)
    if not trouble:
        raise error
    return await web.answer_problem(request, trouble)
