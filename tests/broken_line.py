"""A line to a server that breaks where a test wants it: after a commit, before the answer."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SOCKET = ".s.PGSQL.5432"


class Line:
    """Carries every byte both ways, and breaks once when it is told to."""

    def __init__(self, folder: Path, server: Path) -> None:
        self.breaks_at: bytes | None = None
        self.is_delivered = True
        self._server = str(server / SOCKET)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / SOCKET))
        self._listening.listen()
        threading.Thread(target=self._take_in, daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _take_in(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        with client, server, suppress(OSError):
            server.connect(self._server)
            while self._passed_on(client, server):
                pass

    def _passed_on(self, client: socket.socket, server: socket.socket) -> bool:
        ready, _, _ = select.select([client, server], [], [])
        told = ready[0].recv(1 << 16)
        if ready[0] is server:
            client.sendall(told)
        elif self.breaks_at is None or self.breaks_at not in told:
            server.sendall(told)
        else:
            self.breaks_at = None
            if self.is_delivered:
                server.sendall(told)
                server.recv(1 << 16)
            return False
        return bool(told)


@contextmanager
def line_to(server: Path, folder: Path) -> Iterator[Line]:
    """A line in this folder, which stands in for the server's own."""
    line = Line(folder, server)
    try:
        yield line
    finally:
        line.close()
