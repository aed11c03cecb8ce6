"""Lines of text to a terminal or a pipe, whatever letters it has."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def write(text: str, to: TextIO | None = None) -> None:
    """Write lines, and replace the letters that this terminal does not have."""
    stream = to or sys.stdout
    if stream is None:  # started with standard output closed
        return
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def plain(text: str) -> str:
    """One line without control signs, which could move the cursor or turn letters about."""
    return "".join(" " if unicodedata.category(sign) in UNSHOWN else sign for sign in text)
