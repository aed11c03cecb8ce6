"""Does a long piece of work in a process of its own, so that the window never waits for it.

Python lets one thread of a process run at a time: beside an import in a thread, every repaint
would wait. Another process has a core to itself, and can be ended in the middle of a statement.
"""

from __future__ import annotations

from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from phonebank.domain.errors import PhonebankError
from phonebank.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from phonebank.domain.changes import Done

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
    spawning = get_context("spawn")
    here, there = spawning.Pipe(duplex=False)
    worker = spawning.Process(target=_serve, args=(there, db.path, db.key, work, args), daemon=True)
    worker.start()
    there.close()
    try:
        return _answer(here, report)
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
            raise StoppedUnexpectedly(
                "The work stopped unexpectedly.",
                kept="Nothing of it was kept.",
                next_step="Close other programs and try again.",
            ) from None
        match told:
            case (int(done), int(total)):
                report(done, total)
            case PhonebankError():
                raise told
            case _:
                return told  # type: ignore[no-any-return]


def _serve(
    there: Connection,
    path: Path,
    key: str | None,
    work: Callable[..., Done[Any]],
    args: tuple[object, ...],
) -> None:
    """What the other process does."""
    database = Database(path, key=key)
    try:
        there.send(work(database, *args, report=lambda done, total: there.send((done, total))))
    except PhonebankError as error:
        there.send(error)
    finally:
        database.close()
        there.close()
