"""The assembled server."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI
from nicegui import app as server
from nicegui import ui
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app import (
    backups_hourly,
    borrowers,
    calls,
    epochs,
    features,
    guards,
    notices,
    packed,
    public_reports,
    register,
    rhythm,
    schools,
    search,
    settings,
    trusting,
)
from app.core import chain, db, records, web
from app.core.actors import the_server
from app.core.alongside import alongside
from app.core.config import read_config
from app.core.errors import Problem

GARBAGE = 10_000  # new objects before Python looks for what is left over; by itself it looks at each 700

_first_lifespan: Any = None


class HashedFiles(StaticFiles):
    """Built files: their names change with their contents, so browsers may keep them for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers['Cache-Control'] = 'public, max-age=31536000, immutable'
        return response


def install() -> FastAPI:
    """Put everything together on NiceGUI's application."""
    import pages

    assert features.FEATURES
    server.mount('/static/dist', HashedFiles(directory=packed.DIST, check_dir=False), name='dist')
    for router in pages.ROUTERS:  # they end with one that takes every address
        server.include_router(router)
    server.add_exception_handler(Problem, web.answer_problem)
    server.add_middleware(guards.Headers)
    server.add_middleware(guards.SocketGuard)
    server.add_middleware(guards.UploadGuard)
    phones = calls.calls()
    _stand_outside(lambda pages: guards.Departures(packed.Packed(calls.Doors(pages, phones))))
    _open_database_first()
    return server


def _stand_outside(guard: Callable[[Any], Any]) -> None:
    """Put something around everything: NiceGUI adds middleware of its own outside of ours when it starts."""
    build = FastAPI.build_middleware_stack
    setattr(server, 'build_middleware_stack', lambda: guard(build(server)))  # noqa: B010 (a method of one instance)


def _open_database_first() -> None:
    """Open the database before the first request and close it after the last."""
    global _first_lifespan
    if _first_lifespan is None:
        _first_lifespan = server.router.lifespan_context
    inner = _first_lifespan

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[Any]:
        await db.connect()
        await prepare()
        gc.collect()
        gc.freeze()  # what stands for good needs no looking through; what pages leave behind goes sooner
        gc.set_threshold(GARBAGE)
        try:
            async with (
                alongside(rhythm.go()),
                alongside(backups_hourly.go()),
                alongside(borrowers.go()),
                alongside(trusting.go()),
                inner(app) as state,
            ):
                yield state
        finally:
            await db.disconnect()

    server.router.lifespan_context = lifespan


async def prepare() -> None:
    """What every installation has before anybody signs in."""
    await chain.catch_up()
    await settings.prepare()
    await epochs.check()
    await register.load_categories()
    await schools.load_starters()
    await search.catch_up()
    await records.release_held(the_server())
    await notices.prepare()
    await public_reports.prepare()


def serve() -> None:
    """Run until stopped. The database is up to date and locked for this process already."""
    config = read_config()
    install()
    ui.run(
        host=config.host,
        port=config.port,
        title='Tagwalk 码上巡',
        language='zh-CN',
        reload=False,
        show=False,
        show_welcome_message=False,
        reconnect_timeout=60,
        binding_refresh_interval=None,
        tailwind=False,
        favicon='🏷️',
        uvicorn_logging_level='warning',
        ws_per_message_deflate=False,  # it would keep 240 kB of memory for every phone
        **_how(),
    )


def _how() -> dict[str, Any]:
    """With certificates of our own, one port for https and for the page that leads there."""
    if not read_config().own_https:
        return {}
    from app.secure_port import SecurePort
    from pages import trust

    return {'http': partial(SecurePort, trusting.certificates().context, trust.plain(server))}
