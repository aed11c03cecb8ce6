"""Bytes to physical lines of text, a block at a time, with whatever cannot be read marked."""

import codecs
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from phonebank.spreadsheets.opening import refused, unreadable

CHUNK = 64 * 1024
LONGEST_LINE = 16 * 1024 * 1024
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
# Where str.splitlines ends a line and neither csv nor any spreadsheet program does.
ENDS_OF_STR_ONLY = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class Block(NamedTuple):
    """Consecutive lines with their ends; not clean if any holds a NUL or an unreadable byte."""

    lines: list[str]
    is_clean: bool


def errors_for(encoding: str) -> str:
    """How the codec keeps bytes it cannot read: as lone surrogates, which no text has."""
    return "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"


def shown(text: str, encoding: str) -> str:
    """The text as a person can see it: unreadable bytes and NULs as backslash and number."""
    raw = text.encode(encoding, errors_for(encoding))
    return raw.decode(encoding, "backslashreplace").replace("\0", "\\x00")


def blocks_of(file: BinaryIO, path: Path, encoding: str) -> Iterator[Block]:
    """The lines of the file from its beginning, without its byte order mark."""
    file.seek(0)
    mark = MARKS.get(encoding, b"")
    file.seek(len(mark) if mark and file.read(len(mark)) == mark else 0)
    rest: list[str] = []
    for text in _texts(file, path, encoding):
        rest.append(text)
        if sum(map(len, rest)) > LONGEST_LINE + CHUNK:
            raise refused(
                f"{path.name} has a line of more than {LONGEST_LINE:,} characters.",
                "This is no table: export it again.",
            )
        if "\n" in text or "\r" in text:
            lines = split_lines("".join(rest))
            # A line without its end may go on in the next chunk, and so may \r with \n.
            rest = [] if lines[-1].endswith("\n") else [lines.pop()]
            yield Block(lines, _is_clean(lines))
    lines = split_lines("".join(rest))
    yield Block(lines, _is_clean(lines))


def split_lines(text: str) -> list[str]:
    r"""Lines with their ends, which are \n, \r\n and \r alone."""
    if any(end in text for end in ENDS_OF_STR_ONLY):
        return list(StringIO(text, newline=""))
    return text.splitlines(keepends=True)


def from_line(blocks: Iterator[Block], number: int) -> Iterator[Block]:
    """The blocks from this line on, counted from one."""
    before = number - 1
    for block in blocks:
        if before < len(block.lines):
            return chain([Block(block.lines[before:], block.is_clean)], blocks)
        before -= len(block.lines)
    return iter(())


def _texts(file: BinaryIO, path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors_for(encoding))
    try:
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise refused(
            f"{path.name} is cut off in the middle of a character.", "Export it again."
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _is_clean(lines: list[str]) -> bool:
    text = "".join(lines)
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
