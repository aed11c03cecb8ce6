"""Opening a file to read it in: only a real file that may be read and is not too large."""

import os
import stat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from phonebank.domain.errors import InputRefused

LARGEST = 300 * 1024 * 1024
# A pipe without a writer blocks whoever opens it; Windows has no such flag and no such pipes.
WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Stamp(NamedTuple):
    """By what a change is noticed: bytes, and when it was last written, in nanoseconds."""

    size: int
    modified: int


def opened(path: Path) -> BinaryIO:
    """The file, open for reading; InputRefused at once for whatever is none."""
    try:
        _check(path, path.stat())
        file = os.fdopen(os.open(path, os.O_RDONLY | WITHOUT_WAITING), "rb")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise refused(f"{path} does not exist.", "Check the path.") from None
    except OSError as error:
        raise unreadable(path, error) from error
    return file


def stamp_of(path: Path) -> Stamp:
    """The stamp of the file that bears this name now; noughts if none does any more."""
    try:
        found = path.stat()
    except OSError:
        return Stamp(0, 0)
    return Stamp(found.st_size, found.st_mtime_ns)


def refused(message: str, next_step: str) -> InputRefused:
    return InputRefused(message, kept="Nothing was imported.", next_step=next_step)


def unreadable(path: Path, error: OSError) -> InputRefused:
    return refused(
        f"{path} cannot be read ({error.strerror or error}).",
        "Copy it into a folder of your own and try again.",
    )


def changed(path: Path) -> InputRefused:
    return refused(
        f"{path.name} was changed while it was read.",
        "Close the program that writes it, then import it again.",
    )


def _check(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise refused(f"{path} is a folder.", "Choose a file in it.")
    if not stat.S_ISREG(found.st_mode):
        what = "a named pipe" if stat.S_ISFIFO(found.st_mode) else "a device"
        raise refused(f"{path} is {what}, not a file.", "Save its content as a file first.")
    if found.st_size > LARGEST:
        raise refused(f"{path.name} is larger than 300 MB.", "Split it into smaller files.")
    if not found.st_size:
        raise refused(f"{path.name} is empty.", "Export it again.")
