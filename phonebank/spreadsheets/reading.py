"""Tables out of files, whatever program wrote them: a look first, then rows in batches."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from phonebank.domain.files import FileKind, FileLook, Reading, Rows
from phonebank.spreadsheets import true_types
from phonebank.spreadsheets.opening import opened, stamp_of, unreadable
from phonebank.spreadsheets.text_file import TextFile, cells_of
from phonebank.spreadsheets.text_look import text_look

__all__ = ["OpenFile", "TextFile", "cells_of", "look_at", "open_file", "resource_rows"]
AS_IT_IS = Reading()


class OpenFile(Protocol):
    """A file open for reading; `total` is in the units of `Rows.done`."""

    total: int

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...

    def batches(self, size: int = 500) -> Iterator[Rows]:
        """Every row below the headers once, in order."""
        ...


def look_at(path: Path, reading: Reading = AS_IT_IS) -> FileLook:
    """What the file is and how it will be read, where `reading` leaves that open.

    InputRefused at once for what is no file, is too large, or is neither text nor a workbook;
    WrongUse for an encoding or a delimiter that there is not.
    """
    stamp = stamp_of(path)
    with opened(path) as file:
        try:
            head = file.read(true_types.LOOKED_AT)
        except OSError as error:
            raise unreadable(path, error) from error
        if not true_types.is_workbook(head):
            true_types.refuse_what_is_no_text(path.name, head)
            return text_look(file, path, head, reading, stamp)
    from phonebank.spreadsheets.workbook_reading import workbook_look

    return workbook_look(path, reading)


def open_file(path: Path, look: FileLook) -> OpenFile:
    """The file as it was looked at; InputRefused, then or while it is read, if it changed."""
    if look.kind is FileKind.TEXT:
        return TextFile(path, look)
    from phonebank.spreadsheets.workbook_reading import WorkbookFile

    return WorkbookFile(path, look)


def resource_rows(path: Path) -> Iterator[Mapping[str, str]]:
    """The rows of one of our own CSV files, by header."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
