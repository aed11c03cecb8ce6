"""Compound files of old Office: workbooks, other documents, and whatever has a password."""

import re
from pathlib import Path
from typing import BinaryIO

from phonebank.spreadsheets.parts import CHUNK
from phonebank.spreadsheets.workbook_refusals import locked, no_workbook

OLE = b"\xd0\xcf\x11\xe0"
OVERLAP = 64
WORKBOOK = re.compile(b"|".join(f"{it}\0".encode("utf-16-le") for it in ("Workbook", "Book")))
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# A workbook's stream begins with its BOF; what follows at once says if the rest is encrypted.
FILE_PASS = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)


def check_old(path: Path, file: BinaryIO) -> None:
    """InputRefused unless it holds a workbook that needs no password.

    Only names in its directory and the first record are looked for; nothing is followed.
    """
    is_workbook, rest = False, b""
    while chunk := file.read(CHUNK):
        data = rest + chunk
        if ENCRYPTED_PACKAGE in data or FILE_PASS.search(data):
            raise locked(path)
        is_workbook = is_workbook or WORKBOOK.search(data) is not None
        rest = data[-OVERLAP:]
    if not is_workbook:
        raise no_workbook(path, "an old Office document")
