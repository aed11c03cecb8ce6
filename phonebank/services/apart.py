"""Does a long piece of work in a process of its own, so that the window never waits for it.

Python lets one thread of a process run at a time: beside an import in a thread, every repaint
would wait. Another process has a core to itself, and can be ended in the middle of a statement.
"""

from __future__ import annotations

from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from phonebank.domain.errors import PhonebankError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from phonebank.domain.addresses import CampaignAddress
    from phonebank.domain.changes import Done
    from phonebank.store.database import Database

PATIENCE = 0.1
"""Seconds after which a cancelled report may stop the work at the latest."""


class StoppedUnexpectedly(PhonebankError):
    """The process ended without a word, as when the system ends it for want of memory."""

    code = "stopped-unexpectedly"


def apart(
    db: Database,
    work: Callable[..., Done[Any]],
    *args: object,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Done[Any]:
    """Do `work(database, *args, report=...)` elsewhere and answer as it does, errors too.

    `report` is called on and on; when it raises, the process is ended and its transaction with it.
    """
    with _serving(_serve, db.address, db.key, work, args) as here:
        return _answer(here, report)


@contextmanager
def made_apart(
    make: Callable[..., Iterator[bytes]], *args: object, waiting: Callable[[], None]
) -> Iterator[Iterator[bytes]]:
    """What `make(*args)` yields, made elsewhere a little ahead of its use; its errors too.

    `waiting` is called on and on while there is nothing yet. At the end of the block the process
    is ended, whatever it is doing.
    """
    with _serving(_make, make, args) as here:
        yield _pieces(here, waiting)


@contextmanager
def _serving(serve: Callable[..., None], *args: object) -> Iterator[Connection]:
    """A process that serves the other end of this connection, until the block ends.

    It is no daemon, since those may have no process of their own.
    """
    spawning = get_context("spawn")
    here, there = spawning.Pipe(duplex=False)
    worker = spawning.Process(target=serve, args=(there, *args), daemon=False)
    worker.start()
    there.close()
    try:
        yield here
    finally:
        worker.kill()
        worker.join()
        here.close()


def _answer(here: Connection, report: Callable[[int, int], None]) -> Done[Any]:
    done, total = 0, 0
    while True:
        while not here.poll(PATIENCE):
            report(done, total)
        try:
            told = here.recv()
        except EOFError:
            raise _stopped() from None
        match told:
            case (int(done), int(total)):
                report(done, total)
            case PhonebankError():
                raise told
            case _:
                return told  # type: ignore[no-any-return]


def _pieces(here: Connection, waiting: Callable[[], None]) -> Iterator[bytes]:
    while True:
        while not here.poll(PATIENCE):
            waiting()
        try:
            piece = here.recv_bytes()
            if piece:
                yield piece
                continue
            error = here.recv()
        except EOFError:
            raise _stopped() from None
        if error is not None:
            raise error
        return


def _stopped() -> StoppedUnexpectedly:
    return StoppedUnexpectedly(
        "The work stopped unexpectedly.",
        kept="Nothing of it was kept.",
        next_step="Close other programs and try again.",
    )


def _serve(
    there: Connection,
    address: CampaignAddress,
    key: str | None,
    work: Callable[..., Done[Any]],
    args: tuple[object, ...],
) -> None:
    """What the other process does."""
    from phonebank.store.database import Database

    database = Database(address, key=key)
    try:
        there.send(work(database, *args, report=lambda done, total: there.send((done, total))))
    except PhonebankError as error:
        there.send(error)
    finally:
        database.close()
        there.close()


def _make(
    there: Connection, make: Callable[..., Iterator[bytes]], args: tuple[object, ...]
) -> None:
    """What the other process does: pieces, an empty one at the end, and then the error or None."""
    refused = None
    try:
        for piece in make(*args):
            there.send_bytes(piece)
    except PhonebankError as error:
        refused = error
    except BrokenPipeError:
        return  # whoever wanted it is gone
    there.send_bytes(b"")
    there.send(refused)
