"""A progress bar on the terminal's other channel, which nothing that reads the answer sees."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[int, int], None]


@contextmanager
def bar(what: str, *, hidden: bool = False) -> Iterator[Report]:
    """Gives what a service tells its progress to; shown only to a person at a terminal."""
    if hidden or sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total or 1)
