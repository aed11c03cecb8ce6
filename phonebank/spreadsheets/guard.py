"""Looks through a workbook before anything parses it: bounded, streaming, and never to disk."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import BinaryIO

from phonebank.spreadsheets.old_office import OLE, check_old
from phonebank.spreadsheets.parts import CHUNK, Part, Unsafe, parts_of, unpacked
from phonebank.spreadsheets.sheet_scan import TABLE, TABLE_NAME, SheetScan, TableScan
from phonebank.spreadsheets.workbook_findings import (
    ENDINGS,
    IS_1904,
    ODS,
    XLS,
    XLSB,
    XLSM,
    XLSX,
    Findings,
    found,
    named,
)
from phonebank.spreadsheets.workbook_refusals import locked, no_workbook, unsafe

OVERLAP = 1024
SMALL_PART = 4 * CHUNK
# Also with the NULs that wide characters have between their letters.
DTD = re.compile(
    rb"<\0{0,3}!\0{0,3}(?i:d\0{0,3}o\0{0,3}c\0{0,3}t|e\0{0,3}n\0{0,3}t\0{0,3}i\0{0,3}t)"
)
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
BINARY_WORKBOOK, MACROS = "xl/workbook.bin", "xl/vbaproject.bin"
CONTENT, MANIFEST = "content.xml", "meta-inf/manifest.xml"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
OTHER_ZIPS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "index/document.iwa": "a Numbers document",
    CONTENT: "an OpenDocument file that is no spreadsheet",
}


def check(path: Path) -> Findings:
    """Look through the whole file; InputRefused says why it may not be parsed.

    What was found is remembered for as long as the file stays as it is.
    """
    stat = path.stat()
    return _checked(path, (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))


@lru_cache(maxsize=4)
def _checked(path: Path, state: tuple[int, ...]) -> Findings:
    with path.open("rb") as file:
        if file.read(len(OLE)) == OLE:
            check_old(path, file)
            return Findings(kind=XLS, unpacked=state[1])
        try:
            return _check_zip(path, file)
        except Unsafe as why:
            raise unsafe(path, str(why)) from why


def _check_zip(path: Path, file: BinaryIO) -> Findings:
    parts = {part.key: part for part in parts_of(path)}
    kind = _kind(file, parts)
    if kind not in ENDINGS:
        raise no_workbook(path, kind)
    sheets: dict[str, SheetScan] = {}
    tables: Sequence[TableScan] = ()
    for part in parts.values():
        pieces = _checked_pieces(file, part)
        if kind == ODS and part.key == CONTENT:
            tables = _tables(pieces)
        elif scan := _sheet(pieces):
            sheets[part.key] = scan
    size = sum(part.size for part in parts.values())
    if kind == ODS:
        if b":encryption-data" in _small(file, parts, MANIFEST):
            raise locked(path)
        return Findings(kind=kind, unpacked=size, sheets=[found(it.name, it) for it in tables])
    book = _small(file, parts, WORKBOOK)
    return Findings(
        kind=kind,
        unpacked=size,
        sheets=named(book, _small(file, parts, RELATIONS), sheets),
        is_1904=IS_1904.search(book) is not None,
    )


def _kind(file: BinaryIO, parts: Mapping[str, Part]) -> str:
    """One of our kinds, or what else a zip may be."""
    if WORKBOOK in parts:
        return XLSM if MACROS in parts else XLSX
    if BINARY_WORKBOOK in parts:
        return XLSB
    if CONTENT in parts and _small(file, parts, "mimetype").startswith(ODS_TYPE):
        return ODS
    return next((what for key, what in OTHER_ZIPS.items() if key in parts), "a zip archive")


def _small(file: BinaryIO, parts: Mapping[str, Part], key: str) -> bytes:
    """The beginning of a part that is short in every real workbook; nothing if there is none."""
    beginning = bytearray()
    if key in parts:
        for piece in unpacked(file, parts[key]):
            beginning += piece
            if len(beginning) > SMALL_PART:
                break
    return bytes(beginning[:SMALL_PART])


def _checked_pieces(file: BinaryIO, part: Part) -> Iterator[bytes]:
    is_text = part.key.endswith((".xml", ".rels"))
    for piece in _whole_tags(unpacked(file, part)):
        has_nul = b"\0" in piece
        # One byte is looked for twenty times as fast as two, and few pieces have either.
        has_mark = b"!" in piece and b"<!" in piece
        if (has_nul or has_mark) and DTD.search(piece):
            raise Unsafe("a workbook part has a DTD")
        if has_nul and is_text:
            raise Unsafe("a part of it is no text that workbooks have")
        yield piece


def _whole_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes cut where tags begin, so that nothing looked for is cut in two."""
    rest = b""
    for piece in pieces:
        data = rest + piece
        cut = data.rfind(b"<")
        if cut > 0:
            rest = data[cut:]
            yield data[:cut]
        elif len(data) > CHUNK:  # no tag is that long
            rest = data[-OVERLAP:]
            yield data
        else:
            rest = data
    yield rest


def _sheet(pieces: Iterator[bytes]) -> SheetScan | None:
    """What a part holds if it is a sheet; every piece is drawn in any case, and so checked."""
    scan = None
    for piece in pieces:
        if scan is None and b"sheetData" in piece:
            scan = SheetScan()
        if scan is not None:
            scan.take(piece)
    return scan


def _tables(pieces: Iterator[bytes]) -> Sequence[TableScan]:
    """A piece may hold the end of one table, the next whole, and so on."""
    tables = [TableScan("")]
    for piece in pieces:
        rest, *begun = TABLE.split(piece)
        tables[-1].take(rest)
        for xml in begun:
            name = TABLE_NAME.match(xml)
            tables.append(TableScan(unescape(name[1].decode("utf-8", "replace")) if name else ""))
            tables[-1].take(xml)
    return tables
