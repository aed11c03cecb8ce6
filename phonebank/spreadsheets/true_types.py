"""What a file really is, told by its first bytes and never by its name."""

import re

from phonebank.domain.errors import InputRefused
from phonebank.spreadsheets.opening import refused

LOOKED_AT = 4096
ZIP, EMPTY_ZIP, OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"
WORKBOOKS = (ZIP, EMPTY_ZIP, OLE)
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
SAVE_AS_TABLE = "Open it in the program it came from and save the table as CSV or as a workbook."
UNPACK = "Unpack it and import the file inside."
OLD_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
# Text that is a table all the same may begin with a bracket, so JSON has to show a second sign.
BEGINNINGS = (
    (re.compile(rb"%PDF-"), "a PDF document", SAVE_AS_TABLE),
    (re.compile(rb"(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S),
     "a web page (HTML)", "Open it in a spreadsheet program and save it as a workbook or CSV."),
    (re.compile(rb"<\?xml"), "an XML document", SAVE_AS_TABLE),
    (re.compile(rb"\{\\rtf"), "a text document (RTF)", SAVE_AS_TABLE),
    (re.compile(rb"SQLite format 3\0"), "a database (SQLite)", "Export its table as CSV."),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP", re.S),
     "an image", "Type the table into a spreadsheet program and save it as CSV."),
    (re.compile(rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!|\x28\xb5\x2f\xfd"),
     "a packed file (gzip, 7z or the like)", UNPACK),
    (OLD_BIFF, "a workbook of before 1997", "Save it as .xlsx or CSV."),
    (re.compile(rb"\0\0(?:\xfe\xff|[^\0]\0\0\0)"), "text in UTF-32",
     "Save it as UTF-8."),
    (re.compile(rb"[\[{]\s*(\[|\{|\"\w+\"\s*:)"), "JSON", "Export the table as CSV."),
    (re.compile(rb"BEGIN:VC(ARD|ALENDAR)"), "a list of cards (vCard)", SAVE_AS_TABLE),
    (re.compile(rb"\x7fELF|MZ.{58}|\xca\xfe\xba\xbe", re.S), "a program", "Choose another file."),
)  # fmt: skip
CONTROLS = bytes([*range(9), *range(14, 32)])
FEW_CONTROLS = 30


def is_workbook(head: bytes) -> bool:
    """Whether the bytes begin as every workbook of today does: a zip or an OLE container."""
    return head.startswith(WORKBOOKS)


def refuse_what_is_no_text(name: str, head: bytes) -> None:
    """InputRefused naming what the file is, if that is neither text nor a workbook."""
    for beginning, what, next_step in BEGINNINGS:
        if beginning.match(without_mark(head).lstrip(b" \t\r\n")):
            raise _wrong_type(name, what, next_step)


def refuse_binary(name: str, head: bytes) -> None:
    """InputRefused for bytes that no text has; not for UTF-16, half of whose bytes are NUL."""
    controls = len(head) - len(head.translate(None, CONTROLS))
    if controls > len(head) / 5 or (controls > FEW_CONTROLS and controls > len(head) / 20):
        raise _wrong_type(name, "neither text nor a workbook", SAVE_AS_TABLE)


def without_mark(head: bytes) -> bytes:
    for mark in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :]
    return head


def _wrong_type(name: str, what: str, next_step: str) -> InputRefused:
    return refused(f"{name} is {what}, so there is no table to read.", next_step)
