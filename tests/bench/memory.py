"""How much memory of the server a connected phone takes."""

import asyncio
import re
from collections.abc import Callable
from contextlib import AsyncExitStack
from itertools import cycle
from urllib.parse import urlencode
from uuid import uuid4

import aiohttp
import orjson
import socketio

from tests.bench.figures import Figure, Figures
from tests.bench.house import NAME
from tests.house import House

WARMING, PHONES, SESSIONS = 20, 100, 6
CLIENT = re.compile(r"'client_id': '([0-9a-f-]+)'")


def figures(house: House) -> Figures:
    yield Figure('memory.phone', asyncio.run(_each(house)), 'bytes')


async def _each(house: House) -> float:
    """Bytes a phone, once the server has seen a few and loaded what all of them share."""
    things = cycle(row['thing_id'] for row in house.rows('SELECT thing_id FROM tag ORDER BY code'))
    async with AsyncExitStack() as stack:
        # A session may have so many sockets open and no more: here as in a school there are several.
        sessions = cycle([await stack.enter_async_context(_session(house)) for _ in range(SESSIONS)])

        async def open_some(count: int) -> list[socketio.AsyncClient]:
            return [await open_page(next(sessions), house, f'/things/{next(things)}') for _ in range(count)]

        phones = await open_some(WARMING)
        await asyncio.sleep(2)
        before = house.memory()
        phones += await open_some(PHONES)
        await asyncio.sleep(2)
        grown = house.memory() - before
        for phone in phones:
            await phone.disconnect()
    return grown / PHONES


def _session(house: House) -> aiohttp.ClientSession:
    headers = {'Cookie': house.sign_in(NAME).cookies}
    return aiohttp.ClientSession(house.url, headers=headers, connector=aiohttp.TCPConnector(limit=0))


async def open_page(
    session: aiohttp.ClientSession, house: House, path: str, look: Callable[[str], None] = lambda text: None
) -> socketio.AsyncClient:
    """A page fetched and its socket connected as a browser does it; `look` gets what comes with it and over its socket."""
    async with session.get(path) as answer:
        text = await answer.text()
    look(text)
    found = CLIENT.search(text)
    if not found:
        raise RuntimeError(f'{path} does not say how to connect')
    query = {'client_id': found[1], 'document_id': uuid4(), 'tab_id': uuid4(), 'next_message_id': 0}
    address = f'{house.url}?{urlencode(query)}&implicit_handshake=true'
    phone = socketio.AsyncClient(http_session=session, reconnection=False, websocket_extra_options={'compress': 15})
    phone.on('update', lambda update: look(orjson.dumps(update).decode()))
    await phone.connect(address, socketio_path='/_nicegui_ws/socket.io', transports=['websocket'])
    return phone
