"""A first look at a text: encoding, delimiter, headers and some rows, and what is in doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median_low
from typing import BinaryIO, NamedTuple

from phonebank.domain.files import EncodingSample, FileKind, FileLook, Question, Reading
from phonebank.spreadsheets import text_delimiter, text_encoding
from phonebank.spreadsheets.opening import Stamp, refused
from phonebank.spreadsheets.text_bad_rows import Form
from phonebank.spreadsheets.text_encoding import Encoding
from phonebank.spreadsheets.text_header import Heading, headers_of, heading_of
from phonebank.spreadsheets.text_lines import Block, blocks_of, from_line
from phonebank.spreadsheets.text_records import Records
from phonebank.spreadsheets.true_types import refuse_binary

LOOKED_AT = 40
SAMPLES = 20
MOST_LOOKED_THROUGH = 100_000
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLook(FileLook):
    """A look that knows the moment it was taken, so that a later change is noticed."""

    stamp: Stamp


class Record(NamedTuple):
    """The first rows of a text, each with the line it began on."""

    line: int
    cells: Sequence[str]


def text_look(file: BinaryIO, path: Path, head: bytes, reading: Reading, stamp: Stamp) -> TextLook:
    """Look at an open file; InputRefused if there is nothing in it, WrongUse for odd readings."""
    if not (text_encoding.marked_as(head) or text_encoding.wide_by_nuls(head)):
        refuse_binary(path.name, head)
    found = text_encoding.encoding_of(file, path, head)
    encoding = text_encoding.known(reading.encoding) if reading.encoding else found.name
    delimiter = _delimiter(file, path, encoding, reading)
    form = Form(path.name, encoding, text_encoding.label(encoding), delimiter)
    records = _records(file, path, form, reading.header_line or 0)
    heading = _heading(records, reading)
    headers, samples = _table(records, heading)
    return TextLook(
        name=path.name,
        kind=FileKind.TEXT,
        read_as=f"CSV, {form.encoding_label}, {text_delimiter.called(delimiter)}",
        reading=Reading(
            encoding=encoding, delimiter=delimiter, header_line=_header_line(records, heading)
        ),
        headers=headers,
        samples=samples,
        encodings=_encodings(found, encoding),
        notices=[
            *_notices_of_type(path),
            *_notices_of_bytes(file, encoding, found),
            *_notices_of_titles(records, heading),
        ],
        questions=_questions(reading, found, heading),
        size=stamp.size,
        stamp=stamp,
    )


def opening_lines(file: BinaryIO, path: Path, encoding: str) -> tuple[str, Iterator[Block]]:
    """The delimiter that a line `sep=;` at the very beginning names, and the blocks from there."""
    blocks = blocks_of(file, path, encoding)
    first = next(blocks, Block([], True))
    named = text_delimiter.named_by(first.lines[0]) if first.lines else ""
    return named, chain([first], blocks)


def _delimiter(file: BinaryIO, path: Path, encoding: str, reading: Reading) -> str:
    if reading.delimiter:
        return text_delimiter.checked(reading.delimiter)
    named, blocks = opening_lines(file, path, encoding)
    return named or text_delimiter.delimiter_of(next(blocks).lines)


def _records(file: BinaryIO, path: Path, form: Form, header_line: int) -> list[Record]:
    """The first rows from the header's line on, or from the beginning; blank ones left out."""
    named, blocks = opening_lines(file, path, form.encoding)
    begin = header_line or (2 if named else 1)
    source = Records(from_line(blocks, begin), form, begin)
    records: list[Record] = []
    looked_through = 0
    while len(records) < LOOKED_AT and looked_through < MOST_LOOKED_THROUGH and not source.is_done:
        taken = source.take(LOOKED_AT)
        looked_through += LOOKED_AT
        rows = map(Record, taken.lines, taken.cells)
        records += (record for record in rows if any(map(str.strip, record.cells)))
    if header_line and (not records or records[0].line != header_line):
        raise refused(
            f"{path.name} has nothing on line {header_line} that could be headers.",
            "Name another line.",
        )
    if not records:
        raise refused(f"{path.name} is empty: it has no rows.", "Export it again.")
    return records


def _heading(records: Sequence[Record], reading: Reading) -> Heading:
    if reading.header_line is not None:
        return Heading(0 if reading.header_line else None, True)
    return heading_of([record.cells for record in records])


def _header_line(records: Sequence[Record], heading: Heading) -> int:
    return 0 if heading.at is None else records[heading.at].line


def _table(records: Sequence[Record], heading: Heading) -> tuple[list[str], list[list[str]]]:
    """The headers, and the first rows below them cut or filled up to as many cells."""
    begin = 0 if heading.at is None else heading.at + 1
    rows = [record.cells for record in records[begin:]]
    written = records[begin - 1].cells if begin else ()
    headers = headers_of(written, median_low(map(len, rows)) if rows else 0)
    width = len(headers)
    return headers, [[*row, *[""] * width][:width] for row in rows[:SAMPLES]]


def _encodings(found: Encoding, chosen: str) -> list[EncodingSample]:
    """Every way to read the bytes, and the chosen one even where it cannot read them all."""
    if any(sample.encoding == chosen for sample in found.samples):
        return list(found.samples)
    return [EncodingSample(chosen, text_encoding.label(chosen), ()), *found.samples]


def _questions(reading: Reading, found: Encoding, heading: Heading) -> frozenset[Question]:
    open_ones = {
        Question.ENCODING: not reading.encoding and not found.is_certain,
        Question.HEADER: not heading.is_certain,
    }
    return frozenset(question for question, is_open in open_ones.items() if is_open)


def _notices_of_type(path: Path) -> Iterator[str]:
    if path.suffix.casefold() in WORKBOOK_SUFFIXES:
        yield f"{path.name} is no workbook but text, and is read as text."


def _notices_of_bytes(file: BinaryIO, encoding: str, found: Encoding) -> Iterator[str]:
    if found.lost >= 0 and encoding == found.name:
        line = text_encoding.line_of(file, found.lost)
        yield (
            f"Some bytes are not {text_encoding.label(encoding)} text, the first of them byte "
            f"{found.lost + 1:,} on line {line:,}: rows with such bytes are rejected."
        )


def _notices_of_titles(records: Sequence[Record], heading: Heading) -> Iterator[str]:
    """Rows above the headers with anything in them are no electors, and are said to be skipped."""
    if heading.at:
        first, header = records[0].line, records[heading.at].line
        lines = (
            f"Line {first} stands"
            if header - first == 1
            else f"Lines {first} to {header - 1} stand"
        )
        yield f"{lines} above the headers and {'is' if header - first == 1 else 'are'} skipped."
