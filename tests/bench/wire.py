"""A stretch of wire before the server that counts what goes over it, both ways."""

import select
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.house import free_port

QUIET = 1.5  # seconds without a byte


class Wire(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, far_port: int) -> None:
        self.port, self.far_port = free_port(), far_port
        self._bytes, self._lock = 0, threading.Lock()
        super().__init__(('127.0.0.1', self.port), _Call)

    def count(self, piece: bytes) -> None:
        with self._lock:
            self._bytes += len(piece)

    def so_far(self) -> int:
        """The bytes that went over the wire until it fell quiet."""
        seen = -1
        while seen != self._bytes:
            seen = self._bytes
            time.sleep(QUIET)
        return seen


class _Call(socketserver.BaseRequestHandler):
    """One connection and its other half."""

    server: Wire

    def handle(self) -> None:
        near: socket.socket = self.request
        with socket.create_connection(('127.0.0.1', self.server.far_port)) as far:
            other = {near: far, far: near}
            while True:
                for end in select.select([near, far], [], [])[0]:
                    piece = end.recv(65536)
                    if not piece:
                        return
                    self.server.count(piece)
                    other[end].sendall(piece)


@contextmanager
def open_wire(far_port: int) -> Iterator[Wire]:
    with Wire(far_port) as wire:
        threading.Thread(target=wire.serve_forever, daemon=True).start()
        try:
            yield wire
        finally:
            wire.shutdown()
