"""Postcode files as a stream of lines: plain, gzipped, or the one member of a zip that fits."""

from __future__ import annotations

import codecs
import gzip
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from phonebank.domain.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fits = Callable[[str], bool]

ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
BLOCK = 1 << 18
LONGEST_LINE = 1 << 16
MOST_UNPACKED = 8 << 30
MOST_MEMBERS = 5000
MOST_TRIED = 300
TABLES = (".csv", ".txt")
# What zipfile, gzip and zlib raise for a file that is cut short, forged or locked.
UNREADABLE = (EOFError, zlib.error, gzip.BadGzipFile, BadZipFile, RuntimeError)


@dataclass(slots=True)
class Stream:
    """Bytes of a table, unpacked as they are read; `place` tells how far of `total`."""

    name: str
    file: IO[bytes]
    total: int
    place: Callable[[], int]

    def blocks(self) -> Iterator[str]:
        """Some thousands of whole lines at a time, without the end of the last."""
        decode, pending, read = _decoder(), "", 0
        while block := self.file.read(BLOCK):
            read += len(block)
            whole, newline, left = (pending + decode(block)).rpartition("\n")
            pending = left
            if len(pending) > LONGEST_LINE or read > MOST_UNPACKED:
                raise refused(f"{self.name} is not a table of postcodes: it does not end.")
            if newline:
                yield whole.replace("\r\n", "\n").removesuffix("\r")
        if pending:
            yield pending


@contextmanager
def opened(path: Path, fits: Fits) -> Iterator[Stream]:
    """The table in a file; `fits` is asked of first lines where a zip has several.

    InputRefused for a file that is missing, cannot be unpacked or has no such table.
    """
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise refused(f"{path} {what}.", "Check the path.")
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        first = file.read(4)
        file.seek(0)
        try:
            yield _stream(path, file, first, fits, stack)
        except UNREADABLE as error:
            raise refused(
                f"{path.name} cannot be unpacked: it is damaged, cut short or locked.",
                "Download it again.",
            ) from error


def refused(message: str, next_step: str = "") -> InputRefused:
    return InputRefused(message, kept="No postcode was changed.", next_step=next_step)


def _stream(path: Path, file: IO[bytes], first: bytes, fits: Fits, stack: ExitStack) -> Stream:
    if first == ZIP:
        return _member(path, stack.enter_context(ZipFile(file)), fits, stack)
    size = path.stat().st_size
    if first.startswith(GZIP):
        unpacked = stack.enter_context(gzip.GzipFile(fileobj=file))
        return Stream(path.name, cast("IO[bytes]", unpacked), size, file.tell)
    return Stream(path.name, file, size, file.tell)


def _member(path: Path, archive: ZipFile, fits: Fits, stack: ExitStack) -> Stream:
    """The largest table whose header fits; an archive of the ONS has one of the whole country."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise refused(f"{path.name} has too many files in it to look through.")
    tables = [it for it in members if it.filename.lower().endswith(TABLES)]
    for member in sorted(tables, key=_size, reverse=True)[:MOST_TRIED]:
        with archive.open(member) as file:
            start = _decoder()(file.read(LONGEST_LINE))
        if fits(start.split("\n", 1)[0]):
            unpacked = stack.enter_context(archive.open(member))
            return Stream(path.name, unpacked, max(1, member.file_size), unpacked.tell)
    raise refused(
        f"{path.name} has no table in it with postcodes and their constituencies.",
        "Load the ONS Postcode Directory, the NSPL or Doogal's file.",
    )


def _size(member: ZipInfo) -> int:
    return member.file_size


def _decoder() -> Callable[[bytes], str]:
    """Reads UTF-8, and from the first block on that is not, each sign as Windows-1252 has it."""
    utf8 = codecs.getincrementaldecoder("utf-8-sig")()
    is_utf8 = True

    def decode(block: bytes) -> str:
        nonlocal is_utf8
        if is_utf8:
            left, _ = utf8.getstate()
            try:
                return utf8.decode(block)
            except UnicodeDecodeError:
                is_utf8, block = False, left + block
        return block.decode("cp1252", "replace")

    return decode
