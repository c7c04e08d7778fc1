"""What hazards and claims have in common: a page of lists by state, and a sheet handed out as PDF or workbook."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from fastapi.responses import Response
from nicegui import ui

from app import prints_files
from app.core import web
from app.prints_shape import Sheet
from pages.parts import Visitor, box, empty, go, heading, watch, words


class Lists(Protocol):
    """A feature's lists by state: their names, how many are in them, and what is in one of them."""

    VIEWS: Mapping[str, Any]

    async def counts(self) -> dict[str, int]: ...
    async def listed(self, view: str) -> Sequence[Any]: ...


async def show_lists(
    visitor: Visitor, feature: str, lists: Lists, view: str, draw: Callable[[Visitor, Any], None], *watched: str
) -> None:  # fmt: skip
    """A title, the lists to choose from with how many wait in each, and the chosen one, live."""
    heading(visitor.t(f'{feature}-title'))
    words(visitor.t(f'{feature}-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        counts = await lists.counts()
        with box('tw-line'):
            for name in lists.VIEWS:
                number = f' {counts[name]}' if counts.get(name) else ''
                classes = 'tw-small tw-strong-button' if name == view else 'tw-small'
                go(f'/{feature}?view={name}', visitor.t(f'{feature}-view-{name}') + number, classes=classes)
        found = await lists.listed(view)
        if found:
            draw(visitor, found)
        else:
            empty('ok', visitor.t(f'{feature}-none-{view if view in lists.VIEWS else "open"}'))

    await live()
    watch(*watched, then=live.refresh)


async def handed(sheet: Sheet, name: str, ending: str) -> Response:
    """A sheet as a workbook to keep, or else as a PDF to look at."""
    is_book = ending == 'xlsx'
    data = await asyncio.to_thread(prints_files.to_xlsx if is_book else prints_files.to_pdf, sheet)
    how, kind = ('attachment', web.XLSX) if is_book else ('inline', 'application/pdf')
    file = quote(f'{name}.{"xlsx" if is_book else "pdf"}')
    headers = {'Content-Disposition': f"{how}; filename*=UTF-8''{file}", 'Cache-Control': 'no-store'}
    return Response(data, media_type=kind, headers=headers)
