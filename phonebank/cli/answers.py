"""What a command answers: one JSON document, or sentences and tables; and errors in either."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.cli import documents
from phonebank.cli.lines import plain, write
from phonebank.domain.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.cli.documents import Document
    from phonebank.domain.errors import PhonebankError


@dataclass(frozen=True, slots=True)
class Answer:
    """`document` is for programs and `shown` for people; `then` goes on after it was given."""

    document: Document
    shown: Sequence[str | Sheet]
    status: int = 0
    then: Callable[[], int] | None = None


def give(answer: Answer, *, as_json: bool) -> None:
    """Write the answer to standard output, to the last byte."""
    if as_json:
        write_json(answer.document)
        return
    for part in answer.shown:
        if isinstance(part, Sheet):
            from phonebank.cli.tables import show

            show(part)
        else:
            write(part)


def refuse(error: PhonebankError, *, as_json: bool) -> int:
    """Tell an error: a document on standard output, or one line for a person on the other."""
    if as_json:
        write_json(documents.error(error))
    else:
        write(plain(error.sentence), sys.stderr)
    return error.status


def write_json(document: Document) -> None:
    """ASCII throughout, so that no terminal and no pipe can spoil it."""
    write(json.dumps(document, indent=2))
