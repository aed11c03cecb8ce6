"""Files in the making: a name of their own while unfinished, then put in place whole."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from phonebank.domain.errors import InputRefused, NoRoom

BESIDE = ("", "-wal", "-shm", "-journal")
"""What the database keeps beside a file, by the endings of its name."""
LEFT_OVER_AFTER = 24 * 3600


class Taken(InputRefused):
    """There is a file of that name already."""


def refuse_taken(path: Path) -> None:
    """Refuse to make a file where there is one, or where there is no folder to write it to."""
    if path.exists():
        raise _taken(path)
    if not path.parent.is_dir():
        raise InputRefused(
            f"The folder {path.parent} does not exist.", next_step="Make it, or choose another."
        )
    if not os.access(path.parent, os.W_OK):
        raise NoRoom(
            f"The folder {path.parent} is read-only, so {path.name} cannot be made in it.",
            kept="Nothing was made.",
            next_step="Ask for the right to write there, or use a folder of your own.",
        )


def _taken(path: Path) -> Taken:
    return Taken(
        f"{path} exists already.",
        kept="It was not touched.",
        next_step="Open it, or choose another name.",
    )


def unfinished(path: Path) -> Path:
    """A name in the same folder that nobody else has."""
    return path.with_name(f".{path.name}.{token_hex(8)}.part")


@contextmanager
def in_the_making(path: Path) -> Iterator[Path]:
    """Gives a path to make a file at; it becomes `path` if the block ends well, replacing nothing.

    Nothing is left behind otherwise; what killed attempts left behind is thrown away.
    """
    with discarded_after(path) as partial:
        yield partial
        put_in_place(partial, path)


@contextmanager
def discarded_after(path: Path) -> Iterator[Path]:
    """Gives an unfinished name for `path`; whatever is there when the block ends is removed."""
    throw_away_left_overs(path)
    partial = unfinished(path)
    try:
        yield partial
    finally:
        _discard(partial)


def put_in_place(partial: Path, path: Path) -> None:
    """Give a whole file its name; Taken where a file has got that name meanwhile."""
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # a file system without links: the check comes as late as it can
        refuse_taken(path)
        partial.rename(path)
    else:
        partial.unlink()


def throw_away_left_overs(path: Path) -> None:
    """Remove unfinished files for `path` that nobody has written to for a day."""
    ours = re.compile(rf"\.+{re.escape(path.name)}(\.[0-9a-f]{{16}}\.part)+")
    with suppress(OSError):  # a folder that cannot be read keeps what is in it
        found = (re.match(r".+\.part", file.name) for file in path.parent.iterdir())
        for name in {match[0] for match in found if match and ours.fullmatch(match[0])}:
            discard_old(path.with_name(name))


def discard_old(partial: Path) -> None:
    """Remove an unfinished file with what lies beside it, unless it was written to of late."""
    written = max(_written_at(beside) for beside in _with_beside(partial))
    if written < time.time() - LEFT_OVER_AFTER:
        with suppress(OSError):  # what somebody else may not let go of stays
            _discard(partial)


def _written_at(path: Path) -> float:
    """When a file was last written to; 0 for one that is not there, or no longer."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _discard(partial: Path) -> None:
    for beside in _with_beside(partial):
        beside.unlink(missing_ok=True)


def _with_beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in BESIDE]
