"""The parts of a zipped workbook, listed and unpacked without believing what the zip says."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

STORED, DEFLATED = 0, 8
CHUNK = 1 << 20
END_OF_DIRECTORY, LONGEST_END = b"PK\x05\x06", 22 + 65_535
LOCAL_HEADER = b"PK\x03\x04"
MOST_PARTS, LARGEST_DIRECTORY = 10_000, 4 << 20
MOST_UNPACKED = 1536 << 20
"""Bytes of all parts; 650,000 electors with 17 columns have 0.5 GB."""
SMALL, TIGHTEST = 20 << 20, 100
"""A part above `SMALL` bytes may not be packed tighter; sheets are packed 5 to 40 times."""
IS_ENCRYPTED = 0x1 | 0x40 | 0x2000


class Unsafe(Exception):
    """Why a workbook is not read, as the end of a sentence."""


class Part(NamedTuple):
    """One file in the zip; `start` is where its own header begins, sizes are in bytes."""

    name: str
    start: int
    packed: int
    size: int
    method: int
    crc: int

    @property
    def key(self) -> str:
        """Its name as workbook programs compare names."""
        return self.name.replace("\\", "/").lstrip("/").casefold()


def parts_of(path: Path) -> Sequence[Part]:
    """Every part by what the directory says, which is judged; Unsafe says why not."""
    _judge_directory(path)
    try:
        with ZipFile(path) as zipped:
            entries = [entry for entry in zipped.infolist() if not entry.is_dir()]
    except (BadZipFile, NotImplementedError, UnicodeDecodeError, struct.error) as error:
        raise Unsafe("the file is cut short or damaged") from error
    parts = [_judged(entry) for entry in entries]
    if len({part.key for part in parts}) < len(parts):
        raise Unsafe("two of its parts have the same name")
    if sum(part.size for part in parts) > MOST_UNPACKED:
        raise Unsafe("it would unpack to more than 1.5 GB")
    return parts


def _judge_directory(path: Path) -> None:
    """How much there is to list is told at the end of the file, and read before the list."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST_END))
        last = file.read(LONGEST_END)
    at = last.rfind(END_OF_DIRECTORY)
    if at < 0 or len(last) - at < 22:
        raise Unsafe("the file is cut short or damaged")
    count, size = struct.unpack("<HI", last[at + 10 : at + 16])
    if count > MOST_PARTS or size > LARGEST_DIRECTORY:
        raise Unsafe("it has more parts than any workbook")


def _judged(entry: ZipInfo) -> Part:
    if entry.flag_bits & IS_ENCRYPTED:
        raise Unsafe("it is encrypted")
    if entry.compress_type not in (STORED, DEFLATED):
        raise Unsafe("it is packed in a way that workbooks are not")
    part = Part(
        entry.orig_filename,
        entry.header_offset,
        entry.compress_size,
        entry.file_size,
        entry.compress_type,
        entry.CRC,
    )
    if ".." in PurePosixPath(part.key).parts or "\0" in part.name:
        raise Unsafe("one of its parts has a name that leads out of the file")
    if part.size > max(SMALL, TIGHTEST * part.packed):
        raise Unsafe("it unpacks to far more than a workbook does")
    return part


def unpacked(file: BinaryIO, part: Part) -> Iterator[bytes]:
    """The part in pieces of at most a megabyte; Unsafe as soon as it is not what was declared."""
    size = crc = 0
    for piece in _inflated(file, part):
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        if size > part.size:
            raise Unsafe("a part of it is larger than it says")
        yield piece
    if size != part.size or crc != part.crc:
        raise Unsafe("the file is cut short or damaged")


def _inflated(file: BinaryIO, part: Part) -> Iterator[bytes]:
    if part.method == STORED:
        yield from _packed(file, part)
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _packed(file, part):
            waiting = packed
            while waiting and not inflate.eof:
                yield inflate.decompress(waiting, CHUNK)
                waiting = inflate.unconsumed_tail
        yield inflate.flush()
    except zlib.error as error:
        raise Unsafe("the file is cut short or damaged") from error
    if not inflate.eof:
        raise Unsafe("the file is cut short or damaged")


def _packed(file: BinaryIO, part: Part) -> Iterator[bytes]:
    file.seek(part.start)
    header = file.read(30)
    if len(header) < 30 or not header.startswith(LOCAL_HEADER):
        raise Unsafe("the file is cut short or damaged")
    file.seek(sum(struct.unpack("<HH", header[26:30])), 1)
    left = part.packed
    while left:
        piece = file.read(min(left, CHUNK // 8))
        if not piece:
            raise Unsafe("the file is cut short or damaged")
        left -= len(piece)
        yield piece
