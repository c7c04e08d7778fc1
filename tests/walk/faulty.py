"""A bad network between a phone and the server: a proxy of our own that loses, halves, delays and falsifies answers."""

import asyncio
import json
import socket
import struct
import threading
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

# One call a connection, and answers that can be read here.
OURS = (b'connection:', b'keep-alive:', b'accept-encoding:')
LIMIT = 16 * 1024 * 1024  # bytes of one request or answer
PORTAL = b'<!doctype html><title>WLAN</title><h1>Please sign in to this network</h1>'
BROKEN = b'<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>'
HTML = 'HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n'
SCRIPT = HTML.format(status='200 OK', length='{length}').replace('text/html', 'text/javascript')

# What each of them does to a call. Only those of AFTER reach the server.
FAULTS = ('request lost', 'answer lost', 'half body', 'captive portal', '502', 'slow', 'reset after commit')
AFTER = ('answer lost', 'half body', 'slow', 'reset after commit')


@dataclass
class Faulty:
    """Passes everything on; calls to the server's API suffer from `fault` as long as there is one."""

    behind: int  # the server's port
    port: int
    fault: str = ''
    served: dict[str, bytes] = field(default_factory=dict)  # scripts given out instead of the server's, by path
    pace: float = 1  # seconds between two bytes of a slow answer
    hits: dict[str, int] = field(default_factory=dict)  # uploads of records that suffered, by fault
    told: dict[str, float] = field(default_factory=dict)  # when a record's verdict went out whole, by id

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One request, and one answer; a websocket as long as it lives."""
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = await reader.readuntil(b'\r\n\r\n')
            body = await reader.readexactly(_length(head))
            if b'upgrade: websocket' in head.lower():
                await self._pass_on(reader, writer, head)
            else:
                await self._answer(writer, head, body)
        writer.close()

    async def _answer(self, writer: StreamWriter, head: bytes, body: bytes) -> None:
        method, path = head.split(b' ', 2)[:2]
        if script := self.served.get(path.decode()):
            writer.write(SCRIPT.format(length=len(script)).encode() + script)
            await writer.drain()
            return
        uploads = (method, path) == (b'POST', b'/api/records')
        fault = self.fault if path.startswith(b'/api/') else ''
        if fault and uploads:
            self.hits[fault] = self.hits.get(fault, 0) + 1
        answer = b'' if fault and fault not in AFTER else await self._ask(head, body)
        match fault:
            case '':
                if uploads:
                    self._note(answer)
                writer.write(answer)
            case 'captive portal':
                writer.write(_page('200 OK', PORTAL))
            case '502':
                writer.write(_page('502 Bad Gateway', BROKEN))
            case 'half body':
                start, _, rest = answer.partition(b'\r\n\r\n')
                writer.write(start + b'\r\n\r\n' + rest[: len(rest) // 2])
            case 'slow':
                for byte in answer:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(self.pace)
            case 'reset after commit':
                line = writer.get_extra_info('socket')
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
                writer.transport.abort()
                return
        await writer.drain()

    async def _ask(self, head: bytes, body: bytes) -> bytes:
        """The server's whole answer."""
        reader, writer = await asyncio.open_connection('127.0.0.1', self.behind, limit=LIMIT)
        try:
            first, *fields = head[:-4].split(b'\r\n')
            kept = [each for each in fields if not each.lower().startswith(OURS)]
            writer.write(b'\r\n'.join([first, *kept, b'Connection: close', b'', b'']) + body)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter, head: bytes) -> None:
        there, here = await asyncio.open_connection('127.0.0.1', self.behind)
        here.write(head)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_copy(reader, here))
                both.create_task(_copy(there, writer))
        finally:
            here.close()

    def _note(self, answer: bytes) -> None:
        """Which records are told about, before the first byte of it leaves."""
        start, _, body = answer.partition(b'\r\n\r\n')
        if start.split(b' ', 2)[1] == b'200':
            for result in json.loads(body)['results']:
                self.told.setdefault(result['id'], time.time())


def _length(head: bytes) -> int:
    for line in head.lower().split(b'\r\n'):
        if line.startswith(b'content-length:'):
            return int(line.partition(b':')[2])
    return 0


def _page(status: str, html: bytes) -> bytes:
    return HTML.format(status=status, length=len(html)).encode() + html


async def _copy(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    writer.close()


@contextmanager
def between(behind: int, port: int) -> Iterator[Faulty]:
    """The bad network on a port of its own, in front of the server on another."""
    proxy = Faulty(behind, port)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> asyncio.Server:
        return await asyncio.start_server(proxy.serve, '127.0.0.1', port, limit=LIMIT)

    async def end(server: asyncio.Server) -> None:
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(20)
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(end(server), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
