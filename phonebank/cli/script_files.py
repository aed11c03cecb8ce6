"""The file of a script: read as TOML, and written so that a person can edit it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from phonebank.domain.errors import InputRefused
from phonebank.domain.script_documents import from_document, in_toml

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.domain.scripts import Script

MOST_BYTES = 1_000_000


def read(file: Path) -> Script:
    """The script in a file; InputRefused, saying where, for a file that is none."""
    try:
        document = tomllib.loads(_text(file))
    except (OSError, ValueError, RecursionError) as error:
        raise InputRefused(
            f"{file} is not a script: {_why(error)}.",
            kept="The script was not saved.",
            next_step="Write one out with script show --to to see how it is.",
        ) from error
    return from_document(document)


def write(file: Path, script: Script) -> None:
    """Write a script into a new file; InputRefused where there is one already."""
    if file.exists():
        raise InputRefused(
            f"{file} exists already.",
            kept="It was not touched.",
            next_step="Choose another name for the script’s file.",
        )
    file.write_text(in_toml(script), "utf-8", newline="\n")


def _text(file: Path) -> str:
    """ValueError for what is no file, so that nothing waits for a pipe, and for one too long."""
    if not file.exists():
        raise ValueError("there is no such file")
    if not file.is_file() or file.stat().st_size > MOST_BYTES:
        raise ValueError("it is no file of text")
    return file.read_text("utf-8-sig").replace("\r\n", "\n")


def _why(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            return "it is not UTF-8 text"
        case OSError():
            return str(error.strerror)
        case RecursionError():
            return "it is too deep"
    return str(error).rstrip(".")
